"""DuckDB, for what memory may not hold: rows of a file brought into another order, on disk where they are many."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from wellled_rules.backends.columns.sources import Unreadable

__all__ = ["selected"]

_MOST_MEMORY = "512MB"


def selected(rows: Any, query: str, at_once: int) -> Iterator[Any]:
    """What a query finds in the table `rows`, a reader of Arrow batches that is read once: batches, as they are needed.

    at_once: about how many rows a batch has.
    Raises `Unreadable` for whatever reading the rows, or the query, comes upon.
    """
    import duckdb

    try:
        with duckdb.connect() as connection, TemporaryDirectory() as folder:
            connection.execute(f"set memory_limit = '{_MOST_MEMORY}'")
            connection.execute("set threads = 1")
            connection.execute("set temp_directory = ?", [folder])
            connection.register("rows", rows)
            found = connection.sql(query)
            # What it was called before had no other name.
            read = found.to_arrow_reader if hasattr(found, "to_arrow_reader") else found.fetch_arrow_reader
            yield from read(at_once)
    except (duckdb.Error, pa.ArrowException) as error:
        raise Unreadable(str(error).splitlines()[0]) from None
