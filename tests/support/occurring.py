"""What must occur among drawn cases, and what of it occurs in one."""

from __future__ import annotations

from collections.abc import Iterator

from wellled_rules.graph.carrying import line_of
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.decided import decided_by
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.grounds import Part, grounds
from wellled_rules.graph.nodes import Adjustment, AdjustmentKind, Collect, Determine, Input, Treatment
from wellled_rules.graph.trace import Status, Trace
from wellled_rules.graph.vintage import carried_to
from wellled_rules.semantics.amend import STAND_BETWEEN
from wellled_rules.semantics.clauses import TABLE
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.operators import OPERATORS

__all__ = ["expected", "occurring"]

_COLLECTED = (
    "of its own",
    "of its own, where",
    "of a level",
    "of a level, where",
    "an outcome of a level",
    "members of a level",
    "one value of a level",
    "for each",
    "several lines",
    "treatment left_out",
    "treatment unknown",
)


def expected() -> frozenset[str]:
    """All that must occur, as `agreement.Tally.constructs` names it."""
    between = {*STAND_BETWEEN, *(f"row of a {kind}" for kind in STAND_BETWEEN)}
    kinds = [kind for kind in TABLE if not kind.startswith("member of") and kind not in between]
    return frozenset(
        {
            *(f"kind:{kind}" for kind in (*kinds, "use", "replace", "remove", "add to")),
            *(f"operator:{name}" for name in OPERATORS),
            *(f"fold:{name}" for name in FOLDS),
            *(f"exception:{kind}" for kind in AdjustmentKind),
            *(f"acted:{kind}" for kind in AdjustmentKind),
            *(f"state:{state}" for state in State),
            *(f"treatment:{one}" for one in (*Treatment, "a value", "a state")),
            *(
                "quantifier:the rest",
                "condition:a fact that is known",
                "rows:first",
                "rows:table",
                "case:given",
                "case:decisions",
            ),
            *(f"{what}:{one}" for what in ("normally", "departed") for one in ("a rule", "an exception")),
            *("shown:one value", "shown:for each", "shown:not given", "shown:a state", "shown:a value"),
            *("shown where:told", "shown where:withheld", "shown where:perhaps"),
            *("carried:always", "carried:as assumed", "case:carried", "case:carried by worth", "case:not carried"),
            *("status:determined", "status:undetermined", "status:a state"),
            *(f"collect:{how}" for how in _COLLECTED),
            *("levels:2", "levels:3", "levels:looking up", "case:inside", "case:inside that", "case:nobody inside"),
        }
    )


def occurring(trace: Trace) -> frozenset[str]:
    """`state:not_seen`, `case:given`, `status:undetermined`, `acted:limit`: what a case holds beside its rules."""
    graph, evidence = trace.graph, trace.evidence
    found = {f"state:{said.value.state}" for said in evidence.entries.values() if isinstance(said.value, Missing)}
    if len(evidence.entries) < _due(graph, evidence.subject.level):
        found.add(f"state:{State.NOT_GIVEN}")
    found |= {f"case:{name}" for name in ("decisions", "given") if getattr(evidence, name)}
    found |= set(_departures(trace))
    found |= set(_carried(trace))
    found |= set(_inside(graph, evidence))
    found |= set(_shown(trace))
    kinds = {node.name: node.kind for node in graph.at(trace.level) if isinstance(node, Adjustment)}
    for cell in trace.outcomes():
        status, by = trace.finding(cell).status, decided_by(trace, cell)
        found.add(f"status:{status if status in (Status.DETERMINED, Status.UNDETERMINED) else 'a state'}")
        found |= {f"acted:{kinds[name]}" for name in by if name in kinds}
    return frozenset(found)


def _carried(trace: Trace) -> Iterator[str]:
    """Entries that are carried, and those that would be if other things were assumed."""
    for (name, members), said in trace.evidence.entries.items():
        if said.carried:
            node = trace.graph.named(trace.level, name)
            assert isinstance(node, Input)
            found = carried_to(trace, Cell(node.id, members))
            yield "case:not carried" if found is None else "case:carried"
            if found is not None and line_of(node, found).type != node.type:
                yield "case:carried by worth"


def _shown(trace: Trace) -> Iterator[str]:
    """What is shown of what people judged, and what it holds."""
    for cell in trace.outcomes():
        if isinstance(trace.graph.nodes[cell.node], Input):
            yield "shown:for each" if cell.members else "shown:one value"
            held = trace.told(cell)
            open_ = isinstance(held, Missing) and held.state is State.NOT_GIVEN
            if cell.node in trace.graph.header.told_where:
                how = "withheld" if trace.is_withheld(cell) else "perhaps" if trace.is_doubtful(cell) else "told"
                yield f"shown where:{how}"
            yield f"shown:{'not given' if open_ else 'a state' if isinstance(held, Missing) else 'a value'}"


def _departures(trace: Trace) -> Iterator[str]:
    """Departures on which some outcome rests."""
    for cell in trace.outcomes():
        for one in (cell, *(ground.cell for ground in grounds(trace, cell))):
            if any(ground.part is Part.DEPARTED_FROM for ground in grounds(trace, one)):
                is_rule = isinstance(trace.graph.nodes[one.node], Determine)
                yield f"departed:{'a rule' if is_rule else 'an exception'}"


def _inside(graph: DeterminationGraph, evidence: Evidence) -> Iterator[str]:
    """How deep subjects lie within each other, where the rules combine what lies inside."""
    if any(
        isinstance(node, Collect) and any(one.of for one in node.takes) for node in graph.at(evidence.subject.level)
    ):
        depth = max(len(path) for path in evidence.parts) // 2
        yield ("case:nobody inside", "case:inside", "case:inside that")[depth]


def _due(graph: DeterminationGraph, level: str) -> int:
    """Entries that a whole case of a level has; `assessed_on` is none of them."""
    nodes = [node for node in graph.at(level) if isinstance(node, Input) and node.name != "assessed_on"]
    return sum(len(graph.cells(node)) for node in nodes)
