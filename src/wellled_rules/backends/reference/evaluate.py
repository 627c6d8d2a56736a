"""Evaluation: one case through the steps of its level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
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
from wellled_rules.graph.subjects import Path
from wellled_rules.graph.sweeper import Sweeper
from wellled_rules.graph.trace import Trace
from wellled_rules.graph.treatment import Moves, entered, moves
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
    prepared = prepare(graph, evidence.tree)
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
    values = {**taken(graph), **cast("Mapping[str, Value]", evidence.assumptions), **assumed}
    run = _Run(graph, evidence, values, like=like if like is not None and like.covered and not like.strangers else None)
    trace = run.trace()
    strangers = frozenset(cell.subject for cell in _tests(graph, trace.prepared) if trace.value(cell) is False)
    if not strangers:
        return run, trace
    run = _Run(graph, evidence, values, strangers)
    return run, run.trace()


def _tests(graph: DeterminationGraph, prepared: Prepared) -> Iterator[Cell]:
    """Whether the rules are for each of the subjects, where they are not for all of its level."""
    tests = {test for test in graph.header.covers.values() if test is not None}
    return (cell for cell in prepared.plan.places if cell.node in tests) if tests else iter(())


def taken(graph: DeterminationGraph) -> Mapping[str, Value]:
    """Assumption -> the value it is taken to have."""
    return {node.name: node.taken for node in graph.nodes.values() if isinstance(node, Assumption)}


@dataclass(frozen=True)
class _Run:
    """One pass over the steps of a case. strangers: subjects that the rules are not for."""

    graph: DeterminationGraph
    evidence: Evidence
    assumed: Mapping[str, Value]
    strangers: frozenset[Path] = frozenset()
    like: Trace | None = None

    @cached_property
    def stated(self) -> Mapping[Cell, Entry]:
        """What the case states of outcomes of subjects that the rules are for."""
        return {
            Cell(f"{said.subject.level}:{name}", members, path): entry
            for path, said in self.evidence.parts.items()
            if path not in self.strangers
            for (name, members), entry in said.given.items()
        }

    def trace(self) -> Trace:
        prepared = prepare(self.graph, self.evidence.tree) if self.like is None else self.like.prepared
        fixed, decided = self.fixed(prepared), moves(self.evidence)
        if self.like is not None:
            return self.trace_like(prepared, self.like, fixed, decided)
        known: list[Known] = []
        for place in range(len(prepared.plan.steps)):
            known.append(self.held(prepared, place, known, fixed, decided))
        return self.so_far(tuple(known))

    def trace_like(self, prepared: Prepared, like: Trace, fixed: Mapping[Place, Entry], decided: Moves) -> Trace:
        """As `trace`: only what reads something that is otherwise now is worked out again."""
        known, steps = list(like.known), prepared.plan.steps
        changed: set[Place] = set()
        for place in self.reached(prepared, like):
            if not isinstance(steps[place], AssumeStep | SourceStep) and changed.isdisjoint(prepared.reads[place]):
                continue
            held, before = self.held(prepared, place, known, fixed, decided), known[place]
            # What is open turns on more than its own set shows; and Python calls 1 and true equal.
            if isinstance(held, Open) or held.__class__ is not before.__class__ or held != before:
                known[place] = held
                changed.add(place)
        found = self.so_far(tuple(known))
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
            return entered(self.graph, step.cell, self.evidence, decided, self.assumed)
        if isinstance(step, AssumeStep):
            return self.assumed[step.name]
        if isinstance(step, LookStep) and isinstance(known[step.of], Open):
            # A status is never unknown, so what is looked at is worked out exactly before it is passed.
            found = self.so_far(known).at(step.of)
            return look(step, None if isinstance(found, Open) else cast("Entry", found))
        return advance(step, prepared.reads[place], known)

    def so_far(self, known: Sequence[Known]) -> Trace:
        """A trace that knows of the places that are done; of no other may it be asked."""
        return Trace(
            graph=self.graph,
            evidence=self.evidence,
            known=known,
            assumed=self.assumed,
            stated=self.stated,
            covered=() not in self.strangers,
            strangers=self.strangers - {()},
            sweeper=Sweeper() if self.like is None else self.like.sweeper,
        )

    def fixed(self, prepared: Prepared) -> Mapping[Place, Entry]:
        """What the case states, and every outcome of a subject that the rules are not for as not applicable."""
        places = prepared.plan.places
        found = {places[cell]: entry for cell, entry in self.stated.items()}
        if self.strangers:
            outside = (cell for cell in places if cell.subject in self.strangers)
            found.update((places[one], OUT) for one in outside if isinstance(self.graph.nodes[one.node], Determine))
        return found

    def reached(self, prepared: Prepared, like: Trace) -> tuple[Place, ...]:
        """Places that depend on an assumption which `like` took otherwise, in order."""
        names = frozenset(name for name, value in self.assumed.items() if value != like.assumed[name])
        return prepared.resting_on(names)
