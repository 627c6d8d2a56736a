"""Hashes follow meaning and text, and nothing else."""

from __future__ import annotations

import json
import re

import pytest

from wellled_rules.api import check_text
from wellled_rules.driver.files import from_texts
from wellled_rules.driver.pipeline import compile_framework
from wellled_rules.driver.shelves import Shelves
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.serialize import hashes, meaning_hash, text_hash
from wellled_rules.graph.to_json import to_json

RULES = """language 1

framework draft-rooms@2024-01 "Rooms"
    regulator "Nobody"
    status draft
    covers room
    headline outcome at room

source guide "Guide"
    published by "Nobody"

level room "Room"

scale mark "Mark"
    best first
    top "Top"
    low "Low"

set area "Area"
    kitchen "Kitchen"
    hall "Hall"

input clean "Clean"
    for each area
    is yes or no

input points "Points"
    is a whole number from 0 to 9

determine share "Share"
    is a number
    equals number of clean that are yes

determine outcome "Outcome"
    is a mark
    by points
        low when 0 to 4
        top when 5 or more
    cites guide "Marks"

limit dirty "Dirty"
    on outcome to low
    when share is under 1 and points is under 9
    cites guide "Dirt"
"""


def graph(text: str) -> DeterminationGraph:
    texts = from_texts({"rooms.wlr": text}, "rooms.wlr")
    compiled = compile_framework(texts, Shelves())
    assert compiled.graph is not None
    assert not compiled.report.errors, list(compiled.report)
    return compiled.graph


def changed(before: str, after: str) -> tuple[set[str], set[str]]:
    """Rules whose meaning, and whose text, is another."""
    one, other = hashes(graph(before)), hashes(graph(after))
    assert set(one) == set(other)
    return {name for name in one if one[name][0] != other[name][0]}, {name for name in one if one[name] != other[name]}


def test_the_rules_check() -> None:
    assert [one.code for one in check_text({"rooms.wlr": RULES}, "rooms.wlr", {}) if one.is_error] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("input points", "\n\n# a comment\ninput points"),
        (
            "        low when 0 to 4\n        top when 5 or more\n",
            "        top when 5 or more\n        low when 0 to 4\n",
        ),
        ('    kitchen "Kitchen"\n    hall "Hall"\n', '    hall "Hall"\n    kitchen "Kitchen"\n'),
        ("share is under 1 and points is under 9", "points is under 9 and share is under 1"),
    ],
)
def test_layout_and_order_change_no_meaning(old: str, new: str) -> None:
    assert changed(RULES, RULES.replace(old, new))[0] == set()
    assert meaning_hash(graph(RULES)) == meaning_hash(graph(RULES.replace(old, new)))


def test_declarations_in_another_order_change_nothing() -> None:
    head, *blocks = re.split(r"\n(?=input|determine|limit)", RULES.rstrip() + "\n")
    turned = "\n".join([head, *(one.rstrip() + "\n" for one in reversed(blocks))])
    assert turned != RULES
    assert changed(RULES, turned) == (set(), set())
    assert text_hash(graph(RULES)) == text_hash(graph(turned))


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        ('cites guide "Marks"', 'cites guide "Other"', {"room:outcome"}),
        ('input clean "Clean"', 'input clean "Cleaned"', {"room:clean"}),
        ('source guide "Guide"', 'source guide "The guide"', {"room:outcome", "room:dirty"}),
    ],
)
def test_titles_and_citations_change_the_text_only(old: str, new: str, rules: set[str]) -> None:
    assert changed(RULES, RULES.replace(old, new)) == (set(), rules)
    assert meaning_hash(graph(RULES)) == meaning_hash(graph(RULES.replace(old, new)))
    assert text_hash(graph(RULES)) != text_hash(graph(RULES.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        ("5 or more", "over 4", {"room:outcome"}),
        ("under 9", "under 8", {"room:outcome", "room:dirty"}),
        ("from 0 to 9", "from 0 to 8", {"room:outcome", "room:dirty", "room:points"}),
        ("that are yes", "that are no", {"room:share", "room:dirty", "room:outcome"}),
        (
            '    hall "Hall"',
            '    hall "Hall"\n    yard "Yard"',
            {"room:clean", "room:share", "room:dirty", "room:outcome"},
        ),
        ('    top "Top"\n    low', '    high "High"\n    top "Top"\n    low', {"room:outcome", "room:dirty"}),
    ],
)
def test_a_change_reaches_all_that_read_it_and_nothing_else(old: str, new: str, rules: set[str]) -> None:
    assert changed(RULES, RULES.replace(old, new))[0] == rules
    assert meaning_hash(graph(RULES)) != meaning_hash(graph(RULES.replace(old, new)))


