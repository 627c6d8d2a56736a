"""The cost of a case is known before any case, and numbers have a bound."""

from __future__ import annotations

import pytest
from support.graphs import NUMBER, Axis, Draft
from support.rooms import findings, only, underlined

from wellled_rules.graph.cost import LevelCost, costs
from wellled_rules.graph.unroll import survey
from wellled_rules.values.rounding import Rounding
from wellled_rules.values.types import RoundingType

CHAIN = """
input start "Start"
    is a {type}

determine step_0 "Step"
    is a number
    equals start

{steps}

determine outcome "Outcome"
    is a number
    equals step_{last}
"""


def chain(expr: str, count: int, type_: str = "number") -> str:
    steps = [
        f'determine step_{turn} "Step"\n    is a number\n    equals {expr.replace("X", f"step_{turn - 1}")}\n'
        for turn in range(1, count + 1)
    ]
    return CHAIN.format(type=type_, steps="\n".join(steps), last=count)


def test_squaring_again_and_again_is_refused_where_it_goes_too_far() -> None:
    found = only(findings(chain("X * X", 40)), "numbers-grow-too-large")
    assert found.headline == "numbers can grow beyond what is computed here"
    assert underlined(found) == "step_6 * step_6"
    assert found.notes == ("a number here can need 7680 bits; at most 4096 are allowed",)


@pytest.mark.parametrize(
    ("expr", "count", "type_"),
    [
        ("X + X", 200, "number"),
        ("X - 1", 200, "number"),
        ("X * X", 40, "whole number from 0 to 1"),
        ("X / 3", 20, "number"),
    ],
)
def test_what_grows_slowly_or_has_ends_is_allowed(expr: str, count: int, type_: str) -> None:
    assert findings(chain(expr, count, type_)) == []


def test_visits_and_runs_of_a_level() -> None:
    draft = Draft()
    draft.set("area", ["kitchen", "hall"])
    rule = draft.assumption("rule", RoundingType(), Rounding.HALF_UP, Rounding.HALF_DOWN, Rounding.HALF_EVEN)
    points = draft.input("points", NUMBER, Axis("area"))
    draft.determine("outcome", draft.apply("round", draft.fold("total", points), rule, parameter=0))
    graph = draft.graph()
    assert costs(graph) == (LevelCost("subject", len(survey(graph, "subject").steps), 3),)
