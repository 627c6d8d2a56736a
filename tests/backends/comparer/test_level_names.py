"""A level of a scale that has another name is told as renamed where it stands in its place, and only there."""

from __future__ import annotations

import pytest

from wellled_rules.backends.comparer.compare import compare
from wellled_rules.backends.comparer.difference import Difference, Status
from wellled_rules.backends.comparer.to_html import to_html
from wellled_rules.backends.comparer.to_json import to_dict
from wellled_rules.backends.comparer.to_markdown import to_markdown
from wellled_rules.backends.comparer.to_text import to_text
from wellled_rules.driver.files import from_texts
from wellled_rules.driver.pipeline import compile_framework
from wellled_rules.driver.shelves import Shelves

RULES = """language 1

framework stalls@2024-01 "Stalls"
    in force from 2024-01-01
    covers stall
    headline outcome at stall

source guide "Guide to stalls"
    published by "Market Office"

level stall "Stall"

scale mark "Mark"
    best first
    top "Top" worth 3
    fair "Fair" worth 2
    low "Low" worth 1
    also shown
        shut "Shut" counts as not_assessed
    cites guide "1"

set side "Side"
    front "Front"
    back "Back"
        mark fair means "swept"

input seen at stall "Seen"
    for each side
    is a mark

determine outcome at stall "Outcome"
    is a mark
    equals worst of seen
    cites guide "2"
"""
FAIR, LOW = '    fair "Fair" worth 2\n', '    low "Low" worth 1\n'
MEANS = ("mark fair means", "mark fine means")


def changed(*pairs: tuple[str, str]) -> Difference:
    """The difference to the same rules with words exchanged."""
    other = RULES
    for old, new in pairs:
        assert old in other
        other = other.replace(old, new)
    made = [compile_framework(from_texts({"stalls.wlr": text}, "stalls.wlr"), Shelves()) for text in (RULES, other)]
    assert not [one.headline for each in made for one in each.report.errors]
    before, after = (each.graph for each in made)
    assert before is not None
    assert after is not None
    return compare(before, after)


def told(found: Difference) -> list[tuple[str, str | None, str | None, str | None]]:
    """Of each clause of the scale that differs: its word, the name before, and both texts."""
    (entry,) = (one for one in found.entries if one.section == "scales")
    return [(one.word, one.renamed_from, one.before, one.after) for one in entry.clauses]


@pytest.mark.parametrize(
    "line",
    [
        'fine "Fair" worth 2',
        'fine "fair" worth 2',
        'fine "Fair" worth 2.5',  # its title says which it is, whatever it is worth now
        'fine "Fairs" worth 2',
    ],
)
def test_a_level_under_another_name_is_renamed(line: str) -> None:
    found = changed((FAIR, f"    {line}\n"), MEANS)
    assert told(found) == [("level", "fair", 'fair "Fair" worth 2', line)]


@pytest.mark.parametrize(
    "lines",
    [
        '    fine "Middling" worth 2\n',
        '    fine "Fairs" worth 2.5\n',
        '    fine "Fairs" worth 2\n    fairly "Fairly" worth 1.5\n',
        '    fine "Fair" worth 2\n    so_so "Fair" worth 1.5\n',
    ],
)
def test_a_level_of_another_title_or_one_of_two_is_another(lines: str) -> None:
    found = told(changed((FAIR, lines), MEANS))
    assert {renamed for _, renamed, _, _ in found} == {None}
    assert ("level", None, 'fair "Fair" worth 2', None) in found


def test_a_level_of_its_title_in_another_place_of_the_order_is_another() -> None:
    found = told(changed((FAIR, ""), ('    top "Top"', '    fine "Fair" worth 2\n    top "Top"'), MEANS))
    assert {renamed for _, renamed, _, _ in found} == {None}


def test_beside_a_level_of_its_title_another_is_new() -> None:
    found = changed((FAIR, '    fine "Fair" worth 2\n    so_so "So so" worth 1.5\n'), MEANS)
    assert [(one[0], one[1], one[3]) for one in told(found)] == [
        ("level", "fair", 'fine "Fair" worth 2'),
        ("level", None, 'so_so "So so" worth 1.5'),
    ]


def test_levels_that_changed_places_under_new_names_are_told_in_their_new_order() -> None:
    found = changed((FAIR + LOW, '    poor "Low" worth 1\n    fine "Fair" worth 2\n'), MEANS)
    assert [one[:2] for one in told(found)] == [("level", "low"), ("level", "fair"), ("order", None)]


def test_what_a_member_looks_like_at_a_level_goes_with_its_name() -> None:
    found = changed((FAIR, '    fine "Fair" worth 2\n'), MEANS)
    assert [one.status for one in found.entries if one.section == "sets"] == [Status.UNCHANGED]


def test_a_label_is_renamed_where_its_title_and_its_state_stay() -> None:
    shut = 'shut "Shut" counts as not_assessed'
    (label,) = told(changed((shut, 'closed "Shut" counts as not_assessed')))
    assert label[:2] == ("label", "shut")
    for other in ('closed "Closed" counts as not_assessed', 'closed "Shut" counts as not_seen'):
        assert [one[1] for one in told(changed((shut, other)))] == [None, None]


def test_a_renamed_level_is_told_in_every_form_with_both_citations() -> None:
    found = changed((FAIR, '    fine "Fair" worth 2\n'), MEANS, ('cites guide "1"', 'cites guide "1a"'))
    text = to_text(found)
    assert '    was   fair "Fair" worth 2\n    now   fine "Fair" worth 2, renamed\n' in text
    assert "source before: Guide to stalls, 1\n    source now: Guide to stalls, 1a\n" in text
    assert "| level, fine, renamed | " in to_markdown(found)
    assert '<th scope="row">level, fine, renamed</th>' in to_html(found)
    (scale,) = (one for one in to_dict(found)["declarations"] if one["section"] == "scales")
    (level,) = (one for one in scale["clauses"] if one["clause"] == "level")
    assert (level["of"], level["renamed_from"], level["changes_meaning"]) == ("fine", "fair", True)
    assert (scale["before"]["cites"], scale["after"]["cites"]) == (["Guide to stalls, 1"], ["Guide to stalls, 1a"])
