"""Which rule an outcome was decided by, and the marks that it carries."""

from __future__ import annotations

from enum import StrEnum

from wellled_rules.graph.account import find_account
from wellled_rules.graph.cells import Acting, Cell
from wellled_rules.graph.grounds import acted_on, departure, grounds
from wellled_rules.graph.nodes import Adjustment, AdjustmentKind, Decision, Determine, Input
from wellled_rules.graph.spread import Open
from wellled_rules.graph.travelling import travelled
from wellled_rules.graph.valuation import Status, Valuation
from wellled_rules.graph.vintage import carried_to
from wellled_rules.values.missing import Missing

__all__ = ["Mark", "decided_by", "marks"]


class Mark(StrEnum):
    """What a reader should know of how a value came about; it changes no value."""

    CARRIED = "carried"
    GIVEN = "given"
    DEPARTED = "departed"
    MODERATED = "moderated"
    NOT_MODERATED = "not_moderated"
    REASON_MISSING = "reason_missing"


def decided_by(case: Valuation, cell: Cell) -> tuple[str, ...]:
    """Names of the rules that decided an outcome; none where it is given, undetermined, or not covered.

    The adjustment that changed it last comes first, then those it came after or beat. Where none changed
    it, its own rule; or, where that only passes another outcome on, whatever decided that one. What a
    module computes inside (`alias.name`) is told by the rule that uses it.
    """
    way: list[Cell] = []
    names = case.kept("decided", cell)
    while not isinstance(names, tuple):
        way.append(cell)
        names, passed = _decided(case, cell)
        if passed is not None:
            cell = passed
            names = case.kept("decided", cell)
    for one in way:
        case.keep("decided", one, names)
    return names


def _decided(case: Valuation, cell: Cell) -> tuple[tuple[str, ...], Cell | None]:
    """The rules that decided an outcome by itself, or the outcome that it only passes on."""
    found = acted_on(case, cell)
    if found is None or case.status(cell) is Status.UNDETERMINED:
        return (), None
    names = tuple(dict.fromkeys(_name(case, one) for one in _decisive(case, cell)))
    node = case.graph.nodes[cell.node]
    if names or not isinstance(node, Determine):
        return names, None
    answer = None if departure(case, cell) is not None else case.prepared.answer(found[0])
    passed = None if answer is None or answer in case.stated else case.graph.nodes[answer.node]
    passes = isinstance(passed, Determine) and "." not in passed.name
    return (node.name,), answer if passes else None


def _name(case: Valuation, one: Acting) -> str:
    node = case.graph.nodes[one.name]
    assert isinstance(node, Adjustment)
    return node.name


def _decisive(case: Valuation, cell: Cell) -> tuple[Acting, ...]:
    found = acted_on(case, cell)
    if found is None:
        return ()
    step, known = found
    told = find_account(step, known)
    if told is not None:
        return told.decisive
    every = tuple(one for _, group in step.stages for one in group)
    answer = known[step.answer]
    if not isinstance(answer, Open) and answer == case.at(case.prepared.plan.places[cell]):
        return ()
    # What is open here cannot change the outcome, but every adjustment that bears on it took part in that.
    bearing = {ground.cell.node for ground in grounds(case, cell)}
    return tuple(one for one in reversed(every) if one.name in bearing)


def marks(case: Valuation, cell: Cell) -> tuple[Mark, ...]:
    """Marks of every cell that an outcome rests on, in alphabetical order."""
    return tuple(sorted(travelled(case, cell, "marks", _marks_of)))


def _marks_of(case: Valuation, cell: Cell) -> frozenset[Mark]:
    found: set[Mark] = set()
    if cell in case.stated and case.is_for(cell.subject):
        found.add(Mark.GIVEN)
    if carried_to(case, cell) is not None:
        found.add(Mark.CARRIED)
    match case.graph.nodes[cell.node]:
        case Input(reason_required=True, name=name):
            recorded = case.evidence.parts[cell.subject].entries.get((name, cell.members))
            is_judged = recorded is not None and not recorded.carried and not isinstance(recorded.value, Missing)
            if recorded is not None and is_judged and not recorded.reason:
                found.add(Mark.REASON_MISSING)
        case Decision():
            if not isinstance(case.value(cell), Missing):
                found.add(Mark.MODERATED if _is_moderation(case, cell) else Mark.DEPARTED)
        case Determine() if _is_unmoderated(case, cell):
            found.add(Mark.NOT_MODERATED)
    return frozenset(found)


def _is_moderation(case: Valuation, cell: Cell) -> bool:
    rule = case.graph.nodes[case.graph.nodes[cell.node].rule]
    return isinstance(rule, Adjustment) and rule.kind is AdjustmentKind.MODERATION


def _is_unmoderated(case: Valuation, cell: Cell) -> bool:
    """Whether a determined value was due for moderation and nobody recorded any."""
    found = acted_on(case, cell)
    if found is None or case.status(cell) is not Status.DETERMINED:
        return False
    step, known = found
    due = [
        one
        for kind, group in step.stages
        for one in group
        if kind is AdjustmentKind.MODERATION and known[one.acts] is True and one.to is not None
    ]
    return bool(due) and all(isinstance(known[one.to], Missing) for one in due if one.to is not None)
