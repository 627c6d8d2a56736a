"""Rules about the process, which change what is noticed and nothing else: the short way, where it may be taken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wellled_rules import Framework, load

PROCESS = """\
language 1

framework visits@2024-01 "Visits"
    status draft
    headline mark at site

source book "Book"
    published by "Nobody"

level site "Site"

scale grade "Grade"
    best first
    fine "Fine"
    worn "Worn"

input seen "Seen"
    is a grade

input opening "Opening"
    is yes or no

input paired "Two visitors"
    is yes or no

determine mark "Mark"
    is a grade
    equals seen
    cites book

check pairs "Pairs"
    when opening is known and opening is yes
    expects paired is yes
    cites book
"""
EXPECTED_OF_ALL = PROCESS + '\ncheck high "High"\n    when opening is yes\n    expects mark is fine\n    cites book\n'
ASIDE: list[dict[str, bool]] = [{}, {"opening": True}, {}, {"opening": True, "paired": True}, {"opening": False}, {}]


def is_short(framework: Framework, case: dict[str, Any]) -> bool:
    """Whether the short way answers, after it was seen to say the same as the long one, twice."""
    body = json.dumps(case).encode()
    expected = json.loads(json.dumps(framework.evaluate(body).to_decision()))
    assert json.loads(framework.answer(body)) == expected
    found = framework._door._shortly(body)
    assert found is None or json.loads(found) == expected
    return found is not None


@pytest.mark.parametrize("rules", [PROCESS, EXPECTED_OF_ALL])
def test_what_process_rules_alone_read_changes_what_is_noticed(rules: str, tmp_path: Path) -> None:
    (tmp_path / "visits.wlr").write_text(rules, "utf-8")
    framework = load(tmp_path / "visits.wlr")
    for grade in ("fine", "worn"):
        for aside in ASIDE:
            is_short(framework, {"subject": {}, "assessed_on": "2024-05-06", "inputs": {"seen": grade, **aside}})


def test_a_case_that_records_nothing_for_process_rules_is_answered_shortly(tmp_path: Path) -> None:
    (tmp_path / "visits.wlr").write_text(PROCESS, "utf-8")
    (tmp_path / "more.wlr").write_text(EXPECTED_OF_ALL.replace("visits@", "more@"), "utf-8")
    for name, aside, told in (
        ("visits.wlr", {}, True),
        ("visits.wlr", {"opening": False}, False),
        ("more.wlr", {}, False),  # whether it was met turns on the mark
    ):
        framework = load(tmp_path / name)
        cases = [{"subject": {}, "inputs": {"seen": grade, **aside}} for grade in ("fine", "worn")]
        assert [is_short(framework, case) for case in cases] == [told, told]


@pytest.mark.parametrize("identity", ["saf@2023-11", "saf@2024-12"])
def test_scores_alone_are_answered_shortly(identity: str) -> None:
    framework = load(identity)
    name = "evidence_score" if identity == "saf@2023-11" else "statement_score"
    node = framework.graph.nodes[f"trust:{name}"]
    scores: dict[str, Any] = {}
    for first, *rest in framework.graph.cells(node):
        entry = {"value": 3, "reason": "seen"}
        if rest:
            scores.setdefault(first, {})[rest[0]] = entry
        else:
            scores[first] = entry
    assert is_short(framework, {"subject": {"level": "trust", "kind": "nhs_trust"}, "inputs": {name: scores}})
