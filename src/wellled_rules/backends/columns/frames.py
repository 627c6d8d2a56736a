"""Deciding a table: every row at once, and the few that turn on something unknown one by one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from wellled_rules.backends.columns.coding import key
from wellled_rules.backends.columns.kernel import Run, run
from wellled_rules.backends.columns.layout import Layout, column_name, layout
from wellled_rules.backends.columns.plan import Program, plan
from wellled_rules.backends.columns.reading import Table, Taken, case_of, taken
from wellled_rules.backends.columns.writing import Answer, decided_column, slot_column, status_column, value_column
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.trace import Trace
from wellled_rules.values.missing import OUT

__all__ = ["SLOT", "Alone", "Decided", "Decider", "decider"]

Alone: TypeAlias = "Callable[[Mapping[str, object]], Trace]"
"""One case alone, worked out by the evaluator that knows possible sets."""

SLOT = "slot:"
_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Decided:
    """table: the answers to the rows that are not refused. refused: numbers of those that are, of the table asked.

    alone: rows worked out alone.
    """

    table: Table
    refused: NDArray[np.intp]
    alone: int


@dataclass(frozen=True)
class Decider:
    """A program and the layout of the tables that it decides; tables of one layout may follow each other."""

    program: Program
    layout: Layout
    slots: bool = False
    _remembered: dict[Hashable, Trace] = field(default_factory=dict, repr=False, compare=False)

    def case(self, table: Table, row: int) -> Mapping[str, object]:
        """The case that a row says."""
        return case_of(self.program.graph, self.layout, table, row)

    def decide(self, table: Table, alone: Alone) -> Decided:
        """Answers for all rows of a table but those of which an entry is refused; in the same order.

        Columns `NAME...` (`writing.value_column`), `NAME...:status` and `NAME...:decided_by` for each outcome, and
        `slot:NAME...` for each slot where they are asked for; before them, those that are passed on.
        """
        read = taken(self.program, self.layout, table)
        refused = np.flatnonzero(read.bad)
        if len(refused):
            table = table.take(pa.array(np.flatnonzero(~read.bad)))
            read = taken(self.program, self.layout, table)
        found = run(self.program, read.supplies, table.num_rows)
        slow = np.flatnonzero(found.slow | self.outside(found))
        traces = {int(row): self.trace(read, table, int(row), alone) for row in slow}
        columns = {name: table.column(name) for name in self.layout.keep}
        answers = _Answers(self.program, found, traces)
        for cell, column in self.program.decided.items():
            name = column_name(cell)
            value = answers.value(cell)
            columns[name] = value_column(value, self.program.graph.nodes[cell.node].type)
            columns[f"{name}:status"] = status_column(value)
            columns[f"{name}:decided_by"] = decided_column(answers.decided(cell, column))
        for cell in self.program.values if self.slots else ():
            columns[SLOT + column_name(cell)] = slot_column(answers.value(cell))
        return Decided(pa.table(columns), refused, len(slow))

    def outside(self, found: Run) -> NDArray[np.bool_]:
        """Rows whose slots are worked out alone, since the rules are not for their subject and all slots follow."""
        cover = self.program.cover
        if cover is None or not self.slots:
            return np.zeros(len(found.slow), bool)
        return np.isin(found.codes[cover], _refusing(found.entries[cover]))

    def trace(self, read: Taken, table: Table, row: int, alone: Alone) -> Trace:
        """The trace of one row; rows that say the same share it."""
        said = tuple(
            key(int(one.codes[row]) if one.entries is None else one.entries[int(one.codes[row])])
            for one in read.supplies.values()
        )
        if said not in self._remembered:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[said] = alone(self.case(table, row))
        return self._remembered[said]


@dataclass(frozen=True)
class _Answers:
    """What the columns say, with what was worked out alone in its place."""

    program: Program
    found: Run
    traces: Mapping[int, Trace]

    def value(self, cell: Cell) -> Answer:
        outside = OUT if cell in self.program.decided else None
        return self.answer(self.program.values[cell], outside, lambda trace: trace.value(cell))

    def decided(self, cell: Cell, column: int) -> Answer:
        return self.answer(column, (), lambda trace: trace.finding(cell).decided_by)

    def answer(self, column: int, outside: Hashable, told: Callable[[Trace], Hashable]) -> Answer:
        """outside: what is answered where the rules are not for the subject; None: what the column says."""
        entries = list(self.found.entries[column])
        codes: NDArray[Any] = self.found.codes[column]
        places = {key(entry): place for place, entry in enumerate(entries)}

        def place(entry: Hashable) -> int:
            if key(entry) not in places:
                places[key(entry)] = len(entries)
                entries.append(entry)
            return places[key(entry)]

        cover = self.program.cover
        refusing = [] if cover is None or outside is None else _refusing(self.found.entries[cover])
        if refusing or self.traces:
            codes = codes.astype(np.int64)
        if refusing and cover is not None:
            codes[np.isin(self.found.codes[cover], refusing)] = place(outside)
        for row, trace in self.traces.items():
            codes[row] = place(told(trace))
        return Answer(codes, entries)


def _refusing(entries: Sequence[Hashable]) -> list[int]:
    """Codes that say that the rules are not for the subject."""
    return [code for code, entry in enumerate(entries) if entry is False]


def decider(
    graph: DeterminationGraph,
    names: Sequence[str],
    *,
    level: str | None = None,
    outcomes: Sequence[str] | None = None,
    slots: bool = False,
    keep: Sequence[str] = (),
) -> Decider:
    """What decides tables whose columns have these names.

    level: of all subjects; where it isn't said, the one that has every column. keep: columns to pass on.
    Raises `CaseError` for a column that is none, `UnsupportedOperator` for rules that columns do not answer, `KeyError`
    for an outcome that there is not.
    """
    found = layout(graph, names, level=level, keep=keep)
    return Decider(plan(graph, found.level, outcomes=outcomes, slots=slots), found, slots)
