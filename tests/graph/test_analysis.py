"""What the checks cost stays in proportion to what is written."""

from __future__ import annotations

import time

from support.graphs import Axis, Draft

from wellled_rules.diagnostics.report import Report
from wellled_rules.graph.analysis import analyse
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.values.types import NumberType, ScaleType


def chain(length: int) -> DeterminationGraph:
    """Tables of two columns, each reading the one before and an input of its own."""
    draft = Draft()
    mark = draft.scale("mark", {"low": 1, "top": 2})
    low, top = (draft.constant(level) for level in mark.levels)
    before = draft.input("start", ScaleType(mark))
    for number in range(length):
        own = draft.input(f"own_{number}", ScaleType(mark))
        both = [draft.apply("one_of", before, top), draft.apply("one_of", own, top)]
        neither = [draft.apply("one_of", before, low), draft.apply("one_of", own, low)]
        rows = [(both, top), ([both[0], neither[1]], low), ([neither[0], both[1]], low), (neither, low)]
        before = draft.determine(f"step_{number}", draft.table([before, own], rows, ScaleType(mark)))
    return draft.graph()


def seconds(graph: DeterminationGraph) -> float:
    start = time.perf_counter()
    report = Report()
    analyse(graph, report)
    assert list(report) == []
    return time.perf_counter() - start


def test_a_long_chain_of_tables_has_no_findings_and_does_not_run_away() -> None:
    assert seconds(chain(1_000)) < 15


def test_a_framework_of_ordinary_size_is_checked_at_once() -> None:
    assert seconds(chain(30)) < 1


def test_a_graph_of_too_many_steps_is_refused_before_anything_is_worked_out() -> None:
    draft = Draft()
    draft.set("area", [f"a{number}" for number in range(300)])
    draft.set("room", [f"r{number}" for number in range(300)])
    number = draft.input("points", NumberType(whole=True, low=0, high=9), Axis("area"), Axis("room"))
    for turn in range(20):
        draft.determine(f"total_{turn}", draft.fold("total", number))
    report = Report()
    start = time.perf_counter()
    analyse(draft.graph(), report)
    assert [one.code for one in report] == ["beyond-limits"]
    assert time.perf_counter() - start < 2
