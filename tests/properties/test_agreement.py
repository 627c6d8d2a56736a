"""What every engine makes of frameworks and cases drawn at random, held to what the rules mean.

A block is ten frameworks with ten cases each. `WELLLED_DRAWS` says how many draws there are (1,000 unless said
otherwise), `WELLLED_FIRST_SEED` where they begin, so that several processes can share a long run:

    WELLLED_DRAWS=1000000 pytest tests/properties/test_agreement.py -x -q
"""

from __future__ import annotations

import json
import os
import pickle
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import prod
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from support.drawn import read_dot, read_mermaid
from support.engines import ENGINES, findings
from support.generate import Drawn, counted, drawn_framework
from support.generate_cases import drawn_case, states

from wellled_rules.api import Result
from wellled_rules.backends.reference.enumerate import enumerated
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.cells import Cell, FillStep
from wellled_rules.graph.derivation import derive, recompute
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.nodes import AdjustmentKind, Input
from wellled_rules.graph.spread import Open
from wellled_rules.graph.steps import completions
from wellled_rules.graph.trace import Status, Trace
from wellled_rules.semantics.clauses import TABLE
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.missing import State
from wellled_rules.values.operators import OPERATORS

FRAMEWORKS, CASES = 10, 10
BLOCKS = -(-int(os.environ.get("WELLLED_DRAWS", "1000")) // (FRAMEWORKS * CASES))
FIRST = int(os.environ.get("WELLLED_FIRST_SEED", "0"))
_KEPT = 10
_MOST_COMPLETIONS = 600


@dataclass(frozen=True)
class Draw:
    """One framework, one case, and what the reference makes of it. refused: as first drawn, where that is refused."""

    drawn: Drawn
    number: int
    case: dict[str, Any]
    evidence: Evidence
    trace: Trace
    refused: Evidence | None

    def __str__(self) -> str:
        return f"framework {self.drawn.seed}, case {self.number}"


@lru_cache(maxsize=_KEPT)
def block_of(number: int) -> tuple[Draw, ...]:
    """Draws of one block: a function of its number alone."""
    found = (drawn_framework(FIRST + number * FRAMEWORKS + turn) for turn in range(FRAMEWORKS))
    return tuple(draw for one in found for draw in _draws(one))


def _draws(drawn: Drawn) -> Iterator[Draw]:
    for number in range(CASES):
        case = drawn_case(drawn.graph, drawn.seed * CASES + number)
        evidence, refused = drawn.framework.evidence(case), None
        try:
            trace = ENGINES["reference"](drawn.graph, evidence)
        except CaseError:
            # A moderation beyond its reach is the one refusal that waits for evaluation.
            case, refused = {**case, "decisions": []}, evidence
            evidence = drawn.framework.evidence(case)
            trace = ENGINES["reference"](drawn.graph, evidence)
        yield Draw(drawn, number, case, evidence, trace, refused)


@pytest.fixture(scope="module", params=range(BLOCKS))
def block(request: pytest.FixtureRequest) -> tuple[Draw, ...]:
    return block_of(request.param)


# --- what is drawn -----------------------------------------------------------------------------


def expected() -> frozenset[str]:
    """All that must occur: kinds of declaration, rows of both tables, kinds of exception, states of entries."""
    kinds = [kind for kind in TABLE if not kind.startswith("member of")]
    return frozenset(
        {
            *(f"kind:{kind}" for kind in (*kinds, "use", "replace", "remove", "add to")),
            *(f"operator:{name}" for name in OPERATORS),
            *(f"fold:{name}" for name in FOLDS),
            *(f"exception:{kind}" for kind in AdjustmentKind),
            *(f"state:{state}" for state in State),
            *("case:given", "case:decisions"),
        }
    )


def test_every_construct_occurs_in_one_draw_of_a_hundred_or_more() -> None:
    draws = [draw for number in range(min(BLOCKS, _KEPT)) for draw in block_of(number)]
    held = {one.seed: counted(one) for one in {draw.drawn.seed: draw.drawn for draw in draws}.values()}
    found = Counter(name for draw in draws for name in (*held[draw.drawn.seed], *states(draw.drawn.graph, draw.case)))
    for name, count in sorted(found.items(), key=lambda pair: pair[1]):
        print(f"{100 * count // len(draws):>3} %  {name}")
    rare = {name: found[name] for name in expected() if 100 * found[name] < len(draws)}
    assert rare == {}


# --- what must hold ----------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
def test_engines_find_the_same(engine: str, block: tuple[Draw, ...]) -> None:
    for draw in block:
        other = ENGINES[engine](draw.drawn.graph, draw.evidence)
        assert findings(other) == findings(draw.trace), draw


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
            assert found.exact, (draw, cell)
            assert found.values == defined.values, (draw, cell)
            if trace.status(cell) is Status.UNDETERMINED and len(defined.values) > 1:
                turning = {trace.prepared.home(place) for place in defined.turning}
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
    for draw in block[:: CASES // 5]:
        validator.validate(json.loads(Result(draw.trace).to_json()))


def test_explanations_are_told_in_every_form(block: tuple[Draw, ...]) -> None:
    for draw in block[::CASES]:
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
    for draw in block[:: CASES // 2]:
        framework = pickle.loads(pickle.dumps(draw.drawn.framework))
        said = Result(draw.trace).to_json()
        assert Result(ENGINES["reference"](draw.drawn.graph, draw.evidence)).to_json() == said, draw
        there = framework.evaluate(draw.case)
        assert findings(there.trace) == findings(draw.trace), draw
        assert pickle.loads(pickle.dumps(there)).to_dict()["outcomes"] == there.to_dict()["outcomes"], draw


def test_rules_are_drawn(block: tuple[Draw, ...]) -> None:
    for draw in block[::CASES]:
        framework = draw.drawn.framework
        mermaid, dot = read_mermaid(framework.to_mermaid()), read_dot(framework.to_dot())
        assert mermaid.arrows == dot.arrows, draw
        assert mermaid.groups == [level.title for level in framework.graph.levels.values()], draw
