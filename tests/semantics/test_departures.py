"""Departures that an example gives and that can't be: what is found, and what helps."""

from __future__ import annotations

import pytest
from support.expected import Expected, assert_found
from support.rules import POOLS, findings

RULES = """
determine verdict "Verdict"
    is a mark
    equals last_year
    normally, but panel may depart, with a reason
    cites handbook "9"

moderation review "Review"
    on verdict by at most 1 level
    judged by panel
    cites handbook "10"

limit dirty "Dirty"
    on verdict to bronze
    when is_clean is no
    normally, but inspector may depart
    cites handbook "11"

limit shut "Shut"
    on verdict to silver
    when share is under 50
    cites handbook "12"

example tried "Tried"
    given last_year is gold
"""

CASES = {
    "a movement that could be either": (
        'given panel moves verdict to silver, because "wet"',
        Expected(
            "moves-or-departs",
            "`panel` may both moderate `verdict` and depart from its rule",
            at='given panel moves verdict to silver, because "wet"',
            others=[
                ('moderation review "Review"', "lets them moderate"),
                ("normally, but panel may depart, with a reason", "lets them depart"),
            ],
            help=[
                "if they departed, write `given panel departs from verdict to VALUE`; else let two roles do it",
            ],
        ),
    ),
    "a departure by nobody who may": (
        "given panel departs from dirty",
        Expected(
            "may-not-depart",
            "`panel` may not depart from `dirty`",
            at="panel",
            others=[("normally, but inspector may depart", "lets `inspector` depart")],
            help=[
                "name `inspector`, who may",
                "`panel` may depart from `verdict`",
                "to expect the refusal, write `then panel may not depart from dirty`",
            ],
        ),
    ),
    "a departure from a rule that holds always": (
        "given inspector departs from shut",
        Expected(
            "may-not-depart",
            "`inspector` may not depart from `shut`",
            at="inspector",
            others=[('limit shut "Shut"', "does not say `normally`")],
            help=[
                "add `normally, but inspector may depart, with a reason` to `shut`, if the published rule says so",
                "`inspector` may depart from `dirty`",
                "to expect the refusal, write `then inspector may not depart from shut`",
            ],
        ),
    ),
    "a departure from a moderation": (
        "given panel departs from review",
        Expected(
            "may-not-depart",
            "`panel` may not depart from `review`",
            at="panel",
            others=[('moderation review "Review"', "does not say `normally`")],
            help=[
                "write `given panel moves verdict to VALUE`: what a moderation does is a decision already",
                "to expect the refusal, write `then panel may not depart from review`",
            ],
        ),
    ),
    "a departure without its reason": (
        "given panel departs from verdict to silver",
        Expected(
            "reason-needed",
            "`panel` must give a reason",
            at="given panel departs from verdict to silver",
            others=[("normally, but panel may depart, with a reason", "asks for a reason")],
            help=['end the line with `, because ".."`'],
        ),
    ),
    "a departure with a reason that says nothing": (
        'given panel departs from verdict to silver, because " "',
        Expected(
            "reason-needed",
            "`panel` must give a reason",
            at='given panel departs from verdict to silver, because " "',
            others=[("normally, but panel may depart, with a reason", "asks for a reason")],
            help=['end the line with `, because ".."`'],
        ),
    ),
    "a departure to nothing": (
        'given panel departs from verdict, because "wet"',
        Expected(
            "departure-not-fitting",
            "a departure from `verdict` says what it is instead",
            at='given panel departs from verdict, because "wet"',
            help=["write `departs from verdict to VALUE`"],
        ),
    ),
    "a departure from an exception to something": (
        "given inspector departs from dirty to gold",
        Expected(
            "departure-not-fitting",
            "a departure from the exception `dirty` only switches it off",
            at="gold",
            others=[('limit dirty "Dirty"', "an exception")],
            help=["write `departs from dirty` alone"],
        ),
    ),
    "a departure from what is no rule": (
        "given inspector departs from is_clean to yes",
        Expected(
            "not-that-kind",
            "`is_clean` is an input, not a rule",
            at="is_clean",
            others=[("is_clean", "declared as an input")],
            help=["name a rule here"],
        ),
    ),
    "a departure to another type": (
        'given panel departs from verdict to 3, because "wet"',
        Expected(
            "unknown-name",
            "`3` is not in the scale `mark`",
            at="3",
            help=["write `gold`, `silver` or `bronze`"],
        ),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_one_mistake_gives_one_finding_that_says_how_to_go_on(name: str) -> None:
    line, expected = CASES[name]
    assert_found(findings(f"{POOLS}{RULES}    {line}\n    then verdict is known\n"), expected)


def test_what_nobody_may_do_can_be_expected() -> None:
    lines = ["then inspector may not move verdict", "then cook may not depart from dirty"]
    tried = ["given inspector departs from shut", "then inspector may not depart from shut"]
    assert findings(f"{POOLS}{RULES}" + "".join(f"    {one}\n" for one in (*tried, *lines))) == []


def test_a_broken_rule_leaves_its_departure_unsaid() -> None:
    broken = RULES.replace("equals last_year", "equals last_yearr")
    line = 'given inspector departs from verdict to gold, because "wet"'
    found = findings(f"{POOLS}{broken}    {line}\n    then verdict is gold\n")
    assert [one.code for one in found] == ["unknown-name"]
