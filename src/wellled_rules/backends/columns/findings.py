"""What the subjects of some cases come to, as columns: by the program of each level, or as their case says alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from wellled_rules.backends.columns.coding import SLOW
from wellled_rules.backends.columns.frames import not_given
from wellled_rules.backends.columns.kernel import Run
from wellled_rules.backends.columns.layout import column_name
from wellled_rules.backends.columns.levels import Levels, Rows
from wellled_rules.backends.columns.told import Told, told
from wellled_rules.backends.columns.writing import (
    Answer,
    decided_column,
    marks_column,
    possible_column,
    status_column,
    value_column,
    vintage_columns,
)
from wellled_rules.graph.carrying import carried_into
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.trace import Trace
from wellled_rules.values.operators import Entry
from wellled_rules.values.types import NumberType, Type

__all__ = ["Findings"]


class Findings:
    """The answers to the rows of some cases. refused: rows of cases that turned out to be none."""

    def __init__(self, levels: Levels, ran: Mapping[str, Run]) -> None:
        self.levels, self.ran = levels, ran
        self.refused = np.zeros(len(levels.paths), bool)
        self.alone: dict[str, dict[int, Told]] = {}

    def refuse(self, rows: Sequence[int]) -> None:
        """Leave the rows of a case out."""
        self.refused[list(rows)] = True

    def put(self, trace: Trace, rows: Sequence[int], cells: Mapping[str, Sequence[Cell]]) -> None:
        """Take what a case came to alone over into its rows. cells: the outcomes that are told, by level."""
        for row in rows:
            path = self.levels.paths[row]
            for cell in cells[str(self.levels.subjects.levels[row])]:
                at = Cell(cell.node, cell.members, path)
                found = told(trace, at, marked=bool(self.levels.marked))
                self.alone.setdefault(column_name(cell), {})[row] = found

    def columns(self, name: str, by_level: Mapping[str, Cell]) -> dict[str, Any]:
        """The columns of one outcome, null in the rows of levels that do not have it. by_level: its cell there."""
        alone = self.alone.get(name, {})
        value, decided = _Answering(len(self.refused)), _Answering(len(self.refused))
        there = np.zeros(len(self.refused), bool)
        for level in self.levels.levels:
            cell = by_level.get(level.level)
            if cell is not None:
                there[level.rows] = True
                value.take(level.rows, self.ran[level.level], level.program.values[cell])
                decided.take(level.rows, self.ran[level.level], level.program.decided[cell])
        for row, one in alone.items():
            value.put(row, one.value)
            decided.put(row, one.decided)
        mask = pa.array(there)
        kinds = [self.levels.graph.nodes[cell.node].type for cell in by_level.values()]
        found = self.untold(value.answer, by_level)
        found.update({row: one.possible for row, one in alone.items()})
        columns = {
            name: value_column(value.answer, _common(kinds)),
            f"{name}:status": status_column(value.answer),
            f"{name}:decided_by": decided_column(decided.answer),
            f"{name}:possible": possible_column(found, len(there)),
        }
        if any(cell.node in carried_into(self.levels.graph) for cell in by_level.values()):
            vintages = {row: one.vintage for row, one in alone.items() if one.vintage is not None}
            columns |= vintage_columns(name, vintages, len(there))
        if self.levels.marked:
            columns[f"{name}:marks"] = marks_column({row: one.marks for row, one in alone.items()}, len(there))
        return {key: pa.compute.if_else(mask, one, pa.scalar(None, one.type)) for key, one in columns.items()}

    def untold(self, answer: Answer, by_level: Mapping[str, Cell]) -> dict[int, tuple[Entry, ...] | None]:
        """Row -> what is possible of an entry that nobody made, where that is the answer."""
        found: dict[int, tuple[Entry, ...] | None] = {}
        for one in self.levels.levels:
            cell = by_level.get(one.level)
            if cell is not None:
                here = frozenset(one.rows.tolist())
                told = not_given(answer, self.levels.graph.nodes[cell.node])
                found.update({row: possible for row, possible in told.items() if row in here})
        return found


def _common(types: Sequence[Type]) -> Type:
    """A type whose column holds what is of any of these: text, where their own columns are of several kinds."""
    nothing = Answer(np.zeros(0, np.int64), [None])
    kinds = {value_column(nothing, one).type for one in types}
    return types[0] if len(kinds) == 1 else NumberType()


class _Answering:
    """An answer that grows together from the runs of several levels, and from cases alone."""

    def __init__(self, rows: int) -> None:
        self.codes = np.zeros(rows, np.int64)
        self.entries: list[Any] = [None]
        self.places: dict[Any, int] = {}

    @property
    def answer(self) -> Answer:
        """What it is so far."""
        return Answer(self.codes, self.entries)

    def take(self, rows: Rows, ran: Run, column: int) -> None:
        """Take over what a column of a run says of these rows."""
        entries = ran.entries[column]
        places = [0 if entry is None or entry is SLOW else self.place(entry) for entry in entries]
        self.codes[rows] = np.array(places, np.int64)[ran.codes[column]]

    def put(self, row: int, entry: Any) -> None:
        """Say what one row came to; None: it is undetermined."""
        self.codes[row] = 0 if entry is None else self.place(entry)

    def place(self, entry: Any) -> int:
        found = self.places.setdefault((type(entry), entry), len(self.entries))
        if found == len(self.entries):
            self.entries.append(entry)
        return found
