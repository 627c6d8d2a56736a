"""Whatever the files hold, the command ends with a code that says so, and never with a fault of ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CASE = b'{"subject": {"name": "x"}, "inputs": {"topic_grade": {"rooms": "good", "Lessons": {"value": "fair"}}}}'
ONCE_A_FOLDER = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _mutated(data: bytes) -> st.SearchStrategy[bytes]:
    """`data` with a few stretches replaced by other bytes, some of them its own."""
    places = st.integers(0, len(data))
    own = st.tuples(places, places).map(lambda ends: data[min(ends) : max(ends)])
    sharp = st.sampled_from([b"\n", b"    ", b'"', b"\x00", b"\x1b[31m", b"\xe2\x80\xae", b"["])
    piece = st.one_of(st.binary(max_size=6), own, sharp)
    edit = st.tuples(places, st.integers(0, 12), piece)
    return st.lists(edit, min_size=1, max_size=4).map(lambda edits: _edited(data, edits))


def _edited(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    for start, length, piece in edits:
        data = data[:start] + piece + data[start + length :]
    return data


@ONCE_A_FOLDER
@given(case=_mutated(CASE))
@pytest.mark.parametrize("words", ["eval", "explain", "eval --format json", "explain --format html"])
def test_no_case_is_our_fault(club, wellled, words, case):
    ended = wellled(*words.split(), "club.wlr", "-", stdin=case)
    assert ended.code in (0, 2, 3), ended.err
    assert (ended.out == "") == (ended.code == 2)
    assert "\x1b" not in ended.out + ended.err
    assert "\u202e" not in ended.out + ended.err


@ONCE_A_FOLDER
@given(edits=st.data())
@pytest.mark.parametrize("words", ["check", "test", "graph", "check --format json"])
def test_no_rules_are_our_fault(club, wellled, words, edits):
    rules = edits.draw(_mutated(Path("club.wlr").read_bytes()))
    Path("mutated.wlr").write_bytes(rules)
    ended = wellled(*words.split(), "mutated.wlr")
    assert ended.code in (0, 1, 2), ended.err
    assert "\x1b" not in ended.out + ended.err
    assert "\u202e" not in ended.out + ended.err
