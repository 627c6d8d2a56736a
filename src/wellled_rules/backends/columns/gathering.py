"""Tables with a row a subject inside, as blocks of whole cases; and any other table, as stretches of rows.

DuckDB brings the rows of a case together, on disk where memory does not hold them, the cases in the order of their
first rows, and the rows of a case in theirs. A row that cannot be read may have been one of the case whose rows stand
around it: that case is refused rather than answered without it.
"""

from __future__ import annotations

import json
import sys
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, takewhile
from pathlib import Path
from typing import Any

import pyarrow as pa

from wellled_rules.backends.columns.database import selected
from wellled_rules.backends.columns.entries import subjects_inside_of, subjects_of
from wellled_rules.backends.columns.layout import SUBJECT
from wellled_rules.backends.columns.sources import (
    Malformed,
    Numbered,
    Stretch,
    form_of,
    gathered,
    is_long,
    known_alone,
    lines_of,
    names_of,
    parts_of,
    rows_of,
)
from wellled_rules.backends.columns.subjects import INSIDE, words_of

__all__ = ["Block", "blocks", "stretches"]

_SAID = "said"


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of whole cases, those of each together. rows: the number of each row.

    malformed: rows that could not be read, or were none, of these cases, and of no case that is known.
    doubted: case -> the first row that could not be read and may have been of it.
    """

    table: Any
    rows: Sequence[int]
    malformed: tuple[Malformed, ...]
    doubted: Mapping[str, int]


def stretches(path: Path, names: Sequence[str], rows: int) -> Iterator[Stretch]:
    """A file's rows, about `rows` at a time. names: columns that rows of JSON Lines, or of subjects, may have."""
    own = names_of(path)
    if is_long(own):
        parts = parts_of(path)
        yield from gathered(known_alone(subjects_of(rows_of(path, parts, rows), parts), names), names, rows)
    else:
        yield from rows_of(path, names, rows)


def blocks(path: Path, names: Sequence[str], rows: int) -> Iterator[Block]:
    """A file's cases, about `rows` rows at a time. names: columns that rows of JSON Lines, or of subjects, may have."""
    own = names_of(path)
    lost = _Lost()
    if is_long([name for name in own if name != INSIDE]):
        parts = (*parts_of(path), INSIDE)
        found = _of_entries(lost, rows_of(path, parts, rows), parts, names, rows)
    elif form_of(path) == "jsonl":
        found = _of_lines(lost, known_alone(lines_of(path), names), names, rows)
    else:
        found = _ordered(lost.watched(rows_of(path, own, rows)), rows)
    yield from _whole(found, lost, rows)


