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
from wellled_rules.backends.columns.layout import Layout, column_name, layout, require_apart
from wellled_rules.backends.columns.marking import may_be_marked
from wellled_rules.backends.columns.plan import Program, plan
from wellled_rules.backends.columns.reading import Table, taken
from wellled_rules.backends.columns.rows import case_of
from wellled_rules.backends.columns.told import Told, told
from wellled_rules.backends.columns.writing import (
    Answer,
    decided_column,
    marks_column,
    possible_column,
    slot_column,
    status_column,
    value_column,
    vintage_columns,
)
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.carrying import carried_into
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Input, Node
from wellled_rules.graph.trace import Trace
from wellled_rules.graph.valuation import in_order, of_type
from wellled_rules.values.missing import OUT, Missing, State
from wellled_rules.values.operators import Entry

__all__ = ["SLOT", "Alone", "Decided", "Decider", "Enough", "decider", "not_given"]

Alone: TypeAlias = "Callable[[Mapping[str, object]], Trace]"
"""One case alone, worked out by the evaluator that knows possible sets."""

Enough: TypeAlias = "Callable[[int], bool]"
"""Asked after each row that was worked out alone, with how many rows are behind it: whether to leave it at these."""

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
    """A program and the layout of the tables that it decides; tables of one layout may follow each other.

    slots, marks: whether these are told too.
    """

    program: Program
    layout: Layout
    slots: bool = False
    marks: bool = False
    _remembered: dict[Hashable, _Row | None] = field(default_factory=dict, repr=False, compare=False)

    def case(self, table: Table, row: int) -> Mapping[str, object]:
        """The case that a row says."""
        return case_of(self.program.graph, self.layout.among(table.column_names), table, row)

    def decide(self, table: Table, alone: Alone) -> Decided:
        """Answers for all rows of a table but those that are refused; in the same order.

        The table may lack columns of the layout. Columns `NAME...` (`writing.value_column`), `NAME...:status`,
        `NAME...:decided_by` and `NAME...:possible` for each outcome, where something may be carried into it also
        `NAME...:vintage`, `NAME...:oldest` and `NAME...:age_months`, and where they are asked for `NAME...:marks` and
        `slot:NAME...` for each slot; before them, those that are passed on.
        """
        return self.begin(table, alone, lambda _: False)[1]

    def begin(self, table: Table, alone: Alone, enough: Enough) -> tuple[int, Decided]:
        """The same for the first rows of a table: all, or those behind the first that is `enough`; and how many."""
        said = self.layout.among(table.column_names)
        asked = Asked(self, said, table, alone)
        marked = self.marked(said, table)
        found = run(self.program, asked.read.supplies, table.num_rows)
        refused, rows = asked.read.bad.copy(), table.num_rows
        singly: dict[int, _Row] = {}
        left = found.slow | asked.read.stated | self.outside(found) | marked
        for row in np.flatnonzero(left & ~refused).tolist():
            one = asked.alone_in(row, marked=bool(marked[row]))
            if one is None:
                refused[row] = True
            else:
                singly[row] = one
            if enough(row + 1):
                rows = row + 1
                break
        columns = {name: asked.column(name) for name in self.layout.keep}
        kept = np.flatnonzero(~refused[:rows])
        if len(kept) < table.num_rows:
            columns = {name: column.take(pa.array(kept)) for name, column in columns.items()}
            singly = {int(np.searchsorted(kept, row)): one for row, one in singly.items()}
            found = Run({turn: codes[kept] for turn, codes in found.codes.items()}, found.entries, found.slow[kept])
        columns |= self.answered(_Answers(self.program, found, singly))
        return rows, Decided(pa.table(columns), np.flatnonzero(refused[:rows]), len(singly))

    def answered(self, answers: _Answers) -> dict[str, Any]:
        """The columns of the answers."""
        columns: dict[str, Any] = {}
        carried = carried_into(self.program.graph)
        for cell, column in self.program.decided.items():
            name = column_name(cell)
            value = answers.value(cell)
            columns[name] = value_column(value, self.program.graph.nodes[cell.node].type)
            columns[f"{name}:status"] = status_column(value)
            columns[f"{name}:decided_by"] = decided_column(answers.decided(cell, column))
            columns[f"{name}:possible"] = answers.possible(cell)
            if cell.node in carried:
                columns |= answers.vintages(cell)
            if self.marks:
                columns[f"{name}:marks"] = answers.marks(cell)
        for cell in self.program.values if self.slots else ():
            columns[SLOT + column_name(cell)] = slot_column(answers.slot(cell))
        return columns

    def marked(self, said: Layout, table: Table) -> NDArray[np.bool_]:
        """Rows whose outcomes may be marked though nothing is stated; they are worked out alone."""
        if not self.marks:
            return np.zeros(table.num_rows, bool)
        return may_be_marked(self.program.graph, [cell.node for cell in self.program.decided], said, table)

    def outside(self, found: Run) -> NDArray[np.bool_]:
        """Rows whose slots are worked out alone, since the rules are not for their subject and all slots follow."""
        cover = self.program.cover
        if cover is None or not self.slots:
            return np.zeros(len(found.slow), bool)
        return np.isin(found.codes[cover], _refusing(found.entries[cover]))


@dataclass(frozen=True, slots=True)
class _Row:
    """What one row came to alone. slots: what each of them holds; none where they are not asked for."""

    told: Mapping[Cell, Told]
    slots: Mapping[Cell, Entry | None]


