"""Counts that are only held against a number are counted no further than it takes.

Of fifty entries, `at least 3 are low` tells none, one, two and more apart: what a sweep keeps is then the same for
fifty as for five.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

from wellled_rules.graph.cells import FinishStep, Place, TakeStep
from wellled_rules.graph.kernel import Memory
from wellled_rules.graph.slices import Item, Kind, Slice
from wellled_rules.values.scale import Exact

__all__ = ["capped"]

_CAPS: Mapping[str, Callable[[Exact], Exact]] = MappingProxyType(
    {
        "at_least": lambda number: number,
        "at_most": lambda number: number + 1,
        "exactly": lambda number: number + 1,
        "empty": lambda _: 1,
    }
)
"""Quantifier that counts -> the count beyond which its answer stays the same."""


def capped(part: Slice, memory: Memory) -> Slice:
    """The same slice, with what is counted capped where only quantifiers with settled numbers read it."""
    return _Capper(part, memory).slice()


class _Capper:
    def __init__(self, part: Slice, memory: Memory) -> None:
        self.part, self.memory = part, memory
        self.readers: dict[Place, list[Item]] = {}
        for item in part.items.values():
            for one in item.reads:
                self.readers.setdefault(one, []).append(item)

    def slice(self) -> Slice:
        items = dict(self.part.items)
        for place in self.part.items:
            cap = self.cap(place)
            if cap is not None:
                for one in self.chain(place):
                    item = items[one]
                    items[one] = replace(item, kernel=self.memory.capped(item.kernel, cap))
        return replace(self.part, items=items)

    def take(self, item: Item) -> TakeStep | None:
        step = self.memory.kernels[item.kernel].step if item.kind is Kind.STEP else None
        return step if isinstance(step, TakeStep) and step.op in _CAPS else None

    def cap(self, place: Place) -> Exact | None:
        """The count that answers all who read the end of a chain of takes; None where another may need it whole."""
        if self.take(self.part.items[place]) is None or place in self.part.targets:
            return None
        found: list[Exact] = []
        for reader in self.readers.get(place, ()):
            kernel = None if reader.kind is not Kind.STEP else self.memory.kernels[reader.kernel]
            if kernel is None or not isinstance(kernel.step, FinishStep) or kernel.step.op not in _CAPS:
                return None
            if reader.reads != (place,):
                return None
            count = kernel.step.count
            number = 0 if count is None else kernel.constants[count - kernel.arity]
            if isinstance(number, bool) or not isinstance(number, int | Fraction):
                return None
            found.append(_CAPS[kernel.step.op](number))
        return max(found, default=None)

    def chain(self, place: Place) -> Iterator[Place]:
        """The takes that lead to `place`, as far back as each is read by the next alone."""
        while True:
            yield place
            item = self.part.items[place]
            step = self.take(item)
            assert step is not None
            kernel = self.memory.kernels[item.kernel]
            if step.summary >= kernel.arity:
                return
            place = item.reads[step.summary]
            before = self.part.items[place]
            if len(self.readers[place]) > 1 or place in self.part.targets or self.take(before) is None:
                return
