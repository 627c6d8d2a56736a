"""DuckDB, for what memory may not hold: rows of a file brought into another order, on disk where they are many."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from wellled_rules.backends.columns.sources import Unreadable

__all__ = ["selected"]

_MOST_MEMORY = "512MB"


def selected(kinds: Any, rows: Iterator[Any], query: str, at_once: int) -> Iterator[Any]:
    """What a query finds in the table `rows`, Arrow batches that are read once: batches, as they are needed.

    kinds: the schema of the rows. at_once: about how many rows a batch has that is found.
    Raises `Unreadable` for what Arrow or the database come upon, and whatever else reading the rows raises.
    """
    import duckdb

    raised: list[Exception] = []
    try:
        with duckdb.connect() as connection, TemporaryDirectory() as folder:
            connection.execute(f"set memory_limit = '{_MOST_MEMORY}'")
            connection.execute("set threads = 1")
            connection.execute("set temp_directory = ?", [folder])
            connection.register("rows", pa.RecordBatchReader.from_batches(kinds, _watched(rows, raised)))
            found = connection.sql(query)
            # What it was called before had no other name.
            read = found.to_arrow_reader if hasattr(found, "to_arrow_reader") else found.fetch_arrow_reader
            yield from read(at_once)
    except (duckdb.Error, pa.ArrowException) as error:
        # The database tells of what a reader of rows raised in words of its own.
        first = raised[0] if raised else error
        if isinstance(first, (duckdb.Error, pa.ArrowException)):
            first = Unreadable(str(first).splitlines()[0])
        raise first from None


def _watched(rows: Iterator[Any], raised: list[Exception]) -> Iterator[Any]:
    """The same; what reading them raises is put into `raised`."""
    try:
        yield from rows
    except Exception as error:
        raised.append(error)
        raise
