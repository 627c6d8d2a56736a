"""The workload of the columns: 48 small whole numbers a row, eight scores and a rating out of it, for every engine.

Rule: saf@2023-11 at trust level, every statement needing all six categories; 0 stands for nothing to judge. Every
engine's scores and ratings are found equal to those of C, on all rows, before anything is measured. Times are processor
time of the whole process, each engine with one thread, all engines in turns. Memory is how far the resident size rose
while an engine ran once; its answer, and whatever it keeps in between, is in it, the 48 columns are not.

- `C`: the loop that is written first, compiled here. `C blocks`: one that the compiler makes vectors of.
- `numpy`, `numba`: the kernels, from codes to codes.
- `table`: `evaluate_table`, from dictionary columns in Arrow to a table with statuses and deciding rules as well, which
  none of the others answers.
- `polars`, `duckdb`: the rule as their expressions, in whole numbers of 32 bits.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path
from statistics import median

os.environ["POLARS_MAX_THREADS"] = "1"

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa

from wellled_rules import Framework
from wellled_rules.backends.columns.coding import Codes
from wellled_rules.backends.columns.kernel import Run, Supply, run
from wellled_rules.backends.columns.program import Program
from wellled_rules.backends.columns.ways import Way

ENGINES = ("C", "C blocks", "numpy", "numba", "table", "polars", "duckdb")

C_LOOP = r"""
#include <stddef.h>
#include <stdint.h>
static int band(int p) { return 1 + (p > 38) + (p > 62) + (p > 87); }
void decide(const uint8_t *const *in, size_t rows, uint8_t *rating, uint8_t *const *score) {
    for (size_t i = 0; i < rows; i++) {
        int total = 0, scored = 0, low = 5;
        for (int s = 0; s < 8; s++) {
            int sum = 0, count = 0;
            for (int c = 0; c < 6; c++) {
                int v = in[s * 6 + c][i];
                sum += v;
                count += v != 0;
            }
            int q = count ? band((50 * sum + count) / (2 * count)) : 0;
            score[s][i] = (uint8_t)q;
            total += q;
            scored += q != 0;
            if (q && q < low) low = q;
        }
        int r = scored ? band((50 * total + scored) / (2 * scored)) : 0;
        if (r == 3 && low == 1) r = 2;
        else if (r == 4 && low <= 2) r = 3;
        rating[i] = (uint8_t)r;
    }
}
/* the same in blocks, without division or branches, so that the compiler makes vectors of it */
void blocked(const uint8_t *const *in, size_t rows, uint8_t *rating, uint8_t *const *score) {
    enum { B = 512 };
    uint8_t sum[B], count[B], total[B], scored[B], one[B], two[B];
    for (size_t from = 0; from < rows; from += B) {
        int n = (int)(rows - from < B ? rows - from : B);
        for (int j = 0; j < B; j++) total[j] = scored[j] = one[j] = two[j] = 0;
        for (int s = 0; s < 8; s++) {
            for (int j = 0; j < B; j++) sum[j] = count[j] = 0;
            for (int c = 0; c < 6; c++) {
                const uint8_t *v = in[s * 6 + c] + from;
                for (int j = 0; j < n; j++) { sum[j] += v[j]; count[j] += v[j] != 0; }
            }
            for (int j = 0; j < n; j++) {
                unsigned x = 50u * sum[j], k = count[j];
                uint8_t q = (uint8_t)((k != 0) + ((k != 0) & (x >= 77u * k)) + ((k != 0) & (x >= 125u * k))
                                      + ((k != 0) & (x >= 175u * k)));
                score[s][from + j] = q;
                total[j] += q; scored[j] += q != 0; one[j] |= q == 1; two[j] |= q == 2;
            }
        }
        for (int j = 0; j < n; j++) {
            unsigned x = 50u * total[j], k = scored[j];
            uint8_t a = (k != 0) & (x >= 77u * k), b = (k != 0) & (x >= 125u * k), d = (k != 0) & (x >= 175u * k);
            uint8_t third = b & !(one[j] & !d), fourth = d & !(one[j] | two[j]);
            rating[from + j] = (uint8_t)((k != 0) + a + third + fourth);
        }
    }
}
"""


def loops(folder: Path) -> tuple[Callable[..., None], Callable[..., None]]:
    """The C loops, compiled here: the plain one, and the one in blocks."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    assert compiler, "a C compiler is needed"
    (folder / "loop.c").write_text(C_LOOP, "utf-8")
    library = folder / "loop.so"
    words = [compiler, "-O3", "-march=native", "-shared", "-fPIC", str(folder / "loop.c"), "-o", str(library)]
    subprocess.run(words, check=True)
    found = ctypes.CDLL(str(library))
    return found.decide, found.blocked


