"""Rules of other regulators, against what their pages print, counted out here without the engine."""

from __future__ import annotations

import csv
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
FOOD, ENERGY, CONFINEMENT = "fhrs@2022-10", "epc@2020-09", "nc-confinement@1978-01"


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

    assert len(rows) == 5


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


# ---- confinement: a score, a grave item, danger, and what was left ------------------------------------

SCORES = (*range(61), Fraction("20.5"), Fraction("40.01"), 999)


def classes_that_fit(score: int | Fraction, item: bool, dangerous: bool, left: bool) -> list[str]:
    """Every class whose own sentence holds, from the best."""
    fits = {
        "approved": score <= 20 and not item,
        "provisional": item or 20 < score <= 40,
        "disapproved": score > 40 or dangerous or left,
    }
    return [name for name, holds in fits.items() if holds]


def test_every_facility_has_the_worst_class_that_fits() -> None:
    told, several = {}, 0
    for score, item, dangerous, left in product(SCORES, *[(False, True)] * 3):
        result = evaluated(
            CONFINEMENT, demerit_score=score, six_point_item=item, dangerous=dangerous, left_uncorrected=left
        )
        fits = classes_that_fit(score, item, dangerous, left)
        assert result["classification"].value.id == fits[-1]
        told[fits[-1]] = told.get(fits[-1], 0) + 1
        several += len(fits) > 1

    assert told == {"approved": 21, "provisional": 63, "disapproved": 428}
    assert several == 340


@pytest.mark.parametrize(
    ("days", "building", "found"),
    [(7, False, []), (8, False, ["not_met"]), (8, True, []), (None, False, ["open"])],
    ids=["seven days", "eight", "eight while it is built", "nobody said"],
)
def test_provisional_lasts_seven_days_but_for_construction(days: int | None, building: bool, found: list[str]) -> None:
    said = {} if days is None else {"provisional_days": days}
    result = evaluated(CONFINEMENT, demerit_score=30, six_point_item=False, construction=building, **said)

    assert [(one.name, one.status) for one in result.checks] == [("seven_days", status) for status in found]
    assert result["classification"].value.id == "provisional"


def test_what_is_cited_for_a_score_mentions_one_and_a_copy_has_its_own_publisher() -> None:
    graph = load(CONFINEMENT).graph
    cited = [(one.source, one.place) for one in graph.rules["facility:demerit_score"].cites]

    assert cited == [("grading_rule", "(b)"), ("statute", "(b), the score sheet")]
    assert graph.sources["statute"].published_by == "instalawyer.io"


@pytest.mark.parametrize(
    ("written", "instead", "between"),
    [
        ("demerit_score is 40 or less", "demerit_score is 39 or less", "above 39 and below 40"),
        ("demerit_score is over 20 and", "demerit_score is over 21 and", "above 20 and below 21"),
    ],
    ids=["under the last class", "over the first"],
)
def test_the_check_finds_a_score_that_would_lie_between_two_classes(written: str, instead: str, between: str) -> None:
    text = (ROOT / "versions" / "nc-confinement-1978-01" / "framework.wlr").read_text(encoding="utf-8")
    assert written in text
    text = text.replace(written, instead)
    found = [one for one in check_text({"framework.wlr": text}, "framework.wlr", {}) if one.severity.name == "ERROR"]

    assert [one.code for one in found] == ["no-otherwise"]
    assert between in found[0].notes[0]


@pytest.mark.parametrize(
    "case", ["fhrs-2022-10/examples/limit-of-one-area.json", "epc-2020-09/examples/maisonette.json"]
)
def test_the_licence_stands_with_the_real_cases(case: str) -> None:
    line = "Contains public sector information licensed under the Open Government Licence v3.0"

    assert line in (ROOT / "versions" / case).read_text(encoding="utf-8")


def test_the_invented_facility_is_provisional_by_one_item_and_for_too_long() -> None:
    result = shipped(CONFINEMENT, "six-point-item.yaml")

    assert (result["classification"].value.id, result["classification"].decided_by) == ("provisional", ("grave_item",))
    assert [one.status for one in result.checks] == ["not_met"]
