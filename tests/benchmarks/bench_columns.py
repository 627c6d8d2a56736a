"""Tables of cases as columns, beside a plain C loop of the same rule compiled in the same run, Polars and DuckDB.

Run: `python tests/benchmarks columns`. Not collected by pytest. It needs a C compiler, and the extra `benchmarks`.
What is compared, and what is included, `saf_columns.py` says. Not included: reading files, planning and compiling once,
making tables of the columns.
"""

from __future__ import annotations

import shutil
import tempfile
from fractions import Fraction
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from saf import LEVEL, workload
from table import AtLeast, Goal, Measured, NoGoal, Row, Skipped

if TYPE_CHECKING:
    from saf_columns import Figure

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
NUMPY, NUMBA = AtLeast(Fraction(8, 10)), AtLeast(Fraction(14, 10))
FROM_CODES = "48 byte columns in memory to nine, one core, processor time"
FROM_TABLE = "ours: dictionary columns to a table with statuses and deciding rules; theirs: nine columns of numbers"


def rows() -> list[Row]:
    """The kernels beside C at every size; beside Polars and DuckDB at a million rows, and so the whole table."""
    found = [
        row(name, "C", size, goal, FROM_CODES) for name, goal in (("numpy", NUMPY), ("numba", NUMBA)) for size in SIZES
    ]
    for ours, included in (("numpy", FROM_CODES), ("table", FROM_TABLE)):
        found += [row(ours, theirs, 1_000_000, NoGoal(), included) for theirs in ("polars", "duckdb")]
    return found


def row(ours: str, theirs: str, size: int, goal: Goal, included: str) -> Row:
    """One engine beside another."""
    return Row(
        name=f"columns by {ours}, {size:,} rows" if ours != "table" else f"`evaluate_table`, {size:,} rows",
        beside="a plain C loop" if theirs == "C" else theirs,
        goal=goal,
        included=included,
        measure=partial(measured, ours, theirs, size),
    )


def measured(ours: str, theirs: str, size: int) -> Measured | Skipped:
    """Nanoseconds a row."""
    missing = [one for one in ("polars", "duckdb", "numba") if find_spec(one) is None]
    if missing or not (shutil.which("gcc") or shutil.which("cc")):
        return Skipped(f"{', '.join(missing) or 'a C compiler'} is not installed")
    found = of_size(size)
    mine, other = found[ours], found[theirs]
    told = (f"{name} {round(one.risen / size)}" for name, one in found.items())
    return Measured(
        ours=mine.nanoseconds / size,
        theirs=other.nanoseconds / size,
        ratio=mine.ratio / other.ratio,
        parts=(f"bytes a row that memory rose by: {', '.join(told)}",),
    )


@cache
def of_size(size: int) -> dict[str, Figure]:
    """Every engine at one size, measured once for all rows that tell of it."""
    from saf_columns import Engines, figures, loops

    from wellled_rules.backends.columns.plan import plan
    from wellled_rules.graph.nodes import Input

    rules = workload(48).framework
    with tempfile.TemporaryDirectory() as folder:
        made = loops(Path(folder))
        # As for a table that says no more than is drawn.
        inputs = [one.name for one in rules.graph.at(LEVEL) if isinstance(one, Input)]
        unsaid = [one for one in inputs if one not in ("evidence_score", "kind")]
        outcomes = ("statement_score", "well_led")
        program = plan(rules.graph, LEVEL, outcomes=outcomes, decided=False, unsaid=unsaid)
        return figures(Engines(rules, program, made, size))
