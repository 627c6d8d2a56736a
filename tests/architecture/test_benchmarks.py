"""README's table of speed has the rows that the benchmarks measure: no more, no fewer, in their words."""

from __future__ import annotations

import importlib
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of the table; nothing is measured by importing it or by asking for rows."""
    monkeypatch.syspath_prepend(ROOT / "tests" / "benchmarks")
    return importlib.import_module("table")


def test_the_table_of_the_first_page_has_exactly_the_rows_that_are_measured(table: ModuleType) -> None:
    rows = [table.named(row) for rows in table.benchmarks().values() for row in rows]
    assert list(table.names_in((ROOT / "README.md").read_text("utf-8"))) == rows


def test_every_row_has_a_name_of_its_own(table: ModuleType) -> None:
    names = [(row.name, row.beside) for rows in table.benchmarks().values() for row in rows]
    assert len(set(names)) == len(names)


def test_what_is_written_is_what_is_read(table: ModuleType) -> None:
    row = table.Row(name="one", beside="two", goal=table.AtMost(Fraction(2)), included="all", measure=lambda: None)
    page = f"before\n{table.BEGIN}\nold\n{table.END}\nafter\n"
    written = table.written_into(page, table.table([(row, table.Measured(Fraction(3), Fraction(1)))]))
    assert written.startswith("before\n")
    assert written.endswith("\nafter\n")
    assert "old" not in written
    assert list(table.names_in(written)) == [table.named(row)]
    assert table.written_into(written, table.table([(row, table.Skipped("no two"))])).count("| one |") == 1


@pytest.mark.parametrize(
    ("goal", "ours", "told"),
    [
        ("AtMost", 100, "1.00 of its time"),
        ("AtMost", 150, "1.50 of its time (**slower**)"),
        ("AtMost", 250, "2.50 of its time (**slower, goal missed**)"),
        ("AtLeast", 25, "4.00 times as fast"),
        ("AtLeast", 75, "1.33 times as fast (**goal missed**)"),
        ("AtLeast", 125, "0.80 times as fast (**slower, goal missed**)"),
    ],
)
def test_what_we_lose_is_marked(table: ModuleType, goal: str, ours: int, told: str) -> None:
    aim = getattr(table, goal)(Fraction(2))
    row = table.Row(name="one", beside="two", goal=aim, included="all", measure=lambda: None)
    assert table.told(row, table.Measured(Fraction(ours), Fraction(100))) == told


def test_what_was_not_measured_says_why(table: ModuleType) -> None:
    row = table.Row(name="one", beside="two", goal=table.NoGoal(), included="all", measure=lambda: None)
    assert table.told(row, table.Skipped("two is not installed")) == "not measured: two is not installed"
