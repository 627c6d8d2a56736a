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
        possible = self.possible(cell)
        found = Finding(
            cell=cell,
            value=None if (status := self.status(cell)) is Status.UNDETERMINED else self.value(cell),
            status=status,
            possible=() if possible.values is None else in_order(possible.values),
            exact=possible.exact,
            waits_for=self.waits_for(cell),
            decided_by=decided_by(self, cell),
            marks=marks(self, cell),
        )
        return self.keep("finding", cell, found)

    def is_withheld(self, cell: Cell) -> bool:
        """Whether a shown input is not told, since the rules are not for its subject.

        It holds what it held: what reads it reads that all the same.
        """
        node = self.graph.nodes[cell.node]
        return isinstance(node, Input) and not self.is_for(cell.subject) and self.graph.is_outcome(node)

    def told(self, cell: Cell) -> Entry | None:
        """What is told of an outcome: what it holds, and not applicable where the rules are not for its subject."""
        return OUT if self.is_withheld(cell) else self.value(cell)

    def is_open(self, cell: Cell) -> bool:
        """Whether an outcome is told to be undetermined."""
        return not self.is_withheld(cell) and self.status(cell) is Status.UNDETERMINED

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
