"""Process rules of the frameworks: what each asks of which kind of assessment, and that no rating turns on it."""

from __future__ import annotations

from typing import Any

import pytest

from wellled_rules import load
from wellled_rules.api.result import Result

SAF = ("saf@2023-11", "saf@2024-12")
KLOE = ("kloe@2017-06", "kloe@2018-03")
STATEMENTS = (
    "shared_direction",
    "leaders",
    "speaking_up",
    "workforce_equality",
    "governance",
    "partnerships",
    "improvement",
    "environment",
)
QUESTIONS = ("safe", "effective", "caring", "responsive", "well_led")


def scores(version: str, level: str = "trust") -> dict[str, Any]:
    """What makes well-led Good."""
    name = "evidence_score" if version == "saf@2023-11" else "statement_score"
    graph = load(version).graph
    entries: dict[str, Any] = {}
    for members in graph.cells(graph.nodes[f"{level}:{name}"]):
        where = entries
        for one in members[:-1]:
            where = where.setdefault(one, {})
        where[members[-1]] = {"value": 3, "reason": "seen"}
    return {name: entries}


def assessed(version: str, level: str = "trust", **inputs: Any) -> Result:
    return load(version).evaluate(
        {"subject": {"level": level}, "assessed_on": "2025-03-10", "inputs": scores(version, level) | inputs}
    )


def unmet(result: Result) -> dict[str, list[str]]:
    """What is not met, and what can't be told yet."""
    found: dict[str, list[str]] = {"not_met": [], "open": []}
    for one in result.checks:
        found[one.status].append("/".join((one.name, *one.cell.members)))
    return found


def changes_nothing(result: Result, plain: Result) -> bool:
    return bool(result.to_dict()["outcomes"] == plain.to_dict()["outcomes"])


MET: list[dict[str, Any]] = [
    {},
    {"kind_of_assessment": "planned"},
    {"kind_of_assessment": "in_response_to_risk"},
    {"kind_of_assessment": "pilot", "volunteered": "yes"},
    {"kind_of_assessment": "follow_up", "earlier_assessment_on": "2024-03-09"},
    {"first_assessment": "yes", "kind_of_assessment": "planned", "moderation_held": "yes"},
    {"services_assessed_on": "2025-03-10"},
    {"oldest_evidence_on": {"governance": "2024-01-01"}},
    {"window_opens_on": "2024-09-01", "oldest_evidence_on": dict.fromkeys(STATEMENTS, "2024-09-01")},
    {"window_closes_on": "2025-02-28", "newest_evidence_on": dict.fromkeys(STATEMENTS, "2025-02-28")},
]
UNMET: list[tuple[dict[str, Any], str]] = [
    ({"kind_of_assessment": "pilot", "volunteered": "no"}, "pilot_volunteered"),
    ({"kind_of_assessment": "follow_up"}, "follow_up_follows"),
    ({"kind_of_assessment": "follow_up", "earlier_assessment_on": "2025-03-10"}, "follow_up_follows"),
    ({"services_assessed_on": "2025-03-11"}, "services_first"),
    (
        {"window_opens_on": "2024-09-01", "oldest_evidence_on": {"governance": "2024-08-31", "leaders": "2024-09-01"}},
        "not_too_old/governance",
    ),
    ({"window_closes_on": "2025-02-28", "newest_evidence_on": {"leaders": "2025-03-01"}}, "not_too_new/leaders"),
]


@pytest.mark.parametrize("version", SAF)
@pytest.mark.parametrize("inputs", MET, ids=str)
def test_what_is_met_or_not_asked_for_is_not_told(version: str, inputs: dict[str, Any]) -> None:
    result = assessed(version, **inputs)

    assert unmet(result) == {"not_met": [], "open": []}
    assert changes_nothing(result, assessed(version))


@pytest.mark.parametrize("version", SAF)
@pytest.mark.parametrize(("inputs", "check"), UNMET, ids=str)
def test_what_is_not_met_is_told_and_changes_no_rating(version: str, inputs: dict[str, Any], check: str) -> None:
    result = assessed(version, **inputs)

    assert unmet(result) == {"not_met": [check], "open": []}
    assert changes_nothing(result, assessed(version))


