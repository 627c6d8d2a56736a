"""What an outcome waits for, where an entry that nobody made is passed on to it."""

from __future__ import annotations

from support.kitchens import framework

RULES = """language 1

framework small@2024-01 "Small"
    regulator "Nobody"
    status draft
    covers house
    headline mark at house

level house "House"

scale grade "Grade"
    best first
    good "Good"
    poor "Poor"

input inner "Mark inside"
    is a grade
    treat not_given as left out

determine passed "Passed on"
    is a grade
    equals inner

determine mark "Mark"
    is a grade
    equals passed
"""


def test_what_is_left_out_and_passed_on_waits_for_its_entry_and_not_for_itself() -> None:
    result = framework(RULES).evaluate({"inputs": {}})
    for name in ("passed", "mark", "inner"):
        assert (result[name].status, result[name].waits_for) == ("undetermined", ("inner",))


COLLECTED = """language 1

framework streets@2025-01 "Streets"
    headline shown at street

source rules "Rules for streets"
    published by "Street Office"

level street "Street"

level house "House"
    within street

scale grade "Grade"
    best first
    good "Good"
    poor "Poor"

input small at house "Small"
    is yes or no

input mark at house "Mark"
    is a grade

determine shown at house "Mark"
    is a grade
    equals mark
    cites rules "1"

input own at street "Mark of its own"
    is a grade

collect marks at street "Marks"
    takes own
    takes shown of each house where small is no
    treat suspended as left out

determine shown at street "Mark"
    is a grade
    first of
        poor when any of marks are poor
        good otherwise
    cites rules "2"
"""


def test_what_a_collection_takes_waits_for_the_entry_and_not_for_the_collection() -> None:
    house = {"id": "h", "small": False, "mark": "not_seen"}
    result = framework(COLLECTED).evaluate({"subject": {"level": "street", "houses": [house]}})

    assert result["shown"].waits_for == ("own", "shown@house/h")
