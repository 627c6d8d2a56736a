"""Ladders answer for all that can occur, and each of their rows can be the answer."""

from __future__ import annotations

from support.rooms import findings, only, underlined

LADDER = """
scale mark "Mark"
    best first
    top "Top"
    low "Low"

input tidy "Tidy"
    is yes or no

input bright "Bright"
    is yes or no

determine outcome "Outcome"
    is a mark
    first of
{rows}
"""


def ladder(*rows: str) -> str:
    return LADDER.format(rows="\n".join(f"        {row}" for row in rows))


def test_a_ladder_without_end_is_told_with_a_case() -> None:
    found = only(findings(ladder("top when tidy is yes", "low when bright is yes")), "no-otherwise")
    assert underlined(found) == "first of"
    assert found.help == ("end with a row `... otherwise`",)
    assert found.notes == ("at `room`: when `tidy` is no and `bright` is no",)


def test_a_ladder_that_answers_for_everything_needs_no_otherwise() -> None:
    assert (
        findings(ladder("top when tidy is yes", "low when bright is yes", "low when tidy is no and bright is no")) == []
    )


def test_a_row_after_its_own_condition_is_dead() -> None:
    found = only(
        findings(ladder("top when tidy is yes", "low when tidy is yes and bright is no", "low otherwise")), "dead-row"
    )
    assert underlined(found) == "low when tidy is yes and bright is no"
    assert found.notes[0] == "earlier rows answer for every case that comes here"


def test_states_that_are_asked_for_can_occur() -> None:
    assert findings(ladder("top when tidy is yes", "low when tidy is not_assessed", "low otherwise")) == []
    found = only(findings(ladder("top when tidy is known")), "no-otherwise")
    assert found.notes == ("at `room`: when `tidy` is not_given",)
