"""From a wide Arrow table to codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from wellled_rules.backends.columns.columns import Given
from wellled_rules.backends.columns.kernel import Supply
from wellled_rules.backends.columns.layout import ABOUT, Layout, Said
from wellled_rules.backends.columns.plan import Program
from wellled_rules.graph.described import Described, described, level_named
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Input
from wellled_rules.graph.treatment import treated
from wellled_rules.values.coercion import Coercion, Plain, Refusal, is_blank
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.types import DateType, NumberType, ScaleType, SeveralType, TruthType, Type, exact

__all__ = ["Table", "Taken", "Unreadable", "as_table", "plain", "taken", "unreasoned"]

Table: TypeAlias = Any
"""A `pyarrow.Table`, which brings no types of its own."""

_NOT_GIVEN = Missing(state=State.NOT_GIVEN)
_MOST_ALIKE, _MOST_READINGS = 64, 4_096
_DECIMAL = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Taken:
    """A table as codes. supplies: by given column of the program. bad: rows of which some entry is refused.

    stated: rows that say what people decided, what is carried, or what is known without its rule.
    """

    supplies: Mapping[int, Supply]
    bad: NDArray[np.bool_]
    stated: NDArray[np.bool_]


def as_table(table: object) -> Table:
    """A table, or a batch as one; `TypeError`, which says how to make one, for anything else."""
    match table:
        case pa.Table():
            return table
        case pa.RecordBatch():
            return pa.Table.from_batches([table])
        case dict():
            action = "`pyarrow.table(...)` makes one of columns"
        case list() | tuple():
            action = "`pyarrow.Table.from_pylist(...)` makes one of rows"
        case _:
            action = "`pyarrow.table(...)` makes one of a data frame"
    raise TypeError(f"a `pyarrow.Table` or `RecordBatch` is asked for, not {type(table).__name__}: {action}")


def taken(program: Program, layout: Layout, table: Table) -> Taken:
    """Read every column of a table; also those that the program has no use for, since they too may be wrong.

    layout: of columns that the table has.
    """
    bad = np.zeros(table.num_rows, bool)
    reader = _Reader(layout, table, Coercion(layout.level), bad, program.readings)
    supplies = {turn: reader.supply(one) for turn, one in program.given}
    used = {one.cell for _, one in program.given}
    for cell in dict.fromkeys((*layout.values, *layout.states)):
        node = program.graph.nodes[cell.node]
        if cell not in used and isinstance(node, Input):
            reader.supply(Given(cell, node, None))
    for name, said in layout.remarks.items():
        node = program.graph.nodes[said.cell.node]
        assert isinstance(node, Input)
        known = described(program.graph, node, said.cell.members) if said.key == "characteristic" else ()
        reader.remark(name, said, node, known)
    for name in layout.about:
        reader.refused(name, reader.is_day if ABOUT[name][-1].endswith("_on") else _is_text)
    stated = np.zeros(table.num_rows, bool)
    for name in (*layout.stated, *layout.carried):
        stated |= _is_said(table.column(name))
    return Taken(supplies, bad, stated)


def unreasoned(graph: DeterminationGraph, layout: Layout, table: Table) -> NDArray[np.bool_]:
    """By row, whether it has an entry, which may be a judgement, without the reason that its input asks for."""
    reasons = {said.cell: name for name, said in layout.remarks.items() if said.key == "reason"}
    found = np.zeros(table.num_rows, bool)
    for cell, name in layout.values.items():
        node = graph.nodes[cell.node]
        if isinstance(node, Input) and node.reason_required:
            said = _is_said(table.column(name))
            found |= said & ~_is_written(table.column(reasons[cell])) if cell in reasons else said
    return found


@dataclass
class _Reader:
    layout: Layout
    table: Table
    coercion: Coercion
    bad: NDArray[np.bool_]
    readings: dict[Hashable, Sequence[Hashable]]

    def supply(self, one: Given) -> Supply:
        """The codes of one cell of an input."""
        entries: list[Hashable] = [treated(one.input, _NOT_GIVEN)]
        where = np.zeros(self.table.num_rows, np.intp)
        for names in (self.layout.values, self.layout.states):
            if one.cell not in names:
                continue
            indices, values = _entries(one.input.type, self.table.column(names[one.cell]))
            read = self.entries(one, values, only_states=names is self.layout.states)
            if names is self.layout.values and not self.layout.states.get(one.cell):
                alike = self.alike(one, indices, read)
                if alike is not None:
                    return alike
            self.refuse(indices, read)
            held = indices >= 0
            where[held] = indices[held] + len(entries)
            entries += [entries[0] if one is None else one for one in read]
        if one.coding is None:
            return Supply(where, entries)
        codes = np.array([one.coding.number(entry) for entry in entries], one.coding.dtype)
        return Supply(codes[where])

    def alike(self, one: Given, indices: NDArray[Any], read: Sequence[Hashable]) -> Supply | None:
        """The column as it stands, where its dictionary is in the order of the codes; None where it is not."""
        if one.coding is None or indices.dtype.itemsize != np.dtype(one.coding.dtype).itemsize or None in read:
            return None
        if any(one.coding.numbers.get((entry.__class__, entry)) != turn for turn, entry in enumerate(read)):
            return None
        if len(indices) and int(indices.min()) < 0:
            return None
        return Supply(indices.view(one.coding.dtype))

    def refuse(self, indices: NDArray[Any], read: Sequence[Hashable]) -> None:
        refused = np.array([one is None for one in read] + [False])
        if refused.any():
            self.bad |= refused[indices]

    def remark(self, name: str, said: Said, node: Input, known: Sequence[Described]) -> None:
        """Refuse rows in which something is said of an entry that is not there, or what a case could not say.

        known: levels that may be named, where the column is to name one.
        """
        is_there = np.zeros(self.table.num_rows, bool)
        for names in (self.layout.values, self.layout.states):
            if said.cell in names:
                is_there |= _entries(node.type, self.table.column(names[said.cell]))[0] >= 0
        for one, other in self.layout.carried.items():
            if other.cell == said.cell:
                is_there |= _is_said(self.table.column(one))
        self.bad |= _is_said(self.table.column(name)) & ~is_there
        match said.key:
            case "on":
                self.refused(name, self.is_day)
            case "characteristic":
                self.refused(name, lambda value: level_named(known, value) is not None)
            case "judged_by" if node.role is not None:
                self.refused(name, lambda value: value == node.role)
            case _:
                self.refused(name, _is_text)

    def refused(self, name: str, is_right: Callable[[object], bool]) -> None:
        """Refuse rows that hold something else than what is right."""
        indices, values = _dictionary(self.table.column(name))
        wrong = np.array([*(value is not None and not is_right(value) for value in values), False])
        if wrong.any():
            self.bad |= wrong[indices]

    def is_day(self, value: object) -> bool:
        """Whether a day can be read there."""
        read = plain(DateType(), value)
        return not isinstance(read, Unreadable) and isinstance(self.coercion.entry(DateType(), read), date)

    def entries(self, one: Given, values: Sequence[object], *, only_states: bool) -> Sequence[Hashable]:
        """What the values of a column say; tables of one kind say the same again and again."""
        if len(values) > _MOST_ALIKE or any(isinstance(value, list | dict) for value in values):
            return [self.entry(one.input, value, only_states=only_states) for value in values]
        told = (one.cell, only_states, tuple((value.__class__, value) for value in values))
        found = self.readings.get(told)
        if found is None:
            if len(self.readings) >= _MOST_READINGS:
                self.readings.clear()
            found = [self.entry(one.input, value, only_states=only_states) for value in values]
            self.readings[told] = found
        return found

    def entry(self, node: Input, value: object, *, only_states: bool) -> Hashable:
        """The entry after treatment; None where the value is refused."""
        said = plain(node.type, value)
        found = self.coercion.entry(node.type, said) if not isinstance(said, Unreadable) else None
        if found is None or isinstance(found, Refusal) or (only_states and not isinstance(found, Missing)):
            return None
        return treated(node, found)


def _is_said(column: Any) -> NDArray[np.bool_]:
    """By row, whether a column holds anything."""
    indices, _ = _dictionary(column)
    return indices >= 0


def _is_written(column: Any) -> NDArray[np.bool_]:
    """By row, whether a column holds a text with characters."""
    indices, values = _dictionary(column)
    written: NDArray[np.bool_] = np.array([*map(bool, values), False])[indices]
    return written


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _entries(type_: Type, column: Any) -> tuple[NDArray[Any], list[object]]:
    """As `_dictionary`, of a column of entries: an entry that nobody made is as null."""
    indices, values = _dictionary(column)
    if not isinstance(type_, ScaleType) or not any(is_blank(type_, value) for value in values):
        return indices, values
    blank = np.array([*(is_blank(type_, value) for value in values), False])
    return np.where(blank[indices], -1, indices.astype(np.int64)), values


def _dictionary(column: Any) -> tuple[NDArray[Any], list[object]]:
    """By row, the place of a value in a list of values; -1 for null."""
    if pa.types.is_null(column.type) or not len(column):
        return np.full(len(column), -1, np.int64), []
    if pa.types.is_nested(column.type):
        found = column.to_pylist()
        return np.array([-1 if value is None else row for row, value in enumerate(found)], np.int64), found
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    column = column.unify_dictionaries()
    chunks = [_indices(one.indices) for one in column.chunks]
    found = chunks[0] if len(chunks) == 1 else np.concatenate(chunks)
    values = column.chunk(0).dictionary.to_pylist()
    if None in values:
        # A dictionary may hold null as a value; it says as little as a null among the indices.
        found = np.where(np.array([value is None for value in values] + [False])[found], -1, found.astype(np.int64))
    return found, values


def _indices(indices: Any) -> NDArray[Any]:
    held = indices.cast(pa.int64()).fill_null(-1) if indices.null_count else indices
    return np.asarray(held.to_numpy(zero_copy_only=False))


class Unreadable:
    """What a column holds where it holds nothing that a case could say."""


def plain(type_: Type, value: object) -> Plain | Unreadable:
    """A value of a column as a case would write it; text is read by the type of its input, for a CSV has no other."""
    match value:
        case None:
            return "not_given"
        case bool() | int():
            return value
        case str():
            return _text(type_, value)
        case datetime():
            return Unreadable()
        case date():
            return value.isoformat()
        case Decimal() if value.is_finite():
            return exact(Fraction(value))
        case list():
            parts = [plain(type_, one) for one in value]
            return Unreadable() if any(isinstance(one, Unreadable) for one in parts) else _tuple(parts)
    if isinstance(value, np.floating) or type(value).__name__ == "float":
        # NOTE: as in a case, a binary fraction stands for the decimal that somebody wrote.
        text = repr(value)
        return exact(Fraction(text)) if not text.strip("-").startswith(("inf", "nan")) else Unreadable()
    return Unreadable()


def _tuple(parts: Sequence[Plain | Unreadable]) -> tuple[Plain, ...]:
    return tuple(one for one in parts if not isinstance(one, Unreadable))


def _text(type_: Type, text: str) -> Plain:
    match type_:
        case NumberType() if _DECIMAL.fullmatch(bare := text.strip()):
            return exact(Fraction(bare))
        case ScaleType() if _DECIMAL.fullmatch(bare := text.strip()):
            number = exact(Fraction(bare))
            # A level may be titled with a number that is no id.
            return number if str(number) in type_.scale.by_id else text
        case TruthType() if text in ("true", "false"):
            return text == "true"
        case SeveralType() if ";" in text:
            return tuple(part.strip() for part in text.split(";"))
        case DateType():
            return text.strip()
        case _:
            return text
