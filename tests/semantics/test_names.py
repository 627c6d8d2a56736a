"""Names: unknown, of the wrong kind, taken twice, and names that come back to themselves."""

from __future__ import annotations

import pytest
from support.expected import Expected, assert_found
from support.rules import POOLS, findings

CASES = {
    "a name near a known one": (
        """\
determine more_points "More"
    is a number
    equals point + 1
""",
        Expected(
            "unknown-name",
            "nothing is called `point`",
            at="point",
            help=["did you mean `points`?"],
            fix="points",
        ),
    ),
    "a name near none": (
        """\
determine more_points "More"
    is a number
    equals zzzzz + 1
""",
        Expected(
            "unknown-name",
            "nothing is called `zzzzz`",
            at="zzzzz",
            help=["declare it, or name something that is declared"],
        ),
    ),
    "a level that its scale does not have": (
        """\
determine tried "Tried"
    is a mark
    equals silvr
""",
        Expected(
            "unknown-name",
            "`silvr` is not in the scale `mark`",
            at="silvr",
            help=["did you mean `silver`?"],
            fix="silver",
        ),
    ),
    "a number that is no level": (
        """\
determine tried "Tried"
    is a stars
    equals 4
""",
        Expected(
            "unknown-name",
            "`4` is not in the scale `stars`",
            at="4",
            help=["write `1`, `2` or `3`"],
        ),
    ),
    "a level in a test": (
        """\
determine tried "Tried"
    is a number
    first of
        1 when result is golden
        0 otherwise
""",
        Expected(
            "unknown-name",
            "`golden` is not in the scale `mark`",
            at="golden",
            help=["did you mean `gold`?"],
            fix="gold",
        ),
    ),
    "a type near a known one": (
        """\
input tried "Tried"
    is a marc
""",
        Expected(
            "unknown-name",
            "no type, scale or set is called `marc`",
            at="marc",
            help=["did you mean `mark`?"],
            fix="mark",
        ),
    ),
    "a type near none": (
        """\
input tried "Tried"
    is a temperature
""",
        Expected(
            "unknown-name",
            "no type, scale or set is called `temperature`",
            at="temperature",
            help=["declare a scale or a set of that name"],
        ),
    ),
    "a member that its set does not have": (
        """\
determine tried "Tried"
    is a stars
    equals found of towels
""",
        Expected(
            "unknown-name",
            "`towels` is not in the set `area`",
            at="towels",
            help=["write `water`, `changing` or `welcome`"],
        ),
    ),
    "a source that is none": (
        """\
determine tried "Tried"
    is a number
    equals 1
    cites hanbook "1"
""",
        Expected(
            "unknown-name",
            "no source is called `hanbook`",
            at="hanbook",
            help=["did you mean `handbook`?"],
            fix="handbook",
        ),
    ),
    "an assumption that is none": (
        """\
determine tried "Tried"
    is a number
    equals 1
    rests on nowhere_said
""",
        Expected(
            "unknown-name",
            "no assumption is called `nowhere_said`",
            at="nowhere_said",
            help=["declare it, or name an assumption that is declared"],
        ),
    ),
    "a level of subjects that is none": (
        """\
input tried at pol "Tried"
    is a number
""",
        Expected(
            "unknown-name",
            "no level of subjects is called `pol`",
            at="pol",
            help=["did you mean `pool`?"],
            fix="pool",
        ),
    ),
    "a set that is none": (
        """\
input tried "Tried"
    for each aera
    is a number
""",
        Expected(
            "unknown-name",
            "no set is called `aera`",
            at="aera",
            help=["did you mean `area`?"],
            fix="area",
        ),
    ),
    "a rounding rule that is none": (
        """\
determine tried "Tried"
    is a number
    equals points / 7
    rounded to whole by half_upp
""",
        Expected(
            "unknown-name",
            "`half_upp` is not in the rounding rules",
            at="half_upp",
            help=["did you mean `half_up`?"],
            fix="half_up",
        ),
    ),
    "a basis that is none": (
        """\
assumption tried "Tried"
    basis guessed "so it seems"
""",
        Expected(
            "unknown-name",
            "`guessed` is no basis of an assumption",
            at="guessed",
            help=["write `inferred`, `recalled` or `not_found`"],
        ),
    ),
    "a module that is none": (
        """\
use shared.scale for grade
""",
        Expected(
            "unknown-name",
            "no module is called `shared.scale`",
            at="shared.scale",
            help=["write the name of a module in the folder `rules`"],
        ),
    ),
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
    "a state that is none": (
        """\
input tried "Tried"
    is a mark
    treat unseen as bronze
""",
        Expected(
            "unknown-state",
            "`unseen` is no state of a missing entry",
            at="unseen",
            help=[
                (
                    "write `not_applicable`, `not_assessed`, `not_seen`, `insufficient_evidence`, "
                    "`suspended` or `not_given`"
                )
            ],
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
    "a treatment of another type": (
        """\
input tried "Tried"
    is a mark
    treat not_seen as 3
""",
        Expected(
            "unknown-name",
            "`3` is not in the scale `mark`",
            at="3",
            help=["write `gold`, `silver` or `bronze`"],
        ),
    ),
    "a replacement of another type": (
        """\
replacement tried "Tried"
    on result to 3
    when is_clean is no
""",
        Expected(
            "unknown-name",
            "`3` is not in the scale `mark`",
            at="3",
            help=["write `gold`, `silver` or `bronze`"],
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
    "weights of a member that is none": (
        """\
weights tried "Tried"
    for each area
    by area
        1 when watr
        2 otherwise
""",
        Expected(
            "unknown-name",
            "`watr` is not in the set `area`",
            at="watr",
            help=["did you mean `water`?"],
            fix="water",
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
    "no level of subjects with that name in covers": (
        """\
level hall "Hall"
    within buildng
""",
        Expected(
            "unknown-name",
            "no level of subjects is called `buildng`",
            at="buildng",
            help=["declare it, or name a level of subjects that is declared"],
        ),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_one_mistake_gives_one_finding_that_says_how_to_go_on(name: str) -> None:
    text, expected = CASES[name]
    assert_found(findings(POOLS + "\n" + text), expected)
