"""Text from outside cannot act on a screen."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellled_rules.text.cells import cells
from wellled_rules.text.inert import inert


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("a\x1b[31mred", "a\\x1b[31mred"),
        ("two\nlines\r\tx", "two\\nlines\\r\\tx"),
        ("\u202eesrever", "\\u202eesrever"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("\x9b31m", "\\x9b31m"),
        ("\U000e0041", "\\U000e0041"),
        ("line\u2028end", "line\\u2028end"),
        ("é ñ 良い ½ – “q”\u00a0x", "é ñ 良い ½ – “q”\u00a0x"),
    ],
)
def test_what_acts_is_escaped_and_what_shows_stays(text: str, shown: str) -> None:
    assert inert(text) == shown


@given(st.text())
def test_nothing_that_acts_is_left(text: str) -> None:
    assert not any(unicodedata.category(ch)[0] == "C" for ch in inert(text))
    assert len(inert(text).splitlines()) <= 1


@given(st.text())
def test_what_is_inert_stays_as_it_is(text: str) -> None:
    assert inert(inert(text)) == inert(text)


@pytest.mark.parametrize(("text", "room"), [("abc", 3), ("良い", 4), ("e\u0301", 1), ("é", 1), ("", 0)])
def test_room_on_a_screen(text: str, room: int) -> None:
    assert cells(text) == room
