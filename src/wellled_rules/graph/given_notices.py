"""What a reader should know of the values that a case states itself, and of tables that have no row for them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from wellled_rules.graph.cells import Cell, SelectStep
from wellled_rules.graph.domain import Domain, Finite, Interval, hull
from wellled_rules.graph.evidence import Notice
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Choose
from wellled_rules.graph.reach import reach
from wellled_rules.graph.spread import Open, advance
from wellled_rules.graph.steps import Held
from wellled_rules.graph.valuation import Valuation
from wellled_rules.graph.wording import listed, value_words
from wellled_rules.values.missing import OUT, Missing
from wellled_rules.values.scale import Exact, Member, ScaleLevel
from wellled_rules.values.types import NumberType, Type, Unit

__all__ = ["given_notices"]


def given_notices(case: Valuation) -> Iterator[Notice]:
    """Stated values that the evidence contradicts or that cannot occur, and tables without a row for what they read."""
    if not case.covered:
        return
    for cell, stated in case.stated.items():
        if not isinstance(stated, Missing):
            yield from _differs(case, cell, stated)
            yield from _out_of_range(case, cell, stated)
    # Without a stated value no table lacks a row: the rules were checked for every case that their inputs allow.
    if case.stated:
        yield from _without_row(case)


def _differs(case: Valuation, cell: Cell, stated: Held) -> Iterator[Notice]:
    """What the outcome's own rule comes to from the rest of the case, where that is known and another value."""
    prepared = case.prepared
    place = prepared.plan.places[cell]
    known = {one: case.at(one) for one in prepared.reads[place]}
    found = advance(prepared.plan.steps[place], prepared.reads[place], known)
    if isinstance(found, Open | Missing) or found is None or found == stated:
        return
    type_ = case.graph.nodes[cell.node].type
    text = f"is stated as {_words(stated, type_)}, but the evidence recorded works out to {_words(found, type_)}"
    yield Notice(kind="given-differs", text=f"{_title(case, cell)} {text}", pointer=_pointer(case, cell))


def _out_of_range(case: Valuation, cell: Cell, stated: Held) -> Iterator[Notice]:
    """A number below the lowest or above the highest that any case comes to."""
    if isinstance(stated, bool) or not isinstance(stated, int | Fraction):
        return
    level = case.graph.level_of(cell.node)
    low, high = _range(case.graph, level, Cell(cell.node, cell.members))
    if (low is None or stated >= low) and (high is None or stated <= high):
        return
    type_ = case.graph.nodes[cell.node].type
    ends = [f"{words} {_words(end, type_)}" for words, end in (("at least", low), ("at most", high)) if end is not None]
    if low is not None and high is not None:
        ends = [f"{_words(low, type_)} to {_words(high, type_)}"]
    text = f"{_title(case, cell)} is stated as {_words(stated, type_)}, but can only be {ends[0]}"
    yield Notice(kind="given-out-of-range", text=text, pointer=_pointer(case, cell))


def _range(graph: DeterminationGraph, level: str, cell: Cell) -> tuple[Exact | None, Exact | None]:
    """Lowest and highest number that a cell can hold, none for no end; counted out where that is little work."""
    key = (f"range of {cell}", level)
    kept = graph.memo.get(key)
    if isinstance(kept, Interval):
        return kept.low, kept.high
    found = reach(graph, level)
    universe = found.universe(wide=True)
    place = found.plan.places[cell]
    joint = found.joint((place,), universe)
    domain: Domain = universe.domains[place]
    if joint.exact:
        domain = Finite(frozenset(held for (held,) in joint.values))
    held = hull(domain) or Interval()
    graph.memo[key] = held
    return held.low, held.high


def _without_row(case: Valuation) -> Iterator[Notice]:
    """Tables whose columns hold values that none of their rows is for."""
    plan = case.prepared.plan
    for cell, place in plan.places.items():
        node, step = case.graph.nodes[cell.node], plan.steps[place]
        if not isinstance(node, Choose) or node.form != "table" or not isinstance(step, SelectStep):
            continue
        if case.known[place] != OUT or any(all(case.at(one) is True for one in tests) for tests, _ in step.rows):
            continue
        columns = [_at(case, one, cell) for one in node.columns]
        held = [case.value(one) for one in columns]
        if any(one is None or isinstance(one, Missing) for one in held):
            continue
        read = [
            f"{_title(case, column)} of {_words(one, case.graph.nodes[column.node].type)}"
            for column, one in zip(columns, held)
        ]
        text = f"{_title(case, cell)} has no row for {listed(read)}, and so is not applicable"
        yield Notice(kind="no-row", text=text)


def _at(case: Valuation, column: str, cell: Cell) -> Cell:
    """The cell of a column that a table's cell reads."""
    return case.operand(cell, column)


def _title(case: Valuation, cell: Cell) -> str:
    """The declaration that a cell belongs to, quoted, its members, and whose it is."""
    node = case.graph.nodes[cell.node]
    rule = case.graph.rules.get(node.rule)
    title = rule.title if rule is not None and rule.title else node.rule.partition(":")[2]
    sets = case.graph.sets
    members = [sets[axis.set].by_id[one].title or one for axis, one in zip(node.axes, cell.members, strict=True)]
    members += [" ".join(cell.subject[turn : turn + 2]) for turn in range(0, len(cell.subject), 2)]
    return f"“{title}” for {', '.join(members)}" if members else f"“{title}”"


def _words(held: Held, type_: Type) -> str:
    if isinstance(held, ScaleLevel):
        return held.label or held.id
    if isinstance(held, Member):
        return held.title or held.id
    unit = " %" if isinstance(type_, NumberType) and type_.unit is Unit.PERCENTAGE else ""
    return f"{value_words(held)}{unit}"


def _pointer(case: Valuation, cell: Cell) -> str:
    name = cell.node.partition(":")[2]
    return "/".join((f"{case.evidence.pointers[cell.subject]}/given", name, *cell.members))
