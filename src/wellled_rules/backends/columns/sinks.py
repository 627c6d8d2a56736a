"""Answers in a file: part by part beside it, so that a killed run can be taken up, then whole under its name.

A part is the answers to some rows that follow each other, its refused rows, and a record of both: the part counts once
the record is there, and for as long as both are what it says.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa

from wellled_rules.backends.columns.locks import Busy, locked
from wellled_rules.backends.columns.sources import form_of

__all__ = ["Part", "Sink", "Unfinished"]

_RUN, _LOCK = "run.json", "lock"
_OURS = re.compile(r"(lock|run\.json|[0-9]{8}(-[0-9]{8})?\.(parquet|json|jsonl))(\.begun)?", re.ASCII)
_ENCODER = json.JSONEncoder(default=str)


class Unfinished(Exception):  # noqa: N818 - it says what was found
    """Parts of an earlier run lie in the way, or another run is at work there. action: what to do about it."""

    def __init__(self, found: str, action: str) -> None:
        super().__init__(found)
        self.action = action


@dataclass(frozen=True, slots=True)
class Part:
    """One part. rows: of a stretch, answered or refused. refused: how many rows, or cases, are,
    with those that could not be read."""

    path: Path
    rows: int
    refused: int

    @property
    def rejected(self) -> Path:
        """The file of its refused rows."""
        return self.path.with_suffix(".jsonl")


@dataclass(frozen=True)
class Sink:
    """Where answers go. folder: of parts. out: the file they become. rejected: the file of refused rows.

    parts: those that are whole, in order.
    """

    out: Path
    rejected: Path
    folder: Path
    lock: BinaryIO
    parts: list[Part] = field(default_factory=list)

    @classmethod
    def opened(cls, out: Path, rejected: Path, run: Mapping[str, object], *, resume: bool) -> Sink:
        """A sink for one run, which no other can open meanwhile.

        run: what the run is of; only a run of the same is continued. Raises `Unfinished` where parts lie there already
        and `resume` is not asked for, or they are of another run, or another run is at work.
        """
        folder = out.with_name(out.name + ".parts")
        told = json.dumps(run, sort_keys=True)
        folder.mkdir(exist_ok=True)
        try:
            lock = locked(folder / _LOCK)
        except Busy:
            raise Unfinished(
                f"another run is writing to `{out}`", "wait for it to end, or name another --out"
            ) from None
        if _is_new(folder):
            for one in folder.iterdir():
                if one.name != _LOCK:
                    one.unlink()
            _settled(folder / _RUN, told.encode())
        else:
            try:
                _continued(folder, told, resume=resume)
            except Unfinished:
                lock.close()
                raise
        return cls(out, rejected, folder, lock)

    def had(self, turn: int, start: int) -> int:
        """How many rows from `start` of a stretch an earlier run has put away in one part; 0 where none is whole."""
        path = self._path(turn, start)
        try:
            record = json.loads(path.with_suffix(".json").read_bytes())
            part = Part(path, record["rows"], record["refused"])
            is_whole = record["sha256"] == [_digest(path), _digest(part.rejected)]
        except (OSError, ValueError, KeyError, TypeError):
            return 0
        if not is_whole or not part.rows:
            return 0
        self.parts.append(part)
        return part.rows

    def write(
        self, turn: int, start: int, table: Any, rows: int, rejected: Sequence[Mapping[str, object]], refused: int
    ) -> None:
        """One part: the answers to `rows` rows from `start` of a stretch; its record last.

        rejected: a line for each reason. refused: how many rows, or cases, these are about.
        """
        import pyarrow.parquet

        part = Part(self._path(turn, start), rows, refused)
        record = part.path.with_suffix(".json")
        record.unlink(missing_ok=True)
        part.rejected.write_text("".join(json.dumps(one) + "\n" for one in rejected), "ascii")
        pyarrow.parquet.write_table(_plain(table), part.path)
        told = {"rows": rows, "refused": part.refused, "sha256": [_digest(part.path), _digest(part.rejected)]}
        _settled(record, json.dumps(told).encode())
        self.parts.append(part)

    def finish(self) -> int:
        """All parts as one file, and all refused rows as another; the folder of parts goes. Told: how many."""
        begun = self.out.with_name(self.out.name + ".begun")
        _whole(form_of(self.out), begun, [part.path for part in self.parts])
        told = self.rejected.with_name(self.rejected.name + ".begun")
        with told.open("wb") as file:
            for part in self.parts:
                file.write(part.rejected.read_bytes())
        told.replace(self.rejected)
        begun.replace(self.out)
        self.abandon()
        return sum(part.refused for part in self.parts)

    def abandon(self) -> None:
        """Remove what was begun; nothing of it can be continued."""
        # A system may keep a folder in which a file is open.
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def close(self) -> None:
        """Let another run in."""
        self.lock.close()

    def _path(self, turn: int, start: int) -> Path:
        return self.folder / (f"{turn:08}-{start:08}.parquet" if start else f"{turn:08}.parquet")


def _is_new(folder: Path) -> bool:
    """Whether nothing in it can be continued: a run was killed before it began, or after it had ended."""
    return not (folder / _RUN).exists() and all(_OURS.fullmatch(one.name) for one in folder.iterdir())


def _continued(folder: Path, told: str, *, resume: bool) -> None:
    """Whether the parts that lie there may be continued."""
    if not resume:
        action = "continue it with --resume, or remove that folder"
        raise Unfinished(f"`{folder}` holds the parts of a run that did not end", action)
    if not (folder / _RUN).is_file() or (folder / _RUN).read_bytes() != told.encode():
        action = "remove that folder, and run without --resume; or name another --out"
        raise Unfinished(f"`{folder}` holds the parts of a run over another table, or by other rules", action)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _settled(path: Path, content: bytes) -> None:
    """Write a file that is either whole or not there."""
    begun = path.with_name(path.name + ".begun")
    begun.write_bytes(content)
    begun.replace(path)


def _plain(table: Any) -> Any:
    """The table with words as text, since parts differ in which words they have."""
    for turn, column in enumerate(table.schema):
        if pa.types.is_dictionary(column.type):
            text = table.column(turn).cast(column.type.value_type)
            table = table.set_column(turn, column.name, text)
    return table


def _whole(form: str, path: Path, parts: Sequence[Path]) -> None:
    import pyarrow.csv
    import pyarrow.parquet

    schema = pyarrow.parquet.read_schema(parts[0])
    match form:
        case "parquet":
            with pyarrow.parquet.ParquetWriter(path, schema) as writer:
                for table in _tables(parts):
                    writer.write_table(table)
        case "csv":
            with pyarrow.csv.CSVWriter(path, _fields(schema.empty_table()).schema) as lines:
                for table in _tables(parts):
                    lines.write_table(_fields(table))
        case _:
            with path.open("w", encoding="utf-8", newline="\n") as file:
                for table in _tables(parts):
                    file.writelines(_ENCODER.encode(row) + "\n" for row in table.to_pylist())


def _fields(table: Any) -> Any:
    """The table with text in place of what no field of a CSV is: groups and lists as JSON, bytes by their escapes."""
    for turn, column in enumerate(table.schema):
        kind = column.type
        if not (pa.types.is_primitive(kind) or pa.types.is_decimal(kind) or kind in (pa.string(), pa.null())):
            words = [None if value is None else _field(value) for value in table.column(turn).to_pylist()]
            table = table.set_column(turn, column.name, pa.array(words, pa.string()))
    return table


def _field(value: object) -> str:
    match value:
        case str():
            return value
        case bytes():
            return value.decode("utf-8", "backslashreplace")
        case _:
            return _ENCODER.encode(value)


def _tables(parts: Sequence[Path]) -> Iterator[Any]:
    import pyarrow.parquet

    return (pyarrow.parquet.read_table(part) for part in parts)
