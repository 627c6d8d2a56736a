"""Levels of subjects: where declarations stand, and what they see there."""

from __future__ import annotations

import pytest
from support.expected import Expected, assert_found
from support.rules import findings, told

from wellled_rules.driver.files import from_texts
from wellled_rules.driver.pipeline import compile_framework
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Input
from wellled_rules.values.types import NumberType, ScaleType

SCHOOLS = """\
language 1

framework schools@2025-01 "Schools"
    status draft
    covers school
    headline size at school, class

level school "School"

level class "Class"
    within school

source handbook "Handbook"
    published by "School Board"

scale mark "Mark"
    best first
    gold "Gold"
    silver "Silver"

set lesson "Lesson"
    reading "Reading"
    sums "Sums"
    assembly "Assembly"
        only at school

input pupils at class "Pupils in the class"
    is a whole number from 0 to 40

input pupils at school "Size of the school"
    is a mark

input taught "Hours taught"
    for each lesson
    is a number

determine size at class "Size of a class"
    is a number
    equals pupils
    cites handbook "1"

determine size at school "Size of a school"
    is a mark
    equals pupils
    cites handbook "2"

determine hours "Hours"
    is a number
    equals total of taught
    cites handbook "3"
"""


def graph(text: str) -> DeterminationGraph:
    made = compile_framework(from_texts({"s.wlr": text}, "s.wlr"))
    assert not made.report.has_errors, [told(one) for one in made.report]
    assert made.graph is not None
    return made.graph


def found(text: str) -> list[tuple[str, str]]:
    return [told(one) for one in findings(SCHOOLS + "\n" + text)]


def test_a_name_may_mean_one_thing_at_each_level() -> None:
    made = graph(SCHOOLS)
    at_class, at_school = made.nodes["class:pupils"], made.nodes["school:pupils"]
    assert isinstance(at_class, Input) and isinstance(at_class.type, NumberType)
    assert isinstance(at_school, Input) and isinstance(at_school.type, ScaleType)
    assert made.nodes["class:size"].type == NumberType()


def test_a_rule_without_at_stands_at_every_level() -> None:
    made = graph(SCHOOLS)
    assert {"school:hours", "class:hours"} <= set(made.nodes)


def test_a_member_only_at_one_level_is_in_no_collection_elsewhere() -> None:
    made = graph(SCHOOLS)
    members = made.sets["lesson"]
    assert [one.id for one in members.at("school")] == ["reading", "sums", "assembly"]
    assert [one.id for one in members.at("class")] == ["reading", "sums"]


def test_what_stands_elsewhere_is_told_with_its_place() -> None:
    text = """\
input heads at class "Heads"
    is a number

determine crowd "Crowd"
    is a number
    equals heads
"""
    assert_found(
        findings(SCHOOLS + "\n" + text),
        Expected(
            "not-at-level",
            "`heads` is not there at school",
            at="heads",
            others=[("heads", "stands at class only")],
            help=[
                "take it in a `collect` with `takes heads of each class`, or add `at class` to the rule that reads it"
            ],
        ),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # typed at each level by what the name means there
        (
            'determine twice "Twice"\n    is a number\n    equals 2 * pupils\n',
            [("no-number", "pupils")],
        ),
        ('determine twice at class "Twice"\n    is a number\n    equals 2 * pupils\n', []),
        # an exception stands where its target does
        ('limit small "Small"\n    on size to silver\n    when hours is 0\n', [("not-on-scale", "size")]),
        ('limit small at school "Small"\n    on size to silver\n    when hours is 0\n', []),
        # a level that is none, told once for what stands there and for nothing that reads it
        (
            'input heads at clas "Heads"\n    is a number\n\ndetermine h at class\n    is a number\n    equals heads\n',
            [("unknown-name", "clas")],
        ),
        ('input pupils at class "Again"\n    is a number\n', [("declared-twice", "pupils")]),
        ('input pupils "Everywhere"\n    is a number\n', [("declared-twice", "pupils")]),
        # examples speak of one level
        (
            "example e at class\n    given taught of assembly is 2\n    then hours is 2\n",
            [("which-member", "given taught of assembly is 2")],
        ),
        ("example e at school\n    given taught of every lesson is 2\n    then hours is 6\n", []),
        ("example e at class\n    given taught of every lesson is 2\n    then hours is 4\n", []),
    ],
)
def test_declarations_are_read_at_their_level(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("line", "instead", "expected"),
    [
        ("headline size at school, class", "headline hours", []),
        ("headline size at school, class", "headline sise", [("unknown-name", "sise")]),
        ("headline size at school, class", "headline pupils at school", [("not-that-kind", "pupils")]),
        ("headline size at school, class", "headline size at scool", [("unknown-name", "scool")]),
        ("headline size at school, class", "headline size at class", [("no-headline", "")]),
        (
            "headline size at school, class",
            "headline size at school\n    headline hours at school",
            [("header-not-fitting", "headline hours at school")],
        ),
        ("covers school", "covers scool", [("unknown-name", "scool")]),
        ("covers school", "covers school where pupils is gold", []),
        ("covers school", "covers school where pupils is golden", [("unknown-name", "golden")]),
        ("covers school", "covers school where heads is 3", [("unknown-name", "heads")]),
        ("status draft", "status drafted", [("unknown-name", "drafted")]),
        (
            "status draft",
            "in force from 2025-02-01 until 2025-01-01",
            [("header-not-fitting", "in force from 2025-02-01 until 2025-01-01")],
        ),
        (
            "status draft",
            "in force from 2025-02-01 at school\n    in force from 2025-03-01 at school",
            [("header-not-fitting", "in force from 2025-03-01 at school")],
        ),
        ("status draft", "status draft\n    status pilot", [("clause-twice", "status pilot")]),
        ("within school", "within scool", [("unknown-name", "scool")]),
        ("within school", "within class", [("cycle", "class")]),
        ('level school "School"\n', 'level "School"\n', [("unexpected-word", '"School"')]),
    ],
)
def test_one_mistake_in_the_header_or_a_level_is_one_finding(
    line: str, instead: str, expected: list[tuple[str, str]]
) -> None:
    assert line in SCHOOLS
    got = [told(one) for one in findings(SCHOOLS.replace(line, instead, 1), lints=True)]
    got = [(code, "" if code == "no-headline" else text) for code, text in got]
    assert got == expected


def test_a_framework_of_no_level_is_checked_all_the_same() -> None:
    text = """\
language 1

framework schools@2025-01 "Schools"
    status draft

determine size "Size"
    is a number
    equals pupil
"""
    assert [told(one) for one in findings(text)] == [("no-level", "schools@2025-01"), ("unknown-name", "pupil")]


def test_a_level_that_is_only_named_is_checked_all_the_same() -> None:
    text = SCHOOLS.replace('level class "Class"\n    within school\n', "").replace(" at school, class", " at school")
    text = text.replace("equals total of taught", "equals total of tought")
    got = [told(one) for one in findings(text)]
    assert got == [("unknown-name", "class"), ("unknown-name", "class"), ("unknown-name", "tought")]
