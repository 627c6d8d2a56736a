"""Outcomes and sets as typed on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from wellled_rules.interfaces.cli.naming import Asked, require_outcome, require_set
from wellled_rules.interfaces.cli.output import Refusal


@dataclass
class _Axis:
    set: str


@dataclass
class _Node:
    axes: tuple[_Axis, ...] = ()


class _Graph:
    def __init__(self) -> None:
        topic, way = _Axis("topic"), _Axis("way")
        self.nodes = {"club:mark": _Node((topic,)), "club:grade": _Node(), "club:pair": _Node((topic, way))}
        self.sets = {"topic": None, "way": None}


class _Result:
    def __init__(self, headline: str | None = "grade") -> None:
        self.headline = headline

    def to_dict(self) -> dict[str, Any]:
        done, undecided = {"status": "determined"}, {"status": "undetermined"}
        return {
            "subject": {"level": "club"},
            "headline": self.headline,
            "outcomes": {
                "mark": {"status": done, "care": undecided, "pace": done},
                "grade": undecided,
                "pair": {"care": {"word": done}},
            },
        }


def _asked(of: str | None, headline: str | None = "grade") -> Asked:
    return require_outcome(_Graph(), _Result(headline), of)


def _told(of: str | None, headline: str | None = "grade") -> tuple[str, str | None]:
    with pytest.raises(Refusal) as refused:
        _asked(of, headline)
    return refused.value.message, refused.value.help_line


def test_headline_is_what_is_asked_for_unless_said_otherwise():
    assert _asked(None) == Asked("grade", is_undetermined=True)


def test_member_is_named_after_the_outcome_once_for_each_set():
    assert _asked("mark/care") == Asked("mark/care", is_undetermined=True)
    assert _asked("pair/care/word") == Asked("pair/care/word", is_undetermined=False)


def test_member_may_have_any_name():
    assert _asked("mark/status") == Asked("mark/status", is_undetermined=False)


def test_unknown_outcome_is_told_with_the_nearest():
    assert _told("graed") == ("there is no outcome `graed`", "did you mean `grade`?")
    assert _told("zzzzzzzz") == ("there is no outcome `zzzzzzzz`", "there are `mark`, `grade`, `pair`")


def test_unknown_member_is_told_with_the_nearest():
    assert _told("mark/cares") == ("there is no member of `mark` `cares`", "did you mean `mark/care`?")


def test_outcome_of_many_members_asks_for_one():
    message, advice = _told("mark")
    assert message == "`mark` is an outcome for each topic"
    assert advice == "name one after --of: `mark/status`, `mark/care`, `mark/pace`"
    assert _told("pair/care") == ("`pair/care` is an outcome for each way", "name one after --of: `pair/care/word`")


def test_member_of_an_outcome_without_members_is_refused():
    assert _told("grade/care") == ("`grade/care` names too many members", "write `--of grade`")


def test_level_without_a_headline_asks_for_an_outcome():
    assert _told(None, None) == ("there is no headline at this level", "name one after --of: `mark`, `grade`, `pair`")


def test_set_to_group_by_must_exist():
    assert require_set(_Graph(), None) is None
    assert require_set(_Graph(), "topic") == "topic"
    with pytest.raises(Refusal) as refused:
        require_set(_Graph(), "topics")
    assert refused.value.help_line == "did you mean `topic`?"
