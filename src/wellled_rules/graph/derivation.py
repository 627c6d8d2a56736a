"""The derivation of one outcome of one case: a graph of its cells, made from graph and trace on request.

Nodes are cells; an edge leads from an operand to its reader. What each carries:

nodes: `node` (of the determination graph), `kind` (its class as a word; an adjustment's own kind), `rule`
(name), `rule_kind`, `title`, `span`, `cites` ("Source title, place"), `value` (an entry; None while
undetermined), `status`, `possible`, `exact`, `given`, `role`, `reason`, `judged_by`, `on`, `note`,
`characteristic` (id of a level), `evidence` (ids) of what was recorded, `clause` that allows a departure,
`row` (index of the row that a choice took), `together`.
edges: `part` (see `grounds.Part`); `weight` and `share` in a fold; `to`, `to_possible`, `reach` where an
adjustment leads to an outcome.

`together` stands where open operands hang together: what they can hold at once, by place of the plan.
Nodes without predecessors are inputs, given values, constants, assumptions, decisions, weights, members.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

from wellled_rules.graph.cells import Cell
from wellled_rules.graph.evidence import Recorded
from wellled_rules.graph.grounds import Ground, Part, acted_on, reached, row_taken
from wellled_rules.graph.nodes import (
    Adjustment,
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
    Pick,
)
from wellled_rules.graph.replay import Operand, Replay
from wellled_rules.graph.spread import Known, Open, several
from wellled_rules.graph.subjects import Path
from wellled_rules.graph.trace import Trace
from wellled_rules.graph.valuation import in_order
from wellled_rules.values.missing import OUT
from wellled_rules.values.operators import Entry

if TYPE_CHECKING:
    import networkx as nx

    Derivation: TypeAlias = nx.DiGraph[Cell]

__all__ = ["derive", "kind_of", "recompute"]


def derive(trace: Trace, cell: Cell) -> Derivation:
    """The frozen derivation of one cell; `KeyError` for a cell that does not exist.

    Of an input that is shown under a condition, also that of the condition.
    Its graph attributes: `graph`, `level`, `outcome` (the cell), `covered` and `strangers` (subjects inside that the
    rules are not for).
    """
    import networkx as nx

    made: Derivation = nx.DiGraph(
        graph=trace.graph,
        level=trace.level,
        outcome=cell,
        covered=trace.covered,
        strangers=trace.strangers,
        prepared=trace.prepared,
    )
    where = trace.shown_by(cell)
    found = reached(trace, cell) if where is None else {**reached(trace, where), **reached(trace, cell)}
    for one in found:
        made.add_node(one, **_attributes(trace, one))
    for one, operands in found.items():
        for ground in operands:
            made.add_edge(ground.cell, one, **_edge(trace, ground, one))
    _inform(trace, made)
    for one in found:
        together = _together(trace, made, one)
        if together is not None:
            made.nodes[one]["together"] = together
    nx.freeze(made)
    return made


def recompute(derivation: Derivation, cell: Cell) -> Entry | Open:
    """What a cell comes to by the steps of the plan, from its predecessors alone.

    Sources give what they hold. `Open` for an undetermined cell: all that it may come to.
    """
    found = _replayed(derivation, cell, derivation.nodes[cell]["together"])
    assert isinstance(found, Open) or (found is not None and not isinstance(found, tuple))
    return found


def kind_of(node: Node) -> str:
    """The class of a node as a word; an adjustment's is its own kind."""
    match node:
        case Adjustment():
            return node.kind.value
        case Lookup():
            return "weights"
        case (
            Input()
            | Constant()
            | Assumption()
            | Decision()
            | Index()
            | Pick()
            | Collect()
            | Apply()
            | Aggregate()
            | Choose()
            | Determine()
            | Check()
        ):
            return type(node).__name__.lower()
    assert_never(node)


# --- making ------------------------------------------------------------------------------------


def _attributes(trace: Trace, cell: Cell) -> dict[str, Any]:
    node = trace.graph.nodes[cell.node]
    rule = trace.graph.rules.get(node.rule)
    possible = trace.possible(cell)
    recorded = _recorded(trace, node, cell)
    return {
        "node": node,
        "kind": kind_of(node),
        "rule": node.rule.partition(":")[2] if rule is None else rule.name,
        "rule_kind": None if rule is None else rule.kind,
        "title": "" if rule is None else rule.title,
        "span": node.span,
        "cites": _cites(trace, node),
        "value": trace.value(cell),
        "status": trace.status(cell),
        "possible": () if possible.values is None else in_order(possible.values),
        "exact": possible.exact,
        "given": cell in trace.stated,
        "role": node.role if isinstance(node, Input | Adjustment) else None,
        "reason": None if recorded is None else recorded.reason,
        "judged_by": None if recorded is None else recorded.judged_by,
        "on": None if recorded is None else recorded.on,
        "note": None if recorded is None else recorded.note,
        "characteristic": None if recorded is None else recorded.characteristic,
        "clause": _clause(trace, node, cell),
        "evidence": () if recorded is None else recorded.evidence,
        "row": row_taken(trace, cell) if isinstance(node, Choose) else None,
        "together": None,
    }


def _cites(trace: Trace, node: Node) -> tuple[str, ...]:
    rule = trace.graph.rules.get(node.rule)
    found = []
    for one in () if rule is None else rule.cites:
        source = trace.graph.sources.get(one.source)
        title = one.source if source is None else source.title
        found.append(title if one.place is None else f"{title}, {one.place}")
    return tuple(found)


