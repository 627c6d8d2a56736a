"""What became of an entry and of an item, and that it is what the derivations say."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from support.agreement import draws

from wellled_rules.api import Result, load
from wellled_rules.backends.usage.find import find_usage
from wellled_rules.backends.usage.usage import EntryUse, ItemUse, Usage, Use
from wellled_rules.graph.derivation import derive
from wellled_rules.graph.nodes import Determine
from wellled_rules.graph.subjects import level_at

RULES = """language 1

framework docks@2025-01 "Docks"
    covers harbour
    covers dock where kind is dry_dock
    headline outcome at harbour, dock

source guide "Guide to docks"
    published by "Dock Office"

level harbour "Harbour"

level dock "Dock"
    within harbour

scale rating "Rating"
    best first
    sound "Sound"
    worn "Worn"

set kind_of_dock "Kind of dock"
    dry_dock "Dry dock"
    wet_dock "Wet dock"

input kind at dock "Kind"
    is a kind_of_dock

input found at dock "As it was found"
    is a rating

input surveyed_on at dock "Day of the survey"
    is a date

input swept at harbour "Swept"
    is yes or no

determine outcome at dock "Outcome"
    is a rating
    equals found
    cites guide "1"

collect docks at harbour "Its docks"
    takes outcome of each dock

determine outcome at harbour "Outcome"
    is a rating
    first of
        worn when swept is no
        sound when docks are empty
        worst of docks otherwise
    cites guide "2"

check surveyed at dock "Surveyed"
    when found is worn
    expects surveyed_on is known and surveyed_on is on or after 2024-01-01
    cites guide "3"
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "docks.wlr"
    path.write_text(RULES, "utf-8")
    return path


def usage(rules: Path, case: Mapping[str, Any]) -> Usage:
    return load(rules).evaluate(case).evidence_use().usage


def entry(found: Usage, path: str) -> EntryUse:
    return next(one for one in found.entries if one.path == path)


def item(found: Usage, id_: str) -> ItemUse:
    return next(one for one in found.items if one.id == id_)


def harbour(*docks: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"subject": {"level": "harbour", "docks": list(docks)}, **more}


EAST = {"id": "EAST", "kind": "dry_dock", "found": "worn"}


def test_an_entry_of_a_subject_inside_bears_on_its_own_outcomes_and_those_above(rules: Path) -> None:
    found = usage(rules, harbour(EAST, inputs={"swept": "yes"}))
    assert entry(found, "found@dock/EAST").outcomes == ("outcome@dock/EAST", "outcome")
    assert entry(found, "found@dock/EAST").checks == ("surveyed@dock/EAST",)
    assert entry(found, "kind@dock/EAST").covers
    assert entry(found, "kind@dock/EAST").use is Use.USED
    assert entry(found, "swept").rules == ("outcome",)


def test_what_could_make_no_difference_is_idle(rules: Path) -> None:
    found = usage(rules, harbour(EAST, inputs={"swept": "no"}))
    assert entry(found, "found@dock/EAST").outcomes == ("outcome@dock/EAST",)
    stated = usage(rules, harbour({**EAST, "given": {"outcome": "sound"}}, inputs={"swept": "yes"}))
    assert entry(stated, "found@dock/EAST").outcomes == ()
    assert entry(stated, "outcome@dock/EAST").is_stated
    assert entry(stated, "outcome@dock/EAST").outcomes == ("outcome@dock/EAST", "outcome")
    alone = usage(rules, harbour({**EAST, "found": "sound", "surveyed_on": "2024-05-01"}))
    assert entry(alone, "surveyed_on@dock/EAST").use is Use.IDLE
    assert entry(alone, "surveyed_on@dock/EAST").read_by == ("surveyed",)


def test_of_a_subject_that_the_rules_are_not_for_its_kind_alone_is_used(rules: Path) -> None:
    found = usage(rules, harbour({**EAST, "kind": "wet_dock"}, inputs={"swept": "yes"}))
    assert entry(found, "kind@dock/EAST").use is Use.USED
    assert "outcome@dock/EAST" not in entry(found, "found@dock/EAST").outcomes


def test_an_item_is_counted_as_often_as_entries_point_to_it(rules: Path) -> None:
    east = {**EAST, "found": {"value": "worn", "evidence": ["log", "plan"]}}
    west = {"id": "WEST", "kind": "dry_dock", "found": {"value": "sound", "evidence": ["log"]}}
    evidence = {"log": {"title": "Log"}, "plan": {"title": "Plan"}, "letter": {"title": "Letter"}}
    found = usage(rules, harbour(east, west, evidence=evidence))
    assert item(found, "log").entries == ("found@dock/EAST", "found@dock/WEST")
    assert item(found, "log").outcomes == ("outcome@dock/EAST", "outcome", "outcome@dock/WEST")
    assert [one.id for one in found.repeated] == ["log"]
    assert [one.id for one in found.unused] == ["letter"]


