import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellled_rules.values.titles import title_key


@pytest.mark.parametrize(
    "spelling",
    [
        "Bread – and rolls",
        "bread - AND rolls",
        "  Bread\u00a0\u2014\tand\n rolls ",
        "Bread ‑ and rolls",
        "Bread − and rolls",
    ],
)
def test_case_spaces_and_dashes_count_for_nothing(spelling: str) -> None:
    assert title_key(spelling) == "bread - and rolls"


@pytest.mark.parametrize(("one", "other"), [("baker’s", "baker's"), ("“x”", '"X"'), ("Straße", "STRASSE")])
def test_quotes_and_folded_letters_count_for_nothing(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(("one", "other"), [("bread", "breads"), ("a b", "ab"), ("e", "é"), ("1", "I")])
def test_what_is_another_title_stays_another(one: str, other: str) -> None:
    assert title_key(one) != title_key(other)


@given(st.text())
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert title_key(title_key(text)) == title_key(text)


@given(st.text())
def test_composition_counts_for_nothing(text: str) -> None:
    assert title_key(unicodedata.normalize("NFD", text)) == title_key(unicodedata.normalize("NFC", text))
