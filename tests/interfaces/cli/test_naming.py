"""Outcomes and sets as typed on the command line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.fairs import FAIRS, graph_of
from support.graphs import Axis, Draft

from wellled_rules.api import Framework, Result
from wellled_rules.backends.reference.evaluate import evaluate
from wellled_rules.graph.evidence import Evidence, Subject
from wellled_rules.interfaces.cli.naming import require_grouping, require_outcome
from wellled_rules.interfaces.cli.output import Refusal
from wellled_rules.values.types import ScaleType


def _result(headline: str | None = "grade") -> Result:
    draft = Draft("club")
    grade = ScaleType(draft.scale("grade", {"poor": 1, "good": 2}))
    draft.set("topic", ["status", "care", "pace"])
    draft.set("way", ["word", "visit"])
    topic, way = Axis("topic"), Axis("way")
    draft.determine("mark", draft.input("mark_in", grade, topic))
    draft.determine("grade", draft.input("grade_in", grade))
    draft.determine("pair", draft.input("pair_in", grade, topic, way))
    graph = draft.graph("grade")
    graph = replace(graph, header=replace(graph.header, headline={"club": headline} if headline else {}))
    return Result(evaluate(graph, Evidence(subject=Subject(level="club"))))


def _path(of: str | None) -> str:
    return str(require_outcome(_result(), of).cell)


def _told(of: str | None, headline: str | None = "grade") -> tuple[str, str | None]:
    with pytest.raises(Refusal) as refused:
        require_outcome(_result(headline), of)
    return refused.value.message, refused.value.help_line


def test_headline_is_what_is_asked_for_unless_said_otherwise():
    assert _path(None) == "grade"


def test_member_is_named_after_the_outcome_once_for_each_set():
    assert _path("mark/care") == "mark/care"
    assert _path("pair/care/word") == "pair/care/word"


def test_member_may_be_named_by_its_title():
    assert _path("mark/CARE") == "mark/care"


def test_unknown_outcome_is_told_with_the_nearest():
    assert _told("graed") == ("there is no outcome `graed`", "did you mean `grade`?")
    assert _told("zzzzzzzz") == ("there is no outcome `zzzzzzzz`", "there are `mark`, `grade`, `pair`")


@pytest.mark.parametrize(
    ("of", "help_"),
    [
        ("@fish", "did you mean `row/fish`?"),
        ("outcome@stall/2", "did you mean `row/fish/stall/2`?"),
        ("@row/fsh", "did you mean `row/fish`?"),
        ("@nowhere", "there are `row/fish`, `row/fish/stall/2`"),
    ],
)
def test_a_subject_whose_path_lacks_its_beginning_is_told_by_the_whole(of: str, help_: str) -> None:
    stalls = [{"id": "2", "found": {"front_side": "poor"}}]
    subject = {"level": "fair", "rows": [{"id": "fish", "stalls": stalls}]}
    result = Framework(graph_of(FAIRS)).evaluate({"subject": subject, "assessed_on": "2025-03-14"})
    with pytest.raises(Refusal) as refused:
        require_outcome(result, of)
    assert (refused.value.message, refused.value.help_line) == (f"there is no subject `{of.partition('@')[2]}`", help_)


def test_input_is_asked_for_as_an_outcome_is():
    assert _path("grade_in") == "grade_in"
    assert _told("grade_on") == ("there is no outcome `grade_on`", "did you mean `grade_in`?")
    assert _told("mark_in") == (
        "`mark_in` is an input for each topic",
        "name one after --of: `mark_in/status`, `mark_in/care`, `mark_in/pace`",
    )


def test_unknown_member_is_told_with_the_nearest():
    assert _told("mark/cares") == ("there is no outcome `mark/cares`", "did you mean `mark/care`?")


def test_outcome_of_many_members_asks_for_one():
    message, advice = _told("mark")
    assert message == "`mark` is an outcome for each topic"
    assert advice == "name one after --of: `mark/status`, `mark/care`, `mark/pace`"
    message, advice = _told("pair/care")
    assert message == "`pair/care` is an outcome for each way"
    assert advice == "name one after --of: `pair/care/word`, `pair/care/visit`"


def test_member_of_an_outcome_without_members_is_refused():
    assert _told("grade/care") == ("`grade/care` names a member too many", "name `grade` after --of")


def test_level_without_a_headline_asks_for_an_outcome():
    assert _told(None, None) == ("there is no headline at this level", "name one after --of: `mark`, `grade`, `pair`")


def test_level_without_outcomes_asks_for_an_input():
    graph = _result(None).trace.graph
    bare = Result(evaluate(replace(graph, outcomes={}), Evidence(subject=Subject(level="club"))))
    with pytest.raises(Refusal) as refused:
        require_outcome(bare, None)
    assert refused.value.help_line == "name one after --of: `mark_in`, `grade_in`, `pair_in`"


def test_set_that_members_have_no_place_in_is_refused():
    result = _result()
    outcome = require_outcome(result, None)
    assert require_grouping(result, outcome, None) is None
    with pytest.raises(Refusal) as refused:
        require_grouping(result, outcome, "topic")
    assert (refused.value.message, refused.value.help_line) == (
        "there is no set to group by `topic`",
        "there is none at all",
    )
