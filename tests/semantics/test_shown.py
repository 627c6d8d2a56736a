"""What a header shows among the outcomes: which lines are wrong, and what an amendment makes of them."""

from __future__ import annotations

import pytest
from support.expected import Expected, assert_found
from support.orchards import ORCHARDS, amended, compiled

from wellled_rules.diagnostics.codes import Severity
from wellled_rules.driver.pipeline import Compiled

SHOWN = {"orchard": ("taste", "worms"), "tree": ("taste", "looks")}


def shows(made: Compiled) -> dict[str, tuple[str, ...]]:
    assert made.graph is not None, [one.headline for one in made.report]
    return dict(made.graph.header.shows)


def with_line(line: str) -> Compiled:
    """What comes of `ORCHARDS` when its header has another line."""
    return compiled(ORCHARDS.replace("    shows looks", f"    {line}\n    shows looks"))


def test_what_is_shown_is_among_the_outcomes_in_the_order_declared() -> None:
    made = compiled()
    assert shows(made) == SHOWN
    assert made.graph is not None
    assert made.graph.outcomes == {"orchard": ("taste", "worms", "mark"), "tree": ("taste", "looks", "mark")}


def test_without_a_level_it_is_shown_where_it_stands() -> None:
    lines = "    shows taste, worms at orchard\n    shows looks, taste at tree\n"
    assert shows(compiled(ORCHARDS.replace(lines, "    shows worms, looks, taste\n"))) == SHOWN
    assert shows(compiled(ORCHARDS.replace(lines, "    shows worms\n"))) == {"orchard": ("worms",)}
    assert shows(compiled(ORCHARDS.replace(lines, ""))) == {}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "shows mark at tree",
            Expected(
                "header-not-fitting",
                "`mark` is determined, and shown in any case",
                at="mark",
                others=[("mark", "determined here")],
                help=["take it out of the line: `shows` is for what people judge and no rule works out"],
            ),
        ),
        (
            "shows beds",
            Expected(
                "header-not-fitting",
                "nobody judges `beds`, so it is no result",
                at="beds",
                others=[("beds", "has no `judged by`")],
                help=["say who judges `beds` with a line `judged by ROLE`, or take it out of `shows`"],
            ),
        ),
        (
            "shows worms at tree",
            Expected(
                "not-at-level",
                "`worms` is not there at tree",
                at="worms",
                others=[("worms", "stands at orchard only")],
                help=["write `shows worms at orchard`, or declare `worms` at tree"],
            ),
        ),
        (
            "shows worms",
            Expected(
                "header-not-fitting",
                "`worms` is shown twice at `orchard`",
                at="worms",
                others=[("worms", "first said here")],
                help=["keep one of the two lines"],
            ),
        ),
        (
            "shows wurms",
            Expected(
                "unknown-name",
                "no input is called `wurms`",
                at="wurms",
                help=["did you mean `worms`?"],
                fix="worms",
            ),
        ),
        (
            "shows season",
            Expected(
                "not-that-kind",
                "`season` is a set, not an input",
                at="season",
                others=[("season", "declared as a set")],
                help=["name an input here"],
            ),
        ),
        (
            "shows tastes",
            Expected(
                "not-that-kind",
                "`tastes` is a collect, not an input",
                at="tastes",
                others=[("tastes", "declared as a collect")],
                help=["name an input here"],
            ),
        ),
        (
            "shows worms at orchards",
            Expected(
                "unknown-name",
                "no level of subjects is called `orchards`",
                at="orchards",
                help=["did you mean `orchard`?"],
                fix="orchard",
            ),
        ),
    ],
)
def test_a_line_that_shows_nothing_is_told(line: str, expected: Expected) -> None:
    assert_found([one for one in with_line(line).report if one.severity is not Severity.NOTE], expected)


def test_what_is_determined_at_one_level_and_judged_at_another_is_shown_there() -> None:
    rule = 'determine worms at tree "Worms"\n    is yes or no\n    equals bears_fruit\n    cites book "3"\n'
    text = f"{ORCHARDS}\n{rule}"
    assert shows(compiled(text)) == SHOWN
    found = compiled(text.replace("shows looks, taste at tree", "shows looks, taste, worms at tree"))
    assert [one.headline for one in found.report.errors] == ["`worms` is determined, and shown in any case"]


def test_each_of_two_names_of_a_line_is_told_where_it_stands() -> None:
    found = compiled(ORCHARDS.replace("shows looks, taste at tree", "shows taste, taste at tree")).report.errors
    assert [(one.headline, one.primary and one.primary.span.start) for one in found] == [
        ("`taste` is shown twice at `tree`", ORCHARDS.index("shows looks") + len("shows taste, "))
    ]


def test_a_shown_input_is_read_by_nobody_and_is_none_that_nobody_reads() -> None:
    assert "unread-input" not in [one.code for one in compiled().report]
    without = compiled(ORCHARDS.replace("taste, worms at orchard", "taste at orchard"))
    assert [one.primary and one.primary.span.text for one in without.report if one.code == "unread-input"] == ["worms"]
    for name in ("wurms", "grubs"):
        wrong = compiled(ORCHARDS.replace("taste, worms at orchard", f"taste, {name} at orchard"))
        assert {"unknown-name", "unread-input"} & {one.code for one in wrong.report} == {"unknown-name"}, name


# --- amendments ---------------------------------------------------------------------------------


def test_an_amendment_inherits_what_is_shown() -> None:
    assert shows(amended()) == SHOWN


def test_its_own_lines_take_the_place_of_all_that_it_inherits() -> None:
    assert shows(amended(header="    shows worms at orchard\n")) == {"orchard": ("worms",)}


def test_its_own_lines_are_held_to_what_there_is() -> None:
    found = amended(header="    shows worms at orchard\n", rules="remove worms\n").report.errors
    assert [(one.code, one.primary and one.primary.span.text) for one in found] == [
        ("needs-something-removed", "worms")
    ]


def test_an_inherited_line_says_nothing_of_what_is_removed() -> None:
    assert shows(amended(rules="remove worms\n")) == {"orchard": ("taste",), "tree": ("taste", "looks")}


@pytest.mark.parametrize(
    "rules",
    [
        'replace determine worms at orchard "Worms"\n    is yes or no\n    equals has_a_fence\n    cites book "3"\n',
        'replace input worms at orchard "Worms"\n    is a whole number from 0 to 9\n    cites book "3"\n',
    ],
)
def test_nor_of_what_is_no_longer_judged(rules: str) -> None:
    made = amended(rules=rules)
    assert not made.report.errors
    assert shows(made)["orchard"] == ("taste",)
