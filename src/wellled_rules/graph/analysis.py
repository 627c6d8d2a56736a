"""The checks that need the whole graph: what can occur, and what follows from it.

In: a graph, with holes where declarations could not be understood. Out: findings, added to a report; none of
them because of a hole. Entry: `analyse`.
"""

from __future__ import annotations

from wellled_rules.diagnostics.report import Report
from wellled_rules.graph.absent import absences
from wellled_rules.graph.conflicts import conflicts
from wellled_rules.graph.cost import number_sizes
from wellled_rules.graph.coverage import coverage
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.influence import influence
from wellled_rules.graph.kernel import Memory
from wellled_rules.graph.reach import Reach

__all__ = ["analyse"]


def analyse(graph: DeterminationGraph, report: Report) -> None:
    """Look at every level of a graph and add what is found to the report."""
    behind = influence(graph)
    memory = Memory()
    reaches = [Reach(graph, level, memory) for level in graph.levels]
    report.extend(coverage(graph, reaches, behind))
    report.extend(conflicts(graph, reaches, behind))
    report.extend(absences(graph, reaches, behind))
    report.extend(number_sizes(graph, reaches, behind))
