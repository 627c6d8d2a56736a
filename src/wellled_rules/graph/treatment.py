"""What a case records in one cell, and what the `treat` lines of an input make of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wellled_rules.graph.cells import Cell
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Decision, Input, Treatment
from wellled_rules.values.missing import OUT, Missing, State
from wellled_rules.values.operators import Entry

__all__ = ["NOT_GIVEN", "Moves", "entered", "moves", "recorded", "treated"]

NOT_GIVEN = Missing(state=State.NOT_GIVEN)

_ASSESSED_ON = "assessed_on"

Moves = Mapping[tuple[str, tuple[str, ...]], Entry]
"""(name of a rule, members of the cell it is about) -> what was decided under it; yes where it is switched off."""


def moves(evidence: Evidence) -> Moves:
    """What people decided in a case."""
    return {(one.rule, one.members): True if one.to is None else one.to for one in evidence.decisions}


def recorded(node: Input | Decision, members: tuple[str, ...], evidence: Evidence, decided: Moves) -> Entry:
    """What a case records in one cell, before any treatment. decided: `moves` of the same case."""
    if isinstance(node, Decision):
        return decided.get((node.name, members), OUT)
    found = evidence.entries.get((node.name, members))
    if found is not None:
        return found.value
    if node.name == _ASSESSED_ON and evidence.assessed_on is not None:
        return evidence.assessed_on
    return NOT_GIVEN


def treated(node: Input, entry: Entry) -> Entry:
    """An entry after the `treat` lines of its input."""
    if not isinstance(entry, Missing):
        return entry
    match node.treatments.get(entry.state):
        case None:
            return entry
        case Treatment.LEFT_OUT:
            return replace(entry, left_out=True)
        case Treatment.UNKNOWN:
            return replace(entry, unknown=True) if entry.state is State.NOT_APPLICABLE else entry
        case value:
            return value


def entered(graph: DeterminationGraph, cell: Cell, evidence: Evidence, decided: Moves) -> Entry:
    """What the step of a source gives: what a case records in its cell, after treatment."""
    node = graph.nodes[cell.node]
    assert isinstance(node, Input | Decision)
    found = recorded(node, cell.members, evidence, decided)
    return treated(node, found) if isinstance(node, Input) else found
