"""What a place may hold: exactly, between two ends on a grid, or anything of its type.

A domain never leaves out an entry that can occur; it may hold more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor, gcd, lcm
from typing import TypeAlias

from wellled_rules.graph.steps import Held, completions
from wellled_rules.values.missing import OUT, Missing
from wellled_rules.values.operators import as_number
from wellled_rules.values.scale import Exact, ScaleLevel
from wellled_rules.values.types import NumberType, Type, exact

__all__ = [
    "ANYTHING",
    "MOST",
    "Anything",
    "Domain",
    "Finite",
    "Interval",
    "Pair",
    "hull",
    "may_be_out",
    "missing_of",
    "of_type",
    "scaled",
    "shared_step",
    "union",
    "with_missing",
    "without",
]

MOST = 100_000
"""Entries of a finite domain; beyond, numbers become an interval."""


@dataclass(frozen=True)
class Finite:
    """One of these."""

    entries: frozenset[Held]

    @cached_property
    def hull(self) -> Interval | None:
        """The interval that holds them; none where one is neither a number nor a level with worth, nor missing."""
        return _hull(self.entries)

    @cached_property
    def numbers(self) -> tuple[Exact, ...]:
        """The numbers among them, ascending."""
        found = (one for one in self.entries if isinstance(one, int | Fraction) and not isinstance(one, bool))
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Interval:
    """A number from `low` to `high` (none: no end), a whole multiple of `step` (none: any), or one of `missing`."""

    low: Exact | None = None
    high: Exact | None = None
    step: Exact | None = None
    missing: frozenset[Missing] = frozenset()


@dataclass(frozen=True, slots=True)
class Pair:
    """The summary of a mean: a total, and what it is divided by."""

    total: Interval
    below: Interval


@dataclass(frozen=True, slots=True)
class Anything:
    """Any value of its type (a day, several members), or one of `missing`."""

    missing: frozenset[Missing] = frozenset()


Domain: TypeAlias = "Finite | Interval | Pair | Anything"

ANYTHING = Anything()


def of_type(type_: Type, missing: Iterable[Missing] = ()) -> Domain:
    """Every value of a type, and the given states."""
    states = frozenset(missing)
    values = completions(type_)
    if values is not None:
        return Finite(frozenset(values) | states)
    if isinstance(type_, NumberType):
        return Interval(type_.low, type_.high, 1 if type_.whole else None, states)
    return Anything(states)


def missing_of(domain: Domain) -> frozenset[Missing]:
    """The states that a domain holds."""
    match domain:
        case Finite():
            return frozenset(one for one in domain.entries if isinstance(one, Missing))
        case Interval() | Anything():
            return domain.missing
        case Pair():
            return frozenset()


def may_be_out(domain: Domain) -> bool:
    """Whether it holds an entry that is left out."""
    return any(one.is_out for one in missing_of(domain))


def without(domain: Domain, goes: Callable[[Missing], bool]) -> Domain:
    """The domain less the states for which `goes` is true."""
    match domain:
        case Finite():
            return Finite(frozenset(one for one in domain.entries if not (isinstance(one, Missing) and goes(one))))
        case Interval():
            left = frozenset(one for one in domain.missing if not goes(one))
            return Interval(domain.low, domain.high, domain.step, left)
        case Anything():
            return Anything(frozenset(one for one in domain.missing if not goes(one)))
        case Pair():
            return domain


def hull(domain: Domain) -> Interval | None:
    """The interval that holds a domain of numbers or of levels with worth; none for anything else."""
    match domain:
        case Interval():
            return domain
        case Finite():
            return domain.hull
        case Pair() | Anything():
            return None


def _hull(entries: frozenset[Held]) -> Interval | None:
    numbers: list[Exact] = []
    missing: set[Missing] = set()
    for one in entries:
        if one is None:
            missing.add(OUT)
        elif isinstance(one, Missing):
            missing.add(one)
        elif _is_number(one):
            assert isinstance(one, int | Fraction | ScaleLevel)
            numbers.append(as_number(one))
        else:
            return None
    if not numbers:
        return None
    return Interval(min(numbers), max(numbers), _grid(numbers), frozenset(missing))


def _is_number(one: Held) -> bool:
    if isinstance(one, ScaleLevel):
        return one.worth is not None
    return isinstance(one, int | Fraction) and not isinstance(one, bool)


def _grid(numbers: list[Exact]) -> Exact:
    """The largest step of which all numbers are whole multiples; 1 where all are nothing."""
    below = lcm(*(one.denominator for one in numbers))
    above = gcd(*(one.numerator * (below // one.denominator) for one in numbers))
    return exact(Fraction(above, below)) or 1


def shared_step(one: Exact, other: Exact) -> Exact:
    """The largest number of which both are whole multiples."""
    a, b = Fraction(one), Fraction(other)
    return exact(Fraction(gcd(a.numerator * b.denominator, b.numerator * a.denominator), a.denominator * b.denominator))


def scaled(found: Interval) -> Domain:
    """A narrow interval on a grid as the numbers that it holds; any other as it is."""
    if found.low is None or found.high is None or found.step is None:
        return found
    first, last = ceil(Fraction(found.low) / found.step), floor(Fraction(found.high) / found.step)
    if last - first >= _FEW:
        return found
    return Finite(frozenset({*(exact(turn * Fraction(found.step)) for turn in range(first, last + 1)), *found.missing}))


_FEW = 2_000


def union(domains: Iterable[Domain]) -> Domain:
    """What at least one of the domains holds."""
    found: Domain | None = None
    for one in domains:
        found = one if found is None else _either(found, one)
    return Finite(frozenset()) if found is None else found


def _either(one: Domain, other: Domain) -> Domain:
    if isinstance(one, Finite) and isinstance(other, Finite):
        entries = one.entries | other.entries
        if len(entries) <= MOST:
            return Finite(entries)
    for a, b in ((one, other), (other, one)):
        if isinstance(a, Finite) and all(isinstance(entry, Missing) for entry in a.entries):
            return with_missing(b, missing_of(a))
    if isinstance(one, Pair) and isinstance(other, Pair):
        return Pair(_wider(one.total, other.total), _wider(one.below, other.below))
    first, second = hull(one), hull(other)
    if first is None or second is None:
        return Anything(missing_of(one) | missing_of(other))
    return _wider(first, second)


def with_missing(domain: Domain, states: frozenset[Missing]) -> Domain:
    """The domain and the given states."""
    match domain:
        case Finite():
            return Finite(domain.entries | states)
        case Interval():
            return Interval(domain.low, domain.high, domain.step, domain.missing | states)
        case Anything():
            return Anything(domain.missing | states)
        case Pair():
            return domain


def _wider(one: Interval, other: Interval) -> Interval:
    low = None if one.low is None or other.low is None else min(one.low, other.low)
    high = None if one.high is None or other.high is None else max(one.high, other.high)
    step = None if one.step is None or other.step is None else shared_step(one.step, other.step)
    return Interval(low, high, step, one.missing | other.missing)
