"""Collections and looking up: what is typed, what is refused, and what circles make of them."""

from __future__ import annotations

import pytest
from support.expected import Expected, assert_found
from support.parks import HEAD, RESULT, SHARED, failing, found
from support.rules import findings

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
