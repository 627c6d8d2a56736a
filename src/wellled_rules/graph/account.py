"""What the adjustments of one outcome did to it: which changed it, which were beaten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from wellled_rules.graph.cells import Acting, Place, SettleStep
from wellled_rules.graph.nodes import AdjustmentKind
from wellled_rules.graph.spread import Known, Open
from wellled_rules.graph.steps import Held, settle
from wellled_rules.values.missing import Missing
from wellled_rules.values.operators import Entry

__all__ = ["Account", "find_account", "restricted"]


@dataclass(frozen=True, slots=True)
class Account:
    """The adjustments of an outcome that bear on it, each in the order of the stages.

    changed: acted and changed the value that they met. recorded: moderations that people recorded and
    that confirm the value. beaten: acted, and would have changed the value had no other changed it.
    idle: did not act, and would have changed the outcome if they had.
    """

    changed: tuple[Acting, ...]
    undone: tuple[Acting, ...]
    recorded: tuple[Acting, ...]
    beaten: tuple[Acting, ...]

    @property
    def decisive(self) -> tuple[Acting, ...]:
        """The last that changed the value, those it came after, then those it beat."""
        return (*reversed(self.changed), *reversed(self.beaten))


def restricted(step: SettleStep, kept: frozenset[Acting]) -> SettleStep:
    """`step` as if it had only the adjustments `kept`."""
    stages = ((kind, tuple(one for one in group if one in kept)) for kind, group in step.stages)
    return replace(step, stages=tuple((kind, group) for kind, group in stages if group))


def find_account(step: SettleStep, known: Mapping[Place, Known]) -> Account | None:
    """The account of `step` from what is known; None where the answer or what an adjustment does is open."""
    values = {place: held for place, held in known.items() if not isinstance(held, Open)}
    every = tuple((kind, one) for kind, group in step.stages for one in group)
    acting = tuple(pair for pair in every if values.get(pair[1].acts) is True)
    needed = [step.answer, *(one.acts for _, one in every)]
    needed += [place for _, one in acting for place in (one.to, one.reach) if place is not None]
    if any(place not in values for place in needed):
        return None
    changed = _changed(step, values)
    others = frozenset(one for _, one in acting if one not in changed)
    alone = restricted(step, others)
    beaten = tuple(
        one
        for _, one in acting
        if one in others and settle(alone, values) != settle(restricted(alone, others - {one}), values)
    )
    recorded = tuple(
        one
        for kind, one in acting
        if kind is AdjustmentKind.MODERATION and one in others and one not in beaten and _is_recorded(one, values)
    )
    after = settle(step, values)
    undone = tuple(one for one in changed if _is_undone(step, one, values, after))
    return Account(changed, undone, recorded, beaten)


def _changed(step: SettleStep, values: Mapping[Place, Held]) -> tuple[Acting, ...]:
    found: list[Acting] = []
    before = settle(replace(step, stages=()), values)
    for turn, (kind, group) in enumerate(step.stages, 1):
        after = settle(replace(step, stages=step.stages[:turn]), values)
        if after != before:
            acting = (one for one in group if values[one.acts] is True)
            found.extend(one for one in acting if _brings(kind, one, values, after))
        before = after
    return tuple(found)


def _brings(kind: AdjustmentKind, one: Acting, values: Mapping[Place, Held], after: Entry) -> bool:
    match kind:
        case AdjustmentKind.SUSPENSION:
            return True
        case AdjustmentKind.STEP:
            return one.steps != 0
        case _:
            return one.to is not None and values[one.to] == after


def _is_recorded(one: Acting, values: Mapping[Place, Held]) -> bool:
    return one.to is not None and not isinstance(values[one.to], Missing)


def _is_undone(step: SettleStep, one: Acting, values: Mapping[Place, Held], after: Entry) -> bool:
    """Whether the outcome is another value than what an adjustment gave, and the same without it."""
    gave = one.steps == 0 and (one.to is None or values[one.to] == after)
    others = frozenset(each for _, group in step.stages for each in group if each != one)
    return not gave and settle(restricted(step, others), values) == after
