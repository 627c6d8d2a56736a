"""From which days the evidence of a case comes: as its assessment says, and as inputs say that open and close it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias, cast

from wellled_rules.graph.evidence import Evidence, EvidenceWindow, Said
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Input, WindowEnd
from wellled_rules.graph.subjects import Path, level_at

__all__ = ["Bound", "bounds", "ends", "stated_by", "windows"]

_Kept: TypeAlias = "tuple[tuple[WindowEnd, str], ...]"


@dataclass(frozen=True, slots=True)
class Bound:
    """An end of the window that an entry says. name: of its input."""

    end: WindowEnd
    name: str
    day: date


def ends(graph: DeterminationGraph, level: str) -> tuple[tuple[WindowEnd, str], ...]:
    """The ends that inputs of a level say, each with the name of the input."""
    kept = cast("_Kept | None", graph.memo.get(("window", level)))
    if kept is None:
        inputs = (one for one in graph.at(level) if isinstance(one, Input))
        kept = tuple((one.bounds, one.name) for one in inputs if one.bounds is not None)
        graph.memo["window", level] = kept
    return kept


def bounds(graph: DeterminationGraph, level: str, said: Said) -> tuple[Bound, ...]:
    """The ends that the entries of one subject say; not those of which the assessment says the day."""
    found = []
    for end, name in ends(graph, level):
        entry = said.entries.get((name, ()))
        if entry is not None and entry.fact is None and isinstance(entry.value, date):
            found.append(Bound(end, name, entry.value))
    return tuple(found)


def windows(graph: DeterminationGraph, evidence: Evidence) -> Mapping[Path, EvidenceWindow]:
    """The window of each subject of a case: its own ends, else those of the subject that it lies in."""
    found: dict[Path, EvidenceWindow] = {}
    for path, said in evidence.parts.items():
        window = found[path[:-2]] if path else evidence.window
        for one in bounds(graph, level_at(evidence.subject.level, path), said):
            if one.end is WindowEnd.OPENS:
                window = replace(window, opens=one.day)
            else:
                window = replace(window, closes=one.day)
        found[path] = window
    return found


def stated_by(graph: DeterminationGraph, evidence: Evidence) -> Mapping[Path, Path]:
    """The subject that says the window of each: it itself, the nearest around it that does, or the whole subject."""
    found: dict[Path, Path] = {}
    for path, said in evidence.parts.items():
        own = bounds(graph, level_at(evidence.subject.level, path), said)
        found[path] = path if own or not path else found[path[:-2]]
    return found