@pytest.mark.parametrize("version", SAF)
def test_a_pilot_of_which_nobody_says_who_volunteered_is_open(version: str) -> None:
    result = assessed(version, kind_of_assessment="pilot")

    assert unmet(result) == {"not_met": [], "open": ["pilot_volunteered"]}
    assert [one.waits_for for one in result.checks] == [("volunteered",)]


@pytest.mark.parametrize("version", SAF)
def test_the_window_is_asked_of_a_service_too(version: str) -> None:
    more = {"window_opens_on": "2024-09-01", "oldest_evidence_on": {"improvement": "2024-08-01"}}
    result = assessed(version, "service", **more)

    assert unmet(result)["not_met"] == ["not_too_old/improvement"]


def test_a_first_assessment_collects_every_category_while_they_are_scored() -> None:
    given = scores("saf@2023-11")["evidence_score"]
    given["partnerships"]["partners"] = "not_assessed"
    result = assessed("saf@2023-11", first_assessment="yes", evidence_score=given)

    # Whatever the fourth category is, the statement has 3: eight scores are covered, and its evidence is not.
    assert unmet(result)["not_met"] == ["all_categories/partnerships"]
    assert "all_categories" not in {node.partition(":")[2] for node in load("saf@2024-12").graph.nodes}


@pytest.mark.parametrize("check", ["pilot_volunteered", "services_first", "all_categories", "not_too_old"])
def test_each_names_its_source_or_what_it_rests_on(check: str) -> None:
    rule = load("saf@2023-11").graph.rules[f"trust:{check}"]

    assert rule.cites or rule.rests_on


# --- the older framework ------------------------------------------------------------------------------


def rated(version: str, **inputs: Any) -> Result:
    ratings = {"key_question_rating": dict.fromkeys(QUESTIONS, "good"), "use_of_resources": "good"}
    if version == "kloe@2017-06":
        del ratings["use_of_resources"]
    return load(version).evaluate({"subject": {"level": "trust"}, "inputs": ratings | inputs})


@pytest.mark.parametrize("version", KLOE)
@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({}, []),
        ({"ratings_changed": "yes", "well_led_inspected": "yes", "services_inspected": "yes"}, []),
        ({"ratings_changed": "no", "well_led_inspected": "no"}, []),
        ({"ratings_changed": "yes", "well_led_inspected": "no"}, ["changed_after_inspections"]),
        ({"ratings_changed": "yes", "services_inspected": "no"}, ["changed_after_inspections"]),
        ({"ratings_depart": "yes", "quality_controlled": "yes"}, []),
        ({"ratings_depart": "yes", "quality_controlled": "no"}, ["departures_controlled"]),
    ],
    ids=str,
)
def test_ratings_of_a_trust_change_and_depart_by_the_rules(
    version: str, inputs: dict[str, Any], expected: list[str]
) -> None:
    result = rated(version, **inputs)

    assert unmet(result) == {"not_met": expected, "open": []}
    assert changes_nothing(result, rated(version))


@pytest.mark.parametrize("version", KLOE)
@pytest.mark.parametrize(
    ("merged_on", "counts_again", "expected"),
    [
        ("2017-03-09", "no", ["end_of_merger_recorded"]),
        ("2017-03-09", "yes", []),
        ("2017-03-10", "no", []),
        ("2018-03-10", "no", []),
        ("2019-03-11", "no", []),
    ],
)
def test_the_end_of_a_merger_is_a_decision(
    version: str, merged_on: str, counts_again: str, expected: list[str]
) -> None:
    service = {
        "id": "maternity",
        "merged_on": merged_on,
        "counts_again": {"value": counts_again, "reason": "seen"},
        "key_question_rating": dict.fromkeys(QUESTIONS, "good"),
    }
    subject = {"level": "trust", "services": [service]}
    result = load(version).evaluate({"subject": subject, "assessed_on": "2019-03-10"})

    assert unmet(result) == {"not_met": expected, "open": []}
