"""What every engine makes of frameworks and cases drawn at random, held to what the rules mean.

A block is ten frameworks with a hundred cases each. All are compared; the first few cases of each framework are also
held to the definition, drawn, told and sent on. `WELLLED_DRAWS` says how many draws there are (10,000 unless said
otherwise), `WELLLED_FIRST_SEED` where they begin. `agree.py` does the comparing alone, for a million.
"""

from __future__ import annotations

import json
import os
import pickle
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from math import prod

import pytest
from jsonschema import Draft202012Validator
from support.agreement import DisagreementError, Draw, Tally, compared, draws, same
from support.drawn import read_dot, read_mermaid
from support.engines import ENGINES, findings
from support.occurring import expected

from wellled_rules.api import Result
from wellled_rules.backends.reference.enumerate import enumerated
from wellled_rules.cases.canonical import canonical
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.cells import Cell, FillStep
from wellled_rules.graph.derivation import derive, recompute
from wellled_rules.graph.nodes import Input
from wellled_rules.graph.spread import Open
from wellled_rules.graph.steps import completions
from wellled_rules.graph.trace import Finding, Status, Trace

FRAMEWORKS, CASES, CLOSELY = 10, 100, 6
BLOCKS = -(-int(os.environ.get("WELLLED_DRAWS", "10000")) // (FRAMEWORKS * CASES))
FIRST = int(os.environ.get("WELLLED_FIRST_SEED", "0"))
_MOST_COMPLETIONS = 600


def seeds(number: int) -> range:
    """The frameworks of one block."""
    return range(FIRST + number * FRAMEWORKS, FIRST + (number + 1) * FRAMEWORKS)


@cache
def tally(number: int) -> Tally:
    """What comparing one block found; the same however often it is asked."""
    made = Tally()
    for seed in seeds(number):
        made.add(compared(seed, CASES))
    return made


@lru_cache(maxsize=1)
def block_of(number: int) -> tuple[Draw, ...]:
    """The draws of one block that are looked at closely."""
    return tuple(draw for seed in seeds(number) for draw in draws(seed, CLOSELY))


@pytest.fixture(scope="module", params=range(BLOCKS))
def block(request: pytest.FixtureRequest) -> tuple[Draw, ...]:
    return block_of(request.param)


# --- what is drawn, and compared ---------------------------------------------------------------


@pytest.mark.parametrize("number", range(BLOCKS))
def test_engines_agree(number: int) -> None:
    assert tally(number).draws == FRAMEWORKS * CASES


@pytest.mark.parametrize("seed", [2166095])
def test_frameworks_on_which_engines_once_differed(seed: int) -> None:
    assert compared(seed, CLOSELY).draws == CLOSELY


def test_every_construct_occurs_in_one_draw_of_a_hundred_or_more() -> None:
    made = Tally()
    for number in range(BLOCKS):
        made.add(tally(number))
    print(made.told())
    assert {name: made.constructs[name] for name in expected() if 100 * made.constructs[name] < made.draws} == {}


def test_the_quick_ways_answer_a_good_share() -> None:
    made = Tally()
    for number in range(BLOCKS):
        made.add(tally(number))
    assert 10 * made.fast["compiled"] > 3 * made.draws
    assert 10 * made.fast["columns"] > 4 * made.rows
    # A case with subjects inside, with decisions or with what is given is no row.
    assert 3 * made.rows > made.draws


def test_a_difference_is_told_with_its_draw() -> None:
    draw = next(draws(FIRST, 1))
    with pytest.raises(DisagreementError, match=f"framework {FIRST}, case 0: x says 1, the reference 2"):
        same(draw, "x", 1, 2)


# --- what must hold of a few of them -------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
def test_engines_refuse_the_same(engine: str, block: tuple[Draw, ...]) -> None:
    for draw in block:
        if draw.refused is not None:
            with pytest.raises(CaseError):
                ENGINES[engine](draw.drawn.graph, draw.refused)


@pytest.mark.parametrize("engine", ENGINES)
def test_possible_is_what_every_completion_gives(engine: str, block: tuple[Draw, ...]) -> None:
    for draw in block:
        trace = ENGINES[engine](draw.drawn.graph, draw.evidence)
        for cell in trace.outcomes():
            if not _is_small(draw.trace, cell) or (defined := enumerated(draw.trace, cell)) is None:
                continue
            found = trace.possible(cell)
            node = draw.drawn.graph.nodes[cell.node]
            if isinstance(node, Input) and trace.status(cell) is Status.UNDETERMINED:
                # Nobody gave it, and no rule makes anything of it: it may come to all of its type. That holds of a
                # subject that the rules are not for as well, to whom it is not told.
                assert found.values == frozenset(completions(node.type) or ()), (draw, cell)
                continue
            assert found.exact, (draw, cell)
            assert found.values == defined.values, (draw, cell)
            if trace.status(cell) is Status.UNDETERMINED and len(defined.values) > 1:
                turning = {trace.entry(place) for place in defined.turning}
                assert set(trace.waits_for(cell)) == turning, (draw, cell)


def test_what_is_not_given_and_passed_on_waits_for_its_entry(block: tuple[Draw, ...]) -> None:
    for draw in block:
        for cell in draw.trace.outcomes():
            found = draw.trace.finding(cell)
            if found.status is Status.UNDETERMINED and len(found.possible) == 1:
                assert found.waits_for, (draw, cell)
                assert all(isinstance(draw.drawn.graph.nodes[one.node], Input) for one in found.waits_for), (draw, cell)


def _is_small(trace: Trace, cell: Cell) -> bool:
    """Whether the completions behind a cell are few enough to be counted out here."""
    plan = trace.prepared.plan
    behind = trace.prepared.ancestors((plan.places[cell],), trace.settled)
    steps = [plan.steps[one] for one in behind if one not in trace.settled]
    sizes = [completions(step.type) for step in steps if isinstance(step, FillStep)]
    return all(one is not None for one in sizes) and prod(len(one or ()) for one in sizes) <= _MOST_COMPLETIONS


def test_every_cell_recomputes_from_its_predecessors_alone(block: tuple[Draw, ...]) -> None:
    for draw in block:
        for cell in draw.trace.outcomes():
            derivation = derive(draw.trace, cell)
            for one, told in derivation.nodes.items():
                again = recompute(derivation, one)
                if told["value"] is not None:
                    assert again == told["value"], (draw, cell, one)
                elif told["exact"]:
                    assert isinstance(again, Open), (draw, cell, one)
                    assert again.values is None or again.values >= set(told["possible"]), (draw, cell, one)


def test_results_are_valid_json(block: tuple[Draw, ...]) -> None:
    schema = files("wellled_rules.api").joinpath("schemas", "result-1.json").read_text("utf-8")
    validator = Draft202012Validator(json.loads(schema))
    for draw in block[::2]:
        validator.validate(json.loads(Result(draw.trace).to_json()))


def test_explanations_are_told_in_every_form(block: tuple[Draw, ...]) -> None:
    for draw in block[::CLOSELY]:
        result = Result(draw.trace)
        for cell in draw.trace.outcomes()[-2:]:
            told = result.explain(cell)
            assert told.headline in told.to_text(plain=True, everything=True), draw
            assert told.to_text(), draw
            assert json.loads(told.to_json())["schema"] == "wellled.explanation/1"
            assert told.to_html().endswith("</html>\n"), draw
            for everything in (False, True):
                mermaid = read_mermaid(told.to_mermaid(everything=everything))
                dot = read_dot(told.to_dot(everything=everything))
                assert mermaid.arrows == dot.arrows, draw


def test_evaluation_says_the_same_twice_and_after_travel(block: tuple[Draw, ...]) -> None:
    for draw in block[:: CLOSELY // 2]:
        framework = pickle.loads(pickle.dumps(draw.drawn.framework))
        said = Result(draw.trace).to_json()
        assert Result(ENGINES["reference"](draw.drawn.graph, draw.evidence)).to_json() == said, draw
        there = framework.evaluate(canonical(draw.evidence))
        # The canonical form has subjects inside in the order of their ids, and what is waited for is told in theirs.
        assert [*map(_unordered, findings(there.trace))] == [*map(_unordered, findings(draw.trace))], draw
        assert pickle.loads(pickle.dumps(there)).to_dict()["outcomes"] == there.to_dict()["outcomes"], draw


def _unordered(one: Finding) -> tuple[Finding, frozenset[Cell]]:
    return replace(one, waits_for=()), frozenset(one.waits_for)


def test_rules_are_drawn(block: tuple[Draw, ...]) -> None:
    for draw in block[::CLOSELY]:
        framework = draw.drawn.framework
        mermaid, dot = read_mermaid(framework.to_mermaid()), read_dot(framework.to_dot())
        assert mermaid.arrows == dot.arrows, draw
        assert mermaid.groups == [level.title for level in framework.graph.levels.values()], draw
