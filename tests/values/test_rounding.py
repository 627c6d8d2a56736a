from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellled_rules.values.rounding import Rounding, rounded

RULES = st.sampled_from(list(Rounding))
PLACES = st.integers(0, 9)
NUMBERS = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**6)
SAME = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.HALF_DOWN: ROUND_HALF_DOWN,
    Rounding.UP: ROUND_UP,
    Rounding.DOWN: ROUND_DOWN,
}


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (Fraction(125, 2), {"half_up": 63, "half_even": 62, "half_down": 62, "up": 63, "down": 62}),
        (Fraction(127, 2), {"half_up": 64, "half_even": 64, "half_down": 63, "up": 64, "down": 63}),
        (Fraction(-5, 2), {"half_up": -3, "half_even": -2, "half_down": -2, "up": -3, "down": -2}),
        (Fraction(61, 3), {"half_up": 20, "half_even": 20, "half_down": 20, "up": 21, "down": 20}),
        (7, {"half_up": 7, "half_even": 7, "half_down": 7, "up": 7, "down": 7}),
    ],
)
def test_each_rule_on_what_tells_them_apart(number: int | Fraction, expected: dict[str, int]) -> None:
    assert {rule.value: rounded(number, 0, rule) for rule in Rounding} == expected


@given(NUMBERS, PLACES, RULES)
def test_rounding_is_idempotent_and_on_the_grid(number: Fraction, places: int, rule: Rounding) -> None:
    once = rounded(number, places, rule)
    assert (once * 10**places).denominator == 1
    assert rounded(once, places, rule) == once


@given(NUMBERS, PLACES, RULES)
def test_rounding_moves_less_than_a_step_and_halves_at_most_half_a_step(
    number: Fraction, places: int, rule: Rounding
) -> None:
    moved = abs(rounded(number, places, rule) - number) * 10**places
    assert moved < 1
    if rule not in (Rounding.UP, Rounding.DOWN):
        assert moved <= Fraction(1, 2)


@given(NUMBERS, PLACES, RULES)
def test_a_sign_never_matters(number: Fraction, places: int, rule: Rounding) -> None:
    assert rounded(-number, places, rule) == -rounded(number, places, rule)


@given(NUMBERS, NUMBERS, PLACES, RULES)
def test_order_is_kept(one: Fraction, other: Fraction, places: int, rule: Rounding) -> None:
    low, high = sorted((one, other))
    assert rounded(low, places, rule) <= rounded(high, places, rule)


@given(NUMBERS, PLACES)
def test_rules_lie_between_down_and_up(number: Fraction, places: int) -> None:
    sizes = {rule: abs(rounded(number, places, rule)) for rule in Rounding}
    assert sizes[Rounding.DOWN] <= abs(number) <= sizes[Rounding.UP]
    assert sizes[Rounding.DOWN] <= sizes[Rounding.HALF_DOWN] <= sizes[Rounding.HALF_EVEN]
    assert sizes[Rounding.HALF_EVEN] <= sizes[Rounding.HALF_UP] <= sizes[Rounding.UP]


@given(st.integers(-(10**12), 10**12), st.integers(0, 12), PLACES, RULES)
def test_decimals_round_as_the_decimal_module_rounds_them(digits: int, power: int, places: int, rule: Rounding) -> None:
    exact = Decimal(digits).scaleb(-power)
    grid = exact.quantize(Decimal(1).scaleb(-places), SAME[rule], Context(prec=60))
    assert rounded(Fraction(exact), places, rule) == Fraction(grid)


@given(NUMBERS, RULES)
def test_whole_answers_are_whole_numbers(number: Fraction, rule: Rounding) -> None:
    assert type(rounded(number, 0, rule)) is int
