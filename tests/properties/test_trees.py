"""Subjects inside subjects: what a case with gaps may come to is what it comes to with each of them filled.

Frameworks and cases are drawn at random. Some entries of a case are taken out and then put back with every value of
their type, in every way together, so that the measure is the evaluation of whole cases and nothing of a plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import count, islice, product
from math import prod
from random import Random
from typing import TypeVar

import pytest
from support.generate import Drawn, drawn_framework, drawn_text
from support.generate_cases import drawn_case

from wellled_rules.backends.reference.enumerate import enumerated
from wellled_rules.backends.reference.evaluate import evaluate
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.cells import Cell, FillStep
from wellled_rules.graph.cost import costs
from wellled_rules.graph.derivation import derive, recompute
from wellled_rules.graph.domain import Domain, Finite, Interval, missing_of
from wellled_rules.graph.evidence import Evidence, Inside, Recorded
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Apply, Collect, Determine, Input
from wellled_rules.graph.reach import Reach
from wellled_rules.graph.spread import Open
from wellled_rules.graph.steps import completions
from wellled_rules.graph.subjects import Path, level_at
from wellled_rules.graph.trace import Status, Trace
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.operators import OPERATORS, Entry, OnOut
from wellled_rules.values.types import Value

FRAMEWORKS, CASES = 12, 6
_MOST_GAPS, _MOST_WAYS, _MOST_COMPLETIONS = 3, 40, 1_500

Said = TypeVar("Said", Evidence, Inside)
Gap = tuple[Path, tuple[str, tuple[str, ...]]]
"""Whose entry it is; the name of its input and the members."""


@cache
def nested(*, looks: bool = True) -> tuple[Drawn, ...]:
    """Frameworks in which something is combined of subjects inside. looks: whether they may ask what is there."""
    seeds = (seed for seed in count() if "level unit" in drawn_text(seed)[0])
    drawn = (one for one in map(drawn_framework, seeds) if _combines(one.graph) and (looks or not _looks(one.graph)))
    return tuple(islice(drawn, FRAMEWORKS))


def _combines(graph: DeterminationGraph) -> bool:
    return any(isinstance(node, Collect) and any(take.of for take in node.takes) for node in graph.nodes.values())


def cases(drawn: Drawn) -> Iterator[tuple[Evidence, Trace]]:
    """Cases of a framework that are not refused, and what they come to."""
    for turn in range(CASES):
        try:
            evidence = drawn.framework.evidence(drawn_case(drawn.graph, drawn.seed * CASES + turn))
            yield evidence, evaluate(drawn.graph, evidence)
        except CaseError:
            continue


def outcomes(trace: Trace) -> list[Cell]:
    """The outcomes of every subject."""
    return [one for one in trace.prepared.plan.places if isinstance(trace.graph.nodes[one.node], Determine)]


def put(said: Said, gap: Gap, entry: Recorded | None) -> Said:
    """The same with one entry put in place, or taken out."""
    path, key = gap
    if path:
        inner = path[2:], key
        parts = (
            put(one, inner, entry) if (one.subject.level, one.subject.id) == path[:2] else one for one in said.inside
        )
        return replace(said, inside=tuple(parts))
    entries = {one: held for one, held in said.entries.items() if one != key}
    return replace(said, entries=entries if entry is None else {**entries, key: entry})


# --- against whole cases ------------------------------------------------------------------------


def _looks(graph: DeterminationGraph) -> bool:
    """Whether rules ask what is there, or say what nobody made an entry of counts as."""
    for node in graph.nodes.values():
        if isinstance(node, Apply) and OPERATORS[node.op].on_out is OnOut.LOOKS:
            return True
        if isinstance(node, Collect) and State.NOT_GIVEN in node.treatments:
            return True
    return False


def gaps(graph: DeterminationGraph, evidence: Evidence, chance: Random) -> Mapping[Gap, tuple[Value, ...]]:
    """Some entries that hold a value, and all that they could hold."""
    found: dict[Gap, tuple[Value, ...]] = {}
    # Whom nothing is said of is taken to be one of those that the rules are for, so that is no gap.
    every = [(path, key) for path, said in evidence.parts.items() for key in said.entries if key[0] != "covered"]
    for path, key in chance.sample(every, len(every)):
        node = graph.named(level_at(evidence.subject.level, path), key[0])
        assert isinstance(node, Input)
        values = completions(node.type)
        held = evidence.parts[path].entries[key].value
        if values is None or isinstance(held, Missing) or State.NOT_GIVEN in node.treatments:
            continue
        if len(found) == _MOST_GAPS or prod(map(len, found.values())) * len(values) > _MOST_WAYS:
            break
        found[path, key] = values
    return found


def _whole(graph: DeterminationGraph, evidence: Evidence, open_: Mapping[Gap, tuple[Value, ...]]) -> Iterator[Trace]:
    for choice in product(*open_.values()):
        made = evidence
        for gap, value in zip(open_, choice, strict=True):
            made = put(made, gap, Recorded(value=value, reason="seen"))
        yield evaluate(graph, made)


@pytest.mark.parametrize("turn", range(FRAMEWORKS))
def test_what_is_possible_is_what_whole_cases_come_to(turn: int) -> None:
    # One that asks what is there tells a gap from what fills it.
    drawn = nested(looks=False)[turn]
    for number, (evidence, _) in enumerate(cases(drawn)):
        open_ = gaps(drawn.graph, evidence, Random(number))
        gapped = evidence
        for gap in open_:
            gapped = put(gapped, gap, None)
        try:
            trace, whole = evaluate(drawn.graph, gapped), [*_whole(drawn.graph, evidence, open_)]
        except CaseError:
            # A moderation that is within its reach in one case is beyond it in another.
            continue
        for cell in outcomes(trace):
            _same(drawn, number, trace, whole, cell)


def _same(drawn: Drawn, number: int, trace: Trace, whole: list[Trace], cell: Cell) -> None:
    found, each = trace.possible(cell), [one.possible(cell) for one in whole]
    if found.exact and all(one.exact and one.values is not None for one in each):
        values: set[Entry] = {value for one in each for value in one.values or ()}
        assert found.values == values, (drawn.seed, number, cell)


# --- against the definition by completions, and from predecessors alone ---------------------------


def _is_small(trace: Trace, cell: Cell) -> bool:
    plan = trace.prepared.plan
    behind = trace.prepared.ancestors((plan.places[cell],), trace.settled)
    steps = [plan.steps[one] for one in behind if one not in trace.settled]
    sizes = [completions(step.type) for step in steps if isinstance(step, FillStep)]
    return all(one is not None for one in sizes) and prod(len(one or ()) for one in sizes) <= _MOST_COMPLETIONS


@pytest.mark.parametrize("turn", range(FRAMEWORKS))
def test_possible_is_what_every_completion_gives_across_subjects(turn: int) -> None:
    drawn = nested()[turn]
    for number, (_, trace) in enumerate(cases(drawn)):
        for cell in outcomes(trace):
            if not _is_small(trace, cell) or (defined := enumerated(trace, cell)) is None:
                continue
            found = trace.possible(cell)
            assert found.exact, (drawn.seed, number, cell)
            assert found.values == defined.values, (drawn.seed, number, cell)
            if trace.status(cell) is Status.UNDETERMINED and len(defined.values) > 1:
                turning = {trace.entry(place) for place in defined.turning}
                assert set(trace.waits_for(cell)) == turning, (drawn.seed, number, cell)


@pytest.mark.parametrize("turn", range(FRAMEWORKS))
def test_every_cell_of_every_subject_recomputes_from_its_predecessors_alone(turn: int) -> None:
    drawn = nested()[turn]
    for number, (_, trace) in enumerate(islice(cases(drawn), 4)):
        for cell in outcomes(trace):
            derivation = derive(trace, cell)
            for one, told in derivation.nodes.items():
                again = recompute(derivation, one)
                if told["value"] is not None:
                    assert again == told["value"], (drawn.seed, number, cell, one)
                elif told["exact"]:
                    assert isinstance(again, Open), (drawn.seed, number, cell, one)
                    assert again.values is None or again.values >= set(told["possible"]), (
                        drawn.seed,
                        number,
                        cell,
                        one,
                    )


def test_a_case_takes_no_more_steps_than_the_cost_of_its_subjects_says() -> None:
    for drawn in nested():
        visits = {one.level: one.visits for one in costs(drawn.graph)}
        for number, (evidence, trace) in enumerate(cases(drawn)):
            most = sum(visits[said.subject.level] for said in evidence.parts.values())
            assert len(trace.prepared.plan.steps) <= most, (drawn.seed, number)


def _holds(domain: Domain, held: Entry) -> bool:
    """Whether a domain holds an entry."""
    if isinstance(held, Missing):
        return held in missing_of(domain)
    if isinstance(domain, Finite):
        return held in domain.entries
    if not isinstance(domain, Interval) or not isinstance(held, int | Fraction):
        return True
    on_grid = domain.step is None or Fraction(held / Fraction(domain.step)).denominator == 1
    low, high = domain.low is None or held >= domain.low, domain.high is None or held <= domain.high
    return low and high and on_grid


def _is_whole(graph: DeterminationGraph, evidence: Evidence) -> bool:
    """Whether every entry of every subject holds a value, and nothing is decided or given."""
    for said in evidence.parts.values():
        nodes = [
            node for node in graph.at(said.subject.level) if isinstance(node, Input) and node.name != "assessed_on"
        ]
        due = sum(len(graph.cells(node)) for node in nodes)
        held = [one for one in said.entries.values() if not isinstance(one.value, Missing)]
        if len(held) < due or said.given or said.decisions:
            return False
    return evidence.assessed_on is not None


def test_the_checker_leaves_out_nothing_that_whole_cases_come_to() -> None:
    seen = 0
    for drawn in nested():
        reaches = {level: Reach(drawn.graph, level) for level in drawn.graph.levels}
        for number, (evidence, trace) in enumerate(cases(drawn)):
            if trace.strangers or not trace.covered or not _is_whole(drawn.graph, evidence):
                continue
            for cell in trace.prepared.plan.places:
                node = drawn.graph.nodes[cell.node]
                held = trace.value(cell)
                if held is None or any(axis.is_collect for axis in node.axes):
                    continue
                reach = reaches[drawn.graph.level_of(cell.node)]
                domain = reach.universe().domains[reach.plan.places[Cell(cell.node, cell.members)]]
                assert _holds(domain, held), (drawn.seed, number, cell)
                seen += 1
    assert seen > 1_000


def test_what_is_waited_for_is_an_entry_or_a_state_that_was_taken() -> None:
    for drawn in nested():
        for number, (_, trace) in enumerate(cases(drawn)):
            for cell in outcomes(trace):
                for one in trace.waits_for(cell):
                    assert isinstance(drawn.graph.nodes[one.node], Input | Determine), (drawn.seed, number, cell, one)
