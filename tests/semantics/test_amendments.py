"""What an amendment replaces, removes, adds and inherits."""

from __future__ import annotations

from datetime import date

import pytest
from support.expected import Expected, assert_found
from support.rules import findings, told

from wellled_rules.driver.files import from_texts
from wellled_rules.driver.pipeline import Compiled, compile_framework
from wellled_rules.driver.shelves import Shelves

BASE = (
    """\
language 1

framework libraries@2024-01 "Libraries"
    regulator "Library Board"
    standing "An exercise."
    in force from 2024-01-01
    covers library where kind is lending
    headline result at library

level library "Library"

level branch "Branch"
    within library

source handbook "Handbook"
    published by "Library Board"

set kind_of_library "Kind"
    lending "Lending library"
    reading "Reading room"

set shelf "Shelf"
    novels "Novels"
    maps "Maps"
    music "Music"

scale mark "Mark"
    best first
    3 "Well kept"
    2 "Kept"
    1 "Not kept"

input kind "Kind of library"
    is a kind_of_library

input tidiness "Tidiness of a shelf"
    for each shelf
    is a mark

input loans "Loans" at branch
    is a whole number from 0 to 1000

determine points "Points"
    is a number
    equals total of tidiness
    cites handbook "1"

determine result "Mark of the library"
    is a mark
    first of
        3 when points is 8 or more
        2 otherwise
    cites handbook "2"

limit untidy_maps "Untidy maps"
    on result to 1
    when tidiness of maps is 1
    cites handbook "3"

determine lent "Books lent" at branch
    is a number
    equals loans
    cites handbook "4"

example tidy at library "All is tidy"
    given tidiness of every shelf is 3
    then result is 3, decided by result

example maps_untidy at library "The maps are not"
    given tidiness of every shelf is 3
    given tidiness of maps is 1
    then result is 1, decided by untidy_maps
""".replace('"Loans" at branch', '"Loans"')
    .replace("input loans ", "input loans at branch ")
    .replace('lent "Books lent" at branch', 'lent at branch "Books lent"')
)

HEAD = """\
language 1

framework libraries@2025-01 "Libraries, amended"
    amends libraries@2024-01
    in force from 2025-01-01
"""


def found(text: str, base: str = BASE) -> list[tuple[str, str]]:
    return [told(one) for one in findings(HEAD + "\n" + text, bases={"base.wlr": base}, lints=True)]


def compiled(text: str, head: str = HEAD) -> Compiled:
    shelves = Shelves(None, {"libraries@2024-01": from_texts({"base.wlr": BASE}, "base.wlr")})
    made = compile_framework(from_texts({"a.wlr": head + "\n" + text}, "a.wlr"), shelves)
    assert not made.report.has_errors, [told(one) for one in made.report]
    return made


def test_the_base_is_sound() -> None:
    assert findings(BASE, lints=True) == []


def test_an_amendment_of_nothing_inherits_everything() -> None:
    graph = compiled("").graph
    assert graph is not None
    header = graph.header
    assert (header.id, header.version, header.title) == ("libraries", "2025-01", "Libraries, amended")
    assert (header.regulator, header.standing) == ("Library Board", "An exercise.")
    assert header.amends == "libraries@2024-01"
    assert header.headline == {"library": "result"}
    assert header.covers.keys() == {"library"}
    assert "library:untidy_maps" in graph.nodes


def test_header_lines_that_are_restated_take_the_place_of_inherited_ones() -> None:
    head = HEAD + '    regulator "Ministry of Books"\n    covers branch\n    headline lent at branch\n'
    graph = compiled("", head).graph
    assert graph is not None
    assert graph.header.regulator == "Ministry of Books"
    assert graph.header.covers.keys() == {"branch"}
    assert [period.start for period in graph.header.periods] == [date(2025, 1, 1)]


def test_a_status_is_not_inherited() -> None:
    base = BASE.replace("    in force from 2024-01-01\n", "    status draft\n")
    shelves = Shelves(None, {"libraries@2024-01": from_texts({"base.wlr": base}, "base.wlr")})
    graph = compile_framework(from_texts({"a.wlr": HEAD}, "a.wlr"), shelves).graph
    assert graph is not None
    assert graph.header.status is None


