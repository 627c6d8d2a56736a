"""The five named rounding rules, on exact rationals."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

__all__ = ["Rounding", "rounded"]


class Rounding(StrEnum):
    """A rounding rule; "half" names what becomes of a number midway between two steps.

    half_up: away from zero. half_down: towards zero. half_even: to the even step.
    up: every remainder away from zero. down: every remainder towards zero.
    """

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    HALF_DOWN = "half_down"
    UP = "up"
    DOWN = "down"


def rounded(number: int | Fraction, places: int, rule: Rounding) -> int | Fraction:
    """`number` on the grid of 10**-places (0 to 9 places), by `rule`; exact, whole numbers as `int`."""
    if isinstance(number, int):
        return number
    scaled = abs(number) * 10**places
    low = floor(scaled)
    rest = scaled - low
    half = Fraction(1, 2)
    match rule:
        case Rounding.UP:
            steps = ceil(scaled)
        case Rounding.DOWN:
            steps = low
        case Rounding.HALF_UP:
            steps = low + (rest >= half)
        case Rounding.HALF_DOWN:
            steps = low + (rest > half)
        case Rounding.HALF_EVEN:
            steps = low + (rest > half or (rest == half and low % 2 == 1))
    signed = -steps if number < 0 else steps
    found = Fraction(signed, 10**places)
    return found.numerator if found.denominator == 1 else found
