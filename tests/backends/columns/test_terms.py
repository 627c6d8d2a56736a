"""A term gives, by arithmetic on codes, what it was made to give, and never more than it says."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellled_rules.backends.columns.coding import in_sequence, width
from wellled_rules.backends.columns.columns import Folded, Given
from wellled_rules.backends.columns.kernel import Supply, run
from wellled_rules.backends.columns.program import Program
from wellled_rules.backends.columns.terms import Comparison, Term, term
from wellled_rules.backends.columns.ways import Way
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Input

SIZES = st.integers(0, 40) | st.integers(0, 3_000) | st.integers(0, 40_000)
AMOUNTS = SIZES.flatmap(lambda most: st.dictionaries(st.integers(0, 11), st.integers(0, most), min_size=1))


def summed(terms: tuple[Term, ...], codes: list[np.ndarray], largest: bool = False) -> np.ndarray:
    """What both kernels give, which is the same."""
    kind = width((max if largest else sum)(one.most for one in terms) + 1)
    coding = in_sequence(range(np.iinfo(kind).max + 1 if kind is not np.uint32 else 2**17))
    folded = Folded(terms, largest, kind, (), len(coding.entries), coding, False)
    inputs = [Given(Cell("subject:score"), cast("Input", None), in_sequence(range(12))) for _ in codes]
    cells = {Cell("subject:score"): len(codes)}
    program = Program(cast("DeterminationGraph", None), "subject", (*inputs, folded), cells, {}, None)
    supplies = {turn: Supply(one) for turn, one in enumerate(codes)}
    found, other = (run(program, supplies, len(codes[0]), way=way).codes[len(codes)] for way in (Way.ARRAYS, Way.LOOP))
    assert found.dtype == other.dtype == coding.dtype
    assert np.array_equal(found, other)
    return found


@settings(deadline=None)
@given(st.lists(AMOUNTS, min_size=1, max_size=5), st.booleans())
def test_terms_give_their_amounts(rows: list[dict[int, int]], largest: bool) -> None:
    terms = tuple(term(turn, amounts, 12) for turn, amounts in enumerate(rows))
    codes = [np.array([sorted(amounts)[turn % len(amounts)] for turn in range(24)], np.uint8) for amounts in rows]
    want = [(max if largest else sum)(amounts[int(code[i])] for amounts, code in zip(rows, codes)) for i in range(24)]
    assert summed(terms, codes, largest).tolist() == want


@settings(deadline=None)
@given(AMOUNTS)
def test_no_code_gives_more_than_most(amounts: dict[int, int]) -> None:
    one = term(0, amounts, 12)
    every = np.arange(12, dtype=np.uint8)
    assert int(summed((one,), [every]).max()) <= one.most


@pytest.mark.parametrize(
    ("amounts", "test"),
    [
        ({0: 0, 1: 1, 2: 1, 3: 1}, Comparison.IS_NOT),
        ({0: 0, 1: 1, 2: 0, 3: 0}, Comparison.IS),
        ({0: 0, 1: 1, 2: 1, 3: 0, 4: 0}, Comparison.WITHIN),
    ],
)
def test_a_test_on_entries_is_one_comparison(amounts: dict[int, int], test: Comparison) -> None:
    assert term(0, amounts, 6).test is test
    assert term(0, amounts, 6).table is None


def test_scores_that_count_as_themselves_are_added_as_they_are() -> None:
    one = term(0, {0: 0, 1: 1, 2: 2, 3: 3, 4: 4}, 10)
    assert (one.times, one.plus, one.table) == (1, 0, None)


def test_a_mean_is_one_straight_line_beside_what_is_left_out() -> None:
    one = term(0, {0: 0, 1: 34, 2: 35, 3: 36, 4: 37}, 10)
    assert (one.times, one.plus, one.test, one.at) == (1, 33, Comparison.IS_NOT, 0)


def test_sums_have_explicit_widths() -> None:
    assert [width(size) for size in (2**8, 2**8 + 1, 2**16, 2**16 + 1)] == [np.uint8, np.uint16, np.uint16, np.uint32]
    with pytest.raises(OverflowError):
        width(2**31 + 1)
