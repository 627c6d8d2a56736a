"""From a graph and the subjects of a case to the steps of its plan; and the plan that the checker reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import TypeAlias, assert_never

from wellled_rules.graph.cells import (
    Acting,
    ApplyStep,
    AssumeStep,
    Cell,
    ConstantStep,
    FillStep,
    FinishStep,
    LookStep,
    Place,
    Plan,
    SelectStep,
    SettleStep,
    SourceStep,
    Step,
    Taken,
    TakeStep,
    TreatStep,
)
from wellled_rules.graph.graph import DeterminationGraph, cells_of
from wellled_rules.graph.nodes import (
    Adjustment,
    AdjustmentKind,
    Aggregate,
    Apply,
    Assumption,
    Check,
    Choose,
    Collect,
    Constant,
    Decision,
    Determine,
    Index,
    Input,
    Lookup,
    Node,
    NodeId,
    Pick,
    Take,
    Treatment,
)
from wellled_rules.graph.shares import share_of
from wellled_rules.graph.steps import Held
from wellled_rules.graph.subjects import Path, Tree, above
from wellled_rules.graph.treatment import ASSESSED_ON
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.missing import OUT, Missing, State
from wellled_rules.values.operators import OPERATORS, OnOut
from wellled_rules.values.types import Value

__all__ = ["Unroller", "step_count", "survey", "unroll"]

# Folds that read what an entry is worth; the others ask only whether it is left out and passes a test.
_READS_VALUE = frozenset({"total", "mean", "highest", "lowest", "best", "worst", "weighted_total", "weighted_mean"})


# What an operator or a fold gives is a value or out, never an open state, so there is nothing to fill.
_NEVER_OPEN = AssumeStep | LookStep | ApplyStep | FinishStep


def _is_open(held: Held) -> bool:
    return isinstance(held, Missing) and not held.is_out


@dataclass(frozen=True, slots=True)
class _Entry:
    """What an item of a collection is made of. node, source: what is taken, and its place. test: a place, too."""

    node: NodeId
    source: Place
    treatments: tuple[tuple[State, Treatment | Value | Missing], ...]
    test: Place | None


_Group: TypeAlias = "tuple[NodeId, tuple[str, ...], Path]"


class Unroller:
    """Unrolls a graph over the subjects of one case; made anew for each plan."""

    def __init__(self, graph: DeterminationGraph, tree: Tree) -> None:
        self.graph = graph
        self.tree = tree
        self.levels = {name: graph.level_of(name) for name in graph.nodes}
        self.steps: list[Step] = []
        self.owners: list[Cell] = []
        self.places: dict[Cell, Place] = {}
        self.soft: dict[Place, Place] = {}
        self.hard: dict[Place, Place] = {}
        self.owner = Cell("")
        self.level = tree.level
        self.subject: Path = ()
        self.out: Place | None = None
        self.day: Place | None = None
        self.entries: dict[Place, _Entry] = {}
        self.items: dict[tuple[NodeId, Path], Mapping[str, Taken]] = {}
        self.groups: dict[_Group, Mapping[tuple[str, ...], Sequence[Mapping[str, str]]]] = {}

    def put(self, step: Step) -> Place:
        self.steps.append(step)
        self.owners.append(self.owner)
        return len(self.steps) - 1

    def nothing(self) -> Place:
        if self.out is None:
            self.out = self.put(ConstantStep(OUT))
        return self.out

    def at(self, node: NodeId, here: Mapping[str, str], subject: Path | None = None) -> Place:
        """Place of `node` at the members of `here`, of this subject or one above; out where there is no such cell."""
        axes = self.graph.nodes[node].axes
        members = tuple(here.get(axis.set, "") for axis in axes)
        whose = self.subject if subject is None else subject
        if self.levels[node] != self.level and subject is None:
            holder = above(self.tree.level, whose, self.levels[node])
            if holder is None:
                return self.nothing()
            whose = holder
        found = self.places.get(Cell(node, members, whose))
        return self.nothing() if found is None else found

    def softly(self, place: Place, node: NodeId) -> Place:
        if isinstance(self.steps[place], ConstantStep | _NEVER_OPEN):
            return place
        if place not in self.soft:
            self.soft[place] = self.put(FillStep(place, self.graph.nodes[node].type, soft=True))
        return self.soft[place]

    def firmly(self, place: Place, node: NodeId) -> Place:
        step = self.steps[place]
        if isinstance(step, _NEVER_OPEN) or (isinstance(step, ConstantStep) and not _is_open(step.value)):
            return place
        if place in self.entries and place not in self.hard:
            self.hard[place] = self.filled_entry(self.entries[place])
        if place not in self.hard:
            soft = self.softly(place, node)
            self.hard[place] = self.put(FillStep(soft, self.graph.nodes[node].type, soft=False))
        return self.hard[place]

    def filled(self, node: NodeId, here: Mapping[str, str]) -> Place:
        return self.firmly(self.at(node, here), node)

    def passed(self, node: NodeId, here: Mapping[str, str]) -> Place:
        return self.softly(self.at(node, here), node)

    def unroll(self) -> Plan:
        for node in self.graph.nodes.values():
            self.level = self.levels[node.id]
            for subject in self.tree.by_level.get(self.level, ()):
                self.subject = subject
                for members in self.cells(node):
                    self.owner = Cell(node.id, members, self.subject)
                    here = {axis.set: member for axis, member in zip(node.axes, members, strict=True)}
                    self.places[self.owner] = self.cell(node, here)
        return Plan(
            level=self.tree.level,
            steps=tuple(self.steps),
            places=self.places,
            owners=tuple(self.owners),
            taken=self.items,
            soft=self.soft,
            hard=self.hard,
        )

    def cells(self, node: Node) -> tuple[tuple[str, ...], ...]:
        """Cells of a node of this subject."""
        taken = {axis.set: tuple(self.taken(axis.set)) for axis in node.axes if axis.is_collect}
        if not taken:
            return self.graph.cells(node)
        return cells_of(node.axes, self.graph.sets, self.level, taken)

    def taken(self, collect: NodeId) -> Mapping[str, Taken]:
        """The items of a collection of this subject: what is taken, by a key that says what and whose it is."""
        key = (collect, self.subject)
        if key not in self.items:
            node = self.graph.nodes[collect]
            assert isinstance(node, Collect)
            own = {axis.set for axis in node.axes}
            found: dict[str, Taken] = {}
            for take in node.takes:
                source = self.graph.nodes[take.source]
                left = tuple(axis for axis in source.axes if axis.set not in own)
                whose = (self.subject,) if take.of is None else self.tree.children.get((self.subject, take.of), ())
                name = take.source.partition(":")[2]
                for subject in whose:
                    for members in cells_of(left, self.graph.sets, self.levels[take.source]):
                        words = (*(subject[-2:] if take.of is not None else ()), name, *members)
                        there = {axis.set: one for axis, one in zip(left, members, strict=True)}
                        found["/".join(words)] = Taken(take, subject, there)
            self.items[key] = found
        return self.items[key]

    def item(self, node: Collect, here: Mapping[str, str]) -> Place:
        """One item of a collection: what is taken, treated, and left out where it fails its test."""
        item = self.taken(node.id)[here[node.id]]
        return self.put_in(node, item.take, {**here, **item.members}, item.subject)

    def put_in(self, node: Collect, take: Take, there: Mapping[str, str], subject: Path) -> Place:
        """What one line of a collection takes of a subject, treated, and left out where it fails its test."""
        source = self.at(take.source, there, subject)
        treatments = tuple(node.treatments.items())
        place = self.put(TreatStep(source, treatments)) if treatments else source
        test = None
        if take.where is not None:
            test = self.firmly(self.at(take.where, there, subject), take.where)
            place = self.put(SelectStep((((test,), place),)))
        if place != source:
            self.entries[place] = _Entry(take.source, source, treatments, test)
        return place

    def filled_entry(self, entry: _Entry) -> Place:
        """An item of a collection, filled as what is taken is wherever it is read."""
        place = self.firmly(entry.source, entry.node)
        if entry.treatments:
            place = self.put(TreatStep(entry.source, entry.treatments, place))
            if any(way is Treatment.UNKNOWN for _, way in entry.treatments):
                # What is out elsewhere may be unknown here, and then this is the only choice.
                place = self.put(FillStep(place, self.graph.nodes[entry.node].type, soft=False))
        return place if entry.test is None else self.put(SelectStep((((entry.test,), place),)))

    def cell(self, node: Node, here: Mapping[str, str]) -> Place:
        match node:
            case Input() if node.name == ASSESSED_ON:
                return self.assessed_on(node.id)
            case Input():
                return self.put(SourceStep(self.owner, node.turns_on))
            case Decision():
                return self.put(SourceStep(self.owner))
            case Constant():
                return self.put(ConstantStep(node.value))
            case Assumption():
                return self.assumed(node)
            case Lookup():
                return self.put(ConstantStep(node.values[next(iter(here.values()))]))
            case Index():
                (axis,) = node.axes
                return self.put(ConstantStep(self.graph.sets[axis.set].by_id[here[axis.set]]))
            case Pick():
                return self.at(node.source, {**here, node.set: node.member})
            case Collect():
                return self.item(node, here)
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

    def assessed_on(self, node: NodeId) -> Place:
        """The day of the assessment: one for all subjects, and the case's own."""
        if self.day is None:
            self.day = self.put(SourceStep(Cell(node)))
        self.places.setdefault(Cell(node), self.day)
        return self.day

    def assumed(self, node: Assumption) -> Place:
        """The value that an assumption is given."""
        return self.put(AssumeStep(node.name))

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
                summary = self.put(TakeStep(node.op, summary, entry, hit, weight, self.times(item, both)))
        count = None if node.count is None else self.filled(node.count, here)
        return self.put(FinishStep(node.op, summary, count))

    def times(self, item: NodeId, here: Mapping[str, str]) -> Place | None:
        """Where it stands how often an item is taken; None for once."""
        return None

    def agreeing(self, item: NodeId, here: Mapping[str, str]) -> Sequence[Mapping[str, str]]:
        """Cells of `item` that agree with `here` on the axes both have, grouped once for all of its readers."""
        node = self.graph.nodes[item]
        axes = [axis.set for axis in node.axes]
        shared = tuple(name for name in axes if name in here)
        key = (item, shared, self.subject if any(axis.is_collect for axis in node.axes) else ())
        if key not in self.groups:
            groups: dict[tuple[str, ...], list[Mapping[str, str]]] = {}
            for members in self.cells(node):
                there = dict(zip(axes, members, strict=True))
                groups.setdefault(tuple(there[name] for name in shared), []).append(there)
            self.groups[key] = groups
        return self.groups[key].get(tuple(here[name] for name in shared), ())

    def settle(self, node: Determine, here: Mapping[str, str]) -> Place:
        answer = self.passed(node.answer, here)
        if node.departure is not None:
            decision = self.at(node.departure.decision, here)
            departs = self.put(LookStep("known", None, decision))
            answer = self.put(SelectStep((((departs,), decision), ((), answer))))
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


