"""The examples of a framework reach every row of its tables and every exception, binding and not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from wellled_rules import load
from wellled_rules.backends.reference.evaluate import evaluate
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.nodes import Adjustment, Choose
from wellled_rules.graph.trace import Trace
from wellled_rules.testing.run import evidence_of

VERSIONS = ("saf@2023-11", "saf@2024-12", "saf-local-authority@2024-12", "tutorial@2024-01")


@cache
def traces(version: str) -> tuple[Trace, ...]:
    """A trace for each example whose movements are allowed."""
    framework = load(version)
    found = []
    for example in framework.examples:
        try:
            found.append(evaluate(framework.graph, evidence_of(example, example.moves)))
        except CaseError:
            continue
    return tuple(found)


def cells_of(node: Choose | Adjustment, trace: Trace) -> Iterator[dict[str, str]]:
    for members in trace.graph.cells(node):
        yield {axis.set: member for axis, member in zip(node.axes, members, strict=True)}


def is_true(trace: Trace, node: str, here: dict[str, str]) -> bool:
    axes = trace.graph.nodes[node].axes
    return trace.value(Cell(node, tuple(here[axis.set] for axis in axes))) is True


@pytest.mark.parametrize("version", VERSIONS)
def test_every_row_is_taken_by_an_example(version: str) -> None:
    graph = load(version).graph
    rows = {(node.id, i) for node in graph.nodes.values() if isinstance(node, Choose) for i in range(len(node.rows))}
    for trace in traces(version):
        for node in graph.at(trace.level):
            if isinstance(node, Choose):
                for here in cells_of(node, trace):
                    taken = (i for i, row in enumerate(node.rows) if all(is_true(trace, t, here) for t in row.tests))
                    rows.discard((node.id, next(taken, -1)))

    assert sorted(rows) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_every_exception_binds_in_one_example_and_not_in_another(version: str) -> None:
    graph = load(version).graph
    exceptions = [node for node in graph.nodes.values() if isinstance(node, Adjustment)]
    bind, idle = set(), set()
    for trace in traces(version):
        for node in exceptions:
            if graph.level_of(node.id) != trace.level:
                continue
            decided = trace.finding(Cell(node.target)).decided_by
            (bind if node.name in decided else idle).add(node.id)

    assert {node.id for node in exceptions} - bind == set()
    assert {node.id for node in exceptions} - idle == set()
