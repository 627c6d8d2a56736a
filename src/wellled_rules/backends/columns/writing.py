"""From codes to the columns of an answer."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from wellled_rules.graph.valuation import Status
from wellled_rules.graph.vintage import Vintage
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.operators import Entry
from wellled_rules.values.rounding import Rounding
from wellled_rules.values.scale import Member, ScaleLevel
from wellled_rules.values.types import DateType, NumberType, RoundingType, ScaleType, SetType, TruthType, Type

__all__ = [
    "Answer",
    "decided_column",
    "marks_column",
    "possible_column",
    "slot_column",
    "status_column",
    "value_column",
    "vintage_columns",
]

_LEAST, _MOST = -(2**63), 2**63 - 1
_EPOCH = date(1970, 1, 1)
Array: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Answer:
    """By row, the place in `entries` of what is answered; None among them is undetermined."""

    codes: NDArray[Any]
    entries: Sequence[Hashable]

    def spread(self, told: Callable[[Hashable], object], type_: Any) -> Array:
        """A column of what `told` makes of each entry."""
        return pa.array([None if entry is None else told(entry) for entry in self.used()], type_).take(
            pa.array(self.codes)
        )

    def used(self) -> list[Hashable]:
        """The entries, None for one that no row has."""
        used = np.zeros(len(self.entries), bool)
        used[self.codes] = True
        return [entry if is_used else None for entry, is_used in zip(self.entries, used, strict=True)]

    def named(self, told: Callable[[Hashable], str | None]) -> Array:
        """The same as a dictionary of words."""
        words = [None if entry is None else told(entry) for entry in self.used()]
        known = list(dict.fromkeys(word for word in words if word is not None))
        places = {word: place for place, word in enumerate(known)}
        kind = np.int16 if len(known) < 2**15 else np.int32
        by_entry: NDArray[np.signedinteger] = np.array([-1 if word is None else places[word] for word in words], kind)
        numbers = by_entry[self.codes]
        mask = numbers < 0 if bool((by_entry < 0).any()) else None
        return pa.DictionaryArray.from_arrays(pa.array(numbers, mask=mask), pa.array(known, pa.string()))


def value_column(answer: Answer, type_: Type) -> Array:
    """Values by the type of their outcome; null where there is none.

    Levels and members are words, yes and no are booleans, days are days. Numbers are 64-bit whole numbers where the
    type says that they are whole and no larger; else text, exact: "75", "125/2".
    """
    match type_:
        case ScaleType() | SetType() | RoundingType():
            return answer.named(lambda entry: None if isinstance(entry, Missing) else str(entry))
        case TruthType():
            return answer.spread(lambda entry: entry if isinstance(entry, bool) else None, pa.bool_())
        case DateType():
            return answer.spread(lambda entry: entry if isinstance(entry, date) else None, pa.date32())
        case NumberType(whole=True, low=low, high=high) if low is not None and high is not None:
            if low >= _LEAST and high <= _MOST:
                return answer.spread(lambda entry: entry if isinstance(entry, int) else None, pa.int64())
    return answer.spread(lambda entry: None if isinstance(entry, Missing) else _word(entry), pa.string())


def status_column(answer: Answer) -> Array:
    """`determined`, `undetermined`, or the state."""
    undetermined = [Missing(state=State.NOT_GIVEN) if entry is None else entry for entry in answer.entries]
    return Answer(answer.codes, undetermined).named(_status)


def _status(entry: Hashable) -> str:
    if not isinstance(entry, Missing):
        return Status.DETERMINED.value
    return Status.UNDETERMINED.value if entry.state is State.NOT_GIVEN else entry.state.value


def decided_column(answer: Answer) -> Array:
    """Names of the deciding rules, the one that spoke last first, with `;` between them."""
    return answer.named(lambda names: ";".join(names) if isinstance(names, tuple) else None)


def possible_column(by_row: Mapping[int, tuple[Entry, ...] | None], rows: int) -> Array:
    """Values and states that are still possible, in the order given, with `;` between them; null in any other row."""
    return _scattered(
        {row: ";".join(map(str, map(_slot, told))) for row, told in by_row.items() if told is not None}, rows
    )


def vintage_columns(name: str, by_row: Mapping[int, Vintage], rows: int) -> Mapping[str, Array]:
    """From which earlier assessments something was carried, and how old that is; null in any other row.

    `NAME:vintage` has them as `ID@VERSION on DAY`, oldest first, with `;` between them; `NAME:oldest` the day of the
    oldest; `NAME:age_months` the whole months since, null where the day of this assessment is not said.
    """
    parts = {
        row: ";".join(f"{one.framework} on {one.assessed_on}" for one in found.parts) for row, found in by_row.items()
    }
    days = {row: (found.oldest - _EPOCH).days for row, found in by_row.items()}
    months = {row: found.age.years * 12 + found.age.months for row, found in by_row.items() if found.age is not None}
    return {
        f"{name}:vintage": _scattered(parts, rows),
        f"{name}:oldest": _numbers(days, rows, np.int32, pa.date32()),
        f"{name}:age_months": _numbers(months, rows, np.int64, pa.int64()),
    }


def marks_column(by_row: Mapping[int, Sequence[str]], rows: int) -> Array:
    """Marks in alphabetical order, with `;` between them; empty where there are none, and in any other row."""
    return _scattered({row: ";".join(told) for row, told in by_row.items()}, rows, "")


def _scattered(words: Mapping[int, str], rows: int, otherwise: str | None = None) -> Array:
    """A dictionary of words, of which few rows have one. otherwise: what all other rows have."""
    if not words and otherwise is None:
        return pa.nulls(rows, pa.dictionary(pa.int16(), pa.string()))
    known = list(dict.fromkeys((*(() if otherwise is None else (otherwise,)), *words.values())))
    places = {word: place for place, word in enumerate(known)}
    kind = np.int16 if len(known) < 2**15 else np.int32
    codes: NDArray[np.signedinteger] = np.full(rows, -1 if otherwise is None else 0, kind)
    for row, word in words.items():
        codes[row] = places[word]
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), pa.array(known, pa.string()))


def _numbers(numbers: Mapping[int, int], rows: int, kind: type[np.signedinteger], type_: Any) -> Array:
    """Whole numbers, of which few rows have one, as a column of a type that is made of such."""
    if not numbers:
        return pa.nulls(rows, type_)
    found: NDArray[np.signedinteger] = np.zeros(rows, kind)
    mask = np.ones(rows, bool)
    for row, number in numbers.items():
        found[row], mask[row] = number, False
    return pa.array(found, mask=mask).cast(type_)


def slot_column(answer: Answer) -> Array:
    """What a slot holds, as text: a value, or a state by its name; null where it is undetermined."""
    return answer.named(_slot)


def _slot(entry: Hashable) -> str | None:
    return str(entry) if isinstance(entry, Missing) else _word(entry)


def _word(entry: Hashable) -> str | None:
    match entry:
        case None:
            return None
        case bool():
            return "yes" if entry else "no"
        case int() | Fraction() | ScaleLevel() | Member() | Rounding():
            return str(entry)
        case date():
            return entry.isoformat()
        case frozenset():
            return ";".join(sorted(map(str, entry)))
        case _:
            return str(entry)
