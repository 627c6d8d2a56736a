"""The part of a plan that some targets depend on, with everything that is settled already folded away."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Protocol

from wellled_rules.graph.cells import (
    AssumeStep,
    ConstantStep,
    FillStep,
    LookStep,
    Place,
    Plan,
    SelectStep,
    SettleStep,
    SourceStep,
    Step,
    TreatStep,
    reads,
)
from wellled_rules.graph.kernel import Memory, Meter, Number, moved
from wellled_rules.graph.nodes import AdjustmentKind
from wellled_rules.graph.steps import Held, completions, fills, perform
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.operators import Entry
from wellled_rules.values.types import Value

__all__ = [
    "Fixed",
    "Folded",
    "Item",
    "Kind",
    "Setting",
    "Slice",
    "choices",
    "closure",
    "fills_item",
    "shape_of",
    "shape_of_items",
    "slice_of",
]


class Fixed(Protocol):
    """What some places hold, by place."""

    def __contains__(self, place: object, /) -> bool: ...

    def __getitem__(self, place: Place, /) -> Entry: ...


@dataclass(frozen=True)
class Setting:
    """What is open and what is settled.

    sources: place -> entries it may hold; any place may be named, and then nothing above it is asked for.
    assumed: assumption -> value. fixed: place -> what it holds. look: place of a `LookStep` -> its answer;
    where none is given, a look at an entry that may have been filled may go either way.
    """

    sources: Mapping[Place, Sequence[Entry]]
    assumed: Mapping[str, Value]
    fixed: Fixed = field(default_factory=dict[Place, Entry])
    look: Mapping[Place, bool] = field(default_factory=dict)


class Kind(Enum):
    """How an item's value comes about: from its operands, freely, or freely for some operands only."""

    STEP = auto()
    OPEN = auto()
    FILL = auto()
    STATUS = auto()


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a slice that is not settled.

    reads: places of the items it depends on. kernel: for a step. options: numbers of the values it may take
    (for a fill: what an entry that it fills may become); none where they can't be counted out.
    soft: whether a fill is soft.
    """

    place: Place
    kind: Kind
    reads: tuple[Place, ...]
    kernel: int = -1
    options: tuple[Number, ...] = ()
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Slice:
    """Items in an order in which each follows what it reads, and what each target is: an item or a settled value.

    countable: whether every open entry has finitely many completions.
    """

    items: Mapping[Place, Item]
    targets: tuple[Place, ...]
    settled: Mapping[Place, Held]
    countable: bool


_STATUS = (True, Missing(state=State.NOT_GIVEN))
_NOT_GIVEN, _OTHER = 1, 2

_ITEM = 8
"""What it costs to take one item through a sweep, in moves of a state."""


def fills_item(item: Item, held: Held) -> bool:
    """Whether an item that is a fill fills what is held below it."""
    return isinstance(held, Missing) and not held.is_out and (not item.soft or held.state is State.NOT_GIVEN)


def choices(item: Item, below: Number, memory: Memory) -> tuple[Number, ...]:
    """What a fill, or a status, may come to where the one place that it reads holds `below`."""
    held = memory.values[below]
    is_free = not isinstance(held, Missing) if item.kind is Kind.STATUS else fills_item(item, held)
    return item.options if is_free else (below,)


class Folded:
    """Places with all that is settled folded away, each once it is needed."""

    def __init__(self, plan: Plan, setting: Setting, memory: Memory) -> None:
        self.plan = plan
        self.setting = setting
        self.memory = memory
        self.known: dict[Place, Held] = {}
        self.alias: dict[Place, Place] = {}
        self.items: dict[Place, Item] = {}
        self.missing: dict[Place, int] = {}  # which open states an item may hold
        self.guessed: set[Place] = set()  # items below a fill: what they hold is not what they were given

    def need(self, targets: Iterable[Place]) -> None:
        """Fold all that some places depend on; operands come first."""
        for place in closure(self.plan, targets, self.setting, self):
            self.fold(place)

    def __contains__(self, place: object) -> bool:
        return place in self.known or place in self.items or place in self.alias

    def fold(self, place: Place) -> None:
        if place in self.setting.fixed:
            self.known[place] = self.setting.fixed[place]
            return
        step = self.plan.steps[place]
        if place in self.setting.sources or isinstance(step, SourceStep):
            self.open(place, self.setting.sources.get(place, (Missing(state=State.NOT_GIVEN),)))
            return
        match step:
            case ConstantStep():
                self.known[place] = step.value
            case AssumeStep():
                self.known[place] = self.setting.assumed[step.name]
            case FillStep():
                self.fill(place, step)
            case TreatStep():
                # A `treat` line may open a state or close one, so what it gives may hold either.
                self.missing[place] = _NOT_GIVEN | _OTHER
                self.step(place, step)
            case LookStep():
                self.look(place, step)
            case SelectStep():
                self.select(place, step)
            case SettleStep():
                self.settle(place, step)
            case _:
                self.step(place, step)

    def at(self, place: Place) -> Place:
        return self.alias.get(place, place)

    def same(self, place: Place, other: Place) -> None:
        """`place` holds whatever `other` holds."""
        other = self.at(other)
        if other in self.known:
            self.known[place] = self.known[other]
        else:
            self.alias[place] = other

    def open(self, place: Place, entries: Sequence[Entry]) -> None:
        options = self.memory.numbers(entries)
        if len(options) == 1:
            self.known[place] = entries[0]
            return
        self.items[place] = Item(place, Kind.OPEN, (), options=options)
        self.missing[place] = _states(entries)

    def fill(self, place: Place, step: FillStep) -> None:
        of = self.at(step.of)
        if of in self.known:
            if not fills(step, self.known[of]):
                self.known[place] = self.known[of]
            else:
                self.open(place, completions(step.type) or ())
                self.guessed.add(place)
            return
        mask = _NOT_GIVEN if step.soft else _NOT_GIVEN | _OTHER
        if not self.missing.get(of, 0) & mask:
            self.alias[place] = of
            return
        options = self.memory.numbers(completions(step.type) or ())
        self.items[place] = Item(place, Kind.FILL, (of,), options=options, soft=step.soft)
        self.missing[place] = self.missing[of] & ~mask
        self.guessed.add(place)

    def look(self, place: Place, step: LookStep) -> None:
        of = self.at(step.of)
        if place in self.setting.look:
            self.known[place] = self.setting.look[place]
        elif of in self.known or of not in self.guessed:
            self.step(place, step)
        else:
            status = -1 - of
            if status not in self.items:
                self.items[status] = Item(status, Kind.STATUS, (of,), options=self.memory.numbers(_STATUS))
            self.step(place, LookStep(step.op, step.parameter, status))

    def select(self, place: Place, step: SelectStep) -> None:
        rows: list[tuple[tuple[Place, ...], Place]] = []
        for tests, then in step.rows:
            if any(self.at(one) in self.known and self.known[self.at(one)] is not True for one in tests):
                continue
            left = tuple(one for one in tests if self.at(one) not in self.known)
            rows.append((left, then))
            if not left:
                break
        if rows and not rows[0][0]:
            self.same(place, rows[0][1])
            return
        self.missing[place] = self.states(then for _, then in rows)
        self.step(place, SelectStep(tuple(rows)))

    def settle(self, place: Place, step: SettleStep) -> None:
        stages = tuple(
            (kind, left)
            for kind, group in step.stages
            if (left := tuple(one for one in group if self.known.get(self.at(one.acts)) is not False))
        )
        if not stages:
            self.same(place, step.answer)
            return
        held = [step.answer]
        for kind, group in stages:
            if kind is AdjustmentKind.REPLACEMENT:
                held.extend(one.to for one in group if one.to is not None)
        suspends = any(kind is AdjustmentKind.SUSPENSION for kind, _ in stages)
        self.missing[place] = self.states(held) | (_OTHER if suspends else 0)
        self.step(place, SettleStep(step.answer, stages, step.type))

    def states(self, places: Iterable[Place]) -> int:
        found = 0
        for place in places:
            at = self.at(place)
            found |= _states((self.known[at],)) if at in self.known else self.missing.get(at, 0)
        return found

    def step(self, place: Place, step: Step) -> None:
        """A function of its operands: worked out where all are settled, else an item."""
        places = tuple(dict.fromkeys(self.at(one) for one in reads(step)))
        varying = tuple(one for one in places if one not in self.known)
        settled = tuple(one for one in places if one in self.known)
        index = {one: turn for turn, one in enumerate(varying + settled)}
        bare = moved(step, lambda one: index[self.at(one)])
        constants = tuple(self.known[one] for one in settled)
        if not varying:
            self.known[place] = perform(bare, constants)
            return
        kernel = self.memory.kernel(bare, len(varying), constants)
        self.items[place] = Item(place, Kind.STEP, varying, kernel=kernel)
        if any(one in self.guessed for one in varying):
            self.guessed.add(place)


def _states(held: Iterable[Held]) -> int:
    found = 0
    for one in held:
        if isinstance(one, Missing) and not one.is_out:
            found |= _NOT_GIVEN if one.state is State.NOT_GIVEN else _OTHER
    return found


def closure(
    plan: Plan, targets: Iterable[Place], setting: Setting, done: Container[Place] = frozenset()
) -> list[Place]:
    """Places that the targets depend on, themselves included, ascending; nothing above what is named in `setting`.

    done: places to leave out, with all that they depend on.
    """
    seen: set[Place] = set()
    stack = list(targets)
    while stack:
        place = stack.pop()
        if place in seen or place in done:
            continue
        seen.add(place)
        if place not in setting.fixed and place not in setting.sources and place not in setting.look:
            stack.extend(reads(plan.steps[place]))
    return sorted(seen)


def shape_of(part: Slice) -> Hashable:
    """What slices share that differ in nothing but where their items stand."""
    turns = {place: turn for turn, place in enumerate(part.items)}
    ends = tuple(turns.get(one, part.settled.get(one)) for one in part.targets)
    return shape_of_items(part.items.values(), turns), ends


def shape_of_items(items: Iterable[Item], turns: Mapping[Place, int]) -> Hashable:
    """What lists of items share that differ in nothing but where they stand. turns: number of each, by place."""
    return tuple(
        (one.kind, one.kernel, one.options, one.soft, tuple(turns[read] for read in one.reads)) for one in items
    )


def slice_of(
    plan: Plan, targets: Sequence[Place], setting: Setting, meter: Meter, whole: Folded | None = None
) -> Slice | None:
    """What is left to vary of everything that `targets` depend on; None where the work runs out."""
    if meter.is_spent:
        return None
    whole = Folded(plan, setting, meter.memory) if whole is None else whole
    whole.need(targets)
    ends = tuple(whole.at(one) for one in targets)
    settled = {one: whole.known[one] for one in ends if one in whole.known}
    items = _ordered(whole.items, ends, meter)
    if items is None:
        return None
    return Slice(items, ends, settled, all(one.options or one.kind is Kind.STEP for one in items.values()))


def _ordered(items: Mapping[Place, Item], ends: Sequence[Place], meter: Meter) -> dict[Place, Item] | None:
    """The items that the ends depend on, in depth-first order from the first end on; None where work runs out."""
    found: dict[Place, Item] = {}
    stack = [(one, False) for one in reversed(ends) if one in items]
    while stack:
        place, done = stack.pop()
        if place in found:
            continue
        if done:
            found[place] = items[place]
            continue
        if not meter.spend(_ITEM):
            return None
        stack.append((place, True))
        stack.extend((one, False) for one in reversed(items[place].reads) if one not in found)
    return found
