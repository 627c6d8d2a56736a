"""A reason that is given is true: of what is open, of what exceptions changed, of what the case states."""

from __future__ import annotations

from typing import Any

from support.explained import explained, trust

from wellled_rules.backends.explainer.explanation import Explanation
from wellled_rules.backends.explainer.to_text import to_text

SAF = "saf@2024-12"
PANEL = {"rule": "trust_moderation", "role": "moderators", "reason": "the pattern", "on": "2025-03-20", "to": "good"}


def told(scores: list[Any], **more: Any) -> Explanation:
    return explained(SAF, trust(scores, **more))


def step(found: Explanation, path: str) -> str:
    return next(one.how for one in found.steps if one.path == path)


def test_what_is_open_is_not_said_to_be_able_to_be_what_it_cannot() -> None:
    found = told([3, 3, 2, 3, 2, 2, 3, "not_assessed"])
    best, worst, _ = (one.text for one in found.bounds)
    assert "cannot be Outstanding" in best
    assert "could be Outstanding" not in to_text(found, plain=True)
    assert "these cannot all hold" in worst


def test_a_part_that_is_open_is_no_reason_where_another_is_settled() -> None:
    found = told([2] * 7 + ["not_assessed"])
    assert "could be for" not in found.bounds[1].text


def test_an_answer_that_exceptions_changed_is_told_with_its_changes() -> None:
    assert step(told([4] * 7 + [2]), "well_led") == (
        "Outstanding from “Well-led before limits and moderation”, then limited to Good."
    )
    assert step(told([3] * 7 + [1], decisions=[PANEL]), "well_led") == (
        "Good from “Well-led before limits and moderation”, then limited to Requires improvement, then moved to Good."
    )
    assert step(told([3] * 8), "well_led") == "The same as “Well-led before limits and moderation”: Good."


def test_the_source_of_a_stated_value_is_the_case() -> None:
    found = told([None] * 8, given={"well_led": "good"})
    (own,) = (one for one in found.steps if one.path == "well_led")
    assert [one.text for one in own.rule.cites] == ["the case itself"]
    assert own.rule.rests_on == ()
    assert found.headline == "Good: stated in the case, not worked out here, for “Well-led”."


def test_a_headline_keeps_the_whole_title_of_its_source_before_the_place_in_it() -> None:
    found = told([3] * 7 + [2])
    assert found.headline.endswith("(How we reach a rating (for assessments before December 2024)).")
    assert len(found.headline.split()) <= 30


def test_the_last_line_says_what_to_replay() -> None:
    found = told([3] * 8)
    last = to_text(found, plain=True).splitlines()[-1]
    assert last == f"Replay: {SAF}; rules {found.framework.hash}; evidence {found.subject.evidence_hash}"
    assert found.framework.hash.startswith("sha256:")
