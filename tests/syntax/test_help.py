"""What a finding about text tells its author to write: the clause's own form, and no policy of the engine's."""

from __future__ import annotations

import pytest
from support.reading import found, mended, places, read


def help_for(text: str) -> str:
    ((finding, _),) = places(text)
    (line,) = finding.help
    return line


# One line inside a declaration, and what its finding says to write.
HELP: list[tuple[str, str]] = [
    ("equals weighted mean of taste", "complete it: `equals weighted mean of NAME by WEIGHTS`"),
    ("equals weighted total of taste", "complete it: `equals weighted total of NAME by WEIGHTS`"),
    ("equals mean taste", "write the line as `equals mean of NAME`"),
    ("rounded to whole", "complete it: `rounded to whole by RULE`"),
    ("rounded to 1 decimal by half_up", "write the line as `rounded to 1 place by RULE`"),
    ("rounded to 2 decimals by half_up", "write the line as `rounded to 2 places by RULE`"),
    ("rounded to 3 digits", "write the line as `rounded to 3 places by RULE`"),
    ("on taste by up to 1 level", "write the line as `on OUTCOME by at most 1 level`"),
    ("on taste by at least 1 level", "write the line as `on OUTCOME by at most 1 level`"),
    ("on taste up a level", "write the line as `on OUTCOME up 1 level`"),
    ("in force until 2024-01-01", "write the line as `in force from 2024-04-01 until 2025-04-01`"),
    ("in force from 2025-01-01 to 2026-01-01", "write `until`"),
    ("when taste is 1 - 2", "write `1 to 2`; both ends are included"),
    ("heat, becomes warmth", "take the comma out, or name another member behind it"),
    ("heat becomes warmth,", "take the comma out, or name another member behind it, on the same line"),
    ("heat, light become warmth, cold,", "take the comma out, or name another member behind it, on the same line"),
    ("heat becomes nothing,", "take the comma out"),
    ("heat becomes,", "write the line as `MEMBER becomes MEMBER, MEMBER`"),
    ("when taste is 1- 2", "write `1 to 2`; both ends are included"),
    ("equals 3- 2", "to subtract, write `3 - 2`"),
    ("is a number between 0 and 3", "drop what is left over; the line reads `is a number from 0 to 10`"),
    ("normally, panel may depart", "write the line as `normally, but ROLE may depart, with a reason`"),
    ("given panel departs", 'complete it: `given ROLE departs from NAME, because "reason"`'),
    ('other "Other"', "add a word, for example `other_one`"),
    ("on taste by at most one level", "write `1`"),
    ("when at least one of taste is 3", "write `1`"),
    ("by the\n        good when 1", "name a declaration; the name of one is never a key word alone"),
    ("equals weighted mean of taste by whole", "name a declaration; the name of one is never a key word alone"),
    ("rests on guess, other", "name a declaration; the name of one is never a key word alone"),
    ("takes", "complete it: `takes NAME of each LEVEL`"),
    ("takes each branch", "write the line as `takes NAME of each branch`"),
    ("takes each branch rated", "write the line as `takes rated of each branch`"),
    ("takes each rated of branch", "write the line as `takes rated of each branch`"),
    ("takes each rated of each branch", "write the line as `takes rated of each branch`"),
    (
        "normally, but the board may depart",
        "write the line as `normally, but ROLE may depart, with a reason`, with a name that is no key word",
    ),
    ('one "One" worth 1', "add a word, for example `level_one`"),
    (
        "first of\n        normally, but board may depart",
        "move the line to the left, four spaces in from its declaration",
    ),
    ("first of\n        first when taste is 1", "name a declaration; the name of one is never a key word alone"),
    ("takes rated of each branch open is yes", "put `where` before the condition"),
    ("takes rated of each branch today", "drop what is left over; the line reads `takes NAME of each LEVEL`"),
    ("covers branch open is yes", "put `where` before the condition"),
]


@pytest.mark.parametrize(("line", "help_"), HELP, ids=[line for line, _ in HELP])
def test_help_gives_the_form_that_was_meant(line: str, help_: str) -> None:
    assert help_for(f"input taste\n    {line}\n") == help_


