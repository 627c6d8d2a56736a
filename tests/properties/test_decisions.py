"""What holds of every graph and every case, drawn at random."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.chance import drawn_case, drawn_graph, redrawn

from wellled_rules.backends.reference.enumerate import enumerated
from wellled_rules.backends.reference.evaluate import trial
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.derivation import derive, recompute
from wellled_rules.graph.nodes import Assumption, Constant, Decision, Index, Input, Lookup
from wellled_rules.graph.spread import Open
from wellled_rules.graph.trace import Status, Trace

SEEDS = st.integers(min_value=0, max_value=10**9)
OVERALL = Cell("subject:overall")


def drawn(graph_seed: int, case_seed: int) -> Trace:
    graph = drawn_graph(graph_seed)
    return trial(graph, drawn_case(graph, case_seed))


@settings(max_examples=150, deadline=None)
@given(SEEDS, SEEDS)
def test_possible_is_what_every_completion_gives(graph_seed: int, case_seed: int) -> None:
    trace = drawn(graph_seed, case_seed)
    for cell in trace.outcomes():
        defined = enumerated(trace, cell)
        if defined is None:
            continue
        found = trace.possible(cell)
        assert found.exact
        assert found.values == defined.values
        if trace.status(cell) is Status.UNDETERMINED:
            turning = {trace.entry(place) for place in defined.turning}
            assert set(trace.waits_for(cell)) == turning


@settings(max_examples=150, deadline=None)
@given(SEEDS, SEEDS)
def test_every_cell_recomputes_from_its_predecessors_alone(graph_seed: int, case_seed: int) -> None:
    trace = drawn(graph_seed, case_seed)
    derivation = derive(trace, OVERALL)
    for cell, told in derivation.nodes.items():
        again = recompute(derivation, cell)
        if told["value"] is not None:
            assert again == told["value"], cell
        elif told["exact"]:
            assert isinstance(again, Open), cell
            assert again.values is None or again.values >= set(told["possible"]), cell


@settings(max_examples=150, deadline=None)
@given(SEEDS, SEEDS, SEEDS)
def test_what_is_not_in_the_derivation_could_not_decide(graph_seed: int, case_seed: int, other_seed: int) -> None:
    trace = drawn(graph_seed, case_seed)
    if trace.status(OVERALL) is Status.UNDETERMINED:
        return
    kept = frozenset(derive(trace, OVERALL).nodes)
    other = trial(trace.graph, redrawn(trace.graph, trace.evidence, kept, other_seed))
    assert other.value(OVERALL) == trace.value(OVERALL)


@settings(max_examples=60, deadline=None)
@given(SEEDS, SEEDS)
def test_a_derivation_begins_with_what_was_put_in(graph_seed: int, case_seed: int) -> None:
    trace = drawn(graph_seed, case_seed)
    derivation = derive(trace, OVERALL)
    for cell, count in derivation.in_degree():
        told = derivation.nodes[cell]
        is_source = isinstance(told["node"], Input | Constant | Assumption | Decision | Lookup | Index)
        if count == 0 and not is_source and not told["given"]:
            # A fold over nothing that counts, and an adjustment without a condition, stand on nothing.
            assert told["kind"] in ("aggregate", "moderation"), cell


@settings(max_examples=40, deadline=None)
@given(SEEDS, SEEDS)
def test_a_trace_travels_and_says_the_same(graph_seed: int, case_seed: int) -> None:
    trace = drawn(graph_seed, case_seed)
    there = pickle.loads(pickle.dumps(trace))
    assert there.finding(OVERALL) == trace.finding(OVERALL)


@pytest.mark.parametrize("seed", range(20))
def test_shares_of_what_counts_add_up_to_one(seed: int) -> None:
    trace = drawn(seed, seed)
    derivation = derive(trace, OVERALL)
    for cell in derivation:
        shares = [edge["share"] for _, _, edge in derivation.in_edges(cell, data=True) if edge["share"] is not None]
        assert sum(shares) in (0, 1) or derivation.nodes[cell]["value"] is not None
        assert sum(shares) <= 1
