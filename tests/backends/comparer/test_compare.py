"""What became of a declaration, and which of its clauses differ, from one text to another."""

from __future__ import annotations

import pytest

from wellled_rules.backends.comparer.compare import compare
from wellled_rules.backends.comparer.difference import Difference, Entry, Status
from wellled_rules.backends.comparer.to_html import to_html
from wellled_rules.backends.comparer.to_json import to_dict
from wellled_rules.backends.comparer.to_markdown import to_markdown
from wellled_rules.backends.comparer.to_text import to_text
from wellled_rules.driver.files import from_texts
from wellled_rules.driver.pipeline import compile_framework
from wellled_rules.driver.shelves import Shelves
from wellled_rules.graph.graph import DeterminationGraph

RULES = """language 1

framework stalls@2024-01 "Stalls"
    in force from 2024-01-01
    covers stall where kind is food or drink
    headline outcome at stall

source guide "Guide to stalls"
    published by "Market Office"

level row "Row"

level stall "Stall"
    within row

scale mark "Mark"
    best first
    top "Top" worth 3
    fair "Fair" worth 2
    low "Low" worth 1

set goods "Goods"
    food "Food"
    drink "Drink"
    cloth "Cloth"

set side "Side"
    front "Front"
    back "Back"
        means "towards the yard"

input kind at stall "Kind"
    is a goods

input seen at stall "Seen"
    for each side
    is a mark
    judged by walker, with a reason
    treat not_applicable as left out

input noise at stall "Noise"
    is a whole number from 0 to 10

input first_visit at stall "First visit"
    is yes or no

weights side_weight at stall "Weight of a side"
    for each side
    by side
        2 when front
        1 otherwise
    cites guide "1"

assumption mode "How halves go"
    is a rounding
    taken as half_up
    could be half_even
    basis inferred "nobody has said"

assumption noise_counts "We take it that noise counts"
    basis not_found "nothing was found"

determine average at stall "Average"
    is a number
    equals weighted mean of seen by side_weight
    rounded to 1 place by mode
    rests on mode
    cites guide "2"

determine outcome at stall "Outcome"
    is a mark
    by average
        low when under 2
        fair when 2 to 2.5
        top when over 2.5
    normally, but warden may depart
    cites guide "3"

limit loud at stall "Loud"
    on outcome to fair
    when noise is over 8 and first_visit is no
    rests on noise_counts
    cites guide "4"

moderation second_look at stall "A second look"
    on outcome by at most 1 level
    judged by warden
    overrides loud
    cites guide "5"

collect stalls_of_row at row "Its stalls"
    takes outcome of each stall
    treat not_assessed as left out

determine outcome at row "Outcome of a row"
    is a mark
    first of
        not_assessed when stalls_of_row are empty
        low when any of stalls_of_row is low
        top when all of stalls_of_row are top
        fair otherwise
    cites guide "6"

check both_sides at stall "Both sides at a first visit"
    when first_visit is yes
    expects all of seen are known
    cites guide "7"
"""


def graph(text: str) -> DeterminationGraph:
    made = compile_framework(from_texts({"stalls.wlr": text}, "stalls.wlr"), Shelves())
    assert not made.report.errors, [f"{one.code}: {one.headline}" for one in made.report.errors]
    assert made.graph is not None
    return made.graph


def changed(*pairs: tuple[str, str]) -> Difference:
    """The difference to the same rules with words exchanged."""
    other = RULES
    for old, new in pairs:
        assert old in other
        other = other.replace(old, new)
    return compare(graph(RULES), graph(other))


def told(found: Difference) -> dict[str, Status]:
    """What differs by itself."""
    return {entry.name: entry.status for section in SECTIONS for entry in found.of_section(section)}


SECTIONS = tuple(dict.fromkeys(entry.section for entry in compare(graph(RULES), graph(RULES)).entries))


def clauses(entry: Entry) -> list[tuple[str | None, str | None]]:
    """Each clause that differs, before and after."""
    return [(change.before, change.after) for change in entry.clauses]


def only(found: Difference) -> Entry:
    """The one entry that differs by itself."""
    (entry,) = [entry for section in SECTIONS for entry in found.of_section(section)]
    return entry


LOW, BACK, TAKES = '    low "Low" worth 1\n', '    back "Back"\n', "takes outcome of each stall"

