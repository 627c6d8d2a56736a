"""The collection behind one fold of a plan: its entries with their tests and weights, and which decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from wellled_rules.graph.cells import FinishStep, Place, Plan, TakeStep
from wellled_rules.graph.spread import Known, several
from wellled_rules.values.missing import Missing
from wellled_rules.values.operators import as_number
from wellled_rules.values.scale import Exact
from wellled_rules.values.types import exact

__all__ = ["Folded", "Take", "folded", "may_be_out"]


@dataclass(frozen=True, slots=True)
class Take:
    """One entry of a collection, by place. weight: what it counts, 1 where no weights are given."""

    item: Place
    hit: Place | None
    weight_from: Place | None
    weight: Exact


@dataclass(frozen=True, slots=True)
class Folded:
    """A collection.

    counted: the entries that are not left out, or may not be. left_out: the others.
    deciding: those of `counted` that decide the answer whatever the others are; all where all do.
    total: the sum of the weights counted.
    """

    counted: tuple[Take, ...]
    left_out: tuple[Take, ...]
    deciding: tuple[Take, ...]
    total: Exact

    @property
    def is_partial(self) -> bool:
        """Whether some entries decide without the others."""
        return len(self.deciding) < len(self.counted)

    def share(self, take: Take) -> Exact | None:
        """The share of one counted entry in the total weight; none where nothing has weight."""
        return exact(Fraction(take.weight) / self.total) if self.total else None


def folded(plan: Plan, step: FinishStep, at: Callable[[Place], Known], answer: Known) -> Folded:
    """The collection of `step`; `at` says what a place holds, `answer` what the fold came to."""
    every = _takes(plan, step, at)
    parted: dict[bool, list[Take]] = {True: [], False: []}
    for one in every:
        parted[_is_out(at(one.item))].append(one)
    left_out, counted = tuple(parted[True]), tuple(parted[False])
    total = exact(sum((Fraction(one.weight) for one in counted), Fraction(0)))
    return Folded(counted, left_out, _deciding(step, counted, at, answer), total)


def _takes(plan: Plan, step: FinishStep, at: Callable[[Place], Known]) -> tuple[Take, ...]:
    found: list[Take] = []
    one = plan.steps[step.summary]
    while isinstance(one, TakeStep):
        held = 1 if one.weight is None else at(one.weight)
        assert isinstance(held, (int, Fraction))
        found.append(Take(one.item, one.hit, one.weight, as_number(held)))
        one = plan.steps[one.summary]
    return tuple(reversed(found))


def _is_out(known: Known) -> bool:
    values = several(known)
    return values is not None and all(isinstance(one, Missing) and one.is_out for one in values)


def _deciding(
    step: FinishStep, counted: tuple[Take, ...], at: Callable[[Place], Known], answer: Known
) -> tuple[Take, ...]:
    """The entries that settle a quantifier alone: enough hits for it, or one failure of it."""
    certain = [one for one in counted if not may_be_out(at(one.item)) and one.hit is not None]
    hits = tuple(one for one in certain if at(_hit(one)) is True)
    fails = tuple(one for one in certain if _never(at(_hit(one))))
    asked = 1 if step.count is None else at(step.count)
    enough: tuple[Take, ...] = ()
    match step.op, answer:
        case ("any", True) | ("none", False):
            enough = hits
        case ("all", False):
            enough = fails
        case ("at_least", True) if isinstance(asked, (int, Fraction)) and len(hits) >= asked:
            enough = hits
        case ("at_most", False) | ("exactly", False) if isinstance(asked, (int, Fraction)) and len(hits) > asked:
            enough = hits
        case _:
            pass
    return enough or counted


def _hit(take: Take) -> Place:
    assert take.hit is not None
    return take.hit


def may_be_out(known: Known) -> bool:
    """Whether an entry may be left out."""
    values = several(known)
    return values is None or any(isinstance(one, Missing) and one.is_out for one in values)


def _never(known: Known) -> bool:
    values = several(known)
    return values is not None and True not in values
