"""Exact joint reachability: every combination of values that some places of a plan can come to together.

In: a plan, the places asked about, and what is open (`slices.Setting`). Out: `Reached`, with one choice of
what is open behind each combination. The cost is that of the distinct summaries on the way, not of the
combinations of entries: a total of 48 scores is swept in as many steps as there are totals.

Where some places hang together with the rest through one place only, what that place can come to is
worked out first, and once for all parts of the same shape.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from wellled_rules.graph.caps import capped
from wellled_rules.graph.cells import Place, Plan, TakeStep, reads
from wellled_rules.graph.kernel import Memory, Meter, moved
from wellled_rules.graph.narrowed import narrowed
from wellled_rules.graph.slices import Fixed, Folded, Item, Kind, Setting, Slice, closure, shape_of_items, slice_of
from wellled_rules.graph.states import Joint, Link, run, schedule, unwound
from wellled_rules.graph.steps import Held
from wellled_rules.graph.ways import Ways
from wellled_rules.values.operators import Entry
from wellled_rules.values.types import Value

__all__ = ["BUDGET", "Reached", "decisive", "sweep", "swept"]

BUDGET = 100_000
"""States held at once, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What a part of one shape comes to: values of its ends (in their order) -> a link to the choices."""

    states: Mapping[Joint, Link]


@dataclass(frozen=True, slots=True)
class _Part:
    """A found shape at its places. inner: index of an item -> the part that it stands for."""

    places: tuple[Place, ...]
    found: _Found
    inner: Mapping[int, _Part]


@dataclass(frozen=True)
class Reached:
    """The joint values of the targets.

    values: one entry a target, in the order asked; empty where `exact` is False.
    exact: whether they could be counted out within the budget.
    """

    values: Mapping[tuple[Held, ...], Joint] = field(default_factory=dict)
    exact: bool = False
    _part: _Part | None = field(default=None, repr=False)
    _memory: Memory = field(default_factory=Memory, repr=False)

    def witness(self, values: tuple[Held, ...]) -> Mapping[Place, Entry]:
        """One choice of what was open that gives `values`: place -> entry; `KeyError` for what can't occur.

        Negative places stand for what a look at a filled entry finds, and are left out.
        """
        found: dict[Place, Entry] = {}
        state = self.values[values]
        stack = [] if self._part is None else [(self._part, state)]
        while stack:
            part, state = stack.pop()
            for index, number in unwound(part.found.states[state]).items():
                if index in part.inner:
                    stack.append((part.inner[index], (number,)))
                elif part.places[index] >= 0:
                    held = self._memory.values[number]
                    assert held is not None and not isinstance(held, tuple)
                    found[part.places[index]] = held
        return dict(sorted(found.items()))


def sweep(
    plan: Plan,
    targets: Sequence[Place],
    sources: Mapping[Place, Sequence[Entry]],
    assumed: Mapping[str, Value],
    *,
    fixed: Fixed | None = None,
    look: Mapping[Place, bool] | None = None,
    budget: int = BUDGET,
    memory: Memory | None = None,
) -> Reached:
    """Joint values of `targets` over all choices of what is open.

    sources: place -> entries it may hold; an input that is not named was not given. Any place may be named.
    assumed: assumption -> value. fixed: place -> entry that stands whatever feeds it.
    look: place of a `LookStep` -> its answer; where a look at a filled entry has none, both are possible.
    budget: states held at once. memory: shared by sweeps over one graph, which makes them cheaper.
    """
    setting = Setting(sources, assumed, {} if fixed is None else fixed, look or {})
    return swept(plan, targets, setting, Meter(memory or Memory()), budget=budget)


def swept(
    plan: Plan,
    targets: Sequence[Place],
    setting: Setting,
    meter: Meter,
    *,
    whole: Folded | None = None,
    budget: int = BUDGET,
) -> Reached:
    """The same for a setting that many questions share. whole: the plan folded under that setting."""
    part = slice_of(plan, targets, setting, meter, whole)
    if part is None or not part.countable:
        return Reached()
    if not part.items:
        values: tuple[Held, ...] = tuple(part.settled[one] for one in part.targets)
        return Reached({values: ()}, exact=True)
    return _Sweep(plan, part, meter, budget).all()


@dataclass
class _Sweep:
    """One question; `exits` are the items already replaced by what their part comes to."""

    plan: Plan
    slice: Slice
    meter: Meter
    budget: int
    exits: dict[Place, tuple[Item, _Part]] = field(default_factory=dict)

    @property
    def memory(self) -> Memory:
        return self.meter.memory

    def all(self) -> Reached:
        for place in _exits(self.plan, self.slice):
            if not self.close(place):
                return Reached()
        ends = tuple(dict.fromkeys(one for one in self.slice.targets if one not in self.slice.settled))
        part = self.part(ends)
        if part is None:
            return Reached()
        values = {self.values(state, ends): state for state in part.found.states}
        return Reached(values, True, part, self.memory)

    def values(self, state: Joint, ends: tuple[Place, ...]) -> tuple[Held, ...]:
        held = {place: self.memory.values[number] for place, number in zip(ends, state, strict=True)}
        return tuple(held[one] if one in held else self.slice.settled[one] for one in self.slice.targets)

    def close(self, place: Place) -> bool:
        """Replace the part that ends in `place` by what it can come to, unless too little hangs on it."""
        items = self.items((place,))
        if not self.meter.spend(_PART):
            return False
        if sum(item.kind is not Kind.STEP for item in items) < 2:
            return True
        part = self.part((place,), items)
        if part is None:
            return False
        options = tuple(number for (number,) in part.found.states)
        self.exits[place] = (Item(place, Kind.OPEN, (), options=options), part)
        return True

    def items(self, ends: tuple[Place, ...]) -> list[Item]:
        """Items above `ends` (included) in depth-first order, down to the exits already closed."""
        found: dict[Place, Item] = {}
        stack = [(one, False) for one in reversed(ends)]
        while stack:
            place, done = stack.pop()
            if place in found:
                continue
            item = self.exits[place][0] if place in self.exits else self.slice.items[place]
            if done or not item.reads:
                found[place] = item
            else:
                stack.append((place, True))
                stack.extend((one, False) for one in reversed(item.reads) if one not in found)
        return list(found.values())

    def part(self, ends: tuple[Place, ...], items: list[Item] | None = None) -> _Part | None:
        """The joint values of `ends`; found at once where a part of this shape was met before."""
        items = self.items(ends) if items is None else items
        index = {item.place: turn for turn, item in enumerate(items)}
        shape = shape_of_items(items, index), tuple(index[one] for one in ends)
        found = self.memory.parts.get(shape)
        if not isinstance(found, _Found):
            states = self.states(items, ends, index)
            if states is None:
                return None
            found = self.memory.parts[shape] = _Found(states)
        inner = {index[one]: self.exits[one][1] for one in index if one in self.exits}
        return _Part(tuple(item.place for item in items), found, inner)

    def states(
        self, items: Sequence[Item], ends: tuple[Place, ...], index: Mapping[Place, int]
    ) -> Mapping[Joint, Link] | None:
        """Values of `ends` -> the choices that lead there, by the index of an item; None where they are too many."""
        left = narrowed(items, ends, self.meter)
        free = tuple(one for one in ends if one not in left.settled)
        turns, held = schedule(capped(left, free, self.memory), free, index)
        states = run(turns, self.meter, self.budget)
        if states is None:
            return None
        places = {place: turn for turn, place in enumerate(held)}
        return {
            tuple(state[places[one]] if one in places else left.settled[one] for one in ends): link
            for state, link in states.items()
        }


_MOST_ITEMS = 50_000
_PART = 20


def _exits(plan: Plan, part: Slice) -> list[Place]:
    """Items through which alone everything free above them reaches the targets; those further up first.

    None of a slice that is too large: a sweep is right without them, only slower.
    """
    if len(part.items) > _MOST_ITEMS:
        return []
    above = _free_above(part)
    through = _free_through(part, above)
    only = part.targets[0] if len(set(part.targets)) == 1 else None
    return [
        place
        for place, item in part.items.items()
        if item.kind is Kind.STEP
        and place != only
        and not isinstance(plan.steps[place], TakeStep)
        and above[place] & (above[place] - 1)
        and not above[place] & ~through[place]
    ]


def _free_above(part: Slice) -> dict[Place, int]:
    """Item -> the free items that it depends on, itself included, as bits."""
    found: dict[Place, int] = {}
    bit = 1
    for place, item in part.items.items():
        mask = 0
        for one in item.reads:
            mask |= found[one]
        if item.kind is not Kind.STEP:
            mask |= bit
            bit <<= 1
        found[place] = mask
    return found


def _free_through(part: Slice, above: Mapping[Place, int]) -> dict[Place, int]:
    """Item -> the free items from which every way to the targets leads through it, as bits."""
    order = list(part.items)
    rank = {place: turn for turn, place in enumerate(order)}
    end = len(order)
    ways = Ways(end)
    readers: list[list[int]] = [[] for _ in order]
    for place, item in part.items.items():
        for one in item.reads:
            readers[rank[one]].append(rank[place])
    for place in part.targets:
        if place in rank:
            readers[rank[place]].append(end)
    for turn in range(end - 1, -1, -1):
        ways.add(turn, readers[turn])
    found = [0] * (end + 1)
    for turn, place in enumerate(order):
        item = part.items[place]
        if item.kind is not Kind.STEP:
            own = above[place]
            for one in item.reads:
                own &= ~above[one]
            found[turn] |= own
        found[ways.next[turn]] |= found[turn]
    return {place: found[turn] for turn, place in enumerate(order)}


# --- which open entries matter -----------------------------------------------------------------


def decisive(
    plan: Plan,
    target: Place,
    opens: Sequence[Place],
    sources: Mapping[Place, Sequence[Entry]],
    assumed: Mapping[str, Value],
    *,
    fixed: Fixed | None = None,
    look: Mapping[Place, bool] | None = None,
    budget: int = BUDGET,
    memory: Memory | None = None,
) -> tuple[tuple[Place, ...], bool]:
    """The places of `opens` for which two choices that differ only there give different values of `target`.

    Second: whether that was worked out for each; a place for which it could not be stays in the list.
    """
    memory = memory or Memory()
    setting = Setting(sources, assumed, {} if fixed is None else fixed, look or {})
    above = closure(plan, (target,), setting)
    settled = {one: setting.fixed[one] for one in above if one in setting.fixed}
    found: list[Place] = []
    exact = True
    for place in opens:
        if place not in above:
            continue
        if not Meter(memory).spend(len(above)):
            # Nothing is worked out any more, and the plan need not be doubled to see that.
            found.append(place)
            exact = False
            continue
        twin, copies = _doubled(plan, [one for one in above if one not in settled], place)
        also = {copies[one]: answer for one, answer in setting.look.items() if one in copies}
        given = {copies[one]: entries for one, entries in sources.items() if one in copies}
        # NOTE: asked for first, both choices are made before all others; else one of two sums over the
        # same entries would wait for its own until every other entry had been chosen and kept.
        filled = (plan.soft.get(place), plan.hard.get(place))
        choices = [place, *(one for one in filled if one is not None and one in copies)]
        reached = sweep(
            twin,
            (*choices, *(copies[one] for one in choices), target, copies[target]),
            {**sources, **given},
            assumed,
            fixed=settled,
            look={**setting.look, **also},
            budget=budget,
            memory=memory,
        )
        exact = exact and reached.exact
        if not reached.exact or any(values[-2] != values[-1] for values in reached.values):
            found.append(place)
    return tuple(found), exact


def _doubled(plan: Plan, above: Sequence[Place], place: Place) -> tuple[Plan, Mapping[Place, Place]]:
    """The plan with all of `above` that is made from `place` a second time: place -> its copy."""
    steps = list(plan.steps)
    owners = list(plan.owners)
    copies: dict[Place, Place] = {}
    for one in above:
        if one == place or any(read in copies for read in reads(plan.steps[one])):
            copies[one] = len(steps)
            steps.append(moved(plan.steps[one], lambda read: copies.get(read, read)))
            owners.append(plan.owners[one])
    return replace(plan, steps=tuple(steps), owners=tuple(owners)), copies
