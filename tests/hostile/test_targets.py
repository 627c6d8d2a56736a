"""Whatever comes from outside: nothing escapes but what is promised, and time and memory stay bounded.

`WELLLED_HOSTILE` says how many inputs a target is fed (150 unless said otherwise); see README.md for long runs.
"""

from __future__ import annotations

import os
import time
import tracemalloc
from itertools import islice

import pytest
from hostile.targets import TARGETS, edited, mutations
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.kitchens import kitchens

from wellled_rules.cases.read import read

INPUTS = int(os.environ.get("WELLLED_HOSTILE", "150"))
MOST_BYTES = 80 * 2**20
"""Memory for any input of these tests, which are a few kilobytes long."""

targets = pytest.mark.parametrize("name", TARGETS)


def fed(name: str, data: bytes) -> None:
    """Feeds one input to a target; the time is the processor's, so that a busy machine is no fault."""
    target = TARGETS[name]
    before = time.thread_time()
    target.run(data)
    assert time.thread_time() - before < target.seconds


@targets
def test_the_corpus_itself_is_taken(name: str) -> None:
    for data in TARGETS[name].corpus():
        fed(name, data)


@pytest.mark.parametrize("name", ["case_json", "case_yaml"])
def test_what_is_broken_was_whole_before(name: str) -> None:
    for data in TARGETS[name].corpus():
        assert kitchens().evaluate(read(data, name.replace("case_", "case."))).headline == "mark"


@targets
def test_no_mutation_escapes(name: str) -> None:
    for turn, data in enumerate(islice(mutations(TARGETS[name], seed=0), INPUTS)):
        try:
            fed(name, data)
        except Exception as error:
            error.add_note(f"{name}, input {turn} of seed 0: {data!r}")
            raise


@targets
@settings(max_examples=max(20, INPUTS // 3), deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=st.data())
def test_no_edit_of_the_corpus_escapes(name: str, drawn: st.DataObject) -> None:
    target = TARGETS[name]
    pieces = st.sampled_from(target.pieces) | st.binary(max_size=6)
    edits = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 40), pieces), min_size=1, max_size=5)
    fed(name, edited(drawn.draw(st.sampled_from(target.corpus())), drawn.draw(edits)))


@targets
@settings(max_examples=max(20, INPUTS // 3), deadline=None)
@given(data=st.binary(max_size=200))
def test_no_bytes_at_all_escape(name: str, data: bytes) -> None:
    fed(name, data)


@targets
def test_memory_stays_bounded(name: str) -> None:
    target = TARGETS[name]
    target.run(target.corpus()[0])
    tracemalloc.start()
    try:
        for data in islice(mutations(target, seed=1), 12):
            tracemalloc.reset_peak()
            before = tracemalloc.get_traced_memory()[0]
            target.run(data)
            assert tracemalloc.get_traced_memory()[1] - before < MOST_BYTES, data
    finally:
        tracemalloc.stop()


LONG = {
    "rules": (b'language 1\nframework x@2024-01 "', b"x", b'"\n'),
    "case_json": (b'{"inputs": {"smell": ', b"[", b""),
    "case_yaml": (b"inputs: {a: ", b"- x\n", b"}"),
    "titles": (b"", b"|<b>", b""),
}


@targets
def test_a_long_input_costs_memory_in_proportion(name: str) -> None:
    head, body, tail = LONG[name]
    data = head + body * (200_000 // len(body)) + tail
    TARGETS[name].run(head + tail or b"x")
    tracemalloc.start()
    try:
        fed(name, data)
        assert tracemalloc.get_traced_memory()[1] < 200 * len(data)
    finally:
        tracemalloc.stop()
