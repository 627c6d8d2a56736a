"""What a case comes to, by the quickest reading that answers for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, overload

from wellled_rules.backends.reference.evaluate import evaluate as by_reference
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.spread import Known
from wellled_rules.graph.trace import Trace

if TYPE_CHECKING:
    from wellled_rules.backends.compiled.decide import Decision

__all__ = ["Late", "decision", "evaluate"]

_PAYS = 16
"""Cases of one level after which it is compiled: that takes as long as some hundred cases by the reference."""


def evaluate(graph: DeterminationGraph, evidence: Evidence) -> Trace:
    """What one case comes to: by the compiled function of its level, by the reference where that hands a case on.

    Raises `CaseError` for a moderation beyond its reach; `KeyError` for a level the graph does not have.
    """
    if evidence.inside:
        return _of_tree(graph, evidence)
    made = decision(graph, evidence)
    return by_reference(graph, evidence) if made is None else made.trace(evidence)


def _of_tree(graph: DeterminationGraph, evidence: Evidence) -> Trace:
    """The same where subjects lie inside: their outcomes by the functions of the levels, all else when it is read."""
    if len(evidence.parts) < _PAYS and not _is_asked(graph, evidence):
        return by_reference(graph, evidence)
    from wellled_rules.backends.compiled.tree import decide_tree, traced_tree

    made = decide_tree(graph, evidence)
    if made is None:
        return by_reference(graph, evidence)
    return traced_tree(graph, evidence, made, Late(graph, evidence))


class Late(Sequence[Known]):
    """What each place of a case's plan holds, worked out by the reference when it is first read."""

    def __init__(self, graph: DeterminationGraph, evidence: Evidence) -> None:
        self._graph, self._evidence = graph, evidence

    @cached_property
    def _known(self) -> Sequence[Known]:
        return by_reference(self._graph, self._evidence).known

    @overload
    def __getitem__(self, place: int, /) -> Known: ...
    @overload
    def __getitem__(self, place: slice, /) -> Sequence[Known]: ...
    def __getitem__(self, place: int | slice, /) -> Known | Sequence[Known]:
        return self._known[place]

    def __len__(self) -> int:
        return len(self._known)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __reduce__(self) -> tuple[type[tuple[Known, ...]], tuple[tuple[Known, ...]]]:
        return tuple, (tuple(self),)


def _is_asked(graph: DeterminationGraph, evidence: Evidence) -> bool:
    """Whether enough cases of a level were asked for that compiling it pays; counts this one."""
    key = ("asked", evidence.subject.level)
    asked = graph.memo.get(key, 0)
    if isinstance(asked, int) and asked < _PAYS:
        # Two threads that count at once only put off compiling by a case.
        graph.memo[key] = asked + 1
        return False
    return True


def decision(graph: DeterminationGraph, evidence: Evidence) -> Decision | None:
    """What the compiled function makes of a case; None where the reference must answer, or few cases were asked yet."""
    if not _is_asked(graph, evidence):
        return None
    from wellled_rules.backends.compiled.decide import decide

    return decide(graph, evidence)
