"""Tables and ladders answer for all that can occur, and what is missing is named exactly."""

from __future__ import annotations

import pytest
from support.rooms import findings, only, underlined

SCORES = """
scale score "Score"
    best first
    4 "Great"
    3 "Good"
    2 "Fair"
    1 "Poor"

scale mark "Mark"
    best first
    top "Top"
    high "High"
    low "Low"
    bottom "Bottom"
"""

SHARE = """
input area_score "Score of an area"
    for each area
    is a score
{treat}
determine share "Share of the most that is possible"
    is a percentage
    equals total of area_score as a percentage of 4 * number of area_score

determine outcome "Outcome"
    is a mark
    by share
        bottom when 25 to 38
        low when 39 to 62
        high when 63 to 87
        top when {top}
"""


def areas(count: int, only_at: str = "") -> str:
    members = [f'    area_{number} "Area {number}"\n' for number in range(1, count + 1)]
    if only_at:
        members[-1] += f"        only at {only_at}\n"
    return SCORES + '\nset area "Area"\n' + "".join(members)


def share(top: str = "88 or more", treat: str = "") -> str:
    return SHARE.format(top=top, treat=f"    {treat}\n" if treat else "")


@pytest.mark.parametrize(
    ("count", "top", "missing"),
    [
        (2, "88 or more", "62.5 and 87.5"),
        (4, "88 or more", "62.5 and 87.5"),
        (6, "88 or more", "62.5 and 87.5"),
        (8, "88 or more", "62.5 and 87.5"),
        (2, "over 87", "62.5"),
        (4, "over 87", "62.5"),
        (6, "over 87", "62.5"),
        (8, "over 87", "62.5"),
    ],
)
def test_printed_bands_miss_exactly_the_halves(count: int, top: str, missing: str) -> None:
    found = only(findings(areas(count) + share(top)), "gap-in-table")
    assert found.headline == f"no row for {missing} of `share`"
    assert underlined(found) == "by share"
    assert [label.text for label in found.secondary] == ["ends at 62", "begins at 63"]
    assert [label.span.text for label in found.secondary] == ["low when 39 to 62", "high when 63 to 87"]
    assert found.help == ("say how `share` is rounded: `rounded to whole by RULE`, or add a row for what is between",)
    assert found.notes[0].startswith(f"at `room`: {missing} with {count} combined; for example when `area_score` is ")


@pytest.mark.parametrize("top", ["88 or more", "over 87"])
@pytest.mark.parametrize("count", [1, 3, 5, 7])
def test_an_odd_number_of_scores_falls_on_no_half(count: int, top: str) -> None:
    assert findings(areas(count) + share(top)) == []


def test_levels_with_more_and_with_fewer_members_are_told_apart_in_one_finding() -> None:
    found = only(findings(areas(8, only_at="house") + share(), levels=("house", "flat")), "gap-in-table")
    assert found.headline == "no row for 62.5 and 87.5 of `share`"
    assert found.notes[0].startswith("at `house`: 62.5 and 87.5 with 8 combined")
    assert found.notes[1:] == ("at `flat`: nothing is missing",)


def test_entries_that_can_be_left_out_make_every_smaller_number() -> None:
    found = only(findings(areas(7) + share(treat="treat not_applicable as left out")), "gap-in-table")
    assert found.notes[0].startswith("at `room`: 62.5 and 87.5 with 2, 4 or 6 combined")


ROUNDED = """
assumption rule_for_halves "Nothing is said of halves"
    is a rounding
    taken as half_up
    could be {others}
    basis inferred "invented"

input area_score "Score of an area"
    for each area
    is a score

determine share "Share"
    is a percentage
    equals total of area_score as a percentage of 4 * number of area_score
    rounded to whole by rule_for_halves

determine outcome "Outcome"
    is a mark
    by share
        bottom when 25 to 62
        top when 63 to 87
        top when {top}
"""


def test_a_rounded_share_is_on_its_grid() -> None:
    assert findings(areas(8) + ROUNDED.format(top="88 or more", others="half_even, down")) == [], "87.5 falls to 87"