def unroll(graph: DeterminationGraph, tree: Tree) -> Plan:
    """The plan of a case whose subjects are `tree`; `KeyError` for a level that the graph does not have."""
    if tree.level not in graph.levels:
        raise KeyError(tree.level)
    return Unroller(graph, tree).unroll()


class _Surveyor(Unroller):
    """Unrolls a level as the checker needs it, before any case: what depends on other subjects is a source."""

    def cell(self, node: Node, here: Mapping[str, str]) -> Place:
        share = share_of(self.graph, node)
        fold = node if share is None else share.total
        if isinstance(fold, Aggregate) and _is_beyond(self.graph, fold):
            return self.put(SourceStep(self.owner))
        return super().cell(node, here)

    def at(self, node: NodeId, here: Mapping[str, str], subject: Path | None = None) -> Place:
        if self.levels[node] == self.level:
            return super().at(node, here, subject)
        cell = Cell(node, tuple(here.get(axis.set, "") for axis in self.graph.nodes[node].axes))
        if cell not in self.places:
            self.places[cell] = self.put(SourceStep(cell))
        return self.places[cell]


def survey(graph: DeterminationGraph, level: str) -> Plan:
    """The plan of one level for every case there may be.

    What its rules read of a subject above, and what they combine of subjects below, stand as sources.
    """
    if level not in graph.levels:
        raise KeyError(level)
    return _Surveyor(graph, Tree(level, {})).unroll()


def _is_beyond(graph: DeterminationGraph, node: Aggregate) -> bool:
    """Whether a fold combines what a case alone says is there, or what nobody knows: a collection that is a hole."""
    taken = {axis.set for item in node.items for axis in graph.nodes[item].axes if axis.is_collect}
    collects = [graph.nodes[name] for name in taken - {axis.set for axis in node.axes}]
    return any(
        isinstance(one, Collect) and (not one.takes or any(take.of is not None for take in one.takes))
        for one in collects
    )


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
                apart = [axis.set for axis in node.axes if axis.set not in there and not axis.is_collect]
                spread = prod(len(graph.sets[name].at(level)) for name in apart)
                total += sizes[item] * spread
    return total
