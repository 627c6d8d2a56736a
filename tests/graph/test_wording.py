"""Values and cases in the words of those who write rules."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from wellled_rules.graph.regions import Region
from wellled_rules.graph.steps import Held
from wellled_rules.graph.wording import joined, listed, stretch_words, value_words
from wellled_rules.values.missing import OUT
from wellled_rules.values.rounding import Rounding


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (3, "3"),
        (Fraction(125, 2), "62.5"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(350, 9), "350/9 (about 38.89)"),
        (Fraction(1, 10**9), "0.000000001"),
        (True, "yes"),
        (False, "no"),
        (OUT, "not_applicable"),
        (date(2024, 2, 29), "2024-02-29"),
        (Rounding.HALF_UP, "half_up"),
    ],
)
def test_a_value_is_told_as_it_is_written(held: Held, words: str) -> None:
    assert value_words(held) == words


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (Region(62, 63), "above 62 and below 63"),
        (Region(None, 25), "below 25"),
        (Region(Fraction(175, 2), None), "above 87.5"),
        (Region(date(2024, 1, 1), date(2024, 2, 1)), "after 2024-01-01 and before 2024-02-01"),
        (Region(None, None), "anything"),
    ],
)
def test_a_stretch_is_told_by_its_ends(part: Region, words: str) -> None:
    assert stretch_words(part) == words


def test_lists_end_with_and_and_are_cut() -> None:
    assert joined(["a"]) == "a"
    assert joined(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b", "c"], 2) == "a, b and 1 more"
