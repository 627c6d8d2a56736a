"""What is said of each kind of answer, read by a person: bands, limits, the knife-edge, states, people's decisions."""

from __future__ import annotations

import re
from typing import Any

import pytest
from support.explained import STATEMENTS, case, explained, pool, trust
from syrupy.assertion import SnapshotAssertion

from wellled_rules.backends.explainer.explanation import Explanation
from wellled_rules.backends.explainer.to_html import to_html
from wellled_rules.backends.explainer.to_json import to_json
from wellled_rules.backends.explainer.to_text import to_text

SAF, BEFORE, COUNCIL, TUTORIAL = "saf@2024-12", "saf@2023-11", "saf-local-authority@2024-12", "tutorial@2024-01"

PANEL = {"rule": "trust_moderation", "role": "moderators", "reason": "the pattern of evidence", "on": "2025-03-20"}
AUTHORITY = (
    "needs_assessed",
    "healthier_lives",
    "equity",
    "provision",
    "partnerships",
    "pathways",
    "safeguarding",
    "governance",
    "improvement",
)


def council(*scores: int) -> dict[str, Any]:
    entries = {member: {"value": score, "reason": "as published"} for member, score in zip(AUTHORITY, scores)}
    return {"subject": {"level": "local_authority", "name": "Example Council"}, "inputs": {"statement_score": entries}}


def by_category(score: int, **more: Any) -> dict[str, Any]:
    """Every statement of a trust by its categories of evidence."""
    plain = {"staff_and_leaders": score, "processes": score}
    entries = {member: dict(plain) for member in STATEMENTS}
    entries["partnerships"] |= {"people": score, "partners": score}
    for member, changed in more.items():
        entries[member] |= changed
    subject = {"level": "trust", "name": "Example Trust", "kind": "foundation_trust"}
    return {"subject": subject, "assessed_on": "2024-05-02", "inputs": {"evidence_score": entries}}


CASES: dict[str, tuple[str, dict[str, Any], dict[str, str]]] = {
    "band_best": (SAF, trust([4] * 8), {}),
    "band_second": (SAF, trust([3] * 8), {"group_by": "theme"}),
    "band_third": (SAF, trust([2] * 8), {}),
    "band_worst": (SAF, trust([1] * 8), {}),
    "knife_edge": (SAF, trust([3, 2] * 4), {}),
    "upper_knife_edge": (SAF, trust([4, 4, 4, 4, 3, 3, 3, 3]), {}),
    "limit_of_the_best_binds": (SAF, trust([4] * 7 + [2]), {}),
    "limit_of_the_best_with_the_worst_score": (SAF, trust([4] * 7 + [1]), {}),
    "limit_of_the_second_binds": (SAF, trust([3] * 7 + [1]), {}),
    "limits_do_not_bind": (SAF, trust([4] * 7 + [3]), {}),
    "one_not_given": (SAF, trust([3] * 7 + [None]), {}),
    "nothing_given": (SAF, trust([None] * 8), {}),
    "one_not_assessed": (SAF, trust([3] * 7 + ["not_assessed"]), {}),
    "one_not_seen": (SAF, trust([3] * 7 + ["not_seen"]), {}),
    "one_insufficient": (SAF, trust([3] * 7 + ["insufficient_evidence"]), {}),
    "one_suspended": (SAF, trust([3] * 7 + ["suspended"]), {}),
    "one_not_applicable": (SAF, trust([3] * 7 + ["not_applicable"]), {}),
    "none_applicable": (SAF, trust(["not_applicable"] * 8), {}),
    "given_percentage": (SAF, trust([None] * 8, given={"well_led_percentage": 75}), {}),
    "given_rating": (SAF, trust([None] * 8, given={"well_led": "good"}), {}),
    "given_label": (SAF, trust([None] * 8, given={"well_led": "Not rated"}), {}),
    "moderated": (SAF, trust([3] * 8, decisions=[PANEL | {"to": "requires_improvement"}]), {}),
    "moderated_past_a_limit": (SAF, trust([3] * 7 + [1], decisions=[PANEL | {"to": "good"}]), {}),
    "not_for_this_kind": (SAF, trust([3] * 8, subject={"level": "trust", "kind": "other_provider"}), {}),
    "a_percentage": (SAF, trust([3] * 7 + [4]), {"of": "well_led_percentage"}),
    "by_categories": (BEFORE, by_category(3, governance={"processes": 1}), {}),
    "one_statement": (BEFORE, by_category(3, partnerships={"people": 1}), {"of": "statement_score/partnerships"}),
    "council": (COUNCIL, council(3, 3, 3, 3, 4, 3, 3, 3, 4), {}),
    "pool": (TUTORIAL, pool(2, 2, 2, 2, visitors_a_year=40000), {"group_by": "topic"}),
    "pool_by_a_ladder": (TUTORIAL, pool(3, 3, 3, 2), {}),
    "pool_by_counting": (TUTORIAL, pool(0, 2, 2, 0), {}),
    "pool_with_unequal_weights": (TUTORIAL, pool(1, 2, 2, "not_applicable"), {"of": "pool_average"}),
    "pool_raised_over_a_limit": (TUTORIAL, pool(2, 2, 2, 2, showers_work=False, only_pool_in_town=True), {}),
    "pool_stepped_up": (TUTORIAL, pool(2, 2, 2, 2, prizes=2), {}),
    "pool_replaced": (TUTORIAL, pool(2, 2, 2, 2, on_display={"rescue_plan": False}), {}),
    "pool_suspended": (TUTORIAL, pool(2, 2, 2, 2, closure_order=True), {}),
    "pool_awaiting": (TUTORIAL, pool(2, 2, 2, 2, last_visit="not_assessed"), {}),
    "company": (TUTORIAL, case("company", size="small", pools=9, tested=4), {}),
    "company_of_nothing": (TUTORIAL, case("company", size="small", pools=0, tested=0), {"of": "share_tested"}),
}


