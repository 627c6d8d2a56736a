"""The invented history that is shipped: a merger, a first assessment, a correction, an appeal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from wellled_rules import Timeline, timeline

HISTORY = Path(__file__).parents[2] / "versions" / "histories" / "two-trusts.yaml"


@pytest.fixture(scope="module")
def made() -> Timeline:
    return timeline(HISTORY)


def shown(made: Timeline, subject: str, day: str, known_on: str | None = None) -> dict[str, str]:
    """By outcome, kind and value of what is displayed; every day of this history is known."""
    found = next(one for one in made.at(day, known_on=known_on).to_dict()["subjects"] if one["id"] == subject)
    told: dict[str, Any] = {line["outcome"]: line["stretches"][0] for line in found["lines"]}
    return {name: f"{one['displayed'][0]['kind']} {one['displayed'][0]['value']}" for name, one in told.items()}


def test_the_first_assessment_retires_all_ratings_of_the_trust_but_gives_its_own(made: Timeline) -> None:
    before, after = shown(made, "RIVER", "2025-05-11"), shown(made, "RIVER", "2025-05-12")
    assert {one.split()[0] for one in before.values()} == {"value"}
    assert before["combined"] == "value good"
    assert after.pop("well_led") == "value good"
    assert {one.split()[0] for one in after.values()} == {"retired"}


def test_the_correction_is_displayed_from_its_day_on_and_known_of_the_days_before(made: Timeline) -> None:
    assert shown(made, "RIVER", "2025-07-02")["well_led"] == "value good"
    assert shown(made, "RIVER", "2025-07-03")["well_led"] == "value requires_improvement"
    found = made.at("2025-06-01").to_dict()["subjects"][0]["lines"]
    (stretch,) = next(line for line in found if line["outcome"] == "well_led")["stretches"]
    assert [one["value"] for one in stretch["corrected"]] == ["requires_improvement"]


def test_the_hospital_goes_to_the_other_trust_with_what_it_displays(made: Timeline) -> None:
    places = [made.at(day).to_dict()["subjects"][3]["within"][0]["id"] for day in ("2024-09-30", "2024-10-01")]
    assert places == ["HILL", "RIVER"]
    assert shown(made, "HILL-1", "2024-10-01")["overall"] == "value good"
    assert "Ended on 1 October 2024" in made.at("2024-10-01").to_text()


def test_an_appeal_suspends_one_outcome_until_it_ends(made: Timeline) -> None:
    days = ("2025-07-31", "2025-08-01", "2025-09-30", "2025-10-01")
    assert [shown(made, "HILL-1", day)["overall"].split()[0] for day in days] == [
        "value",
        "suspended",
        "suspended",
        "value",
    ]
    assert shown(made, "HILL-1", "2025-08-01")["well_led"] == "value good"
