"""Which outcomes a case must have a value for, so that no process rule can fail in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wellled_rules.backends.compiled.accept import Slotted, every_entry
from wellled_rules.backends.compiled.forms import Coded, Const, Form, Plain
from wellled_rules.backends.compiled.program import INPUT, Program, slotted_for
from wellled_rules.graph.cells import Cell, Place, SelectStep
from wellled_rules.graph.nodes import Check, Determine, Input
from wellled_rules.graph.steps import completions
from wellled_rules.graph.treatment import NOT_GIVEN, treated
from wellled_rules.values.types import NumberType, Type

__all__ = ["aside", "needed_values"]

_FEW = 256
_FEW_CHECKS = 64


def aside(program: Program) -> frozenset[str]:
    """Names of the inputs that process rules read, and on which no outcome depends."""
    beside = slotted_for(program.graph, program.prepared, _checks(program), 0, program.slotted.keys())
    return frozenset(one.node.name for one in beside.values())


def needed_values(program: Program, *, is_full: bool, is_silent: bool) -> frozenset[Cell] | None:
    """Outcomes such that no process rule fails in a case that has a value for each, whatever else it records.

    is_full: of the cases in which nothing is left out. is_silent: of those that record nothing of what is `aside`; no
    rule then has anything to say in any of them. None where rules may fail all the same.
    """
    nodes, plan = program.graph.nodes, program.prepared.plan
    checks = _checks(program)
    passing = _Passing(program, checks, is_full, is_silent)
    if not checks or passing.always({}):
        return frozenset()
    read = [program.prepared.homes.get(place) for place in program.prepared.ancestors(checks)]
    outcomes = [cell for cell in read if cell is not None and isinstance(nodes[cell.node], Determine)]
    valued = {
        plan.places[cell]: _any_value(nodes[cell.node].type, f"{INPUT}v{turn}") for turn, cell in enumerate(outcomes)
    }
    return frozenset(outcomes) if passing.always(valued) else None


def _checks(program: Program) -> tuple[Place, ...]:
    nodes, places = program.graph.nodes, program.prepared.plan.places
    return tuple(at for cell, at in places.items() if isinstance(nodes[cell.node], Check))


def _any_value(type_: Type, variable: str) -> Form:
    """Any value of a type, in a variable of its own."""
    every = completions(type_)
    if every is None or len(every) > _FEW:
        return Plain(variable, missing=False, is_number=isinstance(type_, NumberType))
    return Coded(variable, 0, tuple(every))


@dataclass(frozen=True, slots=True)
class _Passing:
    """Whether checks pass in cases of a kind; the fields are those of `needed_values`."""

    program: Program
    checks: tuple[Place, ...]
    is_full: bool
    is_silent: bool

    def always(self, known: dict[Place, Form]) -> bool:
        """Whether no check comes to no. known: how what some outcomes hold is carried, beside the entries."""
        if self.is_silent:
            return len(self.checks) <= _FEW_CHECKS and all(self._passes(one, known) for one in self.checks)
        forms = self._forms(self.checks, known)
        return forms is not None and all(_is_never_no(forms.get(one)) for one in self.checks)

    def _passes(self, check: Place, known: dict[Place, Form]) -> bool:
        """Whether a check says nothing in any case: what it expects is so, or what it waits for is not."""
        step = self.program.prepared.plan.steps[check]
        assert isinstance(step, SelectStep)
        ((tests, expects),) = step.rows
        return self._is_always(expects, True, known) or any(self._is_always(one, False, known) for one in tests)

    def _is_always(self, place: Place, value: bool, known: dict[Place, Form]) -> bool:
        forms = self._forms((place,), known)
        return forms is not None and forms.get(place) == Const(value)

    def _forms(self, targets: tuple[Place, ...], known: dict[Place, Form]) -> Mapping[Place, Form] | None:
        """How a function for some places carries them; None where there is none, or one that leaves a silent case."""
        program = self.program
        own = {place: one.full if self.is_full else one.gaps for place, one in program.slotted.items()}
        beside = slotted_for(program.graph, program.prepared, targets, len(own), own.keys())
        forms = {at: self._entry(one, f"{INPUT}{turn}") for turn, (at, one) in enumerate(beside.items(), len(own))}
        entries = {at: form for at, form in forms.items() if form is not None}
        function = program.function({**own, **entries, **known}, targets) if len(entries) == len(forms) else None
        if function is None or (self.is_silent and function.emitted.may_leave):
            return None
        return function.emitted.forms

    def _entry(self, slot: Slotted, variable: str) -> Form | None:
        """What a case records for an entry that no outcome depends on: it may be open, and a rule may ask whether."""
        if self.is_silent:
            return Const(treated(slot.node, NOT_GIVEN)) if isinstance(slot.node, Input) else None
        every = every_entry(slot.node)
        return None if every is None else Coded(variable, 0, every)


def _is_never_no(form: Form | None) -> bool:
    match form:
        case Const():
            return form.value is not False
        case Coded():
            return not any(one is False for one in form.table)
        case _:
            return False
