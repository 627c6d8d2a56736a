"""A collection as sums of small whole numbers: what each entry adds, and what the sum stands for."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cmp_to_key
from math import gcd, lcm, prod
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from wellled_rules.backends.columns.coding import SLOW, key
from wellled_rules.values.folds import Fold, Summary
from wellled_rules.values.missing import Missing
from wellled_rules.values.operators import Entry
from wellled_rules.values.scale import Exact
from wellled_rules.values.types import exact

__all__ = ["MOST_SUMS", "Part", "Sums", "added", "extreme", "part"]

MOST_SUMS = 2**16
"""Different sums of one collection that are told apart by table."""

Part: TypeAlias = "tuple[Exact, ...] | Hashable"
"""What one entry adds, a number for each thing that is counted; `SLOW` where that is not known."""


@dataclass(frozen=True)
class Sums:
    """amounts: by entry of the collection, what each of its parts adds. entries: by sum, the summary it stands for.

    reachable: by sum, whether some case has it. largest: whether only the largest amount counts.
    """

    amounts: tuple[Mapping[tuple[type, Hashable], int], ...]
    entries: tuple[Hashable, ...]
    reachable: NDArray[np.bool_]
    largest: bool = False


def part(fold: Fold, operands: Sequence[Hashable], weight: Exact) -> Hashable:
    """What an entry adds to a sum, or brings to an extreme; `SLOW` where its value or its test is not known.

    operands: the entry and, where there is a test, whether it passes.
    """
    item = operands[0]
    summary = fold.start
    if not (isinstance(item, Missing) and item.is_out):
        if any(one is SLOW for one in operands):
            return SLOW
        passes = len(operands) < 2 or operands[1] is True
        summary = fold.take(summary, _entry(item), passes, weight)
    return summary if fold.start is None else _numbers(fold, summary)


def _entry(item: Hashable) -> Entry:
    return item  # type: ignore[return-value]  # columns of items hold entries


def _numbers(fold: Fold, summary: Summary) -> tuple[Exact, ...]:
    """A summary as numbers that are 0 at the start; of a plain quantifier, whether its answer has turned."""
    if isinstance(summary, bool):
        return (int(summary is not fold.start),)
    if isinstance(summary, tuple):
        return summary
    assert isinstance(summary, int | Fraction)
    return (summary,)


def _summary(fold: Fold, numbers: Sequence[Exact]) -> Summary:
    if isinstance(fold.start, tuple):
        return numbers[0], numbers[1]
    return numbers[0]


def added(fold: Fold, terms: Sequence[Sequence[Hashable]]) -> Sums | None:
    """Sums of `terms` (by entry of the collection, the parts it may add); None where there are too many."""
    if isinstance(fold.start, bool):
        turns = tuple({key(one): int(one != (0,)) for one in parts if one is not SLOW} for parts in terms)
        return Sums(turns, (fold.start, not fold.start), np.ones(2, bool), largest=True)
    width = len(_numbers(fold, fold.start))
    scales = [_Scale.of(terms, turn) for turn in range(width)]
    if prod(one.most + 1 for one in scales) > MOST_SUMS:
        return None
    radix = [prod(one.most + 1 for one in scales[:turn]) for turn in range(width)]
    amounts = []
    for turn, parts in enumerate(terms):
        told = [one for one in parts if isinstance(one, tuple)]
        rows = {
            key(one): sum(scale.amount(number, turn) * by for scale, number, by in zip(scales, one, radix, strict=True))
            for one in told
        }
        amounts.append(rows)
    entries: list[Hashable] = []
    for number in range(prod(one.most + 1 for one in scales)):
        each = [number // by % (scale.most + 1) for scale, by in zip(scales, radix, strict=True)]
        entries.append(_summary(fold, [scale.number(one) for scale, one in zip(scales, each, strict=True)]))
    return Sums(tuple(amounts), tuple(entries), _reachable(amounts, len(entries)))


@dataclass(frozen=True, slots=True)
class _Scale:
    """One thing that is counted, as whole numbers from 0. lowest: by entry, what is taken from its numbers first."""

    step: Fraction
    lowest: tuple[Fraction, ...]
    most: int

    @classmethod
    def of(cls, terms: Sequence[Sequence[Hashable]], turn: int) -> _Scale:
        numbers = [[Fraction(one[turn]) for one in parts if isinstance(one, tuple)] or [Fraction(0)] for parts in terms]
        below = lcm(1, *(one.denominator for parts in numbers for one in parts))
        above = gcd(*(int(one * below) for parts in numbers for one in parts)) or 1
        step = Fraction(above, below)
        # NOTE: what is not negative is left as it is, so that codes and amounts stay alike.
        lowest = tuple(min(Fraction(0), *parts) for parts in numbers)
        most = sum(int((max(parts) - low) / step) for parts, low in zip(numbers, lowest, strict=True))
        return cls(step, lowest, most)

    def amount(self, number: Exact, turn: int) -> int:
        return int((number - self.lowest[turn]) / self.step)

    def number(self, total: int) -> Exact:
        return exact(total * self.step + sum(self.lowest, Fraction(0)))


def _reachable(amounts: Sequence[Mapping[tuple[type, Hashable], int]], size: int) -> NDArray[np.bool_]:
    found = np.zeros(size, bool)
    found[0] = True
    for rows in amounts:
        grown = np.zeros(size, bool)
        for amount in set(rows.values()):
            grown[amount:] |= found[: size - amount]
        found = grown if rows else found
    return found


def extreme(fold: Fold, terms: Sequence[Sequence[Hashable]]) -> Sums:
    """The order of what `terms` may bring, from what gives way to what stays; nothing at all is 0."""
    every = {key(one): one for parts in terms for one in parts if one is not SLOW and one is not None}

    def rivals(one: Hashable, other: Hashable) -> int:
        if one == other:
            return 0
        return 1 if fold.take(_held(other), _entry(one), True, 1) == one else -1

    ranked = sorted(every.values(), key=cmp_to_key(rivals))
    places = {key(one): turn for turn, one in enumerate(ranked, 1)} | {key(None): 0}
    amounts = tuple({key(one): places[key(one)] for one in parts if one is not SLOW} for parts in terms)
    return Sums(amounts, (None, *ranked), np.ones(len(ranked) + 1, bool), largest=True)


def _held(summary: Hashable) -> Summary:
    return summary  # type: ignore[return-value]  # what a fold brought is a summary of it
