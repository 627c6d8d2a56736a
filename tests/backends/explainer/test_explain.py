"""What an explanation says of a decision is what was decided."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.explained import case, explained, pool, trust

from wellled_rules import api
from wellled_rules.backends.explainer.explain import explain, find_groupings
from wellled_rules.backends.explainer.lexicon.words import humanised
from wellled_rules.graph.nodes import Aggregate

STATES = ("not_applicable", "not_assessed", "not_seen", "insufficient_evidence", "suspended", None)
entries = st.sampled_from((1, 2, 3, 4, *STATES))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(entries, min_size=8, max_size=8))
def test_the_headline_is_short_says_the_value_and_names_nothing(scores: list[Any]) -> None:
    found = explained("saf@2024-12", trust(scores))
    assert len(found.headline.split()) <= 30
    assert "_" not in found.headline
    if found.status == "undetermined":
        assert found.headline.startswith("Not yet determined")
        assert len(found.missing) >= 1
    else:
        assert found.headline.lower().startswith(found.value.text.lower())


grades = st.sampled_from((0, 1, 2, 3, "not_applicable", "not_seen", "suspended", None))
facts = st.fixed_dictionaries(
    {},
    optional={
        "showers_work": st.booleans(),
        "only_pool_in_town": st.booleans(),
        "closure_order": st.booleans(),
        "prizes": st.sampled_from((0, 2, 4, "not_seen")),
        "last_visit": st.sampled_from(("2024-06-01", "2019-01-01", "not_assessed")),
        "last_accident": st.sampled_from(("2024-01-01", "insufficient_evidence")),
        "facilities": st.just(["diving_tower"]),
        "depth": st.sampled_from((2, "3.5", 4)).map(lambda depth: 3 if depth == "3.5" else depth),
    },
)
OUTCOMES = (
    "mark",
    "quality",
    "table_mark",
    "pool_average",
    "points",
    "spread",
    "best_area",
    "remark",
    "weighted_points",
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(grades, min_size=4, max_size=4), facts, st.sampled_from(OUTCOMES))
def test_every_outcome_of_every_case_is_told(found: list[Any], more: dict[str, Any], outcome: str) -> None:
    result = api.load("tutorial@2024-01").evaluate(pool(*found, **more))
    told = result.explain(outcome).layers
    assert len(told.headline.split()) <= 30
    assert "_" not in told.headline
    assert told.path == outcome
    assert [one.name for one in told.decided_by] == list(result.trace.finding(result.cell(outcome)).decided_by)
    assert (told.status == "undetermined") == bool(told.missing)


@pytest.mark.parametrize(
    ("framework", "document"),
    [
        ("saf@2024-12", trust([3, 2, 4, 1, 3, 3, 3, 3])),
        ("saf@2024-12", trust([3] * 6 + ["not_applicable", 2])),
        ("tutorial@2024-01", pool(2, 1, 3, 2)),
        ("tutorial@2024-01", pool(2, 1, "not_applicable", 2)),
    ],
)
def test_weights_and_shares_are_those_of_the_derivation(framework: str, document: dict[str, Any]) -> None:
    result = api.load(framework).evaluate(document)
    of = {"saf@2024-12": "well_led_percentage", "tutorial@2024-01": "pool_average"}[framework]
    derivation = result.derivation(of)
    drawn = {
        "/".join((cell.node.partition(":")[2], *cell.members)): (edge["weight"], edge["share"])
        for cell, reader, edge in derivation.edges(data=True)
        if isinstance(derivation.nodes[reader]["node"], Aggregate) and edge["share"] is not None
    }
    statements = result.explain(of).layers.statements
    assert statements is not None
    counted = [line for line in statements.lines if line.is_counted]
    assert counted
    for line in counted:
        assert line.weight is not None and line.share is not None
        weight, share = drawn[line.path]
        assert Fraction(str(line.weight.plain)) == weight
        assert Fraction(str(line.share.plain)) == 100 * share
    assert sum(Fraction(str(line.share.plain)) for line in counted if line.share) == 100


def test_what_is_left_out_has_no_share() -> None:
    found = explained("saf@2024-12", trust([3] * 7 + ["not_applicable"])).statements
    assert found is not None
    out = found.lines[-1]
    assert (out.is_counted, out.weight, out.share) == (False, None, None)
    assert {line.share.text for line in found.lines[:-1] if line.share} == {"about 14.29 %"}


def test_a_group_says_whose_mapping_it_is() -> None:
    found = explained("tutorial@2024-01", pool(2, 2, 2, 2), group_by="topic").statements
    assert found is not None and found.grouping is not None
    assert [group.title for group in found.groups] == ["Health", "Safety", "Comfort"]
    assert "Which topic an area belongs to" in found.grouping.whose
    assert "not published" in found.grouping.whose


def test_only_sets_that_hold_the_members_group_them() -> None:
    result = api.load("tutorial@2024-01").evaluate(pool(2, 2, 2, 2))
    cell, derivation = result.cell("mark"), result.derivation("mark")
    assert find_groupings(result.trace.graph, result.trace, derivation, of=cell) == ("topic",)
    with pytest.raises(ValueError, match="way"):
        explain(result.trace.graph, result.trace, derivation, of=cell, group_by="way")


def test_steps_are_in_the_order_of_computing_and_end_in_the_outcome() -> None:
    found = explained("tutorial@2024-01", pool(2, 2, 2, 2))
    paths = [step.path for step in found.steps]
    assert paths[-1] == "mark"
    seen: set[str] = set()
    for step in found.steps:
        later = {used.path for used in step.inputs} & set(paths) - seen
        assert not later
        seen.add(step.path)


def test_a_sensitivity_names_the_other_choice_and_the_other_value() -> None:
    found = explained("saf@2024-12", trust([3, 2] * 4))
    texts = [one.text for one in found.sensitivities]
    assert texts == [
        "If halves were rounded to the even number (here: halves up), “Well-led” would be Requires improvement.",
        "If halves were rounded down (here: halves up), “Well-led” would be Requires improvement.",
    ]
    assert [one.taken for one in found.assumptions if one.is_pivotal] == ["halves up"]
    assert found.assumptions[0].is_pivotal


def test_what_informs_a_judge_is_told_apart() -> None:
    found = explained("tutorial@2024-01", pool(2, 2, 2, 2, visitors_a_year=40000))
    assert [(one.path, one.informs) for one in found.evidence if one.informs] == [("visitors_a_year", True)]
    assert found.evidence[-1].path == "visitors_a_year"


def test_a_treatment_is_told() -> None:
    found = explained("tutorial@2024-01", pool("not_seen", 2, 2, "not_applicable"), "pool_average")
    treated = {one.path: one.treated for one in found.evidence}
    assert treated["found/water/visit"] == "counts as 0 (Poor)"
    assert treated["found/welcome/survey"] == "left out"
    assert treated["found/lifeguards/visit"] is None


def test_an_outcome_without_standing_words_names_its_regulator() -> None:
    from dataclasses import replace

    result = api.load("tutorial@2024-01").evaluate(case("company", size="small", pools=9, tested=9))
    graph = result.trace.graph
    silent = replace(graph, header=replace(graph.header, standing=None))
    told = explain(silent, result.trace, result.derivation("mark"), of=result.cell("mark"))
    assert told.standing.startswith("Indicative only")
    assert "Pool Office" in told.standing


def test_every_mark_has_its_sentence() -> None:
    found = explained("saf@2024-12", trust([3] * 8, given={"well_led_percentage": 75}))
    assert found.marks
    assert all(one.endswith(".") for one in found.notices)
    assert not any(humanised(mark) == notice for mark, notice in zip(found.marks, found.notices))
