"""Yes and no beside what does not apply: in one ladder they are carried as codes, and none is taken for another."""

from __future__ import annotations

from itertools import product

from support.kitchens import framework

from wellled_rules.backends.compiled.decide import decide
from wellled_rules.backends.compiled.program import program
from wellled_rules.backends.reference.evaluate import trial
from wellled_rules.graph.cells import Cell

BOATS = """language 1

framework boats@2024-01 "Boats"
    headline afloat at harbour

source handbook "Handbook"
    published by "Harbour Office"

level harbour "Harbour"

set boat "Boat"
    ann "A"
    bea "B"
    cat "C"
    dot "D"
    eve "E"
    fay "F"

scale state "State"
    worst first
    0 "Sunk"
    1 "Leaking"
    2 "Dry"

input seen "State of a boat"
    for each boat
    is a state

input asked "Whether the boats were looked at"
    is yes or no

input told "What the owners say"
    is yes or no

determine any_sunk "Some boat is sunk"
    is yes or no
    first of
        yes when any of seen is 0
        no otherwise
    cites handbook "Boats"

determine afloat "Afloat"
    is yes or no
    first of
        any_sunk when asked is yes
        told otherwise
    cites handbook "Boats"
"""


def test_yes_no_and_not_applicable_of_one_ladder_are_told_apart() -> None:
    boats = framework(BOATS)
    made = program(boats.graph, "harbour").gaps
    assert made is not None
    assert " if " in made.emitted.source, "no ladder was emitted, so this would test nothing"
    for sunk, asked, told in product((0, 2), (True, False), (True, False, "not_applicable")):
        seen = dict.fromkeys(("bea", "cat", "dot", "eve", "fay"), 2) | {"ann": sunk}
        case = boats.evidence({"inputs": {"seen": seen, "asked": asked, "told": told}})
        found, expected = decide(boats.graph, case), trial(boats.graph, case)
        assert found is not None
        assert found.value(Cell("harbour:afloat")) == expected.value(Cell("harbour:afloat")), (sunk, asked, told)
