"""The window for evidence that an assessment states, as entries of the inputs that ask for its days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from wellled_rules.graph.evidence import Evidence, Inside, Recorded
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import WindowEnd
from wellled_rules.graph.windows import bounds, ends

__all__ = ["FACTS", "windowed"]

FACTS: Mapping[WindowEnd, str] = MappingProxyType(
    {WindowEnd.OPENS: "evidence_from", WindowEnd.CLOSES: "evidence_until"}
)
"""What a case says of the assessment, by the end of the window that it is."""

_Part = TypeVar("_Part", Evidence, Inside)


def windowed(graph: DeterminationGraph, evidence: Evidence) -> Evidence:
    """The same, where what the assessment says of its window is said by the inputs for it too.

    An input that the case gives stays as it is, and holds for the subjects inside. The hash stays: no more is said.
    """
    window = evidence.window
    days = {WindowEnd.OPENS: window.opens, WindowEnd.CLOSES: window.closes}
    stated = {end: day for end, day in days.items() if day is not None}
    return _told(graph, evidence, stated) if stated else evidence


def _told(graph: DeterminationGraph, said: _Part, stated: Mapping[WindowEnd, date]) -> _Part:
    level = said.subject.level
    own = {one.end: one.day for one in bounds(graph, level, said)}
    days = {end: own.get(end, day) for end, day in stated.items()}
    taken: dict[tuple[str, tuple[str, ...]], Recorded] = {
        (name, ()): Recorded(value=days[end], note=f"the `{FACTS[end]}` of the assessment", fact=FACTS[end])
        for end, name in ends(graph, level)
        if end in days and (name, ()) not in said.entries
    }
    inside = tuple(_told(graph, one, days) for one in said.inside)
    return replace(said, entries={**said.entries, **taken}, inside=inside)
