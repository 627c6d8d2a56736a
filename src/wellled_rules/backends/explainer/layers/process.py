"""Beside the reasons: what is assumed, what would be otherwise, and what a reader should know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wellled_rules.backends.explainer.explanation import (
    AssumptionLine,
    CheckLine,
    EarlierLine,
    SensitivityLine,
    VintageLine,
)
from wellled_rules.backends.explainer.lexicon.entries import day, entry_words, plain, shown
from wellled_rules.backends.explainer.lexicon.words import listed, outside, sentence, some
from wellled_rules.backends.explainer.phrases.bases import basis_words
from wellled_rules.backends.explainer.phrases.conditions import because
from wellled_rules.backends.explainer.phrases.sentences import mark_words, sensitivity_words
from wellled_rules.backends.explainer.reading import Reading, Sensitivity
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.nodes import Assumption, Check
from wellled_rules.graph.notices import CHECK_FAILED, CHECK_OPEN, OUT_OF_RANGE
from wellled_rules.graph.subjects import level_at
from wellled_rules.graph.trace import Finding
from wellled_rules.graph.unmet import Unmet, unmet
from wellled_rules.graph.vintage import vintage

__all__ = ["assumptions", "check_line", "checks", "notices", "sensitivity_lines", "vintage_line"]

_MOST_UNSAID = 3
"""Inputs that are named of what a stated outcome is made of."""


def assumptions(
    reading: Reading, cell: Cell, sensitivities: Sequence[Sensitivity], group_by: str | None
) -> tuple[AssumptionLine, ...]:
    """What the rules at work take for granted; those that would change the outcome first."""
    pivotal = {name for one in sensitivities if _concerns(reading, cell, one) for name, _ in one.assumptions}
    lines = [_line(reading, name, name in pivotal) for name in dict.fromkeys(_names(reading, group_by))]
    return tuple(sorted((line for line in lines if line is not None), key=lambda line: not line.is_pivotal))


def _names(reading: Reading, group_by: str | None) -> Iterator[str]:
    """Assumptions that the derivation reads, then those that its rules, its sets and the period rest on."""
    cells = reading.cells()
    for cell in cells:
        node = reading.node(cell)
        if isinstance(node, Assumption):
            yield node.name
    for cell in cells:
        rule = reading.rule(cell)
        if rule is not None:
            yield from rule.rests_on
    for cell in cells:
        for axis in reading.node(cell).axes:
            if axis.needed_by is not None:
                yield from reading.graph.sets[axis.needed_by].rests_on
            elif group_by is not None and not axis.is_collect:
                yield from reading.graph.sets[axis.set].rests_on
    # That the rules are those of the day of the assessment rests on the period in the header.
    header = reading.graph.heading
    if header is not None and reading.trace.evidence.assessed_on is not None:
        yield from header.rests_on


def _line(reading: Reading, name: str, is_pivotal: bool) -> AssumptionLine | None:
    found = reading.graph.assumptions.get(name)
    if found is None:
        return None
    taken = reading.trace.evidence.assumptions.get(name, found.taken)
    return AssumptionLine(
        name=name,
        title=reading.assumption_title(name),
        basis=basis_words(found.basis),
        text=outside(found.basis_text),
        taken=None if taken is None else entry_words(taken),
        alternatives=tuple(entry_words(one) for one in found.alternatives),
        is_pivotal=is_pivotal,
    )


def sensitivity_lines(reading: Reading, cell: Cell, found: Sequence[Sensitivity]) -> tuple[SensitivityLine, ...]:
    """What would be otherwise for the outcome itself."""
    return tuple(_sensitivity(reading, cell, one) for one in found if _concerns(reading, cell, one))


def _concerns(reading: Reading, cell: Cell, one: Sensitivity) -> bool:
    level = level_at(reading.trace.level, one.subject)
    return Cell(f"{level}:{one.outcome}", one.members, one.subject) == cell


def _sensitivity(reading: Reading, cell: Cell, one: Sensitivity) -> SensitivityLine:
    type_ = reading.node(cell).type
    return SensitivityLine(
        text=sensitivity_words(reading, cell, one),
        assumptions=tuple((name, plain(value)) for name, value in one.assumptions),
        path=reading.path(cell),
        value=shown(reading.graph, one.value, type_),
    )


def checks(reading: Reading) -> tuple[CheckLine, ...]:
    """The process rules that the case does not meet, and those of which it can't be told yet."""
    return tuple(check_line(reading, one) for one in unmet(reading.trace))


def check_line(reading: Reading, one: Unmet) -> CheckLine:
    """A process rule that is not met, or of which it can't be told yet, and why."""
    node = reading.node(one.cell)
    assert isinstance(node, Check)
    parts = [name for name in (node.when, node.expects) if name is not None]
    # Whether it is asked at all may be what is open; a rule that is not met is asked.
    told = [name for name in parts if one.is_open or name == node.expects]
    opens = [cell for name in told if reading.entry(cell := reading.operand(one.cell, name)) is not True]
    why = "; ".join(dict.fromkeys(text for cell in opens for text in because(reading, cell)))
    if one.unsaid:
        titles = [*dict.fromkeys(reading.rule_title(cell) for cell in one.unsaid)]
        why = f"what it turns on is stated without {some(titles, _MOST_UNSAID)}"
    return CheckLine(
        path=reading.path(one.cell),
        title=reading.full_title(one.cell),
        rule=reading.ruled(one.cell),
        state="open" if one.is_open else "not_met",
        text=f"{'not known whether it is met' if one.is_open else 'not met'}: {why}.",
    )


def vintage_line(reading: Reading, cell: Cell) -> VintageLine | None:
    """How old the parts of the outcome are that were carried; none where nothing was."""
    found = vintage(reading.trace, cell)
    if found is None:
        return None
    age = None if found.age is None else str(found.age)
    of = listed([f"{one.framework} of {day(one.assessed_on)}" for one in found.parts])
    many = "the oldest part of it is" if found.has_several else "that part of it is"
    old = "" if age is None else f"; {many} {age} old"
    return VintageLine(
        text=f"Carried in part from {of}{old}",
        parts=tuple(EarlierLine(framework=one.framework, on=day(one.assessed_on)) for one in found.parts),
        age=age,
    )


def cannot_occur(reading: Reading) -> tuple[str, ...]:
    """Of values that the case states, those to which no case can come."""
    found = (one for one in reading.trace.notices if one.kind == OUT_OF_RANGE)
    return tuple(dict.fromkeys(sentence(outside(one.text)) for one in found))


def notices(reading: Reading, finding: Finding) -> tuple[str, ...]:
    """What else a reader should know that changes no value, such as the period."""
    others = [one for one in reading.trace.notices if one.kind not in (CHECK_FAILED, CHECK_OPEN)]
    told = [sentence(outside(one.text)) for one in others]
    return tuple(dict.fromkeys((*(mark_words(mark) for mark in finding.marks), *told)))
