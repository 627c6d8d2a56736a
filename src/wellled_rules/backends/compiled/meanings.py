"""What steps mean to the emitter: as functions of what they read, told apart whatever places they stand at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from wellled_rules.backends.compiled.forms import NEVER, Coded, Const, Form, Plain, Ratio, Row, Whole
from wellled_rules.graph.cells import ApplyStep, LookStep, SelectStep, SettleStep, Step, reads
from wellled_rules.graph.nodes import AdjustmentKind
from wellled_rules.graph.steps import Held, perform, settle
from wellled_rules.values.missing import OUT, Missing, State
from wellled_rules.values.operators import OPERATORS, OnOut
from wellled_rules.values.scale import Scale, ScaleLevel

__all__ = ["AWAY", "Meaning", "as_whole", "likeness", "may_be_missing", "settled_row"]

AWAY = Missing(state=State.NOT_GIVEN)
"""In the table of an outcome, where the reference must answer; no outcome is ever `not_given`."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a step gives, from what it reads in turn."""

    step: Step

    def __call__(self, *held: Held) -> Row:
        return perform(self.step, dict(zip(reads(self.step), held, strict=True)))

    def beside(self, held: Sequence[Row]) -> Row:
        """What it gives where some of what it reads is open; `NEVER` where the others don't settle it.

        `Openness.unsettled` tests the same: where they settle it, a function goes on and reads this.
        """
        if not isinstance(self.step, ApplyStep):
            return NEVER
        if self.step.op in ("and", "or"):
            end = self.step.op == "or"
            return end if any(one is end for one in held) else NEVER
        if any(isinstance(one, Missing) and one.is_out for one in held):
            return OUT if OPERATORS[self.step.op].on_out is OnOut.OUT else False
        return NEVER


def likeness(step: ApplyStep | LookStep | SelectStep) -> object:
    """Tells meanings apart, whatever the places that they read."""
    match step:
        case ApplyStep() | LookStep():
            asked = step.parameter
            return type(step), step.op, asked.name if isinstance(asked, Scale) else asked
        case SelectStep():
            return SelectStep, tuple(len(tests) for tests, _ in step.rows)
    assert_never(step)


def settled_row(step: SettleStep, held: Sequence[Held]) -> Row:
    """What an outcome comes to; `AWAY` where a moderation would move it too far."""
    values = dict(zip(dict.fromkeys(reads(step)), held, strict=True))
    for turn, (kind, group) in enumerate(step.stages):
        if kind is AdjustmentKind.MODERATION:
            met = settle(replace(step, stages=step.stages[:turn]), values)
            for one in group:
                to = None if one.to is None else values[one.to]
                reach = None if one.reach is None else values[one.reach]
                if values[one.acts] is not True or not isinstance(to, ScaleLevel) or not isinstance(met, ScaleLevel):
                    continue
                if isinstance(reach, int) and abs(to.rank - met.rank) > reach:
                    return AWAY
    return settle(step, values)


def as_whole(form: Form) -> Whole | None:
    """A form as a whole number that is never missing; None where it is not known to be one."""
    match form:
        case Whole():
            return form
        case Const(value) if isinstance(value, int) and not isinstance(value, bool):
            return Whole("", value)
        case _:
            return None


def may_be_missing(form: Form) -> bool:
    """Whether a place that is carried so may hold no value."""
    match form:
        case Const():
            return isinstance(form.value, Missing)
        case Coded():
            return any(isinstance(one, Missing) for one in form.table)
        case Whole() | Ratio():
            return False
        case Plain():
            return form.missing
    assert_never(form)
