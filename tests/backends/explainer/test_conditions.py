"""Why a condition holds, where no part of it is known by itself."""

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

input smell "It smells"
    is yes or no

determine mark "Mark"
    is a grade
    first of
        good when any of these
            smell is yes
            smell is no
        poor otherwise
"""


def test_what_holds_whatever_is_open_is_told_by_the_parts_that_settle_it() -> None:
    result = framework(RULES).evaluate({"inputs": {}})
    assert result["mark"].status == "determined"
    told = result.explain("mark")
    assert "one of these must hold" in told.to_text(plain=True)
    assert "could be yes" in told.to_text(plain=True)
    assert "could be no)" in told.to_text(plain=True)
