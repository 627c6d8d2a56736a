"""Modules: shared by name, copied with parameters, lifted over sets and levels."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from support.rules import findings, told

from wellled_rules.driver.files import from_texts
from wellled_rules.driver.pipeline import compile_framework
from wellled_rules.driver.shelves import Shelves
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Axis

HEAD = """\
language 1

framework schools@2025-01 "Schools"
    status draft
    covers school
    headline result at school

level school "School"

source handbook "Handbook"
    published by "School Board"

set lesson "Lesson"
    reading "Reading"
    sums "Sums"
"""

SCALES = """\
language 1

module shared.scales "Scales"

scale grade "Grade"
    worst first
    1 "Low"
    2 "Middle"
    3 "High"
"""

AVERAGES = """\
language 1

module shared.averages "Averages"

use shared.scales for grade

parameter marks "What is averaged"
    is a collection of grade

parameter halves "How a half is rounded"
    is a rounding

source guide "Guide to averages"
    published by "School Board"

determine average "Average"
    is a number
    equals mean of marks
    rounded to whole by halves
    cites guide "1"

determine as_grade "Average, as a grade"
    is a grade
    equals average as a grade
    cites guide "2"
"""

PAIRS = """\
language 1

module shared.pairs "The better of two"

use shared.scales for grade

parameter first_mark "The one"
    is a grade

parameter second_mark "The other"
    is a grade

assumption fair "The better one counts"
    basis inferred "the rules say so elsewhere"

determine better_one "The better of the two"
    is a grade
    equals best of first_mark, second_mark
    rests on fair
"""

MODULES = {"shared.scales": SCALES, "shared.averages": AVERAGES, "shared.pairs": PAIRS}

SOUND = """\
use shared.scales for grade

use shared.averages as yearly
    marks is mark_of
    halves is half_up

input mark_of "Mark of a lesson"
    for each lesson
    is a grade

determine result "Grade of the school"
    is a grade
    equals yearly.as_grade
    cites handbook "1"
"""


def found(text: str, modules: Mapping[str, str] = MODULES) -> list[tuple[str, str]]:
    return [told(one) for one in findings(HEAD + "\n" + text, modules, lints=True)]


def graph(text: str, modules: Mapping[str, str] = MODULES) -> DeterminationGraph:
    made = compile_framework(from_texts({"s.wlr": HEAD + "\n" + text}, "s.wlr"), Shelves(modules))
    assert not made.report.has_errors, [told(one) for one in made.report]
    assert made.graph is not None
    return made.graph


def test_a_module_is_copied_under_its_alias() -> None:
    made = graph(SOUND)
    assert list(made.outcomes["school"]) == ["result", "yearly.average", "yearly.as_grade"]
    rule = made.rules["school:yearly.average"]
    assert [made.sources[one.source].title for one in rule.cites] == ["Guide to averages"]
    assert rule.used_at is not None
    assert rule.used_at.text.startswith("use shared.averages as yearly")


def test_a_scale_that_two_texts_share_is_one_scale() -> None:
    made = graph(SOUND)
    assert list(made.scales) == ["shared.scales.grade"]
    assert found(SOUND) == []


def test_two_copies_of_a_module_do_not_meet() -> None:
    text = SOUND.replace("equals yearly.as_grade", "equals worst of yearly.as_grade, termly.as_grade") + (
        "\nuse shared.averages as termly\n    marks is mark_of\n    halves is down\n"
    )
    assert {"yearly.average", "termly.average"} <= set(graph(text).outcomes["school"])


def test_a_use_for_each_member_lifts_every_rule() -> None:
    text = """\
use shared.scales for grade

use shared.pairs as pair
    for each lesson
    first_mark is spring
    second_mark is autumn

input spring "Mark in spring"
    for each lesson
    is a grade

input autumn "Mark in autumn"
    for each lesson
    is a grade

determine result "Grade of the school"
    is a grade
    equals worst of pair.better_one
    cites handbook "1"
"""
    made = graph(text)
    assert made.nodes["school:pair.better_one"].axes == (Axis("lesson"),)
    assert found(text) == []


def test_a_use_at_a_level_stands_there_alone() -> None:
    text = (
        SOUND.replace("use shared.averages as yearly", "use shared.averages as yearly at school")
        + '\nlevel class "Class"\n    within school\n'
    )
    text = text.replace("determine result ", "determine result at school ").replace(
        "input mark_of ", "input mark_of at school "
    )
    made = graph(text)
    assert "school:yearly.average" in made.nodes
    assert "class:yearly.average" not in made.nodes


def test_what_a_parameter_is_may_be_left_to_a_framework_of_the_same_names() -> None:
    text = SOUND.replace("mark_of", "marks")
    assert found(text) == []


def test_a_name_of_the_framework_is_not_seen_in_a_module() -> None:
    modules = {**MODULES, "shared.averages": AVERAGES.replace("mean of marks", "mean of mark_of")}
    assert found(SOUND, modules) == [("unknown-name", "mark_of")]


def test_a_module_uses_another() -> None:
    outer = """\
