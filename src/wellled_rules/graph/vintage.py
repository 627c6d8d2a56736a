"""How old the parts of an outcome are: the earlier assessments from which something in it was carried."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wellled_rules.graph.carrying import standing
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.evidence import Carried
from wellled_rules.graph.nodes import Input
from wellled_rules.graph.travelling import travelled
from wellled_rules.graph.treatment import carried_in
from wellled_rules.graph.valuation import Valuation
from wellled_rules.graph.wording import joined
from wellled_rules.values.dates import shifted

__all__ = ["Age", "Earlier", "Vintage", "age", "carried_to", "together", "vintage"]


@dataclass(frozen=True, slots=True, order=True)
class Earlier:
    """An earlier assessment. framework: its version, as `id@version`."""

    assessed_on: date
    framework: str


@dataclass(frozen=True, slots=True)
class Age:
    """Whole years, then whole months, then days; a missing day of a month is its last."""

    years: int
    months: int
    days: int

    def __str__(self) -> str:
        """`6 years and 2 months`; below a month in days."""
        counts = ((self.years, "year"), (self.months, "month"))
        parts = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in counts if count]
        return joined(parts) or f"{self.days} day{'' if self.days == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Vintage:
    """What was carried into a value. parts: the assessments it came from, oldest first; one at least.

    age: of the oldest of them, at the day of this assessment; None where the case does not say that day.
    """

    parts: tuple[Earlier, ...]
    age: Age | None

    @property
    def oldest(self) -> date:
        """The day of the oldest of them."""
        return self.parts[0].assessed_on

    @property
    def is_mixed(self) -> bool:
        """Whether there are several: of other days, or under other versions."""
        return len(self.parts) > 1


def vintage(case: Valuation, cell: Cell) -> Vintage | None:
    """What was carried into all that a cell rests on; None where nothing was."""
    return together(case, (cell,))


def together(case: Valuation, cells: Iterable[Cell]) -> Vintage | None:
    """The same of several cells at once."""
    if not case.evidence.carries:
        return None
    parts = sorted({one for cell in cells for one in travelled(case, cell, "vintage", _own)})
    if not parts:
        return None
    today = case.evidence.assessed_on
    return Vintage(tuple(parts), None if today is None else age(parts[0].assessed_on, today))


def carried_to(case: Valuation, cell: Cell) -> Carried | None:
    """What stands in one entry because it was carried; None where nothing does."""
    node = case.graph.nodes[cell.node]
    if not isinstance(node, Input) or not case.evidence.carries:
        return None
    said = carried_in(node, cell, case.evidence)
    return None if said is None else standing(node, said.carried, case.assumed)


def age(day: date, at: date) -> Age:
    """How old a day is at another, which is not before it."""
    months = (at.year - day.year) * 12 + at.month - day.month
    if shifted(day, months, "month") > at:
        months -= 1
    return Age(months // 12, months % 12, (at - shifted(day, months, "month")).days)


def _own(case: Valuation, cell: Cell) -> frozenset[Earlier]:
    found = carried_to(case, cell)
    return frozenset() if found is None else frozenset({Earlier(found.on, found.framework)})
