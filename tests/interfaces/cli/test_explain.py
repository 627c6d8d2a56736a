"""`wellled explain`: which outcome, in which form, and how it ends."""

from __future__ import annotations

import json

import pytest
from support.drawn import read_dot, read_mermaid

HALF = b'{"inputs": {"topic_grade": {"rooms": "good", "lessons": "fair"}}}'
OPEN = b'{"inputs": {"topic_grade": {"rooms": "good"}}}'


def test_headline_is_explained_first(club, wellled):
    ended = wellled("explain", "club.wlr", "-", stdin=HALF)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Good")
    assert "An exercise: the Chess Board marks no clubs." in ended.out


def test_nothing_is_coloured_where_nobody_looks(club, wellled):
    assert "\x1b" not in wellled("explain", "club.wlr", "-", stdin=HALF).out


def test_plain_text_has_no_drawing(club, wellled):
    told = wellled("explain", "club.wlr", "-", "--plain", stdin=HALF).out
    assert not set(told) & set("│├└─┌╭╰")


def test_explanation_as_json(club, wellled):
    given = json.loads(wellled("explain", "club.wlr", "-", "--format", "json", stdin=HALF).out)
    assert given["schema"] == "wellled.explanation/1"


def test_explanation_as_a_page(club, wellled):
    page = wellled("explain", "club.wlr", "-", "--format", "html", stdin=HALF).out
    assert page.lower().startswith("<!doctype html>")
    assert page.rstrip().endswith("</html>")


@pytest.mark.parametrize(("of", "code"), [("mark", 3), ("topic_mark/rooms", 0), ("topic_mark/lessons", 3)])
def test_exit_code_is_that_of_the_outcome_asked_for(club, wellled, of, code):
    ended = wellled("explain", "club.wlr", "-", "--of", of, stdin=OPEN)
    assert (ended.code, ended.err) == (code, "")


def test_unknown_outcome_is_told_with_the_nearest(club, wellled):
    ended = wellled("explain", "club.wlr", "-", "--of", "makr", stdin=HALF)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "wellled: there is no outcome `makr`\n  help: did you mean `mark`?\n"


def test_set_that_groups_nothing_is_refused(club, wellled):
    ended = wellled("explain", "club.wlr", "-", "--group-by", "topics", stdin=HALF)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.endswith("  help: there is none at all\n")


@pytest.mark.parametrize(("form", "read"), [("mermaid", read_mermaid), ("dot", read_dot)])
def test_explanation_as_a_drawing(club, wellled, form, read):
    ended = wellled("explain", "club.wlr", "-", "--format", form, stdin=OPEN)
    assert (ended.code, ended.err) == (3, "")
    drawn = read(ended.out)
    assert drawn.boxes[drawn.key("input topic_grade/lessons")][2] == "missing"
    more = read(wellled("explain", "club.wlr", "-", "--format", form, "--everything", stdin=OPEN).out)
    assert len(more.boxes) > len(drawn.boxes)


def test_a_collection_is_told_with_the_outcome_that_is_made_of_it(wellled):
    ended = wellled("explain", "kloe@2018-03", "-", "--of", "six_ratings", stdin=b'{"subject": {"level": "trust"}}')
    assert (ended.code, ended.err) == (
        2,
        "wellled: `six_ratings` is a collection, and no outcome\n"
        "  help: name what is made of it after --of: `combined`\n",
    )
