"""The derivation of one outcome as a picture: what it came from, each with its value and its part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from wellled_rules.backends.pictures.picture import Arrow, Box, Group, Kind, Look, Picture, one_line
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.grounds import Part
from wellled_rules.graph.nodes import Adjustment, Aggregate, Apply, Assumption, Constant, Decision, Node
from wellled_rules.graph.wording import number_words
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.missing import Missing
from wellled_rules.values.operators import OPERATORS, Entry
from wellled_rules.values.scale import Exact
from wellled_rules.values.types import Type

if TYPE_CHECKING:
    from wellled_rules.graph.derivation import Derivation

__all__ = ["Say", "decision_picture"]

Say: TypeAlias = "Callable[[Entry | None, Type], str]"
"""Says a value of a type in words; None is what is not yet determined."""

_KINDS = frozenset(one.value for one in Kind)
_MOST_POSSIBLE = 8


@dataclass(slots=True)
class _Way:
    """How a cell enters another: its parts there, and what it counts in the one fold on the way."""

    parts: dict[str, None] = field(default_factory=dict)
    counted: dict[tuple[Exact | None, Exact | None] | None, None] = field(default_factory=dict)


def decision_picture(derivation: Derivation, say: Say, *, everything: bool = False, note: str = "") -> Picture:
    """One box a declared cell; `everything`: also the parts between, an operator or a row each."""
    drawn = _Drawing(derivation, say, everything)
    outcome: Cell = derivation.graph["outcome"]
    boxes = tuple(drawn.box(cell) for cell in derivation if drawn.stands(cell))
    arrows = tuple(arrow for cell in derivation if drawn.stands(cell) for arrow in drawn.arrows(cell))
    name = f"{outcome} of {drawn.graph.identity}"
    return Picture(name=name, groups=(Group(title=None, boxes=boxes),), arrows=arrows, note=one_line(note))


class _Drawing:
    def __init__(self, derivation: Derivation, say: Say, everything: bool) -> None:
        self.derivation = derivation
        self.say = say
        self.everything = everything
        self.graph: DeterminationGraph = derivation.graph["graph"]

    def stands(self, cell: Cell) -> bool:
        """Whether a cell has a box of its own."""
        return self.everything or _is_declared(self.graph.nodes[cell.node])

    # --- boxes ---------------------------------------------------------------------------------

    def box(self, cell: Cell) -> Box:
        told = self.derivation.nodes[cell]
        kind = told["kind"] if told["kind"] in _KINDS else Kind.PART.value
        overridden = self.is_overridden(cell)
        if self.is_departure(cell):
            lines = [self.title(cell, told), f"departure from {self.path(cell)}", *self.departed(told)]
        else:
            lines = [self.title(cell, told), f"{kind} {self.path(cell)}", *self.held(told)]
        if overridden:
            lines.append("overridden")
        missing = told["value"] is None or isinstance(told["value"], Missing)
        look = Look.OVERRIDDEN if overridden else Look.MISSING if missing else Look.PLAIN
        return Box(key=str(cell), kind=Kind(kind), lines=tuple(line for line in lines if line), look=look)

    def title(self, cell: Cell, told: dict[str, Any]) -> str:
        node: Node = told["node"]
        if not _is_declared(node):
            return _part_words(node)
        assumed = self.graph.assumptions.get(node.name) if isinstance(node, Assumption) else None
        title = one_line(told["title"] if assumed is None else assumed.title)
        own = zip(node.axes, cell.members, strict=True)
        members = [*(self.member(axis.set, one) for axis, one in own), *cell.subject[1::2]]
        return f"{title}: {', '.join(members)}" if members else title

    def member(self, set_: str, member: str) -> str:
        if set_ not in self.graph.sets:
            # An item of a collection says what is taken and whose it is.
            return member.replace("/", " ")
        found = self.graph.sets[set_].by_id.get(member)
        return ("" if found is None else one_line(found.title)) or member

    def path(self, cell: Cell) -> str:
        node = self.graph.nodes[cell.node]
        return str(Cell(f":{node.name}", cell.members, cell.subject) if isinstance(node, Decision) else cell)

    def held(self, told: dict[str, Any]) -> Iterator[str]:
        """What a cell holds, and where it was stated."""
        node: Node = told["node"]
        value: Entry | None = told["value"]
        if isinstance(node, Adjustment):
            yield "may apply" if value is None else "applies" if value is True else "does not apply"
            return
        if value is not None:
            yield f"is {one_line(self.say(value, node.type))}"
        elif told["possible"]:
            words = [one_line(self.say(one, node.type)) for one in told["possible"][:_MOST_POSSIBLE]]
            rest = len(told["possible"]) - len(words)
            yield f"could be {', '.join(words)}" + (f" and {rest} more" if rest else "")
        else:
            yield f"is {one_line(self.say(None, node.type))}"
        if told["given"]:
            yield "stated in the case"

    def departed(self, told: dict[str, Any]) -> Iterator[str]:
        """What people put in place of an answer, who they were, when, by which clause, and why."""
        if not isinstance(self.graph.nodes[told["node"].rule], Adjustment):
            yield from self.held(told)
        if told["judged_by"] is not None:
            yield f"by {one_line(told['judged_by'])}" + ("" if told["on"] is None else f" on {told['on']}")
        if told["clause"] is not None:
            yield f"allowed by {one_line(told['clause'])}"
        if told["reason"] is not None:
            yield f"because {one_line(told['reason'])}"

    def is_departure(self, cell: Cell) -> bool:
        """Whether a decision departs from the rule that reads it."""
        return any(edge["part"] == Part.DEPARTED_FROM for _, _, edge in self.derivation.out_edges(cell, data=True))

    def is_overridden(self, cell: Cell) -> bool:
        parts = [edge["part"] for _, _, edge in self.derivation.out_edges(cell, data=True)]
        return bool(parts) and all(part == Part.OVERRIDDEN for part in parts)

    # --- arrows --------------------------------------------------------------------------------

    def arrows(self, cell: Cell) -> Iterator[Arrow]:
        """One arrow from each cell with a box that `cell` reads, through parts that have none."""
        for source, way in self.ways(cell).items():
            look = Look.MISSING if Part.MISSING in way.parts else Look.PLAIN
            if Part.OVERRIDDEN in way.parts:
                look = Look.OVERRIDDEN
            label = ", ".join((*way.parts, *_counted(way)))
            yield Arrow(source=str(source), target=str(cell), label=label, look=look)

    def ways(self, reader: Cell) -> dict[Cell, _Way]:
        found: dict[Cell, _Way] = {}
        # A fold on the way says what an entry counts; of two folds on one way neither says it of the whole.
        start: tuple[Cell, tuple[Exact | None, Exact | None] | None, int] = (reader, None, 0)
        waiting, seen = [start], {start}
        while waiting:
            here, counted, folds = waiting.pop()
            for source in self.derivation.predecessors(here):
                edge = self.derivation.edges[source, here]
                now, count = counted, folds
                if edge["weight"] is not None or edge["share"] is not None:
                    count = min(folds + 1, 2)
                    now = (edge["weight"], edge["share"]) if count == 1 else None
                if self.stands(source):
                    way = found.setdefault(source, _Way())
                    way.parts[edge["part"]] = None
                    way.counted[now] = None
                elif (source, now, count) not in seen:
                    seen.add((source, now, count))
                    waiting.append((source, now, count))
        return dict(sorted(found.items(), key=lambda pair: str(pair[0])))


def _is_declared(node: Node) -> bool:
    """Whether a node is a declaration's own, or what people recorded under one."""
    return "#" not in node.id or isinstance(node, Decision)


def _counted(way: _Way) -> Iterator[str]:
    if len(way.counted) != 1 or (only := next(iter(way.counted))) is None:
        return
    weight, share = only
    if weight is not None and weight != 1:
        yield f"weight {number_words(weight)}"
    if share is not None:
        yield f"share {number_words(share * 100)} %"


def _part_words(node: Node) -> str:
    """A part of a rule, by how its operator is written."""
    match node:
        case Apply():
            return OPERATORS[node.op].words
        case Aggregate():
            return FOLDS[node.op].words
        case Constant():
            return "written in the rule"
        case _:
            return type(node).__name__.lower()
