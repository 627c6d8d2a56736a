"""Tables with a row for each entry, as rows of subjects.

Such a table has `subject`, `input`, `value`, where it is needed `member` (`MEMBER`, `MEMBER.MEMBER`), and what is said
about the entry in `reason`, `judged_by`, `role`, `on`, `note`, `characteristic`, `clause`, and `carried` with what goes
with it. `input` is whatever begins the name of a column of the wide form: an input, `given:OUTCOME`, the rule of a
decision. A subject is then a row with the number of its first entry, in the order of first appearance. With a column
`inside` besides, a subject inside is a row, those of one case follow each other, and a row without `input` only says
that the subject is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import islice
from typing import Any

import pyarrow as pa
from pyarrow import compute

from wellled_rules.backends.columns.database import selected
from wellled_rules.backends.columns.layout import SUBJECT
from wellled_rules.backends.columns.sources import REMARKS, Malformed, Numbered, Row, Stretch
from wellled_rules.backends.columns.subjects import INSIDE

__all__ = ["subjects_inside_of", "subjects_of"]

_AT_ONCE = 2**14


def subjects_of(found: Iterator[Stretch], parts: Sequence[str]) -> Iterator[Numbered]:
    """A row a subject, and the entries that are none, by their numbers. parts: columns that entries may have."""
    malformed: list[Malformed] = []
    query = (
        f"select first, {_listed(parts)} from "
        "(select *, min(n) over (partition by subject) as first from rows) order by first, n"
    )
    subjects = _subjects(found, parts, query, malformed)
    # The first subject is there once every entry has been read, and with them all that are none.
    head = list(islice(subjects, 1))
    malformed.sort(key=_number)
    yield from merge(head, subjects, malformed, key=_number)


def subjects_inside_of(
    found: Iterator[Stretch], parts: Sequence[str], malformed: list[Malformed]
) -> Iterator[Numbered]:
    """A row a subject inside, or the one that its case is about; the cases by their first entries.

    parts: columns that entries may have, `inside` among them. malformed: where entries that are none are put, all of
    them before the first row comes.
    """
    query = (
        f"select first, {_listed(parts)} from "
        "(select *, min(n) over (partition by subject) as whole, "
        "min(n) over (partition by subject, inside) as first from rows) order by whole, first, n"
    )
    return _subjects(found, parts, query, malformed)


def _subjects(
    found: Iterator[Stretch], parts: Sequence[str], query: str, malformed: list[Malformed]
) -> Iterator[Numbered]:
    kinds = pa.schema([*((name, pa.string()) for name in parts), ("n", pa.int64())])
    entries = _entries(found, kinds, malformed)
    remarks = [key for key in REMARKS if key in parts]
    row: Row = {}
    fault: str | None = None
    number = 0
    for batch in selected(kinds, entries, query, _AT_ONCE):
        for first, *said in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            entry = dict(zip(parts, said, strict=True))
            if row and _who(entry) != _who(row):
                yield Malformed(number, fault, row[SUBJECT]) if fault else (number, row)
                row, fault = {}, None
            number = first
            row.update(_who(entry))
            cell = ".".join(part for part in (entry["input"], entry["member"]) if part)
            if not cell:
                continue
            fault = fault or (f"`{cell}` is said twice of `{_named(row)}`" if cell in row else None)
            row[cell] = entry["value"]
            row.update({f"{cell}:{key}": entry[key] for key in remarks if entry[key] is not None})
    if row:
        yield Malformed(number, fault, row[SUBJECT]) if fault else (number, row)


def _who(entry: Row) -> Row:
    return {name: entry[name] for name in (SUBJECT, INSIDE) if name in entry}


def _named(row: Row) -> str:
    inside = row.get(INSIDE)
    return f"{inside} in {row[SUBJECT]}" if inside else str(row[SUBJECT])


def _number(one: Numbered) -> int:
    return one.row if isinstance(one, Malformed) else one[0]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _entries(found: Iterator[Stretch], kinds: Any, malformed: list[Malformed]) -> Iterator[Any]:
    """Entries as batches of `kinds`, each with its number; what is none is put into `malformed`."""
    reason = "an entry names its subject and its input"
    for one in found:
        malformed += one.malformed
        size = one.table.num_rows
        texts = {name: _as_text(one.table.column(name)) for name in one.table.column_names}
        parts = {name: texts.get(name, pa.nulls(size, pa.string())) for name in kinds.names}
        table = pa.table({**parts, "n": pa.array(one.rows, pa.int64())}, kinds)
        named = _is_entry(table)
        nameless = table.filter(compute.invert(named)).select(["n", SUBJECT]).to_pylist()
        malformed += [Malformed(row["n"], reason, row[SUBJECT]) for row in nameless]
        yield from table.filter(named).to_batches()


def _is_entry(table: Any) -> Any:
    """By row, whether it is an entry; of a subject inside, also one that says nothing but who that is."""
    has_input = table.column("input").is_valid()
    if INSIDE not in table.column_names:
        return compute.and_(table.column(SUBJECT).is_valid(), has_input)
    return compute.or_(has_input, compute.and_(table.column("value").is_null(), table.column("member").is_null()))


def _as_text(column: Any) -> Any:
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    return column.cast(kind).cast(pa.string())
