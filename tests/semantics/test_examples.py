"""Lines of examples that say what can't be."""

from __future__ import annotations

import pytest
from support.expected import Expected, assert_found
from support.rules import POOLS, findings

CASES = {
    "an example about nothing": (
        """\
example tried "Tried"
    given founds of every area is 2
    then result is silver
""",
        Expected(
            "unknown-name",
            "nothing is called `founds`",
            at="founds",
            help=["did you mean `found`?"],
            fix="found",
        ),
    ),
    "an example about a source": (
        """\
example tried "Tried"
    given handbook is 2
    then result is silver
""",
        Expected(
            "not-that-kind",
            "`handbook` is a source, not an input",
            at="handbook",
            others=[("handbook", "declared as a source")],
            help=["name an input here"],
        ),
    ),
    "an example that expects something of no outcome": (
        """\
example tried "Tried"
    given found of every area is 2
    then handbook is 2
""",
        Expected(
            "not-that-kind",
            "`handbook` is a source, not an outcome",
            at="handbook",
            others=[("handbook", "declared as a source")],
            help=["name an outcome here"],
        ),
    ),
    "an example that expects a check to be met": (
        """\
check looked_at "Looked at"
    expects all of found are known
    cites handbook "1"

example tried "Tried"
    given found of every area is 2
    then looked_at is met
""",
        Expected(
            "not-that-kind",
            "`looked_at` is a check, not an outcome",
            at="looked_at",
            others=[("looked_at", "declared as a check")],
            help=[
                "name an outcome here",
                "no line of an example expects a check to be met; `wellled eval` says of a case whether it is",
            ],
        ),
    ),
    "an example of another type": (
        """\
example tried "Tried"
    given found of every area is gold
    then result is silver
""",
        Expected(
            "unknown-name",
            "`gold` is not in the scale `stars`",
            at="gold",
            help=["write `1`, `2` or `3`"],
        ),
    ),
    "an example that leaves the member open": (
        """\
example tried "Tried"
    given found is 2
    then result is silver
""",
        Expected(
            "which-member",
            "which area? `found` has one value for each",
            at="given found is 2",
            help=["write `found of MEMBER`, or `found of every area`"],
        ),
    ),
    "an example about a member that is none": (
        """\
example tried "Tried"
    given found of wter is 2
    then result is silver
""",
        Expected(
            "unknown-name",
            "`wter` is not in the set `area`",
            at="wter",
            help=["did you mean `water`?"],
            fix="water",
        ),
    ),
    "an example about every set that is none": (
        """\
example tried "Tried"
    given found of every room is 2
    then result is silver
""",
        Expected(
            "unknown-name",
            "`room` is not in the sets that `found` runs over",
            at="room",
            help=["write `area`"],
        ),
    ),
    "an example about a member of what has one value": (
        """\
example tried "Tried"
    given visits of water is 2
    then result is silver
""",
        Expected(
            "which-member",
            "`visits` has no members to pick from",
            at="visits of water",
            help=["write `visits`"],
            fix="visits",
        ),
    ),
    "an example that gives one entry twice": (
        """\
example tried "Tried"
    given found of every area is 2
    given visits is 3
    given visits is 4
    then result is silver
""",
        Expected(
            "declared-twice",
            "`visits` is given twice",
            at="given visits is 4",
            others=[("given visits is 3", "first said here")],
            help=["keep one of the two"],
        ),
    ),
    "an example that expects a rule": (
        """\
example tried "Tried"
    given found of every area is 2
    then points is visits
""",
        Expected(
            "not-one-test",
            "an example expects written values, not other rules",
            at="visits",
            help=["write the value itself: `then NAME is VALUE`"],
        ),
    ),
    "an example decided by no rule": (
        """\
example tried "Tried"
    given found of every area is 2
    then result is silver, decided by handbook
""",
        Expected(
            "not-that-kind",
            "`handbook` is a source, not a rule",
            at="handbook",
            others=[("handbook", "declared as a source")],
            help=["name a rule here"],
        ),
    ),
    "an example that moves what nobody may move": (
        """\
example tried "Tried"
    given found of every area is 2
    given panel moves result to gold, because "it has improved"
    then result is gold
""",
        Expected(
            "may-not-move",
            "`panel` may not move `result`",
            at="panel",
            help=[
                "declare a `moderation` that is `on result`, or let its rule hold `normally`",
                "to expect the refusal, write `then panel may not move result`",
            ],
        ),
    ),
    "an example that moves without a reason": (
        """\
moderation panel_review "Review"
    on result by at most 1 level
    judged by panel, with a reason

example tried "Tried"
    given found of every area is 2
    given panel moves result to gold
    then result is gold
""",
        Expected(
            "reason-needed",
            "`panel` must give a reason",
            at="given panel moves result to gold",
            others=[('moderation panel_review "Review"', "asks for a reason")],
            help=['end the line with `, because ".."`'],
        ),
    ),
    "an example that assumes what has no value": (
        """\
assumption whole_year "The whole year counts"
    basis recalled "said at a meeting"

example tried "Tried"
    assuming whole_year is no
    given found of every area is 2
    then result is silver
""",
        Expected(
            "not-that-kind",
            "the assumption `whole_year` has no value to change",
            at="whole_year",
            others=[('assumption whole_year "The whole year counts"', "says nothing to choose")],
            help=["take the line out, or give the assumption `is a`, `taken as` and `could be`"],
        ),
    ),
    "an example that fails": (
        """\
example tried "Tried"
    given found of every area is 2
    then result is gold
""",
        Expected(
            "example-fails",
            "the example `tried` does not come out at pool",
            at="then result is gold",
            others=[('example tried "Tried"', "the example")],
            help=["change the rule or the example; `wellled test FRAMEWORK` lists all that came instead"],
        ),
    ),
    "an example beyond the ends": (
        """\
example tried "Tried"
    given visits is 200
    given found of every area is 2
    then result is silver
""",
        Expected(
            "bounds-not-fitting",
            "200 does not lie from 0 to 100",
            at="200",
            help=["write a number from 0 to 100, or declare other ends"],
        ),
    ),
    "an example that is not whole": (
        """\
example tried "Tried"
    given visits is 2.5
    given found of every area is 2
    then result is silver
""",
        Expected(
            "type-mismatch",
            "a whole number is wanted here, not a number",
            at="2.5",
            help=["write a whole number such as `3`, or the name of something that is a whole number"],
        ),
    ),
    "an example about members that do not go together": (
        """\
set board "Board"
    spring "Spring"
        only at hall

level hall "Hall"
    within pool

input height at pool "Height"
    for each board
    is a number

example tried at pool "Tried"
    given height of spring is 2
    given found of every area is 2
    then result is silver
""",
        Expected(
            "which-member",
            "at pool, `height` has no value for `spring`",
            at="given height of spring is 2",
            help=["name members that exist at this level and need each other"],
        ),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_one_mistake_gives_one_finding_that_says_how_to_go_on(name: str) -> None:
    text, expected = CASES[name]
    assert_found(findings(POOLS + "\n" + text), expected)