def test_a_replaced_rule_stands_in_the_place_of_the_old_one() -> None:
    text = """\
replace determine points "Points, counted twice"
    is a number
    equals 2 * total of tidiness
    cites handbook "1"

remove tidy
"""
    graph = compiled(text).graph
    assert graph is not None
    assert graph.rules["library:points"].title == "Points, counted twice"
    assert list(graph.outcomes["library"]) == ["points", "result"]


def test_a_replacement_may_be_of_another_kind() -> None:
    text = """\
replace input points "Points, as published"
    is a whole number from 0 to 9

replace example tidy at library "Well"
    given points is 9
    then result is 3

replace example maps_untidy at library "The maps"
    given points is 9
    given tidiness of maps is 1
    then result is 1
"""
    made = compiled(text)
    assert made.graph is not None
    assert list(made.graph.outcomes["library"]) == ["result"]
    assert [one.inherited_by for one in made.examples] == [None, None]


def test_inherited_examples_say_who_inherits_them() -> None:
    assert [(one.name, one.inherited_by) for one in compiled("").examples] == [
        ("tidy", "libraries@2025-01"),
        ("maps_untidy", "libraries@2025-01"),
    ]


def test_members_are_added_and_removed() -> None:
    made = compiled('remove music of shelf\n\nadd to shelf\n    plays "Plays"\n')
    assert made.graph is not None
    assert list(made.graph.sets["shelf"].by_id) == ["novels", "maps", "plays"]


def test_what_is_removed_may_be_declared_anew() -> None:
    text = """\
remove tidiness

input tidiness "Tidiness, by inspectors"
    for each shelf
    is a mark
    judged by inspector
"""
    graph = compiled(text).graph
    assert graph is not None
    assert graph.rules["library:tidiness"].title == "Tidiness, by inspectors"


