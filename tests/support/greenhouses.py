"""An invented framework in which entries are carried: a greenhouse, its beds, and the garden that it lies in."""

from __future__ import annotations

from functools import cache
from typing import Any

from wellled_rules.api import Framework
from wellled_rules.driver.files import from_texts
from wellled_rules.driver.pipeline import compile_framework

__all__ = ["GREENHOUSES", "by_grade", "by_score", "case", "greenhouses"]

GREENHOUSES = """language 1

framework greenhouses@2025-01 "Greenhouses"
    status draft
    covers garden
    covers greenhouse
    headline outcome at greenhouse, garden

source guide "Guide to greenhouses"
    published by "Garden Office"

level garden "Garden"

level greenhouse "Greenhouse"
    within garden

scale score "Score"
    worst first
    1 "Bare"
    2 "Green"
    3 "In flower"

scale grade "Grade of the years before"
    best first
    splendid "Splendid" worth 3
    kept "Kept" worth 2
    neglected "Neglected" worth 1
    also shown
        closed "Closed" counts as not_assessed

set bed "Bed"
    palms "Palms"
    ferns "Ferns"
    cacti "Cacti"

set reading "What is carried"
    last_grade "The grade"
    last_score "The score"
    not_carried "Nothing"

assumption what_is_carried "What a bed has that was not visited"
    is a reading
    taken as last_grade
    could be last_score, not_carried
    basis not_found "the guide does not say"

input bed_score at greenhouse "Score of a bed"
    for each bed
    is a score
    judged by gardener, with a reason
    carried from outcome, a grade under greenhouses@2019-01 where what_is_carried is last_grade
    carried from bed_score under greenhouses@2022-01 where what_is_carried is last_score or last_grade
    rests on what_is_carried

input opened_on at greenhouse "Day it opened"
    is a date
    treat not_given as not_applicable
    carried from opened_on under greenhouses@2022-01

input open_days at greenhouse "Days it is open"
    is a whole number from 0 to 366
    treat not_given as 0

determine total_score at greenhouse "Total"
    is a number
    equals total of bed_score
    cites guide "1"

determine outcome at greenhouse "Outcome"
    is a grade
    by total_score
        splendid when 8 or more
        kept when 5 to 7
        neglected when 4 or less
    cites guide "2"

determine is_old at greenhouse "It is old"
    is yes or no
    first of
        yes when opened_on is before 1950-01-01 and open_days is over 0
        no otherwise
    cites guide "3"

collect houses at garden "Its greenhouses"
    takes outcome of each greenhouse
    cites guide "4"

determine outcome at garden "Outcome"
    is a grade
    first of
        closed when houses are empty
        worst of houses otherwise
    cites guide "4"
"""


@cache
def greenhouses() -> Framework:
    """The framework, checked."""
    made = compile_framework(from_texts({"greenhouses.wlr": GREENHOUSES}, "greenhouses.wlr"))
    assert made.graph is not None
    assert not made.report.errors
    return Framework(made.graph, made.examples)


def by_grade(value: str = "kept", on: str = "2021-05-02", **more: Any) -> dict[str, Any]:
    """What an entry of a bed is carried from by the first line."""
    return {"framework": "greenhouses@2019-01", "name": "outcome", "value": value, "assessed_on": on, **more}


def by_score(value: int = 3, on: str = "2023-05-02", **more: Any) -> dict[str, Any]:
    """By the second."""
    return {"framework": "greenhouses@2022-01", "name": "bed_score", "value": value, "assessed_on": on, **more}


def case(day: str | None = "2025-06-01", **beds: Any) -> dict[str, Any]:
    """A greenhouse whose beds are said; those that are not have 2, judged now."""
    scores = {bed: {"value": 2, "reason": "seen"} for bed in ("palms", "ferns", "cacti")} | beds
    said = {} if day is None else {"assessed_on": day}
    return {"subject": {"level": "greenhouse"}, "inputs": {"bed_score": scores}, **said}
