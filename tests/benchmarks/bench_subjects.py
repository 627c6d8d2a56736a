"""A trust of 10,000 services: what one service costs must not grow with their number.

Run: `python tests/benchmarks subjects`. Not collected by pytest. Takes a minute.

What is compared: processor time from a mapping to a result, and to the overall rating of every subject in it, a
service, in a trust of 10,000 services at 1,000 locations beside one of 100 services at 10. Included: validating,
hashing, evaluating. Not included: loading the framework, and compiling it, which happens once. Memory is told besides;
`tests/versions/test_kloe_growth.py` holds it to the same bound.
"""

from __future__ import annotations

import gc
import tracemalloc
from fractions import Fraction
from functools import cache
from random import Random
from statistics import median
from time import process_time_ns
from typing import Any

from table import AtMost, Measured, Row

from wellled_rules import Framework, load

FEW, MANY = 100, 10_000
TIMES = {FEW: 200, MANY: 5}
"""How often a size is measured; the median counts."""

QUESTIONS = ("safe", "effective", "caring", "responsive", "well_led")
RATINGS = ("inadequate", "requires_improvement", "good", "outstanding")
OFTEN = (5, 15, 60, 20)


def rows() -> list[Row]:
    return [
        Row(
            name=f"a service of {MANY:,}",
            beside=f"of {FEW:,}",
            goal=AtMost(Fraction(3, 2)),
            included="a mapping to the overall rating of every subject in it, in processor time",
            measure=measured,
        )
    ]


def measured() -> Measured:
    framework, cases = load("kloe@2018-03"), {count: trust(count) for count in (FEW, MANY)}
    for _ in range(20):
        evaluate(framework, cases[FEW])
    return Measured(
        ours=per_service(framework, MANY),
        theirs=per_service(framework, FEW),
        parts=tuple(f"{size:,} services: {memory(framework, size):,} bytes each at the most" for size in (FEW, MANY)),
    )


def per_service(framework: Framework, count: int) -> Fraction:
    """Nanoseconds a service."""
    return Fraction(median(evaluate(framework, trust(count)) for _ in range(TIMES[count]))) / count


def evaluate(framework: Framework, case: dict[str, Any]) -> int:
    """Nanoseconds of processor time of one case."""
    gc.collect()
    before = process_time_ns()
    result = framework.evaluate(case)
    overall = [one["overall"] for one in (result, *result.subjects)]
    spent = process_time_ns() - before
    assert overall
    return spent


def memory(framework: Framework, count: int) -> int:
    """Bytes a service while a case is evaluated."""
    case = trust(count)
    gc.collect()
    tracemalloc.start()
    framework.evaluate(case)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most // count


@cache
def trust(count: int) -> dict[str, Any]:
    """A trust with ten services at each location, of every rating."""
    chance = Random(count)

    def rated() -> dict[str, str]:
        return dict(zip(QUESTIONS, chance.choices(RATINGS, OFTEN, k=len(QUESTIONS)), strict=True))

    services = [{"id": str(turn), "key_question_rating": rated()} for turn in range(count)]
    locations = [{"id": str(turn), "services": services[turn : turn + 10]} for turn in range(0, count, 10)]
    return {
        "subject": {"level": "trust", "kind": "acute_trust", "locations": locations},
        "assessed_on": "2019-04-01",
        "inputs": {"key_question_rating": {"well_led": "good"}, "use_of_resources": "good"},
    }
