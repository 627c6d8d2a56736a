"""The determination graph: immutable, picklable, read by every backend."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from wellled_rules.graph.nodes import (
    Adjustment,
    Aggregate,
    Apply,
    Assumption,
    Axis,
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
)
from wellled_rules.text.span import Span
from wellled_rules.values.scale import MemberSet, Scale
from wellled_rules.values.types import Value

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "AssumptionText",
    "Cited",
    "DeterminationGraph",
    "Header",
    "Level",
    "Memo",
    "Period",
    "Rule",
    "Source",
    "operands",
]


@dataclass(frozen=True, slots=True)
class Period:
    """Days on which the rules are in force: `start` is in, `until` is out; levels empty means all."""

    start: date
    until: date | None
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Who published the framework, since when, for whom.

    covers: level -> id of the yes-or-no node that says whether a subject is of a kind it is for (none: all are).
    headline: level -> name of the outcome that is the result. shows: level -> names of the inputs told among the
    outcomes, in the order declared. told_where: id of an input told so -> id of the yes-or-no node that says whether it
    is told of a subject (none: of all). standing: how a result is told not to be the regulator's own. status: draft,
    consultation, pilot, under_review, or none when in force.
    """

    id: str
    version: str
    title: str
    language: int
    regulator: str | None = None
    status: str | None = None
    periods: tuple[Period, ...] = ()
    covers: Mapping[str, NodeId | None] = field(default_factory=dict)
    headline: Mapping[str, str] = field(default_factory=dict)
    shows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    told_where: Mapping[NodeId, NodeId] = field(default_factory=dict)
    standing: str | None = None
    amends: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A published document."""

    name: str
    title: str
    published_by: str | None = None
    address: str | None = None
    dated: date | None = None
    read_on: date | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in a source (by its name in `graph.sources`)."""

    source: str
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of subjects, and the levels it may lie within."""

    name: str
    title: str
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionText:
    """What an assumption says: its basis word and text; values only where it has alternatives."""

    name: str
    title: str
    basis: str
    basis_text: str
    taken: Value | None = None
    alternatives: tuple[Value, ...] = ()
    cites: tuple[Cited, ...] = ()
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One declaration at one level: what a person is shown and pointed to.

    id: `LEVEL:NAME`. kind: the word it is declared with. rests_on: names in `graph.assumptions`.
    used_at: the `use` line that brought it, where a module declares it.
    """

    id: str
    name: str
    kind: str
    level: str
    title: str
    span: Span = field(compare=False)
    cites: tuple[Cited, ...] = ()
    rests_on: tuple[str, ...] = ()
    because: str | None = None
    means: str | None = None
    used_at: Span | None = field(default=None, compare=False)


_NO_ITEMS: Mapping[str, Sequence[str]] = {}


def operands(node: Node) -> tuple[NodeId, ...]:
    """Ids of the nodes that a node reads, in order, each as often as it is read."""
    match node:
        case Constant() | Lookup() | Assumption() | Decision() | Index():
            return ()
        case Input():
            return node.turns_on
        case Pick():
            return (node.source,)
        case Collect():
            return tuple(one for take in node.takes for one in (take.source, take.where) if one is not None)
        case Apply():
            return node.args
        case Aggregate():
            rest = tuple(one for one in (node.weights, node.count) if one is not None)
            return node.items + node.hits + rest
        case Choose():
            tests = tuple(test for row in node.rows for test in (*row.tests, row.then))
            return node.columns + tests
        case Adjustment():
            own = tuple(one for one in (node.condition, node.to, node.reach) if one is not None)
            return own if node.departure is None else (*own, node.departure.decision)
        case Determine():
            answers = (node.answer,) if node.departure is None else (node.answer, node.departure.decision)
            return (*answers, *(one for stage in node.stages for one in stage.adjustments))
        case Check():
            return (node.expects,) if node.when is None else (node.when, node.expects)


class Memo(dict[tuple[str, str], object]):
    """What readings of a graph keep with it because it follows from the graph alone; empty in a pickle."""

    def __reduce__(self) -> tuple[type[Memo], tuple[()]]:
        return Memo, ()


