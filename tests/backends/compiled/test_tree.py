"""Cases with subjects inside, by one function a level: what they come to is what the reference says."""

from __future__ import annotations

import pytest
from support.kitchens import framework
from support.stands import drawn_market, markets

import wellled_rules
from wellled_rules.api.evaluating import evaluate as quickly
from wellled_rules.api.framework import Framework
from wellled_rules.backends.compiled.tree import decide_tree
from wellled_rules.backends.reference.evaluate import evaluate
from wellled_rules.graph.nodes import Determine
from wellled_rules.graph.trace import Trace

SEEDS = range(150)


def differing(framework: Framework, case: object) -> list[str] | None:
    """Cells of outcomes that come out otherwise; None for a case that was left to the reference."""
    evidence = framework.evidence(case)
    made = decide_tree(framework.graph, evidence)
    if made is None:
        return None
    trace = evaluate(framework.graph, evidence)
    cells = [cell for cell in trace.prepared.plan.places if isinstance(framework.graph.nodes[cell.node], Determine)]
    return [str(cell) for cell in cells if _typed(made.value(cell)) != _typed(trace.value(cell))]


def _typed(value: object) -> tuple[str, object]:
    return type(value).__name__, value


@pytest.mark.parametrize("known", [True, False])
def test_every_fold_over_what_lies_inside_is_the_references(known: bool) -> None:
    answered = 0
    for seed in SEEDS:
        found = differing(markets(), drawn_market(seed, known=known))
        assert found in ([], None), seed
        answered += found is not None
    assert answered == len(SEEDS) if known else answered > len(SEEDS) // 20


def test_a_shipped_case_is_the_references() -> None:
    framework = wellled_rules.load("kloe@2018-03")
    services = [
        {"id": f"s{turn}", "key_question_rating": dict.fromkeys(QUESTIONS, "good") | {"safe": rating}}
        for turn, rating in enumerate(("inadequate", "good", "requires_improvement", "outstanding", "not_rated"))
    ]
    case = {
        "subject": {"level": "trust", "locations": [{"id": "north", "services": services}], "services": services[:2]},
        "assessed_on": "2019-04-01",
        "inputs": {"key_question_rating": {"well_led": "good"}, "use_of_resources": "good"},
    }
    assert differing(framework, case) == []


QUESTIONS = ("safe", "effective", "caring", "responsive", "well_led")


def test_what_is_open_and_needed_leaves_the_case() -> None:
    case = drawn_market(3, known=True)
    case["subject"]["stands"] = [{"id": "s0", "found": {"front": "not_seen", "back": "good"}}]
    assert decide_tree(markets().graph, markets().evidence(case)) is None


def test_what_is_open_and_not_needed_does_not() -> None:
    case = drawn_market(3, known=True)
    case["subject"]["stands"] = [{"id": "s0", "found": {"front": "bad", "back": "bad"}}]
    case["subject"].pop("doubted", None)
    # A limit could act on doubts only where nothing is bad.
    assert differing(markets(), case) == []


def test_outcomes_are_read_without_the_plan_of_the_whole_tree() -> None:
    case = drawn_market(5, known=True)
    case["subject"]["stands"] = [{"id": f"s{turn}", "found": {"front": "good", "back": "fair"}} for turn in range(40)]
    trace = quickly(markets().graph, markets().evidence(case))
    expected = evaluate(markets().graph, trace.evidence)
    assert type(trace) is not Trace
    for cell in expected.outcomes():
        assert trace.value(cell) == expected.value(cell)
        assert "prepared" not in vars(trace)
    for cell in expected.outcomes():
        assert trace.finding(cell) == expected.finding(cell)


_HOUSES = """\
language 1

framework houses@2025-01 "Houses"
    regulator "Housing Office"
    status draft
    covers house
    headline state_of at house, room

source guide "Guide"
    published by "Housing Office"

level house "House"

level room "Room"
    within house

scale state "State"
    best first
    good "Good"
    fair "Fair"
    poor "Poor"

input damp at room "Damp"
    is a state

input aired at room "Aired"
    is yes or no

input light at room "Light"
    is a state

collect below at house "States of the rooms"
    takes state_of of each room
    cites guide

determine state_of at room "State"
    is a state
    first of
        fair otherwise
    cites guide

determine state_of at house "State"
    is a state
    first of
        good when any of below are good
        poor otherwise
    cites guide

step raised at room "Raised"
    on state_of up 1 level
    when {test}
    cites guide
"""


@pytest.mark.parametrize(
    ("test", "seen"),
    [
        ("aired is yes and aired is known", {}),
        ("aired is yes and aired is known", {"aired": "not_seen"}),
        ("light is better than damp", {"damp": "not_applicable"}),
        ("light is better than damp", {"damp": "not_applicable", "light": "insufficient_evidence"}),
        ("light is not good and light is known", {"aired": "yes"}),
    ],
)
def test_what_is_open_beside_what_settles_a_test_is_the_references(test: str, seen: dict[str, str]) -> None:
    case = {"subject": {"level": "house", "rooms": [{"id": "attic", **seen}]}}
    assert differing(framework(_HOUSES.format(test=test)), case) == []
