"""What is told of a value that the case states itself: against the evidence, the range and the tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import wellled_rules
from wellled_rules.interfaces.cli.summary import summary

RULES = """\
language 1

framework kilns@2025-01 "Kilns"
    headline mark at kiln

source handbook "Handbook"
    published by "Potters"

level kiln "Kiln"

scale grade "Grade"
    best first
    hot "Hot"
    cold "Cold"

scale heat "Heat"
    best first
    high "High" worth 2
    low "Low" worth 1

set shelf "Shelf"
    top "Top"
    bottom "Bottom"

input reached "Heat reached"
    for each shelf
    is a heat

determine heat_total "Total heat"
    is a percentage
    equals total of reached as a percentage of 4
    cites handbook "1"

determine mark "Mark"
    is a grade
    by heat_total
        cold when 50 to 75
        hot when over 75 to 100
    cites handbook "2"
"""
BOTH_HIGH = {"top": "high", "bottom": "high"}


@pytest.fixture
def kilns(tmp_path: Path) -> wellled_rules.Framework:
    path = tmp_path / "kilns.wlr"
    path.write_text(RULES.replace("over 75 to 100", "over 75"), "utf-8")
    return wellled_rules.load(path)


def _told(kilns: wellled_rules.Framework, given: dict[str, Any], reached: dict[str, str]) -> dict[str, tuple[str, str]]:
    result = kilns.evaluate({"inputs": {"reached": reached}, "given": given})
    return {one.kind: (one.text, str(one.pointer)) for one in result.notices}


def test_a_table_without_a_row_for_what_is_stated_is_named(kilns: wellled_rules.Framework) -> None:
    told = _told(kilns, {"heat_total": -5}, {})
    assert told["no-row"][0] == "“Mark” has no row for “Total heat” of -5 %, and so is not applicable"


def test_a_number_that_cannot_occur_is_told_with_the_ends(kilns: wellled_rules.Framework) -> None:
    low = _told(kilns, {"heat_total": -5}, {})
    assert low["given-out-of-range"] == (
        "“Total heat” is stated as -5 %, but can only be 0 % to 100 %",
        "/given/heat_total",
    )
    assert "given-out-of-range" in _told(kilns, {"heat_total": 101}, {})
    assert "given-out-of-range" not in _told(kilns, {"heat_total": 50}, {})
    assert "given-out-of-range" not in _told(kilns, {"heat_total": 100}, {})


def test_a_value_other_than_the_evidence_gives_is_told_with_both(kilns: wellled_rules.Framework) -> None:
    told = _told(kilns, {"heat_total": 60}, BOTH_HIGH)
    assert told["given-differs"] == (
        "“Total heat” is stated as 60 %, but the evidence recorded works out to 100 %",
        "/given/heat_total",
    )
    assert "given-differs" in _told(kilns, {"mark": "cold"}, BOTH_HIGH)


def test_nothing_is_told_where_the_evidence_agrees_or_is_open(kilns: wellled_rules.Framework) -> None:
    assert _told(kilns, {"heat_total": 100}, BOTH_HIGH) == {}
    assert "given-differs" not in _told(kilns, {"heat_total": 60}, {"top": "high"})
    assert "given-differs" not in _told(kilns, {"heat_total": 60}, {})


def test_a_value_that_cannot_occur_is_told_under_the_headline(kilns: wellled_rules.Framework) -> None:
    told = "“Total heat” is stated as 101 %, but can only be 0 % to 100 %."
    result = kilns.evaluate({"given": {"heat_total": 101}})
    explained = result.explain()
    lines = explained.to_text(plain=True).splitlines()
    assert (lines[1].strip(), lines.count(lines[1])) == (told, 1)
    assert explained.to_dict()["cannot_occur"] == [told]
    assert explained.to_html().index("can only be") < explained.to_html().index('class="standing"')
    assert summary(kilns.graph, result.to_dict()).splitlines()[1] == told[:-1]
    assert kilns.evaluate({"given": {"heat_total": 60}}).explain().to_dict()["cannot_occur"] == []
