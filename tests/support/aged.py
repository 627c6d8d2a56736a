"""What a table says of the vintage of an outcome."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from wellled_rules.graph.cells import Cell
from wellled_rules.graph.trace import Trace
from wellled_rules.graph.vintage import Vintage, vintage

__all__ = ["aged", "ages", "told_age"]

Aged = tuple[str | None, date | None, int | None]


def aged(found: Vintage | None) -> Aged:
    """From which earlier assessments, the day of the oldest, and its age in whole months."""
    if found is None:
        return None, None, None
    parts = ";".join(f"{one.framework} on {one.assessed_on.isoformat()}" for one in found.parts)
    return parts, found.oldest, None if found.age is None else 12 * found.age.years + found.age.months


def told_age(trace: Trace, cell: Cell) -> Aged:
    """What is told of the age of an outcome: nothing, where it is withheld."""
    return aged(None if trace.is_withheld(cell) else vintage(trace, cell))


def ages(table: Mapping[str, Any], name: str, row: int) -> Aged:
    """The same as a table has it; nothing where it has no such columns. table: column -> values."""
    if f"{name}:vintage" not in table:
        return None, None, None
    vintage, oldest, months = (table[f"{name}:{end}"][row] for end in ("vintage", "oldest", "age_months"))
    return vintage, oldest, months
