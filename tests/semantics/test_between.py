"""Transitions and crosswalks: every mistake in them is found at its place, and told once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from support.crossings import CROSSWALK, EARLIER, HEAD, LATER, PARTS, TRANSITION
from support.rules import told

from wellled_rules.api import check, check_text
from wellled_rules.diagnostics.diagnostic import Diagnostic

BROKEN = 'language 1\n\nframework broken@2024-06 "Broken"\n    status draft\n\nlevel pool "Pool"\n    within nowhere\n'


def findings(text: str) -> Sequence[Diagnostic]:
    files = {"earlier.wlr": EARLIER, "later.wlr": LATER, "broken.wlr": BROKEN, "between.wlr": HEAD + text}
    return tuple(check_text(files, "between.wlr", {"shared.parts": PARTS}))


def test_sound_ones_have_no_findings() -> None:
    assert findings(TRANSITION + "\n" + CROSSWALK) == ()


CONFLICTS = [
    (
        "keeps mark at pool, found at pool until first assessment at pool",
        "keeps found at pool until first assessment at pool",
        [("kept-and-retired", "mark")],
    ),
    (
        "keeps mark at pool, found at pool until first assessment at pool",
        "keeps mark at pool\n    keeps found at pool until first assessment at pool",
        [("kept-and-retired", "mark")],
    ),
    (
        "retires mark at pool, found at pool from first assessment at pool",
        "retires found at pool from first assessment at pool",
        [("kept-and-retired", "mark")],
    ),
    (
        "keeps total_mark at town",
        "keeps total_mark at town until first assessment at pool",
        [("kept-and-retired", "total_mark")],
    ),
    ("    keeps total_mark at town\n", "", [("neither-kept-nor-retired", "to_result")]),
    ("keeps total_mark at town", "keeps total_mark at town, mark at pool", [("declared-twice", "mark at pool")]),
    ("retires mark at pool", "retires mark at pool, mark", [("declared-twice", "mark")]),
    ("keeps mark at pool", "keeps marc at pool", [("unknown-name", "marc")]),
    ("keeps mark at pool", "keeps mark at pol", [("unknown-name", "pol")]),
    ("keeps mark at pool", "keeps mark at town", [("not-at-level", "mark at town")]),
    ("keeps mark at pool", "keeps lanes at pool, mark at pool", [("not-that-kind", "lanes")]),
    ("keeps total_mark at town", "keeps marks at town, total_mark at town", [("not-that-kind", "marks")]),
    ("until first assessment at pool", "until first assessment at pond", [("unknown-name", "pond")]),
    ("until first assessment at pool", "until first assessment at region", [("not-at-level", "region")]),
    (
        "until first assessment at pool",
        "until first assessment at town",
        [("kept-and-retired", "mark"), ("kept-and-retired", "found")],
    ),
    ("from pools@2020-01 to", "from pools@2020-02 to", [("framework-not-found", "pools@2020-02")]),
    ("to pools@2024-01", "to broken@2024-06", [("does-not-check", "broken@2024-06")]),
    ("to pools@2024-01", "to pools@2020-01", [("not-later", "pools@2020-01")]),
    ("    from pools@2020-01 to pools@2024-01\n", "", [("clause-missing", 'transition to_result "To the result"')]),
    ("rests on by_title", "rests on by_titel", [("unknown-name", "by_titel")]),
    ("cites book", "cites boook", [("unknown-name", "boook")]),
    ("    cites book", "    status draft\n    cites book", [("clause-not-allowed", "status draft")]),
    ("keeps total_mark at town", "keeps total_mark at", [("incomplete-clause", "at")]),
]


@pytest.mark.parametrize(("old", "new", "expected"), CONFLICTS, ids=[new or old for old, new, _ in CONFLICTS])
def test_a_mistake_in_a_transition_is_told_once(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert TRANSITION.count(old) >= 1
    assert [told(one) for one in findings(TRANSITION.replace(old, new, 1))] == expected


@pytest.mark.parametrize(
    ("old", "new", "help_"),
    [
        ("to pools@2024-01", "to broken@2024-06", "mend them first: `wellled check broken.wlr` tells them"),
        (
            "    from pools@2020-01 to pools@2024-01\n",
            "",
            "add a line that begins with `from ID@VERSION to ID@VERSION`",
        ),
        ("from pools@2020-01 to", "from pool@2020-01 to", "did you mean `pools@2020-01` or `pools@2024-01`?"),
        ("keeps total_mark at town", "keeps totalmark at town", "did you mean `total_mark`?"),
    ],
)
def test_help_says_what_to_write_or_where_to_look(old: str, new: str, help_: str) -> None:
    assert TRANSITION.count(old) >= 1
    assert help_ in [line for one in findings(TRANSITION.replace(old, new, 1)) for line in one.help]


def test_ends_in_the_wrong_order_are_told_with_both_days() -> None:
    text = TRANSITION.replace("from pools@2020-01 to pools@2024-01", "from pools@2024-01 to pools@2020-01")
    (found, *_) = findings(text)
    assert told(found) == ("not-later", "pools@2020-01")
    assert found.primary is not None
    assert [found.primary.text, *(one.text for one in found.secondary)] == ["begins 2020-01-01", "begins 2024-01-01"]


def test_kept_without_an_end_is_shown_beside_what_is_retired() -> None:
    text = TRANSITION.replace(
        "keeps mark at pool, found at pool until", "keeps mark at pool\n    keeps found at pool until"
    )
    (found,) = findings(text)
    assert [(one.span.text, one.text) for one in found.secondary] == [("mark", "kept without an end")]


def test_two_transitions_between_the_same_versions_are_one_too_many() -> None:
    second = TRANSITION.replace("transition to_result", "transition once_more")
    (found,) = findings(TRANSITION + "\n" + second)
    assert told(found) == ("declared-twice", "from pools@2020-01 to pools@2024-01")


def test_a_step_and_a_yes_or_no_need_not_be_spoken_of() -> None:
    (found,) = findings(
        TRANSITION.replace("keeps mark at pool, found", "keeps found").replace("retires mark at pool, ", "retires ")
    )
    assert found.help == ("say what becomes of `mark at pool`",)


ROWS = [
    ("noise becomes quiet", "noyse becomes quiet", [("unknown-name", "noyse")]),
    ("noise becomes quiet", "noise becomes quite", [("unknown-name", "quite")]),
    ("water becomes clean", "water becomes nothing", [("member-without-row", "question")]),
    ("    water becomes clean\n", "", [("member-without-row", "topic"), ("member-without-row", "question")]),
    (
        "water becomes clean",
        "water becomes clean\n    nothing becomes clean",
        [("becomes-and-nothing", "clean")],
    ),
    ("water becomes clean", "water becomes clean\n    water becomes nothing", [("becomes-and-nothing", "water")]),
    (
        "water becomes clean",
        "water becomes clean\n    noise, water become clean, quiet",
        [("declared-twice", "clean"), ("declared-twice", "quiet")],
    ),
    ("water becomes clean", "water, water become clean", [("declared-twice", "water")]),
    (
        "water becomes clean",
        "water becomes nothing\n    water becomes nothing\n    nothing becomes clean",
        [("declared-twice", "water")],
    ),
    ("between topic", "between topics", [("unknown-name", "topics")]),
    ("and question", "and topic", [("unknown-name", "topic")]),
    ("    between topic and question\n", "", [("clause-missing", 'crosswalk topics "Topics"')]),
    ("to pools@2024-01", "to pols@2024-01", [("framework-not-found", "pols@2024-01")]),
    ("        because", "        means", [("clause-not-allowed", 'means "said so"')]),
    ("        cites book", "        cites boook", [("unknown-name", "boook")]),
]


@pytest.mark.parametrize(("old", "new", "expected"), ROWS, ids=[new or old for old, new, _ in ROWS])
def test_a_mistake_in_a_crosswalk_is_told_once(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert CROSSWALK.count(old) == 1
    assert [told(one) for one in findings(CROSSWALK.replace(old, new))] == expected


def test_a_set_of_a_module_is_named_by_its_last_word() -> None:
    text = CROSSWALK.replace("between topic", "between part").replace("water", "deep").replace("noise", "shallow")
    assert findings(text) == ()
    assert findings(text.replace("between part", "between shared.parts.part")) == ()


def test_a_crosswalk_is_grounded_by_itself_or_by_each_of_its_rows() -> None:
    bare = CROSSWALK.replace('    rests on by_title\n    cites book "3"\n', "")
    assert ("uncited-rule", "topics") in [told(one) for one in findings(bare)]
    rowed = bare.replace("water becomes clean\n", "water becomes clean\n        rests on by_title\n")
    assert findings(rowed) == ()


MISPLACED = [
    ('level pool "Pool"\n', [("misplaced-declaration", 'level pool "Pool"')]),
    ('input extra "Extra"\n    is a number\n', [("misplaced-declaration", 'input extra "Extra"')]),
    ('module shared.more "More"\n', [("misplaced-declaration", "shared.more")]),
    ("remove book\n", [("amends-nothing", "book")]),
    (
        'assumption open "Open"\n    is yes or no\n    taken as yes\n    could be no\n    basis not_found "so"\n',
        [
            ("clause-not-allowed", "is yes or no"),
            ("clause-not-allowed", "taken as yes"),
            ("clause-not-allowed", "could be no"),
        ],
    ),
    ('source second "Second"\n    published by "Nobody"\n', [("unused-name", "second")]),
    ('transition to_result "Again"\n    from pools@2020-01 to pools@2024-01\n', [("declared-twice", "to_result")]),
]


@pytest.mark.parametrize(("added", "expected"), MISPLACED, ids=[added.split("\n")[0] for added, _ in MISPLACED])
def test_what_does_not_stand_between_is_told(added: str, expected: list[tuple[str, str]]) -> None:
    used = TRANSITION.replace("rests on by_title", "rests on by_title, open") if "open" in added else TRANSITION
    found = [told(one) for one in findings(used + "\n" + added)]
    assert [one for one in found if one[0] not in ("clause-missing",)] == expected


@pytest.mark.parametrize("text", [TRANSITION, CROSSWALK])
def test_neither_stands_in_a_framework(text: str) -> None:
    found = check_text({"later.wlr": LATER + "\n" + text, "earlier.wlr": EARLIER}, "later.wlr")
    assert "misplaced-declaration" in [one.code for one in found]


def test_neither_stands_in_a_module() -> None:
    found = check_text({"earlier.wlr": EARLIER}, "earlier.wlr", {"shared.parts": PARTS + "\n" + CROSSWALK})
    assert "misplaced-declaration" in [one.code for one in found]


def test_texts_that_name_themselves_end(tmp_path: Path) -> None:
    """A folder called as a version is, in which no framework begins."""
    folder = tmp_path / "loop-2020-01"
    folder.mkdir()
    text = HEAD + TRANSITION.replace("pools@2020-01", "loop@2020-01").replace("pools@2024-01", "loop@2020-01")
    (folder / "framework.wlr").write_text(text.replace("to loop@2020-01", "to tutorial@2024-01"), "utf-8")
    found = [told(one) for one in check(folder).report]
    assert ("framework-not-found", "loop@2020-01") in found


def test_a_framework_whose_header_cannot_be_read_is_not_taken_for_something_between() -> None:
    text = LATER.replace("framework pools@2024-01", "framework pools") + "\n" + TRANSITION
    codes = [one.code for one in check_text({"later.wlr": text}, "later.wlr")]
    assert codes.count("misplaced-declaration") <= 1
    assert codes[0] == "unexpected-word"


SEEN = """
check all_clean at pool "It is seen to be clean"
    expects clean_seen is known

input clean_seen at pool "Seen to be clean"
    is yes or no
"""
ASKED = """\
    requires all_clean of first assessment at pool, which counts {}
        rests on by_title
    reads first assessment at pool from clean_seen
"""


def test_what_is_asked_twice_of_one_event_is_told_at_its_line_by_the_name_of_the_event() -> None:
    text = HEAD + TRANSITION + ASKED.format("without them") + ASKED.format("only with them")
    files = {"earlier.wlr": EARLIER, "later.wlr": LATER + SEEN, "between.wlr": text}
    required, read = check_text(files, "between.wlr", {"shared.parts": PARTS})
    line = "requires all_clean of first assessment at pool, which counts "
    assert told(required) == ("declared-twice", f"{line}only with them")
    assert [one.span.text for one in required.secondary] == [f"{line}without them"]
    assert told(read) == ("declared-twice", "reads first assessment at pool from clean_seen")
    assert (required.headline, read.headline) == (
        "`first assessment at pool` is asked something twice",
        "`first assessment at pool` is read twice",
    )
