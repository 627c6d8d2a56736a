"""Lines under the wrong kind, tables and weights of the wrong shape."""

from __future__ import annotations

import pytest
from support.expected import Expected, assert_found
from support.rules import POOLS, findings

CASES = {
    "a clause under the wrong kind": (
        """\
limit tried "Tried"
    on result to bronze
    when is_clean is no
    judged by inspector
""",
        Expected(
            "clause-not-allowed",
            "a limit has no `judged by`",
            at="judged by inspector",
            help=["`judged by` stands under `input` or `moderation`"],
            notes=[
                "a limit may have `on`, `when`, `unless`, `normally`, `because`, `means`, `overrides`, `cites` or "
                "`rests on`"
            ],
        ),
    ),
    "a clause that no other kind has": (
        """\
input tried "Tried"
    is a number
    best first
""",
        Expected(
            "clause-not-allowed",
            "an input has no `best first`",
            at="best first",
            help=["`best first` stands under `scale`"],
            notes=[
                (
                    "an input may have `for each`, `is a`, `judged by`, `opens the window`, `closes the window`, "
                    "`because`, `means`, `treat`, `carried from`, `informs`, `cites` or `rests on`"
                )
            ],
        ),
    ),
    "a clause twice": (
        """\
limit tried "Tried"
    on result to bronze
    when is_clean is no
    when visits is 0
""",
        Expected(
            "clause-twice",
            "a limit has `when` once, not twice",
            at="when visits is 0",
            others=[("when is_clean is no", "first here")],
            help=["keep one of the two lines"],
            fix="",
        ),
    ),
    "a second type": (
        """\
determine tried "Tried"
    is a mark
    is a number
    equals result
""",
        Expected(
            "clause-twice",
            "a determine has `is a` once, not twice",
            at="is a number",
            others=[("is a mark", "first here")],
            help=["keep one of the two lines"],
            fix="",
        ),
    ),
    "a clause that is missing": (
        """\
input tried "Tried"
    because "it is asked for"
""",
        Expected(
            "clause-missing",
            "an input needs `is a`",
            at='input tried "Tried"',
            help=["add a line that begins with `is a`"],
        ),
    ),
    "a scale without an order": (
        """\
scale tried "Tried"
    high "High"
    low "Low"
""",
        Expected(
            "clause-missing",
            "a scale needs `best first` or `worst first`",
            at='scale tried "Tried"',
            help=["add a line that begins with `best first` or `worst first`"],
        ),
    ),
    "two ways to an answer": (
        """\
determine tried "Tried"
    is a number
    equals points
    by visits
        1 when 50 or more
        0 when under 50
""",
        Expected(
            "clause-twice",
            "a determine has `equals` or `by`, not both",
            at="by visits",
            others=[("equals points", "the first answer")],
            help=["keep one; give the other a name of its own"],
        ),
    ),
    "an assumption with a type and no value": (
        """\
assumption tried "Tried"
    is a rounding
    basis inferred "so it seems"
""",
        Expected(
            "clause-missing",
            "an assumption with a type needs `taken as`",
            at='assumption tried "Tried"',
            help=["add a line that begins with `taken as`"],
        ),
    ),
    "an assumption with a value and no type": (
        """\
assumption tried "Tried"
    taken as half_up
    basis inferred "so it seems"
""",
        Expected(
            "clause-missing",
            "an assumption with a value needs `is a`",
            at='assumption tried "Tried"',
            help=["add a line that begins with `is a`"],
        ),
    ),
    "an effect of another kind": (
        """\
limit tried "Tried"
    on result down 1 level
    when is_clean is no
""",
        Expected(
            "effect-not-fitting",
            "a limit is written `on NAME to VALUE`",
            at="on result down 1 level",
            help=["write `on NAME to VALUE`"],
        ),
    ),
    "a row with a test too few": (
        """\
determine tried "Tried"
    is a number
    by points, visits
        1 when 5 or more, 3 or more
        2 when under 5
""",
        Expected(
            "row-does-not-fit",
            "the table has 2 columns, this row 1 test",
            at="2 when under 5",
            others=[("points, visits", "2 here")],
            help=["write one test for each column, with a comma between; `any` leaves a column open"],
        ),
    ),
    "weights that do not add up": (
        """\
weights tried "Tried"
    for each area
    by area
        50 when water
        20 otherwise
    adding to 100
""",
        Expected(
            "weights-not-fitting",
            "the weights add to 90, not to 100",
            at="adding to 100",
            others=[("area", "its weights add to 90")],
            help=["change a weight, or write `adding to 90`"],
        ),
    ),
    "weights that leave a member out": (
        """\
weights tried "Tried"
    for each area
    by area
        50 when water
        50 when welcome
""",
        Expected(
            "weights-not-fitting",
            "`changing` has no weight",
            at="by area",
            help=["add a row, or end with `N otherwise`"],
        ),
    ),
    "weights below nothing": (
        """\
weights tried "Tried"
    for each area
    by area
        -1 when water
        1 otherwise
""",
        Expected(
            "weights-not-fitting",
            "a weight is below nothing",
            at="-1",
            help=["write 0 or more"],
        ),
    ),
    "weights that are all nothing": (
        """\
weights tried "Tried"
    for each area
    by area
        0 otherwise
""",
        Expected(
            "weights-not-fitting",
            "the weights add to nothing",
            at="by area",
            help=["give at least one member a weight above 0"],
        ),
    ),
    "weights with an otherwise too many": (
        """\
weights tried "Tried"
    for each area
    by area
        1 when water or changing
        2 when welcome
        3 otherwise
""",
        Expected(
            "weights-not-fitting",
            "every member has its weight already",
            at="3 otherwise",
            help=["take `otherwise` out"],
        ),
    ),
    "weights by something else": (
        """\
weights tried "Tried"
    for each area
    by visits
        1 otherwise
""",
        Expected(
            "weights-not-fitting",
            "weights are read by the set they run over",
            at="visits",
            help=["write `by area`"],
        ),
    ),
    "an exception on another outcome": (
        """\
determine tried "Tried"
    is a mark
    equals gold

limit first_limit "First"
    on tried to bronze
    when visits is 0

limit second_limit "Second"
    on result to silver
    when is_clean is no
    overrides first_limit
""",
        Expected(
            "overrides-other-target",
            "`first_limit` does not act on `result`",
            at="first_limit",
            others=[("on tried to bronze", "acts on this")],
            help=["override an exception that is `on result`, or take the line out"],
        ),
    ),
    "a step of no levels": (
        """\
step tried "Tried"
    on result up 0 levels
    when is_clean is yes
""",
        Expected(
            "effect-not-fitting",
            "a step of 0 levels moves nothing",
            at="on result up 0 levels",
            help=["write 1 level or more, or take the declaration out"],
        ),
    ),
    "a moderation that reaches below nothing": (
        """\
moderation tried "Tried"
    on result by at most -1 levels
    judged by panel
""",
        Expected(
            "effect-not-fitting",
            "a moderation moves by 0 levels or more",
            at="-1",
            help=["write the number of levels without its sign: it may move either way"],
        ),
    ),
    "more places than there are": (
        """\
determine tried "Tried"
    is a number
    equals points / 3
    rounded to 10 places by half_up
""",
        Expected(
            "bounds-not-fitting",
            "a number is rounded to 9 places at most",
            at="rounded to 10 places by half_up",
            help=["write 9 places or fewer"],
        ),
    ),
    "a limit to a label": (
        """\
limit tried "Tried"
    on result to closed
    when is_clean is no
""",
        Expected(
            "unknown-name",
            "`closed` is not in the scale `mark`",
            at="closed",
            help=["write `gold`, `silver` or `bronze`"],
        ),
    ),
}

