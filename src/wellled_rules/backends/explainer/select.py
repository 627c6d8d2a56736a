"""What of a derivation enters which layer."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from wellled_rules.backends.explainer.reading import Item, Reading
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.graph import operands
from wellled_rules.graph.nodes import (
    Adjustment,
    Aggregate,
    Apply,
    Assumption,
    Choose,
    Collect,
    Determine,
    Lookup,
    NodeId,
)
from wellled_rules.values.folds import FOLDS

__all__ = ["Collection", "collection", "groupings", "in_order", "named_inputs"]

WEIGHED = frozenset({"total", "mean", "weighted_total", "weighted_mean"})
"""Folds in which every entry counted has a share of the whole."""


@dataclass(frozen=True, slots=True)
class Collection:
    """What an outcome is built from. fold: the cell that combines `items`; none where they are no collection."""

    fold: Cell | None
    op: str | None
    title: str
    items: tuple[Item, ...]

    @property
    def is_weighed(self) -> bool:
        """Whether each entry has a share."""
        return self.op in WEIGHED


def collection(reading: Reading, cell: Cell) -> Collection | None:
    """The nearest collection that is combined into the outcome, arithmetic before tests; else what it reads.

    Of a ladder whose last row applies and combines nothing, it is what the rows before it counted.
    Where people departed from its rule, it is what that would have combined. None where it reads nothing, or where the
    framework is not for the subject, so that no rule is run.
    """
    if not reading.trace.is_for(cell.subject):
        return None
    own = reading.departed_from(cell)
    if own is not None:
        made = collection(reading, own)
        return None if made is None else replace(made, title=f"{made.title}, by the rule that was departed from")
    found = _combined(reading, cell, is_passed_by=False) or _combined(reading, cell, is_passed_by=True)
    if found is not None:
        return found
    end = reading.passed_chain_end(cell) if isinstance(reading.node(cell), Determine) else cell
    inputs = named_inputs(reading, end)
    parts = [one for one in inputs if not isinstance(reading.node(one), Adjustment | Assumption | Lookup | Collect)]
    if not parts:
        return None
    return Collection(None, None, "Values that it reads", tuple(Item(one, one, None, None) for one in parts))


def _combined(reading: Reading, cell: Cell, *, is_passed_by: bool) -> Collection | None:
    """The nearest collection that folds combine; is_passed_by: also those of rows before the last of a ladder."""
    tests: Collection | None = None
    for found in sorted(_nearest(reading, cell, is_passed_by), key=lambda one: one.subject != cell.subject):
        if tests is not None and found.subject != cell.subject:
            # What its own subject combines is nearer than what another does.
            break
        node = reading.node(found)
        assert isinstance(node, Aggregate)
        items, wholes = reading.items(found, node), reading.wholes(found, node)
        made = Collection(found, node.op, reading.rule_title(wholes[0] if wholes else items[0].cell), items)
        if not FOLDS[node.op].tests and node.op != "number":
            return made
        tests = tests or made
    return tests


def _nearest(reading: Reading, cell: Cell, is_passed_by: bool) -> Iterator[Cell]:
    """Folds of declared entries that lead to the outcome's answer, nearest first, and none behind one of them.

    Exceptions and given values are not followed.
    """
    waiting = deque([cell])
    seen = {cell}
    while waiting:
        here = waiting.popleft()
        node = reading.node(here)
        items = reading.items(here, node) if isinstance(node, Aggregate) else ()
        if items and all(reading.is_named(one.cell) for one in items):
            yield here
            continue
        for name in _leading(reading, here, is_passed_by):
            for one in _cells(reading, here, name):
                if one not in seen:
                    seen.add(one)
                    waiting.append(one)


def _leading(reading: Reading, cell: Cell, is_passed_by: bool) -> tuple[NodeId, ...]:
    """Operands through which the answer of a cell comes."""
    node = reading.node(cell)
    match node:
        case Determine():
            is_ruled = cell not in reading.given and reading.departure(cell) is None
            return (node.answer,) if is_ruled else ()
        case Choose():
            turn = reading.taken_row(cell)
            rows = node.rows if turn is None else (node.rows[turn],)
            came_to_last = is_passed_by and turn is not None and not node.rows[turn].tests
            tested = () if node.form == "table" else node.rows[:turn] if came_to_last else rows
            return (*node.columns, *(test for row in tested for test in row.tests), *(row.then for row in rows))
        case Aggregate():
            return node.items
        case Apply():
            return operands(node)
        case _:
            return ()


def _cells(reading: Reading, cell: Cell, name: NodeId) -> tuple[Cell, ...]:
    node = reading.node(cell)
    if isinstance(node, Aggregate) and name in node.items:
        return tuple(one.cell for one in reading.items(cell, node))
    return (reading.operand(cell, name),)


def named_inputs(reading: Reading, cell: Cell) -> tuple[Cell, ...]:
    """Declared cells that a cell reads in its derivation, through parts that have no name, in order.

    A collection is one of them, as a whole, and what it takes is behind it.
    """
    found: dict[Cell, None] = {}
    waiting = deque([cell])
    seen = {cell}
    behind: set[Cell] = set()
    while waiting:
        reader = waiting.popleft()
        node = reading.node(reader)
        if isinstance(node, Aggregate):
            wholes = reading.wholes(reader, node)
            found.update(dict.fromkeys(wholes))
            behind.update(
                one for whole in wholes for item in reading.gathered(whole) for one in (item.source, item.taken)
            )
        combines = isinstance(node, Aggregate) or any(axis.is_collect for axis in node.axes)
        for one in reading.predecessors(reader):
            if one in seen or (combines and one in behind):
                continue
            seen.add(one)
            if reading.is_named(one):
                found[one] = None
            else:
                waiting.append(one)
    return in_order(reading, found)


def in_order(reading: Reading, cells: Iterator[Cell] | dict[Cell, None] | frozenset[Cell]) -> tuple[Cell, ...]:
    """Cells as they are computed: by the order of the graph, then by the order of their members."""
    return tuple(sorted(cells, key=reading.order))


def groupings(reading: Reading, cell: Cell) -> tuple[str, ...]:
    """Names of the sets by which the members that an outcome is built from can be grouped."""
    found = collection(reading, cell)
    if found is None:
        return ()
    names: dict[str, None] = {}
    for one in found.items:
        for axis in (each for each in reading.node(one.cell).axes if not each.is_collect):
            for places in reading.graph.sets[axis.set].places.values():
                names.update(dict.fromkeys(places))
    return tuple(names)
