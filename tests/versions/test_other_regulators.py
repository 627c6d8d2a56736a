"""Rules of other regulators, against what their pages print, counted out here without the engine."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from wellled_rules import load
from wellled_rules.api import check_text
from wellled_rules.api.result import Result
from wellled_rules.cases.read import read

ROOT = Path(__file__).resolve().parents[2]
FOOD, ENERGY, STARS = "fhrs@2022-10", "epc@2020-09", "nc-star-rating@2009-01"


def evaluated(framework: str, **inputs: Any) -> Result:
    return load(framework).evaluate({"inputs": inputs})


def shipped(framework: str, name: str) -> Result:
    path = ROOT / "versions" / framework.replace("@", "-") / "examples" / name
    return load(framework).evaluate(read(path.read_bytes(), name))


# ---- food hygiene: scores added up, and the highest of them -----------------------------------------

# A rating, from the best: the most that the scores may total, and the most that one of them may be.
PERMITTED = {5: (15, 5), 4: (20, 10), 3: (30, 10), 2: (40, 15), 1: (50, 20), 0: (80, 30)}
OF_25, OF_30 = (0, 5, 10, 15, 20, 25), (0, 5, 10, 20, 30)


def hygiene_rating(scores: tuple[int, int, int]) -> int:
    """The best rating that permits the total and the highest."""
    return next(one for one, (total, highest) in PERMITTED.items() if sum(scores) <= total and max(scores) <= highest)


def test_every_combination_of_scores_has_the_best_rating_that_permits_it() -> None:
    combinations = list(product(OF_25, OF_25, OF_30))
    names = ("hygiene", "structure", "confidence")
    found = {one: evaluated(FOOD, **dict(zip(names, one, strict=True)))["rating"].value for one in combinations}

    assert len(found) == 180
    assert {one: rating.id for one, rating in found.items()} == {one: str(hygiene_rating(one)) for one in combinations}


def test_published_food_hygiene_ratings_are_reproduced() -> None:
    with (ROOT / "tests" / "data" / "food_hygiene_ratings.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        scores = {"hygiene": row["hygiene"], "structure": row["structural"], "confidence": row["confidence"]}
        result = evaluated(FOOD, **{name: int(score) for name, score in scores.items()})
        assert result["rating"].value.id == row["rating"], row

    assert len(rows) == 4


def test_the_published_case_turns_on_the_limit_of_one_area() -> None:
    rating = shipped(FOOD, "limit-of-one-area.json")["rating"]

    assert (rating.value.id, rating.decided_by) == ("4", ("over_5",))


# ---- energy: a whole number to a letter ------------------------------------------------------------

PRINTED = {"G": (1, 20), "F": (21, 38), "E": (39, 54), "D": (55, 68), "C": (69, 80), "B": (81, 91)}


def energy_band(rating: int) -> str:
    """The printed band; what lies above every one of them is A, and what lies below, G."""
    inside = [letter for letter, (low, high) in PRINTED.items() if low <= rating <= high]
    return inside[0] if inside else "A" if rating > 91 else "G"


def test_every_whole_number_has_its_printed_band() -> None:
    numbers = range(-20, 201)
    found = {one: evaluated(ENERGY, energy_rating={"current": one, "potential": one}) for one in numbers}

    for outcome in ("current_band", "potential_band"):
        told = {one: result[outcome].value.id for one, result in found.items()}
        assert told == {one: f"band_{energy_band(one).lower()}" for one in numbers}


def test_the_published_certificate_has_its_bands() -> None:
    result = shipped(ENERGY, "maisonette.json")

    assert [result[one].value.id for one in ("current_band", "potential_band")] == ["band_d", "band_c"]


# ---- stars: points taken off and added, and the year before --------------------------------------------

OFF: Mapping[str, str] = {
    "noncompliance": "2",
    "type_a": "10",
    "type_b": "3.5",
    "type_b_uncorrected": "3.5",
    "admissions_suspended": "10",
    "revocation_notice": "31",
}
ON: Mapping[str, str] = {
    "noncompliance_remedied": "1.25",
    "type_a_remedied": "2.5",
    "type_a_thereafter": "2.5",
    "type_b_remedied": "1.25",
    "admissions_resumed": "5",
    "quality_improvement": "2.5",
    "nova": "2.5",
    "sprinkler_installation": "3",
    "sprinkler_upkeep": "2",
}
BEFORE = (Fraction("99.75"), Fraction(100), None)


def star_count(score: Fraction, before: Fraction | None) -> int:
    """By the printed scale, whose tenths are read as they stand: a score between two bands has no stars to count."""
    if score >= 100:
        return 4 if before is not None and before >= 100 else 3
    bands = {3: ("90", "99.9"), 2: ("80", "89.9"), 1: ("70", "79.9"), 0: ("-10000", "69.9")}
    (stars,) = (stars for stars, (low, high) in bands.items() if Fraction(low) <= score <= Fraction(high))
    return stars


def certificate(before: Fraction | None, off: Mapping[str, int], on: Mapping[str, int]) -> tuple[Fraction, str]:
    said = "not_applicable" if before is None else before
    result = evaluated(STARS, over_a_year=True, previous_score=said, demerits_found=off, merits_earned=on)
    return result["score"].value, result["stars"].value.id


def test_points_and_stars_are_those_of_the_scale() -> None:
    seen = set()
    for noncompliances, remedied, type_a, type_b in product(range(18), range(4), range(4), range(3)):
        before = BEFORE[(noncompliances + remedied + type_a + type_b) % 3]
        off = {"noncompliance": noncompliances, "type_a": type_a, "type_b": type_b}
        score = 100 - sum(Fraction(OFF[name]) * times for name, times in off.items()) + Fraction("1.25") * remedied
        stars = star_count(score, before)
        assert certificate(before, off, {"noncompliance_remedied": remedied}) == (score, str(stars))
        seen.add((stars, before is None))

    assert seen == {*product(range(4), (True, False)), (4, False)}


@pytest.mark.parametrize(("sign", "grounds"), [(-1, OFF), (1, ON)], ids=["demerits", "merits"])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_every_demerit_and_merit_has_its_points(sign: int, grounds: Mapping[str, str], times: int) -> None:
    for name, points in grounds.items():
        off, on = ({name: times}, {}) if sign < 0 else ({}, {name: times})
        score = 100 + sign * times * Fraction(points)
        assert certificate(Fraction(100), off, on) == (score, str(star_count(score, Fraction(100))))


@pytest.mark.parametrize(
    ("written", "instead", "missing"),
    [
        ("when 90 to 99.9", "when 90 to 99.7", "99.75"),
        ("equals 100 + total", "equals 99.95 + total", "69.95"),
    ],
    ids=["a narrower band", "scores that are no quarters"],
)
def test_the_check_finds_what_would_lie_between_two_printed_bands(written: str, instead: str, missing: str) -> None:
    text = (ROOT / "versions" / "nc-star-rating-2009-01" / "framework.wlr").read_text(encoding="utf-8")
    assert written in text
    text = text.replace(written, instead)
    found = [one for one in check_text({"framework.wlr": text}, "framework.wlr", {}) if one.severity.name == "ERROR"]

    assert [one.code for one in found] == ["gap-in-table"]
    assert missing in found[0].headline


@pytest.mark.parametrize(
    "case", ["fhrs-2022-10/examples/limit-of-one-area.json", "epc-2020-09/examples/maisonette.json"]
)
def test_the_licence_stands_with_the_real_cases(case: str) -> None:
    line = "Contains public sector information licensed under the Open Government Licence v3.0"

    assert line in (ROOT / "versions" / case).read_text(encoding="utf-8")


def test_the_invented_facility_has_the_fourth_star_by_its_programme() -> None:
    result = shipped(STARS, "two-inspections.yaml")

    assert (result["score"].value, result["stars"].value.id) == (101, "4")
