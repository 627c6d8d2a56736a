"""Tables in files: Parquet, CSV and JSON Lines, one stretch of rows after another.

Rows are numbered from 1, as they stand in the file: the header of a CSV is none, nor is an empty line, and a row that
cannot be read is one like any other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import count
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
from pyarrow import compute

from wellled_rules.backends.columns.layout import CARRIED, FIRST_CARRIED, SUBJECT
from wellled_rules.backends.columns.marked_text import MARK, MarkedText
from wellled_rules.backends.columns.subjects import words_of

__all__ = [
    "FORMS",
    "PARTS",
    "REMARKS",
    "Malformed",
    "Numbered",
    "Row",
    "Stretch",
    "Unreadable",
    "form_of",
    "gathered",
    "has_key",
    "is_long",
    "known_alone",
    "lines_of",
    "names_of",
    "nothing",
    "parts_of",
    "rows_of",
]

FORMS: Mapping[str, str] = {".parquet": "parquet", ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}
_ENTRY = frozenset({SUBJECT, "input", "value"})
REMARKS = ("reason", "judged_by", "role", "on", "note", "characteristic", "clause", *CARRIED)
"""What is said about an entry, in a table with a row for each."""
PARTS = (SUBJECT, "input", "value", "member", *REMARKS)
"""The columns of a table with a row for each entry."""
_LATER_CARRIED = frozenset(CARRIED).difference(FIRST_CARRIED)
_BLOCK_BYTES = 2**22
_MOST_LINE = 2**20
Row: TypeAlias = "dict[str, str | None]"


class Unreadable(Exception):  # noqa: N818 - it says what the file is
    """A file that is no table of its form."""


@dataclass(frozen=True, slots=True)
class Malformed:
    """A row that could not be read as one. row: its number. subject: where it is known.

    strange: the key that is no column, where that is why. inside: the path that such a row gives, from the subject of
    its case on.
    """

    row: int
    reason: str
    subject: str | None = None
    strange: str | None = None
    inside: str | None = None


Numbered: TypeAlias = "tuple[int, Row] | Malformed"
"""A row with its number, or what is none."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows of a file, in order. rows: the number of each. malformed: rows among them, or after, that are none."""

    table: Any
    rows: Sequence[int]
    malformed: tuple[Malformed, ...]


def form_of(path: Path) -> str:
    """The form that a file's name promises; `Unreadable` for any other."""
    found = FORMS.get(path.suffix.lower())
    if found is None:
        raise Unreadable(f"`{path.name}` ends in none of {', '.join(FORMS)}")
    return found


def names_of(path: Path) -> tuple[str, ...]:
    """The columns of a file: of JSON Lines, the keys of its first readable row."""
    import pyarrow.csv
    import pyarrow.parquet

    match form_of(path):
        case "parquet":
            names = _guarded(lambda: pyarrow.parquet.read_schema(path).names)
        case "csv":
            with MarkedText(path.open("rb")) as text:
                names = _guarded(lambda: _csv_reader(text, []).schema.names)
        case _:
            names = next((list(one[1]) for one in lines_of(path) if isinstance(one, tuple)), [])
    return tuple(names)


def has_key(path: Path, name: str) -> bool:
    """Whether some row of JSON Lines has a key; the first may leave it out."""
    word = json.dumps(name).encode()
    with path.open("rb") as file:
        lines = (line for line in iter(lambda: file.readline(_MOST_LINE), b"") if word in line)
        return any(isinstance(one, tuple) and name in one[1] for one in map(_row, count(1), lines))


def is_long(names: Sequence[str]) -> bool:
    """Whether a table with these columns has a row for each entry."""
    return _ENTRY <= set(names) <= set(PARTS)


def parts_of(path: Path) -> tuple[str, ...]:
    """Those of `PARTS` that a file with a row for each entry may have.

    Entries go through the database with all of them, so it is asked first whether any says what few files say: several
    earlier assessments of one entry.
    """
    if form_of(path) == "jsonl":
        with path.open("rb") as file:
            says = any(b'"carried_' in line for line in iter(lambda: file.readline(_MOST_LINE), b""))
        return PARTS if says else tuple(name for name in PARTS if name not in _LATER_CARRIED)
    own = names_of(path)
    return tuple(name for name in PARTS if name in own or name not in _LATER_CARRIED)


