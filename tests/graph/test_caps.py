"""What is counted up to a number only is swept as exactly as before, and costs the same for many as for few."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.graphs import Axis, Draft

from wellled_rules.graph.cells import Cell, Plan
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.sweep import sweep
from wellled_rules.graph.unroll import survey
from wellled_rules.values.missing import OUT
from wellled_rules.values.types import ScaleType

COUNTED = ("at_least", "at_most", "exactly")


def asked(items: int, questions: list[tuple[str, int, int]]) -> DeterminationGraph:
    """questions: quantifier, number, and the level that is the test; all of the same marks."""
    draft = Draft()
    scale = draft.scale("score", {"poor": 1, "fair": 2, "fine": 3})
    draft.set("topic", [f"t{number}" for number in range(items)])
    mark = draft.input("mark", ScaleType(scale), Axis("topic"))
    for turn, (quantifier, number, level) in enumerate(questions):
        test = draft.apply("or_better", mark, draft.constant(scale.levels[level]))
        draft.determine(f"q{turn}", draft.fold(quantifier, mark, hits=[test], count=draft.constant(number)))
    draft.determine("bare", draft.fold("empty", mark))
    return draft.graph()


def targets(plan: Plan, names: list[str]) -> list[int]:
    return [plan.places[Cell(f"subject:{name}")] for name in names]


def oracle(held: tuple[int, ...], questions: list[tuple[str, int, int]]) -> tuple[bool, ...]:
    """The answers for marks by rank; those below nought are left out."""
    found = []
    for quantifier, number, level in questions:
        hits = sum(one >= level for one in held if one >= 0)
        found.append({"at_least": hits >= number, "at_most": hits <= number, "exactly": hits == number}[quantifier])
    return (*found, all(one < 0 for one in held))


def every(options: list[list[int]]) -> set[tuple[int, ...]]:
    found: set[tuple[int, ...]] = {()}
    for some in options:
        found = {(*one, other) for one in found for other in some}
    return found


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(st.integers(-1, 2), min_size=1, max_size=4, unique=True), min_size=1, max_size=5),
    st.lists(st.tuples(st.sampled_from(COUNTED), st.integers(0, 6), st.integers(0, 2)), min_size=1, max_size=3),
)
def test_counts_up_to_a_number_answer_as_counts_do(
    options: list[list[int]], questions: list[tuple[str, int, int]]
) -> None:
    graph = asked(len(options), questions)
    plan = survey(graph, "subject")
    levels = next(one for one in graph.scales.values()).levels
    by_rank = {level.rank: level for level in levels} | {-1: OUT}
    marks = [place for cell, place in plan.places.items() if cell.node == "subject:mark"]
    sources = {place: [by_rank[one] for one in some] for place, some in zip(marks, options, strict=True)}
    reached = sweep(plan, targets(plan, [*(f"q{turn}" for turn in range(len(questions))), "bare"]), sources, {})
    assert reached.exact
    assert set(reached.values) == {oracle(one, questions) for one in every(options)}


@pytest.mark.parametrize("items", [20, 400])
def test_many_items_are_no_more_states_than_few(items: int) -> None:
    questions = [("at_least", 3, 1), ("at_most", 2, 2), ("exactly", 1, 1)]
    graph = asked(items, questions)
    plan = survey(graph, "subject")
    levels = next(one for one in graph.scales.values()).levels
    marks = [place for cell, place in plan.places.items() if cell.node == "subject:mark"]
    names = targets(plan, ["q0", "q1", "q2", "bare"])
    assert sweep(plan, names, dict.fromkeys(marks, levels), {}, budget=60).exact


def test_a_count_that_is_asked_for_is_not_capped() -> None:
    draft = Draft()
    scale = draft.scale("score", {"poor": 1, "fine": 2})
    draft.set("topic", [f"t{number}" for number in range(6)])
    mark = draft.input("mark", ScaleType(scale), Axis("topic"))
    fine = draft.apply("or_better", mark, draft.constant(scale.levels[1]))
    some = draft.determine("some", draft.fold("at_least", mark, hits=[fine], count=draft.constant(1)))
    draft.determine("many", draft.fold("number", mark, hits=[fine]))
    plan = survey(draft.graph(), "subject")
    marks = [place for cell, place in plan.places.items() if cell.node == "subject:mark"]
    reached = sweep(
        plan, [plan.places[Cell(some)], plan.places[Cell("subject:many")]], dict.fromkeys(marks, scale.levels), {}
    )
    assert set(reached.values) == {(False, 0), *((True, number) for number in range(1, 7))}
