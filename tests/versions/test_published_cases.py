"""Published ratings: reproduced, or listed with what can't be known.

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
from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from wellled_rules import Framework, load
from wellled_rules.api.result import OutcomeView, Result

Row = dict[str, Any]

DATA = Path(__file__).resolve().parents[1] / "data" / "published_ratings.jsonl"
ROWS: list[Row] = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]

# Every row whose rating no framework gives from what was read: (provider, level) -> what can't be known. What can be is
# held by the tests below: the range of a percentage, and what a published rating tells of ratings that were not read.
UNKNOWN: dict[tuple[str, str], str] = {
    ("The Limes", "key_question"): "the scores: a limit could act on one of them",
    ("Evergreen Practice", "key_question"): "the percentage, which was not read: the rating alone says from 63 to 87",
    ("New Hall Hospital (surgery ASG)", "key_question"): "the rating, which was not read, and the scores",
    ("Sphere", "key_question"): "the rating, which was not read, and the scores",
    ("Choices Homecare Bolton and Bury", "key_question"): "the rating, which was not read, and the scores",
    ("Ivy & Sage", "key_question"): "the scores: a limit could act on one of them",
    ("District Homecare", "key_question"): "the scores: a limit could act on one of them",
    ("Crofton & Sharlston Medical Practice", "key_question"): "the scores: a limit could act on one of them",
    ("St Georges Medical Practice", "key_question"): "the scores: a limit could act on one of them",
    ("location 1-216427351", "key_question"): "the scores: a limit could act on one of them; and the day",
    (
        "George Eliot Hospital NHS Trust",
        "trust_displayed_rating",
    ): "the ratings behind it: it is an earlier one that stayed displayed",
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


# Of a key question whose statements are not written: its rating follows from its percentage, on which no limit acts.
RANGED = {"The Grange Residential"}

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


def is_single(row: Row) -> bool:
    return bool(row["level"] == "trust_single_rating")


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
SINGLE = [row for row in ROWS if is_single(row)]
PERCENTAGES = [row for row in ROWS if row["level"] == "key_question" and row["published_percentage"] is not None]


def test_every_row_is_reproduced_or_listed_with_what_can_not_be_known() -> None:
    whole = [row for row in ROWS if is_aggregated(row) and not lacks(row)]
    ranged = [row for row in ROWS if row["provider"] in RANGED]
    well_led = [row for row in WELL_LED if row["provider"] not in OPEN]
    reproduced = [*whole, *AUTHORITIES, *well_led, *SINGLE, *ranged]
    rest = [key(row) for row in ROWS if row not in reproduced]

    assert sorted(rest) == sorted(UNKNOWN)
    assert (len(whole), len(AUTHORITIES), len(well_led), len(SINGLE), len(ranged)) == (13, 34, 3, 1, 1)
    assert len(reproduced) + len(UNKNOWN) == len(ROWS) == 68


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


@pytest.mark.parametrize("row", SINGLE, ids=lambda row: row["provider"])
def test_the_single_rating_of_a_trust_is_its_rating_for_well_led(row: Row) -> None:
    case = {
        "subject": {"level": "trust", "name": row["provider"]},
        "assessed_on": last_day(row["date"]).isoformat(),
        "given": {"well_led": row["inputs"]["trust_level_well_led"]},
    }
    found = load("saf", on=last_day(row["date"])).evaluate(case)["trust_rating"]

    assert isinstance(found, OutcomeView)
    assert found.status == "determined"
    assert found.label == row["published_rating"]


# --- percentages of single key questions ---------------------------------------------------------------

RANGES = """language 1

framework ranges@2024-12 "Ranges of percentages that were published"
    standing "An exercise."
    status draft
    covers key_question
    headline range at key_question

use cqc.bands as band
    percentage_read is percentage_found
    halves is half_up

source bands_page "Bands"
    published by "Care Quality Commission"

level key_question "Key question"

use cqc.scales for rating

input percent_seen "Percentage, as published"
    is a whole number from 25 to 100

determine percentage_found "Percentage"
    is a percentage
    equals percent_seen as a percentage of 100
    cites bands_page

determine range "Range"
    is a rating
    equals band.as_rating
    cites bands_page
