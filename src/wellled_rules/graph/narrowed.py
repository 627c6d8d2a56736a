"""Items that hold one value whatever is chosen, folded away before a part of a plan is swept.

Place by place, without joint values: of sixty entries none of which can be left out, sixty are counted. What is made
from that is then settled too, and what is held against it need be counted no further (`caps`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from wellled_rules.graph.cells import Place
from wellled_rules.graph.kernel import Kernel, Memory, Meter, Number, moved
from wellled_rules.graph.slices import Item, Kind, choices

__all__ = ["Narrowed", "narrowed"]

_FEW = 64


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is left of some items. settled: place -> the one value of those folded away.

    held: place -> all that an item may hold, where that is few; perhaps more than can occur, and never less.
    """

    items: Sequence[Item]
    settled: Mapping[Place, Number]
    held: Mapping[Place, frozenset[Number]]


def narrowed(items: Sequence[Item], ends: Sequence[Place], meter: Meter) -> Narrowed:
    """Of `items` (each after what it reads), those that `ends` still depend on."""
    held: dict[Place, frozenset[Number]] = {}
    for item in items:
        found = _held(item, held, meter)
        if found is not None:
            held[item.place] = found
    settled = {place: next(iter(numbers)) for place, numbers in held.items() if len(numbers) == 1}
    if not settled:
        return Narrowed(items, settled, held)
    needed = {one for one in ends if one not in settled}
    for item in reversed(items):
        if item.place in needed:
            needed.update(one for one in item.reads if one not in settled)
    return Narrowed([_folded(item, settled, meter) for item in items if item.place in needed], settled, held)


def _held(item: Item, held: Mapping[Place, frozenset[Number]], meter: Meter) -> frozenset[Number] | None:
    """All that an item may hold; None where that is many, or what it reads may hold many."""
    if item.kind is Kind.OPEN:
        return frozenset(item.options)
    read = [held.get(one) for one in item.reads]
    known = [one for one in read if one is not None]
    size = prod(map(len, known))
    if len(known) < len(read) or size > _FEW or not meter.spend(size):
        return None
    if item.kind is Kind.STEP:
        kernel = meter.memory.kernels[item.kernel]
        return frozenset(_given(kernel, product(*known), meter.memory))
    (below,) = known
    return frozenset(number for one in below for number in choices(item, one, meter.memory))


def _given(kernel: Kernel, together: Iterable[tuple[Number, ...]], memory: Memory) -> Iterator[Number]:
    """What a kernel gives for operands of which each can occur, some of them never together."""
    for operands in together:
        try:
            yield memory.give(kernel, operands)
        except TypeError:
            # INVARIANT: the checker lets no step through that fails, so these do not occur together.
            continue


def _folded(item: Item, settled: Mapping[Place, Number], meter: Meter) -> Item:
    """The same item, with what is settled among its constants."""
    if not any(one in settled for one in item.reads):
        return item
    if item.kind is not Kind.STEP:
        # INVARIANT: what it reads is one value and its own are several, so that they are its options.
        return replace(item, kind=Kind.OPEN, reads=())
    memory = meter.memory
    kernel = memory.kernels[item.kernel]
    varying = tuple(one for one in item.reads if one not in settled)
    fixed = tuple(one for one in item.reads if one in settled)
    turns = {one: turn for turn, one in enumerate(varying + fixed)}
    last = len(item.reads)
    bare = moved(kernel.step, lambda one: turns[item.reads[one]] if one < last else one)
    constants = (*(memory.values[settled[one]] for one in fixed), *kernel.constants)
    return replace(item, reads=varying, kernel=memory.kernel(bare, len(varying), constants))
