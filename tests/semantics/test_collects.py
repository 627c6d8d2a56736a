"""Collections and looking up: what is typed, what is refused, and what circles, amendments and modules make of them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from support.expected import Expected, assert_found
from support.rules import findings, told

from wellled_rules.backends.reference.evaluate import evaluate
from wellled_rules.driver.files import from_texts
from wellled_rules.driver.pipeline import compile_framework
from wellled_rules.driver.shelves import Shelves
from wellled_rules.testing.run import run

HEAD = """\
language 1

framework parks@2025-01 "Parks"
    status draft
    in force from 2025-01-01
    covers city
    headline result at city

level city "City"

level park "Park"
    within city

level bench "Bench"
    within park, city

source handbook "Handbook"
    published by "Park Board"

use shared.scales for mark

set part "Part"
    wood "Wood"
    paint "Paint"

weights weight "Weight of a part"
    for each part
    by part
        0.5 when wood
        1.25 when paint

input found "How it was found"
    for each part
    is a mark

input broken "Broken"
    is yes or no
    treat not_given as no

input visits "Visits"
    is a whole number from 0 to 1000

input opened_on "Day it opened"
    is a date
"""
RESULT = """
determine result at city "Result"
    is a number
    equals 1
"""
SHARED = {
    "shared.scales": """\
language 1

module shared.scales "Scales"

scale mark "Mark"
    worst first
    1 "Poor"
    2 "Fair"
    3 "Good"
""",
    "shared.verdicts": """\
language 1

module shared.verdicts "Verdicts"

use shared.scales for mark

source handbook "Handbook"
    published by "Park Board"

parameter several "What is judged"
    is a collection of mark

determine average "Average"
    is a number
    equals mean of several
    cites handbook

determine verdict "Verdict"
    is a mark
    first of
        3 when several are empty
        1 when at least 2 of several are 1
        worst of several otherwise
    cites handbook
""",
    "shared.benches": """\
language 1

module shared.benches "Benches"

use shared.scales for mark

source handbook "Handbook"
    published by "Park Board"

input own "Its own"
    is a mark

collect both "What is there"
    takes own
    cites handbook

determine poorest "The poorest"
    is a mark
    equals worst of both
    cites handbook
""",
}
LATER = """\
language 1

framework parks@2025-06 "Parks"
    amends parks@2025-01
    in force from 2025-06-01