def test_a_declaration_at_one_level_is_removed_there() -> None:
    assert found("remove lent at branch, loans\n") == []
    assert found("remove lent at library\n") == [("amends-nothing", "lent")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("remove pionts\n", [("amends-nothing", "pionts")]),
        ("remove atlases of shelf\n", [("amends-nothing", "atlases")]),
        ("remove maps\n", [("amends-nothing", "maps")]),
        ("remove maps of shelves\n", [("amends-nothing", "shelves")]),
        ('add to shelves\n    plays "Plays"\n', [("amends-nothing", "shelves")]),
        ('add to shelf\n    maps "Maps"\n', [("declared-twice", "maps")]),
        ("replace input visits\n    is a number\n    informs points\n", [("amends-nothing", "visits")]),
        ("input kind\n    is a kind_of_library\n", [("declared-twice", "kind")]),
        (
            "replace input loans at library\n    is a whole number\n    informs points\n",
            [("replace-changes-level", "replace input loans at library")],
        ),
    ],
)
def test_a_change_to_nothing_is_one_finding(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_a_member_is_removed_from_its_set() -> None:
    [one] = findings(HEAD + "\nremove music\n", bases={"base.wlr": BASE})
    assert one.headline == "`music` is a member, not a declaration"
    assert one.help == ("write `remove music of shelf`",)
    assert one.fix is not None
    assert [edit.replacement for edit in one.fix.edits] == ["music of shelf"]


FLOORS = 'language 1\n\nmodule town.floors "Floors"\n\nset floor "Floor"\n    ground "Ground"\n    attic "Attic"\n'
COLOURS = '\nscale colour "Colour"\n    best first\n    green "Green"\n    red "Red"\n'
USING = (
    BASE + '\nuse town.floors for floor, colour\n\ninput clear at branch "Clear"\n    for each floor\n    is a colour\n'
)


@pytest.mark.parametrize(
    ("text", "at", "headline"),
    [
        ("remove attic of floor\n", "floor", "`floor` comes from a module, and no amendment changes one"),
        ("remove cellar of floor\n", "floor", "`floor` comes from a module, and no amendment changes one"),
        ("remove attic\n", "attic", "`attic` is a member of `floor`, which comes from a module"),
        ('add to floor\n    cellar "Cellar"\n', "floor", "`floor` comes from a module, and no amendment changes one"),
        ("remove green of colour\n", "colour", "the base has no `colour` to remove"),
        ("remove attics\n", "attics", "the base has no `attics` to remove"),
    ],
)
def test_a_set_of_a_module_is_replaced_as_a_whole(text: str, at: str, headline: str) -> None:
    bases, modules = {"base.wlr": USING}, {"town.floors": FLOORS + COLOURS}
    [one] = findings(HEAD + "\n" + text, bases=bases, modules=modules)
    assert (told(one), one.headline) == (("amends-nothing", at), headline)
    if "module" in headline:
        assert one.help == ("write `replace set floor`, with the members that it has from now on",)
        places = [label.span.source.name for label in one.secondary]
        assert places == ["base.wlr", "town.floors.wlr"]


def test_what_came_with_a_set_of_a_module_stays_where_that_is_replaced() -> None:
    text = '\nreplace set floor "Floor"\n    ground "Ground"\n    cellar "Cellar"\n'
    assert findings(HEAD + text, bases={"base.wlr": USING}, modules={"town.floors": FLOORS + COLOURS}) == []


def test_what_needs_something_removed_is_shown_with_both_places() -> None:
    [one] = findings(HEAD + "\nremove points, tidy, maps_untidy\n", bases={"base.wlr": BASE})
    assert_found(
        [one],
        Expected(
            "needs-something-removed",
            "`points` is needed here and removed by the amendment",
            at="points",
            others=[("points", "removed here")],
            help=["replace or remove this as well, or keep `points`"],
        ),
    )
    assert one.primary is not None
    assert one.primary.span.source.name == "base.wlr"
    assert one.secondary[0].span.source.name == "pools.wlr"


@pytest.mark.parametrize(
    ("removed", "expected"),
    [
        ("handbook", ["handbook"] * 4),
        ("mark", ["mark"] * 2),
        ("shelf", ["shelf"]),
        ("tidiness", ["tidiness"] * 5),
        ("result", ["result"] * 4),
        ("branch", ["branch"] * 2),
    ],
)
def test_whatever_is_removed_every_place_that_needs_it_is_told(removed: str, expected: list[str]) -> None:
    got = found(f"remove {removed}\n")
    assert {code for code, _ in got} == {"needs-something-removed"}
    assert [text for _, text in got] == expected


def test_an_inherited_example_that_fails_is_told_where_it_stands() -> None:
    text = """\
replace determine result "Mark of the library"
    is a mark
    first of
        3 when points is 8 or less
        2 otherwise
    cites handbook "2"
"""
    [one] = findings(HEAD + "\n" + text, bases={"base.wlr": BASE})
    assert_found(
        [one],
        Expected(
            "inherited-example-fails",
            "`tidy` no longer comes out in libraries@2025-01",
            at="then result is 3, decided by result",
            others=[('example tidy at library "All is tidy"', "the example")],
            help=["in libraries@2025-01, write `replace example tidy at library`, or `remove tidy`"],
        ),
    )


def test_amendments_of_amendments_apply_in_turn() -> None:
    second = HEAD.replace("2025-01", "2026-01").replace("libraries@2024-01", "libraries@2025-01")
    first = HEAD + '\nadd to shelf\n    plays "Plays"\n\nremove music of shelf\n'
    text = second + '\nremove plays of shelf\n\nadd to shelf\n    films "Films"\n'
    assert findings(text, bases={"base.wlr": BASE, "first.wlr": first}) == []
    twice = text + "\nremove music of shelf\n"
    assert [told(one) for one in findings(twice, bases={"base.wlr": BASE, "first.wlr": first})] == [
        ("amends-nothing", "music")
    ]


def test_a_base_that_is_not_there_is_one_finding() -> None:
    text = HEAD.replace("amends libraries@2024-01", "amends libraries@2023-01")
    text += (
        '\nremove maps of shelf\n\nreplace determine points "Points"\n    is a number\n    equals total of tidiness\n'
    )
    assert [told(one) for one in findings(text, bases={"base.wlr": BASE}, lints=True)] == [
        ("unknown-name", "libraries@2023-01")
    ]


def test_a_version_that_amends_itself_is_one_finding() -> None:
    text = HEAD.replace("amends libraries@2024-01", "amends libraries@2025-01") + "\nremove maps of shelf\n"
    assert [told(one) for one in findings(text, lints=True)] == [("cycle", "amends libraries@2025-01")]


def test_a_header_that_cannot_be_read_takes_no_name_away() -> None:
    text = HEAD.replace("in force from 2025-01-01", "in force form 2025-01-01") + "\nremove maps of shelf\n"
    assert [told(one) for one in findings(text, bases={"base.wlr": BASE}, lints=True)] == [("unexpected-word", "form")]
