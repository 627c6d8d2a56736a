"""Subjects inside in examples; collections in amendments, modules and folds."""

from __future__ import annotations

import pytest
from support.parks import HEAD, RESULT, failing, found

LATER = """\
language 1

framework parks@2025-06 "Parks"
    amends parks@2025-01
    in force from 2025-06-01

"""

# --- examples -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["in park north", "    given visits is 3"], []),
        (["in park north"], []),
        (["in park north", "    in bench old", "        then broken is no"], []),
        (["in bench north"], []),
        (["in city north"], [("not-directly-inside", "city")]),
        (["in park north", "    in city old", "        given visits is 3"], [("not-directly-inside", "city")]),
        (["in part wood"], [("not-directly-inside", "part")]),
        (["in park north", "in park north", "    given visits is 3"], [("declared-twice", "north")]),
        (["in park north", "in bench north"], []),
        (
            ["in park north", "    given visits is 3", "    given visits is 4"],
            [("declared-twice", "given visits is 4")],
        ),
        (
            ["in park north", "    given assessed_on is 2025-01-01"],
            [("clause-not-allowed", "given assessed_on is 2025-01-01")],
        ),
        (["in park north", "    assuming result is 1"], [("clause-not-allowed", "assuming result is 1")]),
        (["in park north", "    given visit is 3"], [("unknown-name", "visit")]),
        (["in park north", "    given result is 3"], [("not-at-level", "result")]),
    ],
)
def test_a_block_of_an_example_describes_a_subject_directly_inside(
    lines: list[str], expected: list[tuple[str, str]]
) -> None:
    text = "\n".join(f"    {line}" for line in lines)
    assert found(f"example e at city\n{text}\n    then result is 1\n") == expected


def test_what_does_not_come_out_inside_is_told_with_its_subject() -> None:
    text = """\
example e at city
    in park north
        in bench old
            given visits is 3
            then visits is 4
    then result is 1
"""
    assert failing(HEAD + "\n" + text + RESULT) == ["e: visits in park north bench old is 3"]


# --- amendments -----------------------------------------------------------------------------------

BASE = (
    HEAD
    + """
collect found_below at city "What is found below"
    takes found of each bench
    cites handbook "1"

determine result at city "Result"
    is a mark
    first of
        3 when found_below are empty
        worst of found_below otherwise
    cites handbook "1"

example two_benches at city
    in bench old_one
        given found of every part is 1
        given broken is yes
    in bench new_one
        given found of every part is 3
    then result is 1
"""
)


REPLACED = """\
replace collect found_below at city
    takes found of each bench where broken is no
    cites handbook
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (
            f"{REPLACED}\n"
            "replace example two_benches at city\n    in bench old_one\n        given found of every part is 1\n"
            "        given broken is yes\n    then result is 3\n",
            [],
        ),
        (
            REPLACED,
            ["two_benches: result is 3"],
        ),
        ("remove found_below\n", ["needs-something-removed", "needs-something-removed"]),
        ("remove found\n", ["needs-something-removed"] * 3),
        (
            "remove found_below, two_benches\n\n"
            "replace determine result at city\n    is a mark\n    equals worst of found\n    cites handbook\n",
            [],
        ),
        ("replace collect found_below at park\n    takes found of each bench\n", ["replace-changes-level"]),
        ("remove bench\n", ["needs-something-removed"] * 3),
    ],
)
def test_an_amendment_replaces_and_removes_collections(text: str, expected: list[str]) -> None:
    assert failing(LATER + text, {"parks@2025-01": BASE}) == expected


# --- modules --------------------------------------------------------------------------------------


def test_a_parameter_is_given_a_collection() -> None:
    text = """\
collect found_below at city "Found"
    for each part
    takes found of each bench

use shared.verdicts as together at city
    several is found_below

use shared.verdicts as by_part at city
    for each part
    several is found_below

example three at city
    in bench first_one
        given found of every part is 1
    in bench second_one
        given found of wood is 3
        given found of paint is 2
    then together.average is 1.75
    then together.verdict is 1
    then by_part.average of wood is 2
    then by_part.average of paint is 1.5
    then by_part.verdict of wood is 1

example nothing_there at city
    then together.verdict is 3
"""
    assert failing(HEAD + "\n" + text + RESULT) == []


def test_a_collection_of_a_copied_module_is_one_of_each_copy() -> None:
    text = """\
use shared.benches as left_hand

use shared.benches as right_hand

collect poorest_below at city
    takes left_hand.poorest of each bench
    takes right_hand.poorest of each bench where left_hand.own is not 1

determine count_of at city
    is a number
    equals number of poorest_below

example both_hands at city
    given left_hand.own is 2
    given right_hand.own is 3
    in bench only_one
        given left_hand.own is 1
        given right_hand.own is 3
    then left_hand.poorest is 2
    then right_hand.poorest is 3
    then count_of is 1
"""
    assert failing(HEAD + "\n" + text + RESULT) == []


# --- what is combined -----------------------------------------------------------------------------


def test_every_fold_takes_a_collection() -> None:
    text = """\
collect marks at city "Marks"
    for each part
    takes found of each bench
    takes found

determine total_of at city
    is a number
    equals weighted total of marks by weight

determine mean_of at city
    is a number
    equals weighted mean of marks by weight

determine best_of at city
    is a mark
    equals best of marks

determine worst_of at city
    for each part
    is a mark
    equals worst of marks

determine share at city
    is a percentage
    equals total of marks as a percentage of 3 * number of marks

determine spread at city
    is a number
    equals highest of marks - lowest of marks + mean of marks

example two at city
    given found of wood is 3
    given found of paint is 1
    in bench old_one
        given found of every part is 2
    then total_of is 6.25
    then mean_of is 1.78 to 1.79
    then best_of is 3
    then worst_of of wood is 2
    then worst_of of paint is 1
    then share is 66 to 67
    then spread is 4
"""
    assert failing(HEAD + "\n" + text + RESULT) == []


def test_a_check_may_speak_of_a_collection() -> None:
    text = """\
collect marks at city "Marks"
    for each part
    takes found of each bench

check all_fair at city "All fair"
    for each part
    expects all of marks are 2 or better
    cites handbook
"""
    assert found(text) == []
