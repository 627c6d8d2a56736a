"""The checks that need the whole graph: what can occur, and what follows from it.

In: a graph, with holes where declarations could not be understood. Out: findings, added to a report; none of
them because of a hole. Entry: `analyse`.
"""

from __future__ import annotations

from wellled_rules.diagnostics.report import Report
from wellled_rules.graph import errors
from wellled_rules.graph.absent import absences
from wellled_rules.graph.cells import step_count
from wellled_rules.graph.conflicts import conflicts
from wellled_rules.graph.cost import number_sizes
from wellled_rules.graph.coverage import coverage
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.influence import influence
from wellled_rules.graph.kernel import Memory
from wellled_rules.graph.reach import Reach

__all__ = ["MOST_STEPS", "analyse"]


MOST_STEPS = 1_000_000
"""Steps that one subject may take at one level."""


def analyse(graph: DeterminationGraph, report: Report, most_steps: int = MOST_STEPS) -> None:
    """Look at every level of a graph and add what is found to the report.

    A graph in which a level takes more than `most_steps` is refused before anything is worked out.
    """
    for level in graph.levels:
        steps = step_count(graph, level)
        if steps > most_steps:
            place = next(iter(graph.at(level))).span
            report.add(errors.too_many_steps(place, level, steps, most_steps))
            return
    behind = influence(graph)
    memory = Memory()
    reaches = [Reach(graph, level, memory) for level in graph.levels]
    report.extend(coverage(graph, reaches, behind))
    report.extend(conflicts(graph, reaches, behind))
    report.extend(absences(graph, reaches, behind))
    report.extend(number_sizes(graph, reaches, behind))
