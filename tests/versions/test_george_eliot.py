"""One trust and its hospital, as published: improved in 2025, with the trust's older rating kept on display."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wellled_rules import HistoryError, Timeline, timeline

ROOT = Path(__file__).parents[2]
HISTORY = ROOT / "versions" / "histories" / "george-eliot.json"
QUESTIONS = ("safe", "effective", "caring", "responsive", "well_led")


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(HISTORY.read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def made() -> Timeline:
    return timeline(HISTORY)


def shown(made: Timeline, subject: str, outcome: str, day: str, known_on: str | None = None) -> list[dict[str, Any]]:
    """All that may be displayed of an outcome on a day."""
    found = made.at(day, known_on=known_on).to_dict()
    lines = next(one for one in found["subjects"] if one["id"] == subject)["lines"]
    line = next((one for one in lines if one["outcome"] == outcome), None)
    return [] if line is None else line["stretches"][0]["displayed"]


@pytest.mark.parametrize(
    ("subject", "day", "labels"),
    [
        ("RLT", "2024-03-31", ["Requires improvement"]),
        ("RLT01", "2024-03-31", ["Requires improvement"]),
        ("RLT01", "2025-01-31", ["Requires improvement"]),
        ("RLT01", "2025-02-03", ["Requires improvement", "Good"]),
        ("RLT01", "2025-02-07", ["Good"]),
        ("RLT", "2025-02-07", ["Requires improvement"]),
        ("RLT", "2026-11-29", ["Requires improvement"]),
    ],
)
def test_the_hospital_improves_and_the_trust_stays_as_displayed(
    made: Timeline, subject: str, day: str, labels: list[str]
) -> None:
    assert [one["label"] for one in shown(made, subject, "overall", day)] == labels


def test_the_rating_of_the_trust_is_kept_by_the_transition_with_its_source(made: Timeline) -> None:
    (part,) = shown(made, "RLT", "overall", "2025-03-01")
    assert part["frameworks"] == ["kloe@2018-03"]
    assert part["is_stated"]
    kept = part["why"][-2]
    assert kept["text"].startswith("Kept from 1 April 2024 on by “From ratings of trusts that are aggregated")
    assert any("Adapting our approach to trust-level assessments" in source["text"] for source in kept["sources"])
    assert part["age"] == [
        {"on": "2025-03-01", "least_days": 2270, "most_days": 2300, "words": "6 years 2 months to 6 years 3 months"}
    ]


def test_between_the_end_of_the_earlier_rules_and_the_later_ones_at_its_level_the_gap_is_named(made: Timeline) -> None:
    for day in ("2023-11-21", "2024-03-31"):
        (part,) = shown(made, "RLT", "overall", day)
        kept = part["why"][-2]
        assert kept["text"] == (
            "Kept by “From ratings of trusts that are aggregated to one rating for well-led”, until the first "
            "assessment of a trust by the later framework is published; at level trust kloe@2018-03 was in force until "
            "21 November 2023, and saf@2023-11 is from 1 April 2024."
        )
        rests = [one["text"] for one in kept["sources"] if one["text"].startswith("rests on")]
        assert rests == [
            "rests on “We take it that it began on 1 April 2024 for trusts”",
            "rests on “We take it that the framework ended on 21 November 2023”",
        ]
    (part,) = shown(made, "RLT", "overall", "2023-11-20")
    assert "Kept" not in str(part["why"])


def test_what_is_worked_out_of_services_is_what_was_published(made: Timeline) -> None:
    for service in ("medical-care", "diagnostic-imaging"):
        (part,) = shown(made, service, "overall", "2025-03-01")
        assert (part["label"], part["is_stated"]) == ("Good", False)


def test_a_day_that_leaves_two_versions_open_is_told_with_both(made: Timeline) -> None:
    (part,) = shown(made, "RLT01", "overall", "2025-03-01")
    assert part["frameworks"] == ["saf@2023-11", "saf@2024-12"]


def test_every_event_says_where_it_was_read(made: Timeline) -> None:
    assert [one["id"] for one in made.to_dict()["events"] if not one["sources"]] == []


def test_the_licence_stands_in_the_history(told: dict[str, Any]) -> None:
    assert "Contains public sector information licensed under the Open Government Licence v3.0" in told["note"]


def with_first(told: dict[str, Any], day: str, *more: dict[str, Any]) -> dict[str, Any]:
    """The same history with an invented first assessment of the trust by the later framework."""
    first = {
        "id": "invented",
        "kind": "assessment",
        "subject": "RLT",
        "on": "2026-01-15",
        "published_on": day,
        "framework": "saf",
        "case": {"subject": {"kind": "nhs_trust"}, "given": {"well_led": "good"}},
    }
    return {**told, "events": [*told["events"], first, *more]}


def test_the_first_assessment_by_the_later_framework_retires_what_was_kept(told: dict[str, Any]) -> None:
    made = timeline(with_first(told, "2026-04-01"))
    for outcome in ("overall", *(f"key_question/{one}" for one in QUESTIONS)):
        (before,) = shown(made, "RLT", outcome, "2026-03-31")
        (after,) = shown(made, "RLT", outcome, "2026-04-01")
        assert (before["kind"], after["kind"]) == ("value", "retired")
        assert after["by"] == "invented"
    (part,) = shown(made, "RLT", "well_led", "2026-04-01")
    assert (part["label"], part["frameworks"]) == ("Good", ["saf@2024-12"])
    # The hospital and its services go on as before.
    (part,) = shown(made, "RLT01", "overall", "2026-04-01")
    assert (part["kind"], part["label"]) == ("value", "Good")


def test_what_is_retired_is_not_published_again(told: dict[str, Any]) -> None:
    late = {
        "id": "late",
        "kind": "assessment",
        "subject": "RLT",
        "on": "2023-10-01",
        "published_on": "2026-05-01",
        "framework": "kloe",
        "case": {"given": {"overall": "good"}},
    }
    hold = {
        "id": "hold",
        "kind": "suspension",
        "subject": "RLT",
        "on": "2026-06-01",
        "outcomes": ["overall", "well_led"],
    }
    with pytest.raises(HistoryError) as refused:
        timeline(with_first(told, "2026-04-01", late, hold))
    assert [(one.code, one.pointer) for one in refused.value.diagnostics] == [
        ("retired-rating-used", "/events/6/published_on"),
        ("retired-rating-used", "/events/7/outcomes"),
    ]
    timeline(with_first(told, "2026-04-01", {**late, "published_on": "2026-03-31"}))


def test_a_first_assessment_that_is_withdrawn_retires_nothing_from_then_on(told: dict[str, Any]) -> None:
    gone = {
        "id": "gone",
        "kind": "correction",
        "corrects": "invented",
        "on": "2026-06-01",
        "published_on": "2026-06-01",
        "withdraws": True,
    }
    made = timeline(with_first(told, "2026-04-01", gone))
    kinds = [shown(made, "RLT", "overall", day)[0]["kind"] for day in ("2026-03-31", "2026-05-31", "2026-06-01")]
    assert kinds == ["value", "retired", "value"]
    assert shown(made, "RLT", "well_led", "2026-06-01")[0]["kind"] == "nothing"


def test_a_day_of_retirement_that_is_not_known_leaves_both_open(told: dict[str, Any]) -> None:
    made = timeline(with_first(told, "2026-04"))
    assert [one["kind"] for one in shown(made, "RLT", "overall", "2026-04-15")] == ["retired", "value"]
    assert [one["kind"] for one in shown(made, "RLT", "overall", "2026-04-30")] == ["retired"]