LINES = ['cites guide "Words"', "rests on guess", 'because "it was so"', 'means "what it says"']


@pytest.mark.parametrize("kind", ["level", "scale", "set"])
@pytest.mark.parametrize("line", LINES)
def test_what_is_said_of_a_vocabulary_is_text_and_not_meaning(kind: str, line: str) -> None:
    """A lock holds what a set cites as it holds what a rule cites; no rule and no result has another hash."""
    after = {"level": 'level room "Room"\n', "scale": '    low "Low"\n', "set": '    hall "Hall"\n'}[kind]
    before = RULES + '\nassumption guess "Guess"\n    basis recalled "once"\n'
    said = before.replace(after, f"{after}    {line}\n", 1)
    other = said.replace('"Words"', '"Other words"').replace('"it was so"', '"it is so"').replace("what it", "as it")
    assert changed(before, said) == changed(said, other) == (set(), set())
    assert len({meaning_hash(graph(one)) for one in (before, said, other)}) == 1
    texts = [text_hash(graph(one)) for one in (before, said, other)]
    assert len(set(texts)) == (2 if line.startswith("rests") else 3)


SPOKEN = """language 1

framework draft-rooms@2024-01 "Rooms"
    regulator "Nobody"
    status draft
    covers room
    headline outcome at room
    LINES OF framework

source guide "Guide"
    published by "Nobody"
    LINES OF source

source plan "Plan"
    published by "Nobody"

assumption guess "Guess"
    basis recalled "once"
    LINES OF assumption without values

assumption margin "Margin"
    is a whole number from 0 to 9
    taken as 3
    could be 4
    basis recalled "once"
    LINES OF assumption with values

assumption ground "Ground"
    basis recalled "twice"

level room "Room"
    LINES OF level

level shelf "Shelf"
    within room

scale mark "Mark"
    best first
    top "Top"
    low "Low"
    LINES OF scale

set area "Area"
    kitchen "Kitchen"
    hall "Hall"
    LINES OF set

input full at shelf "Full"
    is yes or no

input points at room "Points"
    is a whole number from 0 to 9
    LINES OF input

weights share at room "Share"
    for each area
    by area
        1 when kitchen
        2 when hall
    LINES OF weights

collect filled at room "Filled"
    takes full of each shelf
    LINES OF collect

determine outcome at room "Outcome"
    is a mark
    by points
        low when 0 to 4
        top when 5 or more
    LINES OF determine

limit bare at room "Bare"
    on outcome to low
    when number of filled that are yes is 0
    rests on guess
    LINES OF limit

moderation moved at room "Moved"
    on outcome by at most 1 level
    judged by keeper
    LINES OF moderation

check enough at room "Enough"
    expects points is margin or more
    LINES OF check
"""

KINDS = re.findall("LINES OF (.*)", SPOKEN)
SAID_OF = {
    "cites": ('cites plan "1"', 'cites plan "2"'),
    "rests on": ("rests on ground", "rests on ground, margin"),
    "because": ('because "it was so"', 'because "it is so"'),
    "means": ('means "what it says"', 'means "as it says"'),
}
# What a line may not stand under.
NOT_SAID = {("framework", "because"), ("framework", "means"), ("source", "cites")}


