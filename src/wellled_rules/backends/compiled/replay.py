"""The valuation of a level from what one run of a function settled: the rest follows step by step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from wellled_rules.backends.compiled.accept import recorded, treated
from wellled_rules.graph.cells import AssumeStep, LookStep, Place, SourceStep
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Decision, Input
from wellled_rules.graph.prepared import prepare
from wellled_rules.graph.spread import Known, Open, advance, look
from wellled_rules.graph.steps import Held
from wellled_rules.graph.trace import Trace
from wellled_rules.values.operators import Entry
from wellled_rules.values.types import Value

__all__ = ["valuation"]


def valuation(
    graph: DeterminationGraph, evidence: Evidence, assumed: Mapping[str, Value], settled: Mapping[Place, Held]
) -> Trace:
    """The trace of a case. settled: by place, what a run settled; all other places follow from what they read."""
    prepared = prepare(graph, evidence.subject.level)
    decisions = {(one.rule, one.members): one.to for one in evidence.decisions}
    known: list[Known] = []

    def so_far() -> Trace:
        return Trace(graph=graph, evidence=evidence, known=tuple(known), assumed=assumed, stated={}, covered=True)

    for place, step in enumerate(prepared.plan.steps):
        if place in settled:
            known.append(settled[place])
        elif isinstance(step, SourceStep):
            node = graph.nodes[step.cell.node]
            assert isinstance(node, Input | Decision)
            entry = recorded(node, step.cell.members, evidence, decisions)
            known.append(treated(node, entry) if isinstance(node, Input) else entry)
        elif isinstance(step, AssumeStep):
            known.append(assumed[step.name])
        elif isinstance(step, LookStep) and isinstance(known[step.of], Open):
            held = so_far().at(step.of)
            known.append(look(step, None if isinstance(held, Open) else cast("Entry", held)))
        else:
            known.append(advance(step, prepared.reads[place], known))
    return so_far()