def test_a_gap_under_an_alternative_only_is_told_as_such() -> None:
    text = areas(8) + ROUNDED.format(top="88 or more", others="half_down").replace("63 to 87", "63 to 86")
    found = only(findings(text), "gap-in-table")
    assert found.headline == "no row for 87 of `share`"
    assert [note.partition("; for example")[0] for note in found.notes] == [
        "at `room`, with `rule_for_halves` taken as half_down: 87 with 8 combined"
    ]


POINTS = """
scale mark "Mark"
    best first
    top "Top"
    high "High"
    low "Low"
    bottom "Bottom"

input points "Points"
    is a {type}

determine outcome "Outcome"
    is a mark
    by points
{rows}
"""


def points(type_: str, *rows: str) -> str:
    return POINTS.format(type=type_, rows="\n".join(f"        {row}" for row in rows))


@pytest.mark.parametrize(
    ("type_", "rows", "headline", "help_"),
    [
        (
            "number",
            ("low when 0 or less", "high when over 1"),
            "no row for above 0 and below 1 and 1 of `points`",
            "add a row for it, or move the end of one of these rows",
        ),
        (
            "number from 0 to 10",
            ("low when 0 to 5", "high when 6 to 10"),
            "no row for above 5 and below 6 of `points`",
            "add a row for what is between, or read by a `determine` that equals `points`, `rounded to whole by RULE`",
        ),
        (
            "number from 0 to 10",
            ("low when under 5", "high when over 5"),
            "no row for 5 of `points`",
            "add a row for it, or end with a row `... otherwise`",
        ),
        (
            "number",
            ("low when 0 to 5", "high when over 5"),
            "no row for below 0 of `points`",
            "add a row `... when under 0`",
        ),
        (
            "number",
            ("low when under 0", "high when 0 to 5"),
            "no row for above 5 of `points`",
            "add a row `... when over 5`",
        ),
        (
            "whole number",
            ("low when 4 or less", "high when 6 or more"),
            "no row for 5 of `points`",
            "add a row for it, or move the end of one of these rows",
        ),
        (
            "whole number from 0 to 20",
            ("low when 4 or less", "high when 8 or more"),
            "no row for 5, 6 and 7 of `points`",
            "add a row for it, or move the end of one of these rows",
        ),
    ],
)
def test_a_gap_between_numbers_is_named(type_: str, rows: tuple[str, ...], headline: str, help_: str) -> None:
    found = only(findings(points(type_, *rows)), "gap-in-table")
    assert found.headline == headline
    assert found.help == (help_,)


@pytest.mark.parametrize(
    ("type_", "rows"),
    [
        ("number", ("low when under 5", "high when 5 or more")),
        ("number", ("low when 5 or less", "high when over 5")),
        ("whole number", ("low when 4 or less", "high when 5 or more")),
        ("number from 0 to 10", ("low when 0 to 5", "high when over 5")),
        ("whole number from 1 to 10", ("low when 1 to 4", "high when 5 to 10")),
        ("number", ("low when under 5", "high otherwise")),
        ("date", ("low when before 2024-01-01", "high when on or after 2024-01-01")),
    ],
)
def test_a_partition_has_no_findings(type_: str, rows: tuple[str, ...]) -> None:
    assert findings(points(type_, *rows)) == []


def test_a_day_without_a_row_is_named() -> None:
    found = findings(points("date", "low when before 2024-01-01", "high when after 2024-01-01"))
    assert only(found, "gap-in-table").headline == "no row for 2024-01-01 of `points`"


def test_overlap_names_both_rows_and_the_values() -> None:
    found = only(
        findings(points("whole number from 0 to 9", "low when 0 to 5", "high when 4 to 9")), "overlap-in-table"
    )
    assert found.headline == "two rows answer for 4 and 5 of `points`"
    assert underlined(found) == "high when 4 to 9"
    assert [label.span.text for label in found.secondary] == ["low when 0 to 5"]
    assert found.help == ("change one of the two rows so that each value has one row",)
    assert found.notes == ("at `room`: for example when `points` is 4",)


