"""The examples of a framework reach every row of its tables and every exception, binding and not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from wellled_rules import load
from wellled_rules.backends.reference.evaluate import evaluate
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.graph import DeterminationGraph, operands
from wellled_rules.graph.nodes import Adjustment, Choose, Node
from wellled_rules.graph.trace import Trace
from wellled_rules.semantics.model import ExpectedOutcome
from wellled_rules.testing.run import evidence_of

VERSIONS = (
    "developmental-review@2017-06",
    "monitor-well-led@2014-05",
    "saf@2023-11",
    "saf@2024-12",
    "saf-local-authority@2024-12",
    "tutorial@2024-01",
)


Reached = tuple[Trace, ExpectedOutcome, tuple[str, ...]]


@cache
def reached(version: str) -> tuple[Reached, ...]:
    """A trace for each value that an example states, and the cell that is stated."""
    framework = load(version)
    found: list[Reached] = []
    for example in framework.examples:
        try:
            trace = evaluate(framework.graph, evidence_of(example))
        except CaseError:
            continue
        stated = [one for one in example.expects if isinstance(one, ExpectedOutcome)]
        found.extend((trace, one, members) for one in stated for members in one.cells)
    return tuple(found)


def behind(graph: DeterminationGraph, node: str) -> set[str]:
    """The node and all that it reads, directly or not."""
    found, frontier = {node}, [node]
    while frontier:
        for used in operands(graph.nodes[frontier.pop()]):
            if used not in found:
                found.add(used)
                frontier.append(used)
    return found


def places(node: Node, graph: DeterminationGraph, named: dict[str, str]) -> Iterator[dict[str, str]]:
    """Cells of a node that agree with the members named, as set -> member."""
    for members in graph.cells(node):
        here = {axis.set: member for axis, member in zip(node.axes, members, strict=True)}
        if all(here.get(name, member) == member for name, member in named.items()):
            yield here


def is_true(trace: Trace, node: str, here: dict[str, str]) -> bool:
    axes = trace.graph.nodes[node].axes
    return trace.value(Cell(node, tuple(here[axis.set] for axis in axes))) is True


@pytest.mark.parametrize("version", VERSIONS)
def test_every_row_is_taken_by_an_example(version: str) -> None:
    graph = load(version).graph
    rows = {(node.id, i) for node in graph.nodes.values() if isinstance(node, Choose) for i in range(len(node.rows))}
    for trace, stated, members in reached(version):
        outcome = graph.nodes[f"{trace.level}:{stated.name}"]
        named = {axis.set: member for axis, member in zip(outcome.axes, members, strict=True)}
        for id_ in behind(graph, outcome.id):
            node = graph.nodes[id_]
            if isinstance(node, Choose) and any((id_, i) in rows for i in range(len(node.rows))):
                for here in places(node, graph, named):
                    taken = (i for i, row in enumerate(node.rows) if all(is_true(trace, t, here) for t in row.tests))
                    rows.discard((id_, next(taken, -1)))

    assert sorted(f"{graph.nodes[id_].rule}, row {i + 1}" for id_, i in rows) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_every_exception_binds_in_one_example_and_not_in_another(version: str) -> None:
    graph = load(version).graph
    exceptions = {node.id for node in graph.nodes.values() if isinstance(node, Adjustment)}
    bind: set[str] = set()
    idle: set[str] = set()
    for trace, stated, members in reached(version):
        target = f"{trace.level}:{stated.name}"
        decided = trace.finding(Cell(target, members)).decided_by
        for id_ in exceptions:
            node = graph.nodes[id_]
            if isinstance(node, Adjustment) and node.target == target:
                (bind if node.name in decided else idle).add(id_)

    assert exceptions - bind == set()
    assert exceptions - idle == set()
