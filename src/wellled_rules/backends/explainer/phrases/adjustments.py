"""How an exception on an outcome is said: what it did, what beat it, or why it did nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from wellled_rules.backends.explainer.lexicon.entries import day, entry_words, state_words
from wellled_rules.backends.explainer.lexicon.words import capital, humanised, outside
from wellled_rules.backends.explainer.phrases.conditions import because
from wellled_rules.backends.explainer.phrases.departures import departed, off_words
from wellled_rules.backends.explainer.reading import Moved, Reading
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.evidence import Decided
from wellled_rules.graph.nodes import Adjustment, AdjustmentKind, Determine
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.operators import Entry

__all__ = ["Bound", "Force", "adjusted", "bounds", "changed", "decided", "force_words", "role_words"]


class Force(StrEnum):
    """What came of an exception."""

    ACTED = "acted"
    OVERRIDDEN = "overridden"
    DEPARTED = "departed"
    IDLE = "idle"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Bound:
    """One exception and what came of it. moved: what its stage did, where it acted."""

    cell: Cell
    node: Adjustment
    force: Force
    moved: Moved | None
    text: str


_DONE: Mapping[AdjustmentKind, str] = {
    AdjustmentKind.STEP: "moved",
    AdjustmentKind.FLOOR: "raised",
    AdjustmentKind.LIMIT: "limited",
}


_THEN: Mapping[AdjustmentKind, str] = {
    AdjustmentKind.REPLACEMENT: "made",
    AdjustmentKind.STEP: "moved to",
    AdjustmentKind.MODERATION: "moved to",
    AdjustmentKind.FLOOR: "raised to",
    AdjustmentKind.LIMIT: "limited to",
}


def adjusted(reading: Reading, cell: Cell, how: str) -> str:
    """How an outcome came to its value: `how` its rule answered, then what exceptions made of the answer."""
    node = reading.node(cell)
    assert isinstance(node, Determine)
    changes = [one for one in reading.moves(cell, node) if one.before != one.after]
    if not changes:
        return how
    passed = reading.answer(cell, node)
    if reading.is_named(passed):
        how = f"{capital(reading.words(passed))} from {reading.about(passed)}"
    return f"{how.rstrip('.')}, {', '.join(_then(node, one) for one in changes)}."


def _then(node: Determine, one: Moved) -> str:
    if one.stage.kind is AdjustmentKind.SUSPENSION:
        return "then suspended"
    return f"then {_THEN[one.stage.kind]} {entry_words(one.after, node.type)}"


def force_words(reading: Reading, node: Adjustment, cell: Cell) -> str:
    """Whether an exception applies, for a list of what an outcome reads."""
    acts = reading.entry(cell)
    if node.kind is AdjustmentKind.MODERATION and decided(reading, node, cell) is None:
        return "no moderation is recorded"
    if departed(reading, cell) is not None:
        return "departed from"
    if acts is None:
        return "may yet apply"
    return "applies" if acts is True else "does not apply"


def role_words(role: str | None) -> str:
    """Who decides, as words."""
    return "people whose role was not recorded" if role is None else humanised(role)


def decided(reading: Reading, node: Adjustment, cell: Cell) -> Decided | None:
    """The decision recorded under a moderation, if any."""
    decided = reading.trace.evidence.parts[cell.subject].decisions
    found = (one for one in decided if one.rule == node.name and one.members == cell.members)
    return next(found, None)


def changed(reading: Reading, node: Adjustment, cell: Cell, before: str) -> tuple[str, str]:
    """What an exception did, as a clause without its value, and the word that leads to its title.

    `limited from A`, `by`; `moved from A by the panel`, `under`.
    """
    match node.kind:
        case AdjustmentKind.SUSPENSION:
            return f"would be {before}", "but for"
        case AdjustmentKind.REPLACEMENT:
            return f"replaces {before},", "by"
        case AdjustmentKind.MODERATION:
            return f"moved from {before} by {_mover(reading, node, cell)}", "under"
        case kind:
            return f"{_DONE[kind]} from {before}", "by"


def _mover(reading: Reading, node: Adjustment, cell: Cell) -> str:
    found = decided(reading, node, cell)
    return role_words(found.role if found is not None and found.role is not None else node.role)


def bounds(reading: Reading, cell: Cell) -> tuple[Bound, ...]:
    """Every exception on an outcome, in the order in which they act, with what came of it."""
    node = reading.node(cell)
    if not isinstance(node, Determine) or cell in reading.given or not reading.trace.is_for(cell.subject):
        return ()
    moved = {id(one.stage): one for one in reading.moves(cell, node)}
    found = [
        _bound(reading, cell, node, name, moved.get(id(stage))) for stage in node.stages for name in stage.adjustments
    ]
    return tuple(found)


def _bound(reading: Reading, target: Cell, outcome: Determine, name: str, moved: Moved | None) -> Bound:
    cell = reading.operand(target, name)
    node = reading.node(cell)
    assert isinstance(node, Adjustment)
    acts = reading.entry(cell)
    if node.kind is AdjustmentKind.MODERATION and acts is True and decided(reading, node, cell) is None:
        return Bound(cell, node, Force.IDLE, None, "No moderation is recorded.")
    if acts is None and reading.entry(target) is not None:
        text = f"Changes nothing, whether it applies or not: {_reasons(reading, cell)}."
        return Bound(cell, node, Force.IDLE, None, text)
    if acts is None:
        return Bound(cell, node, Force.OPEN, None, f"May yet apply: {'; '.join(because(reading, cell))}.")
    found = departed(reading, cell)
    if found is not None:
        return Bound(cell, node, Force.DEPARTED, None, _off(reading, cell, node, found))
    if acts is not True:
        return Bound(cell, node, Force.IDLE, None, _idle(reading, cell, node))
    if moved is None:
        return Bound(cell, node, Force.OPEN, None, f"Applies{_why(reading, cell)}; what it changes is still open.")
    end = _end(reading, target, node)
    before = entry_words(moved.before, outcome.type)
    after = entry_words(moved.after, outcome.type)
    if isinstance(moved.before, Missing) and moved.before == moved.after:
        text = f"Applies{_why(reading, cell)}, but leaves it {before}, which has no place on the scale."
        return Bound(cell, node, Force.IDLE, moved, text)
    if moved.before == moved.after:
        text = f"Applies{_why(reading, cell)}, but changes nothing: {before} is {_already(node, end)}."
        return Bound(cell, node, Force.IDLE, moved, text)
    if node.kind in (AdjustmentKind.LIMIT, AdjustmentKind.FLOOR) and end is not None and end != moved.after:
        text = f"Applies{_why(reading, cell)}, but another of its kind goes further, to {after}."
        return Bound(cell, node, Force.OVERRIDDEN, moved, text)
    return Bound(cell, node, *_acted(reading, target, cell, node, moved, before, after))


def _acted(
    reading: Reading, target: Cell, cell: Cell, node: Adjustment, moved: Moved, before: str, after: str
) -> tuple[Force, Moved, str]:
    """An exception that changed the value when it acted, and whether its change stood."""
    done = _done(reading, node, cell, before, after)
    final = reading.entry(target)
    if final is not None and final != moved.after:
        last = entry_words(final, reading.node(target).type)
        return Force.OVERRIDDEN, moved, f"{done}{_why(reading, cell)}; a later exception made it {last}."
    return Force.ACTED, moved, f"{done}{_why(reading, cell)}."


def _done(reading: Reading, node: Adjustment, cell: Cell, before: str, after: str) -> str:
    match node.kind:
        case AdjustmentKind.REPLACEMENT:
            return f"Made it {after} in place of {before}"
        case AdjustmentKind.SUSPENSION:
            return f"Suspended the value, which was {before}"
        case AdjustmentKind.MODERATION:
            found = decided(reading, node, cell)
            when = "" if found is None or found.on is None else f" on {day(found.on)}"
            text = "" if found is None or not found.reason else f": {outside(found.reason)}"
            return f"Moved from {before} to {after} by {_mover(reading, node, cell)}{when}{text}"
        case kind:
            return f"{capital(_DONE[kind])} {before} to {after}"


def _reasons(reading: Reading, cell: Cell) -> str:
    return "; ".join(because(reading, cell))


def _why(reading: Reading, cell: Cell) -> str:
    found = because(reading, cell)
    return f", because {'; '.join(found)}" if found else ""


def _idle(reading: Reading, cell: Cell, node: Adjustment) -> str:
    found = because(reading, cell)
    return f"Does not apply: {'; '.join(found)}." if found else "Does not apply."


def _off(reading: Reading, cell: Cell, node: Adjustment, found: Decided) -> str:
    holds = node.condition is None or reading.entry(reading.operand(cell, node.condition)) is True
    would = f"Would apply{_why(reading, cell)}" if holds else f"Might apply: {_reasons(reading, cell)}"
    return f"{would}; but {off_words(found)}."


def _end(reading: Reading, target: Cell, node: Adjustment) -> Entry | None:
    return None if node.to is None else reading.entry(reading.operand(target, node.to))


def _already(node: Adjustment, end: Entry | None) -> str:
    """Why an exception that applies changes nothing."""
    words = "" if end is None else entry_words(end)
    match node.kind:
        case AdjustmentKind.LIMIT:
            return f"no better than {words}" if words else "already low enough"
        case AdjustmentKind.FLOOR:
            return f"no worse than {words}" if words else "already high enough"
        case AdjustmentKind.REPLACEMENT | AdjustmentKind.MODERATION:
            return f"already {words}" if words else "kept"
        case AdjustmentKind.STEP:
            return "at the end of its scale"
        case AdjustmentKind.SUSPENSION:
            return f"already {state_words(State.SUSPENDED)}"
