"""What the checker makes of subjects inside before any case: any number of them, and none."""

from __future__ import annotations

import pytest
from support.rules import findings

from wellled_rules.api import check_text
from wellled_rules.diagnostics.diagnostic import Diagnostic

HEAD = """\
language 1

framework halls@2025-01 "Halls"
    status draft
    covers hall
    headline outcome at hall

level hall "Hall"

level room "Room"
    within hall

scale mark "Mark"
    best first
    4 "Great"
    3 "Good"
    2 "Fair"
    1 "Poor"

set side "Side"
    front_side "Front"
    back_side "Back"

weights weight "Weight"
    for each side
    by side
        0.5 when front_side
        2 when back_side

input found at room "Found"
    for each side
    is a mark

input seats at room "Seats"
    is a whole number from 2 to 40

input price at room "Price"
    is a number

input lit at room "Lit"
    is yes or no

determine pairs at room "Pairs of seats"
    is a number
    equals seats / 2

collect marks at hall "Marks"
    for each side
    takes found of each room

collect seats_of_all at hall "Seats"
    takes seats of each room where lit is yes

collect pairs_of_all at hall "Pairs"
    takes pairs of each room

collect prices at hall "Prices"
    takes price of each room
"""


def told(value: str, rows: str, kind: str = "number", more: str = "") -> list[Diagnostic]:
    """What is found of a table by a value of collections."""
    table = "".join(f"        {row}\n" for row in rows.split("; "))
    text = f"""{HEAD}{more}
determine value at hall "Value"
    is a {kind}
    equals {value}

determine outcome at hall "Outcome"
    is a mark
    by value
{table}"""
    return findings(text)


@pytest.mark.parametrize(
    ("value", "rows"),
    [
        ("mean of marks", "1 when under 2; 4 when 2 or more"),
        ("mean of marks", "1 when 1 to 2; 4 when over 2"),
        ("highest of marks", "1 when 1; 2 when 2; 3 when 3; 4 when 4"),
        ("lowest of seats_of_all", "1 when 2 to 20; 4 when 21 to 40"),
        ("total of seats_of_all", "1 when 0 to 20; 4 when over 20"),
        ("total of marks", "1 when 0; 4 when 1 or more"),
        ("number of marks", "1 when 0; 4 when 1 or more"),
        ("mean of pairs_of_all", "1 when 1 to 10; 4 when over 10"),
        ("weighted mean of marks by weight", "1 when 1 to 2; 4 when over 2"),
        ("weighted total of marks by weight", "1 when 0 to 20; 4 when over 20"),
        ("highest of prices", "1 when under 3; 4 when 3 or more"),
        ("total of marks / number of marks", "1 when 1 to 2; 4 when over 2"),
    ],
)
def test_a_table_answers_for_what_can_come_of_any_number_of_them(value: str, rows: str) -> None:
    assert told(value, rows) == []


@pytest.mark.parametrize(
    ("value", "rows"),
    [
        ("total of marks as a percentage of 4 * number of marks", "1 when 25 to 38; 4 when over 38"),
        ("2 * total of marks as a percentage of number of marks * 8", "1 when 25 to 38; 4 when over 38"),
    ],
)
def test_a_share_of_the_most_that_is_possible_lies_where_a_mean_does(value: str, rows: str) -> None:
    assert told(value, rows, "percentage") == []


@pytest.mark.parametrize(
    ("value", "rows", "headline"),
    [
        ("mean of marks", "1 when 1 to 2; 4 when 2.5 or more", "no row for above 2 and below 2.5 of `value`"),
        ("highest of marks", "1 when 1; 2 when 2; 4 when 4", "no row for 3 of `value`"),
        ("total of seats_of_all", "1 when 1 to 20; 4 when over 20", "no row for 0 of `value`"),
        ("number of marks", "1 when 1 to 9; 4 when 10 or more", "no row for 0 of `value`"),
        ("highest of prices", "1 when 0 to 3; 4 when over 3", "no row for below 0 of `value`"),
        ("lowest of seats_of_all", "1 when 2 to 20; 4 when over 21", "no row for 21 of `value`"),
    ],
)
def test_what_can_come_of_them_and_has_no_row_is_told(value: str, rows: str, headline: str) -> None:
    (one,) = told(value, rows)
    assert (one.code, one.headline) == ("gap-in-table", headline)


