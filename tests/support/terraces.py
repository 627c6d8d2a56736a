"""An invented framework of terraces and the gardens in them, of which a garden's marks make those of its terrace."""

from __future__ import annotations

from typing import Any

from support.fairs import graph_of

from wellled_rules.api import Framework, Result

__all__ = ["PARTS", "TERRACES", "evaluated", "garden", "marks", "terrace"]

TERRACES = """\
language 1

framework terraces@2025-01 "Terraces"
    status draft
    covers terrace
    covers garden
    headline mark at terrace, garden

source guide "Guide to terraces"
    published by "Garden Office"

level terrace "Terrace"

level garden "Garden"
    within terrace

scale grade "Grade"
    best first
    lush "Lush"
    green "Green"
    dry "Dry"
    bare "Bare"
    also shown
        not_graded "Not graded" counts as not_assessed

assumption few_bare "Some are Bare, and too few for Bare"
    is a grade
    taken as dry
    could be bare
    basis inferred "nothing was read of one that is Bare"

set part "Part"
    beds "Beds"
    lawn "Lawn"
    paths "Paths"
    hedge "Hedge"
    pond "Pond"

set warning "Warning"
    first_warning "First warning"
    last_warning "Last warning"

input seen "Mark of a part, as judged"
    for each part
    is a grade
    judged by gardener

input warned at garden "Warnings"
    for each part
    is one or more of warning
    treat not_given as not_applicable

input planted_on at garden "Day it was planted"
    is a date
    treat not_given as not_applicable

determine part_mark at garden "Mark of a part"
    for each part
    is a grade
    equals seen
    cites guide "1"

replacement neglected at garden "A last warning makes a part Bare"
    on part_mark to bare
    when warned is last_warning
    normally, but gardener may depart, with a reason
    cites guide "2"

determine is_counted at garden "The garden counts"
    is yes or no
    first of
        no when planted_on is within 1 year before assessed_on
        yes otherwise
    cites guide "3"

collect of_gardens at terrace "Marks of its gardens"
    for each part
    takes part_mark of each garden where is_counted is yes
    treat not_assessed as left out
    cites guide "4"

determine part_mark at terrace "Mark of a part"
    for each part
    is a grade
    first of
        not_graded when of_gardens are empty
        worst of of_gardens otherwise
    normally, but gardener may depart, with a reason
    cites guide "4"

collect five_marks "Marks of the parts"
    takes part_mark of each part
    treat not_assessed as left out
    cites guide "5"

determine needed "How many it takes"
    is a whole number
    first of
        1 when number of five_marks is under 4
        2 otherwise
    cites guide "6"

determine mark "Mark"
    is a grade
    first of
        not_graded when five_marks are empty
        bare when at least needed of five_marks are bare
        few_bare when any of five_marks are bare
        dry when at least needed of five_marks are dry or worse
        lush when at least needed of five_marks are lush and the rest are green or better
        green otherwise
    normally, but gardener may depart, with a reason
    cites guide "7"
"""

PARTS = ("beds", "lawn", "paths", "hedge", "pond")
_FRAMEWORK = Framework(graph_of(TERRACES))


def marks(**but: str) -> dict[str, str]:
    """Marks of all five parts, Green but for some."""
    return {**dict.fromkeys(PARTS, "green"), **but}


def garden(name: str, *, id: str = "g", **more: Any) -> dict[str, Any]:
    """A garden inside a terrace, with its marks under `seen` where they are not all Green."""
    return {"id": id, "name": name, "seen": marks(), **more}


def terrace(*gardens: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A case of a terrace with gardens inside."""
    return {"subject": {"level": "terrace", "id": "T", "gardens": [*gardens]}, "assessed_on": "2025-03-14", **more}


def evaluated(case: dict[str, Any]) -> Result:
    """What a case comes to."""
    return _FRAMEWORK.evaluate(case)
