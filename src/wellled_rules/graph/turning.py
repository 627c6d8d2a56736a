"""Open entries on which a place visibly turns: found by trying, so that few are left to be worked out.

Between two completions that give different values lies a step where the value changes, with all entries
but one the same. At such an edge most entries that matter at all can be seen to matter. What is found is
certain; what is not found is not, and `sweep.decisive` works it out at a far higher cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heappop, heappush
from random import Random
from typing import TypeAlias

from wellled_rules.graph.cells import Place
from wellled_rules.graph.kernel import Memory, Number
from wellled_rules.graph.slices import Kind, Slice, fills_item
from wellled_rules.graph.states import picker
from wellled_rules.values.operators import Entry

__all__ = ["seen_to_turn"]

_WALKS, _FEWEST, _MOST_TAKEN = 24, 6, 60_000
# Walks, fewer where there are many items, each of which a step of a walk takes again.
_STEPS = 6
_ALL, _EVEN = 2, 6
# Of ten tries: how many give all one entry, and how many, those included, give some one entry; others swap.
_Turn: TypeAlias = int
"""An item by where it stands in its slice."""
_Choices: TypeAlias = "dict[_Turn, Number]"


def seen_to_turn(
    part: Slice, opens: Iterable[Place], witnesses: Sequence[Mapping[Place, Entry]], memory: Memory
) -> frozenset[Place]:
    """Places of `opens` for which two completions were met that differ only there and in the value of the target.

    part: a slice of one target, made with `memory`. opens: what is open of it. witnesses: choices that give
    different values of the target, one a value.
    """
    if len(witnesses) < 2 or part.targets[0] in part.settled:
        return frozenset()
    return _Trier(part, memory).found(opens, witnesses)


class _Trier:
    def __init__(self, part: Slice, memory: Memory) -> None:
        self.memory = memory
        self.places = list(part.items)
        self.items = list(part.items.values())
        self.turns = {place: turn for turn, place in enumerate(self.places)}
        self.reads = [tuple(self.turns[one] for one in item.reads) for item in self.items]
        kernels = [memory.kernels[one.kernel] if one.kind is Kind.STEP else None for one in self.items]
        self.steps = list(zip(kernels, map(picker, self.reads), strict=True))
        self.target = self.turns[part.targets[0]]
        self.free = [turn for turn, item in enumerate(self.items) if item.kind is not Kind.STEP]
        readers: list[list[_Turn]] = [[] for _ in self.items]
        for turn, read in enumerate(self.reads):
            for one in read:
                readers[one].append(turn)
        self.readers = readers
        # NOTE: a seed that never varies: which entries are found by trying has to be the same each time.
        self.chance = Random(0)

    def give(self, turn: _Turn, choices: _Choices, held: Mapping[_Turn, Number] | Sequence[Number]) -> Number:
        """What an item comes to, from what those that it reads hold."""
        item = self.items[turn]
        if item.kind is Kind.STEP:
            kernel = self.memory.kernels[item.kernel]
            read = tuple([held[one] for one in self.reads[turn]])
            number = kernel.memo.get(read)
            return self.memory.give(kernel, read) if number is None else number
        if item.kind is Kind.OPEN:
            return choices[turn]
        # INVARIANT: what is looked at is settled in a case, so that what is free is an entry or a fill.
        assert item.kind is Kind.FILL
        below = held[self.reads[turn][0]]
        return choices[turn] if fills_item(item, self.memory.values[below]) else below

    def whole(self, choices: _Choices) -> list[Number]:
        """What every item holds under `choices`."""
        held: list[Number] = []
        for turn, (kernel, operands) in enumerate(self.steps):
            number = None if kernel is None else kernel.memo.get(operands(held))
            held.append(self.give(turn, choices, held) if number is None else number)
        return held

    def found(self, opens: Iterable[Place], witnesses: Sequence[Mapping[Place, Entry]]) -> frozenset[Place]:
        ends = [
            {self.turns[place]: self.memory.number(entry) for place, entry in one.items() if place in self.turns}
            for one in witnesses
        ]
        sought = {self.turns[place] for place in opens if place in self.turns}
        left = set(sought)
        for _ in range(max(_FEWEST, min(_WALKS, _MOST_TAKEN // len(self.items)))):
            if not left:
                break
            one, other = self.chance.sample(ends, 2)
            for choices in self.edge(self.drifted(one), self.drifted(other)):
                held = self.whole(choices)
                left -= {turn for turn in sorted(left) if self.is_turning(choices, held, turn)}
        return frozenset(self.places[turn] for turn in sought - left)

    def drifted(self, end: _Choices) -> _Choices:
        """A completion of the same value, some way from `end`: else one value is always come to in one way."""
        # What a witness leaves open makes no difference to it.
        found = {turn: end.get(turn, self.chance.choice(self.items[turn].options)) for turn in self.free}
        value = self.whole(found)[self.target]
        for _ in range(_STEPS):
            moved = self.another(found)
            if self.whole(moved)[self.target] == value:
                found = moved
        return found

    def another(self, choices: _Choices) -> _Choices:
        """Other choices for items that stand side by side, as those of one subject do."""
        first, last = sorted(self.chance.choices(range(len(self.free)), k=2))
        kind = self.chance.randrange(10)
        near = self.free if kind < _ALL else self.free[first : last + 1]
        if kind < _EVEN:
            options = self.items[near[0]].options
            one = self.chance.choice(options)
            return {**choices, **{turn: one for turn in near if one in self.items[turn].options}}
        start = self.chance.randrange(len(self.free) - len(near) + 1)
        far = self.free[start : start + len(near)]
        swapped = {**dict(zip(near, map(choices.__getitem__, far))), **dict(zip(far, map(choices.__getitem__, near)))}
        return {**choices, **{turn: one for turn, one in swapped.items() if one in self.items[turn].options}}

    def edge(self, one: _Choices, other: _Choices) -> tuple[_Choices, ...]:
        """Two completions on the way from `one` to `other` that differ in one entry and in value."""
        way = [turn for turn in self.free if one[turn] != other[turn]]
        self.chance.shuffle(way)

        def at(steps: int) -> _Choices:
            return {**one, **{turn: other[turn] for turn in way[:steps]}}

        start = self.whole(one)[self.target]
        low, high = 0, len(way)
        if self.whole(at(high))[self.target] == start:
            return ()
        while high - low > 1:
            middle = (low + high) // 2
            if self.whole(at(middle))[self.target] == start:
                low = middle
            else:
                high = middle
        return at(low), at(high)

    def is_turning(self, choices: _Choices, held: Sequence[Number], turn: _Turn) -> bool:
        """Whether another entry at `turn` gives another value."""
        return any(
            self.moves({**choices, turn: number}, held, turn)
            for number in self.items[turn].options
            if number != choices[turn]
        )

    def moves(self, choices: _Choices, held: Sequence[Number], turn: _Turn) -> bool:
        """Whether the target holds something else once `turn` is chosen anew; only what changes is taken again."""
        after = _Over(held)
        waiting = [turn]
        while waiting:
            one = heappop(waiting)
            if one in after:
                continue
            number = self.give(one, choices, after)
            if number == held[one]:
                continue
            if one == self.target:
                return True
            after[one] = number
            for reader in self.readers[one]:
                heappush(waiting, reader)
        return False


class _Over(dict[_Turn, Number]):
    """What has changed, before what is held."""

    def __init__(self, held: Sequence[Number]) -> None:
        self._held = held

    def __missing__(self, turn: _Turn) -> Number:
        return self._held[turn]