UNTYPED = """\
limit aimless "On nothing"
    on resultt to bronze
    when any of these
        foundd of water is 1
        total of found + vizits is 3
        any of founds is 2
    unless is_clen is no
    overrides nobody
    rests on nothing_here
    cites handbok "Limits"

determine odd "Of no type"
    is a marc
    first of
        gold when vizits is 3
        golden otherwise

determine sum_of_odds "Of no type either"
    is a marc
    equals points + pints
    cites handbok "Sums"

determine banded "Of no type at all"
    is a marc
    by pints
        golden when 3
"""
"""Declarations that can't be typed for one mistake, and that hold others."""


def test_a_mistake_hides_no_unknown_name() -> None:
    found = findings(POOLS + "\n" + UNTYPED)
    assert {one.code for one in found} == {"unknown-name"}
    said = ["resultt", "foundd", "vizits", "founds", "is_clen", "nobody", "nothing_here", "handbok"]
    said += ["marc", "vizits", "marc", "pints", "handbok", "marc", "pints"]
    assert [one.primary.span.text for one in found if one.primary is not None] == said


@pytest.mark.parametrize("name", CASES)
def test_one_mistake_gives_one_finding_that_says_how_to_go_on(name: str) -> None:
    text, expected = CASES[name]
    assert_found(findings(POOLS + "\n" + text), expected)