"""


def found(text: str) -> list[tuple[str, str]]:
    return [told(one) for one in findings(HEAD + "\n" + text + RESULT, modules=SHARED)]


def failing(text: str, bases: Mapping[str, str] | None = None) -> list[str]:
    """Findings by code, and the examples that do not come out."""
    shelves = Shelves(SHARED, {name: from_texts({"base.wlr": one}, "base.wlr") for name, one in (bases or {}).items()})
    made = compile_framework(from_texts({"parks.wlr": text}, "parks.wlr"), shelves)
    if made.report.has_errors or made.graph is None:
        return [one.code for one in made.report.errors]
    runs = run(made.graph, made.examples, evaluate)
    return [f"{one.name}: {miss.said}" for one in runs for miss in one.misses]


# --- what is typed --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("collect all_found at city\n    takes found of each bench\n", []),
        ("collect all_found at city\n    for each part\n    takes found of each bench\n    takes found\n", []),
        ("collect all_found at city\n    takes found of each part\n    takes found of each bench\n", []),
        ("collect all_found at city\n    takes found of each bench where part is wood\n", []),
        ("collect all_found\n    takes found\n", []),
        ("collect visits_below at city\n    for each part\n    takes visits of each park\n", []),
        # what is taken is of one type
        (
            "collect mixed at city\n    takes found of each bench\n    takes visits\n",
            [("type-mismatch", "takes visits")],
        ),
        # of each what
        ("collect c at park\n    takes visits of each city\n", [("not-directly-inside", "city")]),
        ("collect c at city\n    takes visits of each part\n", [("takes-of-nothing", "part")]),
        ("collect c at city\n    takes visits of each tree\n", [("takes-of-nothing", "tree")]),
        (
            "collect c at city\n    for each part\n    takes found of each part\n",
            [("takes-of-nothing", "part")],
        ),
        # each line is another
        (
            "collect c at city\n    takes visits of each park\n    takes visits of each park where broken is no\n",
            [("declared-twice", "takes visits of each park where broken is no")],
        ),
        ("collect c at city\n    takes visits of each park\n    takes visits of each bench\n", []),
        # what can't be taken
        ("collect c at city\n    takes weight of each park\n", [("not-that-kind", "weight")]),
        ("collect c at city\n    takes visits\ncollect d at city\n    takes c\n", [("not-that-kind", "c")]),
        ("collect c at city\n    takes visit of each park\n", [("unknown-name", "visit")]),
        # `where` is read at the level that is taken from
        (
            "input lit at park\n    is yes or no\n\n"
            "collect c at city\n    takes visits of each park where lit is yes\n",
            [],
        ),
        (
            "input lit at city\n    is yes or no\n\n"
            "collect c at city\n    takes visits of each park where lit is yes\n",
            [("not-at-level", "lit")],
        ),
        (
            "input lit at city\n    is yes or no\n\n"
            "collect c at city\n    takes visits of each park where lit of city is yes\n",
            [],
        ),
        ("collect c at city\n    takes visits of each park where found is 2\n", [("which-member", "found")]),
        ("collect c at city\n    takes visits of each park where visits\n", [("incomplete-clause", "visits")]),
        (
            "collect c at city\n    takes visits of each park where broken is yes or visits is 3\n",
            [("or-between-conditions", "visits is")],
        ),
        # clauses
        ("collect c at city\n    for each part\n", [("clause-missing", "collect c at city")]),
        ("collect c at city\n    is a number\n    takes visits\n", [("clause-not-allowed", "is a number")]),
        # lines of `treat`
        (
            "collect c at city\n    takes visits\n    treat suspended as left out\n    treat suspended as 0\n",
            [("declared-twice", "suspended")],
        ),
        ("collect c at city\n    takes visits\n    treat suspended as 0\n", []),
        ("collect c at city\n    takes visits\n    treat suspended as yes\n", [("type-mismatch", "yes")]),
        ("collect c at city\n    takes visits\n    treat gone as left out\n", [("unknown-state", "gone")]),
        (
            "collect c at city\n    takes broken\n    treat not_given as left out\n",
            [("treat-without-effect", "not_given")],
        ),
        (
            "collect c at city\n    takes broken\n    takes broken of each park\n"
            "    treat not_given, suspended as left out\n",
            [("treat-without-effect", "not_given")],
        ),
        (
            "determine closed at park\n    is yes or no\n    equals broken\n\n"
            "collect c at city\n    takes broken\n    takes closed of each park\n    treat not_given as left out\n",
            [("treat-without-effect", "not_given")],
        ),
        (
            "input shut at park\n    is yes or no\n\n"
            "collect c at city\n    takes broken\n    takes shut of each park\n    treat not_given as left out\n",
            [],
        ),
    ],
)
def test_a_collection_is_typed_line_by_line(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("    is a number\n    equals total of c\n", []),
        ("    is a number\n    equals c + 1\n", [("which-member", "c")]),
        ("    is a number\n    equals c\n", [("which-member", "c")]),
        ("    is yes or no\n    by c\n        yes when over 3\n        no otherwise\n", [("which-member", "c")]),
        ("    is yes or no\n    first of\n        yes when c is 3\n        no otherwise\n", [("which-member", "c")]),
        ("    is yes or no\n    first of\n        yes when any of c are 3\n        no otherwise\n", []),
    ],
)
def test_a_collection_stands_where_several_are_combined(rule: str, expected: list[tuple[str, str]]) -> None:
    collect = "collect c at city\n    takes visits of each park\n\n"
    assert found(f"{collect}determine used at city\n{rule}") == expected


def test_a_collection_in_place_of_one_value_is_told_as_one() -> None:
    text = "collect all_visits at city\n    takes visits of each park\n\n"
    text += "determine used at city\n    is a number\n    equals all_visits * 2\n"
    assert_found(
        findings(HEAD + "\n" + text + RESULT, modules=SHARED),
        Expected(
            "which-member",
            "`all_visits` is a collection, and one value is wanted",
            at="all_visits",
            help=["combine them: `total of all_visits`, `worst of all_visits`, `any of all_visits is ..`"],
        ),
    )


def test_what_is_not_inside_is_told_with_what_is() -> None:
    text = "collect c at park\n    takes visits of each city\n\ncollect d at bench\n    takes visits of each park\n"
    assert_found(
        findings(HEAD + "\n" + text + RESULT, modules=SHARED),
        Expected(
            "not-directly-inside",
            "no city lies directly within a park",
            at="city",
            help=["take from a level that lies directly within park: `bench`"],
        ),
        Expected(
            "not-directly-inside",
            "no park lies directly within a bench",
            at="park",
            help=["collect at the level between them, or add `within bench` to `level park`"],
        ),
    )


def test_conditions_joined_by_or_are_given_a_name_where_no_list_can_stand() -> None:
    text = "collect c at city\n    takes visits of each park where broken is yes or visits is 3\n"
    (one,) = findings(HEAD + "\n" + text + RESULT, modules=SHARED)
    assert one.help == ("list the conditions in a yes-or-no rule of their own, and write `where NAME is yes`",)


# --- looking up -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "value", "expected"),
    [
        ("park", "visits of city", []),
        ("bench", "visits of city", []),
        ("bench", "visits of park", []),
        ("city", "visits of park", [("not-above", "park")]),
        ("city", "visits of city", [("not-above", "city")]),
        ("park", "visits of bench", [("not-above", "bench")]),
        ("park", "visit of city", [("unknown-name", "visit")]),
        ("park", "found of city", [("which-member", "found of city")]),
        ("park", "weight of city", [("not-that-kind", "weight")]),
        ("park", "visits of town", [("which-member", "visits of town")]),
        ("park", "result of city", []),
    ],
)
def test_a_rule_looks_up_to_a_level_that_its_own_lies_in(at: str, value: str, expected: list[tuple[str, str]]) -> None:
    assert found(f"determine used at {at}\n    is a number\n    equals {value} + 1\n") == expected


def test_a_member_of_that_name_comes_before_the_level() -> None:
    text = """\