def test_an_item_that_nothing_rests_on_is_unused_though_an_entry_points_to_it(rules: Path) -> None:
    east = {**EAST, "found": "sound", "inputs": {"surveyed_on": {"value": "2024-05-01", "evidence": ["survey"]}}}
    found = usage(rules, harbour(east, evidence={"survey": {"title": "Survey"}}))
    assert item(found, "survey").use is Use.IDLE
    assert [one.id for one in found.unused] == ["survey"]


def test_a_day_is_outside_after_the_assessment_and_where_a_check_expects_another(rules: Path) -> None:
    east = {**EAST, "found": {"value": "worn", "on": "2025-02-02"}, "surveyed_on": "2023-12-31"}
    west = {
        "id": "WEST",
        "kind": "dry_dock",
        "found": {"value": "worn", "on": "2025-02-01"},
        "surveyed_on": "2024-01-01",
    }
    case = harbour(east, west, assessed_on="2025-02-01", evidence={"log": {"title": "Log", "on": "2025-02-02"}})
    outside = usage(rules, case).outside
    assert [one.path if isinstance(one, EntryUse) else one.id for one in outside] == [
        "found@dock/EAST",
        "surveyed_on@dock/EAST",
        "log",
    ]
    (window,) = entry(usage(rules, case), "surveyed_on@dock/WEST").windows
    assert (window.check, window.text, window.within) == (
        "surveyed",
        "surveyed_on is on or after 2024-01-01",
        True,
    )


def test_a_day_is_outside_the_window_that_the_case_states(rules: Path) -> None:
    east = {**EAST, "found": {"value": "worn", "on": "2024-05-31", "evidence": ["old", "first", "last", "late"]}}
    west = {"id": "WEST", "kind": "dry_dock", "found": {"value": "worn", "on": "2024-06-01"}}
    days = {"old": "2015-01-01", "first": "2024-06-01", "last": "2024-06-30", "late": "2024-07-01"}
    case = harbour(
        east,
        west,
        inputs={"swept": "yes"},
        assessment={"evidence_from": "2024-06-01", "evidence_until": "2024-06-30"},
        assessed_on="2025-02-01",
        evidence={**{key: {"on": day} for key, day in days.items()}, "undated": {}},
    )
    result = load(rules).evaluate(case)
    found = result.evidence_use()
    assert [one.path if isinstance(one, EntryUse) else one.id for one in found.usage.outside] == [
        "found@dock/EAST",
        "old",
        "late",
    ]
    assert "\nWindow for evidence: from 2024-06-01 until 2024-06-30\n" in found.to_text()
    assert "<p>Window for evidence: from 2024-06-01 until 2024-06-30</p>" in found.to_html()
    told = "outside the window for evidence, from 2024-06-01 until 2024-06-30"
    assert f"  old: of 2015-01-01, {told}\n" in found.to_text()
    assert f"<li>late: of 2024-07-01, {told}</li>" in found.to_html()
    assert found.to_dict()["window"] == {"from": "2024-06-01", "until": "2024-06-30", "stated_by": []}
    assert [one["id"] for one in found.to_dict()["items"] if one["outside_window"]] == ["old", "late"]
    text = "dated outside the window for evidence (from 2024-06-01 until 2024-06-30): old, late and found@dock/EAST"
    assert [(one.text, one.pointer) for one in result.notices if one.kind == "outside-window"] == [
        (text, "/assessment")
    ]
    case["assessment"] = {"evidence_from": "2015-01-01"}
    result = load(rules).evaluate(case)
    assert result.evidence_use().usage.outside == ()
    assert "outside-window" not in {one.kind for one in result.notices}


def test_without_a_day_of_the_assessment_nothing_is_after_it(rules: Path) -> None:
    east = {**EAST, "found": {"value": "worn", "on": "2999-01-01"}}
    assert usage(rules, harbour(east)).outside == ()


@pytest.mark.parametrize("seed", range(4))
def test_an_outcome_rests_on_the_entries_in_its_derivation_and_on_no_others(seed: int) -> None:
    for draw in draws(seed, 3):
        trace = draw.trace
        found = find_usage(trace)
        paths = {one.path for one in found.entries}
        assert len(paths) == len(found.entries)
        told = {one.path: set(one.outcomes) for one in found.entries}
        cells = [cell for cell in trace.prepared.plan.places if isinstance(trace.graph.nodes[cell.node], Determine)]
        for cell in cells:
            by_judges = {"informed by"}
            derivation = derive(trace, cell)
            rests_on = {
                str(one)
                for one in derivation.nodes
                if one == cell or {edge["part"] for _, _, edge in derivation.out_edges(one, data=True)} - by_judges
            }
            assert {path for path, outcomes in told.items() if str(cell) in outcomes} == rests_on & paths


def test_every_entry_of_a_case_stands_once() -> None:
    folder = Path(__file__).parents[3] / "versions"
    framework = load("kloe@2018-03")
    result = framework.evaluate(folder / "kloe-2018-03" / "examples" / "two-hospitals.json")
    assert isinstance(result, Result)
    parts = result.trace.evidence.parts
    found = result.evidence_use().usage
    assert len(found.entries) == sum(len(said.entries) + len(said.given) for said in parts.values())
    assert {one.level for one in found.entries} == {level_at("trust", path) for path in parts}
