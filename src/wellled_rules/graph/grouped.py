"""One level's plan for however many subjects lie inside: a collection is how many of its items hold each value.

In: a graph and a level. Out: a `Grouped`, or None for rules that cannot be taken so. What a fold makes of a collection
turns on nothing but how often each value stands in it, so a plan that reads these numbers does for every case, and each
level is worked out by a plan of its own. What is open is for the tree of one case (`unroll.unroll`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wellled_rules.graph.cells import Cell, ConstantStep, CountStep, Place, SourceStep, Taken
from wellled_rules.graph.graph import DeterminationGraph, cells_of, operands
from wellled_rules.graph.nodes import Axis, Collect, Input, Node, NodeId, Take
from wellled_rules.graph.prepared import Prepared, prepared
from wellled_rules.graph.steps import completions
from wellled_rules.graph.subjects import Path, Tree
from wellled_rules.graph.unroll import Unroller
from wellled_rules.values.types import Value

__all__ = ["Grouped", "Offer", "grouped", "is_groupable"]

_MOST_VALUES = 64
_MEMBER = "#"


@dataclass(frozen=True, slots=True)
class Offer:
    """What one subject of the level puts into a collection of the one that it lies directly in.

    collect: the collection's cell without the member on its own axis. place: where what is put in stands.
    """

    collect: Cell
    place: Place


@dataclass(frozen=True)
class Grouped:
    """One level. counts: places of how many items hold a value. above: places of what a subject above records."""

    prepared: Prepared
    counts: Mapping[Place, CountStep]
    above: Mapping[Place, Cell]
    offers: tuple[Offer, ...]


def is_groupable(graph: DeterminationGraph) -> bool:
    """Whether each level can be taken so: collections hold few values, and only inputs are read from above."""
    kept = graph.memo.get(("groupable", ""))
    if not isinstance(kept, bool):
        kept = graph.memo["groupable", ""] = all(_fits(graph, node) for node in graph.nodes.values())
    return kept


def _fits(graph: DeterminationGraph, node: Node) -> bool:
    if isinstance(node, Collect):
        every = completions(node.type)
        return every is not None and len(every) <= _MOST_VALUES
    level = graph.level_of(node.id)
    higher = (graph.nodes[one] for one in operands(node) if graph.level_of(one) != level)
    # An assumption of a subject above is there only where such a subject is; few rules look one up.
    return all(isinstance(one, Input) for one in higher)


def grouped(graph: DeterminationGraph, level: str) -> Grouped | None:
    """The grouped plan of a level, made once a graph; None where the rules cannot be taken so."""
    if not is_groupable(graph):
        return None
    found = graph.memo.get(("grouped", level))
    if not isinstance(found, Grouped):
        found = graph.memo["grouped", level] = _Grouper(graph, Tree(level, {})).group()
    return found


class _Grouper(Unroller):
    """Unrolls a level with a member on a collection's axis for each value that an item may hold."""

    def group(self) -> Grouped:
        self.counts: dict[Place, CountStep] = {}
        self.above: dict[Place, Cell] = {}
        self.counted: dict[tuple[NodeId, tuple[str, ...], str], Place] = {}
        plan = self.unroll()
        offers = tuple(self.offers())
        grown = type(plan)(
            level=plan.level,
            steps=tuple(self.steps),
            places=self.places,
            owners=tuple(self.owners),
            taken=plan.taken,
            soft=self.soft,
            hard=self.hard,
        )
        return Grouped(prepared(self.graph, grown), self.counts, self.above, offers)

    # --- what lies above and below

    def at(self, node: NodeId, here: Mapping[str, str], subject: Path | None = None) -> Place:
        if self.levels[node] == self.level:
            return super().at(node, here, subject)
        found = self.graph.nodes[node]
        cell = Cell(node, tuple(here.get(axis.set, "") for axis in found.axes))
        if cell not in self.places:
            place = self.places[cell] = self.put(SourceStep(cell))
            self.above[place] = cell
        return self.places[cell]

    def taken(self, collect: NodeId) -> Mapping[str, Taken]:
        key = (collect, self.subject)
        if key not in self.items:
            node = self.graph.nodes[collect]
            assert isinstance(node, Collect)
            found = dict(super().taken(collect))
            below = next((take for take in node.takes if take.of is not None), None)
            if below is not None:
                values = range(len(_values(node)))
                found.update({f"{_MEMBER}{turn}": Taken(below, self.subject, {}) for turn in values})
            self.items[key] = found
        return self.items[key]

    def item(self, node: Collect, here: Mapping[str, str]) -> Place:
        member = here[node.id]
        if member.startswith(_MEMBER):
            return self.put(ConstantStep(_values(node)[int(member[1:])]))
        return super().item(node, here)

    def times(self, item: NodeId, here: Mapping[str, str]) -> Place | None:
        """How often a value stands in a collection; None for an item that stands for itself."""
        node = self.graph.nodes[item]
        if not isinstance(node, Collect) or not here[node.id].startswith(_MEMBER):
            return None
        own = tuple(here[axis.set] for axis in node.axes[:-1])
        key = (item, own, here[node.id])
        if key not in self.counted:
            step = CountStep(Cell(item, own), _values(node)[int(here[node.id][1:])])
            self.counted[key] = self.put(step)
            self.counts[self.counted[key]] = step
        return self.counted[key]

    def offers(self) -> list[Offer]:
        found: list[Offer] = []
        for node in self.graph.nodes.values():
            if isinstance(node, Collect):
                for take in node.takes:
                    if take.of == self.tree.level:
                        found.extend(self.offered(node, take))
        return found

    def offered(self, node: Collect, take: Take) -> list[Offer]:
        """What goes into each cell of a collection by one of its lines."""
        self.level, self.subject = self.tree.level, ()
        own = node.axes[:-1]
        left = _left(self.graph.nodes[take.source].axes, own)
        found: list[Offer] = []
        for members in cells_of(own, self.graph.sets, self.graph.level_of(node.id)):
            here = {axis.set: one for axis, one in zip(own, members, strict=True)}
            for beyond in cells_of(left, self.graph.sets, self.level):
                there = {**here, **{axis.set: one for axis, one in zip(left, beyond, strict=True)}}
                place = self.firmly(self.put_in(node, take, there, ()), take.source)
                found.append(Offer(Cell(node.id, members), place))
        return found


def _left(axes: tuple[Axis, ...], own: tuple[Axis, ...]) -> tuple[Axis, ...]:
    here = {axis.set for axis in own}
    return tuple(axis for axis in axes if axis.set not in here)


def _values(node: Collect) -> tuple[Value, ...]:
    found = completions(node.type)
    assert found is not None
    return found
