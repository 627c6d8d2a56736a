"""Findings about subjects inside and above: one mistake is one finding, and it says what was meant."""

from __future__ import annotations

import pytest
from support.rules import findings

from wellled_rules.diagnostics.diagnostic import Diagnostic

CAFES = """\
language 1

framework cafes@2025-01 "Cafes"
    status draft
    covers cafe
    headline mark at cafe

level cafe "Cafe"

level kitchen "Kitchen"
    within cafe

level fridge "Fridge"
    within kitchen

scale grade "Grade"
    best first
    good "Good"
    poor "Poor"

set part "Part"
    floor "Floor"
    stove "Stove"

input clean at kitchen "Clean"
    for each part
    is a grade

input warmth at fridge "Warmth"
    is a whole number from 0 to 30

determine mark at kitchen "Mark"
    is a grade
    equals worst of clean

collect kitchens at cafe "Kitchens"
    takes mark of each kitchen

determine mark at cafe "Mark"
    is a grade
    first of
        poor when kitchens are empty
        worst of kitchens otherwise

"""


def only(text: str, before: str = CAFES) -> Diagnostic:
    """The one error of a text."""
    (one,) = [one for one in findings(before + text) if one.is_error]
    return one


@pytest.mark.parametrize(
    ("example", "headline", "help_"),
    [
        (
            "at cafe\n    in kitchens front\n    then mark is poor",
            "no level of subjects is called `kitchens`",
            "did you mean `kitchen`?",
        ),
        (
            "at cafe\n    in fridge cold\n    then mark is poor",
            "no fridge lies directly within a cafe",
            "describe it in the kitchen that it lies in, under a line `in kitchen NAME`",
        ),
        (
            "at cafe\n    in cafe second\n    then mark is poor",
            "no cafe lies directly within a cafe",
            "describe `kitchen` here",
        ),
        (
            "at cafe\n    then clean of floor is good",
            "`clean` is not there at cafe",
            "write it in a block `in kitchen NAME`",
        ),
        (
            "at cafe\n    then warmth is 3",
            "`warmth` is not there at cafe",
            "say it of a fridge",
        ),
        (
            "at cafe\n    in kitchen front\n        in fridge cold\n            then mark is good",
            "`mark` is not there at fridge",
            "write it outside the block, where the kitchen is described",
        ),
        (
            "\n    in kitchen front\n        given clean of every part is good\n    then mark is good",
            "the example says not at which level its subject is",
            "add `at cafe`",
        ),
        (
            "\n    in kitchen front\n        given clean of every part is bad\n    then mark is good",
            "`bad` is not in the scale `grade`",
            "write `good` or `poor`",
        ),
    ],
)
def test_an_example_is_told_where_its_lines_belong(example: str, headline: str, help_: str) -> None:
    head, _, lines = example.partition("\n")
    found = only(f'example shown {head} "Shown"\n{lines}\n')
    assert (found.headline, found.help) == (headline, (help_,))


def test_an_example_without_a_level_that_is_understood_at_every_level_stands_at_each() -> None:
    text = 'input open "Open"\n    is yes or no\n\nexample shown "Shown"\n    given open is yes\n    then open is yes\n'
    assert not [one for one in findings(CAFES + text) if one.is_error]


LINES = """
determine colder at {level} "Colder"
    is a grade
    first of
        good when {condition}
        poor otherwise
"""


@pytest.mark.parametrize(
    ("level", "condition", "headline", "help_"),
    [
        ("fridge", "mark of cafee is good", "no level of subjects is called `cafee`", "did you mean `cafe`?"),
        ("kitchen", "clean of flor is good", "`flor` is not in the set `part`", "did you mean `floor`?"),
        (
            "cafe",
            "mark of kitchen is good",
            "no cafe lies within a kitchen",
            "for what lies inside, take it in a `collect`",
        ),
    ],
)
def test_a_subject_that_is_not_above_is_told_by_what_was_meant(
    level: str, condition: str, headline: str, help_: str
) -> None:
    found = only(LINES.format(level=level, condition=condition))
    assert (found.headline, found.help) == (headline, (help_,))


COLLECTED = """
collect gathered at cafe "Taken"
    {takes}

determine answer at cafe "Answer"
    is a grade
    equals worst of gathered

determine overall at cafe "Other"
    is a grade
    first of
        good when all of gathered are good
        poor otherwise
"""


@pytest.mark.parametrize(
    ("takes", "code", "help_"),
    [
        (
            "takes warmth of each fridge",
            "not-directly-inside",
            "take from a level that lies directly within cafe: `kitchen`",
        ),
        ("takes mark of each kitchn", "takes-of-nothing", "did you mean `kitchen`?"),
        ("takes warmth of each fridgee", "takes-of-nothing", "did you mean `fridge`?"),
    ],
)
def test_a_collection_that_takes_from_elsewhere_is_one_finding(takes: str, code: str, help_: str) -> None:
    found = only(COLLECTED.format(takes=takes))
    assert (found.code, found.help) == (code, (help_,))


ADRIFT = """
level counter "Counter"
    within caffe

input shine at counter "Shine"
    is a grade

collect counters at cafe "Counters"
    takes shine of each counter

determine shines at cafe "Shines"
    is a grade
    equals worst of counters

determine looked_up at counter "Looked up"
    is a grade
    equals mark of cafe

example shown at cafe "Shown"
    in counter front
        given shine is poor
    then shines is poor
"""


def test_a_level_that_lies_in_nothing_known_is_told_once() -> None:
    found = only(ADRIFT)
    assert (found.code, found.help) == ("unknown-name", ("did you mean `cafe`?",))
