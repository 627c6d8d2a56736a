"""What stands between the shipped frameworks: what stays displayed, and which line became which statement.

The tables are counted out here by hand from the facts that the files cite.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from wellled_rules import api
from wellled_rules.graph.transitions import FirstAssessment

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "versions" / "transitions").glob("*.wlr"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_left_to_say(path: Path) -> None:
    checked = api.check(path)

    assert [f"{one.code}: {one.headline}" for one in checked.report] == []
    assert checked.between is not None
    assert f"({'transitions'}/{path.name})" in (ROOT / "versions" / "README.md").read_text(encoding="utf-8")


def test_one_transition_stands_between_two_versions() -> None:
    ends = [(one.before, one.after) for one in api.transitions()]

    assert sorted(set(ends)) == sorted(ends)


def test_ratings_of_a_trust_stay_until_its_first_assessment_and_are_retired_with_it() -> None:
    found = api.transition_between("kloe@2018-03", "saf@2024-12")

    assert found is not None
    first = FirstAssessment("trust")
    at_trust = {"key_question", "well_led", "overall", "use_of_resources", "combined"}
    assert {one.outcome for one in found.keeps if one.level == "trust"} == at_trust
    assert {one.until for one in found.keeps if one.level == "trust"} == {first}
    assert {(one.outcome, one.level, one.since) for one in found.retires} == {(one, "trust", first) for one in at_trust}


@pytest.mark.parametrize("level", ["location", "service"])
def test_ratings_of_services_and_locations_are_unchanged(level: str) -> None:
    found = api.transition_between("kloe@2017-06", "saf@2023-11")

    assert found is not None
    kept = {one.outcome: one.until for one in found.keeps if one.level == level}
    assert kept == {"key_question": None, "well_led": None, "overall": None}


LINES = {
    "w1_leadership": ("same", ["leaders"]),
    "w2_strategy": ("regrouped", ["shared_direction"]),
    "w3_culture": ("regrouped", ["shared_direction", "speaking_up", "workforce_equality"]),
    "w4_accountability": ("merged", ["governance"]),
    "w5_risks": ("merged", ["governance"]),
    "w6_information": ("merged", ["governance"]),
    "w7_engagement": ("same", ["partnerships"]),
    "w8_improvement": ("same", ["improvement"]),
}
STATEMENTS = {
    "shared_direction": ("regrouped", ["strategic_direction", "equity_and_culture"]),
    "leaders": ("same", ["leaders"]),
    "speaking_up": ("regrouped", ["equity_and_culture"]),
    "workforce_equality": ("regrouped", ["equity_and_culture"]),
    "governance": ("same", ["governance"]),
    "partnerships": ("same", ["partnerships"]),
    "improvement": ("same", ["improvement"]),
    "environment": ("dropped", []),
}


@pytest.mark.parametrize(
    ("before", "after", "table", "new"),
    [
        ("kloe@2018-03", "saf@2024-12", LINES, ["environment"]),
        ("saf@2023-11", "well-led-draft@2026-03", STATEMENTS, []),
    ],
)
def test_which_became_which(before: str, after: str, table: dict[str, tuple[str, list[str]]], new: list[str]) -> None:
    (found,) = api.crosswalks_between(before, after)

    kinds = {member: one.kind.value for one in found.relations() for member in one.before}
    assert {member: (kinds[member], list(found.became(member))) for member in kinds} == table
    assert [member for one in found.relations() if not one.before for member in one.after] == new


def test_what_nobody_published_is_an_inference() -> None:
    for crosswalk in api.crosswalks():
        for row in crosswalk.rows:
            inferred = {one.basis for one in row.grounds.rests_on}
            assert "inferred" in inferred or (row.grounds.cites and inferred == {"not_found"})
