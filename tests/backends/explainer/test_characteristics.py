"""What a level looks like stands beside the reason that speaks to it, in every form of an explanation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import wellled_rules
from wellled_rules.api.explanation import Explanation
from wellled_rules.api.framework import Framework

HALLS = """\
language 1

framework halls@2025-01 "Halls"
    status draft
    covers hall
    headline worst_part at hall

source rules "Rules"
    published by "League"

level hall "Hall"

scale mark "Mark"
    best first
    fine "Fine"
    plain "Plain"
    poor "Poor"

scale colour "Colour"
    best first
    blue "Blue"
    brown "Brown"

set part "Part"
    stage "Stage"
        mark fine means "the whole hall hears a whisper"
        mark poor means "the last rows hear <nothing>"
        colour blue means "the lamps hang high"
    seats "Seats"

input found "Found"
    for each part
    is a mark
    judged by visitor, with a reason

determine worst_part "Worst part"
    is a mark
    equals worst of found
    cites rules "1"
"""


@pytest.fixture(scope="module")
def halls(tmp_path_factory: pytest.TempPathFactory) -> Framework:
    path = tmp_path_factory.mktemp("halls") / "framework.wlr"
    path.write_text(HALLS, encoding="utf-8")
    return wellled_rules.load(path)


def told(halls: Framework, value: str, **said: str) -> Explanation:
    stage = {"value": value, "reason": "as heard", **said}
    return halls.evaluate({"inputs": {"found": {"stage": stage, "seats": "fine"}}}).explain()


def lines(explanation: Explanation) -> list[str]:
    text = explanation.to_text(plain=True, width=200)
    return [line.strip() for line in text.splitlines() if "described" in line]


def test_without_a_word_the_level_that_was_judged_is_told(halls: Framework) -> None:
    assert lines(told(halls, "fine")) == ["What is described for Fine: the whole hall hears a whisper"]
    assert lines(told(halls, "plain")) == []


def test_the_reason_may_speak_to_another_level_than_was_judged(halls: Framework) -> None:
    assert lines(told(halls, "fine", characteristic="poor")) == [
        "What is described for Fine: the whole hall hears a whisper",
        "The reason speaks to what is described for Poor: the last rows hear <nothing>",
    ]


def test_the_level_may_be_of_another_scale(halls: Framework) -> None:
    assert lines(told(halls, "plain", characteristic="Blue")) == [
        "The reason speaks to what is described for Blue: the lamps hang high"
    ]


def test_one_level_that_is_both_is_told_once(halls: Framework) -> None:
    assert lines(told(halls, "poor", characteristic="poor")) == [
        "The reason speaks to what is described for Poor: the last rows hear <nothing>"
    ]


def test_it_stands_under_the_reason(halls: Framework) -> None:
    text = told(halls, "poor", characteristic="poor").to_text(plain=True, width=200).splitlines()
    reason = next(i for i, line in enumerate(text) if line.strip() == "Reason: as heard")
    assert "The reason speaks to" in text[reason + 1]


def test_the_page_tells_it_inert(halls: Framework) -> None:
    page = told(halls, "fine", characteristic="poor").to_html().replace("\n", "")
    assert "<dt>Reason</dt><dd>as heard</dd><dt>Described for Fine</dt><dd>the whole hall" in page
    assert "<dt>The reason speaks to Poor</dt><dd>the last rows hear &lt;nothing&gt;</dd>" in page


def test_the_data_tell_which_level_is_which(halls: Framework) -> None:
    entry: dict[str, Any] = told(halls, "fine", characteristic="poor").to_dict()["evidence"][0]
    assert [(one["level"]["plain"], one["is_judged"], one["is_spoken_to"]) for one in entry["characteristics"]] == [
        ("fine", True, False),
        ("poor", False, True),
    ]


def test_a_framework_that_is_kept_still_has_its_characteristics(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("WELLLED_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "framework.wlr"
    path.write_text(HALLS, encoding="utf-8")
    both = [lines(told(wellled_rules.load(path), "fine", characteristic="blue")) for _ in range(2)]
    assert both[0] == both[1] != []


def test_the_derivation_keeps_the_id_of_the_level(halls: Framework) -> None:
    derivation = told(halls, "fine", characteristic="Poor").derivation
    assert {one["characteristic"] for _, one in derivation.nodes(data=True)} == {None, "poor"}


def test_the_bytes_of_a_case_give_the_same_hash(halls: Framework) -> None:
    body = (
        b'{"inputs": {"found": {"stage": {"value": "fine", "reason": "r", "characteristic": "poor"}, "seats": "fine"}}}'
    )
    assert halls.evidence(body).hash.encode() in halls.answer(body)
