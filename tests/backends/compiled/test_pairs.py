"""A total and a number of the same entries come from one sum, and come to what the reference says."""

from __future__ import annotations

from itertools import product

import pytest
from support.kitchens import framework

from wellled_rules import Framework
from wellled_rules.backends.compiled.decide import decide
from wellled_rules.backends.compiled.program import program
from wellled_rules.backends.reference.evaluate import trial
from wellled_rules.graph.cells import Cell

STALLS = """language 1

framework stalls@2024-01 "Stalls"
    headline share at market

source handbook "Handbook"
    published by "Market Hall"

level market "Market"

set stall "Stall"
    fish "Fish"
    fruit "Fruit"
    bread "Bread"

weights stall_weight "Weight of a stall"
    for each stall
    by stall
        WEIGHT when fish
        1 otherwise
    cites handbook "Weights"

scale score "Score"
    worst first
    0 "None"
    1 "Low"
    2 "High"

input mark "Mark of a stall"
    for each stall
    is a score

determine sum "Sum"
    is a number
    equals TOTAL
    cites handbook "Sum"

determine count "Count"
    is a number
    equals number of mark
    cites handbook "Count"

determine share "Share"
    is a percentage
    equals sum as a percentage of 2 * count
    cites handbook "Share"
"""

TOTALS = {
    "plain": ("1", "total of mark"),
    "weighted": ("3", "weighted total of mark by stall_weight"),
    "weighing nothing": ("0", "weighted total of mark by stall_weight"),
    "weighed by a part": ("0.5", "weighted total of mark by stall_weight"),
}
MARKS = (0, 1, 2, "not_applicable")


@pytest.fixture(params=TOTALS)
def stalls(request: pytest.FixtureRequest) -> Framework:
    weight, total = TOTALS[request.param]
    return framework(STALLS.replace("WEIGHT", weight).replace("TOTAL", total))


def test_every_case_comes_to_what_the_reference_says(stalls: Framework) -> None:
    for marks in product(MARKS, repeat=3):
        case = stalls.evidence({"inputs": {"mark": dict(zip(("fish", "fruit", "bread"), marks))}})
        found, expected = decide(stalls.graph, case), trial(stalls.graph, case)
        assert found is not None
        for name in ("sum", "count", "share"):
            assert found.value(Cell(f"market:{name}")) == expected.value(Cell(f"market:{name}")), marks


def test_whole_weights_take_one_sum_where_entries_may_be_left_out() -> None:
    weight, total = TOTALS["weighted"]
    made = program(framework(STALLS.replace("WEIGHT", weight).replace("TOTAL", total)).graph, "market")
    assert made.gaps is not None
    reading = [line for line in made.gaps.emitted.source.splitlines() if "x0" in line and "=" in line]
    assert len(reading) == 2, "one line takes the entries apart, one adds them up"
