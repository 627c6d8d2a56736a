"""Published ratings: reproduced, or listed with what each waits for."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from wellled_rules import load
from wellled_rules.api.result import OutcomeView

Row = dict[str, Any]

DATA = Path(__file__).resolve().parents[1] / "data" / "published_ratings.jsonl"
ROWS: list[Row] = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]

OLDER = "the older framework, which is not written yet"
SAFE = "the key question safe, which is not written"
CARING = "the key question caring, which is not written, and its rating was not read"
GROUP = "the rule from five key questions to the rating of a service group, which was not read"

# Every row that is not evaluated below: (provider, level) -> what it waits for.
WAITS: dict[tuple[str, str], str] = {
    ("The Grange Residential", "key_question"): SAFE,
    ("Evergreen Practice", "key_question"): "the percentage, which was not read",
    ("New Hall Hospital (surgery ASG)", "key_question"): "the rating, which was not read",
    ("Sphere", "key_question"): CARING,
    ("Choices Homecare Bolton and Bury", "key_question"): CARING,
    ("Ivy & Sage", "key_question"): SAFE,
    ("District Homecare", "key_question"): SAFE,
    ("Crofton & Sharlston Medical Practice", "key_question"): SAFE,
    ("St Georges Medical Practice", "key_question"): SAFE,
    ("location 1-216427351", "key_question"): SAFE,
    (
        "An NHS trust (not named in the source read) - urgent and emergency services",
        "assessment_service_group_overall",
    ): GROUP,
    ("George Eliot NHS Hospital - medical care", "assessment_service_group_overall"): GROUP,
    ("George Eliot NHS Hospital - diagnostic imaging", "assessment_service_group_overall"): GROUP,
    ("Nottinghamshire Healthcare NHS FT", "trust_single_rating"): "the scores and the percentage, which were not read",
    ("George Eliot Hospital NHS Trust", "trust_displayed_rating"): "what is shown between two frameworks",
    ("Harrogate and District NHS FT", "trust_overall"): OLDER,
    ("Sheffield Health and Social Care NHS FT", "trust_overall"): OLDER,
    ("Cambridge University Hospitals NHS FT", "trust_overall"): OLDER,
    ("Salford Royal NHS FT", "trust_overall"): OLDER,
    ("Buckinghamshire Healthcare NHS Trust", "trust_overall"): OLDER,
    ("Lancashire Teaching Hospitals NHS FT", "trust_overall"): OLDER,
    ("Queen Victoria Hospital NHS FT", "trust_overall"): OLDER,
    ("Sherwood Forest Hospitals NHS FT", "trust_overall"): OLDER,
    ("Western Sussex Hospitals NHS FT", "trust_combined_rating"): OLDER,
    ("Oxleas NHS FT", "trust_overall"): OLDER,
    ("Whiston Hospital", "location_overall"): OLDER,
    ("London Ambulance Service NHS Trust", "trust_overall"): OLDER,
    ("Serenita care home", "location_overall"): OLDER,
    ("Ash Trees Surgery", "location_overall"): OLDER,
    ("Radbrook Green Surgery", "location_overall"): OLDER,
}

# Rows of well-led that stay open: the scores were not read, and a limit could act on the range they lie in.
OPEN = {"The Limes"}


def is_local_authority(row: Row) -> bool:
    return bool(row["framework"] == "CQC-SAF-LA")


def is_well_led(row: Row) -> bool:
    return (
        row["framework"] == "CQC-SAF-2024"
        and row["inputs"].get("key_question") == "well_led"
        and row["published_percentage"] is not None
        and row["published_rating"] is not None
    )


def key(row: Row) -> tuple[str, str]:
    return row["provider"], row["level"]


AUTHORITIES = [row for row in ROWS if is_local_authority(row)]
WELL_LED = [row for row in ROWS if is_well_led(row)]


def test_every_row_is_evaluated_or_listed() -> None:
    rest = [key(row) for row in ROWS if not is_local_authority(row) and not is_well_led(row)]

    assert sorted(rest) == sorted(WAITS)
    assert len(AUTHORITIES) == 34
    assert len(WELL_LED) == 4


@pytest.mark.parametrize("row", AUTHORITIES, ids=lambda row: row["provider"])
def test_a_local_authority_is_rated_as_published(row: Row) -> None:
    framework = load("saf-local-authority@2024-12")
    case = {
        "subject": {"name": row["provider"]},
        "inputs": {"statement_score": row["inputs"]["quality_statement_scores"]},
    }

    found = framework.evaluate(case)["overall"]

    assert isinstance(found, OutcomeView)
    assert found.status == "determined"
    assert found.label == row["published_rating"]


def well_led_of(row: Row) -> OutcomeView:
    """The engine's well-led for a row of which only the percentage is known, by the rules of its day."""
    day = date.fromisoformat(row["date"])
    case = {
        "subject": {"level": "service", "name": row["provider"]},
        "assessed_on": day.isoformat(),
        "given": {"well_led_percentage": row["published_percentage"]},
    }
    found = load("saf", on=day).evaluate(case)["well_led"]
    assert isinstance(found, OutcomeView)
    return found


@pytest.mark.parametrize(
    "row", [row for row in WELL_LED if row["provider"] not in OPEN], ids=lambda row: row["provider"]
)
def test_a_published_percentage_gives_the_published_rating(row: Row) -> None:
    found = well_led_of(row)

    assert found.status == "determined"
    assert found.label == row["published_rating"]
    assert "given" in found.marks


@pytest.mark.parametrize("row", [row for row in WELL_LED if row["provider"] in OPEN], ids=lambda row: row["provider"])
def test_a_percentage_that_a_limit_could_reach_waits_for_its_scores(row: Row) -> None:
    framework = load("saf", on=date.fromisoformat(row["date"]))
    scores = framework.graph.named("service", "evidence_score")
    assert scores is not None

    found = well_led_of(row)

    assert found.status == "undetermined"
    assert row["published_rating"].lower() in [str(one) for one in found.possible]
    waits = {f"evidence_score/{'/'.join(cell)}" for cell in framework.graph.cells(scores)}
    assert {str(one) for one in found.waits_for} == waits
