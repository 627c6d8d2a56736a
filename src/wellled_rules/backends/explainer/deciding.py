"""What decided, of all that a derivation holds: the row that applied, what its tests counted, and so on down."""

from __future__ import annotations

from collections.abc import Iterator

from wellled_rules.backends.explainer.reading import Reading
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.nodes import Adjustment, Aggregate, Choose, Collect
from wellled_rules.values.missing import Missing

__all__ = ["deciding"]


def deciding(reading: Reading, cell: Cell) -> frozenset[Cell]:
    """Cells that decided an outcome, itself among them.

    Not among them: the rows of a ladder that were passed by, how many a test asked for, what a collection left out,
    why an entry is one of it, and exceptions that did not act.
    """
    found: set[Cell] = set()
    waiting = [cell]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            beside = frozenset(_beside(reading, one))
            waiting.extend(used for used in reading.predecessors(one) if used not in beside)
    return frozenset(found)


def _beside(reading: Reading, cell: Cell) -> Iterator[Cell]:
    """What a cell reads that did not decide it."""
    node = reading.node(cell)
    match node:
        case Choose(form="first"):
            turn = reading.taken_row(cell)
            if turn is not None:
                tests = [reading.operand(cell, test) for row in node.rows[:turn] for test in row.tests]
                yield from set(tests) - {reading.operand(cell, test) for test in node.rows[turn].tests}
        case Aggregate():
            used = reading.predecessors(cell)
            left_out = [one for one in used if isinstance(held := reading.entry(one), Missing) and held.is_out]
            count = () if node.count is None else (reading.operand(cell, node.count),)
            # Where nothing else is there, it is what was left out that decided.
            yield from count if len(left_out) + len(count) == len(used) else (*left_out, *count)
        case Collect():
            yield from reading.conditions(cell)
        case _:
            yield from (one for one in reading.predecessors(cell) if _is_idle(reading, one))


def _is_idle(reading: Reading, cell: Cell) -> bool:
    return isinstance(reading.node(cell), Adjustment) and reading.entry(cell) is False
