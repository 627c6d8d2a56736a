"""The examples of a framework reach every row of its tables and every exception, binding and not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from wellled_rules import load
from wellled_rules.backends.reference.evaluate import evaluate
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.graph import DeterminationGraph, operands
from wellled_rules.graph.nodes import Adjustment, Choose, Node
from wellled_rules.graph.subjects import level_at
from wellled_rules.graph.trace import Trace
from wellled_rules.semantics.model import ExpectedOutcome, ExpectedUndetermined
from wellled_rules.testing.run import evidence_of

VERSIONS = (
    "developmental-review@2017-06",
    "epc@2020-09",
    "fhrs@2022-10",
    "kloe@2017-06",
    "kloe@2018-03",
    "monitor-well-led@2014-05",
    "nc-confinement@1978-01",
    "oversight@2025-06",
    "saf@2023-11",
    "saf@2024-12",
    "saf-local-authority@2024-12",
    "tutorial@2024-01",
    "well-led-draft@2026-03",
)

# Rows for nine ratings or more, in a module that is used here for five: there are five key questions.
NEVER = {
    f"{level}:from_five.{what}_needed, row 3"
    for level in ("trust", "location", "service")
    for what in ("outstanding", "improvement", "inadequate")
}

Stated = ExpectedOutcome | ExpectedUndetermined


@dataclass(frozen=True)
class Reached:
    """A value, or what is possible, that an example states of a cell, with the trace that it is stated of."""

    trace: Trace
    cell: Cell

    @property
    def level(self) -> str:
        return self.trace.graph.level_of(self.cell.node)

    def is_true(self, node: str, here: dict[str, str]) -> bool:
        """Whether a test holds for the same subject, for some members."""
        members = tuple(here[axis.set] for axis in self.trace.graph.nodes[node].axes)
        return self.trace.value(Cell(node, members, self.cell.subject)) is True


@cache
def reached(version: str) -> tuple[Reached, ...]:
    """Everything that the examples state, of the subject of each and of those inside."""
    framework = load(version)
    found: list[Reached] = []
    for example in framework.examples:
        try:
            trace = evaluate(framework.graph, evidence_of(framework.graph, example))
        except CaseError:
            continue
        said = {(): example.expects, **{one.path: one.expects for one in example.inside}}
        for path, expects in said.items():
            level = level_at(trace.level, path)
            stated = [one for one in expects if isinstance(one, Stated)]
            cells = [Cell(f"{level}:{one.name}", members, path) for one in stated for members in one.cells]
            found.extend(Reached(trace, cell) for cell in cells)
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


@pytest.mark.parametrize("version", VERSIONS)
def test_every_row_is_taken_by_an_example(version: str) -> None:
    graph = load(version).graph
    rows = {(node.id, i) for node in graph.nodes.values() if isinstance(node, Choose) for i in range(len(node.rows))}
    for one in reached(version):
        axes = graph.nodes[one.cell.node].axes
        named = {axis.set: member for axis, member in zip(axes, one.cell.members, strict=True)}
        for id_ in behind(graph, one.cell.node):
            node = graph.nodes[id_]
            # What lies above or inside is reached by what is stated there.
            is_here = graph.level_of(id_) == one.level
            if is_here and isinstance(node, Choose) and any((id_, i) in rows for i in range(len(node.rows))):
                for here in places(node, graph, named):
                    taken = (i for i, row in enumerate(node.rows) if all(one.is_true(t, here) for t in row.tests))
                    rows.discard((id_, next(taken, -1)))

    assert sorted({f"{graph.nodes[id_].rule}, row {i + 1}" for id_, i in rows} - NEVER) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_every_exception_binds_in_one_example_and_not_in_another(version: str) -> None:
    graph = load(version).graph
    exceptions = {node.id for node in graph.nodes.values() if isinstance(node, Adjustment)}
    bind: set[str] = set()
    idle: set[str] = set()
    for one in reached(version):
        decided = one.trace.finding(one.cell).decided_by
        for id_ in exceptions:
            node = graph.nodes[id_]
            if isinstance(node, Adjustment) and node.target == one.cell.node:
                (bind if node.name in decided else idle).add(id_)

    assert exceptions - bind == set()
    assert exceptions - idle == set()
