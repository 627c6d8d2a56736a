"""Evaluation: one case through the steps of its level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter_ns
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
from wellled_rules.graph.treatment import Moves, entered, moves
from wellled_rules.graph.valuation import Sweeper
from wellled_rules.values.missing import OUT
from wellled_rules.values.operators import Entry
from wellled_rules.values.types import Value

__all__ = ["evaluate", "taken", "timed", "trial"]


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
    return _answered(graph, evidence, assumed or {}, like)[1]


def timed(graph: DeterminationGraph, evidence: Evidence, rounds: int) -> Mapping[Place, int]:
    """Nanoseconds of each step in the run that answers a case, the least of some rounds.

    Places that the run takes as they are, because the case states them or the rules are not for its subject, are left
    out: nothing was worked out there.
    """
    run, _ = _answered(graph, evidence, {}, None)
    prepared = prepare(graph, evidence.subject.level)
    fixed, decided = run.fixed(prepared), moves(evidence)
    least: dict[Place, int] = {}
    for _ in range(rounds):
        known: list[Known] = []
        for place in range(len(prepared.plan.steps)):
            before = perf_counter_ns()
            known.append(run.held(prepared, place, known, fixed, decided))
            spent = perf_counter_ns() - before
            if place not in fixed:
                least[place] = min(spent, least.get(place, spent))
    return least


def _answered(
    graph: DeterminationGraph, evidence: Evidence, assumed: Mapping[str, Value], like: Trace | None
) -> tuple[_Run, Trace]:
    """The run that answers, and its trace: a second one where the first finds that its subject is not covered."""
    level = evidence.subject.level
    values = {**taken(graph), **cast("Mapping[str, Value]", evidence.assumptions), **assumed}
    stated = {Cell(f"{level}:{name}", members): entry for (name, members), entry in evidence.given.items()}
    run = _Run(graph, evidence, values, stated, True, like if like is not None and like.covered else None)
    trace = run.trace()
    test = graph.header.covers.get(level)
    if test is None or trace.value(Cell(test)) is not False:
        return run, trace
    run = _Run(graph, evidence, values, {}, False, None)
    return run, run.trace()


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
        fixed, decided = self.fixed(prepared), moves(self.evidence)
        if self.like is not None:
            return self.trace_like(prepared, self.like, fixed, decided)
        known: list[Known] = []
        for place in range(len(prepared.plan.steps)):
            known.append(self.held(prepared, place, known, fixed, decided))
        return self.so_far(known)

    def trace_like(self, prepared: Prepared, like: Trace, fixed: Mapping[Place, Entry], decided: Moves) -> Trace:
        """As `trace`: only what reads something that is otherwise now is worked out again."""
        known, steps = list(like.known), prepared.plan.steps
        changed: set[Place] = set()
        for place in self.reached(prepared, like):
            if not isinstance(steps[place], AssumeStep) and changed.isdisjoint(prepared.reads[place]):
                continue
            held, before = self.held(prepared, place, known, fixed, decided), known[place]
            # What is open turns on more than its own set shows; and Python calls 1 and true equal.
            if isinstance(held, Open) or held.__class__ is not before.__class__ or held != before:
                known[place] = held
                changed.add(place)
        found = self.so_far(known)
        found.take_over(like, frozenset(changed))
        return found

    def held(
        self, prepared: Prepared, place: Place, known: list[Known], fixed: Mapping[Place, Entry], decided: Moves
    ) -> Known:
        """What a place holds, after all places before it."""
        step = prepared.plan.steps[place]
        if place in fixed:
            return fixed[place]
        if isinstance(step, SourceStep):
            return entered(self.graph, step.cell, self.evidence, decided)
        if isinstance(step, AssumeStep):
            return self.assumed[step.name]
        if isinstance(step, LookStep) and isinstance(known[step.of], Open):
            # A status is never unknown, so what is looked at is worked out exactly before it is passed.
            found = self.so_far(known[:place]).at(step.of)
            return look(step, None if isinstance(found, Open) else cast("Entry", found))
        return advance(step, prepared.reads[place], known)

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

    def reached(self, prepared: Prepared, like: Trace) -> tuple[Place, ...]:
        """Places that depend on an assumption which `like` took otherwise, in order."""
        names = sorted(name for name, value in self.assumed.items() if value != like.assumed[name])
        key = (f"reached by {' '.join(names)}", prepared.plan.level)
        kept = self.graph.memo.get(key)
        if not isinstance(kept, tuple):
            found: set[Place] = set()
            for place, step in enumerate(prepared.plan.steps):
                is_one = isinstance(step, AssumeStep) and step.name in names
                if is_one or not found.isdisjoint(prepared.reads[place]):
                    found.add(place)
            kept = self.graph.memo[key] = tuple(sorted(found))
        return cast("tuple[Place, ...]", kept)
