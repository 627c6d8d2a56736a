"""Subjects of whom the same is known are worked out once, and nothing found of them differs for that."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pytest
from support.agreement import draws
from support.engines import findings

from wellled_rules import Framework, load
from wellled_rules.api.result import Result
from wellled_rules.backends.reference.evaluate import evaluate
from wellled_rules.graph import alike, spread, sweeper
from wellled_rules.graph.cells import Place, Step
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.slices import Folded
from wellled_rules.graph.steps import Held, Values
from wellled_rules.graph.sweep import Reached

RULES = """\
language 1

framework halls@2025-01 "Halls"
    status draft
    covers hall
    headline verdict

source guide "Guide"
    published by "Hall Office"

level hall "Hall"

level room "Room"
    within hall

scale grade "Grade"
    best first
    good "Good"
    fair "Fair"
    poor "Poor"

set side "Side"
    north "North"
    south "South"

input mark at room "Mark"
    for each side
    is a grade

determine of_room at room "Grade of a room"
    is a grade
    first of
        poor when any of mark are poor
        good when none of mark are poor and at least 1 of mark is good
        fair when all of mark are fair
    cites guide "1"

collect of_rooms at hall "Grades of its rooms"
    takes of_room of each room

determine counted at hall "Rooms"
    is a whole number
    equals number of of_rooms
    cites guide "2"

determine needed at hall "How many it takes"
    is a whole number
    by counted
        1 when 8 or less
        2 when 9 or more
    cites guide "2"

determine verdict at hall "Verdict"
    is a grade
    first of
        poor when at least needed of of_rooms are poor
        good when at least needed of of_rooms are good
        fair otherwise
    cites guide "2"
"""

FEW, MANY = 10, 40


@pytest.fixture(scope="module")
def framework(tmp_path_factory: pytest.TempPathFactory) -> Framework:
    place = tmp_path_factory.mktemp("halls") / "halls.wlr"
    place.write_text(RULES, encoding="utf-8")
    return load(place)


def hall(count: int, known: int = 0) -> dict[str, Any]:
    """A hall of rooms of which nothing is known, but of some of them one mark."""
    rooms: list[dict[str, Any]] = [{"id": str(turn)} for turn in range(count)]
    for room in rooms[:known]:
        room["inputs"] = {"mark": {"north": "good"}}
    return {"subject": {"level": "hall", "id": "H", "rooms": rooms}}


def sweeps(monkeypatch: pytest.MonkeyPatch, framework: Framework, case: dict[str, Any]) -> int:
    """How often something was swept for all that is told of a case."""
    counted: list[tuple[Place, ...]] = []
    reached = sweeper.Sweeper.reached

    def counting(self: sweeper.Sweeper, folded: Folded, places: tuple[Place, ...]) -> Reached:
        counted.append(places)
        return reached(self, folded, places)

    with monkeypatch.context() as patch:
        patch.setattr(sweeper.Sweeper, "reached", counting)
        framework.evaluate(case).to_decision()
    return len(counted)


@pytest.mark.parametrize("known", [0, 2])
def test_more_of_the_same_ask_for_no_more(monkeypatch: pytest.MonkeyPatch, framework: Framework, known: int) -> None:
    few = sweeps(monkeypatch, framework, hall(FEW, known))
    assert few > FEW
    assert sweeps(monkeypatch, framework, hall(MANY, known)) == few


def test_each_waits_for_its_own_entries(framework: Framework) -> None:
    result = framework.evaluate(hall(FEW, known=1))
    assert result.at("room/0")["of_room"].waits_for == ("mark/south@room/0",)
    for turn in range(1, FEW):
        room = result.at(f"room/{turn}")["of_room"]
        assert room.waits_for == (f"mark/north@room/{turn}", f"mark/south@room/{turn}")
        assert [str(one) for one in room.possible] == ["good", "fair", "poor"]


def test_what_is_one_value_whatever_is_chosen_bounds_what_is_counted(
    monkeypatch: pytest.MonkeyPatch, framework: Framework
) -> None:
    """No one rule says that a room has a grade, but each has; to count to forty takes hundreds of states."""
    monkeypatch.setattr(sweeper, "_MOST_STATES", 40)
    verdict = framework.evaluate(hall(MANY))["verdict"]
    assert (verdict.exact, [str(one) for one in verdict.possible]) == (True, ["good", "fair", "poor"])


def performed(monkeypatch: pytest.MonkeyPatch, framework: Framework, case: dict[str, Any]) -> int:
    """How often a step was performed place by place."""
    counted: list[Step] = []
    perform = spread.perform

    def counting(step: Step, values: Values) -> Held:
        counted.append(step)
        return perform(step, values)

    with monkeypatch.context() as patch:
        patch.setattr(spread, "perform", counting)
        framework.evaluate(case).to_decision()
    return len(counted)


@pytest.mark.parametrize("known", [0, 2])
def test_place_by_place_each_more_costs_the_same(
    monkeypatch: pytest.MonkeyPatch, framework: Framework, known: int
) -> None:
    few = performed(monkeypatch, framework, hall(MANY, known))
    assert performed(monkeypatch, framework, hall(4 * MANY, known)) < 4.4 * few


def test_of_hundreds_of_subjects_parts_are_still_found(framework: Framework) -> None:
    """Three folds side by side over all of them meet only at their end."""
    verdict = framework.evaluate(hall(800))["verdict"]
    assert (verdict.exact, [str(one) for one in verdict.possible]) == (True, ["good", "fair", "poor"])


def told(graph: DeterminationGraph, evidence: Evidence) -> list[object]:
    """All that is found of every subject."""
    trace = evaluate(graph, evidence)
    return [*findings(trace), [one.to_dict() for one in Result(trace).subjects], trace.notices]


@pytest.mark.parametrize("seed", range(40, 52))
def test_nothing_differs_from_each_by_itself(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    trees = [one for one in islice(draws(seed, 12), 12) if one.evidence.inside]
    shared = [told(one.drawn.graph, one.evidence) for one in trees]
    monkeypatch.setattr(alike.Alike, "first", lambda self, place: place)
    assert shared == [told(one.drawn.graph, one.evidence) for one in trees]
