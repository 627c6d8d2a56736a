"""A cell as a function of a few columns, kept as a table until somebody needs the column."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from wellled_rules.backends.columns.coding import NEVER, Coding, Key, key

__all__ = ["MOST_ENTRIES", "Function", "Meaning", "combined", "constant", "identity", "joint_size", "with_fixed"]

MOST_ENTRIES = 2**12
"""Entries of a table; it then stays near the processor, and is soon made."""

Meaning: TypeAlias = "Callable[[Sequence[Hashable]], Hashable]"
Grid: TypeAlias = "NDArray[np.int64]"


@dataclass(frozen=True)
class Function:
    """What a cell holds for each combination of its columns' numbers.

    roots: columns, by index, ascending. grid: an axis a root; at each combination the place in `entries` of what the
    cell holds, -1 where the combination cannot occur. entries: each once.
    """

    roots: tuple[int, ...]
    grid: Grid
    entries: tuple[Hashable, ...]

    @property
    def size(self) -> int:
        """Combinations in its table."""
        return int(self.grid.size)

    @property
    def shape(self) -> Hashable:
        """What tells two functions apart."""
        return self.roots, self.grid.tobytes(), tuple(map(key, self.entries))


def constant(entry: Hashable) -> Function:
    """What is the same in every row."""
    return Function((), np.zeros((), np.int64), (entry,))


def identity(column: int, coding: Coding) -> Function:
    """What a column itself holds."""
    entries = tuple(one for one in coding.entries if one is not NEVER)
    places = {key(one): place for place, one in enumerate(entries)}
    grid = np.array([-1 if one is NEVER else places[key(one)] for one in coding.entries], np.int64)
    return Function((column,), grid, entries)


def joint_size(functions: Sequence[Function]) -> int:
    """Combinations of all columns that some functions read."""
    sizes = {root: size for one in functions for root, size in zip(one.roots, one.grid.shape, strict=True)}
    return prod(sizes.values())


def combined(functions: Sequence[Function], meaning: Meaning) -> Function:
    """`meaning` of what some functions give, as one function of all that they read.

    Asked once for each combination of operands that can occur.
    """
    roots = tuple(sorted({root for one in functions for root in one.roots}))
    sizes = {root: size for one in functions for root, size in zip(one.roots, one.grid.shape, strict=True)}
    shape = tuple(sizes[root] for root in roots)
    never = np.zeros(shape, bool)
    together = np.zeros(shape, np.int64)
    for one in functions:
        grid = _spread(one, roots)
        never |= grid < 0
        # INVARIANT: a grid has at most MOST_ENTRIES places, so that joining two of them stays far below 2**63.
        together = _dense(together * (len(one.entries) + 1) + grid + 1)
    together = np.where(never, -1, together)
    numbers, firsts, where = np.unique(together.reshape(-1), return_index=True, return_inverse=True)
    operands = [np.broadcast_to(_spread(one, roots), shape).reshape(-1) for one in functions]
    places: dict[Key, int] = {}
    entries: list[Hashable] = []
    answers = np.empty(len(numbers), np.int64)
    for turn, (number, first) in enumerate(zip(numbers.tolist(), firsts.tolist(), strict=True)):
        if number < 0:
            answers[turn] = -1
            continue
        read = [one.entries[int(grid[first])] for one, grid in zip(functions, operands, strict=True)]
        entry = meaning(read)
        if key(entry) not in places:
            places[key(entry)] = len(entries)
            entries.append(entry)
        answers[turn] = places[key(entry)]
    return Function(roots, answers[where].reshape(shape), tuple(entries))


def with_fixed(meaning: Meaning, fixed: Mapping[int, Hashable], size: int, operands: Sequence[Hashable]) -> Hashable:
    """`meaning` of `size` operands, of which those in `fixed` never change, by their place."""
    rest = iter(operands)
    return meaning([fixed[turn] if turn in fixed else next(rest) for turn in range(size)])


def _spread(one: Function, roots: Sequence[int]) -> Grid:
    """A function's grid with an axis, perhaps of length 1, for each of `roots`."""
    sizes = dict(zip(one.roots, one.grid.shape, strict=True))
    return one.grid.reshape(tuple(sizes.get(root, 1) for root in roots))


def _dense(numbers: NDArray[Any]) -> Grid:
    """The same differences in the smallest numbers."""
    found = np.unique(numbers.reshape(-1), return_inverse=True)[1]
    return found.astype(np.int64).reshape(numbers.shape)
