"""Numbers that are none, ends that can't be, and one value where several are wanted."""

from __future__ import annotations

import pytest
from support.expected import Expected, assert_found
from support.rules import POOLS, findings

CASES = {
    "arithmetic on a date": (
        """\
determine tried "Tried"
    is a number
    equals opened_on + 1
""",
        Expected(
            "no-number",
            "a date is no number",
            at="opened_on",
            help=["name a number here"],
        ),
    ),
    "arithmetic on levels without worth": (
        """\
determine tried "Tried"
    is a number
    equals mean of result, last_year
""",
        Expected(
            "no-number",
            "a level of mark is no number",
            at="result",
            help=["give every level of the scale `worth N`"],
        ),
    ),
    "a conversion to a scale without worth": (
        """\
determine tried "Tried"
    is a mark
    equals points as a mark
""",
        Expected(
            "no-number",
            "a level of mark is no number",
            at="mark",
            help=["give every level of the scale `worth N`"],
        ),
    ),
    "a whole number that is not shown": (
        """\
determine tried "Tried"
    is a whole number
    equals points / 2
""",
        Expected(
            "whole-not-shown",
            "the answer need not be a whole number",
            at="points / 2",
            others=[("is a whole number", "a whole number is declared")],
            help=["add `rounded to whole by ..`, or write `is a number`"],
        ),
    ),
    "ends of an answer": (
        """\
determine tried "Tried"
    is a number from 0 to 10
    equals points
""",
        Expected(
            "bounds-not-fitting",
            "the ends of an answer follow from its rule",
            at="is a number from 0 to 10",
            help=["leave `from .. to ..` out"],
        ),
    ),
    "ends the wrong way round": (
        """\
input tried "Tried"
    is a number from 10 to 0
""",
        Expected(
            "bounds-not-fitting",
            "the lower end is above the upper end",
            at="a number from 10 to 0",
            help=["turn the ends round"],
        ),
    ),
    "a range the wrong way round": (
        """\
determine tried "Tried"
    is a number
    first of
        1 when points is 8 to 3
        0 otherwise
""",
        Expected(
            "bounds-not-fitting",
            "nothing lies from 8 to 3",
            at="8 to 3",
            help=["write `3 to 8`"],
            fix="3 to 8",
        ),
    ),
    "several where one is wanted": (
        """\
determine tried "Tried"
    is a stars
    equals found
""",
        Expected(
            "which-member",
            "which area? `found` has one value for each",
            at="found",
            help=[
                "pick one: `found of MEMBER`",
                "or combine them: `total of found`, `any of found is ..`",
                "or add `for each area` to the rule",
            ],
        ),
    ),
    "a member of what has one value": (
        """\
determine tried "Tried"
    is a number
    equals visits of water
""",
        Expected(
            "which-member",
            "`visits` has no members to pick from",
            at="visits of water",
            help=["write `visits`"],
            fix="visits",
        ),
    ),
    "a set outside for each": (
        """\
determine tried "Tried"
    is a number
    first of
        1 when area is water
        0 otherwise
""",
        Expected(
            "which-member",
            "`area` is one of its members only in a rule `for each area`",
            at="area",
            help=["add `for each area` to the rule, or write a member's name"],
        ),
    ),
    "one where several are wanted": (
        """\
determine tried "Tried"
    is a number
    equals total of visits
""",
        Expected(
            "collection-needed",
            "`visits` is one value, not several",
            at="visits",
            help=["test it directly (`visits is ..`), or name more than one with commas between"],
        ),
    ),
    "emptiness of one value": (
        """\
determine tried "Tried"
    is a number
    first of
        1 when visits is empty
        0 otherwise
""",
        Expected(
            "collection-needed",
            "`visits` is one value, not several",
            at="visits",
            help=["test it directly (`visits is ..`), or name more than one with commas between"],
        ),
    ),
    "the rest of nothing": (
        """\
determine tried "Tried"
    is a number
    first of
        1 when is_clean is yes and the rest are 3
        0 otherwise
""",
        Expected(
            "rest-without-quantifier",
            "`the rest` has no `at least N of` or `any of` before it",
            at="the rest are 3",
            help=["write a condition such as `at least 2 of X are LEVEL and the rest are ..`"],
        ),
    ),
    "an assumption beyond its ends": (
        """\
assumption tried "Tried"
    is a whole number from 0 to 5
    taken as 9
    basis recalled "so it was said"
""",
        Expected(
            "bounds-not-fitting",
            "9 does not lie from 0 to 5",
            at="9",
            help=["write a number from 0 to 5, or declare other ends"],
        ),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_one_mistake_gives_one_finding_that_says_how_to_go_on(name: str) -> None:
    text, expected = CASES[name]
    assert_found(findings(POOLS + "\n" + text), expected)
