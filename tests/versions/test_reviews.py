"""What the reviews of well-led tell: two judgements side by side, a scope, and the duties that were not met."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from wellled_rules import load
from wellled_rules.cases.read import read

ROOT = Path(__file__).resolve().parents[2]
REVIEW, MONITOR = "developmental-review@2017-06", "monitor-well-led@2014-05"
LINES = (
    "w1_leadership",
    "w2_strategy",
    "w3_culture",
    "w4_accountability",
    "w5_risks",
    "w6_information",
    "w7_engagement",
    "w8_improvement",
)
QUESTIONS = tuple(f"question_{n}" for n in range(1, 11))


def told(framework: str, day: str, **inputs: Any) -> dict[str, Any]:
    return load(framework).evaluate({"assessed_on": day, "inputs": inputs}).to_dict()


def said(colour: str) -> dict[str, str]:
    return {"value": colour, "reason": "as seen"}


def review(**more: Any) -> dict[str, Any]:
    """A review of all eight lines, reported to the board on 30 May 2019, as `told` says on 28 June."""
    colours = dict.fromkeys(LINES, said("green"))
    whole: dict[str, Any] = {
        "in_scope": dict.fromkeys(LINES, True),
        "external_team": ["facilitator", "peer"],
        "own_judgement": colours,
        "team_judgement": colours,
        "reviewed_on": "2019-04-12",
        "reported_on": "2019-05-30",
        "material_issues": False,
    }
    return told(REVIEW, more.pop("day", "2019-06-28"), **(whole | more))


def unmet(found: dict[str, Any]) -> list[str]:
    return [one["text"].partition(" (")[0] for one in found["notices"] if one["kind"] == "check-failed"]


def shipped(framework: str, name: str) -> Any:
    path = ROOT / "versions" / framework.replace("@", "-") / "examples" / name
    return load(framework).evaluate(read(path.read_bytes(), name))


def test_a_review_that_does_all_it_should_has_no_notice() -> None:
    found = review()
    assert found["notices"] == []
    assert found["outcomes"]["stage"]["value"] == "with_board"
    assert found["framework"]["status"] == "under_review"


IN_SCOPE = dict.fromkeys(LINES[:-1], said("green"))
SCOPE = {"in_scope": {**dict.fromkeys(LINES[:-1], True), LINES[-1]: False}}


@pytest.mark.parametrize(
    ("more", "duty"),
    [
        ({"in_scope": dict.fromkeys(LINES[:-1], True)}, "The review states its scope"),
        (SCOPE | {"team_judgement": IN_SCOPE}, "Nothing is judged outside the scope"),
        (SCOPE | {"own_judgement": IN_SCOPE}, "Nothing is judged outside the scope"),
        ({"own_judgement": {"w1_leadership": "green"}}, "The trust judges every key line in scope itself"),
        ({"team_judgement": {"w1_leadership": "green"}}, "The external team judges every key line in scope"),
        ({"external_team": ["peer"]}, "The review is facilitated from outside"),
        (
            {"external_team": ["facilitator"]},
            "Peers are part of the external team, which is encouraged and not asked for",
        ),
        ({"reported_on": "not_applicable"}, "The report goes to the board"),
        (
            {"material_issues": True, "day": "2019-07-30"},
            "NHS Improvement is told of material issues within 60 days",
        ),
        (
            {"previous_review_on": "2014-06-27"},
            "A review comes five years after the one before, at the latest",
        ),
    ],
)
def test_a_duty_that_is_not_met_is_told(more: dict[str, Any], duty: str) -> None:
    assert f"not met: {duty}" in unmet(review(**more))


@pytest.mark.parametrize(
    ("more", "is_met"),
    [
        ({"day": "2019-07-29"}, True),
        ({"day": "2019-07-30"}, False),
        ({"day": "2019-09-01", "regulator_told_on": "2019-07-29"}, True),
        ({"day": "2019-09-01", "regulator_told_on": "2019-07-30"}, False),
        ({"day": "2019-09-01", "regulator_told_on": "2019-05-02"}, True),
        ({"day": "2019-09-01", "reported_on": "not_applicable"}, True),
        ({"day": "2019-09-01", "material_issues": False}, True),
    ],
)
def test_the_sixty_days_run_from_the_board(more: dict[str, Any], is_met: bool) -> None:
    late = [one for one in unmet(review(**({"material_issues": True} | more))) if "60 days" in one]
    assert (late == []) is is_met


def test_a_review_that_keeps_to_its_scope_has_no_notice() -> None:
    assert review(**SCOPE, own_judgement=IN_SCOPE, team_judgement=IN_SCOPE)["notices"] == []


def test_from_which_day_they_run_is_open() -> None:
    found = [one for one in review()["sensitivities"] if one["outcome"] == "days_run_from"]
    assert [(one["assumption"], one["value"]) for one in found] == [("days_run_from_board", "2019-04-12")]


def test_outside_the_scope_nothing_applies_and_the_label_says_why() -> None:
    found = shipped(REVIEW, "eight-lines.yaml").to_dict()["outcomes"]
    for name in ("own_view", "team_view"):
        line = found[name]["w8_improvement"]
        assert (line["status"], line["label"]) == ("not_applicable", "Outside the scope of the review")
    assert found["judgements_differ"]["w8_improvement"]["status"] == "not_applicable"


def test_the_shipped_review_differs_on_three_lines_and_on_one_were_the_ambers_one() -> None:
    result = shipped(REVIEW, "eight-lines.yaml").to_dict()
    outcomes = result["outcomes"]
    differ = {line for line in LINES if outcomes["judgements_differ"][line]["value"] is True}
    assert differ == {"w1_leadership", "w5_risks", "w6_information"}
    assert outcomes["judgements.compared"]["w6_information"]["value"] == "team_more_favourable"
    assert outcomes["differences"]["value"] == 3
    turns = [one for one in result["sensitivities"] if one["outcome"] == "differences"]
    assert [(one["assumption"], one["alternative"], one["value"]) for one in turns] == [("ambers_are_one", True, 1)]


def test_a_reason_stands_beside_the_characteristic_that_it_speaks_to() -> None:
    explanation = shipped(REVIEW, "eight-lines.yaml").explain("judgements_differ/w1_leadership")
    text = explanation.to_text(plain=True, width=300)
    after = text.partition("nobody had time for the estate.\n")[2].splitlines()[0].strip()
    assert after.startswith("The reason speaks to what is described for Requires improvement: not all leaders have")
    assert "described for Good: leaders have the experience" in text


def test_a_characteristic_that_is_not_on_record_is_refused() -> None:
    case = {"inputs": {"own_judgement": {"w3_culture": said("green") | {"characteristic": "good"}}}}
    with pytest.raises(Exception, match="no characteristic `good` is described for `w3_culture`"):
        load(REVIEW).evaluate(case)


def test_the_first_thing_shown_of_a_review_is_no_colour() -> None:
    for framework in (REVIEW, MONITOR):
        assert told(framework, "2016-03-18")["headline"] == "stage"


@pytest.mark.parametrize(
    ("inputs", "is_met"),
    [
        ({"previous_review_on": "2013-03-18"}, True),
        ({"previous_review_on": "2013-03-17"}, False),
        ({"previous_review_on": "2013-03-17", "explained": True}, True),
        ({}, False),
        ({"explained": True}, True),
    ],
)
def test_monitor_asks_for_a_review_every_three_years_or_an_explanation(inputs: dict[str, Any], is_met: bool) -> None:
    colours = dict.fromkeys(QUESTIONS, said("green"))
    found = told(MONITOR, "2016-03-18", own_judgement=colours, team_judgement=colours, **inputs)
    assert (unmet(found) == []) is is_met
    assert found["outcomes"]["stage"]["value"] == "all_judged"


def test_the_domain_of_a_question_is_seen_and_changes_nothing() -> None:
    colours = dict.fromkeys(QUESTIONS, said("green"))
    bare = told(MONITOR, "2016-03-18", own_judgement=colours, team_judgement=colours)
    placed = told(
        MONITOR,
        "2016-03-18",
        own_judgement=colours,
        team_judgement=colours,
        domain_of_question={"question_1": "domain_2"},
    )
    assert placed["outcomes"] == bare["outcomes"]


def test_the_shipped_review_of_monitor_is_late_and_unexplained() -> None:
    result = shipped(MONITOR, "ten-questions.yaml").to_dict()
    assert result["outcomes"]["differences"]["value"] == 3
    assert len(unmet(result)) == 1