def spoken(kind: str, line: str) -> DeterminationGraph:
    return graph(re.sub(" *LINES OF (.*)\n", lambda one: f"    {line}\n" if one[1] == kind else "", SPOKEN))


@pytest.mark.parametrize(
    ("kind", "word"), [(kind, word) for kind in KINDS for word in SAID_OF if (kind, word) not in NOT_SAID]
)
def test_what_is_said_of_any_declaration_is_text_and_not_meaning(kind: str, word: str) -> None:
    """With the line, with another in its place, and without it, a lock has another text and the same meaning."""
    seen = [spoken(kind, line) for line in ("", *SAID_OF[word])]
    assert len({meaning_hash(one) for one in seen}) == 1
    assert len({text_hash(one) for one in seen}) == 3


@pytest.mark.parametrize("kind", ["assumption", "set", "source"])
def test_a_declaration_named_framework_does_not_stand_for_the_header(kind: str) -> None:
    name = {"assumption": "ground", "set": "area", "source": "guide"}[kind]
    named = re.sub(rf"\b{name}\b", "framework", SPOKEN.replace("LINES OF framework", 'cites plan "1"'))
    one, other = (graph(re.sub(" *LINES OF .*\n", "", text)) for text in (named, named.replace('plan "1"', 'plan "2"')))
    assert one.heading is not None
    assert [cited.place for cited in one.heading.cites] == ["1"]
    assert text_hash(one) != text_hash(other)


def test_what_an_assumption_cites_is_text_of_the_rules_that_rest_on_it() -> None:
    one, other = (hashes(spoken("assumption without values", line)) for line in SAID_OF["cites"])
    assert {name for name in one if one[name] != other[name]} == {"room:bare"}


def test_an_assumption_on_which_nothing_rests_is_text_too() -> None:
    one, other = (graph(re.sub(" *LINES OF .*\n", "", SPOKEN).replace("twice", word)) for word in ("twice", "often"))
    assert meaning_hash(one) == meaning_hash(other)
    assert text_hash(one) != text_hash(other)


def test_the_title_of_a_label_is_text() -> None:
    shown = '    low "Low"\n    also shown\n        shut "Shut" counts as not_assessed\n'
    one, other = (RULES.replace('    low "Low"\n', shown.replace("Shut", title)) for title in ("Shut", "Closed"))
    assert meaning_hash(graph(one)) == meaning_hash(graph(other))
    assert text_hash(graph(one)) != text_hash(graph(other))


def test_the_source_that_a_set_cites_is_text_too() -> None:
    cited = RULES.replace('    hall "Hall"\n', '    hall "Hall"\n    cites plan "1"\n')
    one, other = (f'{cited}\nsource plan "{title}"\n    published by "Nobody"\n' for title in ("Plan", "Plans"))
    assert meaning_hash(graph(one)) == meaning_hash(graph(other))
    assert text_hash(graph(one)) != text_hash(graph(other))


def test_hashes_have_their_form_and_are_the_same_each_time() -> None:
    for one in (meaning_hash(graph(RULES)), text_hash(graph(RULES))):
        assert re.fullmatch(r"sha256:[0-9a-f]{64}", one)
    assert hashes(graph(RULES)) == hashes(graph(RULES))


def test_the_name_and_version_are_text_not_meaning() -> None:
    later = RULES.replace("@2024-01", "@2025-01")
    assert meaning_hash(graph(RULES)) == meaning_hash(graph(later))
    assert text_hash(graph(RULES)) != text_hash(graph(later))


def test_json_is_plain_and_lists_nodes_after_what_they_read() -> None:
    made = json.loads(json.dumps(to_json(graph(RULES))))
    assert made["schema"] == "wellled.graph/1"
    assert made["framework"]["meaning"] == meaning_hash(graph(RULES))
    seen: set[str] = set()
    for node in made["nodes"]:
        assert set(node["reads"]) <= seen
        seen.add(node["id"])
    assert made["rules"]["room:outcome"]["title"] == "Outcome"
