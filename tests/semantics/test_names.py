"""Names of the wrong kind, taken twice, with two readings, and names that come back to themselves."""

from __future__ import annotations

import pytest
from support.expected import Expected, assert_found
from support.rules import POOLS, findings

CASES = {
    "another kind where a source is wanted": (
        """\
determine tried "Tried"
    is a number
    equals 1
    cites area "1"
""",
        Expected(
            "not-that-kind",
            "`area` is a set, not a source",
            at="area",
            others=[("area", "declared as a set")],
            help=["name a source here"],
        ),
    ),
    "another kind where a value is wanted": (
        """\
determine tried "Tried"
    is a number
    equals handbook + 1
""",
        Expected(
            "not-that-kind",
            "`handbook` is a source, not a value",
            at="handbook",
            others=[("handbook", "declared as a source")],
            help=["name a value here"],
        ),
    ),
    "another kind where a type is wanted": (
        """\
input tried "Tried"
    is a handbook
""",
        Expected(
            "not-that-kind",
            "`handbook` is a source, not a scale or set",
            at="handbook",
            others=[("handbook", "declared as a source")],
            help=["name a scale or set here"],
        ),
    ),
    "another kind where an exception is wanted": (
        """\
limit tried "Tried"
    on result to bronze
    when is_clean is no
    overrides points
""",
        Expected(
            "not-that-kind",
            "`points` is a determine, not an exception",
            at="points",
            others=[("points", "declared as a determine")],
            help=["name an exception here"],
        ),
    ),
    "an exception on an input": (
        """\
limit tried "Tried"
    on last_year to bronze
    when is_clean is no
""",
        Expected(
            "not-that-kind",
            "`last_year` is an input, not a determine",
            at="last_year",
            others=[("last_year", "declared as an input")],
            help=["name a determine here"],
        ),
    ),
    "another kind where weights are wanted": (
        """\
determine tried "Tried"
    is a number
    equals weighted mean of found by visits
""",
        Expected(
            "not-that-kind",
            "`visits` is an input, not weights",
            at="visits",
            others=[("visits", "declared as an input")],
            help=["name weights here"],
        ),
    ),
    "two declarations of one name": (
        """\
input visits "Visits again"
    is a number
""",
        Expected(
            "declared-twice",
            "`visits` is declared twice",
            at="visits",
            others=[("visits", "first declared here")],
            help=["give one of the two another name"],
        ),
    ),
    "two members of one name": (
        """\
set shelf "Shelf"
    novels "Novels"
    novels "Stories"
""",
        Expected(
            "declared-twice",
            "`novels` is declared twice",
            at="novels",
            others=[("novels", "first declared here")],
            help=["give one of the two another name"],
        ),
    ),
    "a label that is also a level": (
        """\
scale grade "Grade"
    best first
    good "Good"
    poor "Poor"
    also shown
        poor "Poor for now" counts as suspended
""",
        Expected(
            "declared-twice",
            "`poor` is declared twice",
            at="poor",
            others=[("poor", "first declared here")],
            help=["give one of the two another name"],
        ),
    ),
    "a set twice in for each": (
        """\
input tried "Tried"
    for each area and each area
    is a number
""",
        Expected(
            "declared-twice",
            "`area` is run over twice",
            at="area",
            others=[("area", "first said here")],
            help=["keep one of the two"],
        ),
    ),
    "a name that the language keeps": (
        """\
input suspended "Suspended"
    is yes or no
""",
        Expected(
            "name-is-taken",
            "`suspended` is the language's own name for a state of a missing entry",
            at="suspended",
            help=["add a word: `suspended_1`"],
        ),
    ),
    "a level that is a state": (
        """\
scale grade "Grade"
    best first
    good "Good"
    not_seen "Not seen"
""",
        Expected(
            "name-is-taken",
            "`not_seen` is the language's own name for a state of a missing entry",
            at="not_seen",
            help=["add a word: `not_seen_1`"],
        ),
    ),
    "a treatment said twice": (
        """\
input tried "Tried"
    is a mark
    treat not_seen as bronze
    treat not_seen, suspended as silver
""",
        Expected(
            "declared-twice",
            "`not_seen` is treated twice",
            at="not_seen",
            others=[("not_seen", "first said here")],
            help=["keep one of the two"],
        ),
    ),
    "a label that is tested": (
        """\
determine tried "Tried"
    is a number
    first of
        1 when result is closed
        0 otherwise
""",
        Expected(
            "label-tested",
            "`closed` is only shown; it counts as suspended",
            at="closed",
            help=["test the state: `is suspended`"],
            fix="suspended",
        ),
    ),
    "a level that is also a value": (
        """\
input gold "The mark that counts as gold"
    is a mark

determine tried "Tried"
    is a number
    first of
        1 when result is gold
        0 otherwise
""",
        Expected(
            "ambiguous-word",
            "`gold` is a declaration and a value of its type",
            at="gold",
            others=[("gold", "which of the two?")],
            help=["give the declaration another name"],
        ),
    ),
    "an alternative that is no other": (
        """\
assumption tried "Tried"
    is a rounding
    taken as half_up
    could be half_even, half_up
    basis inferred "so it seems"
""",
        Expected(
            "declared-twice",
            "`half_up` is written twice",
            at="half_up",
            others=[("half_up", "first said here")],
            help=["keep one of the two"],
        ),
    ),
    "weights of one member twice": (
        """\
weights tried "Tried"
    for each area
    by area
        1 when water
        2 when water or welcome
        3 otherwise
""",
        Expected(
            "declared-twice",
            "`water` is weighed twice",
            at="water",
            others=[("water", "first said here")],
            help=["keep one of the two"],
        ),
    ),
    "a circle of two": (
        """\
determine hen "Hen"
    is a number
    equals egg + 1

determine egg "Egg"
    is a number
    equals hen + 1
""",
        Expected(
            "cycle",
            "`hen` waits for itself",
            at="egg",
            others=[("hen", "needs `hen`")],
            help=["break the circle: give the answer before exceptions a name of its own and read that"],
            notes=["`hen` needs `egg`, which needs `hen`"],
        ),
    ),
    "a circle through an exception": (
        """\
limit tried "Tried"
    on result to bronze
    when result is gold and is_clean is no
""",
        Expected(
            "cycle",
            "`tried` waits for itself",
            at="result",
            others=[('limit tried "Tried"', "acts on `result`")],
            help=["break the circle: give the answer before exceptions a name of its own and read that"],
            notes=["`tried` needs `result`, which is changed by `tried`"],
        ),
    ),
    "a circle of overrides": (
        """\
replacement first_one "First"
    on result to bronze
    when is_clean is no
    overrides second_one

replacement second_one "Second"
    on result to gold
    when visits is 0
    overrides first_one
""",
        Expected(
            "cycle",
            "`first_one` overrides itself in the end",
            at='replacement first_one "First"',
            others=[('replacement second_one "Second"', "and this one")],
            help=["take one `overrides` line out"],
            notes=["`first_one` overrides `second_one` overrides `first_one`"],
        ),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_one_mistake_gives_one_finding_that_says_how_to_go_on(name: str) -> None:
    text, expected = CASES[name]
    assert_found(findings(POOLS + "\n" + text), expected)
