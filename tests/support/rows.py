"""Cases drawn at random for frameworks as they are shipped, and what the columns make of them beside the reference."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import numpy as np

from wellled_rules.backends.columns.columns import Given
from wellled_rules.backends.columns.kernel import Run, Supply, run
from wellled_rules.backends.columns.plan import Program
from wellled_rules.backends.reference.evaluate import evaluate
from wellled_rules.graph.evidence import Evidence, Recorded, Subject
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Determine, Input
from wellled_rules.graph.steps import completions
from wellled_rules.graph.trace import Status
from wellled_rules.graph.treatment import treated
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.operators import Entry
from wellled_rules.values.types import DateType, NumberType, Type, exact

__all__ = ["Agreed", "agreed", "drawn_row", "supplied"]

_NOT_GIVEN = Missing(state=State.NOT_GIVEN)
_WRITTEN = tuple(state for state in State if state is not State.NOT_GIVEN)


@dataclass(frozen=True, slots=True)
class Agreed:
    """How many rows were compared, and how many of them were worked out alone."""

    fast: int
    slow: int


def drawn_row(graph: DeterminationGraph, level: str, chance: Random, gap: float) -> Evidence:
    """A case with about a share `gap` of its cells missing, in every state there is."""
    entries: dict[tuple[str, tuple[str, ...]], Recorded] = {}
    day: date | None = None
    for node in graph.at(level):
        for members in graph.cells(node) if isinstance(node, Input) else ():
            assert isinstance(node, Input)
            entry = _entry(chance, node.type, gap)
            if node.name == "assessed_on":
                day = entry if isinstance(entry, date) else None
            elif entry is not None:
                entries[node.name, members] = Recorded(value=entry)
    return Evidence(subject=Subject(level=level), entries=entries, assessed_on=day)


def _entry(chance: Random, type_: Type, gap: float) -> Entry | None:
    roll = chance.random()
    if roll < gap / 2:
        return None
    if roll < gap:
        return Missing(state=chance.choice(_WRITTEN))
    if roll < 2 * gap:
        return Missing(state=State.NOT_APPLICABLE)
    every = completions(type_)
    if every is not None:
        return chance.choice(every)
    if isinstance(type_, NumberType):
        low, high = int(type_.low or 0), int(type_.high or 100)
        return chance.randint(low, high) if type_.whole else exact(Fraction(chance.randint(10 * low, 10 * high), 10))
    assert isinstance(type_, DateType)
    return date(2024, 1, 1) + timedelta(days=chance.randint(-1_500, 900))


def agreed(program: Program, cases: Sequence[Evidence]) -> Agreed:
    """Compare every row that the columns decided with the reference; `AssertionError` names the first difference."""
    found = run(program, supplied(program, cases), len(cases))
    for row, case in enumerate(cases):
        trace = evaluate(program.graph, case)
        determined = [cell for cell in program.decided if isinstance(program.graph.nodes[cell.node], Determine)]
        if any(trace.status(cell) is Status.UNDETERMINED for cell in determined):
            assert found.slow[row], "an undetermined row is worked out alone"
        if found.slow[row]:
            continue
        covered = program.cover is None or _held(found, program.cover, row) is not False
        assert covered == trace.covered
        if not covered:
            # Nothing is read of such a row: its outcomes follow, and its slots are worked out alone.
            continue
        for cell, column in program.values.items():
            got, want = _held(found, column, row), trace.told(cell)
            assert (type(got), got) == (type(want), want), (cell, case)
        for cell, column in program.decided.items():
            assert _held(found, column, row) == trace.finding(cell).decided_by, (cell, case)
    slow = int(found.slow.sum())
    return Agreed(len(cases) - slow, slow)


def _held(found: Run, column: int, row: int) -> Hashable:
    return found.entries[column][int(found.codes[column][row])]


def supplied(program: Program, cases: Sequence[Evidence]) -> Mapping[int, Supply]:
    """Some cases as the columns of a program."""
    return {turn: _supply(one, [_recorded(one, case) for case in cases]) for turn, one in program.given}


def _supply(one: Given, entries: Sequence[Entry]) -> Supply:
    if one.coding is not None:
        return Supply(np.array([one.coding.number(entry) for entry in entries], one.coding.dtype))
    distinct = list(dict.fromkeys(entries))
    return Supply(np.array([distinct.index(entry) for entry in entries], np.int64), distinct)


def _recorded(one: Given, case: Evidence) -> Entry:
    if one.input.name == "assessed_on":
        return case.assessed_on or treated(one.input, _NOT_GIVEN)
    found = case.entries.get((one.input.name, one.cell.members))
    return treated(one.input, _NOT_GIVEN if found is None else found.value)
