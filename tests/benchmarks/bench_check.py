"""Checking rules of 200, 2,000 and 20,000 declarations: what one declaration costs must not grow with the text.

Run: `python tests/benchmarks check`. Not collected by pytest. Takes some minutes.

What is compared: processor time from text in memory to a graph and a report, a declaration, in the largest text beside
the smallest of the same shape. Included: reading, naming, typing, building the graph, and all that is asked of it
(gaps, dead rows, contradictions, sizes). Not included: starting Python, reading the grammar (once), reading files.
The shapes are in `written.py`, and none of them has a finding above a note. The row tells the shape that grows most.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from fractions import Fraction
from statistics import median
from time import process_time_ns

from table import AtMost, Measured, Row
from written import SHAPES

from wellled_rules.diagnostics.codes import Severity
from wellled_rules.driver.files import from_texts
from wellled_rules.driver.pipeline import compile_framework

SIZES = (200, 2_000, 20_000)
TIMES = {200: 9, 2_000: 3, 20_000: 1}
"""How often a size is measured; the median counts."""


def rows() -> list[Row]:
    return [
        Row(
            name=f"checking a declaration of {SIZES[-1]:,}",
            beside=f"of {SIZES[0]:,}",
            goal=AtMost(Fraction(3, 2)),
            included="text to graph and report, in processor time; the shape of rules that grows most",
            measure=measured,
        )
    ]


def measured() -> Measured:
    """The shape that grows most; the others are told."""
    check(SHAPES["themes"](SIZES[0]))
    found = {shape: {size: per_declaration(shape, size) for size in SIZES} for shape in SHAPES}
    growth = {shape: times[SIZES[-1]] / times[SIZES[0]] for shape, times in found.items()}
    worst = max(growth, key=lambda shape: growth[shape])
    return Measured(
        ours=found[worst][SIZES[-1]],
        theirs=found[worst][SIZES[0]],
        parts=tuple(
            f"{shape}: {', '.join(f'{round(time / 1000):,} us of {size:,}' for size, time in times.items())}"
            for shape, times in found.items()
        ),
    )


def per_declaration(shape: str, size: int) -> Fraction:
    """Nanoseconds a declaration."""
    texts = SHAPES[shape](size)
    return Fraction(median(check(texts) for _ in range(TIMES[size]))) / declared(texts)


def declared(texts: Mapping[str, str]) -> int:
    """Declarations of a text, the header among them: what begins in the first column, but for the language."""
    lines = (line for text in texts.values() for line in text.splitlines())
    return sum(line[:1].isalpha() and not line.startswith("language ") for line in lines)


def check(texts: Mapping[str, str]) -> int:
    """Nanoseconds of processor time of one check that finds nothing above a note."""
    files = from_texts(texts, "framework.wlr")
    gc.collect()
    before = process_time_ns()
    made = compile_framework(files)
    spent = process_time_ns() - before
    assert made.graph is not None
    assert all(one.severity is Severity.NOTE for one in made.report)
    return spent