def rows_of(path: Path, names: Sequence[str], rows: int) -> Iterator[Stretch]:
    """A file's rows as they stand there, about `rows` at a time. names: columns that rows of JSON Lines may have."""
    match form_of(path):
        case "parquet":
            yield from _parquet(path, rows)
        case "csv":
            yield from _csv(path)
        case _:
            yield from gathered(known_alone(lines_of(path), names), names, rows)


def nothing(names: Sequence[str]) -> Stretch:
    """No rows, with the columns `names`."""
    return Stretch(pa.table({name: pa.array([], pa.string()) for name in names}), (), ())


def _guarded(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise Unreadable(str(error).splitlines()[0]) from None


def _parquet(path: Path, rows: int) -> Iterator[Stretch]:
    import pyarrow.parquet

    batches = _guarded(lambda: pyarrow.parquet.ParquetFile(path).iter_batches(batch_size=rows))
    start = 1
    while (batch := _guarded(lambda: next(batches, None))) is not None:
        yield _guarded(partial(_sound, batch, range(start, start + batch.num_rows)))
        start += batch.num_rows


def _sound(batch: Any, rows: Sequence[int]) -> Stretch:
    """A batch that holds what it says, without its rows in which text is none."""
    columns = list(batch.columns)
    strange: dict[int, str] = {}
    for turn, column in enumerate(columns):
        try:
            column.validate(full=True)
        except pa.ArrowInvalid:
            if not _is_text(column):
                raise
            columns[turn], found = _escaped(column)
            strange = dict.fromkeys(found, batch.schema.names[turn]) | strange
    return _without(pa.Table.from_arrays(columns, names=batch.schema.names), rows, (), strange)


def _is_text(column: Any) -> bool:
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    return any(is_kind(kind) for is_kind in (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view))


def _escaped(column: Any) -> tuple[Any, Sequence[int]]:
    """A column of text, with their escapes in place of bytes that are none, and the places of these."""
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    held = column.cast(kind).cast(pa.binary()).to_pylist()
    words = [None if one is None else one.decode("utf-8", "backslashreplace") for one in held]
    pairs = enumerate(zip(held, words, strict=True))
    return pa.array(words, kind), [row for row, (one, word) in pairs if word is not None and word.encode() != one]


def _without(table: Any, rows: Sequence[int], malformed: tuple[Malformed, ...], strange: Mapping[int, str]) -> Stretch:
    """A stretch without rows in which text is none: its escape may be another's name. strange: row -> the column."""
    if not strange:
        return Stretch(table, rows, malformed)
    subjects = words_of(table, SUBJECT)
    more = (
        Malformed(rows[row], f"`{name}` is not UTF-8; save the file as UTF-8", subjects[row] or None)
        for row, name in strange.items()
    )
    kept = [row for row in range(table.num_rows) if row not in strange]
    told = tuple(sorted((*malformed, *more), key=attrgetter("row")))
    return Stretch(table.take(pa.array(kept, pa.int64())), [rows[row] for row in kept], told)


def _csv_reader(text: MarkedText, malformed: list[Malformed]) -> Any:
    """A reader of text only: what the text says is the rules' to judge."""
    from pyarrow import csv

    def skip(row: Any) -> str:
        s = "" if row.actual_columns == 1 else "s"
        reason = f"{row.actual_columns} field{s} where the header has {row.expected_columns}"
        # The reader counts the header.
        malformed.append(Malformed(row.number - 1, reason))
        return "skip"

    header = text.first_line()
    if MARK in header.decode():
        raise Unreadable("the names of its columns are not UTF-8")
    names = csv.read_csv(pa.BufferReader(header or b"\n")).schema.names if header.strip() else []
    return csv.open_csv(
        pa.PythonFile(text),
        read_options=csv.ReadOptions(block_size=_BLOCK_BYTES, use_threads=False),
        parse_options=csv.ParseOptions(invalid_row_handler=skip, newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), null_values=[""], strings_can_be_null=True
        ),
    )


def _csv(path: Path) -> Iterator[Stretch]:
    malformed: list[Malformed] = []
    text = MarkedText(path.open("rb"))
    reader = _guarded(lambda: _csv_reader(text, malformed))
    start = 1
    while (batch := _guarded(lambda: next(reader, None))) is not None:
        numbers, start = _between(start, batch.num_rows, frozenset(one.row for one in malformed))
        # The reader is ahead of its batches: what lies beyond this one is told with a later one.
        told = tuple(one for one in malformed if one.row < start)
        del malformed[: len(told)]
        table = pa.Table.from_batches([batch])
        table, strange = _unmarked(table) if text.is_marked else (table, {})
        yield _without(table, numbers, told, strange)
    if malformed:
        yield Stretch(reader.schema.empty_table(), (), tuple(malformed))


