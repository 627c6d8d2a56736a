"""What a step can give when some of what it reads is open: local sets, step by step.

A place is `Open` where its value is not settled by what was recorded. Its local set holds every value
that it can come to, and may hold more: two places that share an open entry are spread as if they did
not. `graph.possible` says exactly which values remain.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Protocol, TypeAlias, assert_never, cast

from wellled_rules.graph.cells import (
    ApplyStep,
    AssumeStep,
    ConstantStep,
    CountStep,
    FillStep,
    FinishStep,
    LookStep,
    Place,
    SelectStep,
    SettleStep,
    SourceStep,
    Step,
    TakeStep,
    TreatStep,
    reads,
)
from wellled_rules.graph.steps import Held, completions, fills, perform, treat
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.missing import OUT, Missing
from wellled_rules.values.operators import OPERATORS, Entry, OnOut

__all__ = ["Known", "Open", "Settled", "advance", "look", "several", "spread"]

_MOST_VALUES = 2_000
_EITHER: frozenset[Held] = frozenset({True, False})

_Takes: TypeAlias = "dict[Hashable, tuple[frozenset[Held], frozenset[Held]]]"
"""What is taken -> the summaries that it was last taken into, and those that this gave."""


@dataclass(frozen=True, slots=True)
class Open:
    """A place that is not settled. values: all that it may hold, or None where they cannot be listed.

    takes: of a summary, what is known of the entries taken on the way there; nothing else about the place.
    """

    values: frozenset[Held] | None
    takes: _Takes | None = field(default=None, repr=False, compare=False)


Known: TypeAlias = "Held | Open"
"""What is known of a place: what it holds, or what it may hold."""


class Knowns(Protocol):
    """What is known of each place, by place."""

    def __getitem__(self, place: Place, /) -> Known: ...


@dataclass(frozen=True, slots=True)
class Settled:
    """What the places that are not open hold, asked one by one: a tree of subjects has many."""

    known: Knowns

    def __contains__(self, place: object) -> bool:
        return isinstance(place, int) and not isinstance(self.known[place], Open)

    def __getitem__(self, place: Place) -> Entry:
        return cast("Entry", self.known[place])


def several(known: Known) -> frozenset[Held] | None:
    """All that a place may hold; None where that cannot be listed."""
    return known.values if isinstance(known, Open) else frozenset((known,))


def advance(step: Step, read: Sequence[Place], known: Knowns) -> Known:
    """What `step` gives; `read` are the places that it reads (`cells.reads`).

    `SourceStep` and `AssumeStep` are not functions of other steps and raise `TypeError`.
    """
    for place in read:
        if isinstance(known[place], Open):
            return spread(step, known)
    if isinstance(step, FillStep):
        held = known[step.of]
        assert not isinstance(held, Open)
        return _completed(step) if fills(step, held) else held
    return perform(step, known)  # type: ignore[arg-type]  # no place that it reads is open


def spread(step: Step, known: Knowns) -> Known:
    """What `step` can give from the local sets of what it reads, at least one of them open."""
    match step:
        case SourceStep() | CountStep() | AssumeStep():
            raise TypeError(f"no function of other steps: {step}")
        case ConstantStep():
            return step.value
        case FillStep():
            return _filled(step, known[step.of])
        case TreatStep():
            return _treated(step, known)
        case LookStep():
            held = known[step.of]
            return look(step, None if isinstance(held, Open) else _entry(held))
        case ApplyStep():
            return _applied(step, known)
        case TakeStep():
            return _taken(step, known)
        case FinishStep():
            return _combined(step, known, _EITHER if FOLDS[step.op].tests else None)
        case SelectStep():
            return _selected(step, known)
        case SettleStep():
            return _combined(step, known, None)
    assert_never(step)


def look(step: LookStep, entry: Entry | None) -> bool:
    """The answer of a status operator about an entry; about an undetermined one (None) it is `missing`."""
    if entry is None:
        return step.op == "missing"
    return OPERATORS[step.op].meaning((entry,), step.parameter) is True


def _entry(held: Held) -> Entry:
    assert held is not None and not isinstance(held, tuple)
    return held


def _gathered(found: Iterable[Held]) -> Known:
    values = frozenset(found)
    if len(values) == 1:
        return next(iter(values))
    return Open(values if len(values) <= _MOST_VALUES else None)


def _completed(step: FillStep) -> Known:
    values = completions(step.type)
    return Open(None) if values is None else _gathered(values)


def _filled(step: FillStep, known: Known) -> Known:
    values = several(known)
    if values is None:
        return known
    kept = {held for held in values if not fills(step, held)}
    if len(kept) == len(values):
        return known
    filled = several(_completed(step))
    return Open(None) if filled is None else _gathered(kept | filled)


def _treated(step: TreatStep, known: Knowns) -> Known:
    held = known[step.of]
    if not isinstance(held, Open):
        entry = treat(dict(step.treatments), _entry(held))
        if not isinstance(entry, Missing) or entry.is_out:
            # What could stand in its place is not asked for, even where nobody can list it.
            return entry
    return _combined(step, known, None)


def _may_be(known: Known, true: bool) -> bool:
    values = several(known)
    return values is None or any((held is True) is true for held in values)


def _truths(can_hold: bool, can_fail: bool) -> Known:
    return Open(_EITHER) if can_hold and can_fail else can_hold


def _applied(step: ApplyStep, known: Knowns) -> Known:
    args = [known[place] for place in step.args]
    if step.op == "and":
        return _truths(all(_may_be(one, True) for one in args), any(_may_be(one, False) for one in args))
    if step.op == "or":
        return _truths(any(_may_be(one, True) for one in args), all(_may_be(one, False) for one in args))
    if step.op != "not" and any(isinstance(one, Missing) for one in args):
        # What is left out answers for the whole, whatever the open operands become.
        return OUT if OPERATORS[step.op].on_out is OnOut.OUT else False
    return _combined(step, known, _EITHER if OPERATORS[step.op].on_out is OnOut.FALSE else None)


def _taken(step: TakeStep, known: Knowns) -> Known:
    items, hits = several(known[step.item]), None if step.hit is None else known[step.hit]
    if FOLDS[step.op].tests or step.op == "number":
        # These ask only whether an entry is left out and passes its test, so two entries stand for all.
        out = items is None or any(isinstance(one, Missing) and one.is_out for one in items)
        counted = items is None or any(not (isinstance(one, Missing) and one.is_out) for one in items)
        items = frozenset(entry for entry, can in ((OUT, out), (True, counted)) if can)
    narrowed: dict[Place, Known] = {step.item: Open(items)}
    if step.hit is not None and hits is not None:
        narrowed[step.hit] = _truths(_may_be(hits, True), _may_be(hits, False))
    return _added(step, _Over(known, narrowed))


def _added(step: TakeStep, known: Knowns) -> Known:
    """`step` performed on every combination; the same entry again only on summaries that are new since.

    Of a hundred entries of which nothing is known each adds one count to those that there were: taken anew into all of
    them, a fold costs the square of what it counts.
    """
    together = _together(step, known)
    if together is None:
        return Open(None)
    before, every = known[step.summary], together.pop(step.summary)
    takes = (before.takes if isinstance(before, Open) else None) or {}
    places = tuple(together)
    roles = tuple(None if one is None else places.index(one) for one in (step.item, step.hit, step.weight, step.times))
    key = (step.op, roles, tuple(together.values()))
    done, given = takes.get(key, (frozenset[Held](), frozenset[Held]()))
    if not done <= every:
        done, given = frozenset(), frozenset()
    gathered = _gathered(given.union(_performed(step, {step.summary: every - done, **together})))
    if not isinstance(gathered, Open) or gathered.values is None:
        return gathered
    takes[key] = every, gathered.values
    return Open(gathered.values, takes)


def _selected(step: SelectStep, known: Knowns) -> Known:
    found: set[Held] = set()
    for tests, then in step.rows:
        if not all(_may_be(known[place], True) for place in tests):
            continue
        values = several(known[then])
        if values is None:
            return Open(None)
        found |= values
        if all(not _may_be(known[place], False) for place in tests):
            return _gathered(found)
    return _gathered({*found, OUT})


class _Over:
    """One set of knowns before another."""

    def __init__(self, below: Knowns, above: dict[Place, Known]) -> None:
        self._below, self._above = below, above

    def __getitem__(self, place: Place, /) -> Known:
        return self._above[place] if place in self._above else self._below[place]


def _combined(step: Step, known: Knowns, otherwise: frozenset[Held] | None) -> Known:
    """`step` performed on every combination of what it reads; `otherwise` where they are too many."""
    together = _together(step, known)
    return Open(otherwise) if together is None else _gathered(_performed(step, together))


def _together(step: Step, known: Knowns) -> dict[Place, frozenset[Held]] | None:
    """Place that a step reads -> all that it may hold; None where their combinations are too many."""
    sets = {place: several(known[place]) for place in reads(step)}
    listed = {place: values for place, values in sets.items() if values is not None}
    if len(listed) < len(sets) or prod(map(len, listed.values())) > _MOST_VALUES:
        return None
    return listed


def _performed(step: Step, together: Mapping[Place, frozenset[Held]]) -> Iterator[Held]:
    return (perform(step, dict(zip(together, choice, strict=True))) for choice in product(*together.values()))
