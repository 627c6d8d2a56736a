"""Answers in a file: part by part beside it, so that a killed run can be taken up, then whole under its name."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from wellled_rules.backends.columns.sources import form_of

__all__ = ["Sink", "Unfinished"]

_RUN = "run.json"
_ENCODER = json.JSONEncoder(default=str)


class Unfinished(Exception):  # noqa: N818 - it says what was found
    """Parts of an earlier run lie in the way, and may not be continued."""


@dataclass(frozen=True, slots=True)
class Sink:
    """Where answers go. parts: the folder of parts. out: the file they become. rejected: the file of refused rows."""

    out: Path
    rejected: Path
    parts: Path

    @classmethod
    def opened(cls, out: Path, rejected: Path, run: Mapping[str, object], *, resume: bool) -> Sink:
        """A sink for one run.

        run: what the run is of; only a run of the same is continued. Raises `Unfinished` where parts lie there already
        and `resume` is not asked for, or they are of another run.
        """
        form_of(out)
        parts = out.with_name(out.name + ".parts")
        told = json.dumps(run, sort_keys=True)
        if parts.exists():
            if not resume:
                raise Unfinished(f"`{parts}` holds the parts of a run that did not end")
            if not (parts / _RUN).is_file() or (parts / _RUN).read_text("utf-8") != told:
                raise Unfinished(f"`{parts}` holds the parts of a run over another table, or by other rules")
        else:
            parts.mkdir(parents=True)
            _settled(parts / _RUN, told.encode())
        return cls(out, rejected, parts)

    def has(self, turn: int) -> bool:
        """Whether a part was written by an earlier run."""
        return self._part(turn).exists()

    def write(self, turn: int, table: Any, rejected: Sequence[Mapping[str, object]]) -> None:
        """One part: its refused rows first, so that a part that exists is complete."""
        import pyarrow.parquet

        lines = "".join(json.dumps(one) + "\n" for one in rejected)
        _settled(self._part(turn).with_suffix(".jsonl"), lines.encode())
        begun = self._part(turn).with_suffix(".begun")
        pyarrow.parquet.write_table(_plain(table), begun)
        begun.replace(self._part(turn))

    def finish(self, turns: int) -> None:
        """All parts as one file, and all refused rows as another; the folder of parts goes."""
        begun = self.out.with_name(self.out.name + ".begun")
        _whole(form_of(self.out), begun, [self._part(turn) for turn in range(turns)])
        told = self.rejected.with_name(self.rejected.name + ".begun")
        with told.open("wb") as file:
            for turn in range(turns):
                file.write(self._part(turn).with_suffix(".jsonl").read_bytes())
        told.replace(self.rejected)
        begun.replace(self.out)
        shutil.rmtree(self.parts)

    def abandon(self) -> None:
        """Remove what was begun; nothing of it can be continued."""
        shutil.rmtree(self.parts, ignore_errors=True)

    def _part(self, turn: int) -> Path:
        return self.parts / f"{turn:08}.parquet"


def _settled(path: Path, content: bytes) -> None:
    """Write a file that is either whole or not there."""
    begun = path.with_name(path.name + ".begun")
    begun.write_bytes(content)
    begun.replace(path)


def _plain(table: Any) -> Any:
    """The table with words as text, since parts differ in which words they have."""
    for turn, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            text = table.column(turn).cast(field.type.value_type)
            table = table.set_column(turn, field.name, text)
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
    for turn, field in enumerate(table.schema):
        kind = field.type
        if not (pa.types.is_primitive(kind) or pa.types.is_decimal(kind) or kind in (pa.string(), pa.null())):
            words = [None if value is None else _field(value) for value in table.column(turn).to_pylist()]
            table = table.set_column(turn, field.name, pa.array(words, pa.string()))
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
