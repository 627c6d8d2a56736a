"""The counts on which the published text turns, over all 65,536 patterns of eight scores."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement
from math import factorial, prod
from pathlib import Path
from typing import Any

import pytest

from wellled_rules import load

TABLE = Path(__file__).resolve().parents[1] / "data" / "saf_8_statement_boundary_enumeration.csv"
SCORES = (1, 2, 3, 4)
STATEMENTS = (
    "shared_direction",
    "leaders",
    "speaking_up",
    "workforce_equality",
    "governance",
    "partnerships",
    "improvement",
    "environment",
)


def evaluated(scores: tuple[int, ...]) -> Any:
    case = {
        "subject": {"level": "trust", "kind": "nhs_trust"},
        "inputs": {"statement_score": dict(zip(STATEMENTS, scores, strict=True))},
    }
    return load("saf@2024-12").evaluate(case)


@cache
def results() -> dict[tuple[int, ...], Any]:
    """A result for each of the 165 multisets; the order of the scores counts for nothing (tested below)."""
    return {scores: evaluated(scores) for scores in combinations_with_replacement(SCORES, 8)}


def arrangements(scores: tuple[int, ...]) -> int:
    return factorial(8) // prod(factorial(count) for count in Counter(scores).values())


def turned_by(result: Any, assumption: str) -> dict[str, str]:
    """Alternatives of one assumption that change well-led by themselves, with what it becomes."""
    found = {}
    for one in result.to_dict()["sensitivities"]:
        if one["assumption"] == assumption and one["outcome"] == "well_led" and "together_with" not in one:
            found[one["alternative"]] = one["value"]
    return found


def counted(results: Iterator[tuple[int, ...]]) -> int:
    return sum(arrangements(scores) for scores in results)


def test_the_165_multisets_are_all_patterns() -> None:
    assert len(results()) == 165
    assert counted(iter(results())) == 65_536


def test_8092_patterns_total_62_and_a_half() -> None:
    halves = (s for s, r in results().items() if r["well_led_percentage"].value == Fraction(125, 2))

    assert counted(halves) == 8_092


def test_266_of_them_change_rating_with_the_rule_for_halves() -> None:
    turned = [
        scores
        for scores, result in results().items()
        if result["well_led_percentage"].value == Fraction(125, 2) and turned_by(result, "rule_for_halves")
    ]

    assert counted(iter(turned)) == 266
    for scores in turned:
        assert str(results()[scores]["well_led"].value) == "good"
        others = turned_by(results()[scores], "rule_for_halves")
        assert others == {"half_even": "requires_improvement", "half_down": "requires_improvement"}


def test_64_patterns_turn_on_whether_one_limit_follows_the_other() -> None:
    turned = [s for s, r in results().items() if turned_by(r, "limits_follow_on")]

    assert counted(iter(turned)) == 64
    for scores in turned:
        assert min(scores) == 1
        assert sum(scores) >= 28
        assert str(results()[scores]["well_led"].value) == "good"


@pytest.mark.parametrize("seed", range(40))
def test_the_order_of_the_scores_counts_for_nothing(seed: int) -> None:
    chance = random.Random(seed)
    scores = tuple(chance.choice(SCORES) for _ in STATEMENTS)

    result, same = evaluated(scores), results()[tuple(sorted(scores))]

    for name in ("well_led_percentage", "well_led_range", "well_led"):
        assert result[name].value == same[name].value
    assert turned_by(result, "rule_for_halves") == turned_by(same, "rule_for_halves")
    assert turned_by(result, "limits_follow_on") == turned_by(same, "limits_follow_on")


@pytest.mark.parametrize("row", list(csv.DictReader(TABLE.open(encoding="utf-8"))), ids=lambda row: row["percentage"])
def test_a_total_has_the_band_of_the_enumeration(row: dict[str, str]) -> None:
    total = int(row["total_of_8_scores"])
    found = {scores: result for scores, result in results().items() if sum(scores) == total}

    assert counted(iter(found)) == int(row["patterns_of_65536"])
    for result in found.values():
        assert result["well_led_percentage"].value == Fraction(row["percentage"])
        assert result["well_led_range"].label.lower() == row["band_if_round_half_up"]