@dataclass
class _Lost:
    """Rows that are none. of_case: by the case that they are of. of_nobody: those of which that is not known.

    doubted: as of a `Block`, of every case.
    """

    of_case: dict[str, list[Malformed]] = field(default_factory=dict)
    of_nobody: list[Malformed] = field(default_factory=list)
    doubted: dict[str, int] = field(default_factory=dict)

    def add(self, one: Malformed) -> None:
        """Keep one."""
        if one.subject is None:
            self.of_nobody.append(one)
        else:
            self.of_case.setdefault(one.subject, []).append(one)

    def watched(self, found: Iterator[Stretch]) -> Iterator[Stretch]:
        """Stretches, without their rows that are none: these are kept, and the cases that they may be of."""
        before: str | None = None
        waiting: int | None = None
        for one in found:
            cases = words_of(one.table, SUBJECT)
            if cases and waiting is not None:
                self.doubted.setdefault(cases[0], waiting)
                waiting = None
            for each in one.malformed:
                self.add(each)
                if each.subject is not None:
                    continue
                place = bisect(one.rows, each.row)
                for case in (cases[place - 1] if place else before, *cases[place : place + 1]):
                    if case is not None:
                        self.doubted.setdefault(case, each.row)
                if place == len(cases) and waiting is None:
                    waiting = each.row
            before = cases[-1] if cases else before
            yield Stretch(one.table, one.rows, ())

    def block(self, pieces: Sequence[_Piece], end: int | None) -> Block:
        """A block of the first rows of some pieces, with what is wrong with their cases; of all, all that is left."""
        tables = [one.table for one in pieces if one.table.num_rows]
        table = pa.concat_tables(tables, promote_options="default") if tables else pa.table({SUBJECT: pa.nulls(0)})
        rows = [row for one in pieces for row in one.rows][:end]
        cases = dict.fromkeys([case for one in pieces for case in one.cases][:end])
        told = [one for case in cases for one in self.of_case.pop(case, ())]
        if end is None:
            told += [one for malformed in self.of_case.values() for one in malformed]
        last = max(rows) if end is not None else sys.maxsize
        told += [one for one in self.of_nobody if one.row < last]
        self.of_nobody = [one for one in self.of_nobody if one.row >= last]
        doubted = {case: self.doubted.pop(case) for case in cases if case in self.doubted}
        return Block(table.slice(0, end), rows, tuple(told), doubted)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Rows of cases whose rows follow each other; the last case may go on in the next. rows: their numbers."""

    table: Any
    rows: Sequence[int]
    cases: Sequence[str]

    @classmethod
    def of(cls, table: Any, rows: Sequence[int]) -> _Piece:
        """A table with the case of each row."""
        return cls(table, rows, words_of(table, SUBJECT))

    def after(self, end: int) -> _Piece:
        """Its rows from one on."""
        return _Piece(self.table.slice(end), self.rows[end:], self.cases[end:])


def _whole(found: Iterator[_Piece], lost: _Lost, rows: int) -> Iterator[Block]:
    """Pieces as blocks that end where a case does."""
    held: list[_Piece] = []
    for one in found:
        held.append(one)
        size = sum(len(each.rows) for each in held)
        if size < rows:
            continue
        open_rows = _open_rows(held)
        if open_rows < size:
            yield lost.block(held, size - open_rows)
            held = _rest(held, open_rows)
    if held or lost.of_nobody or lost.of_case:
        yield lost.block(held, None)


def _open_rows(held: Sequence[_Piece]) -> int:
    """How many rows at the end are of the last case."""
    cases = (case for one in reversed(held) for case in reversed(one.cases))
    last = next(cases, None)
    return 1 + sum(1 for _ in takewhile(lambda case: case == last, cases))


def _rest(held: Sequence[_Piece], rows: int) -> list[_Piece]:
    """The last rows of some pieces."""
    found: list[_Piece] = []
    for one in reversed(held):
        if rows > 0:
            found.insert(0, one.after(max(0, len(one.rows) - rows)))
            rows -= len(one.rows)
    return found


# --- rows in the order of cases


def _of_entries(
    lost: _Lost, found: Iterator[Stretch], parts: Sequence[str], names: Sequence[str], rows: int
) -> Iterator[_Piece]:
    malformed: list[Malformed] = []
    subjects = known_alone(subjects_inside_of(lost.watched(found), parts, malformed), names)
    for one in gathered(subjects, names, rows):
        for each in (*malformed, *one.malformed):
            # As rows without a subject are of one case, so are entries.
            lost.add(replace(each, subject=each.subject or ""))
        malformed.clear()
        yield _Piece.of(one.table, one.rows)


def _of_lines(lost: _Lost, found: Iterator[Numbered], names: Sequence[str], rows: int) -> Iterator[_Piece]:
    """Lines of JSON, which differ in what they say, go through the database as they are."""
    told = gathered(_said(found), (SUBJECT, _SAID), rows)
    for piece in _ordered(lost.watched(told), rows):
        lines = zip(piece.rows, map(json.loads, piece.table.column(_SAID).to_pylist()), strict=True)
        for one in gathered(lines, names, rows):
            yield _Piece.of(one.table, one.rows)


def _said(found: Iterator[Numbered]) -> Iterator[Numbered]:
    for one in found:
        if isinstance(one, Malformed):
            yield one
        else:
            yield one[0], {SUBJECT: one[1].get(SUBJECT), _SAID: json.dumps(one[1])}


def _ordered(found: Iterator[Stretch], at_once: int) -> Iterator[_Piece]:
    head = next(found, None)
    if head is None:
        return
    names = head.table.column_names
    # Names of columns that differ in capitals alone are one to a database.
    columns = [f"c{turn}" for turn in range(len(names))]
    rows = map(_row_batch, chain((head,), found))
    query = (
        f"select {', '.join(('n', *columns))} from "
        '(select *, min(n) over (partition by "case") as first from rows) order by first, n'
    )
    for batch in selected(_row_batch(head).schema, rows, query, at_once):
        yield _Piece.of(pa.table(dict(zip(names, batch.columns[1:], strict=True))), batch.column(0).to_pylist())


def _row_batch(one: Stretch) -> Any:
    columns = {f"c{turn}": _for_database(column) for turn, column in enumerate(one.table.columns)}
    numbers = pa.array(one.rows, pa.int64())
    table = pa.table({"n": numbers, "case": pa.array(words_of(one.table, SUBJECT), pa.string()), **columns})
    return table.combine_chunks().to_batches(max_chunksize=None)[0] if table.num_rows else _nothing(table.schema)


def _nothing(schema: Any) -> Any:
    return pa.RecordBatch.from_pylist([], schema)


def _for_database(column: Any) -> Any:
    """A column as DuckDB gives it back; text in place of what it knows otherwise, which no entry is."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.cast(kind.value_type), kind.value_type
    of = kind.value_type if pa.types.is_list(kind) else kind
    if any(is_kind(of) for is_kind in _PLAIN) or (pa.types.is_timestamp(of) and of.tz is None):
        return column
    return pa.array([None if value is None else str(value) for value in column.to_pylist()], pa.string())


_PLAIN = (
    pa.types.is_boolean,
    pa.types.is_integer,
    pa.types.is_float32,
    pa.types.is_float64,
    pa.types.is_decimal128,
    pa.types.is_string,
    pa.types.is_large_string,
    pa.types.is_binary,
    pa.types.is_date32,
)
