"""How a departure is said: who departed from a rule, when, by which clause, and why."""

from __future__ import annotations

from wellled_rules.backends.explainer.lexicon.entries import day, entry_words
from wellled_rules.backends.explainer.lexicon.words import capital, humanised, outside
from wellled_rules.backends.explainer.reading import Reading
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.evidence import Decided
from wellled_rules.graph.nodes import Adjustment, Determine

__all__ = ["by_departure", "departed", "off_words"]


def departed(reading: Reading, cell: Cell) -> Decided | None:
    """The departure that was recorded from the rule of a cell, where it keeps that from being what it normally is."""
    node = reading.node(cell)
    if not isinstance(node, Determine | Adjustment) or reading.departure(cell) is None:
        return None
    decisions = reading.trace.evidence.parts[cell.subject].decisions
    return next((one for one in decisions if (one.rule, one.members) == (node.name, cell.members)), None)


def by_departure(reading: Reading, cell: Cell, found: Decided) -> str:
    """How an outcome came to its answer: `Panel departed from the rule on .., under .., to A in place of B: why.`"""
    node = reading.node(cell)
    assert isinstance(node, Determine) and found.to is not None
    own = reading.operand(cell, node.answer)
    words = "an answer not yet determined" if reading.entry(own) is None else reading.words(own)
    to = f"to {entry_words(found.to, node.type)} in place of {words}"
    return f"{capital(_role(found))} departed from the rule{_when(found)}, {to}{_why(found)}."


def off_words(found: Decided) -> str:
    """Why an exception does not act: `panel departed from it on .., under ..: why`."""
    return f"{_role(found)} departed from it{_when(found)}{_why(found)}"


def _role(found: Decided) -> str:
    return "people whose role was not recorded" if found.role is None else humanised(found.role)


def _when(found: Decided) -> str:
    when = "" if found.on is None else f" on {day(found.on)}"
    return when if not found.clause else f"{when}, under “{outside(found.clause)}”"


def _why(found: Decided) -> str:
    return f": {outside(found.reason)}" if found.reason else ""