def _unmarked(table: Any) -> tuple[Any, dict[int, str]]:
    """A table without marks, and the rows that had some, with the first column that had."""
    strange: dict[int, str] = {}
    for turn, name in enumerate(table.column_names):
        found = compute.match_substring(table.column(turn), MARK)
        strange = dict.fromkeys(compute.indices_nonzero(found).to_pylist(), name) | strange
        table = table.set_column(turn, name, compute.replace_substring(table.column(turn), MARK, ""))
    return table, strange


def _between(start: int, size: int, malformed: frozenset[int]) -> tuple[Sequence[int], int]:
    """Numbers of the next `size` rows that are not malformed, from `start`, and the number after the last."""
    if not malformed:
        return range(start, start + size), start + size
    found: list[int] = []
    while len(found) < size:
        if start not in malformed:
            found.append(start)
        start += 1
    return found, start


# --- rows as mappings


def known_alone(found: Iterable[Numbered], names: Sequence[str]) -> Iterator[Numbered]:
    """Rows as they come; one with another key than `names` is malformed."""
    known = frozenset(names)
    for one in found:
        strange = None if isinstance(one, Malformed) else next((name for name in one[1] if name not in known), None)
        if isinstance(one, Malformed) or strange is None:
            yield one
        else:
            yield Malformed(one[0], f"`{strange}` is no input", one[1].get(SUBJECT), strange, one[1].get("inside"))


def gathered(found: Iterable[Numbered], names: Sequence[str], rows: int) -> Iterator[Stretch]:
    """Rows as tables of text; of the columns `names`, those that some row of the table has."""
    kept: list[tuple[int, Row]] = []
    malformed: list[Malformed] = []
    for one in found:
        if isinstance(one, Malformed):
            malformed.append(one)
        else:
            kept.append(one)
        if len(kept) + len(malformed) >= rows:
            yield _stretch(kept, malformed, names)
            kept, malformed = [], []
    if kept or malformed:
        yield _stretch(kept, malformed, names)


def _stretch(kept: Sequence[tuple[int, Row]], malformed: Sequence[Malformed], names: Sequence[str]) -> Stretch:
    used = frozenset((SUBJECT,)).union(*(row for _, row in kept))
    columns = {name: pa.array([row.get(name) for _, row in kept], pa.string()) for name in names if name in used}
    return Stretch(pa.table(columns), tuple(number for number, _ in kept), tuple(malformed))


def lines_of(path: Path) -> Iterator[Numbered]:
    """Each line of JSON as a row of text, or why it is none; empty lines are no rows."""
    number = 0
    with path.open("rb") as file:
        while line := file.readline(_MOST_LINE):
            is_long = len(line) == _MOST_LINE and not line.endswith(b"\n")
            if line.isspace() and not is_long:
                continue
            number += 1
            if not is_long:
                yield _row(number, line)
                continue
            while (more := file.readline(_MOST_LINE)) and not more.endswith(b"\n"):
                continue
            yield Malformed(number, f"it has more than {_MOST_LINE:,} bytes")


def _row(number: int, line: bytes) -> Numbered:
    try:
        found = _DECODER.decode(line.decode("utf-8-sig"))
        if not isinstance(found, dict):
            return Malformed(number, "a row is a group of entries in braces")
        return number, {_utf8(name): _word(value) for name, value in found.items()}
    except RecursionError:
        return Malformed(number, "it is nested too deep")
    except UnicodeDecodeError as error:
        return Malformed(number, f"byte {error.start + 1} is not UTF-8; save the file as UTF-8")
    except json.JSONDecodeError as error:
        return Malformed(number, f"it is no JSON from character {error.pos + 1} on")
    except ValueError as error:
        return Malformed(number, f"it cannot be read: {error}")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


_DECODER = json.JSONDecoder(parse_float=Decimal, object_pairs_hook=_once)


def _utf8(text: str) -> str:
    """The text; `UnicodeEncodeError`, which is a `ValueError`, for half a character that was written by its number."""
    if not text.isascii():
        text.encode()
    return text


def _word(value: object) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case str() | int() | Decimal():
            return _utf8(str(value))
        case list():
            return _utf8(";".join(str(one) for one in value))
        case _:
            raise ValueError("an entry is a value, not a group")
