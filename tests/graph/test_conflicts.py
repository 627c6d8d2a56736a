"""Exceptions that contradict each other, override to no effect, or never act."""

from __future__ import annotations

import pytest
from support.rooms import findings, only, underlined

BASE = """
scale mark "Mark"
    best first
    top "Top"
    high "High"
    low "Low"
    bottom "Bottom"

input points "Points"
    is a whole number from 0 to 9

input notice "Notice"
    is a mark

input fire "There was a fire"
    is yes or no

input seen_on "Day it was seen"
    is a date

input told_on "Day it was told"
    is a date

determine outcome "Outcome"
    is a mark
    by points
        bottom when 0 to 2
        low when 3 to 5
        high when 6 to 7
        top when 8 or more

"""


def rule(kind: str, name: str, to: str, when: str = "", *more: str) -> str:
    lines = [f'{kind} {name} "{name.title()}"', f"    on outcome{f' to {to}' if to else ''}"]
    lines += [f"    when {when}"] if when else []
    return "\n".join([*lines, *(f"    {one}" for one in more), "", ""])


def test_two_replacements_that_can_both_act_contradict() -> None:
    text = (
        BASE
        + rule("replacement", "burnt", "bottom", "fire is yes")
        + rule("replacement", "told", "low", "notice is low")
    )
    found = only(findings(text), "adjustments-conflict")
    assert found.headline == "`burnt` and `told` can act together and contradict each other"
    assert underlined(found).startswith("replacement told")
    assert [label.span.text for label in found.secondary] == ['replacement burnt "Burnt"']
    assert found.help[0] == "say which has the last word: `overrides burnt` under `told`, or the other way round"
    assert found.notes == ("at `room`: both act when `notice` is low and `fire` is yes",)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("replacement", "burnt", "bottom", "fire is yes"), ("replacement", "told", "low", "fire is no")),
        (("replacement", "burnt", "low", "fire is yes"), ("replacement", "told", "low", "notice is low")),
        (
            ("replacement", "burnt", "low", "fire is yes"),
            ("replacement", "told", "top", "notice is low", "overrides burnt"),
        ),
        (
            ("replacement", "burnt", "low", "fire is yes"),
            ("replacement", "told", "top", "notice is low", "unless fire is yes"),
        ),
        (("floor", "burnt", "low", "fire is yes"), ("limit", "told", "high", "notice is low")),
        (("floor", "burnt", "high", "notice is top"), ("limit", "told", "low", "notice is low")),
        (
            ("floor", "burnt", "high", "seen_on is before 2024-01-01"),
            ("limit", "told", "low", "seen_on is after 2024-01-01"),
        ),
    ],
)
def test_what_agrees_excludes_or_overrides_is_no_contradiction(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    assert findings(BASE + rule(*first) + rule(*second)) == []


def test_a_floor_above_a_limit_contradicts() -> None:
    text = BASE + rule("floor", "burnt", "high", "points is 3 or more") + rule("limit", "told", "low", "fire is yes")
    found = only(findings(text), "adjustments-conflict")
    assert found.notes[0].startswith("at `room`: both act when `points` is ")


def test_conditions_that_compare_two_days_are_not_shown_to_exclude() -> None:
    text = (
        BASE
        + rule("floor", "burnt", "high", "seen_on is before told_on")
        + rule("limit", "told", "low", "told_on is before seen_on")
    )
    found = only(findings(text), "adjustments-conflict")
    assert found.notes == ("at `room`: it is not shown that only one of them can act",)


@pytest.mark.parametrize(
    ("kind", "first_to", "second_to"), [("limit", "low", "high"), ("floor", "low", "high"), ("limit", "low", "low")]
)
def test_overrides_among_limits_or_floors_has_no_effect(kind: str, first_to: str, second_to: str) -> None:
    text = BASE + rule(kind, "burnt", first_to, "fire is yes")
    text += rule(kind, "told", second_to, "notice is low", "overrides burnt")
    found = only(findings(text), "overrides-without-effect")
    assert found.headline == "that `told` overrides `burnt` changes no possible outcome"
    assert underlined(found).startswith(f"{kind} told")
    assert found.help == ("remove `overrides burnt`",)


def test_overrides_between_what_excludes_each_other_has_no_effect() -> None:
    text = BASE + rule("replacement", "burnt", "bottom", "fire is yes")
    text += rule("replacement", "told", "low", "fire is no", "overrides burnt")
    assert [one.code for one in findings(text)] == ["overrides-without-effect"]


@pytest.mark.parametrize(("under", "over"), [("aaa", "bbb"), ("bbb", "aaa")])
@pytest.mark.parametrize(("kind", "other", "to"), [("replacement", "replacement", "low"), ("floor", "limit", "low")])
def test_overrides_that_settle_a_contradiction_have_effect(
    under: str, over: str, kind: str, other: str, to: str
) -> None:
    text = BASE + rule(kind, under, "high", "fire is yes")
    contradicts = findings(text + rule(other, over, to, "notice is low"))
    settled = findings(text + rule(other, over, to, "notice is low", f"overrides {under}"))
    assert ([one.code for one in contradicts], settled) == (["adjustments-conflict"], [])


def test_a_floor_that_overrides_a_limit_has_effect() -> None:
    text = (
        BASE
        + rule("limit", "burnt", "low", "fire is yes")
        + rule("floor", "told", "high", "notice is top", "overrides burnt")
    )
    assert findings(text) == []


def test_a_condition_that_cannot_hold_is_told_once_for_all_levels() -> None:
    found = only(
        findings(BASE + rule("limit", "told", "low", "points is over 9"), levels=("house", "flat")),
        "condition-never-holds",
    )
    assert found.headline == "`told` never acts: its condition can't hold"
    assert not found.is_error


def test_a_condition_on_a_state_can_hold() -> None:
    assert findings(BASE + rule("suspension", "told", "", "notice is not_seen")) == []


def test_moderation_contradicts_nothing() -> None:
    text = BASE + 'moderation board "Board"\n    on outcome by at most 1 level\n    judged by board_member\n'
    assert "adjustments-conflict" not in {one.code for one in findings(text)}


def test_many_exceptions_on_one_outcome_stay_cheap() -> None:
    inputs = "".join(f'input fact_{n} "Fact {n}"\n    is yes or no\n\n' for n in range(60))
    limits = "".join(rule("limit", f"cap_{n}", "low", f"fact_{n} is yes") for n in range(30))
    floors = "".join(rule("floor", f"base_{n}", "low", f"fact_{n + 30} is yes") for n in range(30))
    assert findings(BASE + inputs + limits + floors) == []
