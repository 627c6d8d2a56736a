"""What each step of a plan gives, from the entries it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from typing import Protocol, TypeAlias, assert_never

from wellled_rules.graph.cells import (
    Acting,
    ApplyStep,
    AssumeStep,
    ConstantStep,
    CountStep,
    FillStep,
    FinishStep,
    LookStep,
    SelectStep,
    SettleStep,
    SourceStep,
    Step,
    TakeStep,
    TreatStep,
)
from wellled_rules.graph.nodes import AdjustmentKind, Treatment
from wellled_rules.values.folds import FOLDS, Summary
from wellled_rules.values.missing import OUT, Missing, State
from wellled_rules.values.operators import OPERATORS, Entry, OnOut, as_number
from wellled_rules.values.rounding import Rounding
from wellled_rules.values.scale import ScaleLevel
from wellled_rules.values.types import (
    CollectionType,
    DateType,
    NumberType,
    RoundingType,
    ScaleType,
    SetType,
    SeveralType,
    TruthType,
    Type,
    Value,
)

__all__ = ["Held", "Values", "completions", "fills", "perform", "settle", "treat"]

Held: TypeAlias = "Entry | Summary"


class Values(Protocol):
    """What each place holds: a list over all places, or a mapping of those that a step reads."""

    def __getitem__(self, place: int, /) -> Held: ...


_MOST_WHOLE_NUMBERS = 100_000
_MOST_MEMBERS = 12


def completions(type_: Type) -> tuple[Value, ...] | None:
    """Every value of a type, or None where they cannot be counted out."""
    match type_:
        case TruthType():
            return (True, False)
        case ScaleType():
            return type_.scale.by_rank
        case SetType():
            return type_.set.members
        case SeveralType():
            if len(type_.set.members) > _MOST_MEMBERS:
                return None
            sizes = range(1, len(type_.set.members) + 1)
            return tuple(frozenset(some) for size in sizes for some in combinations(type_.set.members, size))
        case RoundingType():
            return tuple(Rounding)
        case NumberType():
            low, high = type_.low, type_.high
            if not type_.whole or low is None or high is None or high - low >= _MOST_WHOLE_NUMBERS:
                return None
            return tuple(range(-int(-low // 1), int(high // 1) + 1))
        case DateType() | CollectionType():
            return None
    assert_never(type_)


def fills(step: FillStep, held: Held) -> bool:
    """Whether the entry that `step` reads is one that it fills."""
    if not isinstance(held, Missing) or held.is_out:
        return False
    return not step.soft or held.state is State.NOT_GIVEN


def perform(step: Step, values: Values) -> Held:
    """What `step` gives, with `values` by place.

    A `FillStep` must have nothing to fill and a `LookStep` reads the entry as it stands; `SourceStep`, `CountStep`
    and `AssumeStep` are not functions of other steps and raise `TypeError`.
    """
    match step:
        case SourceStep() | CountStep() | AssumeStep():
            raise TypeError(f"no function of other steps: {step}")
        case ConstantStep():
            return step.value
        case FillStep():
            return values[step.of]
        case TreatStep():
            held = _entry(values[step.of])
            entry = treat(dict(step.treatments), held)
            if step.filled is None or not isinstance(entry, Missing) or entry.is_out:
                return entry
            filled = values[step.filled]
            if not isinstance(filled, Missing):
                return filled
            # Filled, an entry is out only where it is out as it stands. Place by place other pairs are asked for too,
            # which never occur; what is out does for them, where an open entry would not be something to combine.
            is_pair = isinstance(held, Missing) and held.is_out
            return entry if is_pair or not filled.is_out else filled
        case LookStep():
            return OPERATORS[step.op].meaning((_entry(values[step.of]),), step.parameter)
        case ApplyStep():
            return _apply(step, tuple(_entry(values[place]) for place in step.args))
        case TakeStep():
            return _take(step, values)
        case FinishStep():
            count = 0 if step.count is None else _entry(values[step.count])
            if isinstance(count, Missing):
                return False
            return FOLDS[step.op].finish(_summary(values[step.summary]), as_number(count))
        case SelectStep():
            for tests, then in step.rows:
                if all(values[place] is True for place in tests):
                    return values[then]
            return OUT
        case SettleStep():
            return settle(step, values)
    assert_never(step)


def treat(treatments: Mapping[State, Treatment | Value | Missing], entry: Entry) -> Entry:
    """An entry after `treat` lines; a state that none of them names stays as it is."""
    if not isinstance(entry, Missing):
        return entry
    match treatments.get(entry.state):
        case None:
            return entry
        case Treatment.LEFT_OUT:
            return replace(entry, left_out=True)
        case Treatment.UNKNOWN:
            is_out = entry.state is State.NOT_APPLICABLE
            return replace(entry, left_out=False, unknown=is_out)
        case value:
            return value


def _entry(held: Held) -> Entry:
    assert held is not None and not isinstance(held, tuple)
    return held


def _summary(held: Held) -> Summary:
    assert not isinstance(held, Missing)
    return held  # type: ignore[return-value]  # the place is of a collection, which holds no state


def _apply(step: ApplyStep, args: tuple[Entry, ...]) -> Entry:
    row = OPERATORS[step.op]
    if row.name in ("and", "or", "not"):
        return row.meaning(args, step.parameter)
    if any(isinstance(one, Missing) for one in args):
        return OUT if row.on_out is OnOut.OUT else False
    return row.meaning(args, step.parameter)


def _take(step: TakeStep, values: Values) -> Held:
    item = _entry(values[step.item])
    summary = _summary(values[step.summary])
    if isinstance(item, Missing) and item.is_out:
        return summary
    passes = step.hit is None or values[step.hit] is True
    weight = 1 if step.weight is None else as_number(_entry(values[step.weight]))
    times = 1 if step.times is None else as_number(_entry(values[step.times]))
    for _ in range(int(times)):
        summary = FOLDS[step.op].take(summary, item, passes, weight)
    return summary


def settle(step: SettleStep, values: Values) -> Entry:
    """An outcome after its adjustments: replacements, steps, moderation, floors, limits, suspensions."""
    value = _entry(values[step.answer])
    for kind, group in step.stages:
        value = _stage(kind, tuple(one for one in group if values[one.acts] is True), value, values, step.type)
    return value


def _stage(kind: AdjustmentKind, acting: tuple[Acting, ...], value: Entry, values: Values, type_: Type) -> Entry:
    if not acting:
        return value
    match kind:
        case AdjustmentKind.SUSPENSION:
            return Missing(state=State.SUSPENDED)
        case AdjustmentKind.REPLACEMENT:
            found = [_entry(values[one.to]) for one in acting if one.to is not None]
            # INVARIANT: replacements that act together agree, or one overrides the other (graph.conflicts).
            return found[0] if found else value
        case _ if isinstance(value, Missing):
            return value
        case AdjustmentKind.STEP:
            return _stepped(value, sum(one.steps for one in acting), type_)
        case AdjustmentKind.MODERATION:
            for one in acting:
                value = _moderated(value, one, values)
            return value
        case AdjustmentKind.FLOOR | AdjustmentKind.LIMIT:
            return _bounded(kind, acting, value, values)
    assert_never(kind)


def _stepped(value: Entry, steps: int, type_: Type) -> Entry:
    if not isinstance(value, ScaleLevel) or not isinstance(type_, ScaleType):
        return value
    ranks = type_.scale.by_rank
    return ranks[max(0, min(len(ranks) - 1, value.rank + steps))]


def _moderated(value: Entry, one: Acting, values: Values) -> Entry:
    to = None if one.to is None else values[one.to]
    reach = None if one.reach is None else values[one.reach]
    if not isinstance(to, ScaleLevel) or not isinstance(value, ScaleLevel):
        return value
    within = reach is None or (isinstance(reach, int) and abs(to.rank - value.rank) <= reach)
    return to if within else value


def _bounded(kind: AdjustmentKind, acting: tuple[Acting, ...], value: Entry, values: Values) -> Entry:
    ends = [to for one in acting if one.to is not None and not isinstance(to := _entry(values[one.to]), Missing)]
    sign = 1 if kind is AdjustmentKind.LIMIT else -1
    for end in ends:
        if sign * _height(end) < sign * _height(value):
            value = end
    return value


def _height(value: Entry) -> int:
    if isinstance(value, ScaleLevel):
        return value.rank
    raise TypeError(f"no level: {value!r}")
