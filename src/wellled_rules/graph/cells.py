"""The cells of one level, unrolled into steps: what the graph means, one entry at a time.

A `Plan` is a list of steps in order; a step reads earlier steps by their place. Every step but three
kinds is a function of what it reads (`steps.perform`). `SourceStep` is what a case records, `LookStep`
looks at what is held without filling it, and `FillStep` is the only choice: an entry that is unknown
may become any value of its type. A node's cell is the place of one step (`Plan.places`).

Two fills stand behind every entry that can be missing. The soft one fills what nobody gave; rules that
pass a value on read it, so that a recorded state reaches the outcome as itself. The hard one fills every
open state; operators read it. The hard fill reads the soft one, so both make one choice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import TypeAlias, assert_never

from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import (
    Adjustment,
    AdjustmentKind,
    Aggregate,
    Apply,
    Assumption,
    Check,
    Choose,
    Constant,
    Decision,
    Determine,
    Index,
    Input,
    Lookup,
    Node,
    NodeId,
    Pick,
)
from wellled_rules.values.folds import FOLDS, Summary
from wellled_rules.values.missing import OUT
from wellled_rules.values.operators import OPERATORS, Entry, OnOut, Parameter
from wellled_rules.values.types import Type

__all__ = [
    "ApplyStep",
    "AssumeStep",
    "Cell",
    "ConstantStep",
    "FillStep",
    "FinishStep",
    "LookStep",
    "Plan",
    "SelectStep",
    "SettleStep",
    "SourceStep",
    "Step",
    "TakeStep",
    "step_count",
    "unroll",
]

Place: TypeAlias = int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of one node: the node's id and a member id for each of its axes."""

    node: NodeId
    members: tuple[str, ...] = ()

    def __str__(self) -> str:
        name = self.node.partition(":")[2]
        return name if not self.members else f"{name}/{'/'.join(self.members)}"


@dataclass(frozen=True, slots=True)
class SourceStep:
    """What the case records in an `Input` or `Decision` cell, after treatment."""

    cell: Cell


@dataclass(frozen=True, slots=True)
class ConstantStep:
    """A fixed entry, or the summary that a fold begins with."""

    value: Entry | Summary


@dataclass(frozen=True, slots=True)
class AssumeStep:
    """The value an assumption is given in this run."""

    name: str


@dataclass(frozen=True, slots=True)
class FillStep:
    """`of` itself where it is a value or out, else any value of `type`; soft fills `not_given` only."""

    of: Place
    type: Type
    soft: bool


@dataclass(frozen=True, slots=True)
class LookStep:
    """A status operator on the unfilled entry at `of`."""

    op: str
    parameter: Parameter
    of: Place


@dataclass(frozen=True, slots=True)
class ApplyStep:
    """An elementwise operator on filled entries."""

    op: str
    parameter: Parameter
    args: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class TakeStep:
    """One more entry into a fold's summary; out entries are passed over."""

    op: str
    summary: Place
    item: Place
    hit: Place | None
    weight: Place | None


@dataclass(frozen=True, slots=True)
class FinishStep:
    """A fold's answer."""

    op: str
    summary: Place
    count: Place | None


@dataclass(frozen=True, slots=True)
class SelectStep:
    """The result of the first row whose tests all hold; a row without tests always holds; none: out."""

    rows: tuple[tuple[tuple[Place, ...], Place], ...]


@dataclass(frozen=True, slots=True)
class Acting:
    """One adjustment as `SettleStep` reads it."""

    name: NodeId
    acts: Place
    to: Place | None
    steps: int
    reach: Place | None


@dataclass(frozen=True, slots=True)
class SettleStep:
    """An outcome: the answer, changed by its stages in turn."""

    answer: Place
    stages: tuple[tuple[AdjustmentKind, tuple[Acting, ...]], ...]
    type: Type


Step: TypeAlias = (
    "SourceStep | ConstantStep | AssumeStep | FillStep | LookStep | ApplyStep | TakeStep | FinishStep | "
    "SelectStep | SettleStep"
)


@dataclass(frozen=True)
class Plan:
    """The steps of one level.

    places: cell -> place of its step. owners: place -> the cell it works for.
    """

    level: str
    steps: tuple[Step, ...]
    places: Mapping[Cell, Place]
    owners: tuple[Cell, ...]
    soft: Mapping[Place, Place] = field(repr=False)
    hard: Mapping[Place, Place] = field(repr=False)