class Asked:
    """A table that is asked about, and what some of its rows come to alone."""

    def __init__(self, decider: Decider, layout: Layout, table: Table, alone: Alone) -> None:
        self.decider, self.program = decider, decider.program
        self.layout, self.table, self.alone = layout, table, alone
        self.remembered = decider._remembered
        self.read = taken(self.program, layout, table)

    def column(self, name: str) -> Any:
        """A column that is passed on; of nulls, where there is none."""
        has = name in self.table.column_names
        return self.table.column(name) if has else pa.nulls(self.table.num_rows, pa.string())

    def alone_in(self, row: int, *, marked: bool) -> _Row | None:
        """What one row comes to, None where it is refused; rows that say nothing but the same inputs share it.

        marked: whether it may have marks, which turn on what else it says.
        """
        if self.read.stated[row] or marked:
            # What else a row says may be refused, or move an outcome that nobody asked for.
            return self.worked_out(row)
        said = tuple(
            key(int(one.codes[row]) if one.entries is None else one.entries[int(one.codes[row])])
            for one in self.read.supplies.values()
        )
        if said not in self.remembered:
            if len(self.remembered) >= _MOST_REMEMBERED:
                self.remembered.clear()
            self.remembered[said] = self.worked_out(row)
        return self.remembered[said]

    def worked_out(self, row: int) -> _Row | None:
        try:
            trace = self.alone(case_of(self.program.graph, self.layout, self.table, row))
        except CaseError:
            # INVARIANT: a row that says nothing but inputs was read entry by entry, and is no case that is refused.
            if not self.read.stated[row]:
                raise
            return None
        slots = self.program.values if self.decider.slots else ()
        return _Row(
            {cell: told(trace, cell, marked=self.decider.marks) for cell in self.program.decided},
            {cell: trace.told(cell) for cell in slots},
        )


@dataclass(frozen=True)
class _Answers:
    """What the columns say, with what was worked out alone in its place."""

    program: Program
    found: Run
    singly: Mapping[int, _Row]

    def value(self, cell: Cell) -> Answer:
        return self.answer(self.program.values[cell], OUT, lambda one: one.told[cell].value)

    def slot(self, cell: Cell) -> Answer:
        outside = OUT if cell in self.program.decided else None
        return self.answer(self.program.values[cell], outside, lambda one: one.slots[cell])

    def decided(self, cell: Cell, column: int) -> Answer:
        return self.answer(column, (), lambda one: one.told[cell].decided)

    def possible(self, cell: Cell) -> Any:
        """The column of what is still possible: of a row that columns answer, of an entry that nobody made."""
        by_row = not_given(self.value(cell), self.program.graph.nodes[cell.node])
        by_row.update({row: one.told[cell].possible for row, one in self.singly.items()})
        return possible_column(by_row, len(self.found.slow))

    def vintages(self, cell: Cell) -> Mapping[str, Any]:
        """The columns of what was carried; a row with anything that is carried is worked out alone."""
        by_row = {row: found for row, one in self.singly.items() if (found := one.told[cell].vintage) is not None}
        return vintage_columns(column_name(cell), by_row, len(self.found.slow))

    def marks(self, cell: Cell) -> Any:
        """The column of marks; a row that may have any is worked out alone."""
        return marks_column({row: one.told[cell].marks for row, one in self.singly.items()}, len(self.found.slow))

    def answer(self, column: int, outside: Hashable, told: Callable[[_Row], Hashable]) -> Answer:
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
        if refusing or self.singly:
            codes = codes.astype(np.int64)
        if refusing and cover is not None:
            codes[np.isin(self.found.codes[cover], refusing)] = place(outside)
        for row, one in self.singly.items():
            codes[row] = place(told(one))
        return Answer(codes, entries)


def not_given(answer: Answer, node: Node) -> dict[int, tuple[Entry, ...] | None]:
    """Row -> what is possible of an entry that nobody made, where the answer is one.

    Passed on by a rule it has nothing else to come to; an input that is shown may come to all of its type.
    """
    every = of_type(node).values if isinstance(node, Input) else None
    found: dict[int, tuple[Entry, ...] | None] = {}
    for place, entry in enumerate(answer.entries):
        if isinstance(entry, Missing) and entry.state is State.NOT_GIVEN:
            told = (entry,) if not isinstance(node, Input) else None if every is None else in_order(every)
            found.update(dict.fromkeys(np.flatnonzero(answer.codes == place).tolist(), told))
    return found


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
    marks: bool = False,
    keep: Sequence[str] = (),
) -> Decider:
    """What decides tables whose columns have these names.

    level: of all subjects; where it isn't said, the one that has every column. keep: columns to pass on.
    Raises `CaseError` for a column that is none, or that is kept and answered as well, `UnsupportedOperator` for rules
    that columns do not answer, `KeyError` for an outcome that there is not.
    """
    found = layout(graph, names, level=level, keep=keep)
    said = {cell.node for cell in (*found.values, *found.states)}
    unsaid = [one.name for one in graph.at(found.level) if isinstance(one, Input) and one.id not in said]
    program = plan(graph, found.level, outcomes=outcomes, slots=slots, unsaid=unsaid)
    require_apart(keep, program.decided)
    return Decider(program, found, slots, marks)
