"""Process rules that a case does not meet, and those of which it can't be told yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wellled_rules.graph.cells import Cell, SourceStep
from wellled_rules.graph.nodes import Check, Input
from wellled_rules.graph.subjects import level_at
from wellled_rules.graph.valuation import Valuation

__all__ = ["Unmet", "unmet"]


@dataclass(frozen=True, slots=True)
class Unmet:
    """A check that fails, or may fail. is_open: whether something that is not known could make it met.

    unsaid: entries that it reads and that nobody gave, of which an outcome is made that the case states.
    """

    cell: Cell
    is_open: bool
    unsaid: tuple[Cell, ...]


def unmet(case: Valuation) -> tuple[Unmet, ...]:
    """The checks of a case that fail or may fail, one for each of their members and subjects."""
    found = []
    for cell in case.prepared.plan.places:
        if not isinstance(case.graph.nodes[cell.node], Check):
            continue
        possible = case.possible(cell).values
        values = frozenset({False, True}) if possible is None else possible
        if False in values:
            unsaid = _unsaid(case, cell)
            found.append(Unmet(cell, len(values) > 1 or bool(unsaid), unsaid))
    return tuple(found)


def _unsaid(case: Valuation, cell: Cell) -> tuple[Cell, ...]:
    """What a check reads of what a stated outcome is made of, as far as the case does not give it.

    An outcome that is stated stands without what it was made of: that nobody wrote it down here does not say that it
    was not there.
    """
    said, level = case.evidence.parts[cell.subject], level_at(case.level, cell.subject)
    if not said.given:
        return ()
    made = _entries(case, [Cell(f"{level}:{name}", members, cell.subject) for name, members in said.given])
    return tuple(
        one
        for one, node in _entries(case, [cell]).items()
        if one in made and (node.name, one.members) not in case.evidence.parts[one.subject].entries
    )


def _entries(case: Valuation, cells: Sequence[Cell]) -> dict[Cell, Input]:
    """The entries of which cells are made, in the order of the plan."""
    plan = case.prepared.plan
    steps = [plan.steps[one] for one in case.prepared.ancestors([plan.places[cell] for cell in cells])]
    nodes = {one.cell: case.graph.nodes[one.cell.node] for one in steps if isinstance(one, SourceStep)}
    return {cell: node for cell, node in nodes.items() if isinstance(node, Input)}