def reads(step: Step) -> tuple[Place, ...]:
    """Places that a step reads."""
    match step:
        case SourceStep() | ConstantStep() | AssumeStep():
            return ()
        case FillStep() | LookStep():
            return (step.of,)
        case ApplyStep():
            return step.args
        case TakeStep():
            rest = (step.hit, step.weight)
            return (step.summary, step.item, *(one for one in rest if one is not None))
        case FinishStep():
            return (step.summary,) if step.count is None else (step.summary, step.count)
        case SelectStep():
            return tuple(place for tests, then in step.rows for place in (*tests, then))
        case SettleStep():
            acting = tuple(one for _, group in step.stages for one in group)
            places = tuple(p for a in acting for p in (a.acts, a.to, a.reach) if p is not None)
            return (step.answer, *places)
    assert_never(step)


# Folds that read what an entry is worth; the others ask only whether it is left out and passes a test.
_READS_VALUE = frozenset({"total", "mean", "highest", "lowest", "best", "worst", "weighted_total", "weighted_mean"})


class _Unroller:
    def __init__(self, graph: DeterminationGraph, level: str) -> None:
        self.graph = graph
        self.level = level
        self.steps: list[Step] = []
        self.owners: list[Cell] = []
        self.places: dict[Cell, Place] = {}
        self.soft: dict[Place, Place] = {}
        self.hard: dict[Place, Place] = {}
        self.owner = Cell("")
        self.out: Place | None = None
        self.groups: dict[tuple[NodeId, tuple[str, ...]], Mapping[tuple[str, ...], Sequence[Mapping[str, str]]]] = {}

    def put(self, step: Step) -> Place:
        self.steps.append(step)
        self.owners.append(self.owner)
        return len(self.steps) - 1

    def nothing(self) -> Place:
        if self.out is None:
            self.out = self.put(ConstantStep(OUT))
        return self.out

    def at(self, node: NodeId, here: Mapping[str, str]) -> Place:
        """Place of `node` at the members of `here`; out where that cell does not exist."""
        axes = self.graph.nodes[node].axes
        members = tuple(here.get(axis.set, "") for axis in axes)
        found = self.places.get(Cell(node, members))
        return self.nothing() if found is None else found

    def softly(self, place: Place, node: NodeId) -> Place:
        if isinstance(self.steps[place], ConstantStep | AssumeStep):
            return place
        if place not in self.soft:
            self.soft[place] = self.put(FillStep(place, self.graph.nodes[node].type, soft=True))
        return self.soft[place]

    def firmly(self, place: Place, node: NodeId) -> Place:
        if isinstance(self.steps[place], AssumeStep):
            return place
        if place not in self.hard:
            soft = self.softly(place, node)
            self.hard[place] = self.put(FillStep(soft, self.graph.nodes[node].type, soft=False))
        return self.hard[place]

    def filled(self, node: NodeId, here: Mapping[str, str]) -> Place:
        return self.firmly(self.at(node, here), node)

    def passed(self, node: NodeId, here: Mapping[str, str]) -> Place:
        return self.softly(self.at(node, here), node)

    def unroll(self) -> Plan:
        for node in self.graph.at(self.level):
            for members in self.graph.cells(node):
                self.owner = Cell(node.id, members)
                here = {axis.set: member for axis, member in zip(node.axes, members, strict=True)}
                self.places[self.owner] = self.cell(node, here)
        return Plan(self.level, tuple(self.steps), self.places, tuple(self.owners), self.soft, self.hard)

    def cell(self, node: Node, here: Mapping[str, str]) -> Place:
        match node:
            case Input() | Decision():
                return self.put(SourceStep(self.owner))
            case Constant():
                return self.put(ConstantStep(node.value))
            case Assumption():
                return self.put(AssumeStep(node.name))
            case Lookup():
                return self.put(ConstantStep(node.values[next(iter(here.values()))]))
            case Index():
                (axis,) = node.axes
                return self.put(ConstantStep(self.graph.sets[axis.set].by_id[here[axis.set]]))
            case Pick():
                return self.at(node.source, {**here, node.set: node.member})
            case Apply():
                return self.apply(node, here)
            case Aggregate():
                return self.aggregate(node, here)
            case Choose():
                rows = tuple(
                    (tuple(self.filled(t, here) for t in row.tests), self.passed(row.then, here)) for row in node.rows
                )
                return self.put(SelectStep(rows))
            case Adjustment():
                parts = [] if node.condition is None else [self.filled(node.condition, here)]
                if node.departure is not None:
                    parts.append(self.put(LookStep("missing", None, self.at(node.departure.decision, here))))
                return self.put(ApplyStep("and", None, tuple(parts)) if parts else ConstantStep(True))
            case Determine():
                return self.settle(node, here)
            case Check():
                tests = () if node.when is None else (self.filled(node.when, here),)
                return self.put(SelectStep(((tests, self.filled(node.expects, here)),)))
        assert_never(node)

    def apply(self, node: Apply, here: Mapping[str, str]) -> Place:
        if OPERATORS[node.op].on_out is OnOut.LOOKS:
            return self.put(LookStep(node.op, node.parameter, self.at(node.args[0], here)))
        return self.put(ApplyStep(node.op, node.parameter, tuple(self.filled(arg, here) for arg in node.args)))

    def aggregate(self, node: Aggregate, here: Mapping[str, str]) -> Place:
        summary = self.put(ConstantStep(FOLDS[node.op].start))
        for turn, item in enumerate(node.items):
            for there in self.agreeing(item, here):
                both = {**here, **there}
                place = self.at(item, both)
                entry = self.firmly(place, item) if node.op in _READS_VALUE else place
                hit = self.filled(node.hits[turn], both) if node.hits else None
                weight = None if node.weights is None else self.at(node.weights, both)
                summary = self.put(TakeStep(node.op, summary, entry, hit, weight))
        count = None if node.count is None else self.filled(node.count, here)
        return self.put(FinishStep(node.op, summary, count))

    def agreeing(self, item: NodeId, here: Mapping[str, str]) -> Sequence[Mapping[str, str]]:
        """Cells of `item` that agree with `here` on the axes both have, grouped once for all of its readers."""
        axes = [axis.set for axis in self.graph.nodes[item].axes]
        shared = tuple(name for name in axes if name in here)
        if (item, shared) not in self.groups:
            groups: dict[tuple[str, ...], list[Mapping[str, str]]] = {}
            for members in self.graph.cells(self.graph.nodes[item]):
                there = dict(zip(axes, members, strict=True))
                groups.setdefault(tuple(there[name] for name in shared), []).append(there)
            self.groups[item, shared] = groups
        return self.groups[item, shared].get(tuple(here[name] for name in shared), ())

    def settle(self, node: Determine, here: Mapping[str, str]) -> Place:
        answer = self.passed(node.answer, here)
        if node.departure is not None:
            decision = self.at(node.departure.decision, here)
            departs = self.put(LookStep("known", None, decision))
            answer = self.put(SelectStep((((departs,), decision), ((), answer))))
        if not node.stages:
            return self.put(SettleStep(answer, (), node.type))
        stages = []
        for stage in node.stages:
            group = []
            for name in stage.adjustments:
                one = self.graph.nodes[name]
                assert isinstance(one, Adjustment)
                to = None
                if one.to is not None:
                    passes_on = one.kind in (AdjustmentKind.MODERATION, AdjustmentKind.REPLACEMENT)
                    to = self.passed(one.to, here) if passes_on else self.filled(one.to, here)
                reach = None if one.reach is None else self.filled(one.reach, here)
                group.append(Acting(name, self.at(name, here), to, one.steps, reach))
            stages.append((stage.kind, tuple(group)))
        return self.put(SettleStep(answer, tuple(stages), node.type))


def unroll(graph: DeterminationGraph, level: str) -> Plan:
    """The plan of one level of a graph; `KeyError` for a level that it does not have."""
    if level not in graph.levels:
        raise KeyError(level)
    return _Unroller(graph, level).unroll()


def step_count(graph: DeterminationGraph, level: str) -> int:
    """About how many steps a level unrolls into, counted without unrolling; never far below."""
    sizes = {node.id: len(graph.cells(node)) for node in graph.at(level)}
    total = 0
    for node in graph.at(level):
        own = sizes[node.id]
        total += own
        if isinstance(node, Aggregate):
            for item in node.items:
                there = {axis.set for axis in graph.nodes[item].axes}
                spread = prod(len(graph.sets[axis.set].at(level)) for axis in node.axes if axis.set not in there)
                total += sizes[item] * spread
    return total