"""


@pytest.fixture(scope="module")
def ranges(tmp_path_factory: pytest.TempPathFactory) -> Framework:
    path = tmp_path_factory.mktemp("ranges") / "ranges.wlr"
    path.write_text(RANGES, encoding="utf-8")
    return load(path)


def totals(row: Row) -> list[int]:
    """Totals of statement scores of which the published percentage is the nearest whole number."""
    most, least = row["inputs"]["max_score"], row["inputs"]["quality_statements_in_key_question"]
    return [
        total for total in range(least, most + 1) if (200 * total + most) // (2 * most) == row["published_percentage"]
    ]


@pytest.mark.parametrize("row", PERCENTAGES, ids=lambda row: row["provider"])
def test_a_published_percentage_is_of_one_total_and_in_the_range_of_its_rating(ranges: Framework, row: Row) -> None:
    """Of 28 and of 32 points no two totals have one percentage, so each tells the total, and no score."""
    found = ranges.evaluate({"inputs": {"percent_seen": row["published_percentage"]}})["range"]

    assert len(totals(row)) == 1
    assert isinstance(found, OutcomeView)
    assert found.status == "determined"
    # Where the rating was not read, all that is known is that it is no better than its range.
    assert found.label == (row["published_rating"] or "Good")


@pytest.mark.parametrize(
    "row", [row for row in PERCENTAGES if row["provider"] in RANGED], ids=lambda row: row["provider"]
)
def test_on_the_range_of_requires_improvement_no_limit_acts(row: Row) -> None:
    assert row["published_rating"] == "Requires improvement"
    assert {limit.partition(":")[2] for limit in limits("saf@2024-12")} == {
        "short_of_outstanding",
        "significant_shortfall",
    }


def limits(version: str) -> set[str]:
    return {name for name, rule in load(version).graph.rules.items() if rule.kind == "limit"}


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
    other = [one for one in result.to_dict()["sensitivities"] if one["outcome"] == RATED[row["level"]][1]]
    # A row does not say of which kind its trust is: that a combined rating was published shows it.
    assert [one["assumption"] for one in other] == (
        ["acute_where_unsaid"] if "use_of_resources" in row["inputs"] else []
    )


@pytest.mark.parametrize("one", [one for one in AGGREGATED if lacks(one[0])], ids=named)
def test_a_rating_waits_for_the_ratings_that_were_not_read(one: tuple[Row, str]) -> None:
    row, version = one
    found = aggregated(row, version)["overall"]

    assert isinstance(found, OutcomeView)
    assert found.status == "undetermined"
    assert row["published_rating"] in [getattr(one, "label", None) for one in found.possible]
    assert {str(one) for one in found.waits_for} == {f"key_question_rating/{name}" for name in lacks(row)}
    said = UNKNOWN[key(row)].removesuffix(", which were not read").removesuffix(", which was not read")
    assert set(re.split(", | and ", said)) == lacks(row)


@pytest.mark.parametrize("one", [one for one in AGGREGATED if "kloe" in one[1]], ids=named)
def test_a_rating_from_before_the_rules_says_so(one: tuple[Row, str]) -> None:
    row, version = one
    kinds = [notice["kind"] for notice in aggregated(row, version).to_dict()["notices"]]

    assert ("outside-period" in kinds) == (row["framework"] == "CQC-2014-handbook")


# --- what a published rating tells of the ratings that were not read ----------------------------------

# Row -> what holds of the ratings that were not read, in every way in which they make the published one, and no other.
TOLD: dict[str, Callable[[Counter[str]], bool]] = {
    # Two of five Requires improvement would be Requires improvement; two Outstanding are there.
    "Cambridge University Hospitals NHS FT": lambda found: (
        not found["Requires improvement"] and not found["Inadequate"]
    ),
    # One is read; one Inadequate is taken to be enough, and two would be Inadequate.
    "Lancashire Teaching Hospitals NHS FT": lambda found: (
        found["Inadequate"] == 1 or (found["Inadequate"] == 0 and found["Requires improvement"] >= 1)
    ),
    # One Outstanding is read: a second would make it Outstanding.
    "Whiston Hospital": lambda found: found["Outstanding"] == 0 and found["Inadequate"] == 0,
    "London Ambulance Service NHS Trust": lambda found: found["Inadequate"] >= 2,
    "Oxleas NHS FT": lambda found: (
        found["Inadequate"] == 1 or (found["Inadequate"] == 0 and found["Requires improvement"] >= 2)
    ),
}
RATINGS = ("Outstanding", "Good", "Requires improvement", "Inadequate")


@pytest.mark.parametrize("one", [one for one in AGGREGATED if lacks(one[0])], ids=named)
def test_a_published_rating_tells_what_the_ratings_that_were_not_read_can_be(one: tuple[Row, str]) -> None:
    row, version = one
    level, outcome = RATED[row["level"]]
    read, unread = row["inputs"].get("key_questions", {}), sorted(lacks(row))
    ways = list(product(RATINGS, repeat=len(unread)))
    columns = {f"key_question_rating.{name}": [label] * len(ways) for name, label in read.items()}
    columns |= {f"key_question_rating.{name}": [way[turn] for way in ways] for turn, name in enumerate(unread)}

    answers = load(version).evaluate_table(pa.table(columns), level=level, outcomes=[outcome])[outcome].to_pylist()

    published = row["published_rating"].lower().replace(" ", "_")
    makes_it = [answer == published for answer in answers]
    assert makes_it == [TOLD[row["provider"]](Counter(way)) for way in ways]
    assert any(makes_it)


def test_what_a_page_implies_makes_the_rating_that_it_states() -> None:
    """Safe and effective stand nowhere on the page, which implies that they are Good."""
    (row,) = [one for one in ROWS if "Good implied" in one["inputs"].get("note", "")]
    implied = {
        **row,
        "inputs": {"key_questions": row["inputs"]["key_questions"] | {"safe": "Good", "effective": "Good"}},
    }
    found = aggregated(implied, "kloe@2018-03")["overall"]

    assert isinstance(found, OutcomeView)
    assert found.label == row["published_rating"]
