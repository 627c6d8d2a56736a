"""A service costs as much in a trust of 10,000 as in one of 100: time with room for the machine, memory exactly."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from time import process_time
from typing import Any

import pytest
from support.kloe_cases import case, trust

from wellled_rules import Framework, load

FEW, MANY = 100, 10_000
SEED = 2


@pytest.fixture(scope="module")
def framework() -> Framework:
    """Asked so often that its levels are compiled."""
    found = load("kloe@2018-03")
    for _ in range(20):
        found.evaluate(made(FEW))
    return found


def made(count: int) -> dict[str, Any]:
    return case(trust(SEED, locations=count // 10, services=count), is_with_resources=True)


def times(framework: Framework, document: dict[str, Any], tries: int) -> Iterator[float]:
    """Seconds of each of some tries, with every overall rating read."""
    gc.collect()
    for _ in range(tries):
        before = process_time()
        result = framework.evaluate(document)
        overall = [one["overall"] for one in (result, *result.subjects)]
        yield process_time() - before
        assert overall


def held(framework: Framework, document: dict[str, Any]) -> int:
    """Bytes at the most while a case is evaluated."""
    gc.collect()
    tracemalloc.start()
    framework.evaluate(document)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_a_service_takes_no_more_time_among_many(framework: Framework) -> None:
    """What is promised is one and a half times; `tests/benchmarks` measures it on a machine that does nothing else."""
    few = min(times(framework, made(FEW), 20))
    assert any(many / MANY < 2 * few / FEW for many in times(framework, made(MANY), 2))


def test_a_service_takes_no_more_memory_among_many(framework: Framework) -> None:
    assert held(framework, made(MANY)) / MANY < 1.5 * held(framework, made(FEW)) / FEW


def with_much_open(count: int) -> dict[str, Any]:
    """A trust of four hospitals, of each service of which two key questions are not known."""
    known = {"safe": "good", "effective": "good", "caring": "good"}
    services = [{"id": f"S{turn}", "inputs": {"key_question_rating": known}} for turn in range(count)]
    hospitals = [{"id": f"H{turn}", "services": services[turn::4]} for turn in range(4)]
    return {
        "subject": {"level": "trust", "id": "T", "kind": "acute_trust", "locations": hospitals},
        "assessed_on": "2019-01-01",
        "inputs": {"key_question_rating": {"well_led": "good"}, "use_of_resources": "good"},
    }


def to_say_what_is_open(framework: Framework, count: int) -> float:
    """Seconds for a whole decision: of every outcome what it may come to, and what it waits for."""
    gc.collect()
    before = process_time()
    outcomes = framework.evaluate(with_much_open(count)).to_decision()["outcomes"]
    spent = process_time() - before
    # However many there are, each service of each hospital can still tip the trust.
    assert len(outcomes["overall"]["waits_for"]) == count
    assert outcomes["overall"]["exact"]
    return spent


def test_what_is_open_is_told_at_the_same_price_among_many(framework: Framework) -> None:
    few = min(to_say_what_is_open(framework, 16) for _ in range(3))
    assert to_say_what_is_open(framework, 128) / 128 < 3 * few / 16
