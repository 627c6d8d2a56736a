"""Whether the rules are for a subject whose inputs are partly open: exactly, as the graph's valuation says it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import cast

from wellled_rules.backends.columns.coding import SLOW
from wellled_rules.graph.cells import AssumeStep, Cell, LookStep, SourceStep
from wellled_rules.graph.evidence import Evidence, Subject
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Assumption
from wellled_rules.graph.prepared import Prepared
from wellled_rules.graph.spread import Known, Open, advance
from wellled_rules.graph.valuation import Valuation
from wellled_rules.values.missing import OUT

__all__ = ["settled_cover"]


def settled_cover(
    graph: DeterminationGraph, prepared: Prepared, cells: Sequence[Cell], operands: Sequence[Hashable]
) -> Hashable:
    """False where the rules are not for a subject, else True; `SLOW` where that is not said here.

    operands: whether they are, as planned, which is taken unless it is open; then what stands, after treatment, in
    `cells`, every input that the test reads.
    """
    if operands[0] is not SLOW:
        return operands[0]
    entries = dict(zip(cells, operands[1:], strict=True))
    test = graph.header.covers[prepared.plan.level]
    assert test is not None
    place = prepared.plan.places[Cell(test)]
    taken = {node.name: node.taken for node in graph.nodes.values() if isinstance(node, Assumption)}
    known: list[Known] = [Open(None)] * len(prepared.plan.steps)
    for one in prepared.ancestors((place,)):
        step = prepared.plan.steps[one]
        if isinstance(step, SourceStep):
            known[one] = cast("Known", entries.get(step.cell, OUT))
        elif isinstance(step, AssumeStep):
            known[one] = taken[step.name]
        elif isinstance(step, LookStep) and isinstance(known[step.of], Open):
            return SLOW
        else:
            known[one] = advance(step, prepared.reads[one], known)
    evidence = Evidence(subject=Subject(level=prepared.plan.level))
    case = Valuation(graph=graph, evidence=evidence, known=tuple(known), assumed=taken, stated={}, covered=True)
    return case.value(Cell(test)) is not False
