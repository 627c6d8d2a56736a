"""The operator table and the fold table over domains that can't be counted out, row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import TypeAlias

from wellled_rules.graph.domain import (
    ANYTHING,
    Domain,
    Finite,
    Interval,
    Pair,
    hull,
    scaled,
    shared_step,
    union,
    with_missing,
)
from wellled_rules.graph.steps import Held
from wellled_rules.values.missing import OUT, Missing
from wellled_rules.values.rounding import Rounding, rounded
from wellled_rules.values.scale import Exact, Scale
from wellled_rules.values.types import exact

__all__ = ["FOLDED", "INTERVALS", "TRUTH", "can_fail", "can_hold", "pair", "ratio"]

TRUTH = Finite(frozenset({True, False}))


def can_hold(found: Domain) -> bool:
    """Whether a test may hold."""
    return True in found.entries if isinstance(found, Finite) else True


def can_fail(found: Domain) -> bool:
    """Whether a test may fail."""
    return any(one is not True for one in found.entries) if isinstance(found, Finite) else True


# --- operators over intervals ------------------------------------------------------------------

Transfer: TypeAlias = Callable[[Sequence[Domain], object], Domain]


def _numbers(args: Sequence[Domain]) -> tuple[Interval, Interval, frozenset[Missing]] | None:
    one, other = hull(args[0]), hull(args[1])
    if one is None or other is None:
        return None
    return one, other, frozenset({OUT}) if one.missing or other.missing else frozenset()


def _sum(a: Exact | None, b: Exact | None) -> Exact | None:
    return None if a is None or b is None else exact(a + b)


def _negative(found: Interval) -> Interval:
    low = None if found.high is None else exact(-found.high)
    high = None if found.low is None else exact(-found.low)
    return Interval(low, high, found.step, found.missing)


def added(one: Interval, other: Interval) -> Interval:
    """The sums of a number of each."""
    step = None if one.step is None or other.step is None else shared_step(one.step, other.step)
    return Interval(_sum(one.low, other.low), _sum(one.high, other.high), step)


def _add(args: Sequence[Domain], _: object) -> Domain:
    if (found := _numbers(args)) is None:
        return Interval(missing=frozenset({OUT}))
    return with_missing(added(found[0], found[1]), found[2])


def _subtract(args: Sequence[Domain], _: object) -> Domain:
    if (found := _numbers(args)) is None:
        return Interval(missing=frozenset({OUT}))
    return with_missing(added(found[0], _negative(found[1])), found[2])


def times(one: Interval, other: Interval) -> Interval:
    """The products of a number of each."""
    step = None if one.step is None or other.step is None else exact(Fraction(one.step) * other.step)
    ends = [(a, b) for a in (one.low, one.high) for b in (other.low, other.high)]
    if any(a is None or b is None for a, b in ends):
        positive = one.low is not None and one.low >= 0 and other.low is not None and other.low >= 0
        return Interval(0 if positive else None, None, step)
    products = [exact(a * b) for a, b in ends if a is not None and b is not None]
    return Interval(min(products), max(products), step)


def _multiply(args: Sequence[Domain], _: object) -> Domain:
    if (found := _numbers(args)) is None:
        return Interval(missing=frozenset({OUT}))
    return with_missing(times(found[0], found[1]), found[2])


def ratio(one: Interval, other: Interval) -> Interval:
    """The quotients, less those by nothing, which are out."""
    low, high = other.low, other.high
    by_nothing = (low is None or low <= 0) and (high is None or high >= 0)
    out = frozenset({OUT}) if by_nothing else frozenset()
    if low == high == 0:
        return Interval(missing=out)
    positive = low is not None and low >= 0
    if positive and by_nothing and other.step is not None:
        low = other.step
    if low is None or low <= 0:
        floor_ = 0 if positive and one.low is not None and one.low >= 0 else None
        return Interval(floor_, None, None, out)
    smallest = exact(Fraction(1, 1) / high) if high is not None else 0
    found = times(Interval(one.low, one.high), Interval(smallest, exact(Fraction(1) / low)))
    return Interval(found.low, found.high, None, out)


def _divide(args: Sequence[Domain], _: object) -> Domain:
    if (found := _numbers(args)) is None:
        return Interval(missing=frozenset({OUT}))
    return with_missing(ratio(found[0], found[1]), found[2])


def _percentage_of(args: Sequence[Domain], _: object) -> Domain:
    if (found := _numbers(args)) is None:
        return Interval(missing=frozenset({OUT}))
    hundred = times(found[0], Interval(100, 100, 1))
    return with_missing(ratio(hundred, found[1]), found[2])


def _convert(args: Sequence[Domain], scale: object) -> Domain:
    assert isinstance(scale, Scale)
    return Finite(frozenset({*scale.levels, OUT}))


def _round(args: Sequence[Domain], places: object) -> Domain:
    assert isinstance(places, int)
    found = hull(args[0])
    step = exact(Fraction(1, 10**places))
    if found is None:
        return Interval(step=step, missing=frozenset({OUT}))
    rules = args[1].entries if isinstance(args[1], Finite) else frozenset(Rounding)
    modes = [one for one in rules if isinstance(one, Rounding)]
    low = None if found.low is None else min(rounded(found.low, places, one) for one in modes)
    high = None if found.high is None else max(rounded(found.high, places, one) for one in modes)
    return scaled(Interval(low, high, step, frozenset({OUT}) if found.missing else frozenset()))


def _compare(holds: Callable[[Exact, Exact], bool], may_hold: Callable[[Interval, Interval], bool]) -> Transfer:
    """A test of two numbers: `holds` for exact ends, `may_hold` whether some pair passes."""

    def transfer(args: Sequence[Domain], _: object) -> Domain:
        one, other = hull(args[0]), hull(args[1])
        if one is None or other is None:
            return TRUTH
        answers: set[Held] = set()
        if may_hold(one, other):
            answers.add(True)
        ends = (one.low, one.high, other.low, other.high)
        always = all(end is not None for end in ends) and all(
            holds(a, b) for a in (one.low, one.high) for b in (other.low, other.high) if a is not None and b is not None
        )
        if not always or one.missing or other.missing:
            answers.add(False)
        return Finite(frozenset(answers))

    return transfer


def _reaches(one: Interval, other: Interval) -> bool:
    return one.high is None or other.low is None or one.high >= other.low


def _passes(one: Interval, other: Interval) -> bool:
    return one.high is None or other.low is None or one.high > other.low


def _and(args: Sequence[Domain], _: object) -> Domain:
    answers: set[Held] = set()
    if all(can_hold(one) for one in args):
        answers.add(True)
    if any(can_fail(one) for one in args):
        answers.add(False)
    return Finite(frozenset(answers))


def _or(args: Sequence[Domain], _: object) -> Domain:
    answers: set[Held] = set()
    if any(can_hold(one) for one in args):
        answers.add(True)
    if all(can_fail(one) for one in args):
        answers.add(False)
    return Finite(frozenset(answers))


def _not(args: Sequence[Domain], _: object) -> Domain:
    answers: set[Held] = set()
    if can_fail(args[0]):
        answers.add(True)
    if can_hold(args[0]):
        answers.add(False)
    return Finite(frozenset(answers))


def _either(args: Sequence[Domain], _: object) -> Domain:
    return TRUTH


_ORDERED = ("or_better", "or_worse", "better", "worse", "one_of", "between")
_DATED = ("before", "after", "on_or_before", "on_or_after", "within_before", "within_after")

INTERVALS: Mapping[str, Transfer] = MappingProxyType(
    {
        "add": _add,
        "subtract": _subtract,
        "multiply": _multiply,
        "divide": _divide,
        "percentage_of": _percentage_of,
        "convert": _convert,
        "round": _round,
        "or_more": _compare(lambda a, b: a >= b, _reaches),
        "over": _compare(lambda a, b: a > b, _passes),
        "or_less": _compare(lambda a, b: a <= b, lambda a, b: _reaches(b, a)),
        "under": _compare(lambda a, b: a < b, lambda a, b: _passes(b, a)),
        "and": _and,
        "or": _or,
        "not": _not,
        **dict.fromkeys((*_ORDERED, *_DATED, "known", "missing", "state"), _either),
    }
)
"""Operator -> its transfer where an operand can't be counted out."""


