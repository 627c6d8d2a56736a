"""Which outcomes a case must have a value for, so that no process rule can fail in it."""

from __future__ import annotations

from wellled_rules.backends.compiled.accept import Slotted, every_entry
from wellled_rules.backends.compiled.forms import Coded, Const, Form, Plain
from wellled_rules.backends.compiled.program import INPUT, Program, slotted_for
from wellled_rules.graph.cells import Cell, Place
from wellled_rules.graph.nodes import Check, Determine
from wellled_rules.graph.steps import completions
from wellled_rules.values.types import NumberType, Type

__all__ = ["needed_values"]

_FEW = 256


def needed_values(program: Program, *, is_full: bool) -> frozenset[Cell] | None:
    """Outcomes such that no process rule fails in a case that has a value for each, whatever else it records.

    is_full: of the cases in which nothing is left out. None where rules may fail all the same.
    """
    nodes, plan = program.graph.nodes, program.prepared.plan
    checks = tuple(at for cell, at in plan.places.items() if isinstance(nodes[cell.node], Check))
    if not checks or _never_fail(program, checks, is_full, {}):
        return frozenset()
    read = [program.prepared.homes.get(place) for place in program.prepared.ancestors(checks)]
    outcomes = [cell for cell in read if cell is not None and isinstance(nodes[cell.node], Determine)]
    valued = {
        plan.places[cell]: _any_value(nodes[cell.node].type, f"{INPUT}v{turn}") for turn, cell in enumerate(outcomes)
    }
    return frozenset(outcomes) if _never_fail(program, checks, is_full, valued) else None


def _any_value(type_: Type, variable: str) -> Form:
    """Any value of a type, in a variable of its own."""
    every = completions(type_)
    if every is None or len(every) > _FEW:
        return Plain(variable, missing=False, is_number=isinstance(type_, NumberType))
    return Coded(variable, 0, tuple(every))


def _any_entry(slot: Slotted, variable: str) -> Form | None:
    """Whatever a case records for an entry that no outcome depends on: it may be open, and a rule may ask whether."""
    every = every_entry(slot.node)
    return None if every is None else Coded(variable, 0, every)


def _never_fail(program: Program, checks: tuple[Place, ...], is_full: bool, known: dict[Place, Form]) -> bool:
    """Whether no check comes to no. known: how what some outcomes hold is carried, beside the entries."""
    own = {place: one.full if is_full else one.gaps for place, one in program.slotted.items()}
    beside = slotted_for(program.graph, program.prepared, checks, len(own), own.keys())
    forms = {at: _any_entry(one, f"{INPUT}{turn}") for turn, (at, one) in enumerate(beside.items(), len(own))}
    entries = {at: form for at, form in forms.items() if form is not None}
    function = program.function({**own, **entries, **known}, checks) if len(entries) == len(forms) else None
    return function is not None and all(_is_never_no(function.emitted.forms.get(one)) for one in checks)


def _is_never_no(form: Form | None) -> bool:
    match form:
        case Const():
            return form.value is not False
        case Coded():
            return not any(one is False for one in form.table)
        case _:
            return False
