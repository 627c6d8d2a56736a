"""Every operator and every fold has its answer in columns, and a new one is noticed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from wellled_rules.backends.columns import support
from wellled_rules.backends.columns.support import SUPPORT, Never, UnsupportedOperator, Way, require
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
    rows: Mapping[str, support.Support] = {"median": Never("it is not a sum")}
    monkeypatch.setattr(support, "SUPPORT", rows)
    with pytest.raises(UnsupportedOperator, match="it is not a sum"):
        require("median")
