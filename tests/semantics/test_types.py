"""Values of one type where another is wanted, and units that do not meet."""

from __future__ import annotations

import pytest
from support.expected import Expected, assert_found
from support.rules import POOLS, findings

CASES = {
    "a number where a level is wanted": (
        """\
determine tried "Tried"
    is a mark
    equals points
""",
        Expected(
            "type-mismatch",
            "a level of mark is wanted here, not a number",
            at="points",
            help=[
                "write `gold`, `silver` or `bronze`, or the name of something that is a level of mark",
                "read the number by a table: `by NAME`, and a row for each level",
            ],
        ),
    ),
    "a number where a level with worth is wanted": (
        """\
determine tried "Tried"
    is a stars
    equals points
""",
        Expected(
            "type-mismatch",
            "a level of stars is wanted here, not a number",
            at="points",
            help=[
                "write `1`, `2` or `3`, or the name of something that is a level of stars",
                "the level that is worth a number is written `points as a stars`",
            ],
        ),
    ),
    "a level where a number is wanted": (
        """\
determine tried "Tried"
    is a number
    equals result
""",
        Expected(
            "type-mismatch",
            "a number is wanted here, not a level of mark",
            at="result",
            help=["write a number such as `2.5`, or the name of something that is a number"],
        ),
    ),
    "a number where a percentage is wanted": (
        """\
determine tried "Tried"
    is a percentage
    equals points
""",
        Expected(
            "type-mismatch",
            "a percentage is wanted here, not a number",
            at="points",
            help=[
                "write a number such as `2.5`, or the name of something that is a percentage",
                "a share is written `points as a percentage of WHOLE`",
            ],
        ),
    ),
    "a result of a row": (
        """\
determine tried "Tried"
    is a mark
    first of
        gold when is_clean is yes
        points otherwise
""",
        Expected(
            "type-mismatch",
            "a level of mark is wanted here, not a number",
            at="points",
            help=[
                "write `gold`, `silver` or `bronze`, or the name of something that is a level of mark",
                "read the number by a table: `by NAME`, and a row for each level",
            ],
        ),
    ),
    "a value to compare with": (
        """\
determine tried "Tried"
    is a number
    first of
        1 when result is points
        0 otherwise
""",
        Expected(
            "type-mismatch",
            "a level of mark is wanted here, not a number",
            at="points",
            help=[
                "write `gold`, `silver` or `bronze`, or the name of something that is a level of mark",
                "read the number by a table: `by NAME`, and a row for each level",
            ],
        ),
    ),
    "a test of dates asked of a number": (
        """\
determine tried "Tried"
    is a number
    first of
        1 when visits is before 2020-01-01
        0 otherwise
""",
        Expected(
            "type-mismatch",
            "this test is for dates, not for a whole number",
            at="before 2020-01-01",
            help=["a whole number is tested by `is N`, `is N or more`, `is over N` or `is N to N`"],
        ),
    ),
    "a test of numbers asked of a date": (
        """\
determine tried "Tried"
    is a number
    first of
        1 when opened_on is over 3
        0 otherwise
""",
        Expected(
            "type-mismatch",
            "this test is for numbers, not for a date",
            at="over 3",
            help=[("a date is tested by `is before DAY`, `is on or after DAY` or `is within 2 years before DAY`")],
        ),
    ),
    "a test of numbers asked of a fact": (
        """\
determine tried "Tried"
    is a number
    first of
        1 when is_clean is over 3
        0 otherwise
""",
        Expected(
            "type-mismatch",
            "this test is for numbers, not for yes or no",
            at="over 3",
            help=["yes or no is tested by `is yes` or `is no`"],
        ),
    ),
    "more of a scale": (
        """\
determine tried "Tried"
    is a number
    first of
        1 when result is gold or more
        0 otherwise
""",
        Expected(
            "not-on-scale",
            "a level of mark is not more or less than another",
            at="gold or more",
            help=[("levels are better or worse: write `LEVEL or better`, `LEVEL or worse`, `better than LEVEL`")],
        ),
    ),
    "better of a number": (
        """\
determine tried "Tried"
    is a number
    first of
        1 when points is 3 or better
        0 otherwise
""",
        Expected(
            "not-on-scale",
            "a number is not better or worse than another",
            at="3 or better",
            help=["numbers are more or less: write `N or more`, `N or less`, `over N` or `under N`"],
        ),
    ),
    "best of numbers": (
        """\
determine tried "Tried"
    is a number
    equals best of visits, points
""",
        Expected(
            "not-on-scale",
            "a whole number is not better or worse than another",
            at="best of visits, points",
            help=["numbers are higher or lower: write `highest of`"],
        ),
    ),
    "a limit on a number": (
        """\
limit tried "Tried"
    on points to 3
    when is_clean is no
""",
        Expected(
            "not-on-scale",
            "a limit moves along levels, and `points` is a number",
            at="points",
            others=[("points", "is a number")],
            help=["put the limit on the rating that is read from it, or write a `replacement`"],
        ),
    ),
    "a percentage and a number added": (
        """\
determine tried "Tried"
    is a number
    equals share + points
""",
        Expected(
            "unit-mismatch",
            "a percentage and a number can't be added",
            at="share + points",
            help=[("make both percentages with `A as a percentage of B`, or compare the number behind the percentage")],
        ),
    ),
    "a percentage and a number compared": (
        """\
determine tried "Tried"
    is a number
    first of
        1 when share is over points
        0 otherwise
""",
        Expected(
            "unit-mismatch",
            "a percentage and a number can't be compared",
            at="points",
            help=[("make both percentages with `A as a percentage of B`, or compare the number behind the percentage")],
        ),
    ),
    "two percentages multiplied": (
        """\
determine tried "Tried"
    is a percentage
    equals share * share
""",
        Expected(
            "unit-mismatch",
            "a percentage and a percentage can't be multiplied",
            at="share * share",
            help=["multiply a percentage by a number"],
        ),
    ),
    "a number divided by a percentage": (
        """\
determine tried "Tried"
    is a number
    equals points / share
""",
        Expected(
            "unit-mismatch",
            "a number and a percentage can't be divided",
            at="points / share",
            help=["divide a percentage by a percentage or a number"],
        ),
    ),
    "a percentage as a percentage of a number": (
        """\
determine tried "Tried"
    is a percentage
    equals share as a percentage of points
""",
        Expected(
            "unit-mismatch",
            "a percentage and a number can't be divided",
            at="share as a percentage of points",
            help=["take a number as a percentage of a number"],
        ),
    ),
    "a count that need not be whole": (
        """\
determine tried "Tried"
    is a number
    first of
        1 when at least half_of_them of found are 3
        0 otherwise

determine half_of_them "Half"
    is a number
    equals number of found / 2
""",
        Expected(
            "type-mismatch",
            "a whole number is wanted here, not a number",
            at="half_of_them",
            help=["write a whole number such as `3`, or the name of something that is a whole number"],
        ),
    ),
    "weights that are worked out": (
        """\
weights tried "Tried"
    for each area
    by area
        points when water
        2 otherwise
""",
        Expected(
            "type-mismatch",
            "a weight is a written number",
            at="points",
            help=["begin the row with a number: `20 when MEMBER`"],
        ),
    ),
    "a level where its scale is not asked for": (
        """\
determine tried "Tried"
    is a number
    first of
        1 when points is silver
        0 otherwise
""",
        Expected(
            "type-mismatch",
            "`silver` is a level of mark, which is not wanted here",
            at="silver",
            help=["compare it with something of its own type, or name a value that is declared"],
        ),
    ),
    "numbers of two units combined": (
        """\
determine tried "Tried"
    is a number
    equals total of visits, share
""",
        Expected(
            "unit-mismatch",
            "a number and a percentage can't be combined",
            at="share",
            help=[("make both percentages with `A as a percentage of B`, or compare the number behind the percentage")],
        ),
    ),
    "two scales combined": (
        """\
determine tried "Tried"
    is a mark
    equals best of result, found
""",
        Expected(
            "type-mismatch",
            "a level of mark is wanted here, not a level of stars",
            at="found",
            help=["write `gold`, `silver` or `bronze`, or the name of something that is a level of mark"],
        ),
    ),
    "a treatment that is not whole": (
        """\
input tried "Tried"
    is a whole number
    treat not_given as 2.5
""",
        Expected(
            "type-mismatch",
            "a whole number is wanted here, not a number",
            at="2.5",
            help=["write a whole number such as `3`, or the name of something that is a whole number"],
        ),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_one_mistake_gives_one_finding_that_says_how_to_go_on(name: str) -> None:
    text, expected = CASES[name]
    assert_found(findings(POOLS + "\n" + text), expected)
