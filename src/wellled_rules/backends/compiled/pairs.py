"""The total and the number of one collection in one sum: what each entry adds, and far above that, that it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from wellled_rules.backends.compiled.forms import NEVER, Coded, Const, Form, own_number
from wellled_rules.backends.compiled.writer import Writer
from wellled_rules.graph.cells import FillStep, FinishStep, Place, Step, TakeStep
from wellled_rules.values.missing import Missing

__all__ = ["Pairs"]

_TOTALS = frozenset({"total", "weighted_total"})
_MOST_CODES = 1024
_MOST_TERMS = 64


@dataclass(frozen=True, slots=True)
class _Collection:
    """Entries that count as they stand. weights: of each; None for 1."""

    items: tuple[Place, ...]
    weights: tuple[Place | None, ...]


class Pairs:
    """The collections of which one function asks for both, where entries may be left out."""

    def __init__(self, writer: Writer, steps: Sequence[Step], forms: Mapping[Place, Form]) -> None:
        self._writer, self._steps, self._forms = writer, steps, forms
        self._made: dict[_Collection, tuple[Form, Form] | None] = {}

    def of(self, step: FinishStep) -> Form | None:
        """The form of a total or a number that is one of a pair; None for any other fold."""
        found = self._collection(step)
        if found is None or found.items not in self._counted:
            return None
        whole = found if step.op in _TOTALS else self._summed.get(found.items)
        if whole is None or self._summed.get(whole.items) != whole:
            return None
        if whole not in self._made:
            self._made[whole] = self._both(whole)
        made = self._made[whole]
        return None if made is None else made[0 if step.op in _TOTALS else 1]

    @cached_property
    def _counted(self) -> frozenset[tuple[Place, ...]]:
        """Entries that are counted."""
        found = (self._collection(one) for one in self._steps if isinstance(one, FinishStep) and one.op == "number")
        return frozenset(one.items for one in found if one is not None)

    @cached_property
    def _summed(self) -> Mapping[tuple[Place, ...], _Collection]:
        """Entries -> as they are first summed."""
        found: dict[tuple[Place, ...], _Collection] = {}
        for step in self._steps:
            one = self._collection(step) if isinstance(step, FinishStep) and step.op in _TOTALS else None
            if one is not None:
                found.setdefault(one.items, one)
        return found

    def _collection(self, step: FinishStep) -> _Collection | None:
        """The entries of a total or a number; None for another fold, and where entries have a test of their own."""
        items: list[Place] = []
        weights: list[Place | None] = []
        below = step.summary
        while isinstance(take := self._steps[below], TakeStep):
            if take.hit is not None:
                return None
            items.append(self._base(take.item))
            weights.append(take.weight)
            below = take.summary
        is_one = step.op in _TOTALS or step.op == "number"
        return _Collection(tuple(reversed(items)), tuple(reversed(weights))) if is_one else None

    def _base(self, place: Place) -> Place:
        """A total reads its entries through fills, a number as they stand; filled, they are the same here."""
        step = self._steps[place]
        while isinstance(step, FillStep):
            place, step = step.of, self._steps[step.of]
        return place

    def _weight(self, place: Place | None) -> int | None:
        """A weight that is the same whole number in every case, and not under zero."""
        form = Const(1) if place is None else self._forms.get(place)
        found = own_number(form.value) if isinstance(form, Const) else None
        return found if isinstance(found, int) and found >= 0 else None

    def _both(self, whole: _Collection) -> tuple[Form, Form] | None:
        """The total and the number, from one slot."""
        entries = [one for one in map(self._forms.get, whole.items) if isinstance(one, Coded)]
        weights = [one for one in map(self._weight, whole.weights) if one is not None]
        if not len(entries) == len(weights) == len(whole.items) or not 1 < len(entries) <= _MOST_TERMS:
            return None
        known = [one for one in map(_amounts, entries, weights) if one is not None]
        if len(known) < len(entries) or not any(map(_has_out, entries)):
            return None
        apart = 1 + sum(max(one for one in rows if one is not None) for rows in known)
        if apart * (len(known) + 1) > _MOST_CODES:
            return None
        terms, reached = [], {0}
        for form, rows in zip(entries, known, strict=True):
            counts = [not isinstance(row, Missing) for row in form.table]
            codes = [None if one is None else one + apart * counted for one, counted in zip(rows, counts, strict=True)]
            terms.append(self._writer.lookup(form, [NEVER if one is None else one for one in codes]))
            reached = {before + code for before in reached for code in codes if code is not None}
        name = self._writer.slot(" + ".join(terms))
        codes_ = range(max(reached) + 1)
        return (
            Coded(name, 0, tuple(code % apart if code in reached else NEVER for code in codes_)),
            Coded(name, 0, tuple(code // apart if code in reached else NEVER for code in codes_)),
        )


def _has_out(form: Coded) -> bool:
    return any(isinstance(row, Missing) for row in form.table)


def _amounts(form: Coded, weight: int) -> list[int | None] | None:
    """What an entry adds by its code, None where no entry has it; None for entries that may not be packed."""
    found: list[int | None] = []
    for row in form.table:
        amount = 0 if isinstance(row, Missing) and row.is_out else None if row is NEVER else own_number(row)
        if row is not NEVER and (not isinstance(amount, int) or amount < 0):
            return None
        found.append(weight * amount if isinstance(amount, int) else None)
    return found if any(one is not None for one in found) else None