MEANT = [
    ("fair when 2 to 2.5", "fair when 2 to 2.4", "outcome", ["fair when 2 to 2.5"], None),
    ("noise is over 8", "noise is 8 or more", "loud", ["when noise is over 8 and first_visit is no"], None),
    ("on outcome to fair", "on outcome to low", "loud", ["on outcome to fair"], ["on outcome to low"]),
    ("treat not_applicable as left out", "treat not_applicable as low", "seen", None, ["treat not_applicable as low"]),
    ("    treat not_applicable as left out\n", "", "seen", ["treat not_applicable as left out"], [None]),
    ("by walker, with a reason", "by walker", "seen", ["judged by walker, with a reason"], ["judged by walker"]),
    ("2 when front", "3 when front", "side_weight", ["2 when front"], ["3 when front"]),
    ("could be half_even", "could be half_even, up", "mode", [None], ["could be up"]),
    ("taken as half_up", "taken as half_down", "mode", ["taken as half_up"], ["taken as half_down"]),
    ("rounded to 1 place by mode", "rounded to 2 places by mode", "average", None, ["rounded to 2 places by mode"]),
    ("    normally, but warden may depart\n", "", "outcome", ["normally, but warden may depart"], [None]),
    ("at most 1 level", "at most 2 levels", "second_look", None, ["on outcome by at most 2 levels"]),
    ("    overrides loud\n", "", "second_look", ["overrides loud"], [None]),
    ("from 0 to 10", "from 0 to 20", "noise", ["is a whole number from 0 to 10"], ["is a whole number from 0 to 20"]),
    ("expects all of seen", "expects any of seen", "both_sides", None, ["expects any of seen is known"]),
    ("treat not_assessed as left out", "treat suspended as left out", "stalls_of_row", None, None),
    ('    drink "Drink"\n', '    drink "Drink"\n    tools "Tools"\n', "goods", [None], ['tools "Tools"']),
    ('"Low" worth 1', '"Low" worth 0', "mark", ['low "Low" worth 1'], ['low "Low" worth 0']),
    (LOW, f'{LOW}    also shown\n        closed "Closed" counts as suspended\n', "mark", [None], None),
    (BACK, f"{BACK}        only at row\n", "side", [None], ["only at row"]),
    (BACK, f"{BACK}        needs goods food, cloth\n", "side", [None], ["needs goods food, cloth"]),
    (TAKES, f"{TAKES} where first_visit is no", "stalls_of_row", [TAKES], [f"{TAKES} where first_visit is no"]),
    ("from 2024-01-01", "from 2024-02-01", "stalls", ["in force from 2024-01-01"], ["in force from 2024-02-01"]),
    ("is food or drink", "is food", "stalls", ["covers stall where kind is food or drink"], None),
    ("headline outcome at stall", "headline average at stall", "stalls", None, ["headline average at stall"]),
    ("    within row\n", '    within row\n    means "a table"\n', "stall", [None], ['means "a table"']),
]


@pytest.mark.parametrize(("old", "new", "name", "before", "after"), MEANT, ids=[one[1].strip()[:30] for one in MEANT])
def test_a_clause_is_told_as_its_author_would_write_it(
    old: str, new: str, name: str, before: list[str | None] | None, after: list[str | None] | None
) -> None:
    found = changed((old, new))
    entry = only(found)
    assert entry.name == name
    assert entry.changes_meaning is (name != "stall")
    if before is not None:
        assert [change.before for change in entry.clauses] == before
    if after is not None:
        assert [change.after for change in entry.clauses] == after


WORDED = [
    ('"Average"', '"The average"', "average", ('"Average"', '"The average"')),
    ('cites guide "2"', 'cites guide "2a"', "average", ('cites guide "2"', 'cites guide "2a"')),
    ('basis inferred "nobody', 'basis recalled "nobody', "mode", None),
    ('means "towards the yard"', 'means "inside"', "side", ('means "towards the yard"', 'means "inside"')),
    ('by "Market Office"', 'by "Town"', "guide", ('published by "Market Office"', 'published by "Town"')),
    ("    rests on noise_counts\n", "", "loud", ("rests on noise_counts", None)),
    ('top "Top" worth 3', 'top "Best" worth 3', "mark", ('top "Top" worth 3', 'top "Best" worth 3')),
]


