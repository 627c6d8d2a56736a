"""The workload of the benchmarks: the rating of `saf@2023-11` at the level of a trust.

Twice: as shipped, where the eight statements need 18 scores, and with all six categories needed by every statement,
48 scores. Cases are seeded, of every rating; each statement has a score at least.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import TypeAlias

from wellled_rules import Framework, load
from wellled_rules.backends.compiled.accept import Accepted
from wellled_rules.backends.compiled.program import Function, Program, program
from wellled_rules.graph.cells import Cell

__all__ = [
    "LEVEL",
    "RATINGS",
    "WORKLOADS",
    "Case",
    "Document",
    "Workload",
    "by_hand",
    "said",
    "scores_only",
    "workload",
]

FRAMEWORK, LEVEL = "saf@2023-11", "trust"
RATINGS = ("inadequate", "requires_improvement", "good", "outstanding")
_CATEGORIES = "people, staff_and_leaders, partners, observation, processes, outcomes"
_SHELF = Path(__file__).parents[2] / "versions" / "saf-2023-11" / "framework.wlr"

Case: TypeAlias = "dict[str, dict[str, int | str]]"
"""Statement -> category -> score, or `not_applicable`."""

Document: TypeAlias = "Mapping[str, Mapping[str, int]]"
"""The same as a function written by hand is handed it: what is left out is not there."""


@dataclass(frozen=True)
class Workload:
    """One framework at the level of a trust, and its cases. scores: how many a case has at most."""

    scores: int
    framework: Framework

    @property
    def program(self) -> Program:
        return program(self.framework.graph, LEVEL)

    @property
    def wanted(self) -> Mapping[str, tuple[str, ...]]:
        """Statement -> the categories that it needs, in the order of the compiled function's input."""
        found: dict[str, tuple[str, ...]] = {}
        for _, members in (one.where for one in self.program.asked):
            if len(members) == 2:
                found[members[0]] = (*found.get(members[0], ()), members[1])
        return found

    def cases(self, count: int, left_out: int) -> list[Case]:
        """Seeded cases of every rating. left_out: of a hundred scores, how many are not applicable."""
        chance = Random(7)
        wanted = self.wanted
        found = []
        for _ in range(count):
            latent = chance.randint(100, 400)
            case: Case = {}
            for statement, categories in wanted.items():
                kept = chance.choice(categories)
                case[statement] = {
                    one: "not_applicable"
                    if one != kept and chance.randrange(100) < left_out
                    else min(4, max(1, (latent + chance.randint(-60, 60) + 50) // 100))
                    for one in categories
                }
            found.append(case)
        return found

    def accepted(self, case: Case) -> tuple[Accepted, Function]:
        """A case as the compiled function takes it, and that function."""
        one = self.program.accept(self.framework.evidence(said(case)))
        function = None if one is None else self.program.choose(one)
        assert one is not None
        assert function is not None
        return one, function

    def rating(self, function: Function, case: Accepted) -> str:
        """What the compiled function comes to."""
        slots = function.decide(case.codes)
        assert slots is not None
        return str(function.held(self.program.prepared.plan.places[self.headline], case.codes, slots))

    def statement_scores(self, function: Function, case: Accepted) -> list[int]:
        """The scores of the statements, in the order of `wanted`."""
        slots = function.decide(case.codes)
        assert slots is not None
        places = [self.program.prepared.plan.places[Cell(f"{LEVEL}:statement_score", (one,))] for one in self.wanted]
        return [int(str(function.held(place, case.codes, slots))) for place in places]

    @property
    def headline(self) -> Cell:
        return Cell(f"{LEVEL}:{self.framework.graph.header.headline[LEVEL]}")


def said(case: Case) -> dict[str, object]:
    """A case as it is sent."""
    return {"subject": {"level": LEVEL}, "inputs": {"evidence_score": case}}


def scores_only(case: Case) -> Document:
    """A case as a function written by hand is handed it."""
    return {
        statement: {name: value for name, value in categories.items() if isinstance(value, int)}
        for statement, categories in case.items()
    }


def by_hand(document: Document) -> tuple[str, list[int]]:
    """The rating and the statement scores, as a competent programmer writes it; nothing is recorded."""
    scores = []
    for categories in document.values():
        values = categories.values()
        count = len(values)
        percentage = (50 * sum(values) + count) // (2 * count)
        scores.append(1 if percentage <= 38 else 2 if percentage <= 62 else 3 if percentage <= 87 else 4)
    count = len(scores)
    percentage = (50 * sum(scores) + count) // (2 * count)
    rating = 1 if percentage <= 38 else 2 if percentage <= 62 else 3 if percentage <= 87 else 4
    low = min(scores)
    if rating == 4 and low <= 2:
        rating = 3
    elif rating == 3 and low == 1:
        rating = 2
    return RATINGS[rating - 1], scores


def _shipped() -> Workload:
    return Workload(18, load(FRAMEWORK))


def _whole() -> Workload:
    """The shipped rules, with all six categories needed by every statement."""
    text = re.sub(r"(needs evidence_category) [a-z_, ]+", rf"\1 {_CATEGORIES}", _SHELF.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "framework.wlr"
        path.write_text(text, "utf-8")
        return Workload(48, load(path))


@cache
def workload(scores: int) -> Workload:
    """One of the two, loaded once."""
    return {18: _shipped, 48: _whole}[scores]()


WORKLOADS = (18, 48)
