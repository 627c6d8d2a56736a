"""Whatever comes from outside: nothing escapes but what is promised, and time and memory stay bounded.

`WELLLED_HOSTILE` says how many inputs a target is fed (150 unless said otherwise); see README.md for long runs.
"""

from __future__ import annotations

import json
import os
import time
import tracemalloc
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path

import pytest
from hostile import long_run
from hostile.mutation import Edit, edited
from hostile.targets import TARGETS, inputs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.kitchens import kitchens

from wellled_rules.cases.read import read

INPUTS = int(os.environ.get("WELLLED_HOSTILE", "150"))
MOST_BYTES = 80 * 2**20
"""Memory for any input of these tests, which are a few kilobytes long."""

targets = pytest.mark.parametrize("name", TARGETS)


def count(name: str, share: int = 1) -> int:
    """Inputs for one test of a target: the dearer, the fewer."""
    return max(8, INPUTS // (TARGETS[name].cost * share))


def fed(name: str, data: bytes) -> None:
    """Feeds one input to a target; the time is the processor's, so that a busy machine is no fault."""
    target = TARGETS[name]
    before = time.thread_time()
    target.run(data)
    assert time.thread_time() - before < target.seconds


@targets
def test_the_corpus_itself_is_taken(name: str) -> None:
    corpus = TARGETS[name].corpus()
    for data in corpus[:: -(-len(corpus) // count(name))]:
        fed(name, data)


@pytest.mark.parametrize("name", ["case_json", "case_yaml"])
def test_what_is_broken_was_whole_before(name: str) -> None:
    for data in TARGETS[name].corpus():
        assert kitchens().evaluate(read(data, name.replace("case_", "case."))).headline == "mark"


@targets
def test_inputs_are_a_function_of_their_seed(name: str) -> None:
    first, again, other = (list(islice(inputs(TARGETS[name], seed), 5)) for seed in (3, 3, 4))
    assert first == again != other


@targets
def test_no_mutation_escapes(name: str) -> None:
    for turn, data in enumerate(islice(inputs(TARGETS[name], seed=0), count(name))):
        try:
            fed(name, data)
        except Exception as error:
            error.add_note(f"{name}, input {turn} of seed 0: {data!r}")
            raise


@targets
def test_no_edit_of_the_corpus_escapes(name: str) -> None:
    target = TARGETS[name]
    pieces = st.sampled_from(target.pieces) | st.binary(max_size=6)
    edits = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 40), pieces), min_size=1, max_size=5)

    @settings(max_examples=count(name, share=3), deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.sampled_from(target.corpus()), made=edits)
    def holds(data: bytes, made: list[Edit]) -> None:
        fed(name, edited(data, made))

    holds()


@targets
def test_no_bytes_at_all_escape(name: str) -> None:
    @settings(max_examples=count(name, share=3), deadline=None)
    @given(data=st.binary(max_size=200))
    def holds(data: bytes) -> None:
        fed(name, data)

    holds()


@targets
def test_memory_stays_bounded(name: str) -> None:
    target = TARGETS[name]
    target.run(target.corpus()[0])
    tracemalloc.start()
    try:
        for data in islice(inputs(target, seed=1), 12):
            tracemalloc.reset_peak()
            before = tracemalloc.get_traced_memory()[0]
            target.run(data)
            assert tracemalloc.get_traced_memory()[1] - before < MOST_BYTES, data
    finally:
        tracemalloc.stop()


def test_a_long_run_goes_on_from_its_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = tmp_path / "run.jsonl"
    fed_once = long_run.fed("titles", 7, 20, tmp_path / "turn")
    assert (fed_once.inputs, fed_once.findings) == (20, ())
    every = list(long_run.chunks(1_000, seed=0))
    assert {name for name, _, _ in every} == set(TARGETS)
    done = [replace(fed_once, target=name, seed=seed, inputs=size) for name, seed, size in every]
    record.write_text("".join(json.dumps(asdict(one)) + "\n" for one in done), "utf-8")
    assert long_run.run(1_000, 0, record) == 0
    assert f"| all | {sum(one.inputs for one in done):,} |" in capsys.readouterr().out
    assert len(long_run.recorded(record)) == len(every)


def test_a_long_run_keeps_what_it_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(data: bytes) -> None:
        if b"|" in data:
            raise KeyError("a bar")
        while True:
            pass

    hurt = replace(TARGETS["titles"], run=run, seconds=0.05, made=lambda seed: iter((b"x", b"a|b", b"c|d")))
    monkeypatch.setitem(long_run.TARGETS, "titles", hurt)
    found = long_run.fed("titles", 0, 3, tmp_path / "turn").findings
    assert [(one.turn, one.error.split()[0], one.data) for one in found] == [
        (0, "Overrun", "b'x'"),
        (1, "KeyError", "b'a|b'"),
    ]


LONG = {
    "rules": (b'language 1\nframework x@2024-01 "', b"x", b'"\n'),
    "shipped": (b'language 1\nframework x@2024-01 "', b"x", b'"\n'),
    "small": (b"language 1\nframework x@2024-01\n", b"# x\n", b""),
    "declarations": (b'set x "', b"x", b'"\n'),
    "fragments": (b'set x "', b"x", b'"\n'),
    "between": (
        b"language 1\ncrosswalk x\n    from pools@2020-01 to pools@2024-01\n    between topic and question\n"
        b"    water becomes ",
        b"clean, ",
        b"quiet\n",
    ),
    "written": (b"determine x\n    equals ", b"(", b""),
    "case_json": (b'{"inputs": {"smell": ', b"[", b""),
    "case_yaml": (b"inputs: {a: ", b"- x\n", b"}"),
    "odd_case": (b'\x00{"subject": {"level": "house", "name": "', b"x", b'"}}'),
    "answer": (b'\x00{"subject": {"level": "house", "name": "', b"x", b'"}}'),
    "history": (b'{"schema": "wellled.history/1", "subjects": [], "events": [], "title": "', b"x", b'"}'),
    "titles": (b"", b"|<b>", b""),
    "table": (b"csubject,smell\n", b"a,no", b"\n"),
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
