"""A framework whose rules hold normally, and departures from them."""

from __future__ import annotations

from functools import cache
from typing import Any

from support.kitchens import framework

from wellled_rules.api import Framework, Result

__all__ = ["HALL", "LIMIT", "RULE", "assessed", "case", "houses"]

_HOUSES = """\
language 1

framework houses@2025-01 "Houses"
    headline outcome at house

source rules "Rules for houses"
    published by "Housing Office"

level house "House"

set room "Room"
    hall "Hall"
    attic "Attic"

scale grade "Grade"
    best first
    good "Good"
    fair "Fair"
    poor "Poor"
    also shown
        ungraded "Not graded" counts as not_assessed

input points "Points"
    is a whole number from 0 to 30

input damp "Damp"
    is yes or no

input found "Found"
    for each room
    is a grade

determine outcome "Grade"
    is a grade
    by points
        good when over 20
        fair when 11 to 20
        poor when 10 or less
    normally, but review_panel may depart, with a reason
    cites rules "3"

limit damp_limit "Damp"
    on outcome to fair
    when damp is yes
    normally, but surveyor may depart
    cites rules "4"

determine value_of_it "Worth"
    is a number
    equals points * 2
    normally, but review_panel may depart
    cites rules "5"

determine of_room "Grade of a room"
    for each room
    is a grade
    equals found
    normally, but surveyor may depart
    cites rules "6"

determine worst_room "Worst room"
    is a grade
    equals worst of of_room
    cites rules "7"

moderation appeal "Appeal"
    on worst_room by at most 1 level
    judged by review_panel
    cites rules "8"
"""

_ABOUT = {"reason": "the annexe was left out", "clause": "Rules, 3", "on": "2025-05-02"}
RULE = {"rule": "outcome", "to": "good", "role": "review_panel", **_ABOUT}
LIMIT = {"rule": "damp_limit", "role": "surveyor", **_ABOUT}
HALL = {"rule": "of_room", "of": "hall", "to": "good", "role": "surveyor", **_ABOUT}


@cache
def houses() -> Framework:
    """The framework of this module."""
    return framework(_HOUSES)


def case(*decisions: object, **inputs: Any) -> dict[str, Any]:
    """A case with these decisions."""
    return {"inputs": inputs, "decisions": list(decisions)}


def assessed(*decisions: object, **inputs: Any) -> Result:
    """What a house comes to."""
    return houses().evaluate(case(*decisions, **inputs))
