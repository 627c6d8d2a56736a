"""What is not used, not read and not cited; silent where a mistake explains it."""

from __future__ import annotations

import pytest
from support.expected import Expected, assert_found
from support.rules import findings, told

TEXT = """\
language 1

framework kitchens@2025-01 "Kitchens"
    status draft
    covers kitchen
    headline clean at kitchen

level kitchen "Kitchen"

source handbook "Handbook"
    published by "Food Board"

scale mark "Mark"
    worst first
    1 "Poor"
    2 "Fine"

set room "Room"
    pantry "Pantry"
    cellar "Cellar"

weights room_weight "Weight of a room"
    for each room
    by room
        1 otherwise
    cites handbook "1"

assumption halves "Halves"
    is a rounding
    taken as half_up
    basis recalled "it was said"

input seen "What was seen"
    for each room
    is a mark

input tiles "Tiles"
    is yes or no
    informs seen

determine average "Average"
    is a number
    equals weighted mean of seen by room_weight
    rounded to whole by halves
    cites handbook "2"

determine clean "Clean"
    is a mark
    equals average as a mark
    rests on halves
"""


def found(line: str, instead: str) -> list[tuple[str, str]]:
    assert line in TEXT
    return [told(one) for one in findings(TEXT.replace(line, instead), lints=True)]


def test_nothing_is_said_of_rules_that_are_all_used() -> None:
    assert findings(TEXT, lints=True) == []


@pytest.mark.parametrize(
    ("line", "instead", "expected"),
    [
        ("weighted mean of seen by room_weight", "mean of seen", [("unused-name", "room_weight")]),
        ("    informs seen\n", "", [("unread-input", "tiles")]),
        ('    cites handbook "2"\n', "", [("uncited-rule", "average")]),
        ("    rests on halves\n", "", [("uncited-rule", "clean")]),
        ('    cites handbook "1"\n', "", [("uncited-rule", "room_weight")]),
        ("equals average as a mark", "equals 1", []),
        # What is wrong is told once: the name that it may mean counts as used.
        ("by room_weight", "by room_weigh", [("unknown-name", "room_weigh")]),
        ("by halves", "by halvs", [("unknown-name", "halvs")]),
        ("rounded to whole by halves", "rounded to hole by halves", [("unexpected-word", "hole")]),
        (
            "equals weighted mean of seen by room_weight",
            "equal weighted mean of seen by room_weight",
            [("unknown-clause", "equal")],
        ),
        ("informs seen", "informs sen", [("unknown-name", "sen")]),
        ('    cites handbook "2"', "    cites handbok", [("unknown-name", "handbok")]),
        ("is a mark\n\ninput tiles", "is a marks\n\ninput tiles", [("unknown-name", "marks")]),
    ],
)
def test_lints_tell_what_is_left_over_and_no_mistake_twice(
    line: str, instead: str, expected: list[tuple[str, str]]
) -> None:
    assert found(line, instead) == expected


def test_an_example_is_no_reader() -> None:
    text = (
        TEXT.replace("    informs seen\n", "")
        + "\nexample dry\n    given tiles is yes\n    given clean is 2\n    then clean is 2\n"
    )
    assert [told(one) for one in findings(text, lints=True)] == [("unread-input", "tiles")]


def test_a_name_that_is_near_to_none_may_mean_any_input() -> None:
    unread = TEXT.replace("    informs seen\n", "")
    wrong = unread.replace("weighted mean of seen by room_weight", "weighted mean of glimpsed by room_weight")
    assert [told(one) for one in findings(wrong, lints=True)] == [("unknown-name", "glimpsed")]
    example = f"{unread}\nexample dry\n    given glimpsed is yes\n    then clean is 2\n"
    assert [told(one)[0] for one in findings(example, lints=True)] == ["unread-input", "unknown-name"]


def test_an_import_that_nothing_mentions_is_told() -> None:
    module = 'language 1\n\nmodule shared.scales "Scales"\n\nscale grade "Grade"\n    best first\n    gold "Gold"\n'
    text = TEXT + "\nuse shared.scales for grade\n"
    assert [told(one) for one in findings(text, {"shared.scales": module}, lints=True)] == [("unused-name", "grade")]


def test_lints_say_how_to_go_on() -> None:
    text = TEXT.replace('    cites handbook "2"\n', "").replace("    informs seen\n", "")
    text = text.replace("weighted mean of seen by room_weight", "mean of seen")
    assert_found(
        findings(text, lints=True),
        Expected(
            "unused-name", "nothing uses the weights `room_weight`", at="room_weight", help=["use it, or take it out"]
        ),
        Expected(
            "unread-input",
            "no rule reads the input `tiles`",
            at="tiles",
            help=["use it in a rule, say whom it `informs`, or take it out"],
        ),
        Expected(
            "uncited-rule",
            "the determine `average` says not where it comes from",
            at="average",
            help=['add `cites SOURCE "place"`, or `rests on ASSUMPTION` where it was not read'],
        ),
    )


def test_a_finding_carries_the_place_that_its_rule_cites() -> None:
    [one] = findings(TEXT.replace("by room_weight", "by room_weigh"))
    assert str(one.citation) == "Handbook, 2"
    [one] = findings(TEXT.replace("average as a mark", "averag as a mark"))
    assert one.citation is None
