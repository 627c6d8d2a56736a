"""Text for terminals, screen readers and pipes."""

from __future__ import annotations

import re

import pytest
from support.explained import explained, pool, trust

from wellled_rules.backends.explainer.explanation import Explanation
from wellled_rules.backends.explainer.to_text import to_text


@pytest.fixture(scope="module")
def found() -> Explanation:
    return explained("saf@2024-12", trust([3] * 7 + [1]))


def test_plain_is_words_and_indentation_only(found: Explanation) -> None:
    text = to_text(found, plain=True, color=True, width=20)
    assert text.endswith("\n")
    assert "\x1b" not in text
    assert not any("\u2500" <= ch <= "\u257f" for ch in text)
    for line in text.splitlines():
        assert line == line.rstrip()
        assert (len(line) - len(line.lstrip())) % 4 == 0


def test_plain_is_the_same_at_every_width(found: Explanation) -> None:
    assert to_text(found, plain=True, width=20) == to_text(found, plain=True, width=400)


def test_the_headline_and_what_it_is_not_come_first(found: Explanation) -> None:
    first, second, *_ = to_text(found, plain=True).splitlines()
    assert first == found.headline
    assert second.strip() == found.standing


@pytest.mark.parametrize("width", [1, 40, 100])
def test_a_drawing_keeps_to_its_width(found: Explanation, width: int) -> None:
    assert max(len(line) for line in to_text(found, width=width).splitlines()) <= max(width, 20)


def test_colour_is_there_only_when_asked_for_and_says_nothing_of_its_own(
    found: Explanation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    bare = to_text(found, width=100)
    assert "\x1b" not in bare
    monkeypatch.setenv("NO_COLOR", "1")
    coloured = to_text(found, color=True, width=100)
    assert "\x1b[1m" in coloured
    stripped = "\n".join(line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines())
    assert stripped == bare.rstrip("\n")


def test_only_what_decides_is_opened_unless_everything_is_asked_for() -> None:
    found = explained("tutorial@2024-01", pool(2, 2, 2, 2))
    brief, whole = to_text(found, plain=True), to_text(found, plain=True, everything=True)
    behind = "2 is the mean of 2 entries of “Grade by one way of finding out”."
    assert behind not in brief
    assert whole.count(behind) == 3
    assert {line.strip() for line in brief.splitlines() if "Weighted average" in line} <= {
        line.strip() for line in whole.splitlines()
    }


def test_every_line_of_data_is_told_when_everything_is(found: Explanation) -> None:
    whole = to_text(found, plain=True, everything=True)
    lines = [*found.assumptions, *found.evidence, *found.bounds, *found.sensitivities]
    told = [getattr(one, "title", None) or getattr(one, "text", None) or one.rule.title for one in lines]
    assert [one for one in told if one.rpartition(": ")[2] not in whole] == []
