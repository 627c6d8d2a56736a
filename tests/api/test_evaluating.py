"""Which reading answers a case: the reference at first and where a case is open, the compiled function for the rest."""

from __future__ import annotations

import pickle

import pytest
from support.generate import drawn_framework
from support.generate_cases import drawn_case

from wellled_rules import CaseError, Framework, load
from wellled_rules.api.evaluating import _PAYS, decision
from wellled_rules.backends.compiled.filled import Filled


def local_authority() -> Framework:
    # A copy of its own: what a graph was asked before is kept with it.
    return pickle.loads(pickle.dumps(load("saf-local-authority@2024-12")))


def scores(framework: Framework, score: int) -> dict[str, object]:
    (level,) = framework.graph.levels
    node = framework.graph.nodes[f"{level}:statement_score"]
    return {"inputs": {"statement_score": {one: score for (one,) in framework.graph.cells(node)}}}


def test_a_few_cases_are_answered_by_the_reference_and_then_the_level_is_compiled() -> None:
    framework = local_authority()
    results = [framework.evaluate(scores(framework, 3)) for _ in range(_PAYS + 1)]

    assert [isinstance(one.trace.known, Filled) for one in results] == [False] * _PAYS + [True]
    assert {one.to_json() for one in results} == {results[0].to_json()}
    assert results[-1].explain().to_json() == results[0].explain().to_json()
    assert results[-1].trace == results[0].trace
    assert pickle.loads(pickle.dumps(results[-1])).to_json() == results[0].to_json()


def test_what_is_open_is_answered_by_the_reference_however_often_it_is_asked() -> None:
    framework = local_authority()
    results = [framework.evaluate({}) for _ in range(_PAYS + 2)]

    assert decision(framework.graph, framework.evidence({})) is None
    assert {str(one["overall"].status) for one in results} == {"undetermined"}


@pytest.mark.parametrize("seed", range(12))
def test_results_are_the_same_before_and_after_compiling(seed: int) -> None:
    framework = drawn_framework(seed).framework
    cases = [drawn_case(framework.graph, seed * 100 + turn) for turn in range(8)]

    def told() -> list[str]:
        found = []
        for case in cases:
            try:
                found.append(framework.evaluate(case).to_json())
            except CaseError as error:
                found.append(str([one.pointer for one in error.diagnostics]))
        return found

    first = told()
    for level in framework.graph.levels:
        framework.graph.memo["asked", level] = _PAYS
    assert told() == first
