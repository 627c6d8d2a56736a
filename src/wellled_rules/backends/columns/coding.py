"""Entries as small whole numbers: what a column holds, and what each number stands for."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from wellled_rules.values.missing import Missing
from wellled_rules.values.scale import ScaleLevel

__all__ = ["NEVER", "SLOW", "Codes", "Coding", "Gap", "Key", "coded", "in_sequence", "key", "width"]

Codes: TypeAlias = "NDArray[np.unsignedinteger]"
Key: TypeAlias = "tuple[type, Hashable]"

MOST_CODES = 2**31
"""No number in a column, an index or a sum is ever as large; `width` holds it."""


class Gap(Enum):
    """What a number stands for when it stands for no entry."""

    SLOW = "slow"
    """The row turns on something unknown, or may: it is worked out alone."""
    NEVER = "never"
    """No row has this number."""


SLOW: Final = Gap.SLOW
NEVER: Final = Gap.NEVER


def width(size: int) -> type[np.unsignedinteger]:
    """The narrowest unsigned type that holds 0 to size - 1; `OverflowError` beyond 2**31."""
    if size > MOST_CODES:
        raise OverflowError(f"no column holds {size} different numbers")
    if size <= 2**8:
        return np.uint8
    return np.uint16 if size <= 2**16 else np.uint32


def key(entry: Hashable) -> Key:
    """An entry as it is looked up; `True` and 1 are two."""
    return entry.__class__, entry


@dataclass(frozen=True)
class Coding:
    """By number, the entries of a column."""

    entries: tuple[Hashable, ...]

    @cached_property
    def numbers(self) -> Mapping[Key, int]:
        """Entry -> its number."""
        return {key(entry): code for code, entry in enumerate(self.entries) if entry is not NEVER}

    @property
    def dtype(self) -> type[np.unsignedinteger]:
        """The type of the column."""
        return width(len(self.entries))

    def number(self, entry: Hashable) -> int:
        """The number of an entry; `KeyError` for one that it does not have."""
        return self.numbers[key(entry)]

    @cached_property
    def slow(self) -> int | None:
        """The number of `SLOW`; none where no row can be slow."""
        return self.numbers.get(key(SLOW))


def coded(entries: Iterable[Hashable]) -> Coding:
    """A coding of some entries.

    Levels and small whole numbers are coded as what they are worth, so that adding the codes adds the entries;
    what is left out takes the lowest number that is free, other states higher ones, `SLOW` the last.
    """
    every = list({key(entry): entry for entry in entries if entry is not NEVER}.values())
    states = [one for one in every if isinstance(one, Missing)]
    values = [one for one in every if not isinstance(one, Missing | Gap)]
    placed = _placed(values)
    states.sort(key=lambda one: (not one.is_out, str(one)))
    free = (code for code in range(len(every) + max(placed, default=0) + 1) if code not in placed)
    for state in states:
        placed[next(free)] = state
    if any(one is SLOW for one in every):
        placed[max(placed, default=-1) + 1] = SLOW
    return Coding(tuple(placed.get(code, NEVER) for code in range(max(placed, default=-1) + 1)))


def in_sequence(entries: Sequence[Hashable]) -> Coding:
    """A coding by place."""
    return Coding(tuple(entries))


def _placed(values: Sequence[Hashable]) -> dict[int, Hashable]:
    natural = [_natural(one) for one in values]
    numbers = [one for one in natural if one is not None]
    fits = len(numbers) == len(values) == len(set(numbers))
    if fits and all(0 <= one <= 2 * len(values) + 6 for one in numbers):
        return dict(zip(numbers, values, strict=True))
    return dict(enumerate(sorted(values, key=lambda one: (isinstance(one, ScaleLevel) and one.rank, repr(one)))))


def _natural(entry: Hashable) -> int | None:
    match entry:
        case ScaleLevel(worth=int() as worth):
            return worth
        case ScaleLevel():
            return entry.rank
        case int():
            return int(entry)
        case _:
            return None
