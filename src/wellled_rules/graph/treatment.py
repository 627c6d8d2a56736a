"""What a case records in one cell, and what the `treat` lines of an input make of it."""

from __future__ import annotations

from collections.abc import Mapping

from wellled_rules.graph.carrying import turned
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.evidence import Evidence, Recorded
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Decision, Input
from wellled_rules.graph.steps import treat
from wellled_rules.graph.subjects import Path
from wellled_rules.values.missing import OUT, Missing, State
from wellled_rules.values.operators import Entry
from wellled_rules.values.types import Value

__all__ = ["ASSESSED_ON", "NOT_GIVEN", "Moves", "carried_in", "entered", "moves", "recorded", "treated"]

NOT_GIVEN = Missing(state=State.NOT_GIVEN)

ASSESSED_ON = "assessed_on"
"""The day of the assessment, which comes with every case and is no input of its own."""

Moves = Mapping[tuple[str, tuple[str, ...], Path], Entry]
"""(name of a rule, members of its cell, whose it is) -> what was decided under it; yes where it is switched off."""


def moves(evidence: Evidence) -> Moves:
    """What people decided in a case."""
    every = ((path, one) for path, said in evidence.parts.items() for one in said.decisions)
    return {(one.rule, one.members, path): True if one.to is None else one.to for path, one in every}


def recorded(node: Input | Decision, cell: Cell, evidence: Evidence, decided: Moves) -> Entry:
    """What a case records in one cell, before any treatment. decided: `moves` of the same case."""
    if isinstance(node, Decision):
        return decided.get((node.name, cell.members, cell.subject), OUT)
    found = evidence.parts[cell.subject].entries.get((node.name, cell.members))
    if found is not None:
        return found.value
    if node.name == ASSESSED_ON and evidence.assessed_on is not None:
        return evidence.assessed_on
    return NOT_GIVEN


def treated(node: Input, entry: Entry) -> Entry:
    """An entry after the `treat` lines of its input."""
    return treat(node.treatments, entry)


def entered(
    graph: DeterminationGraph, cell: Cell, evidence: Evidence, decided: Moves, assumed: Mapping[str, Value]
) -> Entry:
    """What the step of a source gives: what a case records in its cell, after treatment.

    assumed: on which it may turn what is carried.
    """
    node = graph.nodes[cell.node]
    assert isinstance(node, Input | Decision)
    if isinstance(node, Decision):
        return recorded(node, cell, evidence, decided)
    said = carried_in(node, cell, evidence)
    return treated(node, recorded(node, cell, evidence, decided) if said is None else turned(node, said, assumed))


def carried_in(node: Input, cell: Cell, evidence: Evidence) -> Recorded | None:
    """The entry in one cell of an input, where it is carried; None where it is not."""
    if not node.carried:
        return None
    said = evidence.parts[cell.subject].entries.get((node.name, cell.members))
    return said if said is not None and said.carried else None
