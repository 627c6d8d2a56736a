"""Of many lines of one kind those that decided are told, and how many there are of each value."""

from __future__ import annotations

import re
from typing import Any

import pytest
from support.markets import MARKETS

from wellled_rules import Framework, load
from wellled_rules.backends.explainer.explanation import Explanation, Shown
from wellled_rules.backends.explainer.many import FEW, MOST, tally
from wellled_rules.backends.explainer.to_html import to_html
from wellled_rules.backends.explainer.to_text import to_text

POOR, NOT_GRADED, ALL = {7, 30, 55}, {3, 4}, 60
WORDS = {"poor": "Poor", "not_graded": "Not graded", "good": "Good"}


@pytest.fixture(scope="module")
def framework(tmp_path_factory: pytest.TempPathFactory) -> Framework:
    place = tmp_path_factory.mktemp("markets") / "markets.wlr"
    place.write_text(MARKETS, encoding="utf-8")
    return load(place)


def mark(turn: int) -> str:
    return "poor" if turn in POOR else "not_graded" if turn in NOT_GRADED else "good"


def market(count: int = ALL) -> dict[str, Any]:
    stalls = [
        {"id": str(turn), "found": {"value": mark(turn), "reason": f"seen {turn}"}, "complaints": turn == 7}
        for turn in range(1, count + 1)
    ]
    return {"subject": {"level": "market", "name": "Old market", "stalls": stalls}}


@pytest.fixture(scope="module")
def found(framework: Framework) -> Explanation:
    return framework.evaluate(market()).explain().layers


def test_what_decided_is_marked_down_to_what_was_recorded(found: Explanation) -> None:
    stalls = {f"mark@stall/{turn}" for turn in POOR}
    assert {one.path for one in found.steps if one.decides} == {"mark", "together", "stalls_read", *stalls}
    assert {one.path for one in found.evidence if one.decides} == {f"found@stall/{turn}" for turn in POOR}
    assert found.statements is not None
    assert {one.path for one in found.statements.lines if one.decides} == stalls


def test_an_exception_that_acted_decided_and_so_did_what_it_asks(framework: Framework) -> None:
    case = market()
    for turn in (7, 30, 55):
        case["subject"]["stalls"][turn - 1] |= {"found": {"value": "good", "reason": "r"}, "complaints": True}
    told = framework.evaluate(case).explain().layers
    assert {one.path for one in told.evidence if one.decides} == {f"complaints@stall/{turn}" for turn in POOR}
    assert {one.path for one in told.steps if one.decides} >= {f"complained_of@stall/{turn}" for turn in POOR}


def test_rows_that_were_passed_by_did_not_decide(framework: Framework) -> None:
    case = market()
    for turn in POOR:
        case["subject"]["stalls"][turn - 1] |= {"found": {"value": "fair_grade", "reason": "r"}, "complaints": False}
    told = framework.evaluate(case).explain().layers
    assert told.value.text == "Good"
    good = {f"found@stall/{turn}" for turn in range(1, ALL + 1) if turn not in NOT_GRADED}
    assert {one.path for one in told.evidence if one.decides} == good


def test_the_text_names_those_and_counts_the_others(found: Explanation) -> None:
    text = to_text(found, plain=True)
    assert "Mark, for each of 60: Good for 55, Poor for 3, Not graded for 2\n        Stall 7: Poor\n" in text
    assert "Found, 60 entries: Good for 55, Poor for 3, Not graded for 2" in text
    assert "    57 others: Good for 55, Not graded for 2" in text
    assert "Stall 8" not in text
    assert len(text.splitlines()) < 60


def test_the_text_has_all_where_everything_is_asked_for(found: Explanation) -> None:
    text = to_text(found, plain=True, everything=True)
    assert all(f"Stall {turn}: " in text and f"seen {turn}\n" in text for turn in range(1, ALL + 1))


def test_more_that_decided_than_are_told_are_counted(framework: Framework) -> None:
    case = market()
    for one in case["subject"]["stalls"]:
        one["found"]["value"] = "poor"
    text = to_text(framework.evaluate(case).explain().layers, plain=True)
    assert f"        Stall {MOST}: Poor\n        And {ALL - MOST} more that decided.\n" in text


def test_few_are_told_one_by_one(framework: Framework) -> None:
    text = to_text(framework.evaluate(market(FEW)).explain().layers, plain=True)
    assert all(f"        Stall {turn}: {WORDS[mark(turn)]}" in text for turn in range(1, FEW + 1))


def test_the_page_has_every_value_and_folds_what_did_not_decide(found: Explanation) -> None:
    page = to_html(found)
    told = re.sub(r"<[^>]*>|\s+", " ", page)
    assert all(f"Stall {turn}: Good; seen {turn} " in told for turn in range(1, ALL + 1) if mark(turn) == "good")
    assert "57 others: Good for 55, Not graded for 2" in told
    opened = re.findall(r"<details open><summary>([^:<]*)", page)
    assert opened == ["Its stalls", "Its stalls together", "Mark"]


def test_values_without_a_place_on_a_scale_come_last_and_too_many_are_only_counted() -> None:
    levels = [Shown(text="Fair", rank=1, levels=3), Shown(text="Good", rank=2, levels=3), Shown(text="no")]
    assert tally([*levels, levels[0]]) == "Good for 1, Fair for 2, No for 1"
    assert tally(Shown(text=str(turn)) for turn in range(13)) == "13 different values"
