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


COVERS = """\
language 1

framework markets@2025-01 "Markets"
    status draft
    covers market where {where}
    covers stall where {stall}
    headline mark at market

level market "Market"

level stall "Stall"
    within market

input open_air "In the open air"
    is yes or no

determine is_big at market "Big"
    is yes or no
    equals open_air

determine mark at market "Mark"
    is yes or no
    equals {mark}

determine is_dry at stall "Dry"
    is yes or no
    equals open_air

collect dry at market "Dry stalls"
    takes is_dry of each stall
"""


def test_whom_a_framework_covers_does_not_wait_for_whom_it_covers() -> None:
    told = Expected(
        "cycle",
        "whom `covers market` means waits for itself",
        at="is_big",
        help=["ask for what is recorded: an input, or what is found for a subject above"],
    )
    assert_found(findings(COVERS.format(where="is_big is yes", stall="open_air is yes", mark="is_big")), told)


def test_nor_through_subjects_inside() -> None:
    found = findings(COVERS.format(where="any of dry are yes", stall="mark of market is yes", mark="open_air"))
    assert [one.headline for one in found] == [
        "whom `covers market` means waits for itself",
        "whom `covers stall` means waits for itself",
    ]


@pytest.mark.parametrize("stall", ["open_air is yes", "mark of market is yes"])
def test_it_may_ask_for_what_is_recorded_or_found_above(stall: str) -> None:
    assert findings(COVERS.format(where="open_air is yes", stall=stall, mark="is_big")) == []