def test_a_block_of_an_example_lacks_its_name() -> None:
    assert help_for("example open\n    in branch\n    then rated is good\n") == "complete it: `in LEVEL NAME`"
    left = help_for("example open\n    in branch left\n        given rated is good\n    then rated is good\n")
    assert left == "write the line as `in LEVEL NAME`, with a name that is no key word"
    assert help_for("set side\n    books\n        in kind\n") == "complete it: `in SET MEMBER`"


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("when any of rated of branch are 3", "rated of branch"),
        ("when at least 2 of rated of branch are 3", "rated of branch"),
        ("when a majority of rated of branch are 3", "rated of branch"),
        ("equals worst of rated of branch", "rated of branch"),
        ("equals weighted mean of rated of branch by size", "rated of branch"),
    ],
)
def test_a_value_of_a_level_is_taken_before_it_is_asked_about(line: str, asked: str) -> None:
    ((finding, _),) = places(f"determine taste\n    {line}\n")
    assert finding.headline == f"`{asked}` is no collection"
    assert "`takes rated of each branch`" in finding.help[0]


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("takes each branch rated", "takes rated of each branch"),
        ("takes each branch rated where open is yes", "takes rated of each branch where open is yes"),
        ("takes each rated of branch", "takes rated of each branch"),
        ("takes each rated of each branch where open is yes", "takes rated of each branch where open is yes"),
        ("takes rated of each branch open is yes", "takes rated of each branch where open is yes"),
    ],
)
def test_a_line_of_a_collection_is_mended(line: str, better: str) -> None:
    text = "collect all_rated\n    {}\n"
    assert mended(text.format(line)) == text.format(better)


@pytest.mark.parametrize(
    ("kind", "better"),
    [("input", "whole_input"), ("determine", "whole_value"), ("weights", "whole_weights"), ("limit", "whole_limit")],
)
def test_a_declaration_named_by_a_key_word_gets_a_word_for_its_kind(kind: str, better: str) -> None:
    assert help_for(f'{kind} whole "Whole"\n') == f"add a word, for example `{better}`"


# A row, and its words as they are mended.
FOREIGN: list[tuple[str, str, str, str]] = [
    ("good if 25 to 38", "if", "write `when`", "good when 25 to 38"),
    ("good else", "else", "write `otherwise`", "good otherwise"),
    ("good default", "default", "write `otherwise`", "good otherwise"),
]

# A line, and how it is mended.
MENDED: list[tuple[str, str]] = [
    ("in force from 2025-01-01 to 2026-01-01", "in force from 2025-01-01 until 2026-01-01"),
    ("when taste is 1 - 2", "when taste is 1 to 2"),
    ("when taste is 2.5 - 38", "when taste is 2.5 to 38"),
    ("when taste is 1 -2", "when taste is 1 to 2"),
    ("when taste is 1- 2", "when taste is 1 to 2"),
    ("when taste is 2.5\u2013  38", "when taste is 2.5 to 38"),
    ("heat becomes warmth,", "heat becomes warmth"),
    ("heat, light, become warmth", "heat, light become warmth"),
]


@pytest.mark.parametrize(("line", "better"), MENDED, ids=[line for line, _ in MENDED])
def test_a_line_that_is_nearly_right_is_mended(line: str, better: str) -> None:
    text = "limit taste\n    {}\n"
    assert mended(text.format(line)) == text.format(better)


def test_a_row_with_a_hyphen_is_a_range_and_a_subtraction_is_none() -> None:
    text = "determine mark\n    by taste\n        poor when {}\n    is a mark\n"
    assert found(text.format("1 - 2")) == [("hyphen-range", "1 - 2")]
    assert found(text.format("1- 2")) == [("hyphen-range", "1- 2")]
    assert found(text.format("1-")) == [("malformed-name", "1-")]
    assert found(text.format("1- crust")) == [("malformed-name", "1-")]
    assert found(text.format("1 -")) == [("leftover-words", "-")]
    assert found(text.format("1 - crust")) == [("leftover-words", "- crust")]
    assert found("determine mark\n    equals 1 - 2 3\n") == [("leftover-words", "3")]


@pytest.mark.parametrize(("row", "words", "help_", "better"), FOREIGN, ids=[row[0] for row in FOREIGN])
def test_words_of_other_notations_are_told_in_ours(row: str, words: str, help_: str, better: str) -> None:
    text = "determine mark\n    by taste\n        {}\n    is a mark\n"
    assert found(text.format(row)) == [("unexpected-word", words)]
    assert help_for(text.format(row)) == help_
    assert mended(text.format(row)) == text.format(better)


def test_a_line_that_begins_with_if_is_told_of_when() -> None:
    assert help_for("input taste\n    if taste is 3 then 4\n") == "did you mean `when`?"


@pytest.mark.parametrize(
    "line",
    [
        "when taste of rye is 4 or taste of spelt is 4",
        "when taste is 4 or taste of spelt is 4",
        "when any of these\n        taste of rye is 4 or taste of spelt is 4",
    ],
)
def test_or_between_conditions_is_seen_where_a_member_is_picked(line: str) -> None:
    assert found(f"limit taste\n    {line}\n") == [("or-between-conditions", "taste of spelt is")]


def test_a_number_in_words_is_mended() -> None:
    line = "on taste by at most {} level"
    assert mended(f"moderation taste\n    {line.format('one')}\n") == f"moderation taste\n    {line.format('1')}\n"


@pytest.mark.parametrize("name", ["mean-score", "Mean_Score", "mean_score"])
def test_a_name_written_another_way_is_known_to_be_broken_by_its_better_one(name: str) -> None:
    text = f'determine {name} "Mean"\n    equals 1 +\n'
    module, _ = read(text)
    assert module.broken == ("mean_score",)
