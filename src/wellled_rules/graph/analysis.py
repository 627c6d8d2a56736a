"""The checks that need the whole graph: what can occur, and what follows from it.

In: a graph, with holes where declarations could not be understood. Out: findings, added to a report; none of
them because of a hole. Entry: `analyse`.
"""

from __future__ import annotations

from wellled_rules.diagnostics.report import Report
from wellled_rules.graph import errors
from wellled_rules.graph.absent import absences
from wellled_rules.graph.conflicts import conflicts
from wellled_rules.graph.cost import number_sizes
from wellled_rules.graph.coverage import coverage
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.influence import influence
from wellled_rules.graph.kernel import Memory
from wellled_rules.graph.reach import Reach
from wellled_rules.graph.unroll import step_count

__all__ = ["MOST_STEPS", "analyse"]


MOST_STEPS = 1_000_000
"""Steps that one subject may take at one level."""

_LEAST_WORK = 3_000_000
_WORK_A_STEP = 20


def analyse(graph: DeterminationGraph, report: Report, most_steps: int = MOST_STEPS) -> None:
    """Look at every level of a graph and add what is found to the report.

    A graph in which a level takes more than `most_steps` is refused before anything is worked out. The work
    is bounded by the number of steps; beyond, answers are worked out place by place.
    """
    every = 0
    for level in graph.levels:
        steps = step_count(graph, level)
        every += steps
        if steps > most_steps:
            place = next(iter(graph.at(level))).span
            report.add(errors.too_many_steps(place, level, steps, most_steps))
            return
    behind = influence(graph)
    work = _LEAST_WORK + _WORK_A_STEP * every
    memory = Memory(work=work, spare=work)
    reaches = [Reach(graph, level, memory) for level in graph.levels]
    for check in (coverage, conflicts, absences, number_sizes):
        report.extend(check(graph, reaches, behind))
