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
from wellled_rules.values.missing import Missing

__all__ = ["Age", "Earlier", "Vintage", "age", "carried_to", "is_of_today", "together", "vintage"]


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
    def has_several(self) -> bool:
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


def is_of_today(case: Valuation, cells: Iterable[Cell]) -> bool:
    """Whether some of these cells rest on something that was assessed in this assessment, and not carried to it.

    That is a value of an input that people judge, or to which something may be carried. A fact about the subject, such
    as its kind, is assessed by nobody, and no older today than it was.
    """
    return any(travelled(case, cell, "assessed now", _now) for cell in cells)


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


def _now(case: Valuation, cell: Cell) -> frozenset[bool]:
    node = case.graph.nodes[cell.node]
    if not isinstance(node, Input) or (node.role is None and not node.carried):
        return frozenset()
    said = case.evidence.parts[cell.subject].entries.get((node.name, cell.members))
    is_now = said is not None and not said.carried and not isinstance(said.value, Missing)
    return frozenset({True}) if is_now else frozenset()


def _own(case: Valuation, cell: Cell) -> frozenset[Earlier]:
    found = carried_to(case, cell)
    return frozenset() if found is None else frozenset({Earlier(found.on, found.framework)})
