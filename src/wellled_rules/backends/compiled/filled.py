"""What every place of a level holds, read from what one run of a function settled: worked out as it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast, overload

from wellled_rules.backends.compiled.forms import Form, held
from wellled_rules.graph.cells import AssumeStep, LookStep, Place, SourceStep
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.prepared import Prepared, prepare
from wellled_rules.graph.spread import Known, Open, advance, look
from wellled_rules.graph.trace import Trace
from wellled_rules.graph.treatment import Moves, entered, moves
from wellled_rules.values.operators import Entry
from wellled_rules.values.types import Value

__all__ = ["Filled", "traced"]

_UNREAD = object()


class Filled(Sequence[Known]):
    """By place, what it holds. What the run settled is read from its variables; the rest follows step by step.

    forms: how what a place holds is carried, for the places that the function works out. values: variable -> its
    value in the run.
    """

    def __init__(
        self,
        graph: DeterminationGraph,
        evidence: Evidence,
        assumed: Mapping[str, Value],
        forms: Mapping[Place, Form],
        values: Mapping[str, object],
    ) -> None:
        self._graph, self._evidence, self._assumed = graph, evidence, assumed
        self._forms, self._values = forms, values
        self._prepared: Prepared = prepare(graph, evidence.tree)
        self._moves: Moves = moves(evidence)
        self._held: dict[Place, Known] = {}

    @overload
    def __getitem__(self, place: Place, /) -> Known: ...
    @overload
    def __getitem__(self, place: slice, /) -> tuple[Known, ...]: ...
    def __getitem__(self, place: Place | slice, /) -> Known | tuple[Known, ...]:
        if isinstance(place, slice):
            return tuple(self[one] for one in range(*place.indices(len(self))))
        found = self._held.get(place, _UNREAD)
        if found is not _UNREAD:
            return cast("Known", found)
        if not 0 <= place < len(self):
            raise IndexError(place)
        # First what a place is made from, so that a long chain is no deep one.
        waiting = [place]
        while waiting:
            one = waiting[-1]
            below = () if one in self._held or one in self._forms else self._prepared.reads[one]
            unread = [each for each in below if each not in self._held]
            if unread:
                waiting.extend(unread)
                continue
            if one not in self._held:
                self._held[one] = self._known(one)
            waiting.pop()
        return self._held[place]

    def __len__(self) -> int:
        return len(self._prepared.plan.steps)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __reduce__(self) -> tuple[Callable[..., tuple[Known, ...]], tuple[tuple[Known, ...]]]:
        return tuple, (tuple(self),)

    def _known(self, place: Place) -> Known:
        """What a place holds, after all that it is made from."""
        if place in self._forms:
            return held(self._forms[place], self._values)
        step = self._prepared.plan.steps[place]
        if isinstance(step, SourceStep):
            return entered(self._graph, step.cell, self._evidence, self._moves, self._assumed)
        if isinstance(step, AssumeStep):
            return self._assumed[step.name]
        if isinstance(step, LookStep) and isinstance(self[step.of], Open):
            # A status is never unknown, so what is looked at is worked out exactly before it is passed.
            below = traced(self._graph, self._evidence, self._assumed, self[: step.of + 1]).at(step.of)
            return look(step, None if isinstance(below, Open) else cast("Entry", below))
        return advance(step, self._prepared.reads[place], self)


def traced(
    graph: DeterminationGraph, evidence: Evidence, assumed: Mapping[str, Value], known: Sequence[Known]
) -> Trace:
    """The trace of a case under the assumptions taken, in which nothing derived is given."""
    return Trace(graph=graph, evidence=evidence, known=known, assumed=assumed, stated={}, covered=True)
