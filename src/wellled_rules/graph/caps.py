"""Counts that are only held against a number are counted no further than it takes.

Of fifty entries, `at least 3 are low` tells none, one, two and more apart: what a sweep keeps is then the same for
fifty as for five.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

from wellled_rules.graph.cells import FinishStep, Place, TakeStep
from wellled_rules.graph.kernel import Kernel, Memory
from wellled_rules.graph.narrowed import Narrowed
from wellled_rules.graph.slices import Item, Kind
from wellled_rules.graph.steps import Held
from wellled_rules.values.missing import Missing
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


def capped(part: Narrowed, ends: Sequence[Place], memory: Memory) -> Sequence[Item]:
    """The same items, with what is counted capped where only quantifiers with few numbers read it.

    ends: places of which the values are asked for.
    """
    return _Capper(part, frozenset(ends), memory).items()


class _Capper:
    def __init__(self, part: Narrowed, ends: frozenset[Place], memory: Memory) -> None:
        self.part, self.ends, self.memory = part, ends, memory
        self.at = {item.place: item for item in part.items}
        self.readers: dict[Place, list[Item]] = {}
        for item in part.items:
            for one in item.reads:
                self.readers.setdefault(one, []).append(item)

    def items(self) -> Sequence[Item]:
        found = dict(self.at)
        for place in self.at:
            cap = self.cap(place)
            if cap is not None:
                for one in self.chain(place):
                    item = found[one]
                    found[one] = replace(item, kernel=self.memory.capped(item.kernel, cap))
        return list(found.values())

    def take(self, item: Item) -> TakeStep | None:
        step = self.memory.kernels[item.kernel].step if item.kind is Kind.STEP else None
        return step if isinstance(step, TakeStep) and step.op in _CAPS else None

    def cap(self, place: Place) -> Exact | None:
        """The count that answers all who read the end of a chain of takes; None where another may need it whole."""
        if self.take(self.at[place]) is None or place in self.ends:
            return None
        found: list[Exact] = []
        for reader in self.readers.get(place, ()):
            kernel = None if reader.kind is not Kind.STEP else self.memory.kernels[reader.kernel]
            if kernel is None or not isinstance(kernel.step, FinishStep) or kernel.step.op not in _CAPS:
                return None
            numbers = self.numbers(reader, kernel)
            if kernel.step.summary or numbers is None:
                return None
            found += [_CAPS[kernel.step.op](number) for number in numbers]
        return max(found, default=None)

    def numbers(self, reader: Item, kernel: Kernel) -> list[Exact] | None:
        """The numbers against which a quantifier holds its count; None where they are not few, or no numbers."""
        count = kernel.step.count if isinstance(kernel.step, FinishStep) else None
        if count is None:
            return [0]
        if count >= kernel.arity:
            return _numbers([kernel.constants[count - kernel.arity]])
        held = self.part.held.get(reader.reads[count])
        return None if held is None else _numbers([self.memory.values[one] for one in held])

    def chain(self, place: Place) -> Iterator[Place]:
        """The takes that lead to `place`, as far back as each is read by the next alone."""
        while True:
            yield place
            item = self.at[place]
            step = self.take(item)
            assert step is not None
            kernel = self.memory.kernels[item.kernel]
            if step.summary >= kernel.arity:
                return
            place = item.reads[step.summary]
            before = self.at[place]
            if len(self.readers[place]) > 1 or place in self.ends or self.take(before) is None:
                return


def _numbers(held: Sequence[Held]) -> list[Exact] | None:
    """What is held, where all of it is numbers; a count that is left out is held against nothing."""
    found = [one for one in held if not isinstance(one, Missing)]
    numbers = [one for one in found if isinstance(one, int | Fraction) and not isinstance(one, bool)]
    return numbers if len(numbers) == len(found) else None
