"""The fourth layer: what was recorded, by whom and why, and what is still missing."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from wellled_rules.backends.explainer.explanation import (
    CarriedLine,
    CharacteristicLine,
    DecisionLine,
    EvidenceLine,
    ItemLine,
    MissingLine,
)
from wellled_rules.backends.explainer.lexicon.entries import day, entry_words, shown
from wellled_rules.backends.explainer.lexicon.words import humanised, outside
from wellled_rules.backends.explainer.phrases.sentences import item_words, missing_words, treated_words
from wellled_rules.backends.explainer.reading import Reading
from wellled_rules.graph.carrying import line_of, turned
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.described import described
from wellled_rules.graph.evidence import Carried, Decided, Recorded
from wellled_rules.graph.nodes import Adjustment, Determine, Input
from wellled_rules.graph.subjects import Path, level_at
from wellled_rules.graph.trace import Finding
from wellled_rules.graph.vintage import age, carried_to
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.types import Type

__all__ = ["decisions", "entries", "missing"]

_ABSENT = Recorded(value=Missing(state=State.NOT_GIVEN))


def entries(reading: Reading, decided: Container[Cell] = frozenset()) -> tuple[EvidenceLine, ...]:
    """Entries of the derivation as recorded, in the order of the graph; then what only informed a judge.

    decided: the cells that decided the outcome.
    """
    lines = ((one, _line(reading, one)) for one in reading.cells())
    found = [replace(line, decides=one in decided) for one, line in lines if line is not None]
    return tuple(sorted(found, key=lambda line: line.informs))


def _line(reading: Reading, cell: Cell) -> EvidenceLine | None:
    node = reading.node(cell)
    if isinstance(node, Determine) and cell in reading.given:
        return EvidenceLine(
            path=reading.path(cell),
            title=reading.full_title(cell),
            rule=reading.ruled(cell),
            value=reading.shown(cell),
            treated="stated as known, so its rule is not run",
        )
    if not isinstance(node, Input):
        return None
    entry = reading.trace.evidence.parts[cell.subject].entries.get((node.name, cell.members), _ABSENT)
    recorded = turned(node, entry, reading.trace.assumed)
    if entry is _ABSENT and State.NOT_GIVEN not in node.treatments and not isinstance(reading.entry(cell), Missing):
        return _without_record(reading, cell)
    return EvidenceLine(
        path=reading.path(cell),
        title=reading.full_title(cell),
        rule=reading.ruled(cell),
        value=shown(reading.graph, recorded, node.type),
        treated=treated_words(recorded, reading.entry(cell), node.type),
        judged_by=None if entry.carried else humanised(entry.judged_by or node.role or "") or None,
        on=None if entry.on is None else day(entry.on),
        reason=None if entry.reason is None else outside(entry.reason),
        note=None if entry.note is None else outside(entry.note),
        carried=_carried(reading, node, cell, entry),
        characteristics=_characteristics(reading, node, cell, entry),
        items=tuple(_item(reading, one) for one in entry.evidence),
        is_recorded=entry is not _ABSENT,
        informs="informed by" in reading.parts(cell),
    )


def _without_record(reading: Reading, cell: Cell) -> EvidenceLine:
    """A fact that the case states elsewhere, such as the day of the assessment."""
    return EvidenceLine(
        path=reading.path(cell), title=reading.full_title(cell), rule=reading.ruled(cell), value=reading.shown(cell)
    )


def _characteristics(reading: Reading, node: Input, cell: Cell, entry: Recorded) -> tuple[CharacteristicLine, ...]:
    """The described levels that were judged or that the reason speaks to."""
    lines = (
        CharacteristicLine(
            level=shown(reading.graph, one.level),
            text=outside(one.text),
            is_judged=one.level == entry.value,
            is_spoken_to=one.level.id == entry.characteristic,
        )
        for one in described(reading.graph, node, cell.members)
    )
    return tuple(one for one in lines if one.is_judged or one.is_spoken_to)


def _carried(reading: Reading, node: Input, cell: Cell, entry: Recorded) -> tuple[CarriedLine, ...]:
    taken = carried_to(reading.trace, cell)
    return tuple(_carried_line(reading, one, line_of(node, one).type, one == taken) for one in entry.carried)


def _carried_line(reading: Reading, one: Carried, type_: Type, is_taken: bool) -> CarriedLine:
    today = reading.trace.evidence.assessed_on
    value = shown(reading.graph, one.value, type_)
    assessment = None if one.assessment is None else outside(one.assessment)
    old = None if today is None else str(age(one.on, today))
    said = "Carried" if is_taken else "Not carried, as assumed,"
    where = f"{said} from {one.name} under {one.framework}: {value.text}"
    when = f"assessed on {day(one.on)}{'' if assessment is None else f' ({assessment})'}"
    return CarriedLine(
        text=f"{where}, {when}{'' if old is None else f', {old} old'}",
        framework=one.framework,
        name=one.name,
        value=value,
        on=day(one.on),
        age=old,
        assessment=assessment,
        is_taken=is_taken,
    )


def _item(reading: Reading, name: str) -> ItemLine:
    found = reading.trace.evidence.items.get(name)
    if found is None:
        return ItemLine(id=outside(name), text=outside(name))
    return ItemLine(id=outside(name), text=item_words(found), sha256=found.sha256)


def decisions(reading: Reading, decided: Container[Cell] = frozenset()) -> tuple[DecisionLine, ...]:
    """Recorded moderation of the outcomes in the derivation, and departures from their rules.

    decided: the cells that decided the outcome.
    """
    parts = reading.trace.evidence.parts
    found = [_decision(reading, path, one, decided) for path, said in parts.items() for one in said.decisions]
    return tuple(line for line in found if line is not None)


def _decision(reading: Reading, path: Path, one: Decided, decided: Container[Cell]) -> DecisionLine | None:
    node = reading.graph.named(level_at(reading.trace.level, path), one.rule)
    if not isinstance(node, Adjustment | Determine):
        return None
    target = Cell(node.target if isinstance(node, Adjustment) else node.id, one.members, path)
    if target not in reading.derivation:
        return None
    type_ = reading.node(target).type
    return DecisionLine(
        rule=reading.ruled(Cell(node.id, one.members, path)),
        text=_decided(reading, one, node, target),
        to=None if one.to is None else shown(reading.graph, one.to, type_),
        role=None if one.role is None else humanised(one.role),
        on=None if one.on is None else day(one.on),
        reason=None if one.reason is None else outside(one.reason),
        clause=None if one.clause is None else outside(one.clause),
        decides=target in decided,
    )


def _decided(reading: Reading, one: Decided, node: Adjustment | Determine, target: Cell) -> str:
    """What was decided: `X to A`; of a departure, what was departed from."""
    if one.to is None:
        return f"switched off for {reading.full_title(target)}, a departure"
    to = f"{reading.full_title(target)} to {entry_words(one.to, reading.node(target).type)}"
    return f"{to}, a departure" if isinstance(node, Determine) else to


def missing(reading: Reading, finding: Finding) -> tuple[MissingLine, ...]:
    """The entries that an undetermined outcome waits for."""
    return tuple(
        MissingLine(path=reading.path(one), title=reading.full_title(one), text=missing_words(reading, one))
        for one in finding.waits_for
    )
