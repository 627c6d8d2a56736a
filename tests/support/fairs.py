"""An invented framework of subjects inside subjects: fairs, their rows, and stalls in rows or in none."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from wellled_rules.driver.files import from_texts
from wellled_rules.driver.pipeline import compile_framework
from wellled_rules.graph.graph import DeterminationGraph

__all__ = ["FAIR", "FAIRS", "fair_cases", "graph_of"]

FAIRS = """\
language 1

framework fairs@2025-01 "Fairs"
    regulator "Fair Office"
    status draft
    covers fair
    headline outcome at fair, row, stall

source guide "Guide to fairs"
    published by "Fair Office"

level fair "Fair"

level row "Row of stalls"
    within fair

level stall "Stall"
    within row, fair

scale grade "Grade"
    best first
    good "Good" worth 2
    fair_grade "Fair" worth 1
    poor "Poor" worth 0
    also shown
        not_graded "Not graded" counts as not_assessed

set side "Side"
    front_side "The front"
    back_side "The back"
        only at stall

input found at stall "How a side was found"
    for each side
    is a grade
    judged by walker, with a reason

input kind "Kind"
    is one or more of side
    treat not_given as not_applicable

input opened_on at stall "Day it opened"
    is a date
    treat not_given as not_applicable

input stalls at row "Stalls that are paid for"
    is a whole number from 0 to 99
    treat not_given as 0

input outdoors at fair "It is out of doors"
    is yes or no
    treat not_given as no

determine outcome at stall "Outcome"
    is a grade
    first of
        fair_grade when outdoors of fair is yes and worst of found is good
        worst of found otherwise
    cites guide "1"

moderation second_look at stall "A second look"
    on outcome by at most 1 level
    judged by warden, with a reason
    cites guide "2"

collect stalls_of_row at row "Its stalls"
    takes outcome of each stall where opened_on is not within 1 year before assessed_on
    treat not_assessed as left out
    cites guide "3"

determine outcome at row "Outcome"
    is a grade
    first of
        not_graded when stalls_of_row are empty
        poor when at least 2 of stalls_of_row are poor
        worst of stalls_of_row when number of stalls_of_row is under 3
        fair_grade otherwise
    cites guide "3"

collect of_fair at fair "Its rows, and stalls in no row"
    takes outcome of each row
    takes outcome of each stall
    treat not_assessed, suspended as left out
    cites guide "4"

determine share at fair "Points of those that are possible"
    is a percentage
    equals total of of_fair as a percentage of 2 * number of of_fair
    cites guide "4"

determine outcome at fair "Outcome"
    is a grade
    first of
        not_graded when of_fair are empty
        poor when any of of_fair are poor
        good when share is over 80
        fair_grade otherwise
    cites guide "4"
"""


def graph_of(text: str) -> DeterminationGraph:
    """The graph of a framework's text, which has no errors."""
    made = compile_framework(from_texts({"framework.wlr": text}, "framework.wlr"))
    assert not made.report.has_errors, [f"{one.code}: {one.headline}" for one in made.report]
    assert made.graph is not None
    return made.graph


FAIR = graph_of(FAIRS)

_STATES = ["not_applicable", "not_assessed", "not_seen", "insufficient_evidence", "suspended"]
_GRADES = st.sampled_from(["good", "fair_grade", "poor", "not_graded", *_STATES])
_SAID = _GRADES | st.fixed_dictionaries({"value": _GRADES, "reason": st.just("r")}, optional={"note": st.just("n")})
_DAYS = st.sampled_from(["2024-01-01", "2024-09-09", "not_applicable"])


def _listed(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Up to three subjects, each with an id of its own."""
    return st.lists(inner, max_size=3).map(lambda all_: [{"id": f"s{turn}", **one} for turn, one in enumerate(all_)])


def _stalls() -> st.SearchStrategy[dict[str, Any]]:
    found = st.fixed_dictionaries({}, optional={"front_side": _SAID, "back_side": _SAID})
    moved = st.fixed_dictionaries(
        {"rule": st.just("second_look"), "to": st.just("fair_grade"), "reason": st.just("seen again")},
        optional={"role": st.just("warden"), "on": st.just("2025-01-02")},
    )
    facts = st.fixed_dictionaries({}, optional={"found": found, "opened_on": _DAYS, "name": st.text(max_size=3)})
    under = st.fixed_dictionaries({}, optional={"inputs": st.fixed_dictionaries({}, optional={"found": found})})
    beside = st.fixed_dictionaries(
        {},
        optional={
            "given": st.fixed_dictionaries({}, optional={"outcome": _SAID}),
            "decisions": st.lists(moved, max_size=1),
        },
    )
    return st.tuples(facts | under, beside).map(lambda two: {**two[0], **two[1]})


def fair_cases() -> st.SearchStrategy[dict[str, Any]]:
    """Cases of fairs, with rows and stalls inside in every way; a decision may go beyond its reach."""
    stalls = _listed(_stalls())
    row = st.fixed_dictionaries(
        {},
        optional={
            "stalls": stalls,
            "inputs": st.fixed_dictionaries({}, optional={"stalls": st.integers(0, 99)}),
            "kind": st.just(["front_side"]),
            "given": st.fixed_dictionaries({}, optional={"outcome": _GRADES}),
            "name": st.just("Fish row"),
        },
    )
    subject = st.fixed_dictionaries(
        {"level": st.just("fair")},
        optional={"rows": _listed(row), "stalls": stalls, "outdoors": st.booleans(), "id": st.just("F")},
    )
    return st.fixed_dictionaries({"subject": subject}, optional={"assessed_on": st.just("2025-03-14")})
