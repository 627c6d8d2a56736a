"""Published ratings: reproduced, or listed with what each waits for.

Two choices are made here, since nobody here has read what would settle them. Ratings of 2014 to 2016 are worked out by
`kloe@2017-06`, as if its principles had been those of the handbook of 2014; the result says that they lie outside its
period. Ratings of care homes and of practices are worked out as those of a location, by the numbers for NHS trusts: of
their own principles only what is Inadequate was read. All three are Good five times, of which no principle that was
read makes anything else.
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from wellled_rules import load
from wellled_rules.api.result import OutcomeView, Result

Row = dict[str, Any]

DATA = Path(__file__).resolve().parents[1] / "data" / "published_ratings.jsonl"
ROWS: list[Row] = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]

SAFE = "the key question safe, whose statements are not written"
CARING = "the key question caring, whose statements are not written, and its rating was not read"

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
    ("Nottinghamshire Healthcare NHS FT", "trust_single_rating"): "the scores and the percentage, which were not read",
    ("George Eliot Hospital NHS Trust", "trust_displayed_rating"): "what is shown between two frameworks",
    ("Cambridge University Hospitals NHS FT", "trust_overall"): "safe and effective, which were not read",
    ("Lancashire Teaching Hospitals NHS FT", "trust_overall"): "responsive and well_led, which were not read",
    ("Whiston Hospital", "location_overall"): "responsive, which was not read",
    (
        "London Ambulance Service NHS Trust",
        "trust_overall",
    ): "safe, effective, responsive and well_led, which were not read",
    ("Oxleas NHS FT", "trust_overall"): "safe, effective, caring, responsive and well_led, which were not read",
}

# Rows of well-led that stay open: the scores were not read, and a limit could act on the range they lie in.
OPEN = {"The Limes"}


# What a row rates -> the level, and the outcome.
RATED = {
    "trust_overall": ("trust", "overall"),
    "trust_combined_rating": ("trust", "combined"),
    "location_overall": ("location", "overall"),
    "assessment_service_group_overall": ("service", "overall"),
}
VERSIONS = {
    "CQC-2014-handbook": ("kloe@2017-06",),
    "CQC-KLOE-2017": ("kloe@2018-03",),
    "CQC-KLOE-ASC": ("kloe@2018-03",),
    "CQC-KLOE-PMS": ("kloe@2018-03",),
    # The two were assessed in 2024, and on which side of 2 December was not read.
    "CQC-SAF-2024": ("saf@2023-11", "saf@2024-12"),
}
QUESTIONS = frozenset({"safe", "effective", "caring", "responsive", "well_led"})


def is_aggregated(row: Row) -> bool:
    return row["level"] in RATED


def lacks(row: Row) -> frozenset[str]:
    """The ratings that a row asks for and does not have."""
    asked = QUESTIONS | ({"use_of_resources"} if row["level"] == "trust_combined_rating" else set())
    return asked - row["inputs"].get("key_questions", {}).keys() - row["inputs"].keys()


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


AGGREGATED = [(row, version) for row in ROWS if is_aggregated(row) for version in VERSIONS[row["framework"]]]
AUTHORITIES = [row for row in ROWS if is_local_authority(row)]
WELL_LED = [row for row in ROWS if is_well_led(row)]


def test_every_row_is_evaluated_or_listed() -> None:
    whole = [row for row in ROWS if is_aggregated(row) and not lacks(row)]
    rest = [key(row) for row in ROWS if not is_local_authority(row) and not is_well_led(row) and row not in whole]

    assert sorted(rest) == sorted(WAITS)
    assert len(whole) == 13
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


# --- ratings that are made from ratings --------------------------------------------------------------


def last_day(text: str) -> date:
    """The last day that a date as it was read leaves open, the first where it names two."""
    said = re.match(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", text)
    assert said is not None
    year, month = int(said[1]), int(said[2] or 12)
    return date(year, month, int(said[3] or monthrange(year, month)[1]))


def aggregated(row: Row, version: str) -> Result:
    """What a version makes of the ratings that a row has."""
    level, _ = RATED[row["level"]]
    entries = {"key_question_rating": row["inputs"].get("key_questions", {})}
    if "use_of_resources" in row["inputs"]:
        entries["use_of_resources"] = row["inputs"]["use_of_resources"]
    subject = {"level": level, "name": row["provider"]}
    return load(version).evaluate(
        {"subject": subject, "assessed_on": last_day(row["date"]).isoformat(), "inputs": entries}
    )


def named(one: tuple[Row, str]) -> str:
    return f"{one[0]['provider']}, {one[1]}"


@pytest.mark.parametrize("one", [one for one in AGGREGATED if not lacks(one[0])], ids=named)
def test_ratings_that_were_read_make_the_published_rating(one: tuple[Row, str]) -> None:
    row, version = one
    result = aggregated(row, version)
    found = result[RATED[row["level"]][1]]

    assert isinstance(found, OutcomeView)
    assert found.status == "determined"
    assert found.label == row["published_rating"]
    assert [one for one in result.to_dict()["sensitivities"] if one["outcome"] == RATED[row["level"]][1]] == []


@pytest.mark.parametrize("one", [one for one in AGGREGATED if lacks(one[0])], ids=named)
def test_a_rating_waits_for_the_ratings_that_were_not_read(one: tuple[Row, str]) -> None:
    row, version = one
    found = aggregated(row, version)["overall"]

    assert isinstance(found, OutcomeView)
    assert found.status == "undetermined"
    assert row["published_rating"] in [getattr(one, "label", None) for one in found.possible]
    assert {str(one) for one in found.waits_for} == {f"key_question_rating/{name}" for name in lacks(row)}
    said = WAITS[key(row)].removesuffix(", which were not read").removesuffix(", which was not read")
    assert set(re.split(", | and ", said)) == lacks(row)


@pytest.mark.parametrize("one", [one for one in AGGREGATED if "kloe" in one[1]], ids=named)
def test_a_rating_from_before_the_rules_says_so(one: tuple[Row, str]) -> None:
    row, version = one
    kinds = [notice["kind"] for notice in aggregated(row, version).to_dict()["notices"]]

    assert ("outside-period" in kinds) == (row["framework"] == "CQC-2014-handbook")