def _recorded(trace: Trace, node: Node, cell: Cell) -> Recorded | None:
    if isinstance(node, Input):
        return trace.evidence.parts[cell.subject].entries.get((node.name, cell.members))
    if isinstance(node, Decision):
        for one in trace.evidence.parts[cell.subject].decisions:
            if (one.rule, one.members) == (node.name, cell.members):
                to = True if one.to is None else one.to
                return Recorded(value=to, reason=one.reason, judged_by=one.role, on=one.on)
    return None


def _clause(trace: Trace, node: Node, cell: Cell) -> str | None:
    if not isinstance(node, Decision):
        return None
    decisions = trace.evidence.parts[cell.subject].decisions
    return next((one.clause for one in decisions if (one.rule, one.members) == (node.name, cell.members)), None)


def _edge(trace: Trace, ground: Ground, reader: Cell) -> dict[str, Any]:
    found: dict[str, Any] = {"part": ground.part.value, "weight": ground.weight, "share": ground.share}
    settled = acted_on(trace, reader)
    if settled is not None and isinstance(trace.graph.nodes[ground.cell.node], Adjustment):
        step, known = settled
        acting = next(one for _, group in step.stages for one in group if one.name == ground.cell.node)
        to: Known = OUT if acting.to is None else known[acting.to]
        values = several(to)
        found["to"] = None if isinstance(to, Open) or acting.to is None else to
        found["to_possible"] = () if values is None else in_order(values)
        found["reach"] = None if acting.reach is None or isinstance(known[acting.reach], Open) else known[acting.reach]
    return found


def _inform(trace: Trace, made: Derivation) -> None:
    """Draws what was recorded to inform an outcome, or the judge of an input, that stands in the derivation."""
    readers: dict[tuple[Path, str], list[Cell]] = {}
    for cell in made.nodes:
        reader = trace.graph.nodes[cell.node]
        if isinstance(reader, Input | Determine):
            readers.setdefault((cell.subject, reader.name), []).append(cell)
    for source, node in _informing(trace):
        here = {axis.set: one for axis, one in zip(node.axes, source.members, strict=True)}
        for cell in [one for name in node.informs for one in readers.get((source.subject, name), ())]:
            axes = trace.graph.nodes[cell.node].axes
            if cell == source or any(here.get(a.set, one) != one for a, one in zip(axes, cell.members, strict=True)):
                continue
            if source not in made:
                made.add_node(source, **_attributes(trace, source))
            made.add_edge(source, cell, part=Part.INFORMED_BY.value, weight=None, share=None)


def _informing(trace: Trace) -> Iterator[tuple[Cell, Input]]:
    for path, said in trace.evidence.parts.items():
        for name, members in sorted(said.entries):
            node = trace.graph.named(said.subject.level, name)
            if isinstance(node, Input) and node.informs:
                yield Cell(node.id, members, path), node


# --- recomputing -------------------------------------------------------------------------------


def _operands(derivation: Derivation, cell: Cell) -> Mapping[Cell, Operand]:
    found: dict[Cell, Operand] = {}
    for one in derivation.predecessors(cell):
        edge = derivation.edges[one, cell]
        if edge["part"] != Part.INFORMED_BY.value:
            held = _known(derivation.nodes[one])
            to = None if "to" not in edge else _open(edge["to"], edge["to_possible"])
            found[one] = Operand(held, to, edge.get("reach"))
    return found


def _known(attributes: Mapping[str, Any]) -> Known:
    return _open(attributes["value"], attributes["possible"])


def _open(value: Entry | None, possible: tuple[Entry, ...]) -> Known:
    if value is not None:
        return value
    return Open(frozenset(possible) if possible else None)


def _is_for(derivation: Derivation, cell: Cell) -> bool:
    told = derivation.graph
    return cell.subject not in told["strangers"] if cell.subject else bool(told["covered"])


def _replayed(derivation: Derivation, cell: Cell, together: Any) -> Known:
    attributes = derivation.nodes[cell]
    match attributes["node"]:
        case Input() | Constant() | Lookup() | Assumption() | Decision() | Index():
            return _known(attributes)
        case Determine() if attributes["given"]:
            return _known(attributes)
        case Determine() if not _is_for(derivation, cell):
            tests = [derivation.nodes[one]["value"] for one in derivation.predecessors(cell)]
            return OUT if False in tests else Open(None)
    replay = Replay(derivation.graph["graph"], derivation.graph["prepared"], cell, _operands(derivation, cell))
    if together is None:
        return replay.run({})
    places, choices = together
    found: set[Any] = set()
    for choice in choices:
        values = several(replay.run(dict(zip(places, choice, strict=True))))
        if values is None:
            return Open(None)
        found |= values
    return next(iter(found)) if len(found) == 1 else Open(frozenset(found))


def _together(trace: Trace, made: Derivation, cell: Cell) -> Any:
    """What the open operands of a cell can hold at once, where each by itself leaves more possible than there is."""
    place = trace.prepared.plan.places[cell]
    if not isinstance(trace.known[place], Open):
        return None
    exact = trace.possible_at(place)
    alone = several(_replayed(made, cell, None))
    if not exact.exact or alone == exact.values:
        return None
    replay = Replay(trace.graph, trace.prepared, cell, _operands(made, cell))
    places = tuple(one for one in replay.frontier() if isinstance(trace.known[one], Open))
    choices = trace.together(places)
    return None if choices is None else (places, choices)
