"""What a case must have, and must leave out, so that no process rule can fail in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from wellled_rules.backends.compiled.accept import Slotted, every_entry
from wellled_rules.backends.compiled.forms import Coded, Const, Form, Plain
from wellled_rules.backends.compiled.program import INPUT, Program, slotted_for
from wellled_rules.graph.cells import Cell, FillStep, Place
from wellled_rules.graph.nodes import Check, Decision, Determine, Input
from wellled_rules.graph.steps import completions, fills
from wellled_rules.graph.treatment import ASSESSED_ON, NOT_GIVEN, treated
from wellled_rules.values.types import NumberType, Type

__all__ = ["needed_values", "to_leave_out"]

_FEW = 256


def to_leave_out(program: Program) -> frozenset[str]:
    """Names of inputs that only process rules read, and with which one may fail though nothing else is left out."""
    found: set[str] = set()
    for places in _checks(program):
        if _needed(program, places, True, frozenset()) is None:
            found |= {one.node.name for one in _beside(program, places).values() if one.node.name != ASSESSED_ON}
    return frozenset(found)


def needed_values(program: Program, left_out: frozenset[str], *, is_full: bool) -> frozenset[Cell] | None:
    """Outcomes such that no process rule fails in a case that has a value for each, and leaves out some inputs.

    left_out: names of these. is_full: of the cases in which no other is left out. None where rules may fail all the
    same, or can't be told of.
    """
    needed: set[Cell] = set()
    for places in _checks(program):
        found = _needed(program, places, is_full, left_out)
        if found is None:
            return None
        needed |= found
    return frozenset(needed)


def _checks(program: Program) -> Iterator[tuple[Place, ...]]:
    """The places of each process rule."""
    found: dict[str, list[Place]] = {}
    for cell, at in program.prepared.plan.places.items():
        if isinstance(program.graph.nodes[cell.node], Check):
            found.setdefault(cell.node, []).append(at)
    return map(tuple, found.values())


def _beside(program: Program, checks: Iterable[Place]) -> Mapping[Place, Slotted]:
    """What a case records that these rules read and no outcome depends on."""
    own = program.slotted
    return slotted_for(program.graph, program.prepared, checks, len(own), own.keys())


def _needed(
    program: Program, checks: tuple[Place, ...], is_full: bool, left_out: frozenset[str]
) -> frozenset[Cell] | None:
    """As `needed_values`, for one rule."""
    if _never_fail(program, checks, is_full, left_out, {}):
        return frozenset()
    nodes, plan = program.graph.nodes, program.prepared.plan
    read = [program.prepared.homes.get(place) for place in program.prepared.ancestors(checks)]
    outcomes = [cell for cell in read if cell is not None and isinstance(nodes[cell.node], Determine)]
    valued = {
        plan.places[cell]: _any_value(nodes[cell.node].type, f"{INPUT}v{turn}") for turn, cell in enumerate(outcomes)
    }
    return frozenset(outcomes) if _never_fail(program, checks, is_full, left_out, valued) else None


def _any_value(type_: Type, variable: str) -> Form:
    """Any value of a type, in a variable of its own."""
    every = completions(type_)
    if every is None or len(every) > _FEW:
        return Plain(variable, missing=False, is_number=isinstance(type_, NumberType))
    return Coded(variable, 0, tuple(every))


def _entry(slot: Slotted, variable: str, left_out: frozenset[str]) -> Form | None:
    """Whatever a case may record for an entry that no outcome depends on; None for what can't be carried.

    It may be open, and a rule may ask whether.
    """
    node = slot.node
    if isinstance(node, Input) and node.name in left_out:
        return Coded(variable, 0, (treated(node, NOT_GIVEN),))
    if node.name == ASSESSED_ON:
        return Plain(variable, missing=True, is_number=False)
    every = every_entry(node)
    return None if every is None else Coded(variable, 0, every)


def _unknown(program: Program, left_out: Mapping[Place, Input | Decision]) -> dict[Place, Form]:
    """By the place that fills it, an entry that is left out and open: where its value is read, it could be any."""
    plan = program.prepared.plan
    found: dict[Place, Form] = {}
    for turn, (at, node) in enumerate(left_out.items()):
        fill = plan.hard.get(at)
        if fill is None or not isinstance(node, Input):
            continue
        step = plan.steps[fill]
        if isinstance(step, FillStep) and fills(step, treated(node, NOT_GIVEN)):
            found[fill] = _any_value(node.type, f"{INPUT}u{turn}")
    return found


def _never_fail(
    program: Program,
    checks: tuple[Place, ...],
    is_full: bool,
    left_out: frozenset[str],
    known: Mapping[Place, Form],
) -> bool:
    """Whether a rule never comes to no. known: how what some outcomes hold is carried, beside the entries."""
    own = {place: _own(one, left_out, is_full=is_full) for place, one in program.slotted.items()}
    beside = _beside(program, checks)
    forms = {at: _entry(one, f"{INPUT}{turn}", left_out) for turn, (at, one) in enumerate(beside.items(), len(own))}
    entries = {at: form for at, form in forms.items() if form is not None}
    every = (*program.slotted.items(), *beside.items())
    unknown = _unknown(program, {at: one.node for at, one in every if one.node.name in left_out})
    inputs = {**own, **entries, **unknown, **known}
    function = program.function(inputs, checks) if len(entries) == len(forms) else None
    return function is not None and all(_is_never_no(function.emitted.forms.get(one)) for one in checks)


def _own(slot: Slotted, left_out: frozenset[str], *, is_full: bool) -> Form:
    """Whatever a case may record for an entry that some outcome depends on."""
    if isinstance(slot.node, Input) and slot.node.name in left_out:
        return Const(treated(slot.node, NOT_GIVEN))
    return slot.full if is_full else slot.gaps


def _is_never_no(form: Form | None) -> bool:
    match form:
        case Const():
            return form.value is not False
        case Coded():
            return not any(one is False for one in form.table)
        case _:
            return False
