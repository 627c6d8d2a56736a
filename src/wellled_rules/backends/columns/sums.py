"""Adding up a collection, column after column, in arrays no wider than its largest sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from wellled_rules.backends.columns.columns import Folded
from wellled_rules.backends.columns.terms import Comparison, Term

__all__ = ["Scratch", "Summing"]

Array: TypeAlias = "NDArray[Any]"


@dataclass
class Scratch:
    """Arrays to work in, each made once for all blocks."""

    rows: int
    _made: dict[tuple[str, type[Any]], Array] = field(default_factory=dict)

    def get(self, use: str, kind: type[Any], size: int) -> Array:
        """An array of `kind` for one use; what it holds is whatever was left there."""
        if (use, kind) not in self._made:
            self._made[use, kind] = np.empty(self.rows, kind)
        return self._made[use, kind][:size]


class Summing:
    """One collection, ready to be summed in blocks of one size.

    INVARIANT: `kind` holds every sum that any codes give, also codes whose row is slow and whose sum is not read.
    """

    def __init__(self, one: Folded, out: Array, scratch: Scratch) -> None:
        self.kind, self.out, self.largest = one.kind, out, one.largest
        self.found = out if out.dtype == one.kind else scratch.get("sum", one.kind, len(out))
        self.part = scratch.get("part", one.kind, len(out))
        self.flags: NDArray[np.bool_] = scratch.get("flags", np.bool_, len(out))
        self.bits: NDArray[np.uint8] = self.flags.view(np.uint8)
        self.moved = {kind: scratch.get("moved", kind, len(out)) for kind in (np.uint8, np.uint16, np.uint32)}
        self.terms = one.terms
        self.base = self.kind(sum(each.base for each in one.terms) if not one.largest else 0)
        self.times = [
            (times, [each.column for each in one.terms if each.times == times])
            for times in sorted({each.times for each in one.terms} - {0})
        ]
        self.tested = [
            (plus, [each for each in one.terms if each.plus == plus])
            for plus in sorted({each.plus for each in one.terms} - {0})
        ]
        self.looked = [(each.column, np.array(each.table, one.kind)) for each in one.terms if each.table is not None]

    def fold(self, held: Sequence[Array]) -> None:
        """The sum, or the largest, of each row's terms, in the array that it was made for."""
        self.found[:] = self.base
        if self.largest:
            self.most(held)
        else:
            self.total(held)
        if self.found is not self.out:
            np.minimum(self.found, self.kind(np.iinfo(self.out.dtype).max), out=self.found)
            np.copyto(self.out, self.found, casting="unsafe")

    def total(self, held: Sequence[Array]) -> None:
        found, bits = self.found, self.bits
        for times, columns in self.times:
            into = self.begun(times)
            for column in columns:
                np.add(into, held[column], out=into)
            self.ended(times)
        for plus, terms in self.tested:
            into = self.begun(plus)
            for each in terms:
                self.test(each, held[each.column])
                np.add(into, bits, out=into)
            self.ended(plus)
        for column, table in self.looked:
            np.add(found, np.take(table, held[column], mode="clip"), out=found)

    def begun(self, times: int) -> Array:
        """Where to add what then counts `times` times."""
        if times == 1:
            return self.found
        self.part[:] = 0
        return self.part

    def ended(self, times: int) -> None:
        if times != 1:
            np.multiply(self.part, self.kind(times), out=self.part)
            np.add(self.found, self.part, out=self.found)

    def most(self, held: Sequence[Array]) -> None:
        for each in self.terms:
            if each.column < 0:
                np.maximum(self.found, self.kind(each.base), out=self.found)
            elif (each.base, each.times, each.plus) == (0, 0, 1):
                self.test(each, held[each.column])
                np.bitwise_or(self.found, self.bits, out=self.found)
            else:
                self.amount(each, held[each.column])
                np.maximum(self.found, self.part, out=self.found)

    def amount(self, each: Term, codes: Array) -> None:
        """What one term gives, by row, in `part`."""
        if each.table is not None:
            np.take(np.array(each.table, self.kind), codes, out=self.part, mode="clip")
            return
        self.part[:] = self.kind(each.base)
        if each.times:
            np.add(self.part, np.multiply(codes, self.kind(each.times), dtype=self.kind), out=self.part)
        if each.plus:
            self.test(each, codes)
            np.add(self.part, np.multiply(self.bits, self.kind(each.plus), dtype=self.kind), out=self.part)

    def test(self, each: Term, codes: Array) -> None:
        """By row, whether a code passes a term's test, in `flags`."""
        match each.test:
            case Comparison.IS:
                np.equal(codes, each.at, out=self.flags)
            case Comparison.IS_NOT:
                np.not_equal(codes, each.at, out=self.flags)
            case Comparison.WITHIN if each.at == 0:
                np.less_equal(codes, each.upto, out=self.flags)
            case Comparison.WITHIN:
                # Codes below `at` wrap around to the largest numbers, which is where they are wanted.
                moved = self.moved[codes.dtype.type]
                np.subtract(codes, codes.dtype.type(each.at), out=moved)
                np.less_equal(moved, each.upto - each.at, out=self.flags)
