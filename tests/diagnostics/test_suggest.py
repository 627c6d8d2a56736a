"""Nearest known names."""

from __future__ import annotations

from time import perf_counter

import pytest

from wellled_rules.diagnostics.suggest import Vocabulary, nearest, sharing


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("strenght", ["strength", "length"], ("strength",)),
        ("strengt", ["length", "strength"], ("strength",)),
        ("sttrength", ["strength"], ("strength",)),
        ("Firm", ["firm"], ("firm",)),
        ("abc", ["abd", "acb", "abx"], ("abd", "acb", "abx")),
        ("abcdef", ["abcxyf", "abcdex"], ("abcdex", "abcxyf")),
        ("ab", ["ac", "ba"], ()),
        ("abc", ["xyc"], ()),
        ("abc", ["abc"], ()),
        ("", ["a"], ()),
    ],
)
def test_names_within_a_third_come_nearest_first(word: str, known: list[str], found: tuple[str, ...]) -> None:
    assert nearest(word, known) == found


def test_at_most_so_many_are_given() -> None:
    assert nearest("abc", ["abd", "abe", "abf"], most=2) == ("abd", "abe")


def test_a_word_longer_than_any_name_has_no_neighbours() -> None:
    assert nearest("x" * 65, ["x" * 64]) == ()


def test_work_is_bounded_however_many_questions_are_asked() -> None:
    names = [f"name_number_{i:05}" for i in range(20_000)]
    known = Vocabulary(names)
    begun = perf_counter()
    for i in range(20_000):
        known.nearest(f"nama_number_{i:05}")
    assert perf_counter() - begun < 20
    assert known.budget < 0


def test_a_question_within_the_budget_is_answered_among_many_names() -> None:
    names = [f"name_number_{i:05}" for i in range(2_000)]
    assert nearest("name_nunber_01234", names)[0] == "name_number_01234"


def test_single_questions_share_a_budget_while_a_text_is_checked() -> None:
    names = [f"name_number_{i:05}" for i in range(20_000)]
    begun = perf_counter()
    with sharing():
        answered = [bool(nearest(f"nama_number_{i:05}", names)) for i in range(20_000)]
        assert nearest("firn", ["firm"]) == ()
    assert answered[0]
    assert not answered[-1]
    assert perf_counter() - begun < 20
    assert nearest("firn", ["firm"]) == ("firm",)


def test_a_shared_budget_ends_with_its_text_even_when_that_fails() -> None:
    with pytest.raises(KeyError), sharing(budget=0):
        raise KeyError
    assert nearest("firn", ["firm"]) == ("firm",)
