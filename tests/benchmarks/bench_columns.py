"""How fast columns decide a shipped framework, beside a plain C loop of the same rule compiled in the same run.

Run it on a quiet machine: `python tests/benchmarks/bench_columns.py [ROWS...]`. Not collected by pytest.

Rule: saf@2023-11 at trust level, every statement needing all six categories: 48 small whole numbers a row (0: has
nothing to judge), eight scores and one rating out of it. Included on both sides: reading 48 byte columns that lie in
memory, writing nine. Not included on either: reading files, planning (told once), compiling C. `table` is the same
from an Arrow table of dictionary columns, with statuses and deciding rules, which C does not answer.
Two C loops: the one that is written first, and one in blocks that the compiler makes vectors of. Each figure is a
median of five; ratios are C's time over ours, in processor time of this one thread.
"""

from __future__ import annotations

import ctypes
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa

import wellled_rules
from wellled_rules import Framework
from wellled_rules.backends.columns.coding import Codes
from wellled_rules.backends.columns.kernel import Supply, run
from wellled_rules.backends.columns.plan import Program, plan

ROOT = Path(__file__).parents[2]
SIZES = (10_000, 100_000, 1_000_000)
CATEGORIES = "people, staff_and_leaders, partners, observation, processes, outcomes"

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


def framework(folder: Path) -> Framework:
    """The shipped rules, with all six categories needed by every statement."""
    shelf = ROOT / "versions" / "saf-2023-11"
    text = (shelf / "framework.wlr").read_text("utf-8")
    path = folder / "framework.wlr"
    path.write_text(
        re.sub(r"needs evidence_category [a-z_, ]+", f"needs evidence_category {CATEGORIES}", text), "utf-8"
    )
    return wellled_rules.load(path)


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


def median(work: Callable[[], object]) -> float:
    """Seconds of this thread, the median of five after one to warm up."""
    work()
    found = []
    for _ in range(5):
        start = time.thread_time()
        work()
        found.append(time.thread_time() - start)
    return statistics.median(found)


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


def compare(rules: Framework, program: Program, loops: tuple[Callable[..., None], ...], rows: int) -> str:
    """One line of figures, after every row's rating and scores were found equal."""
    evidence = np.random.default_rng(rows).integers(0, 5, (48, rows)).astype(np.uint8)
    supplies, table = columns_of(program, evidence), table_of(program, evidence)
    rating, scores = np.zeros(rows, np.uint8), np.zeros((8, rows), np.uint8)
    inputs = (ctypes.c_void_p * 48)(*(one.ctypes.data for one in evidence))
    outputs = (ctypes.c_void_p * 8)(*(one.ctypes.data for one in scores))
    given = (inputs, ctypes.c_size_t(rows), ctypes.c_void_p(rating.ctypes.data), outputs)
    in_c = []
    for one in loops:
        in_c.append(median(partial(one, *given)))
        check(program, supplies, rating, scores)
    in_columns = median(lambda: run(program, supplies, rows))
    in_table = median(lambda: rules.evaluate_table(table, level="trust", outcomes=("statement_score", "well_led")))
    times = (*in_c, in_columns, in_table)
    ratios = (in_c[0] / in_columns, in_c[1] / in_columns, in_c[0] / in_table)
    return (
        f"{rows:>10,}"
        + "".join(f"  {1e9 * one / rows:9.1f}" for one in times)
        + "".join(f"  {one:9.2f}" for one in ratios)
    )


def check(program: Program, supplies: dict[int, Supply], rating: Codes, scores: Codes) -> None:
    """Whether C and columns say the same of every row."""
    found = run(program, supplies, len(rating))
    assert not found.slow.any()
    ranks = {"not_applicable": 0, "inadequate": 1, "requires_improvement": 2, "good": 3, "outstanding": 4}
    turn = 0
    for cell, column in program.values.items():
        words = [str(entry) for entry in found.entries[column]]
        numbers = np.array([ranks.get(word, int(word) if word.isdecimal() else 0) for word in words], np.uint8)
        theirs = rating if not cell.members else scores[turn]
        turn += bool(cell.members)
        assert np.array_equal(numbers[found.codes[column]], theirs), cell


def main(sizes: tuple[int, ...]) -> None:
    """Print one line a size."""
    with tempfile.TemporaryDirectory() as name:
        rules, made = framework(Path(name)), loops(Path(name))
        start = time.thread_time()
        program = plan(rules.graph, "trust", outcomes=("statement_score", "well_led"), decided=False)
        print(f"planned once in {time.thread_time() - start:.2f} s, {len(program.columns)} columns; nanoseconds a row:")
        heads = ("C plain", "C blocked", "columns", "table", "C/columns", "blocked/..", "C/table")
        print(f"{'rows':>10}" + "".join(f"  {head:>9}" for head in heads))
        for rows in sizes:
            print(compare(rules, program, made, rows), flush=True)


if __name__ == "__main__":
    main(tuple(int(float(one)) for one in sys.argv[1:]) or SIZES)
