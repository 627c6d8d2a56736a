"""Which assumptions an outcome turns on: each is tried in its alternatives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from math import prod
from typing import TypeAlias

from wellled_rules.backends.reference.evaluate import trial
from wellled_rules.graph.cells import Cell, SourceStep, assumed
from wellled_rules.graph.nodes import Assumption, Determine, Input
from wellled_rules.graph.subjects import Path
from wellled_rules.graph.trace import Trace
from wellled_rules.graph.treatment import carried_in
from wellled_rules.graph.valuation import Possible, Status, in_order
from wellled_rules.values.operators import Entry
from wellled_rules.values.types import Value

__all__ = ["MOST_COMBINATIONS", "Sensitivities", "Sensitivity", "sensitivities"]

MOST_COMBINATIONS = 256
"""Combinations of alternatives that are all tried for an outcome; where there are more, singles and pairs are."""

_Changes: TypeAlias = "tuple[tuple[str, Value], ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """A smallest set of other assumptions under which an outcome is another.

    assumptions: (name, alternative), all of them together. outcome, members: its name and member ids.
    value, status, possible: what it comes to then, as in a `Finding`. subject: whose it is.
    """

    assumptions: tuple[tuple[str, Value], ...]
    outcome: str
    members: tuple[str, ...]
    value: Entry | None
    status: Status
    possible: tuple[Entry, ...]
    subject: Path = ()


@dataclass(frozen=True, slots=True)
class Sensitivities:
    """What was found; complete: whether every combination of alternatives was tried for every outcome."""

    found: tuple[Sensitivity, ...]
    complete: bool


_Answer: TypeAlias = "tuple[Entry | None, Status, Possible]"


def sensitivities(trace: Trace, of: Cell | None = None) -> Sensitivities:
    """The sensitivities of some outcomes of a trace, in the order of the outcomes, smallest changes first.

    of: that outcome alone, of whichever subject; else every outcome of the subject that the case is about.
    """
    asked = trace.outcomes() if of is None else (of,)
    cells = [one for one in asked if trace.is_for(one.subject) and isinstance(trace.graph.nodes[one.node], Determine)]
    alternatives = _alternatives(trace) if cells else {}
    if not alternatives:
        return Sensitivities((), True)
    # Read through once: each trial takes from it what does not change.
    trace = replace(trace, known=tuple(trace.known))
    reaching = _reaching(trace, tuple(alternatives))
    trials: dict[_Changes, Trace] = {}
    found: list[Sensitivity] = []
    complete = True
    for cell in cells:
        mask = reaching[trace.prepared.plan.places[cell]]
        options = {name: values for turn, (name, values) in enumerate(alternatives.items()) if mask >> turn & 1}
        complete = complete and _count(options) <= MOST_COMBINATIONS
        now = _answer(trace, cell)
        turning: list[frozenset[tuple[str, Value]]] = []
        for changes in _combinations(options):
            if any(known <= frozenset(changes) for known in turning):
                continue
            if changes not in trials:
                trials[changes] = _trial(trace, changes)
            then = _answer(trials[changes], cell)
            if then != now:
                turning.append(frozenset(changes))
                found.append(_sensitivity(trace, cell, changes, then))
    return Sensitivities(tuple(found), complete)


def _trial(trace: Trace, changes: _Changes) -> Trace:
    return trial(trace.graph, trace.evidence, assumed={**trace.assumed, **dict(changes)}, like=trace)


def _alternatives(trace: Trace) -> Mapping[str, tuple[Value, ...]]:
    """Assumption -> the values it could have instead of the one it had; those at levels of subjects inside too."""
    found: dict[str, tuple[Value, ...]] = {}
    levels = dict.fromkeys((trace.level, *trace.evidence.tree.by_level))
    for node in (one for level in levels for one in trace.graph.at(level)):
        if isinstance(node, Assumption) and node.name not in found:
            had = trace.assumed[node.name]
            others = tuple(one for one in dict.fromkeys((node.taken, *node.alternatives)) if one != had)
            if others and node.alternatives:
                found[node.name] = others
    return found


def _reaching(trace: Trace, names: tuple[str, ...]) -> list[int]:
    """By place, the assumptions among its ancestors, as bits; what the case states is made from nothing."""
    stated = frozenset(trace.prepared.plan.places[one] for one in trace.stated)
    found: list[int] = []
    for place, step in enumerate(trace.prepared.plan.steps):
        given = () if isinstance(step, SourceStep) and not _is_carried(trace, step.cell) else assumed(step)
        mask = sum(1 << names.index(one) for one in given if one in names)
        if place not in stated:
            for one in trace.prepared.reads[place]:
                mask |= found[one]
        found.append(mask)
    return found


def _is_carried(trace: Trace, cell: Cell) -> bool:
    node = trace.graph.nodes[cell.node]
    return isinstance(node, Input) and carried_in(node, cell, trace.evidence) is not None


def _count(options: Mapping[str, Sequence[Value]]) -> int:
    return prod(1 + len(values) for values in options.values())


def _combinations(options: Mapping[str, Sequence[Value]]) -> Iterator[_Changes]:
    """Changes of one assumption, of two, and so on; of one and two only where there are too many."""
    most = len(options) if _count(options) <= MOST_COMBINATIONS else min(2, len(options))
    for size in range(1, most + 1):
        for names in combinations(options, size):
            for values in product(*(options[name] for name in names)):
                yield tuple(zip(names, values, strict=True))


def _answer(trace: Trace, cell: Cell) -> _Answer:
    return trace.value(cell), trace.status(cell), trace.possible(cell)


def _sensitivity(trace: Trace, cell: Cell, changes: _Changes, answer: _Answer) -> Sensitivity:
    node = trace.graph.nodes[cell.node]
    assert isinstance(node, Determine)
    value, status, possible = answer
    return Sensitivity(
        assumptions=changes,
        outcome=node.name,
        members=cell.members,
        value=value,
        status=status,
        possible=() if possible.values is None else in_order(possible.values),
        subject=cell.subject,
    )
