"""A ladder that came to its last row: why the rows before it do not apply."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wellled_rules.backends.explainer.lexicon.entries import entry_words
from wellled_rules.backends.explainer.reading import Reading
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.nodes import Choose, Determine, Input
from wellled_rules.values.operators import Entry
from wellled_rules.values.scale import ScaleLevel

__all__ = ["Failed", "failed", "nearest"]


@dataclass(frozen=True, slots=True)
class Failed:
    """A row that does not apply. then: what it would have come to. tests: those that do not hold, in its order."""

    then: Entry
    tests: tuple[Cell, ...]


def failed(reading: Reading, cell: Cell) -> Iterator[Failed]:
    """The rows before the last of a ladder that came to it; none of those that would only pass something on."""
    node = reading.node(cell)
    turn = reading.taken_row(cell)
    if not isinstance(node, Choose) or node.form != "first" or turn is None or node.rows[turn].tests:
        return
    for row in node.rows[:turn]:
        source = reading.operand(cell, row.then)
        then = reading.entry(source)
        tests = tuple(reading.operand(cell, one) for one in row.tests)
        missed = tuple(one for one in tests if reading.entry(one) is False)
        if then is not None and missed and not isinstance(reading.node(source), Determine | Input):
            yield Failed(then, missed)


def nearest(reading: Reading, cell: Cell) -> tuple[str, Failed] | None:
    """The row before the last that says most of why it came to the last, and what it is not for that.

    On a scale, the next better level that a row leads to, else the next worse; else the only row there is.
    """
    rows = [*failed(reading, cell)]
    held = reading.entry(cell)
    levels = [(one.then.rank, one) for one in rows if isinstance(one.then, ScaleLevel)]
    if not isinstance(held, ScaleLevel):
        return ("", rows[0]) if len(rows) == 1 else None
    better = [(rank, one) for rank, one in levels if rank > held.rank]
    worse = [(rank, one) for rank, one in levels if rank < held.rank]
    if not better and not worse:
        return None
    _, found = min(better, key=lambda one: one[0]) if better else max(worse, key=lambda one: one[0])
    return f", not {entry_words(found.then)}", found
