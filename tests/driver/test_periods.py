"""Versions in time: whether their periods meet, and which is in force on a day."""

from __future__ import annotations

from datetime import date

import pytest
from support.expected import Expected, assert_found
from support.rules import findings, told

from wellled_rules.driver.editions import Edition, closing, edition_on
from wellled_rules.driver.files import from_texts
from wellled_rules.driver.periods import editions
from wellled_rules.driver.shelves import Shelves

FIRST = """\
language 1

framework baths@2024-01 "Baths"
    in force from 2024-01-01
    covers bath
    headline points at bath

level bath "Bath"

level hall "Hall"
    within bath

source handbook "Handbook"
    published by "Bath Board"

input lanes "Lanes"
    is a number

determine points "Points"
    is a number
    equals lanes
    cites handbook "1"
"""
SECOND = """\
language 1

framework baths@2025-01 "Baths, amended"
    amends baths@2024-01
    in force from 2025-01-01
"""


def shelves(*texts: str) -> Shelves:
    named = {text.split()[3]: text for text in texts}
    return Shelves(None, {name: from_texts({f"{name}.wlr": text}, f"{name}.wlr") for name, text in named.items()})


def order(*texts: str) -> tuple[Edition, ...]:
    return editions(shelves(*texts)).get("baths", ())


def found(first: str, second: str) -> list[tuple[str, str]]:
    return [told(one) for one in findings(second, bases={"first.wlr": first})]


@pytest.mark.parametrize(
    ("until", "start", "expected"),
    [
        ("", "2025-01-01", None),
        (" until 2025-01-01", "2025-01-01", None),
        (" until 2024-12-31", "2025-01-01", "periods-gap"),
        (" until 2025-01-02", "2025-01-01", "periods-overlap"),
        ("", "2024-01-01", "periods-overlap"),
        (" until 2024-06-01", "2024-01-01", "periods-overlap"),
    ],
)
def test_one_period_ends_where_the_next_begins(until: str, start: str, expected: str | None) -> None:
    first = FIRST.replace("from 2024-01-01", f"from 2024-01-01{until}")
    second = SECOND.replace("from 2025-01-01", f"from {start}")
    assert found(first, second) == ([(expected, f"in force from {start}")] if expected else [])


def test_both_periods_are_shown() -> None:
    first = FIRST.replace("from 2024-01-01", "from 2024-01-01 until 2024-12-01")
    assert_found(
        findings(SECOND, bases={"first.wlr": first}),
        Expected(
            "periods-gap",
            "baths@2024-01 and baths@2025-01 leave days without rules",
            at="in force from 2025-01-01",
            others=[("in force from 2024-01-01 until 2024-12-01", "ends 2024-12-01")],
            help=["leave `until` out: the next version's `from` closes the period"],
        ),
    )


def test_an_amendment_without_a_period_is_told_that_it_inherits_one() -> None:
    assert_found(
        findings(SECOND.replace("    in force from 2025-01-01\n", ""), bases={"first.wlr": FIRST}),
        Expected(
            "periods-overlap",
            "baths@2024-01 and baths@2025-01 begin on the same day",
            at="baths@2025-01",
            others=[("in force from 2024-01-01", "the period it inherits")],
            help=["add a line `in force from DAY` to its header"],
        ),
    )


def test_a_period_of_one_level_closes_nothing() -> None:
    first = FIRST.replace(
        "from 2024-01-01\n", "from 2024-01-01\n    in force from 2024-03-01 until 2024-04-01 at hall\n"
    )
    assert found(first, SECOND) == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 12, 31), None),
        (date(2024, 1, 1), "baths@2024-01"),
        (date(2024, 12, 31), "baths@2024-01"),
        (date(2025, 1, 1), "baths@2025-01"),
        (date(2999, 1, 1), "baths@2025-01"),
    ],
)
def test_the_version_in_force_on_a_day(day: date, expected: str | None) -> None:
    edition = edition_on(order(FIRST, SECOND), day)
    assert (None if edition is None else edition.identity) == expected


def test_a_version_that_has_ended_is_not_in_force() -> None:
    ended = FIRST.replace("from 2024-01-01", "from 2024-01-01 until 2024-06-01")
    assert edition_on(order(ended), date(2024, 5, 31)) is not None
    assert edition_on(order(ended), date(2024, 6, 1)) is None


def test_a_draft_is_never_in_force() -> None:
    draft = FIRST.replace("    in force from 2024-01-01\n", "    status draft\n")
    assert edition_on(order(draft), date(2024, 5, 31)) is None


def test_a_version_is_closed_by_its_successor() -> None:
    both = order(FIRST, SECOND)
    assert closing(both, "baths@2024-01") == date(2025, 1, 1)
    assert closing(both, "baths@2025-01") is None
