"""An invented framework for what decides: weights, bands, exceptions of each kind, checks, a period, a kind."""

from __future__ import annotations

from functools import cache
from typing import Any

from wellled_rules.api import Framework, Result
from wellled_rules.driver.files import from_texts
from wellled_rules.driver.pipeline import compile_framework
from wellled_rules.driver.shelves import Shelves

__all__ = ["KITCHENS", "evaluated", "framework", "kitchens"]

KITCHENS = """language 1

framework kitchens@2024-01 "Marks for kitchens"
    regulator "Kitchen Office"
    in force from 2024-01-01 until 2025-01-01
    in force from 2024-03-01 at house
    covers house where kind is hotel or school
    headline mark at house

source handbook "Handbook of kitchens"
    published by "Kitchen Office"

level house "House"

set house_kind "Kind of house"
    hotel "Hotel"
    school "School"
    shop "Shop"

scale score "Score"
    best first
    4 "Great"
    3 "Fine"
    2 "Weak"
    1 "Dirty"

scale grade "Grade"
    best first
    top "Top"
    good "Good"
    fair "Fair"
    poor "Poor"
    also shown
        unmarked "Not marked yet" counts as not_assessed

set bench "Bench"
    stove "The stove"
    sink "The sink"
    store "The store"

weights bench_weight "Weight of a bench"
    for each bench
    by bench
        2 when stove
        1 otherwise
    cites handbook "Weights"

assumption halves "Rounding of halves"
    is a rounding
    taken as half_up
    could be half_down
    basis inferred "every printed average fits"

assumption dirt_counts "Whether one dirty bench limits"
    is yes or no
    taken as yes
    could be no
    basis recalled "heard once"

assumption reach "Reach of the panel"
    is a whole number
    taken as 1
    could be 0
    basis not_found "not in the handbook"

input kind "Kind of house"
    is a house_kind

input score_of "Score of a bench"
    for each bench
    is a score
    judged by cook, with a reason
    cites handbook "Scores"

input visitors "Visitors"
    is a number
    informs mark

input smell "It smells"
    is yes or no
    treat not_given as no

input prize "A prize was won"
    is yes or no
    treat not_given as no

input only_one "The only kitchen in town"
    is yes or no
    treat not_given as no

input closed "Closed"
    is yes or no
    treat not_given as no

input last_seen "Day last seen"
    is a date
    treat not_given as not_applicable

determine average "Weighted average"
    is a number
    equals weighted mean of score_of by bench_weight
    rounded to whole by halves
    cites handbook "Average"

determine range "Grade by the average"
    is a grade
    by average
        poor when 1
        fair when 2
        good when 3
        top when 4
    cites handbook "Bands"

determine clean "Every bench is clean"
    is yes or no
    first of
        yes when all of score_of are 2 or better
        no otherwise
    cites handbook "Clean"

determine bench_mark "Mark of a bench"
    for each bench
    is a grade
    first of
        unmarked when score_of is missing
        poor when score_of is 1
        good otherwise
    cites handbook "Benches"

determine mark "Mark"
    is a grade
    equals range
    cites handbook "Mark"

replacement smelly "It smells"
    on mark to poor
    when smell is yes
    unless only_one is yes
    cites handbook "Smell"

step prized "Prize"
    on mark up 1 level
    when prize is yes
    cites handbook "Prizes"

moderation panel "Panel"
    on mark by at most reach levels
    judged by panel, with a reason
    rests on reach
    cites handbook "Panel"

floor town "Stays on the list"
    on mark to fair
    when only_one is yes
    overrides two_dirty
    cites handbook "Towns"

limit one_dirty "A dirty bench"
    on mark to fair
    when any of score_of is 1 and dirt_counts is yes
    cites handbook "Dirt"

limit two_dirty "Two dirty benches"
    on mark to poor
    when at least 2 of score_of are 1
    cites handbook "Dirt"

suspension shut "Closed for now"
    on mark
    when closed is yes
    cites handbook "Closed"

check all_seen "Every bench is seen"
    when kind is hotel
    expects all of score_of are known
    cites handbook "Seeing"

check seen_lately "Seen within a year"
    expects last_seen is within 1 year before assessed_on
    cites handbook "Seeing"
"""


def framework(text: str) -> Framework:
    """A framework from its text; an error names what was found."""
    made = compile_framework(from_texts({"own.wlr": text}, "own.wlr"), Shelves(), None)
    errors = [f"{one.code} {one.primary.span if one.primary else ''}: {one.headline}" for one in made.report.errors]
    assert made.graph is not None and not errors, errors
    return Framework(made.graph, made.examples)


@cache
def kitchens() -> Framework:
    """The framework of this module."""
    return framework(KITCHENS)


def evaluated(scores: tuple[object, ...] = (3, 3, 3), given: dict[str, Any] | None = None, **inputs: Any) -> Result:
    """What a hotel comes to with these scores (None: not given), judged with a reason; further inputs by name.

    given: other parts of the case, by their keys.
    """
    benches = dict(zip(("stove", "sink", "store"), scores, strict=True))
    entries = {name: {"value": one, "reason": "seen"} for name, one in benches.items() if one is not None}
    case = {"subject": {"kind": "hotel"}, "inputs": {"score_of": entries, **inputs}, **(given or {})}
    return kitchens().evaluate(case)
