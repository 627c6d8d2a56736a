"""What is carried from an earlier assessment, in the shipped frameworks: which outcomes, and the open counter-example.

Of the services below it was read how many statements were assessed, and that the others are based on the rating of
well-led before. When that was given, and under which version, was not read: a day and a version stand in for it here,
and nothing but the vintage turns on them.
"""

from __future__ import annotations

import json
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

import pytest

from wellled_rules import frameworks, load
from wellled_rules.api.result import OutcomeView, Result
from wellled_rules.graph.nodes import Determine, Input
from wellled_rules.graph.steps import completions
from wellled_rules.values.types import NumberType, ScaleType, Type

DATA = Path(__file__).resolve().parents[1] / "data" / "published_ratings.jsonl"
ROWS = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
STAND_IN = "2021-05-12"
SHIPPED = sorted({f"{one.id}@{one.version}" for one in frameworks()})


def published(provider: str) -> dict[str, Any]:
    (row,) = (one for one in ROWS if one["provider"] == provider and one["level"] == "key_question")
    return dict(row)


def rating(value: str) -> dict[str, Any]:
    return {"framework": "kloe@2018-03", "name": "well_led", "value": value, "assessed_on": STAND_IN}


def score(value: int) -> dict[str, Any]:
    return {"framework": "saf@2023-11", "name": "statement_score", "value": value, "assessed_on": "2024-05-20"}


def evaluated(version: str, day: str, assessed: dict[str, int], others: list[list[dict[str, Any]]]) -> Result:
    """A service of which some statements were assessed; the others in turn are carried from what is listed."""
    framework = load(version)
    node = framework.graph.named("service", "statement_score")
    assert node is not None
    left = [cell[0] for cell in framework.graph.cells(node) if cell[0] not in assessed]
    scores: dict[str, Any] = {name: {"value": one, "reason": "as read"} for name, one in assessed.items()}
    scores |= {name: {"carried": one} for name, one in zip(left, others, strict=True)}
    return framework.evaluate(
        {"subject": {"level": "service"}, "assessed_on": day, "inputs": {"statement_score": scores}}
    )


def whole(found: Result) -> int:
    """The percentage for well-led, to the nearest whole number."""
    view = found["well_led_percentage"]
    assert isinstance(view, OutcomeView)
    assert isinstance(view.value, int | Fraction)
    return floor(view.value + Fraction(1, 2))


# --- Fethneys: one statement assessed, six carried, and 54 % published -----------------------------------


def test_the_first_reading_carries_the_rating_and_needs_a_three() -> None:
    row = published("Fethneys")
    six = [[rating("requires_improvement")]] * 6

    found = {own: evaluated("saf@2024-12", row["date"], {"governance": own}, six) for own in (2, 3)}

    assert {own: whole(one) for own, one in found.items()} == {2: 50, 3: row["published_percentage"]}
    assert all(label(one) == row["published_rating"] for one in found.values())


def test_the_second_reading_carries_earlier_scores_and_one_of_them_was_a_three() -> None:
    row = published("Fethneys")
    six = [[rating("requires_improvement"), score(3 if turn == 0 else 2)] for turn in range(6)]

    found = evaluated("saf@2024-12", row["date"], {"governance": 2}, six)

    assert whole(found) == 50
    told = [one for one in found.to_dict()["sensitivities"] if one["outcome"] == "well_led_percentage"]
    (other,) = [one for one in told if one["alternative"] == "earlier_score"]
    assert other["assumption"] == "rating_or_score_carried"
    assert other["value"] == "375/7"  # 15 of 28: the 54 % that was published
    (none,) = [one for one in told if one["alternative"] == "not_carried"]
    assert none["value"] is None
    assert none["status"] == "undetermined"


def test_both_readings_are_shown() -> None:
    six = [[rating("requires_improvement"), score(3)]] * 6

    text = evaluated("saf@2024-12", "2025-05-14", {"governance": 2}, six).explain().to_text()

    flat = " ".join(text.replace("│", " ").split())
    assert (
        "Carried from well_led under kloe@2018-03: Requires improvement, assessed on 12 May 2021, 4 years old" in flat
    )
    assert "Not carried, as assumed, from statement_score under saf@2023-11: 3" in flat
    assert (
        "“What a statement has that was assessed earlier, and not now” were Earlier score instead of Published rating"
        in flat
    )


def label(found: Result) -> str | None:
    view = found["well_led"]
    assert isinstance(view, OutcomeView)
    return view.label


# --- New Hall: two statements assessed, five carried, and 79 % published ---------------------------------


@pytest.mark.parametrize("own", [(3, 4), (4, 3)])
def test_a_carried_good_fits_what_was_published_of_another_service(own: tuple[int, int]) -> None:
    row = published("New Hall Hospital (surgery ASG)")
    assessed = {"governance": own[0], "leaders": own[1]}

    found = evaluated("saf@2024-12", row["date"], assessed, [[rating("good")]] * 5)

    assert whole(found) == row["published_percentage"]


# --- how old it is ---------------------------------------------------------------------------------------


def test_the_vintage_travels_into_the_rating() -> None:
    found = evaluated("saf@2024-12", "2025-05-14", {"governance": 3}, [[rating("good")]] * 5 + [[score(3)]])

    told = found.to_dict()
    expected = [
        {"framework": "kloe@2018-03", "assessed_on": STAND_IN},
        {"framework": "saf@2023-11", "assessed_on": "2024-05-20"},
    ]
    assert told["outcomes"]["well_led"]["vintage"]["parts"] == expected
    assert told["outcomes"]["well_led"]["vintage"]["age"] == {"years": 4, "months": 0, "days": 2}
    assert "carried" in told["outcomes"]["overall"]["marks"]
    assert [one["kind"] for one in told["notices"]].count("mixed-vintages") == 1
    assert found.vintage is not None
    assert found.vintage.has_several


def test_what_was_assessed_now_has_no_vintage() -> None:
    found = evaluated("saf@2024-12", "2025-05-14", dict.fromkeys(ALL, 3), [])

    assert found.vintage is None
    assert "vintage" not in found.to_dict()["outcomes"]["well_led"]


ALL = ["shared_direction", "leaders", "speaking_up", "workforce_equality", "governance", "partnerships", "improvement"]


# --- what is carried is there ----------------------------------------------------------------------------


@pytest.mark.parametrize("version", SHIPPED)
def test_what_is_carried_stands_in_the_version_that_is_named(version: str) -> None:
    """Where that version is shipped: an outcome or an input of that name, of a type with the same levels."""
    for node in load(version).graph.nodes.values():
        for line in node.carried if isinstance(node, Input) else ():
            if line.framework not in SHIPPED:
                continue
            there = load(line.framework).graph
            found = [one for level in there.levels if (one := there.named(level, line.name)) is not None]
            assert any(isinstance(one, Determine | Input) for one in found), line
            assert {levels_of(one.type) for one in found} == {levels_of(line.type)}, line


def levels_of(type_: Type) -> frozenset[str]:
    """The ids of a scale's levels; of whole numbers, as they would be written as levels."""
    if isinstance(type_, ScaleType):
        return frozenset(level.id for level in type_.scale.levels)
    assert isinstance(type_, NumberType)
    return frozenset(map(str, completions(type_) or ()))


def test_both_versions_of_the_first_assessments_carry() -> None:
    carrying = {
        version
        for version in SHIPPED
        if any(isinstance(node, Input) and node.carried for node in load(version).graph.nodes.values())
    }
    assert {"saf@2023-11", "saf@2024-12"} <= carrying
