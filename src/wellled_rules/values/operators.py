"""THE operator table: every operator's name, meaning and laws, once.

An elementwise operator takes entries one by one; a fold takes the entries of a collection in turn.
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

__all__ = [
    "FOLDS",
    "OPERATORS",
    "Entry",
    "Fold",
    "OnOut",
    "Operator",
    "Parameter",
    "Summary",
    "as_number",
]

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


def _rank(value: Entry) -> int:
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
        lambda a, _: _rank(a[0]) >= _rank(a[1]),
        "By the scale's order.",
    ),
    Operator(
        "or_worse",
        "is X or worse",
        OnOut.FALSE,
        lambda a, _: _rank(a[0]) <= _rank(a[1]),
        "By the scale's order.",
    ),
    Operator(
        "better",
        "is better than X",
        OnOut.FALSE,
        lambda a, _: _rank(a[0]) > _rank(a[1]),
        "By the scale's order.",
    ),
    Operator(
        "worse",
        "is worse than X",
        OnOut.FALSE,
        lambda a, _: _rank(a[0]) < _rank(a[1]),
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


# --- folds -------------------------------------------------------------------------------------

Summary: TypeAlias = "bool | int | Fraction | ScaleLevel | tuple[Exact, Exact] | None"
"""What a fold remembers of the entries it has taken; small, hashable, independent of their order."""


@dataclass(frozen=True, slots=True)
class Fold:
    """One operator over a collection.

    start: the summary of nothing. take: the summary after one more entry that is not left out, with
    whether it passes the test (`True` where there is no test) and its weight (1 where there is none).
    finish: the answer, given the summary and, for counted quantifiers, the number asked for.
    tests: whether it is a quantifier (its answer is yes or no).
    """

    name: str
    words: str
    start: Summary
    take: Callable[[Summary, Entry, bool, Exact], Summary]
    finish: Callable[[Summary, Exact], Entry]
    tests: bool
    doc: str


def _number(summary: Summary) -> Exact:
    assert isinstance(summary, (int, Fraction))
    return summary


def _pair(summary: Summary) -> tuple[Exact, Exact]:
    assert isinstance(summary, tuple)
    return summary


def _plus(summary: Summary, entry: Entry, passes: bool, weight: Exact) -> Summary:
    return exact(_number(summary) + weight * as_number(entry)) if passes else summary


def _count(summary: Summary, entry: Entry, passes: bool, weight: Exact) -> Summary:
    return _number(summary) + 1 if passes else summary


def _mean_take(summary: Summary, entry: Entry, passes: bool, weight: Exact) -> Summary:
    if not passes:
        return summary
    total, below = _pair(summary)
    return exact(total + weight * as_number(entry)), exact(below + weight)


def _mean_finish(summary: Summary, _: Exact) -> Entry:
    total, below = _pair(summary)
    return OUT if below == 0 else exact(Fraction(total) / below)


def _extreme(better: Callable[[Entry, Entry], bool], read: Callable[[Entry], Entry]) -> Callable[..., Summary]:
    def take(summary: Summary, entry: Entry, passes: bool, weight: Exact) -> Summary:
        if not passes:
            return summary
        value = read(entry)
        assert isinstance(value, (int, Fraction, ScaleLevel))
        if summary is None:
            return value
        assert not isinstance(summary, tuple)
        return value if better(value, summary) else summary

    return take


def _found(summary: Summary, _: Exact) -> Entry:
    assert not isinstance(summary, tuple)
    return OUT if summary is None else summary


def _share_take(summary: Summary, entry: Entry, passes: bool, weight: Exact) -> Summary:
    hits, counted = _pair(summary)
    return hits + passes, counted + 1


_FOLDS = (
    Fold("total", "total of X", 0, _plus, lambda s, _: _number(s), False, "Sum; of nothing it is 0."),
    Fold("number", "number of X", 0, _count, lambda s, _: _number(s), False, "How many, unknown ones included."),
    Fold("mean", "mean of X", (0, 0), _mean_take, _mean_finish, False, "Mean; of nothing it is not applicable."),
    Fold(
        "highest",
        "highest of X",
        None,
        _extreme(lambda a, b: as_number(a) > as_number(b), as_number),
        _found,
        False,
        "Largest number; of nothing it is not applicable.",
    ),
    Fold(
        "lowest",
        "lowest of X",
        None,
        _extreme(lambda a, b: as_number(a) < as_number(b), as_number),
        _found,
        False,
        "Smallest number; of nothing it is not applicable.",
    ),
    Fold(
        "best",
        "best of X",
        None,
        _extreme(lambda a, b: _rank(a) > _rank(b), lambda entry: entry),
        _found,
        False,
        "Best level by the scale's order; of nothing it is not applicable.",
    ),
    Fold(
        "worst",
        "worst of X",
        None,
        _extreme(lambda a, b: _rank(a) < _rank(b), lambda entry: entry),
        _found,
        False,
        "Worst level by the scale's order; of nothing it is not applicable.",
    ),
    Fold(
        "weighted_total",
        "weighted total of X by W",
        0,
        _plus,
        lambda s, _: _number(s),
        False,
        "Sum of weight times value.",
    ),
    Fold(
        "weighted_mean",
        "weighted mean of X by W",
        (0, 0),
        _mean_take,
        _mean_finish,
        False,
        "Weighted total over the weights counted; of nothing it is not applicable.",
    ),
    Fold(
        "any",
        "any of X are T",
        False,
        lambda s, _e, p, _w: s or p,
        lambda s, _: s is True,
        True,
        "At least one.",
    ),
    Fold(
        "all",
        "all of X are T",
        True,
        lambda s, _e, p, _w: s is True and p,
        lambda s, _: s is True,
        True,
        "Of nothing: yes.",
    ),
    Fold(
        "none",
        "none of X are T",
        True,
        lambda s, _e, p, _w: s is True and not p,
        lambda s, _: s is True,
        True,
        "Of nothing: yes.",
    ),
    Fold("at_least", "at least N of X are T", 0, _count, lambda s, n: _number(s) >= n, True, "N or more pass."),
    Fold("at_most", "at most N of X are T", 0, _count, lambda s, n: _number(s) <= n, True, "N or fewer pass."),
    Fold("exactly", "exactly N of X are T", 0, _count, lambda s, n: _number(s) == n, True, "N pass."),
    Fold(
        "majority",
        "a majority of X are T",
        (0, 0),
        _share_take,
        lambda s, _: 2 * _pair(s)[0] > _pair(s)[1],
        True,
        "More than half of those counted; of nothing: no.",
    ),
    Fold("empty", "X are empty", 0, _count, lambda s, _: _number(s) == 0, True, "Nothing is left to combine."),
)

FOLDS: Mapping[str, Fold] = MappingProxyType({row.name: row for row in _FOLDS})
