"""Rules that somebody broke: checking always ends, raises nothing, and what has holes has errors."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.rules import findings

from wellled_rules.driver.files import from_texts
from wellled_rules.driver.pipeline import compile_framework
from wellled_rules.driver.shelves import Shelves
from wellled_rules.graph.influence import HOLE

STARS = """\
language 1

module shared.stars "Stars"

scale stars "Stars"
    worst first
    1 "One"
    2 "Two"
"""

MODULE = """\
language 1

module shared.averages "Averages"

parameter grades "What is averaged"
    is a collection of stars

parameter halves "How a half is rounded"
    is a rounding

use shared.stars for stars

determine average "Average"
    is a number
    equals mean of grades
    rounded to whole by halves
    rests on fair

assumption fair "Averages are fair"
    basis recalled "so it was said"
"""

SOUND = """\
language 1

framework baths@2025-01 "Baths"
    regulator "Bath Board"
    status draft
    covers bath where kind is indoor
    headline result at bath

use shared.stars for stars

use shared.averages as yearly at bath
    grades is found
    halves is rule_for_halves

source handbook "Handbook"
    published by "Bath Board"
    dated 2024-05-01

level town "Town"

level bath "Bath"
    within town

scale mark "Mark"
    best first
    gold "Gold" worth 2
    silver "Silver" worth 1
    bronze "Bronze" worth 0
    also shown
        closed "Closed" counts as suspended

set bath_kind "Kind"
    indoor "Indoor"
    outdoor "Outdoor"

set part "Part"
    water "Water"
        means "clean and warm"
    cabins "Cabins"
        only at bath

weights part_weight at bath "Weight of a part"
    for each part
    by part
        3 when water
        1 otherwise
    adding to 4
    cites handbook "Weights"

assumption rule_for_halves "Halves"
    is a rounding
    taken as half_up
    could be down
    basis inferred "the tables fit"

assumption reach_of_panel "How far"
    is a whole number
    taken as 1
    basis not_found "it is not said"

input kind at bath "Kind of bath"
    is a bath_kind

input found at bath "What was found"
    for each part
    is a stars
    judged by inspector, with a reason
    treat not_seen, not_given as 1

input visited at bath "Day of the visit"
    is a date

input share at bath "Share of days open"
    is a percentage

determine points at bath "Points"
    is a percentage
    equals total of found as a percentage of 2 * number of found
    cites handbook "Points"

determine weighed at bath "Weighed"
    is a number
    equals weighted mean of found by part_weight
    rounded to 1 place by half_even
    cites handbook "Weights"

determine range at bath "Range"
    is a mark
    by points
        gold when 75 or more
        silver when under 75
    cites handbook "Ranges"

determine result at bath "Mark"
    is a mark
    first of
        suspended when visited is not within 2 years before assessed_on
        gold when at least 1 of found are 2 or better and the rest are 1
        range when any of these
            yearly.average is over 1
            weighed is 2 or less
        bronze otherwise
    cites handbook "Marks"

replacement shut "Shut"
    on result to closed
    when share is 0
    cites handbook "Shut"

step lucky at bath "Lucky"
    on result up 1 level
    when found of water is 2
    unless share is under 50
    cites handbook "Luck"

moderation panel_review at bath "Review"
    on result by at most reach_of_panel levels
    judged by panel, with a reason
    cites handbook "Panel"

floor never_worse at bath "Never worse"
    on result to silver
    when kind is outdoor
    overrides water_first
    cites handbook "Floor"

limit water_first at bath "Water first"
    on result to bronze
    when found of water is 1
    cites handbook "Limits"

check looked_at at bath "Looked at"
    when kind is indoor
    expects all of found are known
    cites handbook "Visits"

example fine at bath "Fine"
    given assessed_on is 2025-02-01
    given visited is 2025-01-31
    given found of every part is 2
    given share is 80
    then result is gold

example moved at bath "Moved"
    given assessed_on is 2025-02-01
    given visited is 2025-01-31
    given found of water is 2
    given found of every other part is 1
    given share is 10
    given panel moves result to silver, because "seen again"
    assuming rule_for_halves is down
    then result is silver
"""

TOKENS = re.compile(r'"[^"]*"|[\w.@-]+|\S')
WORDS = (
    "at",
    "of",
    "is",
    "not",
    "0",
    "3",
    "-1",
    "yes",
    "suspended",
    "percentage",
    "every",
    "any",
    "the",
    "bath",
    "mark",
)


def _whole(found: re.Match[str]) -> tuple[int, int]:
    return found.start(), found.end()


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """The text with one to three tokens or lines taken out, repeated, swapped or put for another."""
    for _ in range(draw(st.integers(1, 3))):
        places = [_whole(one) for one in TOKENS.finditer(text)]
        start, end = draw(st.sampled_from(places))
        other = draw(st.sampled_from(places))
        match draw(st.sampled_from(["out", "twice", "other", "word", "line out", "line twice"])):
            case "out":
                text = text[:start] + text[end:]
            case "twice":
                text = f"{text[:end]} {text[start:]}"
            case "other":
                text = text[:start] + text[slice(*other)] + text[end:]
            case "word":
                text = text[:start] + draw(st.sampled_from(WORDS)) + text[end:]
            case "line out":
                first = text.rfind("\n", 0, start) + 1
                text = text[:first] + text[text.find("\n", start) + 1 :]
            case _:
                first, last = text.rfind("\n", 0, start) + 1, text.find("\n", start) + 1
                text = text[:last] + text[first:last] + text[last:]
    return text


def test_the_text_that_is_broken_is_sound() -> None:
    assert findings(SOUND, {"shared.stars": STARS, "shared.averages": MODULE}) == []


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(text=mutated(SOUND), module=st.one_of(st.just(MODULE), mutated(MODULE)))
def test_whatever_is_broken_checking_ends_and_what_has_holes_has_errors(text: str, module: str) -> None:
    made = compile_framework(
        from_texts({"b.wlr": text}, "b.wlr"), Shelves({"shared.stars": STARS, "shared.averages": module})
    )
    found = list(made.report)
    assert all(one.primary is None or one.primary.span.text == "" or one.primary.text for one in found)
    if made.graph is not None and any(rule.kind == HOLE for rule in made.graph.rules.values()):
        assert made.report.has_errors
