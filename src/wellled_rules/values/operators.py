"""THE operator table: every elementwise operator's name, meaning and laws, once (`folds` has those over collections).

Entries that reach a meaning here are known values: what is unknown has been filled with one of the
values it may become, and what is left out is dealt with by the row's `on_out`. Only the three status
operators (`known`, `missing`, `state`) look at what a cell holds without filling it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import TypeAlias

from wellled_rules.values.dates import shifted
from wellled_rules.values.missing import OUT, Missing, State
from wellled_rules.values.rounding import Rounding, rounded
from wellled_rules.values.scale import Exact, Member, Scale, ScaleLevel
from wellled_rules.values.types import Value, exact

__all__ = ["OPERATORS", "Entry", "OnOut", "Operator", "Parameter", "as_number", "rank"]

Entry: TypeAlias = "Value | Missing"
Parameter: TypeAlias = "int | tuple[int, str] | State | Scale | None"
"""What an operator is told at check time: places, a span of time, a state, a scale."""


class OnOut(StrEnum):
    """What an elementwise operator answers when an operand is left out."""

    OUT = "out"
    FALSE = "false"
    LOOKS = "looks"


def as_number(value: Entry) -> Exact:
    """A number, or the worth of a level; `TypeError` for what the checker never lets through."""
    if isinstance(value, ScaleLevel) and value.worth is not None:
        return value.worth
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return value
    raise TypeError(f"no number: {value!r}")


def rank(value: Entry) -> int:
    """Rank of a level; `TypeError` for what the checker never lets through."""
    if isinstance(value, ScaleLevel):
        return value.rank
    raise TypeError(f"no level: {value!r}")


def _day(value: Entry) -> date:
    if isinstance(value, date):
        return value
    raise TypeError(f"no date: {value!r}")


def _add(args: tuple[Entry, ...], _: Parameter) -> Entry:
    return exact(as_number(args[0]) + as_number(args[1]))


def _subtract(args: tuple[Entry, ...], _: Parameter) -> Entry:
    return exact(as_number(args[0]) - as_number(args[1]))


def _multiply(args: tuple[Entry, ...], _: Parameter) -> Entry:
    return exact(as_number(args[0]) * as_number(args[1]))


def _divide(args: tuple[Entry, ...], _: Parameter) -> Entry:
    below = as_number(args[1])
    return OUT if below == 0 else exact(Fraction(as_number(args[0])) / below)


def _percentage_of(args: tuple[Entry, ...], _: Parameter) -> Entry:
    below = as_number(args[1])
    return OUT if below == 0 else exact(Fraction(100 * as_number(args[0])) / below)


def _convert(args: tuple[Entry, ...], scale: Parameter) -> Entry:
    assert isinstance(scale, Scale)
    worth = as_number(args[0])
    found = [level for level in scale.levels if level.worth == worth]
    return found[0] if len(found) == 1 else OUT


def _round(args: tuple[Entry, ...], places: Parameter) -> Entry:
    assert isinstance(places, int) and isinstance(args[1], Rounding)
    return rounded(as_number(args[0]), places, args[1])


def _same(left: Entry, right: Entry) -> bool:
    if isinstance(left, frozenset):
        return right in left if isinstance(right, Member) else left == right
    return left == right


def _one_of(args: tuple[Entry, ...], _: Parameter) -> Entry:
    return any(_same(args[0], one) for one in args[1:])


def _within(args: tuple[Entry, ...], time: Parameter, sign: int) -> bool:
    assert isinstance(time, tuple)
    day, end = _day(args[0]), _day(args[1])
    other = shifted(end, sign * time[0], time[1])
    low, high = (other, end) if sign < 0 else (end, other)
    return low <= day <= high


Meaning: TypeAlias = "Callable[[tuple[Entry, ...], Parameter], Entry]"


@dataclass(frozen=True, slots=True)
class Operator:
    """One elementwise operator.

    words: how it is written. on_out: its answer when an operand is left out. meaning: of known operands.
    """

    name: str
    words: str
    on_out: OnOut
    meaning: Meaning
    doc: str


def _looked_at(args: tuple[Entry, ...], _: Parameter) -> Entry:
    return not isinstance(args[0], Missing)


def _missing(args: tuple[Entry, ...], _: Parameter) -> Entry:
    return isinstance(args[0], Missing)


def _state(args: tuple[Entry, ...], state: Parameter) -> Entry:
    return isinstance(args[0], Missing) and args[0].state is state


_OPERATORS = (
    Operator("add", "A + B", OnOut.OUT, _add, "Sum of two numbers of one unit."),
    Operator("subtract", "A - B", OnOut.OUT, _subtract, "Difference of two numbers of one unit."),
    Operator("multiply", "A * B", OnOut.OUT, _multiply, "Product; a percentage times a number is a percentage."),
    Operator("divide", "A / B", OnOut.OUT, _divide, "Quotient; division by nothing is not applicable."),
    Operator(
        "percentage_of",
        "A as a percentage of B",
        OnOut.OUT,
        _percentage_of,
        "A hundred times A over B; of nothing it is not applicable.",
    ),
    Operator("convert", "A as a SCALE", OnOut.OUT, _convert, "The level of equal worth."),
    Operator("round", "rounded to N places by RULE", OnOut.OUT, _round, "The nearest number on the grid."),
    Operator("one_of", "is X or Y", OnOut.FALSE, _one_of, "Equal to one of the values, or holding it."),
    Operator(
        "or_better",
        "is X or better",
        OnOut.FALSE,
        lambda a, _: rank(a[0]) >= rank(a[1]),
        "By the scale's order.",
    ),
    Operator(
        "or_worse",
        "is X or worse",
        OnOut.FALSE,
        lambda a, _: rank(a[0]) <= rank(a[1]),
        "By the scale's order.",
    ),
    Operator(
        "better",
        "is better than X",
        OnOut.FALSE,
        lambda a, _: rank(a[0]) > rank(a[1]),
        "By the scale's order.",
    ),
    Operator(
        "worse",
        "is worse than X",
        OnOut.FALSE,
        lambda a, _: rank(a[0]) < rank(a[1]),
        "By the scale's order.",
    ),
    Operator(
        "or_more",
        "is N or more",
        OnOut.FALSE,
        lambda a, _: as_number(a[0]) >= as_number(a[1]),
        "N is included.",
    ),
    Operator(
        "or_less",
        "is N or less",
        OnOut.FALSE,
        lambda a, _: as_number(a[0]) <= as_number(a[1]),
        "N is included.",
    ),
    Operator("over", "is over N", OnOut.FALSE, lambda a, _: as_number(a[0]) > as_number(a[1]), "N is not included."),
    Operator(
        "under",
        "is under N",
        OnOut.FALSE,
        lambda a, _: as_number(a[0]) < as_number(a[1]),
        "N is not included.",
    ),
    Operator(
        "between",
        "is A to B",
        OnOut.FALSE,
        lambda a, _: as_number(a[1]) <= as_number(a[0]) <= as_number(a[2]),
        "Both ends are included; no tolerance.",
    ),
    Operator("before", "is before D", OnOut.FALSE, lambda a, _: _day(a[0]) < _day(a[1]), "D is not included."),
    Operator("after", "is after D", OnOut.FALSE, lambda a, _: _day(a[0]) > _day(a[1]), "D is not included."),
    Operator(
        "on_or_before",
        "is on or before D",
        OnOut.FALSE,
        lambda a, _: _day(a[0]) <= _day(a[1]),
        "D is included.",
    ),
    Operator(
        "on_or_after",
        "is on or after D",
        OnOut.FALSE,
        lambda a, _: _day(a[0]) >= _day(a[1]),
        "D is included.",
    ),
    Operator(
        "within_before",
        "is within N years before D",
        OnOut.FALSE,
        lambda a, time: _within(a, time, -1),
        "From N units before D to D, both included.",
    ),
    Operator(
        "within_after",
        "is within N years after D",
        OnOut.FALSE,
        lambda a, time: _within(a, time, 1),
        "From D to N units after D, both included.",
    ),
    Operator("and", "A and B", OnOut.FALSE, lambda a, _: all(x is True for x in a), "Kleene conjunction."),
    Operator("or", "any of these", OnOut.FALSE, lambda a, _: any(x is True for x in a), "Kleene disjunction."),
    Operator("not", "is not", OnOut.FALSE, lambda a, _: a[0] is not True, "The opposite."),
    Operator("known", "is known", OnOut.LOOKS, _looked_at, "Holds a determined value; never unknown."),
    Operator("missing", "is missing", OnOut.LOOKS, _missing, "Holds no determined value; never unknown."),
    Operator("state", "is STATE", OnOut.LOOKS, _state, "Holds that state; never unknown."),
)

OPERATORS: Mapping[str, Operator] = MappingProxyType({row.name: row for row in _OPERATORS})
