"""Where the time of one case goes: by part of the work, and by rule.

Nothing that is measured enters a result. A rule's time is that of its steps in the reference, each step in the
quickest of several rounds, so that what else the machine does counts little; it says which rules are dear beside each
other, and not how long the compiled function takes, which runs all of them as one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from time import perf_counter_ns
from typing import Any, TypeVar

from wellled_rules.api.framework import Framework
from wellled_rules.api.result import Result
from wellled_rules.backends.reference.evaluate import timed
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.graph import DeterminationGraph, Rule
from wellled_rules.graph.prepared import prepare

__all__ = ["PartTime", "Profile", "RuleTime", "profiled"]

_SCHEMA = "wellled.profile/1"
_ENOUGH = 200_000_000
_FEWEST, _MOST = 3, 100
_RUNS = 200

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class PartTime:
    """One part of the work; nanoseconds are None where it was not done, and `why` then says why."""

    name: str
    nanoseconds: int | None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class RuleTime:
    """One rule that was worked out. cells: of its own; steps: all that it took; share: of the time of all rules."""

    rule: Rule
    cells: int
    steps: int
    nanoseconds: int
    share: Fraction


@dataclass(frozen=True, slots=True)
class Profile:
    """The parts in the order of the work, and the rules, the dearest first. rounds: of which the quickest count."""

    graph: DeterminationGraph
    level: str
    parts: tuple[PartTime, ...]
    rules: tuple[RuleTime, ...]
    rounds: int

    def to_dict(self) -> dict[str, Any]:
        """The profile as JSON data (`wellled.profile/1`)."""
        return {
            "schema": _SCHEMA,
            "framework": self.graph.identity,
            "level": self.level,
            "rounds": self.rounds,
            "parts": [{"part": one.name, "nanoseconds": one.nanoseconds, "why": one.why} for one in self.parts],
            "rules": [
                {
                    "rule": one.rule.name,
                    "kind": one.rule.kind,
                    "title": one.rule.title,
                    "nanoseconds": one.nanoseconds,
                    "cells": one.cells,
                    "steps": one.steps,
                }
                for one in self.rules
            ],
        }


@dataclass(slots=True)
class _Clock:
    """Parts as they are done."""

    parts: list[PartTime] = field(default_factory=list)

    def on(self, name: str, work: Callable[[], _Made]) -> _Made:
        before = perf_counter_ns()
        made = work()
        self.parts.append(PartTime(name, perf_counter_ns() - before))
        return made


def profiled(load: Callable[[], Framework], case: bytes, called: str) -> tuple[Framework, Result, Profile]:
    """What a case comes to, and where the time went.

    load: gives the framework; its time is the first part. called: how the case is called towards people.
    Raises what `load` raises, and `CaseError` for a case that is refused.
    """
    from wellled_rules.cases.read import read

    clock = _Clock()
    rules = clock.on("rules read and checked", load)
    document = clock.on("case read", lambda: read(case, called))
    evidence = clock.on("case validated", lambda: rules.evidence(document))
    result = clock.on("case decided", lambda: rules.evaluate(evidence))
    clock.on("other assumptions tried", lambda: result.tried)
    clock.on("result written", result.to_json)
    clock.parts += _compiled(rules.graph, evidence)
    return rules, result, _profile(rules.graph, evidence, tuple(clock.parts))


def _compiled(graph: DeterminationGraph, evidence: Evidence) -> tuple[PartTime, ...]:
    """What a process that decides many cases pays: compiling once, then a function for each case."""
    from wellled_rules.backends.compiled.decide import decide

    clock = _Clock()
    made = clock.on("compiled, once a process", lambda: decide(graph, evidence))
    if made is None:
        return (*clock.parts, PartTime("compiled function", None, "it leaves this case to the reference"))
    function, codes = made.function.decide, made.accepted.codes
    least = min(_once(lambda: function(codes)) for _ in range(_RUNS))
    return (*clock.parts, PartTime("compiled function", least))


def _once(work: Callable[[], object]) -> int:
    before = perf_counter_ns()
    work()
    return perf_counter_ns() - before


def _profile(graph: DeterminationGraph, evidence: Evidence, parts: tuple[PartTime, ...]) -> Profile:
    """The rules by the least time of their steps; more rounds where a round is short."""
    first = _once(lambda: timed(graph, evidence, 1))
    rounds = max(_FEWEST, min(_MOST, _ENOUGH // max(1, first)))
    least = timed(graph, evidence, rounds)
    level = evidence.subject.level
    plan = prepare(graph, evidence.tree).plan
    spent: Counter[str] = Counter()
    steps: Counter[str] = Counter()
    cells: Counter[str] = Counter()
    for place, nanoseconds in least.items():
        rule = graph.nodes[plan.owners[place].node].rule
        spent[rule] += nanoseconds
        steps[rule] += 1
    heads = {*graph.rules, graph.header.covers.get(level)}
    for cell, place in plan.places.items():
        cells[graph.nodes[cell.node].rule] += place in least and cell.node in heads
    every = max(1, spent.total())
    rows = [
        RuleTime(graph.rules[one], cells[one], steps[one], spent[one], Fraction(spent[one], every)) for one in spent
    ]
    rows.sort(key=lambda one: (-one.nanoseconds, one.rule.id))
    return Profile(graph, level, parts, tuple(rows), rounds)
