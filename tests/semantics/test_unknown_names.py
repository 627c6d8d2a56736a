"""Names that nothing declares: values, types, members, levels, words of the language."""

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
