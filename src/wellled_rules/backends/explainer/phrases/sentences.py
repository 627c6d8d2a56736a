"""Whole sentences: grouping, basis, marks, sensitivities, evidence, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wellled_rules.backends.explainer.lexicon.entries import day, entry_words, halves, state_words
from wellled_rules.backends.explainer.lexicon.words import capital, humanised, listed, outside, quoted
from wellled_rules.backends.explainer.phrases.bases import basis_words
from wellled_rules.backends.explainer.phrases.conditions import asked
from wellled_rules.backends.explainer.phrases.headlines import possible_words
from wellled_rules.backends.explainer.reading import Reading, Sensitivity
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.evidence import Item
from wellled_rules.graph.nodes import Choose, Input
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.operators import Entry
from wellled_rules.values.rounding import Rounding
from wellled_rules.values.scale import ScaleLevel
from wellled_rules.values.types import Type

__all__ = [
    "item_words",
    "mark_words",
    "missing_words",
    "part_words",
    "sensitivity_words",
    "table_neighbour",
    "treated_words",
    "whose_mapping",
]

_MARKS: Mapping[str, str] = {
    "carried": "Not all of this was judged in this assessment.",
    "given": "A value in this explanation is stated in the case rather than worked out from the rules.",
    "not_moderated": "No moderation is recorded.",
    "reason_missing": "A judgement that needs a reason is recorded without one.",
    "departed": "A recorded departure from a rule enters this outcome.",
    "moderated": "A recorded moderation enters this outcome.",
}
_ROUNDED: Mapping[Rounding, str] = {
    Rounding.HALF_UP: "halves were rounded up",
    Rounding.HALF_EVEN: "halves were rounded to the even number",
    Rounding.HALF_DOWN: "halves were rounded down",
    Rounding.UP: "every part of a step were rounded up",
    Rounding.DOWN: "every part of a step were rounded down",
}


def whose_mapping(reading: Reading, title: str, rests_on: Sequence[str]) -> str:
    """Who says which member lies in which group."""
    if not rests_on:
        return f"Grouped by {title}, as the framework declares it."
    reasons = [f"{quoted(reading.assumption_title(name))} ({_basis(reading, name)})" for name in rests_on]
    return f"Grouped by {title}. This mapping is not published; it rests on {listed(reasons)}."


def _basis(reading: Reading, name: str) -> str:
    found = reading.graph.assumptions.get(name)
    return "an assumption" if found is None else basis_words(found.basis)


def mark_words(mark: str) -> str:
    """What a mark on an outcome means."""
    return _MARKS.get(mark, f"{capital(humanised(mark))}.")


def part_words(parts: Sequence[str]) -> str:
    """How a value enters what reads it."""
    return listed([humanised(one) for one in parts])


def treated_words(recorded: Entry, used: Entry | None, type_: Type) -> str | None:
    """What the rules made of an entry without a value, where they made something of it."""
    if not isinstance(recorded, Missing) or recorded == used:
        return None
    if used is None or (isinstance(used, Missing) and used.unknown):
        return "could be any value"
    if isinstance(used, Missing):
        return "left out" if used.is_out else f"counts as {state_words(used.state)}"
    return f"counts as {entry_words(used, type_)}"


def item_words(item: Item) -> str:
    """An item of evidence: what it is, of which kind, from whom, of which day, and where it is kept."""
    name = outside(item.title) if item.title else outside(item.id)
    kind = humanised(item.category) if item.category else ""
    source = f"from {outside(item.source)}" if item.source else ""
    when = "" if item.on is None else day(item.on)
    about = ", ".join(one for one in (kind, source, when, outside(item.where or "")) if one)
    return f"{name} ({about})" if about else name


def missing_words(reading: Reading, cell: Cell) -> str:
    """Why an entry is missing, and who would judge it."""
    node = reading.node(cell)
    held = reading.entry(cell)
    state = held if isinstance(held, Missing) else Missing(state=State.NOT_GIVEN)
    role = node.role if isinstance(node, Input) else None
    who = "" if role is None else f"; to be judged by {humanised(role)}"
    return f"{capital(entry_words(state))}{who}."


def sensitivity_words(reading: Reading, cell: Cell, one: Sensitivity) -> str:
    """What the outcome would be, had something else been assumed."""
    ifs = listed([_assumed(reading, name, value) for name, value in one.assumptions])
    type_ = reading.node(cell).type
    if one.value is None:
        return f"If {ifs}, {reading.about(cell)} would be open: {possible_words(one.possible, type_)}."
    return f"If {ifs}, {reading.about(cell)} would be {entry_words(one.value, type_)}."


def _assumed(reading: Reading, name: str, value: Entry) -> str:
    found = reading.graph.assumptions.get(name)
    taken = None if found is None else reading.trace.evidence.assumptions.get(name, found.taken)
    if isinstance(value, Rounding):
        instead = "" if not isinstance(taken, Rounding) else f" (here: {halves(taken)})"
        return f"{_ROUNDED[value]}{instead}"
    instead = "" if taken is None else f" instead of {entry_words(taken)}"
    return f"{quoted(reading.assumption_title(name))} were {entry_words(value)}{instead}"


def table_neighbour(reading: Reading, cell: Cell, node: Choose) -> tuple[str, ...]:
    """What the next better level asks for, where a table of one column gives levels of a scale."""
    turn = reading.taken_row(cell)
    held = reading.entry(cell)
    if turn is None or len(node.columns) != 1 or not isinstance(held, ScaleLevel):
        return ()
    better: list[tuple[int, str, str]] = []
    for row in node.rows:
        then = reading.entry(reading.operand(cell, row.then))
        if isinstance(then, ScaleLevel) and then.rank > held.rank and len(row.tests) == 1:
            test = reading.operand(cell, row.tests[0])
            better.append((then.rank, entry_words(then), asked(reading, test)))
    if not better:
        return ()
    _, level, wanted = min(better)
    return (f"{level} asks for {wanted}.",)