@pytest.mark.parametrize(
    ("value", "rows"),
    [
        ("mean of marks", "1 when under 1; 4 when 1 or more"),
        ("highest of marks", "1 when 5 or more; 4 when under 5"),
        ("total of seats_of_all", "1 when under 0; 4 when 0 or more"),
        ("lowest of seats_of_all", "1 when 41 or more; 4 when 40 or less"),
    ],
)
def test_a_row_to_which_no_number_of_them_comes_is_told(value: str, rows: str) -> None:
    (one,) = told(value, rows)
    assert one.code == "dead-row"


TREATED = """
input heard at room "Heard"
    is a mark
    treat not_seen as 0

collect heard_of_all at hall "Heard"
    takes heard of each room
    treat suspended as 0

determine passed at room "Passed"
    is a mark
    equals heard

collect passed_of_all at hall "Passed"
    takes passed of each room
"""


@pytest.mark.parametrize("name", ["heard_of_all", "passed_of_all"])
def test_what_stands_in_for_a_state_can_come_of_them(name: str) -> None:
    (one,) = told(f"lowest of {name}", "1 when 1 to 2; 4 when over 2", more=TREATED)
    assert (one.code, one.headline) == ("gap-in-table", "no row for 0 of `value`")


def notes(value: str, kind: str = "number") -> list[tuple[str, tuple[str, ...]]]:
    """Notes about a value of collections, and at which cases."""
    text = f'{HEAD}\ndetermine outcome at hall "Outcome"\n    is {kind}\n{value}'
    return [(one.code, one.notes) for one in check_text({"halls.wlr": text}, "halls.wlr") if one.code.startswith("can")]


NOBODY = ("at `hall`: when nothing inside is taken",)


def test_nobody_inside_is_a_case_that_is_told() -> None:
    assert notes("    equals mean of marks\n", "a number") == [("can-be-not-applicable", NOBODY)]
    share = "    equals total of marks as a percentage of 4 * number of marks\n"
    assert notes(share, "a percentage") == [("can-be-not-applicable", NOBODY)]
    assert notes("    equals total of marks\n", "a number") == []
    ladder = "    first of\n        yes when all of marks are 4\n        no otherwise\n"
    assert notes(ladder, "yes or no") == [("can-be-empty", NOBODY)]
    asked = "    first of\n        no when marks are empty\n        yes when all of marks are 4\n        no otherwise\n"
    assert notes(asked, "yes or no") == []


def test_the_rows_of_a_ladder_over_them_are_all_reached() -> None:
    text = """
determine outcome at hall "Outcome"
    is a mark
    first of
        4 when at least 3 of marks are 4 and the rest are 3 or better
        1 when at least 2 of marks are 1
        2 when any of marks are 1
        3 otherwise
"""
    assert findings(HEAD + text) == []


def test_a_rule_that_looks_up_may_find_nobody_there() -> None:
    text = """
input large at hall "Large"
    is yes or no

determine is_large at room "Its hall is large"
    is yes or no
    equals large of hall

determine outcome at room "Outcome"
    is a mark
    by is_large
        4 when yes
        1 when no
"""
    # No row is asked for what does not apply: nothing is then said by the table.
    assert findings(HEAD.replace("outcome at hall", "outcome at room") + text) == []


def test_a_case_tells_what_comes_of_subjects_inside_in_the_words_of_the_rule() -> None:
    ladder = """
determine outcome at hall "Outcome"
    is a mark
    first of
        4 when marks are empty
        1 when any of marks are 1
        2 when worst of marks is 2
"""
    (one,) = [one for one in findings(HEAD + ladder) if one.code == "no-otherwise"]
    (note,) = one.notes
    assert note.startswith("at `hall`: when ")
    assert "`marks are empty` does not hold" in note
    assert "`any of marks are 1` does not hold" in note
    assert "`worst of marks` is " in note
    assert "`outcome`" not in note


def test_what_is_read_of_a_subject_above_is_told_with_its_level() -> None:
    rules = """
input open at hall "Open"
    is yes or no

determine outcome at hall "Outcome"
    is a mark
    first of
        4 when open is yes and all of seats_of_all are over 3
        1 otherwise

determine usable at room "Usable"
    is yes or no
    first of
        yes when lit is yes and open of hall is yes and outcome of hall is 4
"""
    (one,) = [one for one in findings(HEAD + rules) if one.code == "no-otherwise"]
    assert "`open of hall` is " in one.notes[0] or "`outcome of hall` is " in one.notes[0]
    assert "`lit` is " in one.notes[0]
