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
