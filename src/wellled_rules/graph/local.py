"""What each place of a plan may hold, worked out place by place without joint values.

In: a plan and what is open. Out: a domain a place, which may hold more than can occur and never less. Cost is
linear in the plan: entry by entry while there are few, and over intervals of numbers beyond (`intervals`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod
from typing import assert_never

from wellled_rules.graph import domain as domains
from wellled_rules.graph.cells import (
    ApplyStep,
    AssumeStep,
    ConstantStep,
    CountStep,
    FillStep,
    FinishStep,
    LookStep,
    Place,
    Plan,
    SelectStep,
    SettleStep,
    SourceStep,
    Step,
    TakeStep,
    TreatStep,
    reads,
)
from wellled_rules.graph.domain import Domain, Finite, Interval, hull, may_be_out, missing_of, of_type, union, without
from wellled_rules.graph.intervals import FOLDED, INTERVALS, TRUTH, can_fail, can_hold, pair, ratio
from wellled_rules.graph.kernel import moved
from wellled_rules.graph.nodes import AdjustmentKind
from wellled_rules.graph.steps import Held, perform, treat
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.missing import OUT, Missing, State
from wellled_rules.values.types import ScaleType, Value

__all__ = ["local"]

_FEW = 2_000
_LEAST_WORK = 100_000
_WORK_A_STEP = 10


def local(
    plan: Plan,
    sources: Mapping[Place, Domain],
    assumed: Mapping[str, Value],
    *,
    fixed: Mapping[Place, Held] | None = None,
    look: Mapping[Place, bool] | None = None,
) -> list[Domain]:
    """The domain of each place.

    sources: place -> what it may hold; an input that is not named was not given. Any place may be named.
    fixed: place -> what stands there. look: place of a `LookStep` -> its answer.
    """
    return _Local(plan, sources, assumed, fixed or {}, look or {}).all()


class _Local:
    def __init__(
        self,
        plan: Plan,
        sources: Mapping[Place, Domain],
        assumed: Mapping[str, Value],
        fixed: Mapping[Place, Held],
        look: Mapping[Place, bool],
    ) -> None:
        self.plan = plan
        self.sources = sources
        self.assumed = assumed
        self.fixed = fixed
        self.look = look
        self.work = _LEAST_WORK + _WORK_A_STEP * len(plan.steps)
        self.found: list[Domain] = []

    def all(self) -> list[Domain]:
        for place, step in enumerate(self.plan.steps):
            if place in self.fixed:
                self.found.append(Finite(frozenset({self.fixed[place]})))
            elif place in self.look:
                self.found.append(Finite(frozenset({self.look[place]})))
            elif place in self.sources:
                self.found.append(self.sources[place])
            else:
                self.found.append(self.of(step))
        return self.found

    def of(self, step: Step) -> Domain:
        match step:
            case CountStep():
                return Interval(0, None, 1)
            case SourceStep():
                return Finite(frozenset({Missing(state=State.NOT_GIVEN)}))
            case ConstantStep():
                return Finite(frozenset({step.value}))
            case AssumeStep():
                return Finite(frozenset({self.assumed[step.name]}))
            case FillStep():
                return _filled(step, self.found[step.of])
            case LookStep():
                return self.looked(step)
            case SelectStep():
                return self.select(step)
            case SettleStep():
                return self.settle(step)
            case TreatStep():
                return self.treat(step)
            case ApplyStep() | TakeStep() | FinishStep():
                places = tuple(dict.fromkeys(reads(step)))
                return self.each(step, places) or self.beyond(step)
        assert_never(step)

    def treat(self, step: TreatStep) -> Domain:
        found = self.found[step.of]
        made = {one: treat(dict(step.treatments), one) for one in missing_of(found)}
        if step.filled is None:
            return union([without(found, lambda _: True), Finite(frozenset(made.values()))])
        # What stays open is filled, as perform does; what is out cannot be, whatever it is treated as.
        kept = frozenset(
            entry for one, entry in made.items() if one.is_out or not isinstance(entry, Missing) or entry.is_out
        )
        return union([without(found, lambda _: True), Finite(kept), self.found[step.filled]])

    def looked(self, step: LookStep) -> Domain:
        of = self.plan.steps[step.of]
        if isinstance(of, SourceStep | ConstantStep) or step.of in self.sources:
            return self.each(step, (step.of,)) or TRUTH
        return TRUTH

    def each(self, step: Step, places: Sequence[Place]) -> Domain | None:
        """What the step gives for each combination of what it reads; none where that is too many."""
        held: list[frozenset[Held]] = []
        for place in places:
            found = self.found[place]
            if not isinstance(found, Finite):
                return None
            held.append(found.entries)
        size = prod(len(one) for one in held)
        if size > _FEW or size > self.work:
            return None
        self.work -= size
        index = {place: turn for turn, place in enumerate(places)}
        bare = moved(step, index.__getitem__)
        return Finite(frozenset(perform(bare, values) for values in product(*held)))

    def beyond(self, step: ApplyStep | TakeStep | FinishStep) -> Domain:
        """The same over intervals."""
        match step:
            case ApplyStep():
                return INTERVALS[step.op]([self.found[one] for one in step.args], step.parameter)
            case TakeStep():
                return self.take(step)
            case FinishStep():
                return _finish(step, self.found[step.summary])
        assert_never(step)

    def take(self, step: TakeStep) -> Domain:
        summary, item = self.found[step.summary], self.found[step.item]
        may_pass = step.hit is None or can_hold(self.found[step.hit])
        may_fail = step.hit is not None and can_fail(self.found[step.hit])
        weight = Interval(1, 1, 1) if step.weight is None else hull(self.found[step.weight])
        fold = FOLDED.get(step.op)
        if fold is None or weight is None:
            return domains.ANYTHING
        grown = [fold(summary, item, weight)] if may_pass else []
        if may_fail or may_be_out(item) or not grown:
            grown.append(summary)
        return union(grown)

    def select(self, step: SelectStep) -> Domain:
        found: list[Domain] = []
        for tests, then in step.rows:
            held = [self.found[one] for one in tests]
            if all(can_hold(one) for one in held):
                found.append(self.found[then])
            if not any(can_fail(one) for one in held):
                return union(found)
        return union([*found, Finite(frozenset({OUT}))])

    def settle(self, step: SettleStep) -> Domain:
        places = tuple(dict.fromkeys(reads(step)))
        exactly = self.each(step, places)
        if exactly is not None:
            return exactly
        found = [self.found[step.answer]]
        for kind, group in step.stages:
            acting = [one for one in group if can_hold(self.found[one.acts])]
            found.extend(self.found[one.to] for one in acting if one.to is not None)
            moves = kind in (AdjustmentKind.STEP, AdjustmentKind.MODERATION)
            if acting and moves and isinstance(step.type, ScaleType):
                found.append(Finite(frozenset(step.type.scale.levels)))
            if acting and kind is AdjustmentKind.SUSPENSION:
                found.append(Finite(frozenset({Missing(state=State.SUSPENDED)})))
        return union(found)


def _filled(step: FillStep, held: Domain) -> Domain:
    def goes(one: Missing) -> bool:
        return not one.is_out and (not step.soft or one.state is State.NOT_GIVEN)

    if not any(goes(one) for one in domains.missing_of(held)):
        return held
    return union([domains.without(held, goes), of_type(step.type)])


def _finish(step: FinishStep, summary: Domain) -> Domain:
    if FOLDS[step.op].tests:
        return TRUTH
    if step.op in ("mean", "weighted_mean"):
        held = pair(summary)
        return Interval(missing=frozenset({OUT})) if held is None else ratio(held.total, held.below)
    if isinstance(summary, Finite) and None in summary.entries:
        return Finite(frozenset(OUT if one is None else one for one in summary.entries))
    return summary
