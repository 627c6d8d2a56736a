"""Process rules that a case does not meet, and those of which it can't be told yet."""

from __future__ import annotations

from dataclasses import dataclass

from wellled_rules.graph.cells import Cell
from wellled_rules.graph.nodes import Check
from wellled_rules.graph.valuation import Valuation

__all__ = ["Unmet", "unmet"]


@dataclass(frozen=True, slots=True)
class Unmet:
    """A check that fails, or may fail. is_open: whether something that is not known could make it met."""

    cell: Cell
    is_open: bool


def unmet(case: Valuation) -> tuple[Unmet, ...]:
    """The checks of a case that fail or may fail, one for each of their members and subjects."""
    found = []
    for cell in case.prepared.plan.places:
        if not isinstance(case.graph.nodes[cell.node], Check):
            continue
        possible = case.possible(cell).values
        values = frozenset({False, True}) if possible is None else possible
        if False in values:
            found.append(Unmet(cell, len(values) > 1))
    return tuple(found)
