"""`wellled graph`: the outline of a framework, and its JSON."""

from __future__ import annotations

import json

import pytest
from support.drawn import read_dot, read_mermaid


def test_outline_says_what_each_outcome_reads_cites_and_rests_on(club, wellled):
    ended = wellled("graph", "club.wlr")
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[0] == "club@2024-01: Chess clubs"
    at = lines.index("  Mark of the club (mark): Grade, the headline")
    assert lines[at + 1 : at + 6] == [
        "    reads Average (average)",
        "    cites Handbook of clubs, Mark",
        "    limited by Poor rooms (poor_rooms)",
        "      reads Grade of a topic (topic_grade)",
        "      cites Handbook of clubs, Limits",
    ]
    average = lines.index("  Average (average): number")
    assert lines[average + 1] == "    reads Grade of a topic (topic_grade); Rule for halves (rule_for_halves)"
    assert "    Grade of a topic (topic_grade): Grade for each Topic, judged by visitor" in lines


def test_graph_as_json_is_the_same_every_time(club, wellled):
    first, second = (wellled("graph", "club.wlr", "--format", "json") for _ in range(2))
    assert first.code == 0
    assert first.out == second.out
    assert json.loads(first.out)["schema"].startswith("wellled.graph/")


@pytest.mark.parametrize(("form", "read"), [("mermaid", read_mermaid), ("dot", read_dot)])
def test_graph_as_a_drawing(club, wellled, form, read):
    ended = wellled("graph", "club.wlr", "--format", form)
    assert (ended.code, ended.err) == (0, "")
    drawn = read(ended.out)
    assert drawn.between("limit poor_rooms", "determine mark") == [("limited by", "plain")]
