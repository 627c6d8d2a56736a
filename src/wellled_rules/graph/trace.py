"""The trace of one case: what every cell came to, and the finding about each outcome."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from wellled_rules.graph.cells import Cell
from wellled_rules.graph.decided import Mark, decided_by, marks
from wellled_rules.graph.evidence import Notice
from wellled_rules.graph.nodes import Input
from wellled_rules.graph.notices import notices
from wellled_rules.graph.valuation import Possible, Status, Valuation, in_order
from wellled_rules.values.missing import OUT
from wellled_rules.values.operators import Entry

__all__ = ["Finding", "Mark", "Possible", "Status", "Trace"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is found about one cell.

    value: a value or a state; None while it is undetermined. possible: what it may come to, best first,
    states last; empty where that cannot be listed. exact: whether each of them can occur. waits_for: the
    open cells on which it turns. decided_by: names of rules, the one that spoke last first.
    """

    cell: Cell
    value: Entry | None
    status: Status
    possible: tuple[Entry, ...]
    exact: bool
    waits_for: tuple[Cell, ...]
    decided_by: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Trace(Valuation):
    """A valuation of one level with its findings. further: notices beside those that follow from the case."""

    further: tuple[Notice, ...] = ()

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """What a reader should know beside the values."""
        return (*self.evidence.notices, *notices(self), *self.further)

    def finding(self, cell: Cell) -> Finding:
        """The finding about a cell, worked out when first asked for; `KeyError` for one that does not exist."""
        kept = self.kept("finding", cell)
        if isinstance(kept, Finding):
            return kept
        if self.is_withheld(cell):
            return self.keep("finding", cell, _withheld(cell))
        possible, status = self.still_possible(cell), self.told_status(cell)
        found = Finding(
            cell=cell,
            value=None if status is Status.UNDETERMINED else self.value(cell),
            status=status,
            possible=() if possible.values is None else in_order(possible.values),
            exact=possible.exact,
            waits_for=self.told_waits(cell),
            decided_by=decided_by(self, cell),
            marks=marks(self, cell),
        )
        return self.keep("finding", cell, found)

    def is_withheld(self, cell: Cell) -> bool:
        """Whether a shown input is not told, since the rules are not for its subject, or do not show it of that.

        It holds what it held: what reads it reads that all the same.
        """
        node = self.graph.nodes[cell.node]
        if not isinstance(node, Input) or not self.graph.is_outcome(node):
            return False
        return not self.is_for(cell.subject) or self._shows(cell) is False

    def told(self, cell: Cell) -> Entry | None:
        """What is told of an outcome: what it holds; not applicable where it is withheld, None where that is open."""
        if self.is_withheld(cell):
            return OUT
        return None if self.is_doubtful(cell) else self.value(cell)

    def told_status(self, cell: Cell) -> Status:
        """The status that is told of an outcome."""
        if self.is_withheld(cell):
            return Status.NOT_APPLICABLE
        return Status.UNDETERMINED if self.is_doubtful(cell) else self.status(cell)

    def still_possible(self, cell: Cell) -> Possible:
        """What an outcome may still be told to be: what it may come to, and not applicable where it may be withheld."""
        if self.is_withheld(cell):
            return Possible(frozenset((OUT,)), True)
        found = self.possible(cell)
        if not self.is_doubtful(cell) or found.values is None:
            return found
        # INVARIANT: what a condition turns on and what an input may come to are two things, unless it reads that input.
        is_apart = self.graph.header.told_where[cell.node] not in self.graph.resting_on((cell.node,))
        return Possible(found.values | {OUT}, found.exact and is_apart)

    def is_open(self, cell: Cell) -> bool:
        """Whether an outcome is told to be undetermined."""
        return self.told_status(cell) is Status.UNDETERMINED

    def is_doubtful(self, cell: Cell) -> bool:
        """Whether it is open if a shown input is told; not where it is not applicable in any case."""
        is_shown = cell.node in self.graph.header.told_where and self.is_for(cell.subject)
        return is_shown and self._shows(cell) is None and self.status(cell) is not Status.NOT_APPLICABLE

    def shown_by(self, cell: Cell) -> Cell | None:
        """The condition under which an input is shown; None where there is none."""
        where = self.graph.header.told_where.get(cell.node)
        return None if where is None else Cell(where, (), cell.subject)

    def _shows(self, cell: Cell) -> bool | None:
        """Whether the condition holds under which a shown input is told; None where that is open."""
        where = self.shown_by(cell)
        held = True if where is None else self.value(where)
        return None if held is None else held is True

    def told_waits(self, cell: Cell) -> tuple[Cell, ...]:
        """What an outcome waits for: a shown input also for what its condition does."""
        where = self.shown_by(cell)
        first = () if where is None or not self.is_doubtful(cell) else self.waits_for(where)
        return tuple(dict.fromkeys((*first, *self.waits_for(cell))))

    def outcomes(self) -> tuple[Cell, ...]:
        """Cells of the outcomes of this level, in the order declared."""
        nodes = [self.graph.nodes[f"{self.level}:{name}"] for name in self.graph.outcomes.get(self.level, ())]
        return tuple(Cell(node.id, members) for node in nodes for members in self.graph.cells(node))


def _withheld(cell: Cell) -> Finding:
    """The finding about an outcome of a subject that the rules are not for."""
    return Finding(
        cell=cell,
        value=OUT,
        status=Status.NOT_APPLICABLE,
        possible=(OUT,),
        exact=True,
        waits_for=(),
        decided_by=(),
        marks=(),
    )