def test_rows_that_meet_in_one_number_overlap_there() -> None:
    found = findings(points("number", "low when 5 or less", "high when 5 or more"))
    assert only(found, "overlap-in-table").headline == "two rows answer for 5 of `points`"


def test_a_row_that_no_value_reaches_is_dead() -> None:
    found = only(findings(points("whole number from 0 to 9", "low when 0 to 9", "high when 10 or more")), "dead-row")
    assert underlined(found) == "high when 10 or more"
    assert found.help == ("remove the row",)
    assert found.notes == ("no value that can occur passes it", "at `room` `points` lies from 0 to 9")


def test_otherwise_is_not_dead_where_a_column_may_be_missing() -> None:
    assert findings(points("whole number from 0 to 9", "low when 0 to 9", "high otherwise")) == []


TWO = """
scale mark "Mark"
    best first
    top "Top"
    low "Low"

input tidy "Tidy"
    is yes or no

input bright "Bright"
    is a mark

determine outcome "Outcome"
    is a mark
    by tidy, bright
        top when yes, top
        low when no, any
"""


def test_a_gap_of_two_columns_names_both() -> None:
    found = only(findings(TWO), "gap-in-table")
    assert found.headline == "no row for `tidy` yes and `bright` low"
    assert found.notes == (
        "at `room`: `tidy` yes and `bright` low; for example when `tidy` is yes and `bright` is low",
    )


def test_columns_that_hang_together_are_not_multiplied() -> None:
    text = (
        TWO.replace("by tidy, bright", "by tidy, same")
        .replace("top when yes, top", "top when yes, yes")
        .replace("low when no, any", "low when no, no")
    )
    same = 'determine same "The same"\n    is yes or no\n    equals tidy\n\n'
    assert findings(text.replace("determine outcome", same + "determine outcome")) == []


MODULE = """language 1

module bands "Bands"

scale grade "Grade"
    best first
    good "Good"
    poor "Poor"

parameter number_read "What is read"
    is a whole number

determine grade_read "Grade"
    is a grade
    by number_read
        poor when under 3
        good when 3 to 5
        good when over 5
"""

USES = """
use bands as small
    number_read is few

use bands as large
    number_read is many

input few "Few"
    is a whole number from 0 to 5

input many "Many"
    is a whole number from {low} to 9

determine outcome "Outcome"
    is yes or no
    first of
        yes when small.grade_read is known and large.grade_read is known
        no otherwise
"""


def test_a_row_of_a_module_that_one_use_reaches_is_not_dead() -> None:
    found = findings(USES.format(low=6), modules={"bands": MODULE})
    assert [one.code for one in found] == []


def test_a_row_of_a_module_that_no_use_reaches_is_dead_once() -> None:
    found = findings(USES.format(low=6).replace("from 0 to 5", "from 3 to 5"), modules={"bands": MODULE})
    assert underlined(only(found, "dead-row")) == "poor when under 3"


def test_a_gap_in_a_module_names_the_use() -> None:
    module = MODULE.replace("        good when over 5\n", "")
    found = only(findings(USES.format(low=3), modules={"bands": module}), "gap-in-table")
    assert found.headline.startswith("no row for 6, 7, 8 and 9")
    assert found.notes[0].startswith("`large.grade_read` at `room`: 6, 7, 8 and 9")
    assert [label.span.text for label in found.secondary if label.text == "used here"] == ["use bands as large"]


def test_a_hole_causes_no_finding() -> None:
    found = findings(points("nonsense", "low when 0 to 5"))
    assert "gap-in-table" not in {one.code for one in found}
    assert found, "the hole itself is told"


WIDE = """
scale mark "Mark"
    best first
    top "Top"
    low "Low"

set part "Part"
{members}

input points "Points"
    for each part
    is a whole number from 0 to 999

determine most "Most"
    is a whole number
    equals total of points

determine outcome "Outcome"
    is a mark
    by most
        low when 0 to 5000
        top when 5002 or more
"""


def test_beyond_counting_the_grid_and_the_ends_still_count() -> None:
    text = WIDE.format(members="\n".join(f'    part_{number} "Part {number}"' for number in range(200)))
    assert only(findings(text), "gap-in-table").headline == "no row for 5001 of `most`"
