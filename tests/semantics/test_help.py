"""What a finding about names, types and amendments tells its author to write, and that one mistake is told once."""

from __future__ import annotations

import pytest
from support.rules import HEAD, POOLS, findings, told

from wellled_rules.diagnostics.diagnostic import Diagnostic


def only(text: str) -> Diagnostic:
    (one,) = findings(POOLS + "\n" + text)
    return one


VALUE = """\
determine tried "Tried"
    is {type}
    first of
        {result} when is_clean is {test}
        {last} otherwise
"""


@pytest.mark.parametrize(
    ("type_", "result", "test", "last", "word", "help_"),
    [
        ("yes or no", "yes", "true", "no", "true", "did you mean `yes`?"),
        ("yes or no", "yes", "false", "no", "false", "did you mean `no`?"),
        ("yes or no", "true", "yes", "no", "true", "did you mean `yes`?"),
        ("a number", "two", "yes", "1", "two", "did you mean `2`?"),
        ("a mark", "left_out", "yes", "gold", "left_out", "did you mean `not_applicable`?"),
    ],
)
def test_words_of_other_notations_are_told_in_ours(
    type_: str, result: str, test: str, last: str, word: str, help_: str
) -> None:
    found = only(VALUE.format(type=type_, result=result, test=test, last=last))
    assert told(found) == ("unknown-name", word)
    assert found.help == (help_,)
    assert found.fix is not None
    assert (
        findings(
            POOLS
            + "\n"
            + VALUE.format(type=type_, result=result, test=test, last=last).replace(
                word, found.fix.edits[0].replacement
            )
        )
        == []
    )


TABLE = """\
determine tried "Tried"
    is a mark
    by points
        gold when under {}
        silver when {} to {}
        bronze when over 8
"""


def test_a_decimal_comma_in_a_table_is_told_to_be_a_point() -> None:
    found = only(TABLE.format("5", "5", "8").replace("5 to 8", "5,0 to 8,0"))
    assert found.code == "row-does-not-fit"
    assert found.help == ("a comma parts columns; a decimal has a point: `5.0`",)


def test_a_row_of_too_many_tests_is_not_taken_for_a_decimal() -> None:
    found = only(TABLE.format("5", "5", "8").replace("5 to 8", "5, 8"))
    assert found.help == ("write one test for each column, with a comma between; `any` leaves a column open",)


def test_what_is_missing_is_named_once() -> None:
    found = only('example tried "Tried"\n    given visits is 3\n')
    assert found.headline == "an example needs `then` or `in LEVEL NAME`"


LEVELS = """\
scale step "Step"
    worst first
    low "Low" worth 1
    middle "Middle" worth 2
    high "High" worth {}

determine tried "Tried"
    is a step
    equals visits as a step
"""


def test_two_levels_of_one_worth_are_named() -> None:
    found = only(LEVELS.format(2))
    assert (found.code, found.headline) == ("no-number", "`middle` and `high` of step have the same worth")
    assert found.help == ("give each level a worth of its own, or read the number by a table",)


@pytest.mark.parametrize("number", ["4", "7.5", "-1"])
def test_a_number_beyond_the_scale_that_stands_in_is_warned_of(number: str) -> None:
    found = findings(POOLS.replace("    is a stars\n", f"    is a stars\n    treat not_seen as {number}\n", 1))
    assert ("stand-in-off-the-scale", number) in [told(one) for one in found]


@pytest.mark.parametrize("number", ["0", "1", "3"])
def test_nothing_and_levels_stand_in_unremarked(number: str) -> None:
    found = findings(POOLS.replace("    is a stars\n", f"    is a stars\n    treat not_seen as {number}\n", 1))
    assert "stand-in-off-the-scale" not in {one.code for one in found}


MODERATION = """\
moderation panel_review "Review"
    on {target} by at most {reach} level
    judged by panel

example tried "Tried"
    given found of every area is 2
    given panel moves result to gold
    then result is gold
"""


@pytest.mark.parametrize(
    ("target", "reach", "code", "words"),
    [
        ("result", "one", "unexpected-word", "one"),
        ("result", "reach", "unknown-name", "reach"),
        ("results", "1", "unknown-name", "results"),
    ],
)
def test_a_moderation_that_is_not_understood_makes_no_movement_wrong(
    target: str, reach: str, code: str, words: str
) -> None:
    assert [told(one) for one in findings(POOLS + "\n" + MODERATION.format(target=target, reach=reach))] == [
        (code, words)
    ]


def test_a_name_with_a_hyphen_makes_no_use_of_its_better_one_wrong() -> None:
    text = POOLS.replace("determine points", "determine pool-points").replace("when points is", "when pool_points is")
    assert [told(one) for one in findings(text)] == [("hyphen-in-name", "pool-points")]


STEPS = """\
language 1

module shared.steps "Steps"

parameter is_up "Up"
    is yes or no

scale step "Step"
    worst first
    low "Low" worth 1
    high "High" worth 2

determine reached "Reached"
    is a step
    first of
        high when is_up is yes
        low otherwise
"""


def test_types_of_one_short_name_are_told_apart() -> None:
    text = (
        POOLS
        + """
scale step "Step"
    worst first
    low "Low"
    high "High"

use shared.steps as ours
    is_up is is_clean

determine tried "Tried"
    is a step
    equals ours.reached
"""
    )
    (found,) = findings(text, {"shared.steps": STEPS})
    assert found.headline == "a level of step is wanted here, not a level of ours.step"


WEIGHED = (
    HEAD.replace('"Pools"', '"Pools"\n    in force from 2025-01-01')
    + """
set area "Area"
    water "Water"
    welcome "Welcome"

input found "Points of an area"
    for each area
    is a number from 0 to 10

weights area_weight at pool "Weight of an area"
    for each area
    by area
        60 when water
        40 otherwise
    adding to 100

determine result "Result"
    is a number
    equals weighted mean of found by area_weight
"""
)


def test_a_member_that_unsettles_inherited_weights_asks_for_other_weights() -> None:
    amendment = """\
language 1

framework pools@2026-01 "Pools"
    amends pools@2025-01
    in force from 2026-01-01

add to area
    changing "Changing rooms"
"""
    found = findings(amendment, bases={"base.wlr": WEIGHED})
    assert [(one.code, one.help) for one in found] == [
        ("weights-not-fitting", ("write `replace weights area_weight at pool`, with a weight for each member",))
    ]


def test_what_stands_in_for_a_state_may_be_more_than_a_level() -> None:
    (found,) = findings(POOLS.replace("    is a stars\n", "    is a stars\n    treat not_seen as ignored\n", 1))
    assert (found.code, found.help[-1]) == ("unknown-name", "or write `left out`, `unknown` or another state")
    for word in ("left out", "unknown", "not_assessed"):
        assert not findings(POOLS.replace("    is a stars\n", f"    is a stars\n    treat not_seen as {word}\n", 1))


def test_a_clause_that_stands_in_two_ways_is_told_as_both() -> None:
    both = 'input day "Day"\n    is a date\n    opens the window\n    closes the window\n'
    found = next(one for one in findings(POOLS + both) if one.code == "clause-twice")
    assert found.headline == "an input has `opens the window` or `closes the window`, not both"
    assert (told(found), found.help) == (("clause-twice", "closes the window"), ("keep one of the two lines",))
