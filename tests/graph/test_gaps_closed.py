"""How a gap between the bands of a table is closed: by rounding to the bands' own places, or by a row."""

from __future__ import annotations

import pytest
from support.rooms import findings, only

SCALES = """
scale score "Score"
    best first
    4 "Great"
    3 "Good"
    2 "Fair"
    1 "Poor"

scale mark "Mark"
    best first
    top "Top"
    bottom "Bottom"

set area "Area"
""" + "".join(f'    area_{number} "Area {number}"\n' for number in range(1, 8))

MEAN = """
input area_score "Score of an area"
    for each area
    is a score

determine average "Average"
    is a number
    equals mean of area_score
{rounded}
determine outcome "Outcome"
    is a mark
    by average
        bottom when 1 to {low}
        top when {high} to 4
"""


@pytest.mark.parametrize(
    ("rounded", "low", "high", "help_"),
    [
        ("", "2.4", "2.5", "say how `average` is rounded: `rounded to 1 place by RULE`"),
        ("", "2.42", "2.43", "say how `average` is rounded: `rounded to 2 places by RULE`"),
        ("", "2", "3", "say how `average` is rounded: `rounded to whole by RULE`"),
        ("rounded to 2 places by half_up", "2.4", "2.5", "say how `average` is rounded: `rounded to 1 place by RULE`"),
        ("rounded to 1 place by half_up", "2.3", "2.5", ""),
        ("", "2.3", "2.5", ""),
    ],
)
def test_help_rounds_to_the_places_of_the_bands_and_only_where_that_closes_the_gap(
    rounded: str, low: str, high: str, help_: str
) -> None:
    line = f"    {rounded}\n" if rounded else ""
    found = only(findings(SCALES + MEAN.format(rounded=line, low=low, high=high)), "gap-in-table")
    otherwise = "add a row for it, or move the end of one of these rows"
    assert found.help == (f"{help_}, or add a row for what is between" if help_ else otherwise,)