# --- folds over intervals ----------------------------------------------------------------------

Taking: TypeAlias = Callable[[Domain, Domain, Interval], Domain]


def _take_total(summary: Domain, item: Domain, weight: Interval) -> Domain:
    held, value = hull(summary), hull(item)
    if held is None or value is None:
        return Interval()
    return added(held, times(value, weight))


def _take_number(summary: Domain, item: Domain, weight: Interval) -> Domain:
    held = hull(summary)
    return Interval(0, None, 1) if held is None else added(held, Interval(1, 1, 1))


def pair(summary: Domain) -> Pair | None:
    """The summary of a mean as intervals; none where nothing is known of it."""
    if isinstance(summary, Pair):
        return summary
    if not isinstance(summary, Finite):
        return None
    held = [one for one in summary.entries if isinstance(one, tuple)]
    total, below = hull(Finite(frozenset(one for one, _ in held))), hull(Finite(frozenset(two for _, two in held)))
    return None if total is None or below is None else Pair(total, below)


def _take_mean(summary: Domain, item: Domain, weight: Interval) -> Domain:
    held, value = pair(summary), hull(item)
    if held is None:
        return ANYTHING
    total = Interval() if value is None else added(held.total, times(value, weight))
    return Pair(total, added(held.below, weight))


def _take_share(summary: Domain, item: Domain, weight: Interval) -> Domain:
    held = pair(summary)
    if held is None:
        return ANYTHING
    return Pair(added(held.total, Interval(0, 1, 1)), added(held.below, Interval(1, 1, 1)))


def _take_extreme(summary: Domain, item: Domain, weight: Interval) -> Domain:
    return union(
        [summary, Interval() if (found := hull(item)) is None else Interval(found.low, found.high, found.step)]
    )


FOLDED: Mapping[str, Taking] = MappingProxyType(
    {
        "total": _take_total,
        "weighted_total": _take_total,
        "mean": _take_mean,
        "weighted_mean": _take_mean,
        "majority": _take_share,
        "highest": _take_extreme,
        "lowest": _take_extreme,
        "best": lambda summary, item, _: union([summary, item]),
        "worst": lambda summary, item, _: union([summary, item]),
        **dict.fromkeys(("number", "at_least", "at_most", "exactly", "empty"), _take_number),
        **dict.fromkeys(("any", "all", "none"), lambda summary, item, _: TRUTH),
    }
)
"""Fold -> what one more entry that passes makes of its summary, where it can't be counted out."""
