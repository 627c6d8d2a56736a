"""A ladder that came to its last row: why the rows before it do not apply."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wellled_rules.backends.explainer.lexicon.entries import entry_words
from wellled_rules.backends.explainer.reading import Reading
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.nodes import Aggregate, Choose, Determine, Input
from wellled_rules.values.operators import Entry
from wellled_rules.values.scale import ScaleLevel

__all__ = ["Failed", "failed", "nearest", "short_of"]


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


def short_of(reading: Reading, cell: Cell, asked: Callable[[Reading, Cell], str]) -> tuple[Entry, Cell] | None:
    """What a row before the one that applies would have come to, and how many it asked for of what that one counts.

    asked: says what a test asks for. None where the row that applies is no count of `any`, or no row before it fell
    short of a number of the same.
    """
    node, turn = reading.node(cell), reading.taken_row(cell)
    if not isinstance(node, Choose) or node.form != "first" or turn is None or len(node.rows[turn].tests) != 1:
        return None
    counted = _counted(reading, reading.operand(cell, node.rows[turn].tests[0]), "any", asked)
    for row in node.rows[:turn]:
        if counted is None or len(row.tests) != 1:
            continue
        test = reading.operand(cell, row.tests[0])
        fold, then = reading.node(test), reading.entry(reading.operand(cell, row.then))
        if then is None or _counted(reading, test, "at_least", asked) != counted or not isinstance(fold, Aggregate):
            continue
        if fold.count is not None:
            return then, reading.operand(test, fold.count)
    return None


def _counted(
    reading: Reading, test: Cell, op: str, asked: Callable[[Reading, Cell], str]
) -> tuple[tuple[Cell, ...], str] | None:
    """What a count of a kind runs over, and what it asks of each entry."""
    node = reading.node(test)
    if not isinstance(node, Aggregate) or node.op != op:
        return None
    items = reading.items(test, node)
    hit = next((one.hit for one in items if one.hit is not None), None)
    return None if hit is None else (tuple(one.cell for one in items), asked(reading, hit))
