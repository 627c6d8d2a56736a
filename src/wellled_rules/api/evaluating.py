"""What a case comes to, by the quickest reading that answers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wellled_rules.backends.reference.evaluate import evaluate as by_reference
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.trace import Trace

if TYPE_CHECKING:
    from wellled_rules.backends.compiled.decide import Decision

__all__ = ["decision", "evaluate"]

_PAYS = 16
"""Cases of one level after which it is compiled: that takes as long as some hundred cases by the reference."""


def evaluate(graph: DeterminationGraph, evidence: Evidence) -> Trace:
    """What one case comes to: by the compiled function of its level, by the reference where that hands a case on.

    Raises `CaseError` for a moderation beyond its reach; `KeyError` for a level the graph does not have.
    """
    made = decision(graph, evidence)
    return by_reference(graph, evidence) if made is None else made.trace(evidence)


def decision(graph: DeterminationGraph, evidence: Evidence) -> Decision | None:
    """What the compiled function makes of a case; None where the reference must answer, or few cases were asked yet."""
    key = ("asked", evidence.subject.level)
    asked = graph.memo.get(key, 0)
    if isinstance(asked, int) and asked < _PAYS:
        # Two threads that count at once only put off compiling by a case.
        graph.memo[key] = asked + 1
        return None
    from wellled_rules.backends.compiled.decide import decide

    return decide(graph, evidence)
