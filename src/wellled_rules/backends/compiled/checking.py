"""Whether a process rule can fail in a case, whatever those of its inputs are that no outcome depends on."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from math import prod

from wellled_rules.backends.compiled.accept import Code, Slotted
from wellled_rules.backends.compiled.forms import NEVER, Coded, Const, Form
from wellled_rules.backends.compiled.program import Function, Program, slotted_for
from wellled_rules.graph.cells import Place
from wellled_rules.graph.nodes import Check

__all__ = ["Checks"]

_MOST_RUNS = 16


class Checks:
    """The process rules of one level, for the cases that one of its functions takes."""

    def __init__(self, program: Program, *, is_full: bool) -> None:
        nodes, plan = program.graph.nodes, program.prepared.plan
        self._places = tuple(at for cell, at in plan.places.items() if isinstance(nodes[cell.node], Check))
        own = {place: one.full if is_full else one.gaps for place, one in program.slotted.items()}
        found = slotted_for(program.graph, program.prepared, self._places, len(own), own.keys())
        self._beside = [_codes(one) for one in found.values()]
        self._function = self._made(program, {**own, **{place: one.gaps for place, one in found.items()}})

    def _made(self, program: Program, forms: Mapping[Place, Form]) -> Function | None:
        is_small = all(self._beside) and prod(map(len, self._beside)) <= _MOST_RUNS
        return program.function(forms, self._places) if self._places and is_small else None

    @property
    def never_fail(self) -> bool:
        """Whether none fails in any case of the function."""
        if self._function is None:
            return not self._places
        return all(_never_no(self._function.emitted.forms.get(one)) for one in self._places)

    def may_fail(self, codes: tuple[Code, ...]) -> bool:
        """Whether one may fail in a case; yes where that cannot be told."""
        if self._function is None:
            return bool(self._places)
        for others in product(*self._beside):
            taken = (*codes, *others)
            slots = self._function.decide(taken)
            if slots is None or any(self._function.held(one, taken, slots) is False for one in self._places):
                return True
        return False


def _codes(slot: Slotted) -> tuple[Code, ...]:
    """All that an entry may be; nothing where that is too much to list."""
    form = slot.gaps
    if not isinstance(form, Coded):
        return ()
    return tuple(code for code, one in zip(form.codes, form.table, strict=True) if one is not NEVER)


def _never_no(form: Form | None) -> bool:
    match form:
        case Const():
            return form.value is not False
        case Coded():
            return not any(one is False for one in form.table)
        case _:
            return False