@pytest.mark.parametrize(("old", "new", "name", "clause"), WORDED, ids=[one[2] for one in WORDED])
def test_what_is_only_worded_otherwise_changes_no_meaning(
    old: str, new: str, name: str, clause: tuple[str, str] | None
) -> None:
    found = changed((old, new))
    entry = next(entry for section in SECTIONS for entry in found.of_section(section) if entry.name == name)
    assert entry.status is Status.REWORDED
    assert not found.changes_meaning
    assert not found.affected
    assert clause is None or clauses(entry) == [clause]


@pytest.mark.parametrize("line", ['cites guide "9"', "rests on mode", 'because "we asked"', 'means "as it was heard"'])
def test_what_is_said_of_an_assumption_is_told(line: str) -> None:
    basis = '    basis not_found "nothing was found"\n'
    found = changed((basis, f"{basis}    {line}\n"))
    entry = next(one for one in found.entries if one.name == "noise_counts")
    assert (entry.status, clauses(entry)) == (Status.REWORDED, [(None, line)])
    assert found.before.text != found.after.text
    assert found.before.meaning == found.after.meaning


def test_layout_and_order_that_mean_nothing_are_no_difference() -> None:
    low, fair = "        low when under 2\n", "        fair when 2 to 2.5\n"
    found = changed(
        ("noise is over 8 and first_visit is no", "first_visit is no and noise is over 8"),
        (f"{low}{fair}", f"{fair}{low}"),
        ("\nlevel row", "\n# A comment.\n\nlevel row"),
    )
    assert found.is_empty


def test_the_order_of_a_ladder_is_told_where_it_alone_differs() -> None:
    low, top = "        low when any of stalls_of_row is low\n", "        top when all of stalls_of_row are top\n"
    entry = only(changed((low + top, top + low)))
    assert [(change.word, change.before) for change in entry.clauses] == [("order", "the order of its rows")]


def test_an_outcome_says_because_of_what_it_is_computed_differently() -> None:
    found = changed(("2 when front", "3 when front"))
    assert [(one.level, one.name, one.is_headline, one.because) for one in found.affected] == [
        ("row", "outcome", True, ("side_weight",)),
        ("stall", "average", False, ("side_weight",)),
        ("stall", "outcome", True, ("side_weight",)),
    ]
    assert found.count(Status.FOLLOWS) == 4  # the average, both outcomes and the collection


def test_a_member_and_a_worth_are_causes_too() -> None:
    assert {one.because for one in changed(('"Low" worth 1', '"Low" worth 0')).affected} == {("mark",)}
    found = changed(('    front "Front"\n', '    front "Front"\n    roof "Roof"\n'))
    assert {one.because for one in found.affected if one.level == "stall"} == {("side",)}


def test_a_rule_under_another_name_is_renamed_and_its_readers_are_the_same() -> None:
    found = changed(("average", "mean_mark"))
    assert told(found) == {"mean_mark": Status.RENAMED}
    entry = only(found)
    assert entry.before is not None
    assert (entry.before.name, clauses(entry), entry.changes_meaning) == ("average", [], False)
    assert found.count(Status.ADDED) == found.count(Status.REMOVED) == 0


def test_a_fact_under_another_name_is_renamed_where_the_same_rules_read_it() -> None:
    assert told(changed(("noise ", "din "), ("that din", "that noise"))) == {"din": Status.RENAMED}
    both = changed(('noise at stall "Noise"', 'din at stall "Din"'), ("noise is", "din is"))
    assert told(both) == {"din": Status.RENAMED}


def test_a_member_under_another_name_is_renamed_where_its_title_is_unique() -> None:
    found = changed(('    back "Back"\n', '    rear "Back"\n'))
    (change,) = only(found).clauses
    assert (change.of, change.renamed_from) == ("rear", "back")
    assert (change.before, change.after, change.changes_meaning) == ('back "Back"', 'rear "Back"', True)
    assert '    was   back "Back"\n    now   rear "Back", renamed\n' in to_text(found)
    assert "| member, rear, renamed | " in to_markdown(found)
    assert '<th scope="row">member, rear, renamed</th>' in to_html(found)
    (told_,) = (one["clauses"] for one in to_dict(found)["declarations"] if one["name"] == "side")
    assert told_[0]["renamed_from"] == "back"
    reworded = changed(
        ('    back "Back"\n        means "towards the yard"', '    rear "Back"\n        means "the yard"')
    )
    assert [(one.word, one.before, one.renamed_from) for one in only(reworded).clauses] == [
        ("member", 'back "Back"', "back"),
        ("means", 'means "towards the yard"', None),
    ]


