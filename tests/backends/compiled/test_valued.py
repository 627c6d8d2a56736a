"""What `valued` takes for granted of operators is what their rows say."""

from __future__ import annotations

import pytest

from wellled_rules.backends.compiled.valued import DIVISORS, FACTORS
from wellled_rules.values.missing import OUT
from wellled_rules.values.operators import OPERATORS


@pytest.mark.parametrize("op", DIVISORS)
def test_nothing_is_divided_by_nought(op: str) -> None:
    args = [3, 3]
    assert OPERATORS[op].meaning(tuple(args), None) != OUT
    args[DIVISORS[op]] = 0
    assert OPERATORS[op].meaning(tuple(args), None) == OUT


@pytest.mark.parametrize("op", FACTORS)
def test_nought_times_anything_is_nought(op: str) -> None:
    assert {OPERATORS[op].meaning(args, None) for args in ((0, 3), (3, 0), (0, 0))} == {0}
