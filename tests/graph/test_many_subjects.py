"""Cases with many subjects: what is said of each is found by its place, and none costs more for the others there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from wellled_rules import Framework, load
from wellled_rules.api.result import Result
from wellled_rules.backends.reference.evaluate import evaluate

FIELDS = """\
language 1

framework fields@2025-01 "Fields"
    status draft
    covers field
    headline is_seen at field

source guide "Guide"
    published by "Field Office"

level farm "Farm"

level field "Field"
    within farm

scale grade "Grade"
    best first
    good "Good"
    poor "Poor"
    also shown
        not_graded "Not graded" counts as not_assessed

input found at field "Found"
    is a grade

input is_flooded at field "Flooded"
    is yes or no
    treat not_given as no

determine mark at field "Mark"
    is a grade
    first of
        not_graded when found is poor
        good otherwise
    cites guide "1"

limit flooded at field "Flooded"
    on mark to poor
    when is_flooded is yes
    normally, but warden may depart, with a reason
    cites guide "2"

determine is_seen at field "It was seen"
    is yes or no
    first of
        yes when mark is known
        no otherwise
    cites guide "1"
"""

FEW, MANY = 100, 1500


@pytest.fixture(scope="module")
def framework(tmp_path_factory: pytest.TempPathFactory) -> Framework:
    place: Path = tmp_path_factory.mktemp("fields") / "fields.wlr"
    place.write_text(FIELDS, encoding="utf-8")
    return load(place)


def farm(count: int) -> dict[str, Any]:
    """Every other field was not seen, one of three is flooded, and one of five has a departure from what follows."""
    fields: list[dict[str, Any]] = []
    departure = {"rule": "flooded", "role": "warden", "reason": "old", "clause": "2", "on": "2025-05-02"}
    for turn in range(count):
        decisions = [] if turn % 5 else [departure]
        found = "not_seen" if turn % 2 else "good"
        fields.append({"id": str(turn), "found": found, "is_flooded": not turn % 3, "decisions": decisions})
    return {"subject": {"level": "farm", "fields": fields}}


def test_what_is_said_of_a_subject_inside_is_pointed_to(framework: Framework) -> None:
    case = farm(9)
    case["subject"]["fields"][4] |= {"given": {"mark": "poor"}}
    told = {one.pointer: one.text for one in framework.evaluate(case).notices}
    assert told == {
        "/subject/fields/5/decisions/0": "the departure from “Flooded” changes nothing: its condition does not hold",
        "/subject/fields/4/given/mark": (
            "“Mark” for field 4 is stated as Poor, but the evidence recorded works out to Good"
        ),
    }


def seconds(read: Callable[[Result], object], framework: Framework, count: int) -> float:
    """What it takes for each field, at best of two."""
    evidence = framework.evidence(farm(count))
    spent = []
    for _ in range(2):
        result = Result(evaluate(framework.graph, evidence))
        before = process_time()
        read(result)
        spent.append((process_time() - before) / count)
    return min(spent)


READ: dict[str, Callable[[Result], object]] = {
    "worked out": lambda result: evaluate(result.trace.graph, result.trace.evidence),
    "waited for": lambda result: [one["mark"].waits_for for one in result.subjects],
    "noticed": lambda result: result.notices,
}


@pytest.mark.parametrize("read", READ.values(), ids=READ)
def test_a_subject_costs_no_more_among_many(read: Callable[[Result], object], framework: Framework) -> None:
    """Each of these once went through all subjects for each of them, and took many times as long."""
    assert seconds(read, framework, MANY) < 2.5 * seconds(read, framework, FEW)


@pytest.mark.parametrize(("day", "told"), [("2025-02-28", True), ("2025-03-01", False)])
def test_a_period_of_a_level_inside_is_told(tmp_path: Path, day: str, told: bool) -> None:
    narrowed = FIELDS.replace(
        "    status draft\n", "    in force from 2025-01-01\n    in force from 2025-03-01 at field\n"
    )
    (tmp_path / "fields.wlr").write_text(narrowed, "utf-8")
    subject = {"level": "farm", "fields": [{"id": "low", "found": "good"}, {"id": "high", "found": "poor"}]}
    result = load(tmp_path / "fields.wlr").evaluate({"subject": subject, "assessed_on": day})
    found = [one.text for one in result.notices if one.kind == "outside-period"]
    text = f"assessed on {day}, outside the period in force at level field (from 2025-03-01); evaluated all the same"
    assert found == ([text] if told else [])