def steady(text: str) -> str:
    """A rendering without what any edit of the rules moves: lines and hashes."""
    return re.sub(r"sha256:[0-9a-f]{64}", "sha256:…", re.sub(r"(\.wlr):\d+:\d+", r"\1:…", text))


def told(name: str) -> Explanation:
    framework, document, options = CASES[name]
    return explained(framework, document, **options)


@pytest.mark.parametrize("name", CASES)
def test_the_whole_is_told_plainly(name: str, snapshot: SnapshotAssertion) -> None:
    assert steady(to_text(told(name), plain=True)) == snapshot


@pytest.mark.parametrize("name", ["knife_edge", "limit_of_the_second_binds", "one_not_given"])
def test_it_is_drawn_for_a_terminal(name: str, snapshot: SnapshotAssertion) -> None:
    assert steady(to_text(told(name), width=100)) == snapshot


def test_everything_is_told_when_asked_for(snapshot: SnapshotAssertion) -> None:
    assert steady(to_text(told("by_categories"), plain=True, everything=True)) == snapshot


def test_it_is_data(snapshot: SnapshotAssertion) -> None:
    assert steady(to_json(told("pool"))) == snapshot


def test_it_is_a_page(snapshot: SnapshotAssertion) -> None:
    assert steady(to_html(told("knife_edge"))) == snapshot


@pytest.mark.parametrize("name", CASES)
def test_the_headline_is_one_short_sentence_without_identifiers(name: str) -> None:
    found = told(name).headline
    assert len(found.split()) <= 30
    assert "_" not in found
    assert "\n" not in found
    assert found.endswith(".")
    assert "…." not in found


@pytest.mark.parametrize("name", CASES)
def test_every_rendering_says_what_it_is_not(name: str) -> None:
    found = told(name)
    assert found.standing
    assert found.standing in to_text(found, plain=True)
    assert found.standing in to_json(found)
    assert " ".join(found.standing.split()[:3]) in to_text(found)
