"""Examples: each line comes out, or is told with what came instead."""

from __future__ import annotations

import pytest
from support.rules import findings

RULES = """\
language 1

framework schools@2025-01 "Schools"
    status draft
    covers school
    headline grade_of_school at school

level school "School"

scale grade "Grade"
    best first
    good "Good"
    fair "Fair"
    poor "Poor"
    also shown
        closed "Closed" counts as suspended

set area "Area"
    lessons "Lessons"
    meals "Meals"

assumption rule_for_halves "Halves"
    is a rounding
    taken as half_up
    could be half_even
    basis inferred "the tables fit"

input found "What was found"
    for each area
    is a grade

input points "Points"
    is a number

input is_open "The school is open"
    is yes or no
    treat not_given as yes

determine whole_points "Points, rounded"
    is a number
    equals points
    rounded to whole by rule_for_halves
    rests on rule_for_halves

determine grade_of_school "Grade of the school"
    is a grade
    first of
        closed when is_open is no
        worst_grade otherwise
    rests on rule_for_halves

determine worst_grade "The worst grade"
    is a grade
    equals worst of found
    normally, but board may depart, with a reason
    rests on rule_for_halves

moderation review "Review"
    on grade_of_school by at most 1 level
    judged by panel, with a reason
    rests on rule_for_halves

limit bad_meals "Bad meals"
    on grade_of_school to fair
    when found of meals is fair
    normally, but board may depart
    rests on rule_for_halves
"""


def misses(*lines: str) -> list[tuple[str, str]]:
    """Underlined line and label of every line of an example that does not come out."""
    text = RULES + "\nexample tried\n" + "".join(f"    {line}\n" for line in lines)
    found = findings(text)
    assert {one.code for one in found} <= {"example-fails"}, [one.headline for one in found]
    return [(one.primary.span.text, one.primary.text) for one in found if one.primary is not None]


GOOD = "given found of every area is good"


@pytest.mark.parametrize(
    "lines",
    [
        (GOOD, "then grade_of_school is good"),
        (GOOD, "then grade_of_school is good or fair"),
        (GOOD, "then grade_of_school is fair or better"),
        (GOOD, "then grade_of_school is not poor"),
        (GOOD, "then grade_of_school is known"),
        (GOOD, "then grade_of_school is good, decided by grade_of_school"),
        (GOOD, "given is_open is no", "then grade_of_school is closed"),
        (GOOD, "given is_open is no", "then grade_of_school is suspended"),
        (GOOD, "given is_open is no", "then grade_of_school is missing"),
        (GOOD, "given is_open is no", "then grade_of_school is not good"),
        ("given found of lessons is poor", "then grade_of_school is poor"),
        ("given found of lessons is fair", "then grade_of_school is undetermined among fair, poor"),
        ("given found of lessons is good", "given found of every other area is fair", "then worst_grade is fair"),
        ("given points is 2.5", "then whole_points is 3"),
        ("given points is 2.5", "assuming rule_for_halves is half_even", "then whole_points is 2"),
        (
            "given points is 3",
            "then whole_points is 2 to 4",
            "then whole_points is over 2",
            "then whole_points is 3 or more",
        ),
        ("given grade_of_school is fair", "then grade_of_school is fair"),
        (
            GOOD,
            'given panel moves grade_of_school to fair, because "a bad week"',
            "then grade_of_school is fair, decided by review",
        ),
        (
            GOOD,
            'given panel moves grade_of_school to poor, because "a bad year"',
            "then panel may not move grade_of_school",
        ),
        (GOOD, "given panel moves grade_of_school to fair", "then panel may not move grade_of_school"),
        (GOOD, "then head_teacher may not move grade_of_school"),
        (
            GOOD,
            'given board moves worst_grade to poor, because "the roof"',
            "then worst_grade is poor, decided by worst_grade",
        ),
        (
            "given found of meals is fair",
            "given found of every other area is good",
            "given board departs from bad_meals",
            "then grade_of_school is fair, decided by grade_of_school",
        ),
        (GOOD, "given board moves worst_grade to poor", "then board may not move worst_grade"),
        (GOOD, "given panel departs from bad_meals", "then panel may not depart from bad_meals"),
        (GOOD, "then panel may not depart from worst_grade"),
    ],
)
def test_lines_that_come_out_say_nothing(lines: tuple[str, ...]) -> None:
    assert misses(*lines) == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((GOOD, "then grade_of_school is fair"), "grade_of_school is good"),
        ((GOOD, "then grade_of_school is not good"), "grade_of_school is good"),
        ((GOOD, "then grade_of_school is worse than fair"), "grade_of_school is good"),
        ((GOOD, "then grade_of_school is missing"), "grade_of_school is good"),
        ((GOOD, "then grade_of_school is closed"), "grade_of_school is good"),
        ((GOOD, "given is_open is no", "then grade_of_school is good"), "grade_of_school is closed"),
        (
            ("given found of lessons is fair", "then grade_of_school is fair"),
            "grade_of_school is undetermined among fair, poor",
        ),
        (
            ("given found of lessons is fair", "then grade_of_school is not good"),
            "grade_of_school is undetermined among fair, poor",
        ),
        (
            ("given found of lessons is fair", "then grade_of_school is undetermined among poor"),
            "grade_of_school is undetermined among fair, poor",
        ),
        ((GOOD, "then grade_of_school is undetermined among good, fair"), "grade_of_school is good"),
        ((GOOD, "then grade_of_school is good, decided by bad_meals"), "grade_of_school is decided by grade_of_school"),
        (("given points is 2.5", "then whole_points is 2"), "whole_points is 3"),
        ((GOOD, "then panel may not move grade_of_school"), "panel may move it"),
        ((GOOD, "then board may not move worst_grade"), "board may move it"),
        ((GOOD, "then board may not depart from bad_meals"), "board may depart from it"),
        (
            (GOOD, "given board departs from bad_meals", "then board may not depart from bad_meals"),
            "board may depart from it",
        ),
        (
            (
                GOOD,
                'given panel moves grade_of_school to fair, because "a bad week"',
                "then panel may not move grade_of_school",
            ),
            "panel may move it",
        ),
    ],
)
def test_a_line_that_does_not_come_out_is_told_with_what_came(lines: tuple[str, ...], said: str) -> None:
    assert misses(*lines) == [(lines[-1], said)]


def test_a_line_about_every_member_is_told_for_each_that_differs() -> None:
    lines = (GOOD, "then found of every area is fair")
    assert misses(*lines) == [(lines[-1], "found of lessons is good"), (lines[-1], "found of meals is good")]


def test_every_line_that_does_not_come_out_is_told() -> None:
    lines = (GOOD, "then grade_of_school is fair", "then worst_grade is fair")
    assert misses(*lines) == [(lines[1], "grade_of_school is good"), (lines[2], "worst_grade is good")]


def test_what_no_case_may_say_is_told_at_the_example() -> None:
    lines = (GOOD, 'given panel moves grade_of_school to poor, because "a bad year"', "then grade_of_school is poor")
    [(place, said)] = misses(*lines)
    assert place == "example tried"
    assert said.startswith("refused: ")
