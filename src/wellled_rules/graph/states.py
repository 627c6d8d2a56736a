"""The joint values that items can come to, one item at a time, keeping only what is still to be read.

A state is a tuple of the numbers of the values that a later item or a target reads. Items that follow
from their operands never make states more; so they are taken as soon as they can be, and each free choice
as late as it can be. Over a sum, a count or a quantifier that keeps one small summary a state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeAlias

from wellled_rules.graph.cells import Place
from wellled_rules.graph.kernel import Memory, Meter, Number
from wellled_rules.graph.slices import Item, Kind, choices

__all__ = ["Joint", "Link", "Turn", "picker", "run", "schedule", "unwound"]

Joint: TypeAlias = tuple[Number, ...]
Link: TypeAlias = "tuple[Link, int, Number] | None"
"""The choices that led to a state: those before, which item was free, what it took."""

States: TypeAlias = dict[Joint, Link]


@dataclass(frozen=True, slots=True)
class Turn:
    """One item's turn, by index: which operands it reads, and which places of a state are kept after it."""

    item: Item
    index: int
    reads: tuple[int, ...]
    keeps: tuple[int, ...]
    stays: bool


def schedule(
    items: Sequence[Item], targets: Sequence[Place], index: Mapping[Place, int]
) -> tuple[list[Turn], list[Place]]:
    """The turns of `items` (each after what it reads), and the places held at the end. index: number of each item."""
    order = _order(items)
    last = {item.place: turn for turn, item in enumerate(order)}
    for turn, item in enumerate(order):
        for place in item.reads:
            last[place] = turn
    for place in targets:
        last[place] = len(order)
    turns: list[Turn] = []
    held: list[Place] = []
    for turn, item in enumerate(order):
        at = {place: where for where, place in enumerate(held)}
        keeps = tuple(where for where, place in enumerate(held) if last[place] > turn)
        stays = last[item.place] > turn
        turns.append(Turn(item, index[item.place], tuple(at[one] for one in item.reads), keeps, stays))
        held = [held[where] for where in keeps]
        if stays:
            held.append(item.place)
    return turns, held


def _order(items: Sequence[Item]) -> list[Item]:
    """Every step as soon as its operands are there; what is free in the order given."""
    waits = {item.place: len(item.reads) for item in items}
    readers: dict[Place, list[Item]] = {item.place: [] for item in items}
    for item in items:
        for place in item.reads:
            readers[place].append(item)
    found: list[Item] = []
    done: set[Place] = set()
    for item in items:
        ready = [item] if item.place not in done else []
        while ready:
            one = ready.pop()
            done.add(one.place)
            found.append(one)
            for reader in reversed(readers[one.place]):
                waits[reader.place] -= 1
                if waits[reader.place] == 0 and reader.kind is Kind.STEP:
                    ready.append(reader)
    return found


_WIDTH = 16


def run(turns: Sequence[Turn], meter: Meter, budget: int) -> States | None:
    """All states at the end, or None where there are more than `budget` on the way or the work runs out."""
    states: States = {(): None}
    for turn in turns:
        # A wide state costs what it is wide to copy.
        if not meter.spend(len(states) * (1 + len(turn.keeps) // _WIDTH)):
            return None
        is_step = turn.item.kind is Kind.STEP
        found = _follow(turn, states, meter.memory) if is_step else _choose(turn, states, meter, budget)
        if found is None:
            return None
        states = found
    return states


def picker(places: tuple[int, ...]) -> Callable[[Sequence[Number]], Joint]:
    """What takes the numbers at some places out of a state."""
    match places:
        case ():
            return lambda _: ()
        case (one,):
            return lambda state: (state[one],)
        case _:
            return itemgetter(*places)


def _follow(turn: Turn, states: States, memory: Memory) -> States:
    kernel = memory.kernels[turn.item.kernel]
    memo, operands, kept, stays = kernel.memo, picker(turn.reads), picker(turn.keeps), turn.stays
    found: States = {}
    for state, link in states.items():
        read = operands(state)
        number = memo.get(read)
        if number is None:
            number = memory.give(kernel, read)
        grown = (*kept(state), number) if stays else kept(state)
        if grown not in found:
            found[grown] = link
    return found


def _choose(turn: Turn, states: States, meter: Meter, budget: int) -> States | None:
    kept, stays, index = picker(turn.keeps), turn.stays, turn.index
    found: States = {}
    for state, link in states.items():
        base = kept(state)
        options = _options(turn, state, meter.memory)
        if not meter.spend(len(options)):
            return None
        if len(options) == 1 and turn.item.kind is not Kind.OPEN:
            grown = (*base, options[0]) if stays else base
            found.setdefault(grown, link)
            continue
        for number in options:
            grown = (*base, number) if stays else base
            if grown not in found:
                found[grown] = (link, index, number)
        if len(found) > budget:
            return None
    return found


def _options(turn: Turn, state: Joint, memory: Memory) -> tuple[Number, ...]:
    item = turn.item
    if item.kind is Kind.OPEN:
        return item.options
    return choices(item, state[turn.reads[0]], memory)


def unwound(link: Link) -> Mapping[int, Number]:
    """Item index -> the value it took."""
    found: dict[int, Number] = {}
    while link is not None:
        link, index, number = link
        found[index] = number
    return found