@dataclass(frozen=True, slots=True)
class Figure:
    """One engine at one size. nanoseconds, risen: of one run, its time and the memory it took in bytes. ratio: its
    time over that of C, the median of the turns."""

    nanoseconds: Fraction
    ratio: Fraction
    risen: int


def figures(engines: Engines) -> dict[str, Figure]:
    """Every engine, in turns, after every row was found equal."""
    engines.check()
    works = dict(zip(ENGINES, engines.works(), strict=True))
    spent = []
    for _ in range(max(3, min(200, 5_000_000 // engines.rows))):
        spent.append({name: timed(work) for name, work in works.items()})
    return {
        name: Figure(
            Fraction(median(turn[name] for turn in spent)),
            Fraction(median(Fraction(turn[name], turn["C"]) for turn in spent)),
            risen(work),
        )
        for name, work in works.items()
    }


def timed(work: Callable[[], object]) -> int:
    """Nanoseconds of this process, after a run that puts back into the caches what other engines drove out."""
    work()
    start = time.process_time_ns()
    work()
    return time.process_time_ns() - start


def risen(work: Callable[[], object]) -> int:
    """Bytes by which the resident size rose at most while some work was done."""
    # What earlier work left to be used again would hide what this work takes.
    pa.default_memory_pool().release_unused()
    ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    before = status("VmRSS")
    found = work()
    peak = status("VmHWM")
    del found
    return max(0, peak - before)


def status(name: str) -> int:
    """A size that Linux tells of this process, in bytes."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith(name))


def columns_of(program: Program, evidence: Codes) -> dict[int, Supply]:
    """Drawn scores for the 48 entries; one kind of subject for all."""
    supplies, turn = {}, 0
    for column, one in program.given:
        assert one.coding is not None
        if one.cell.members:
            assert [str(entry) for entry in one.coding.entries[:5]] == ["not_applicable", "1", "2", "3", "4"]
            supplies[column], turn = Supply(evidence[turn]), turn + 1
        else:
            kind = next(code for code, entry in enumerate(one.coding.entries) if str(entry) == "nhs_trust")
            supplies[column] = Supply(np.full(evidence.shape[1], kind, one.coding.dtype))
    return supplies


def table_of(program: Program, evidence: Codes) -> pa.Table:
    """The same as an Arrow table."""
    words = pa.array(["not_applicable", "1", "2", "3", "4"])
    cells = [one.cell for _, one in program.given if one.cell.members]
    names = [".".join(("evidence_score", *cell.members)) for cell in cells]
    found = {
        name: pa.DictionaryArray.from_arrays(pa.array(codes), words)
        for name, codes in zip(names, evidence, strict=True)
    }
    return pa.table({**found, "kind": pa.array(["nhs_trust"] * evidence.shape[1]).dictionary_encode()})


def scores_sql(turn: int) -> str:
    """Total and count of one statement, in SQL."""
    names = [f"c{6 * turn + category}" for category in range(6)]
    total = " + ".join(f"cast({name} as integer)" for name in names)
    count = " + ".join(f"cast({name} <> 0 as integer)" for name in names)
    return f"{total} as t{turn}, {count} as n{turn}"


def band_sql(total: str, count: str) -> str:
    """The rating of a total of `count` scores: 25 to 38, 39 to 62, 63 to 87, above; in halves of a percent."""
    limits = (f"cast(50 * {total} >= {limit} * {count} as integer)" for limit in (77, 125, 175))
    return f"(case when {count} = 0 then 0 else 1 + {' + '.join(limits)} end)"


def query() -> str:
    """The rule in SQL."""
    sums = ", ".join(map(scores_sql, range(8)))
    scores = ", ".join(f"{band_sql(f't{turn}', f'n{turn}')} as s{turn}" for turn in range(8))
    every = [f"s{turn}" for turn in range(8)]
    lowest = f"least({', '.join(f'case when {one} = 0 then 5 else {one} end' for one in every)})"
    count = " + ".join(f"cast({one} <> 0 as integer)" for one in every)
    limited = "case when r = 3 and low = 1 then 2 when r = 4 and low <= 2 then 3 else r end"
    return (
        f"select {', '.join(every)}, {limited} as rating from (select *, {band_sql('t', 'n')} as r from "
        f"(select *, {' + '.join(every)} as t, {count} as n, {lowest} as low from "
        f"(select {scores} from (select {sums} from cells))))"
    )


def band_polars(total: pl.Expr, count: pl.Expr) -> pl.Expr:
    """As `band_sql`."""
    above = [(50 * total >= limit * count).cast(pl.Int32) for limit in (77, 125, 175)]
    return pl.when(count == 0).then(pl.lit(0, pl.Int32)).otherwise(1 + above[0] + above[1] + above[2])


def frame(cells: pl.DataFrame) -> pl.DataFrame:
    """The rule in Polars."""

    def total(parts: list[pl.Expr]) -> pl.Expr:
        found = parts[0]
        for one in parts[1:]:
            found = found + one
        return found

    every = [pl.col(f"s{turn}") for turn in range(8)]
    scores = []
    for turn in range(8):
        columns = [pl.col(f"c{6 * turn + category}") for category in range(6)]
        sums = total([one.cast(pl.Int32) for one in columns]), total([(one != 0).cast(pl.Int32) for one in columns])
        scores.append(band_polars(*sums).alias(f"s{turn}"))
    rated = band_polars(total(every), total([(one != 0).cast(pl.Int32) for one in every])).alias("r")
    lowest = pl.min_horizontal(*(pl.when(one == 0).then(5).otherwise(one) for one in every)).alias("low")
    rating, low = pl.col("r"), pl.col("low")
    limited = pl.when((rating == 3) & (low == 1)).then(2).when((rating == 4) & (low <= 2)).then(3).otherwise(rating)
    asked = cells.lazy().select(scores).with_columns(rated, lowest)
    return asked.select(*every, limited.alias("rating")).collect()


class Engines:
    """All engines on the same drawn rows."""

    def __init__(self, rules: Framework, program: Program, loops: tuple[Callable[..., None], ...], rows: int) -> None:
        self.rules, self.program, self.rows = rules, program, rows
        self.evidence = np.random.default_rng(rows).integers(0, 5, (48, rows), np.uint8)
        self.supplies, self.table = columns_of(program, self.evidence), table_of(program, self.evidence)
        self.rating, self.scores = np.zeros(rows, np.uint8), np.zeros((8, rows), np.uint8)
        inputs = (ctypes.c_void_p * 48)(*(one.ctypes.data for one in self.evidence))
        outputs = (ctypes.c_void_p * 8)(*(one.ctypes.data for one in self.scores))
        given = (inputs, ctypes.c_size_t(rows), ctypes.c_void_p(self.rating.ctypes.data), outputs)
        self.in_c = [partial(one, *given) for one in loops]
        self.cells = pa.table({f"c{turn}": pa.array(codes) for turn, codes in enumerate(self.evidence)})
        self.connection = duckdb.connect(config={"threads": 1})
        self.connection.register("cells", self.cells)
        self.in_polars = pl.from_arrow(self.cells)

    def works(self) -> tuple[Callable[[], object], ...]:
        """By engine, one run."""
        return (
            *self.in_c,
            lambda: run(self.program, self.supplies, self.rows, way=Way.ARRAYS),
            lambda: run(self.program, self.supplies, self.rows, way=Way.LOOP),
            lambda: self.rules.evaluate_table(self.table, level="trust", outcomes=("statement_score", "well_led")),
            lambda: frame(self.in_polars),
            lambda: self.connection.sql(query()).to_arrow_table(),
        )

    def check(self) -> None:
        """Whether all say the same of every row."""
        answers = []
        for one in self.in_c:
            self.rating[:], self.scores[:] = 0, 0
            one()
            answers.append(np.vstack([self.scores, self.rating]))
        assert np.array_equal(*answers)
        for way in (Way.ARRAYS, Way.LOOP):
            self.check_columns(run(self.program, self.supplies, self.rows, way=way))
        *_, table, polars, duck = (work() for work in self.works()[4:])
        names = [*(f"s{turn}" for turn in range(8)), "rating"]
        for turn, name in enumerate(names):
            want = self.rating if name == "rating" else self.scores[turn]
            assert np.array_equal(polars[name].to_numpy(), want), name
            assert np.array_equal(duck.column(name).to_numpy(), want), name
        ratings = pa.array(["not_applicable", "inadequate", "requires_improvement", "good", "outstanding"])
        said = ratings.take(pa.array(self.rating))
        assert table.column("well_led").combine_chunks().cast(pa.string()).fill_null("not_applicable").equals(said)

    def check_columns(self, found: Run) -> None:
        assert not found.slow.any()
        ranks = {"not_applicable": 0, "inadequate": 1, "requires_improvement": 2, "good": 3, "outstanding": 4}
        turn = 0
        for cell, column in self.program.values.items():
            words = [str(entry) for entry in found.entries[column]]
            numbers = np.array([ranks.get(word, int(word) if word.isdecimal() else 0) for word in words], np.uint8)
            theirs = self.scores[turn] if cell.members else self.rating
            turn += bool(cell.members)
            assert np.array_equal(numbers[found.codes[column]], theirs), cell
