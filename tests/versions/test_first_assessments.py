"""What a first assessment of a trust has to cover, as the results tell it."""

from __future__ import annotations

from typing import Any

import pytest

from wellled_rules import load

VERSION = "saf@2024-12"
COVERS = "A first assessment of a trust covers all eight statements"
MODERATED = "A first assessment of a trust is moderated"


def result(environment: int | str, *, first: bool | str, **more: object) -> dict[str, Any]:
    """Of a trust whose other seven statements are good."""
    framework = load(VERSION)
    scores: dict[str, int | str] = {
        member.id: 3 for member in framework.graph.sets["quality_statement"].members if member.id != "environment"
    }
    found = framework.evaluate(
        {
            "subject": {"level": "trust", "kind": "nhs_trust"},
            "inputs": {"first_assessment": first, "statement_score": scores | {"environment": environment}, **more},
        }
    )
    return found.to_dict()


def told(found: dict[str, Any], of: str = COVERS) -> list[str]:
    return [one["kind"] for one in found["notices"] if of in one["text"]]


def test_eight_scores_cover_it() -> None:
    assert told(result(3, first=True)) == []


@pytest.mark.parametrize("state", ["not_assessed", "not_seen", "insufficient_evidence", "suspended", "not_applicable"])
def test_a_state_is_no_score_and_covers_nothing(state: str) -> None:
    assert told(result(state, first=True)) == ["check-failed"]


def test_a_later_assessment_need_not_cover_all() -> None:
    assert told(result("not_assessed", first=False)) == []


def test_what_is_not_covered_changes_no_rating_by_itself() -> None:
    with_seven = result("not_applicable", first=True)["outcomes"]["well_led"]

    assert with_seven == result("not_applicable", first=False)["outcomes"]["well_led"]
    assert with_seven["value"] == "good"


@pytest.mark.parametrize(
    ("first", "more", "kinds"),
    [
        ("not_seen", {}, []),
        (True, {"moderation_held": True}, []),
        (True, {"moderation_held": False}, ["check-failed"]),
        (True, {"moderation_held": "not_seen"}, ["check-open"]),
        (True, {}, ["check-open"]),
        (False, {}, []),
        (False, {"moderation_held": False}, []),
    ],
)
def test_a_first_assessment_is_moderated(first: bool | str, more: dict[str, object], kinds: list[str]) -> None:
    assert told(result(3, first=first, **more), MODERATED) == kinds


def test_moderation_that_was_held_moves_no_rating_by_itself() -> None:
    held = result(3, first=True, moderation_held=True)["outcomes"]

    assert held == result(3, first=True, moderation_held=False)["outcomes"]
