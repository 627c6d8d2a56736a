"""How numbers, values and states are said."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellled_rules.backends.explainer.lexicon.entries import entry_words, number, plain
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.rounding import Rounding
from wellled_rules.values.scale import Member, ScaleLevel
from wellled_rules.values.types import NumberType, Unit

PERCENTAGE = NumberType(unit=Unit.PERCENTAGE)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (24, "24"),
        (-3, "-3"),
        (Fraction(125, 2), "62.5"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 10**9), "0.000000001"),
        (Fraction(1700, 27), "about 62.96 (exactly 1700/27)"),
        (Fraction(-1, 3), "about -0.33 (exactly -1/3)"),
        (Fraction(1, 700), "about 0.001 (exactly 1/700)"),
        (Fraction(1, 3 * 10**11), "about 0.000000000 (exactly 1/300000000000)"),
        (Fraction(2, 3 * 10**30), "about 0.000000000"),
        (10**21, "about 1.000 × 10^21"),
        (-(10**40), "about -1.000 × 10^40"),
        (Fraction(10**30, 7), "about 1.428 × 10^29"),
    ],
)
def test_a_number_is_exact_or_says_that_it_is_not(value: int | Fraction, words: str) -> None:
    assert number(value) == words


@given(st.fractions(max_denominator=10**6))
def test_what_is_told_without_about_is_the_number(value: Fraction) -> None:
    words = number(value.numerator if value.denominator == 1 else value)
    if not words.startswith("about"):
        assert Fraction(words) == value
    elif "exactly" in words:
        about, exactly = words.removeprefix("about ").rstrip(")").split(" (exactly ")
        assert Fraction(exactly) == value
        assert abs(Fraction(about) - value) * 200 <= 1


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (None, "not yet determined"),
        (True, "yes"),
        (False, "no"),
        (date(2024, 12, 3), "3 December 2024"),
        (Rounding.HALF_EVEN, "halves to the even number"),
        (ScaleLevel(scale="mark", id="gold", rank=3, label="Gold"), "Gold"),
        (ScaleLevel(scale="mark", id="nearly_gold", rank=2), "nearly gold"),
        (ScaleLevel(scale="grade", id="3", rank=3, label="Very good"), "3 (Very good)"),
        (ScaleLevel(scale="grade", id="3", rank=3, label="3"), "3"),
        (Member(set="area", id="water", title="Water quality"), "Water quality"),
        (frozenset((Member(set="f", id="b", title="Slide"), Member(set="f", id="a"))), "a and Slide"),
        (Missing(state=State.INSUFFICIENT_EVIDENCE), "insufficient evidence"),
        (Missing(state=State.NOT_ASSESSED, label_id="no_mark", label="No mark"), "No mark"),
        (Missing(state=State.NOT_SEEN, left_out=True), "not seen (left out)"),
    ],
)
def test_every_entry_has_words(entry: object, words: str) -> None:
    assert entry_words(entry) == words  # type: ignore[arg-type]  # one list for entries of every type


def test_a_percentage_has_its_sign() -> None:
    assert entry_words(Fraction(125, 2), PERCENTAGE) == "62.5 %"
    assert entry_words(Fraction(100, 3), PERCENTAGE) == "about 33.33 % (exactly 100/3)"


def test_data_are_ids_and_exact_text() -> None:
    assert plain(Fraction(125, 2)) == "125/2"
    assert plain(3) == 3
    assert plain(None) is None
    assert plain(date(2024, 1, 2)) == "2024-01-02"
    assert plain(frozenset((Member(set="f", id="b"), Member(set="f", id="a")))) == ("a", "b")
    assert plain(Missing(state=State.NOT_ASSESSED, label_id="no_mark")) == "no_mark"
