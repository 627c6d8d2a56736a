"""Columns and the reference say the same of every row."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.bakery import evidence
from support.chance import drawn_case, drawn_graph
from support.kitchens import framework
from support.rows import agreed, drawn_row

import wellled_rules
from wellled_rules.backends.columns.plan import plan
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.graph import DeterminationGraph

SEEDS = st.integers(min_value=0, max_value=10**9)
SHIPPED = sorted(f"{one.id}@{one.version}" for one in wellled_rules.frameworks())


def case(graph: DeterminationGraph, seed: int, *, whole: bool) -> Evidence:
    """A drawn case as a row can say it: nothing moderated, nothing given; `whole`: in most rows nothing missing."""
    if whole:
        return drawn_row(graph, "subject", Random(seed), Random(seed).choice((0, 0, 0.1)))
    return replace(drawn_case(graph, seed), given={}, decisions=())


@settings(max_examples=120, deadline=None)
@given(SEEDS, st.booleans(), st.booleans())
def test_drawn_graphs_agree_row_by_row(seed: int, whole: bool, slots: bool) -> None:
    graph = drawn_graph(seed)
    cases = [case(graph, seed + turn, whole=whole) for turn in range(8)]
    agreed(plan(graph, "subject", slots=slots), cases)


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_frameworks_agree_row_by_row(name: str) -> None:
    graph = wellled_rules.load(name).graph
    slow = 0
    for level in graph.levels:
        chance = Random(f"{name} {level}")
        cases = [drawn_row(graph, level, chance, chance.choice((0, 0, 0.02, 0.1))) for _ in range(80)]
        found = agreed(plan(graph, level), cases)
        assert found.fast > found.slow
        slow += found.slow
    assert slow > 0


UNMARKED = """language 1

framework shops@2024-01 "Shops"
    status draft
    covers shop
    headline mark at shop

level shop "Shop"

scale grade "Grade"
    best first
    good "Good"
    fair "Fair"
    poor "Poor"
    also shown
        unmarked "Not marked" counts as not_assessed

set part "Part"
    east "East"
    west "West"

input found "Found"
    for each part
    is a grade

determine part_mark "Mark of a part"
    for each part
    is a grade
    first of
        unmarked when found is missing
        found otherwise

determine mark "Mark"
    is a grade
    equals best of part_mark
"""


def test_a_state_that_a_rule_gives_is_open_in_a_collection() -> None:
    graph = framework(UNMARKED).graph
    told = [("fair", "not_applicable"), ("good", "not_applicable"), ("fair", "poor")]
    inputs = [{"east": east, "west": west} for east, west in told]
    cases = [evidence({"subject": {"level": "shop"}, "inputs": {"found": one}}, graph) for one in inputs]
    assert agreed(plan(graph, "shop"), cases).fast == 1


def test_one_outcome_may_be_asked_for_alone() -> None:
    graph = drawn_graph(3)
    program = plan(graph, "subject", outcomes=("overall",), decided=False)
    assert list(program.values) == [Cell("subject:overall")]
    assert program.decided == {}