def test_members_of_one_title_or_of_another_are_not_taken_for_one_another() -> None:
    twice = ('    back "Back"\n', '    rear "Back"\n    yard "Back"\n')
    for replaced in (twice, ('    back "Back"\n', '    rear "Rear"\n')):
        clauses_ = only(changed(replaced)).clauses
        assert {one.renamed_from for one in clauses_} == {None}
        assert 'back "Back"' in [one.before for one in clauses_ if one.after is None]
    (moved,) = only(changed(('    back "Back"\n', '    back "Rear"\n'))).clauses
    assert moved.renamed_from is None


def test_two_that_are_alike_are_not_taken_for_one_another() -> None:
    facts = 'input wet at stall "Wet"\n    is yes or no\n\ninput cold at stall "Cold"\n    is yes or no\n\n'
    others = 'input damp at stall "Wet"\n    is yes or no\n\ninput icy at stall "Cold"\n    is yes or no\n\n'
    rules = RULES.replace("weights side", f"{facts}weights side")
    found = compare(graph(rules), graph(rules.replace(facts, others)))
    assert {entry.name: entry.status for entry in found.of_section("inputs")} == {
        "damp": Status.ADDED,
        "icy": Status.ADDED,
        "wet": Status.REMOVED,
        "cold": Status.REMOVED,
    }


def test_another_kind_of_declaration_under_the_name_is_a_replacement() -> None:
    found = changed(
        ('assumption noise_counts "We take it that noise counts"\n    basis not_found "nothing was found"\n\n', ""),
        ("    rests on noise_counts\n", ""),
        ('input first_visit at stall "First visit"\n    is yes or no\n', FIRST_VISIT),
    )
    entry = next(entry for entry in found.of_section("rules"))
    assert (entry.name, entry.status, entry.changes_meaning) == ("first_visit", Status.REPLACED, True)
    assert ("equals", None) not in clauses(entry)
    assert entry.before is not None and entry.before.kind == "input"


FIRST_VISIT = """determine first_visit at stall "First visit"
    is yes or no
    first of
        yes when noise is 0
        no otherwise
    cites guide "8"
"""


def test_both_places_and_both_citations_stand_with_a_change() -> None:
    entry = only(changed(("language 1\n", "language 1\n\n"), ("fair when 2 to 2.5", "fair when 2 to 2.4")))
    (change,) = entry.clauses
    line = RULES.splitlines().index("        fair when 2 to 2.5") + 1
    assert (change.before_place, change.after_place) == (f"stalls.wlr:{line}", f"stalls.wlr:{line + 1}")
    assert entry.before is not None and entry.after is not None
    assert entry.before.cites == entry.after.cites == ("Guide to stalls, 3",)


def test_what_is_no_version_of_a_framework_is_not_compared_as_one() -> None:
    other = RULES.replace("stalls@2024-01", "boats@2024-01")
    assert compare(graph(RULES), graph(other)).is_related
    names = ("average", "outcome", "loud", "second_look", "seen", "noise", "kind", "first_visit", "side_weight")
    for name in (*names, "stalls_of_row", "both_sides", "stall", "row", "goods", "side"):
        other = other.replace(f"{name} ", f"{name}_of_boat ").replace(f"{name}\n", f"{name}_of_boat\n")
    assert not compare(graph(RULES), graph(other.replace('"Market', '"Port'))).is_related


def test_every_declaration_stands_in_one_entry() -> None:
    found = changed(("2 when front", "3 when front"))
    names = [(entry.section, entry.name, level) for entry in found.entries for level in entry.levels or ("",)]
    assert len(names) == len(set(names))
    told = {name for _, name, _ in names}
    assert {"stalls", "row", "stall", "mark", "goods", "side", "guide", "mode", "noise_counts", "loud"} <= told
