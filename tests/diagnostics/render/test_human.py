"""Findings as people read them."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent
from time import perf_counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from wellled_rules.diagnostics.codes import Severity
from wellled_rules.diagnostics.diagnostic import Citation, Diagnostic, Label
from wellled_rules.diagnostics.render import human
from wellled_rules.text.cells import cells
from wellled_rules.text.inert import inert
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span

BAKERY = SourceFile(
    "bakeries/rules.wlr",
    dedent("""\
        determine crumb
            by softness
                stale     40 to 59
                fresh     60 to 84

        level oven
        """),
)


def at(words: str, source: SourceFile = BAKERY) -> Span:
    start = source.text.rindex(words)
    return Span(source, start, start + len(words))


def found(headline: str = "something", *others: Label, **more: Any) -> Diagnostic:
    return replace(Diagnostic(code="gap", severity=Severity.ERROR, headline=headline, secondary=others), **more)


def drawn(one: Diagnostic) -> str:
    text = human.render([one])
    body, summary = text.rsplit("\n\n", 1)
    assert summary.endswith("\n")
    return body + "\n"


GAP = found(
    "values above 59 and below 60 have no row",
    Label(at("59"), "ends here"),
    primary=Label(at("60"), "starts here"),
    help=("write `40 up to 60`",),
    notes=("whole numbers leave a gap",),
    citation=Citation("Bread book", "page 2"),
)


def test_both_places_help_note_and_source_are_drawn() -> None:
    assert drawn(GAP) == dedent("""\
        error[gap]: values above 59 and below 60 have no row
         ┌─ bakeries/rules.wlr:4:19
         │
        3│         stale     40 to 59
         │                         -- ends here
        4│         fresh     60 to 84
         │                   ^^ starts here
         │
         = help: write `40 up to 60`
         = note: whole numbers leave a gap
         = source: Bread book, page 2
        """)


def test_plain_has_no_drawing() -> None:
    assert human.render([GAP], plain=True) == dedent("""\
        bakeries/rules.wlr:4:19: error gap: values above 59 and below 60 have no row
            here: `60`: starts here
            also at bakeries/rules.wlr:3:25: `59`: ends here
            help: write `40 up to 60`
            note: whole numbers leave a gap
            source: Bread book, page 2

        1 error, 0 warnings
        """)


def test_a_line_between_two_is_shown_and_more_are_left_out() -> None:
    one = found("x", Label(at("stale"), ""), Label(at("oven"), "b"), primary=Label(at("determine"), "a"))
    assert drawn(one) == dedent("""\
        error[gap]: x
         ┌─ bakeries/rules.wlr:1:1
         │
        1│ determine crumb
         │ ^^^^^^^^^ a
        2│     by softness
        3│         stale     40 to 59
         │         -----
         ┊
        6│ level oven
         │       ---- b
         │
        """)


def test_a_place_of_several_lines_shows_its_first_and_last() -> None:
    one = found("x", primary=Label(Span(BAKERY, BAKERY.text.index("by"), BAKERY.text.index("level")), "all this"))
    assert drawn(one) == dedent("""\
        error[gap]: x
         ┌─ bakeries/rules.wlr:2:5
         │
        2│     by softness
         │     ^^^^^^^^^^^
        3│         stale     40 to 59
        4│         fresh     60 to 84
         │         ^^^^^^^^^^^^^^^^^^ all this
         │
        """)


def test_another_file_has_its_own_lines() -> None:
    other = SourceFile("flour.wlr", "\n" * 9 + "level oven\n")
    one = found("x", Label(at("oven", other), "also here"), primary=Label(at("oven"), "here"))
    assert drawn(one) == dedent("""\
        error[gap]: x
          ┌─ bakeries/rules.wlr:6:7
          │
         6│ level oven
          │       ^^^^ here
          │
          ┌─ flour.wlr:10:7
          │
        10│ level oven
          │       ---- also here
          │
        """)


def test_marks_stay_under_their_words_after_tabs_wide_letters_and_escapes() -> None:
    source = SourceFile("wide.wlr", "\tlevel パン e\u0301 \x1b oven")
    line, mark = drawn(found("x", primary=Label(at("oven", source), ""))).splitlines()[3:5]
    assert line == "1│     level パン e\u0301 \\x1b oven"
    # The two wide letters take a cell more than their count, the combining accent one less.
    assert mark == " │ " + " " * (line.index("oven") - 3 + 2 - 1) + "^^^^"


def test_an_empty_place_at_the_end_has_one_mark() -> None:
    end = len(BAKERY.text)
    assert drawn(found("x", primary=Label(Span(BAKERY, end, end), "ends"))).splitlines()[3:5] == ["7│", " │ ^ ends"]


def test_a_finding_of_a_case_names_its_pointer() -> None:
    one = found("`rye` is no kind of bread", pointer="/inputs/bread", help=("write `wheat`",))
    assert drawn(one) == dedent("""\
        error[gap]: `rye` is no kind of bread
         ┌─ case: /inputs/bread
         │
         = help: write `wheat`
        """)
    assert human.render([one], plain=True).startswith("case: /inputs/bread: error gap: `rye`")


def test_nothing_from_outside_acts() -> None:
    evil = SourceFile("a\x1b]0;x\x07.wlr", "level \x1b[31moven\u202e\n")
    label = Label(at("oven", evil), "na\rme")
    one = found("na\x1bme", label, primary=label, help=("h\x1b",), notes=("n\u2066",), citation=Citation("s\x07"))
    for text in (human.render([one]), human.render([one], plain=True)):
        assert not {"\x1b", "\x07", "\r", "\u202e", "\u2066"} & set(text)


def test_colour_adds_nothing_but_colour() -> None:
    coloured = human.render([GAP], color=True)
    assert "\x1b[1;31merror[gap]\x1b[0m" in coloured
    bare = coloured
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[1;31m", "\x1b[34m", "\x1b[36m"):
        bare = bare.replace(code, "")
    assert bare == human.render([GAP])


def test_findings_are_counted_by_severity() -> None:
    three = [found(), found(severity=Severity.WARNING), found(severity=Severity.NOTE)]
    assert human.render(three).splitlines()[-1] == "1 error, 1 warning, 1 note"
    assert human.render([]) == ""


def test_a_finding_in_an_endless_line_shows_a_window_and_costs_no_more() -> None:
    endless = SourceFile("endless.wlr", "x" * 1_000_000 + " oven " + "y" * 1_000_000)
    one = found("x", primary=Label(at("oven", endless), "here"))
    line, mark = drawn(one).splitlines()[3:5]
    assert len(line) < 200
    assert line[mark.index("^") : mark.rindex("^") + 1] == "oven"
    begun = perf_counter()
    human.render([one] * 2_000)
    assert perf_counter() - begun < 5


LETTERS = st.sampled_from("ab \n\t\r\x1b\u202eパ\u0301é\U0001f600")


@given(st.text(LETTERS), st.data())
def test_any_places_in_any_text_are_drawn_and_stay_inert(text: str, data: st.DataObject) -> None:
    source = SourceFile("any.wlr", text)
    ends = st.integers(0, len(text))
    places = data.draw(st.lists(st.tuples(ends, ends).map(sorted), min_size=1, max_size=4))
    first, *others = (Label(Span(source, *place), "here") for place in places)
    one = found("x", *others, primary=first)
    for shown in (human.render([one]), human.render([one], plain=True)):
        assert all(line == inert(line) for line in shown.split("\n"))
    marks = [line.split("│")[1] for line in drawn(one).split("\n") if "^" in line or "--" in line or "- here" in line]
    assert len(marks) >= len(places)


@given(st.text(LETTERS.filter(lambda letter: letter not in "\n"), min_size=1, max_size=100), st.data())
def test_a_mark_begins_below_the_first_letter_meant(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    source = SourceFile("any.wlr", text)
    one = found("x", primary=Label(Span(source, start, start + 1), ""))
    mark = next(line for line in drawn(one).split("\n") if "^" in line)
    before = cells(inert(text[:start].replace("\t", "")))
    tabs = text[:start].count("\t")
    assert before + tabs <= mark.index("^") - 3 <= before + 4 * tabs
