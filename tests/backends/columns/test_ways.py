"""The compiled loop finds what numpy finds, and runs where it pays."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.chance import drawn_case, drawn_graph
from support.rows import drawn_row, supplied

import wellled_rules
from wellled_rules.backends.columns import ways
from wellled_rules.backends.columns.kernel import BLOCK, Supply, run
from wellled_rules.backends.columns.plan import plan
from wellled_rules.backends.columns.program import Program
from wellled_rules.backends.columns.ways import LEAST_ROWS, PAYS, Way, Worked
from wellled_rules.graph.evidence import Evidence

SEEDS = st.integers(min_value=0, max_value=10**9)
BY_NUMPY = {
    "developmental-review": {"trust"},
    "epc": {"dwelling"},
    "fhrs": {"establishment"},
    "kloe": {"trust", "service"},
    "monitor-well-led": {"trust"},
    "nc-confinement": {"facility"},
    "oversight": {"trust", "metric"},
    "tutorial": {"company", "pool"},
}
"""Levels that numpy works out. No code stands for the days that a row gives, nor for numbers without ends; and where
several exceptions act on one outcome, which of them decided is asked once for each combination."""
DAYS_CHECKED = {"saf": {"trust", "service"}}
"""Levels whose process rules read days, while no outcome does: the loop works out the outcomes."""
SHIPPED = sorted(f"{one.id}@{one.version}" for one in wellled_rules.frameworks())


def same(program: Program, cases: list[Evidence]) -> None:
    """Both ways give the same codes for every row that is not slow, and the same rows are slow."""
    supplies = supplied(program, cases)
    first, other = (run(program, supplies, len(cases), way=way) for way in (Way.ARRAYS, Way.LOOP))
    assert first.slow.tolist() == other.slow.tolist()
    for turn, codes in first.codes.items():
        assert codes.dtype == other.codes[turn].dtype
        assert codes[~first.slow].tolist() == other.codes[turn][~first.slow].tolist()


@settings(max_examples=100, deadline=None)
@given(SEEDS, st.booleans())
def test_drawn_graphs_are_the_same_both_ways(seed: int, slots: bool) -> None:
    graph = drawn_graph(seed)
    cases = [drawn_row(graph, "subject", Random(seed + turn), (0, 0.1)[turn % 2]) for turn in range(8)]
    same(plan(graph, "subject", slots=slots), [*cases, drawn_case(graph, seed)])


@pytest.mark.parametrize("framework", SHIPPED)
def test_shipped_frameworks_are_the_same_both_ways(framework: str) -> None:
    graph = wellled_rules.load(framework).graph
    for level in graph.levels:
        chance = Random(f"{framework} {level}")
        program = plan(graph, level, slots=level not in DAYS_CHECKED.get(framework.partition("@")[0], ()))
        if level in BY_NUMPY.get(framework.partition("@")[0], ()):
            assert program.orders is None, "the loop can't run it"
            continue
        assert program.orders is not None, "the loop runs it"
        same(program, [drawn_row(graph, level, chance, chance.choice((0, 0, 0.05))) for _ in range(200)])


@pytest.mark.parametrize("rows", [0, 1, 4_096, 4_097, BLOCK, BLOCK + 1, 200_001])
def test_every_row_of_every_block_is_worked_out(rows: int) -> None:
    program = plan(wellled_rules.load("saf-local-authority@2024-12").graph, "local_authority")
    chance = np.random.default_rng(rows)
    sizes = {turn: one.coding.entries for turn, one in program.given if one.coding is not None}
    supplies = {turn: Supply(chance.integers(0, len(one), rows).astype(np.uint8)) for turn, one in sizes.items()}
    first, other = (run(program, supplies, rows, way=way) for way in (Way.ARRAYS, Way.LOOP))
    assert np.array_equal(first.slow, other.slow)
    assert rows < 100 or first.slow.any()
    for turn, codes in first.codes.items():
        assert np.array_equal(codes[~first.slow], other.codes[turn][~first.slow])


def test_codes_that_do_not_lie_side_by_side_are_read_all_the_same() -> None:
    program = plan(wellled_rules.load("saf-local-authority@2024-12").graph, "local_authority")
    every = np.random.default_rng(1).integers(1, 5, (5_000, len(program.given))).astype(np.uint8)
    apart = {turn: Supply(every[:, place]) for place, (turn, _) in enumerate(program.given)}
    together = {turn: Supply(one.codes.copy()) for turn, one in apart.items()}
    first, other = run(program, together, 5_000, way=Way.ARRAYS), run(program, apart, 5_000, way=Way.LOOP)
    assert all(np.array_equal(codes, other.codes[turn]) for turn, codes in first.codes.items())


@pytest.mark.parametrize("way", [Way.ARRAYS, Way.LOOP])
def test_runs_at_once_do_not_disturb_each_other(way: Way) -> None:
    program = plan(wellled_rules.load("saf-local-authority@2024-12").graph, "local_authority")

    def supplied_by(seed: int) -> dict[int, Supply]:
        every = np.random.default_rng(seed).integers(1, 5, (len(program.given), 30_000)).astype(np.uint8)
        return {turn: Supply(every[place]) for place, (turn, _) in enumerate(program.given)}

    def found(seed: int) -> list[bytes]:
        return [codes.tobytes() for codes in run(program, supplied_by(seed), 30_000, way=way).codes.values()]

    alone = [found(seed) for seed in range(24)]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(found, range(24))) == alone


def test_the_loop_is_taken_once_it_has_paid() -> None:
    worked = Worked()
    assert not worked.is_loop(Way.CHOSEN, 100, LEAST_ROWS)
    assert worked.is_loop(Way.LOOP, 1, 1)
    assert not worked.is_loop(Way.ARRAYS, PAYS, PAYS)
    assert worked.is_loop(Way.CHOSEN, 100, PAYS // 100 + 1)
    assert worked.is_loop(Way.CHOSEN, 100, LEAST_ROWS)
    assert not worked.is_loop(Way.CHOSEN, 100, LEAST_ROWS - 1)


def test_many_runs_pay_as_one_does() -> None:
    worked = Worked()
    found = [worked.is_loop(Way.CHOSEN, 1_000, 2**20) for _ in range(10)]
    assert (found[0], found[-1]) == (False, True)
    assert found == sorted(found)


def test_without_numba_numpy_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ways, "has_loop", lambda: False)
    assert not Worked().is_loop(Way.CHOSEN, PAYS, LEAST_ROWS)
