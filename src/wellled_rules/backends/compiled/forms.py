"""How the emitted function carries what a place holds: as few machine steps as its values allow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from wellled_rules.graph.steps import Held
from wellled_rules.values.missing import Missing
from wellled_rules.values.scale import Exact, ScaleLevel
from wellled_rules.values.types import exact

__all__ = [
    "NEVER",
    "Coded",
    "Const",
    "Form",
    "Plain",
    "Ratio",
    "Row",
    "Whole",
    "coded",
    "held",
    "key",
    "own_number",
    "variables",
]


class _Gap(Enum):
    NEVER = auto()


NEVER: Final = _Gap.NEVER
"""Stands in a table where no value can be: the function has left before, or the code is not used."""

Row: TypeAlias = "Held | Literal[_Gap.NEVER]"

_WIDE = 4


@dataclass(frozen=True, slots=True)
class Const:
    """The same in every case."""

    value: Held


@dataclass(frozen=True, slots=True)
class Coded:
    """One of few: `table[variable - low]`. Several places may read one variable by tables of their own."""

    variable: str
    low: int
    table: tuple[Row, ...]

    @property
    def codes(self) -> range:
        """What the variable may be."""
        return range(self.low, self.low + len(self.table))


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, never missing. low: a number that it is never under, where one is known."""

    variable: str
    low: int | None


@dataclass(frozen=True, slots=True)
class Ratio:
    """A number as two whole ones, never missing. under: a variable or a number, positive. low: of `over`."""

    over: str
    under: str | int
    low: int | None


@dataclass(frozen=True, slots=True)
class Plain:
    """What the graph holds, as it is. missing: whether it may be a `Missing`. is_number: whether else a number.

    opens: whether it may be an open state that nobody gave, which is told apart where it is passed on.
    """

    variable: str
    missing: bool
    is_number: bool = False
    opens: bool = False


Form: TypeAlias = "Const | Coded | Whole | Ratio | Plain"


def variables(form: Form) -> tuple[str, ...]:
    """The variables that a form reads."""
    match form:
        case Const():
            return ()
        case Ratio():
            return (form.over,) if isinstance(form.under, int) else (form.over, form.under)
        case Coded() | Whole() | Plain():
            return (form.variable,)


def held(form: Form, values: Mapping[str, object]) -> Held:
    """What a place holds, from the values of the variables."""
    match form:
        case Const():
            return form.value
        case Coded():
            code = values[form.variable]
            assert isinstance(code, int)
            row = form.table[code - form.low]
            assert row is not NEVER
            return row
        case Ratio():
            over = values[form.over]
            under = form.under if isinstance(form.under, int) else values[form.under]
            assert isinstance(over, int) and isinstance(under, int)
            return exact(Fraction(over, under))
        case Whole() | Plain():
            found = values[form.variable]
            return exact(found) if isinstance(found, Fraction) else found  # type: ignore[return-value]  # as emitted


def key(value: object) -> object:
    """Tells values apart that Python calls equal: yes and one."""
    if isinstance(value, tuple):
        return tuple(map(key, value))
    return (type(value).__name__, value)


def coded(entries: Iterable[Row]) -> tuple[int, tuple[Row, ...]]:
    """A table for some entries, each once: (low, table).

    Whole numbers and levels of whole worth stand at their own number, so that they add up as they are; nothing
    counts 0 then. Yes or no stand as in Python.
    """
    found = tuple(dict.fromkeys(one for one in entries if one is not NEVER))
    if found and all(isinstance(one, bool) for one in found):
        return 0, (False, True)
    missing = [one for one in found if isinstance(one, Missing)]
    values = [one for one in found if not isinstance(one, Missing)]
    numbers = _numbers(values, beside=bool(missing))
    at: dict[int, Row] = dict(zip(numbers, values, strict=True))
    if missing:
        first, *others = missing
        top = max(at, default=0)
        if top >= 0 and 0 not in at:
            at[0] = first
        else:
            others.insert(0, first)
        top = max(at, default=0)
        at.update({top + turn: one for turn, one in enumerate(others, 1)})
    low = min(at)
    return low, tuple(at.get(code, NEVER) for code in range(low, max(at) + 1))


def _numbers(values: Sequence[Held], *, beside: bool) -> list[int]:
    """The code of each value: its own number where those lie close together, else its rank or its turn."""
    numbers = [own_number(one) for one in values]
    whole = [one for one in numbers if isinstance(one, int)]
    if whole and len(whole) == len(values) == len(set(whole)):
        close = max(whole) - min(whole) < _WIDE * len(whole) + _WIDE
        if close and (not beside or min(whole) >= 0):
            return whole
    ranks = [one.rank for one in values if isinstance(one, ScaleLevel)]
    if ranks and len(ranks) == len(values):
        return [rank + 1 for rank in ranks]
    return list(range(1, len(values) + 1))


def own_number(one: Held) -> Exact | None:
    """What an entry is in arithmetic; None for what is no number."""
    if isinstance(one, ScaleLevel):
        return one.worth
    if isinstance(one, bool) or not isinstance(one, int | Fraction):
        return None
    return one
