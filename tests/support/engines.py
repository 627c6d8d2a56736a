"""The engines that must agree. To hold another to the same, add one line to `ENGINES`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from wellled_rules.backends.compiled.decide import decide
from wellled_rules.backends.reference.evaluate import evaluate
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.trace import Finding, Trace

__all__ = ["ENGINES", "Engine", "findings"]

Engine: TypeAlias = Callable[[DeterminationGraph, Evidence], Trace]
"""What a case comes to; raises `CaseError` exactly where the reference does."""


def _compiled(graph: DeterminationGraph, evidence: Evidence) -> Trace:
    """The compiled function where it answers, the reference where it hands the case on."""
    made = decide(graph, evidence)
    return evaluate(graph, evidence) if made is None else made.trace(evidence)


ENGINES: Mapping[str, Engine] = MappingProxyType({"reference": evaluate, "compiled": _compiled})


def findings(trace: Trace) -> tuple[Finding, ...]:
    """All that engines must agree on: the finding about each outcome of the level, in the order declared."""
    return tuple(trace.finding(cell) for cell in trace.outcomes())
