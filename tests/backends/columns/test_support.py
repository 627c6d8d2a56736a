"""Every operator and every fold has its answer in columns, and a new one is noticed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from support.generate import drawn_framework

from wellled_rules.backends.columns import support as rows_of_support
from wellled_rules.backends.columns.plan import plan
from wellled_rules.backends.columns.support import SUPPORT, Answered, Never, UnsupportedOperator, Way, require
from wellled_rules.graph.nodes import Aggregate, Apply
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.operators import OPERATORS


def test_each_row_of_the_operator_table_is_answered_or_never_because() -> None:
    assert set(SUPPORT) == set(OPERATORS) | set(FOLDS)


def test_only_folds_are_added_up() -> None:
    assert all(require(name) is Way.TABLE for name in OPERATORS)
    assert all(require(name) is not Way.TABLE for name in FOLDS)


def test_an_operator_without_an_answer_is_refused() -> None:
    with pytest.raises(UnsupportedOperator, match="`median`"):
        require("median")


def test_a_reason_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: Mapping[str, rows_of_support.Support] = {"median": Never("it is not a sum")}
    monkeypatch.setattr(rows_of_support, "SUPPORT", rows)
    with pytest.raises(UnsupportedOperator, match="it is not a sum"):
        require("median")


def test_each_operator_that_is_answered_is_planned_somewhere() -> None:
    answered = {name for name, row in SUPPORT.items() if isinstance(row, Answered)}
    planned: set[str] = set()
    for seed in range(200):
        graph = drawn_framework(seed).graph
        for level in graph.levels:
            plan(graph, level, slots=True)
        planned |= {node.op for node in graph.nodes.values() if isinstance(node, Apply | Aggregate)}
        if planned >= answered:
            break
    assert planned >= answered
