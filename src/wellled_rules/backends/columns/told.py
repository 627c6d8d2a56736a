"""What is told of one outcome of a case that was worked out alone: what columns need of a trace, and no more.

A trace holds every step of its case. A table may have a million of such rows, so none is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from wellled_rules.graph.carrying import carried_into
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.decided import Mark, decided_by, marks
from wellled_rules.graph.trace import Trace
from wellled_rules.graph.valuation import in_order
from wellled_rules.graph.vintage import Vintage, vintage
from wellled_rules.values.operators import Entry

__all__ = ["Told", "still_possible", "told"]


@dataclass(frozen=True, slots=True)
class Told:
    """What one outcome of a subject came to. value: None where it is undetermined.

    possible: None where it is determined, or cannot be listed. vintage: None where nothing was carried.
    marks: none where they are not asked for.
    """

    value: Entry | None
    decided: tuple[str, ...]
    possible: tuple[Entry, ...] | None
    vintage: Vintage | None
    marks: tuple[Mark, ...]


def told(trace: Trace, cell: Cell, *, marked: bool) -> Told:
    """What a trace says of an outcome. marked: whether its marks are asked for."""
    may_be_carried = cell.node in carried_into(trace.graph) and not trace.is_withheld(cell)
    return Told(
        value=trace.told(cell),
        decided=decided_by(trace, cell),
        possible=still_possible(trace, cell),
        vintage=vintage(trace, cell) if may_be_carried else None,
        marks=marks(trace, cell) if marked and not trace.is_withheld(cell) else (),
    )


def still_possible(trace: Trace, cell: Cell) -> tuple[Entry, ...] | None:
    """What an outcome may still come to, best first; None where it is determined, or that cannot be listed."""
    if not trace.is_open(cell):
        return None
    values = trace.still_possible(cell).values
    return None if values is None else in_order(values)
