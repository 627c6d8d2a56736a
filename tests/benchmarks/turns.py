"""Two pieces of work measured in turns, so that what disturbs the one disturbs the other."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from statistics import median
from time import perf_counter_ns
from typing import Any, TypeAlias

from table import Measured

__all__ = ["Work", "in_turns", "least", "on_one_core", "timed"]

Work: TypeAlias = "Callable[[Any], object]"


@contextmanager
def on_one_core() -> Iterator[None]:
    """On one core, where that can be asked for, and without collections of garbage in between."""
    cores = os.sched_getaffinity(0) if hasattr(os, "sched_setaffinity") else None
    if cores:
        os.sched_setaffinity(0, {max(cores)})
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        if cores:
            os.sched_setaffinity(0, cores)


def in_turns(
    ours: Work, mine: Sequence[object], theirs: Work, other: Sequence[object], *, turns: int, batch: int
) -> Measured:
    """A turn is a batch of ours, of theirs, of theirs, of ours; the ratio is the median of the turns' ratios.

    mine, other: what each side takes, case by case the same.
    """
    spent: list[tuple[int, int]] = []
    for turn in range(turns):
        first = turn * batch % (len(mine) - batch + 1)
        here, there = mine[first : first + batch], other[first : first + batch]
        before = timed(ours, here)
        between = timed(theirs, there) + timed(theirs, there)
        spent.append((before + timed(ours, here), between))
    calls = 2 * batch
    return Measured(
        ours=Fraction(median(one for one, _ in spent)) / calls,
        theirs=Fraction(median(two for _, two in spent)) / calls,
        ratio=median(Fraction(one, two) for one, two in spent),
    )


def timed(work: Work, cases: Sequence[object]) -> int:
    """Nanoseconds that all the cases take."""
    start = perf_counter_ns()
    for case in cases:
        work(case)
    return perf_counter_ns() - start


def least(work: Work, cases: Sequence[object]) -> int:
    """Nanoseconds a call, in the quickest of five runs."""
    return min(timed(work, cases) for _ in range(5)) // len(cases)