def cells_of(
    axes: tuple[Axis, ...], sets: Mapping[str, MemberSet], level: str, items: Mapping[str, Sequence[str]] = _NO_ITEMS
) -> tuple[tuple[str, ...], ...]:
    """Member ids along axes at a level, one tuple a cell, in the order of the sets; `((),)` for no axis.

    items: what a `Collect` takes, by its node id; a collection that is not named is empty.
    """
    found: list[tuple[str, ...]] = [()]
    for place, axis in enumerate(axes):
        if axis.is_collect:
            members = [*items.get(axis.set, ())]
        else:
            members = [member.id for member in sets[axis.set].at(level)]
        holder = next((i for i, one in enumerate(axes[:place]) if one.set == axis.needed_by), None)
        grown: list[tuple[str, ...]] = []
        for cell in found:
            if holder is None or axis.needed_by is None:
                grown.extend((*cell, member) for member in members)
            else:
                needed = sets[axis.needed_by].needs.get(cell[holder], {}).get(axis.set, ())
                grown.extend((*cell, member) for member in members if member in needed)
        found = grown
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class DeterminationGraph:
    """One framework, ready to be read.

    nodes: in topological order, operands before their readers, deterministic for one text.
    vocabulary: what is said of each level, scale, set, source and assumption, by its name, and of the header, under the
    empty text, which names nothing else; an entry's level is empty.
    outcomes: level -> names of outcomes in the order declared (node id is `LEVEL:NAME`): all that is determined there,
    and the inputs that the header shows.
    """

    header: Header
    levels: Mapping[str, Level]
    scales: Mapping[str, Scale]
    sets: Mapping[str, MemberSet]
    sources: Mapping[str, Source]
    assumptions: Mapping[str, AssumptionText]
    rules: Mapping[str, Rule]
    nodes: Mapping[NodeId, Node]
    outcomes: Mapping[str, tuple[str, ...]]
    vocabulary: Mapping[str, Rule] = field(default_factory=dict)

    @property
    def identity(self) -> str:
        """`id@version`."""
        return f"{self.header.id}@{self.header.version}"

    @property
    def heading(self) -> Rule | None:
        """What is said of the header: its title, what it cites and rests on. None for a graph made by hand."""
        return self.vocabulary.get("")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.identity}: {len(self.nodes)} nodes>"

    @cached_property
    def memo(self) -> Memo:
        """Kept by readings under (what, level); two that make the same entry at once make it equal."""
        return Memo()

    @cached_property
    def readers(self) -> Mapping[NodeId, tuple[NodeId, ...]]:
        """Node id -> ids of the nodes that read it."""
        found: dict[NodeId, list[NodeId]] = {name: [] for name in self.nodes}
        for node in self.nodes.values():
            for used in dict.fromkeys(operands(node)):
                found[used].append(node.id)
        return {name: tuple(ids) for name, ids in found.items()}

    def resting_on(self, ids: Collection[NodeId]) -> frozenset[NodeId]:
        """These nodes, and all that read one of them, directly or further."""
        found = set(ids)
        for node in self.nodes.values():
            if not found.isdisjoint(operands(node)):
                found.add(node.id)
        return frozenset(found)

    def level_of(self, node: NodeId) -> str:
        """The subject level a node stands at."""
        return node.partition(":")[0]

    def at(self, level: str) -> tuple[Node, ...]:
        """Nodes of one level, in topological order."""
        return tuple(node for node in self.nodes.values() if self.level_of(node.id) == level)

    def named(self, level: str, name: str) -> Node | None:
        """The node declared as `name` at `level`."""
        return self.nodes.get(f"{level}:{name}")

    def is_outcome(self, node: Node) -> bool:
        """Whether a node is told among the outcomes of its level: what is determined there, or an input shown there."""
        if isinstance(node, Input):
            return node.name in self.header.shows.get(self.level_of(node.id), ())
        return isinstance(node, Determine)

    def cells(self, node: Node) -> tuple[tuple[str, ...], ...]:
        """Member ids along a node's axes, one tuple a cell, in the order of the sets; `((),)` for no axis."""
        return cells_of(node.axes, self.sets, self.level_of(node.id))

    def digraph(self) -> nx.DiGraph[NodeId]:
        """The same graph as a frozen networkx `DiGraph`: an edge from each operand to its reader.

        Node attribute `node`: the node. Made on each call; evaluation never needs it.
        """
        import networkx as nx

        made: nx.DiGraph[NodeId] = nx.DiGraph()
        for name, node in self.nodes.items():
            made.add_node(name, node=node)
        for name, node in self.nodes.items():
            for used in operands(node):
                made.add_edge(used, name)
        nx.freeze(made)
        return made
