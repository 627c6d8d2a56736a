"""A few values that stand for all of an endless type, where only comparisons read them.

A number or a day that nobody gave, and that rules only compare with settled values, matters by the side
of each of them that it lies on. One value for each cut and one between neighbours then answer every
comparison as all values together would, so that what remains possible can still be counted out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from wellled_rules.graph.cells import ApplyStep, FillStep, Place
from wellled_rules.graph.prepared import Prepared
from wellled_rules.graph.spread import Known, Open
from wellled_rules.graph.steps import fills
from wellled_rules.values.dates import shifted
from wellled_rules.values.scale import Exact
from wellled_rules.values.types import DateType, NumberType, Value, exact

__all__ = ["sampled"]

_COMPARES = frozenset({"or_more", "or_less", "over", "under", "between", "one_of"})
_DATES = frozenset({"before", "after", "on_or_before", "on_or_after", "one_of"})
_SPANS: Mapping[str, int] = {"within_before": -1, "within_after": 1}


def sampled(
    prepared: Prepared, known: Sequence[Known], above: Collection[Place], targets: Collection[Place]
) -> Mapping[Place, tuple[Value, ...]]:
    """Fill -> values that stand for all of its type towards `targets`, where there are such.

    above: the targets and all that they are made from. What a target holds itself is never sampled.
    """
    direct = {one for target in targets for one in _chain(prepared, target)}
    found: dict[Place, tuple[Value, ...]] = {}
    for place in prepared.endless:
        if place in above and place not in direct:
            values = _samples(prepared, known, place, above)
            if values:
                found[place] = values
    return found


def _chain(prepared: Prepared, place: Place) -> Iterator[Place]:
    """A place, and what it reads if it is a fill."""
    step = prepared.plan.steps[place]
    yield place
    if isinstance(step, FillStep):
        yield from _chain(prepared, step.of)


def _samples(prepared: Prepared, known: Sequence[Known], place: Place, above: Collection[Place]) -> tuple[Value, ...]:
    step = prepared.plan.steps[place]
    assert isinstance(step, FillStep)
    held = known[step.of]
    if isinstance(held, Open) or not fills(step, held) or not isinstance(step.type, NumberType | DateType):
        return ()
    cuts: set[Exact | date] = set()
    for reader, as_read in _readers(prepared, known, place, above):
        ends = _cuts(prepared, known, reader, as_read)
        if ends is None:
            return ()
        cuts.update(ends)
    days = [one for one in cuts if isinstance(one, date)]
    if isinstance(step.type, DateType):
        return _days(days)
    return _numbers([one for one in cuts if not isinstance(one, date)], step.type)


def _readers(
    prepared: Prepared, known: Sequence[Known], place: Place, above: Collection[Place]
) -> Iterator[tuple[Place, Place]]:
    """Open places that read a fill, or a fill of it, with the place that they read."""
    for reader in prepared.readers.get(place, ()):
        if reader not in above:
            continue
        if isinstance(prepared.plan.steps[reader], FillStep):
            yield from _readers(prepared, known, reader, above)
        elif isinstance(known[reader], Open):
            yield reader, place


def _cuts(prepared: Prepared, known: Sequence[Known], reader: Place, as_read: Place) -> tuple[Exact | date, ...] | None:
    """The settled values that `reader` compares the entry with; None where it does something else with it."""
    step = prepared.plan.steps[reader]
    if not isinstance(step, ApplyStep) or step.args.count(as_read) != 1:
        return None
    others: list[Exact | date] = []
    for one in step.args:
        held = known[one]
        if one == as_read:
            continue
        if isinstance(held, bool) or not isinstance(held, int | Fraction | date):
            return None
        others.append(held)
    if step.op in _COMPARES | _DATES:
        return tuple(others)
    sign = _SPANS.get(step.op)
    (end, *_) = others
    if sign is None or step.args[0] != as_read or not isinstance(end, date) or not isinstance(step.parameter, tuple):
        return None
    count, unit = step.parameter
    return end, shifted(end, sign * count, unit)


def _days(cuts: list[date]) -> tuple[Value, ...]:
    found = {date.min, date.max, *cuts}
    for one in cuts:
        found |= {
            one - timedelta(days=1) if one > date.min else one,
            one + timedelta(days=1) if one < date.max else one,
        }
    return tuple(sorted(found))


def _numbers(cuts: list[Exact], type_: NumberType) -> tuple[Value, ...]:
    ends = [Fraction(one) for one in (*cuts, type_.low, type_.high) if one is not None]
    inner = sorted({one for one in ends if _is_in(one, type_)})
    lowest, highest = (inner[0], inner[-1]) if inner else (Fraction(0), Fraction(0))
    if type_.whole:
        near = {exact(Fraction(one // 1 + step)) for one in (*inner, lowest) for step in (-1, 0, 1, 2)}
        return tuple(sorted(one for one in near if _is_in(one, type_)))
    between = [(one + other) / 2 for one, other in pairwise(inner)]
    found = {lowest - 1, *inner, *between, highest + 1}
    return tuple(exact(one) for one in sorted(found) if _is_in(one, type_))


def _is_in(number: Exact, type_: NumberType) -> bool:
    return (type_.low is None or number >= type_.low) and (type_.high is None or number <= type_.high)