set place "Place"
    city "In the city"
    country "In the country"

input trees "Trees"
    for each place
    is a whole number from 0 to 9

determine planted at park "Planted"
    is a number
    equals trees of city

example planted_in_the_city at city
    given trees of every place is 7
    in park first_park
        given trees of city is 2
        given trees of country is 5
        then planted is 2
"""
    assert failing(HEAD + "\n" + text + RESULT) == []


# --- circles --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (
            "determine sum_of at city\n    is a number\n    equals total of c\n\n"
            "collect c at city\n    takes share of each park\n\n"
            "determine share at park\n    is a number\n    equals sum_of of city\n",
            "`sum_of` at city needs `c` at city, which needs `share` at park, which needs `sum_of` at city",
        ),
        (
            "determine sum_of at city\n    is a number\n    equals number of c\n\n"
            "collect c at city\n    takes visits of each park where share is over 3\n\n"
            "determine share at park\n    is a number\n    equals sum_of of city\n",
            "`sum_of` at city needs `c` at city, which needs `share` at park, which needs `sum_of` at city",
        ),
        (
            "determine sum_of at city\n    is a number\n    equals total of c\n\ncollect c at city\n    takes sum_of\n",
            "`sum_of` needs `c`, which needs `sum_of`",
        ),
    ],
)
def test_a_circle_through_collections_and_levels_is_told_as_a_path(text: str, path: str) -> None:
    (one,) = findings(HEAD + "\n" + text + RESULT, modules=SHARED)
    assert one.code == "cycle"
    assert one.notes == (path,)


def test_one_name_at_two_levels_is_no_circle() -> None:
    text = """\
collect below at city
    takes score of each park

collect below at park
    takes visits of each bench

determine score at city
    is a number
    equals total of below

determine score at park
    is a number
    equals total of below + 1

example sums at city
    in park one_park
        in bench first_bench
            given visits is 4
        in bench second_bench
            given visits is 5
        then score is 10
    then score is 10
"""
    assert failing(HEAD + "\n" + text + RESULT) == []


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ('level tree "Tree"\n    within tree\n', [("cycle", "tree")]),
        ('level tree "Tree"\n    within leaf\n\nlevel leaf "Leaf"\n    within tree\n', [("cycle", "leaf")]),
        ('level input "Input"\n    within park\n', [("name-is-taken", "input")]),
        ('level outcome "Outcome"\n    within park\n', [("name-is-taken", "outcome")]),
        ('level decision "Decision"\n', []),
        ('level bus "Bus"\n    within park\n\nlevel buse "Buse"\n    within park\n', [("declared-twice", "buse")]),
        ('level bus "Bus"\n    within park\n\nlevel buse "Buse"\n    within city\n', []),
    ],
)
def test_levels_can_be_listed_apart(levels: str, expected: list[tuple[str, str]]) -> None:
    assert found(levels) == expected


def test_a_level_within_itself_ends_nothing_but_itself() -> None:
    text = """\
level tree "Tree"
    within tree

collect leaves at tree
    takes visits of each tree

determine green at tree
    is a number
    equals total of leaves + visits of tree
"""
    assert [code for code, _ in found(text)] == ["cycle", "not-above"]


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
