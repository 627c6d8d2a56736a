"""Tables in files: written for `wellled batch`, and read from what it wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
csv = pytest.importorskip("pyarrow.csv")

ROOMS, LESSONS = "topic_grade.rooms", "topic_grade.lessons"


def clubs(**columns: list[object]) -> dict[str, list[object]]:
    """A table of clubs, good in both topics unless said otherwise."""
    length = max((len(one) for one in columns.values()), default=1)
    return {"subject": [f"c{turn}" for turn in range(length)], ROOMS: ["good"] * length, LESSONS: ["good"] * length} | {
        name.replace("__", "."): values for name, values in columns.items()
    }


def written(path: Path, columns: dict[str, list[object]]) -> str:
    """The table in a file of the form that its name promises."""
    table = pa.table(columns)
    if path.suffix == ".parquet":
        pq.write_table(table, path)
    elif path.suffix == ".csv":
        csv.write_csv(table, path)
    else:
        path.write_text("".join(json.dumps(row) + "\n" for row in table.to_pylist()), "utf-8")
    return path.name


def answers(path: Path) -> list[dict[str, object]]:
    """Rows of a file of answers; an empty field is null."""
    if path.suffix == ".parquet":
        return pq.read_table(path).to_pylist()
    if path.suffix == ".csv":
        options = csv.ConvertOptions(null_values=[""], strings_can_be_null=True)
        return csv.read_csv(path, convert_options=options).to_pylist()
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def told(path: Path) -> list[dict[str, object]]:
    """The refused rows."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
