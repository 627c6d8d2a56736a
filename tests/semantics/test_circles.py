"""Rules that wait for each other through a collection: told as a path, and the check goes on."""

from __future__ import annotations

import pytest
from support.expected import Expected, assert_found
from support.rules import findings

MARKETS = """\
language 1

framework markets@2025-01 "Markets"
    status draft
    covers market
    covers stall
    headline mark at market, stall

level market "Market"

level stall "Stall"
    within market

scale grade "Grade"
    best first
    good "Good"
    poor "Poor"

collect marks at market "Marks"
    takes {taken}

determine mark at market "Mark of the market"
    is a grade
    first of
        poor when any of marks are poor
        good otherwise

determine mark at stall "Mark of the stall"
    is a grade
    equals mark of market
"""

BREAK = ["break the circle: give the answer before exceptions a name of its own and read that"]

CIRCLES = {
    "through a subject inside": (
        "mark of each stall",
        Expected(
            "cycle",
            "`marks` waits for itself",
            at="mark",
            others=[("mark of market", "needs `mark` at market"), ("marks", "needs `marks` at market")],
            help=BREAK,
            notes=[
                "`marks` at market needs `mark` at stall, which needs `mark` at market, which needs `marks` at market"
            ],
        ),
    ),
    "within one level": (
        "mark",
        Expected(
            "cycle",
            "`marks` waits for itself",
            at="mark",
            others=[("marks", "needs `marks`")],
            help=BREAK,
            notes=["`marks` needs `mark`, which needs `marks`"],
        ),
    ),
}


@pytest.mark.parametrize(("taken", "expected"), CIRCLES.values(), ids=CIRCLES)
def test_a_circle_through_a_collection_is_told_once(taken: str, expected: Expected) -> None:
    assert_found(findings(MARKETS.format(taken=taken)), expected)
