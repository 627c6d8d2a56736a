"""What can't be counted out, cut into points and open stretches by the values that tests compare with."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from wellled_rules.graph.domain import Anything, Domain, Finite, Interval, Pair
from wellled_rules.graph.steps import Held
from wellled_rules.values.missing import Missing
from wellled_rules.values.operators import Entry
from wellled_rules.values.scale import Exact
from wellled_rules.values.types import exact

__all__ = ["Alike", "Region", "alike", "ends_of", "regions"]


@dataclass(frozen=True, slots=True)
class Region:
    """Everything between two ends that are not in it; none for an end: without end."""

    low: Exact | date | None
    high: Exact | date | None


def regions(domain: Domain, cuts: Iterable[Held]) -> Mapping[Entry, Region | None] | None:
    """One entry for each part of a domain that tests against `cuts` can tell apart, with the stretch it stands for.

    None as a stretch: the entry stands for itself. None for all: what the domain holds has no order.
    """
    known = tuple(cuts)
    match domain:
        case Finite():
            entries = [one for one in domain.entries if one is not None and not isinstance(one, tuple)]
            return dict.fromkeys(sorted(entries, key=repr))
        case Interval():
            numbers = [one for one in known if isinstance(one, int | Fraction) and not isinstance(one, bool)]
            return _numbers(domain, numbers) | _states(domain.missing)
        case Anything():
            days = sorted({one for one in known if isinstance(one, date)})
            if len(days) < len(set(known)):
                return None
            return _days(days) | _states(domain.missing)
        case Pair():
            return None


@dataclass(frozen=True, slots=True)
class Alike:
    """Entries that tests can't tell apart. stretch: what the first stands for, where it is not itself alone."""

    first: Entry
    entries: tuple[Entry, ...]
    stretch: Region | None = None


def alike(domain: Domain, cuts: Iterable[Held]) -> tuple[Alike, ...] | None:
    """A domain in parts that tests against `cuts` can't tell apart; None where it has no order."""
    known = tuple(cuts)
    if isinstance(domain, Finite):
        rest = (one for one in domain.entries if not is_number(one) and one is not None and not isinstance(one, tuple))
        return (*_between_cuts(domain.numbers, known), *(Alike(one, (one,)) for one in sorted(rest, key=repr)))
    found = regions(domain, known)
    return None if found is None else tuple(Alike(one, (one,), part) for one, part in found.items())


def _between_cuts(numbers: tuple[Exact, ...], cuts: tuple[Held, ...]) -> list[Alike]:
    """Sorted numbers, those at a cut each alone, those between two cuts together."""
    ends = sorted({one for one in cuts if isinstance(one, int | Fraction) and not isinstance(one, bool)})
    places = sorted({0, len(numbers), *(at(numbers, one) for one in ends for at in (bisect_left, bisect_right))})
    parts = [numbers[low:high] for low, high in pairwise(places)]
    return [Alike(same[0], same) for same in parts if same]


def ends_of(domain: Domain) -> tuple[Exact, Exact] | None:
    """The least and the most number; None where there is none, or no end."""
    if isinstance(domain, Finite):
        return (domain.numbers[0], domain.numbers[-1]) if domain.numbers else None
    if isinstance(domain, Interval) and domain.low is not None and domain.high is not None:
        return domain.low, domain.high
    return None


def is_number(held: Held) -> bool:
    """Whether it is a number, and not yes or no."""
    return isinstance(held, int | Fraction) and not isinstance(held, bool)


def _states(missing: frozenset[Missing]) -> dict[Entry, Region | None]:
    return dict.fromkeys(sorted(missing, key=repr))


def _numbers(domain: Interval, cuts: list[Exact]) -> dict[Entry, Region | None]:
    low, high, step = domain.low, domain.high, domain.step
    ends = sorted({*cuts, *(one for one in (low, high) if one is not None)})
    ends = [one for one in ends if (low is None or one >= low) and (high is None or one <= high)]
    found: dict[Entry, Region | None] = {}
    if low is None:
        found |= _stretch(None, ends[0] if ends else None, step)
    for turn, one in enumerate(ends):
        if step is None or (Fraction(one) / step).denominator == 1:
            found[one] = None
        if turn + 1 < len(ends):
            found |= _stretch(one, ends[turn + 1], step)
    if high is None and (ends or low is not None):
        found |= _stretch(ends[-1] if ends else None, None, step)
    return found


def _stretch(low: Exact | None, high: Exact | None, step: Exact | None) -> dict[Entry, Region | None]:
    """The numbers of the grid strictly between two ends, by one of them."""
    if step is None:
        return {_between(low, high): Region(low, high)}
    first = None if low is None else exact((floor(Fraction(low) / step) + 1) * Fraction(step))
    last = None if high is None else exact((ceil(Fraction(high) / step) - 1) * Fraction(step))
    if first is not None and last is not None and first >= last:
        return {first: None} if first == last else {}
    found = first if first is not None else last
    return {0 if found is None else found: Region(low, high)}


def _between(low: Exact | None, high: Exact | None) -> Exact:
    if low is None:
        return 0 if high is None else exact(high - 1)
    return exact(low + 1) if high is None else exact(Fraction(low + high) / 2)


def _days(cuts: list[date]) -> dict[Entry, Region | None]:
    found: dict[Entry, Region | None] = {}
    day = timedelta(days=1)
    before: date | None = None
    for one in cuts:
        gap = one - before if before is not None else None
        if one > date.min and (gap is None or gap > day):
            between = one - day
            found[between] = None if gap is not None and gap == 2 * day else Region(before, one)
        found[one] = None
        before = one
    if before is None:
        found[date(2000, 1, 1)] = Region(None, None)
    elif before < date.max:
        found[before + day] = Region(before, None)
    return found