language 1

module shared.outer "Outer"

use shared.scales for grade

parameter given_marks "Marks"
    is a collection of grade

use shared.averages as inner
    marks is given_marks
    halves is half_even
"""
    text = SOUND.replace("use shared.averages as yearly", "use shared.outer as yearly")
    text = text.replace("    marks is mark_of\n    halves is half_up\n", "    given_marks is mark_of\n")
    text = text.replace("yearly.as_grade", "yearly.inner.as_grade")
    modules = {**MODULES, "shared.outer": outer}
    assert "yearly.inner.average" in graph(text, modules).outcomes["school"]


@pytest.mark.parametrize(
    ("line", "instead", "expected"),
    [
        ("    halves is half_up\n", "", [("parameter-not-bound", "use shared.averages as yearly")]),
        ("halves is", "halfs is", [("unknown-name", "halfs")]),
        ("halves is half_up", "halves is mark_of", [("which-member", "mark_of")]),
        ("halves is half_up", "halves is yes", [("type-mismatch", "yes")]),
        ("marks is mark_of", "marks is visits", [("unknown-name", "visits")]),
        ("halves is half_up\n", "halves is half_up\n    halves is down\n", [("declared-twice", "halves")]),
        ("shared.averages", "shared.average", [("unknown-name", "shared.average")]),
        ("yearly.as_grade", "yearly.as_grad", [("unknown-name", "yearly.as_grad")]),
        ("yearly.as_grade", "yearli.as_grade", [("unknown-name", "yearli.as_grade")]),
        ("shared.scales for grade", "shared.scales for grad", [("unknown-name", "grad")]),
        ("yearly", "result", [("declared-twice", "result")]),
        ("marks is mark_of", "marks is mark_of of sums", [("leftover-words", "of sums")]),
        ("as yearly", "as yearly at scool", [("unknown-name", "scool")]),
        ("as yearly", "as yearly for average", [("clause-twice", "yearly")]),
        (
            "as yearly\n    marks is mark_of\n    halves is half_up\n",
            "for average\n",
            [("parameter-not-bound", "shared.averages"), ("unknown-name", "yearly.as_grade")],
        ),
        (
            "as yearly",
            "for average",
            [
                ("clause-not-allowed", "marks is mark_of"),
                ("unknown-name", "yearly.as_grade"),
            ],
        ),
        (
            "use shared.scales for grade\n",
            "use shared.scales\n",
            [("clause-missing", "use shared.scales"), ("unknown-name", "grade"), ("unknown-name", "grade")],
        ),
        (
            "    for each lesson\n    is a grade",
            "    is a grade",
            [("unused-name", "lesson"), ("collection-needed", "mark_of")],
        ),
    ],
)
def test_one_mistake_in_a_use_is_one_finding(line: str, instead: str, expected: list[tuple[str, str]]) -> None:
    assert line in SOUND
    got = [one for one in found(SOUND.replace(line, instead)) if one[0] != "unread-input"]
    assert got == expected


def test_a_module_that_uses_itself_is_told_as_a_path() -> None:
    one = 'language 1\n\nmodule shared.one "One"\n\nuse shared.two as second\n'
    two = 'language 1\n\nmodule shared.two "Two"\n\nuse shared.one as early\n'
    modules = {**MODULES, "shared.one": one, "shared.two": two}
    [cycle] = findings(HEAD + "\n" + SOUND + "\nuse shared.one as early\n", modules)
    assert told(cycle) == ("cycle", "shared.one")
    assert cycle.notes == ("`shared.one` uses `shared.two` uses `shared.one`",)


def test_a_finding_inside_a_module_is_told_once_however_often_it_is_used() -> None:
    broken = AVERAGES.replace("equals average as a grade", "equals averag as a grade")
    text = SOUND + "\nuse shared.averages as termly\n    marks is mark_of\n    halves is down\n"
    assert found(text, {**MODULES, "shared.averages": broken}) == [("unknown-name", "averag")]


def test_a_text_that_is_no_rules_is_told_in_the_module() -> None:
    broken = AVERAGES.replace("    equals mean of marks\n", "    equal mean of marks\n")
    [one] = findings(HEAD + "\n" + SOUND, {**MODULES, "shared.averages": broken}, lints=True)
    assert one.primary is not None
    assert one.primary.span.source.name == "shared.averages.wlr"
