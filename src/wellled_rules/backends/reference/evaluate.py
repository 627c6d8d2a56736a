"""Evaluation: one case through the steps of its level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.cells import AssumeStep, Cell, LookStep, Place, SourceStep
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.moderations import overreach
from wellled_rules.graph.nodes import Assumption, Determine
from wellled_rules.graph.prepared import Prepared, prepare
from wellled_rules.graph.spread import Known, Open, advance, look
from wellled_rules.graph.trace import Trace
from wellled_rules.graph.treatment import entered, moves
from wellled_rules.graph.valuation import Sweeper
from wellled_rules.values.missing import OUT
from wellled_rules.values.operators import Entry
from wellled_rules.values.types import Value

__all__ = ["evaluate", "taken", "trial"]


def evaluate(graph: DeterminationGraph, evidence: Evidence, *, assumed: Mapping[str, Value] | None = None) -> Trace:
    """What one case comes to.

    assumed: values of assumptions other than those taken.
    Raises `CaseError` for a moderation beyond its reach; `KeyError` for a level the graph does not have.
    """
    trace = trial(graph, evidence, assumed=assumed)
    beyond = overreach(trace)
    if beyond:
        raise CaseError(beyond)
    return trace


def trial(
    graph: DeterminationGraph,
    evidence: Evidence,
    *,
    assumed: Mapping[str, Value] | None = None,
    like: Trace | None = None,
) -> Trace:
    """As `evaluate`; a moderation beyond its reach moves nothing.

    This is the run under other assumptions: what a case recorded under those taken may not fit the others.
    like: a trace of the same case; what doesn't depend on an assumption that differs is taken from it.
    """
    level = evidence.subject.level
    values = {**taken(graph), **cast("Mapping[str, Value]", evidence.assumptions), **(assumed or {})}
    stated = {Cell(f"{level}:{name}", members): entry for (name, members), entry in evidence.given.items()}
    trace = _Run(graph, evidence, values, stated, True, like if like is not None and like.covered else None).trace()
    test = graph.header.covers.get(level)
    if test is None or trace.value(Cell(test)) is not False:
        return trace
    return _Run(graph, evidence, values, {}, False, None).trace()


def taken(graph: DeterminationGraph) -> Mapping[str, Value]:
    """Assumption -> the value it is taken to have."""
    return {node.name: node.taken for node in graph.nodes.values() if isinstance(node, Assumption)}


@dataclass(frozen=True)
class _Run:
    """One pass over the steps of a level."""

    graph: DeterminationGraph
    evidence: Evidence
    assumed: Mapping[str, Value]
    stated: Mapping[Cell, Entry]
    covered: bool
    like: Trace | None

    def trace(self) -> Trace:
        prepared = prepare(self.graph, self.evidence.subject.level)
        fixed = self.fixed(prepared)
        changed = self.changed(prepared)
        decided = moves(self.evidence)
        known: list[Known] = []
        for place, step in enumerate(prepared.plan.steps):
            if changed is not None and self.like is not None and place not in changed:
                known.append(self.like.known[place])
            elif place in fixed:
                known.append(fixed[place])
            elif isinstance(step, SourceStep):
                known.append(entered(self.graph, step.cell, self.evidence, decided))
            elif isinstance(step, AssumeStep):
                known.append(self.assumed[step.name])
            elif isinstance(step, LookStep) and isinstance(known[step.of], Open):
                # A status is never unknown, so what is looked at is worked out exactly before it is passed.
                held = self.so_far(known).at(step.of)
                known.append(look(step, None if isinstance(held, Open) else cast("Entry", held)))
            else:
                known.append(advance(step, prepared.reads[place], known))
        found = self.so_far(known)
        if self.like is not None and changed is not None:
            found.take_over(self.like, changed)
        return found

    def so_far(self, known: list[Known]) -> Trace:
        """A trace of the places that are done."""
        return Trace(
            graph=self.graph,
            evidence=self.evidence,
            known=tuple(known),
            assumed=self.assumed,
            stated=self.stated,
            covered=self.covered,
            sweeper=Sweeper() if self.like is None else self.like.sweeper,
        )

    def fixed(self, prepared: Prepared) -> Mapping[Place, Entry]:
        """What the case states, or, where the rules are not for its subject, every outcome as not applicable."""
        places = prepared.plan.places
        if self.covered:
            return {places[cell]: entry for cell, entry in self.stated.items()}
        return {at: OUT for cell, at in places.items() if isinstance(self.graph.nodes[cell.node], Determine)}

    def changed(self, prepared: Prepared) -> frozenset[Place] | None:
        """Places that depend on an assumption which `like` took otherwise."""
        if self.like is None:
            return None
        found: set[Place] = set()
        for place, step in enumerate(prepared.plan.steps):
            if isinstance(step, AssumeStep):
                if self.assumed[step.name] != self.like.assumed[step.name]:
                    found.add(place)
            elif not found.isdisjoint(prepared.reads[place]):
                found.add(place)
        return frozenset(found)
