"""A program as orders over registers: what a block of rows goes through, one whole-number array a register.

One tape is run by every kernel, so that kernels can differ in speed alone. An order holds numbers and no text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import prod
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from wellled_rules.backends.columns.coding import width
from wellled_rules.backends.columns.columns import Column, Counted, Folded, Given, Joined, Looked, is_open
from wellled_rules.backends.columns.terms import Comparison, Term, term

__all__ = ["Kind", "Op", "Order", "Tape", "tape"]

Kind: TypeAlias = "type[np.unsignedinteger]"
Passing: TypeAlias = "tuple[int, tuple[int, ...]]"
"""A column, and codes of it."""


class Op(IntEnum):
    """What an order does with register `one`, and with register, number or table `other`, by row, into `out`."""

    ADD = 0
    LARGER = 1
    EITHER = 2
    PLUS = 3
    LESS = 4
    TIMES = 5
    AT_MOST = 6
    IS = 7
    IS_NOT = 8
    UPTO = 9
    FILL = 10
    COPY = 11
    LOOK = 12


@dataclass(frozen=True, slots=True)
class Order:
    """`ADD`, `LARGER`, `EITHER`: `other` is a register. `LOOK`: a table. `COPY`: nothing. Otherwise a number.

    `IS`, `IS_NOT`, `UPTO` give 0 or 1, in a register of bytes. `LESS` goes around at 0. A table is read at its end by
    whatever lies beyond it.
    """

    op: Op
    out: int
    one: int
    other: int


@dataclass(frozen=True)
class Tape:
    """kinds: by register, what it holds; the first are the columns of the program, in order.

    parts: orders in order, and between them columns that are asked once for each combination. slow: the register that
    says, as 0 or 1, which rows some column of `wanted` knows to be slow; none where there are no such rows.
    """

    kinds: tuple[Kind, ...]
    tables: tuple[NDArray[np.unsignedinteger], ...]
    parts: tuple[tuple[Order, ...] | int, ...]
    slow: int | None


def tape(columns: Sequence[Column], wanted: Sequence[int], *, opened: bool) -> Tape:
    """The tape of a program's columns. opened: whether given columns may hold states that leave a value open."""
    return _Writer(columns, _may_be_slow(columns, opened=opened), opened=opened).tape(wanted)


def _may_be_slow(columns: Sequence[Column], *, opened: bool) -> Sequence[bool]:
    """By column, whether some row may make it slow, or open if it is given."""
    found: list[bool] = []
    for one in columns:
        match one:
            case Counted():
                found.append(False)
            case Given(coding=coding):
                found.append(coding is None or (opened and any(map(is_open, coding.entries))))
            case Looked():
                told = one.coding.slow is not None
                found.append(told and (one.always or any(found[root] for root in one.roots)))
            case Folded():
                found.append(one.always or any(found[column] for column, _ in one.slow))
            case Joined():
                found.append(True)
    return found


class _Writer:
    def __init__(self, columns: Sequence[Column], may_be_slow: Sequence[bool], *, opened: bool) -> None:
        self.columns, self.may_be_slow, self.opened = columns, may_be_slow, opened
        self.kinds: list[Kind] = [np.uint64 if one.coding is None else one.coding.dtype for one in columns]
        self.tables: list[NDArray[np.unsignedinteger]] = []
        self.orders: list[Order] = []
        self.parts: list[tuple[Order, ...] | int] = []
        self.scratch: dict[tuple[str, Kind], int] = {}
        self.indices: dict[tuple[int, ...], int] = {}
        self.counts: dict[frozenset[Passing], int] = {}

    def tape(self, wanted: Sequence[int]) -> Tape:
        for turn, one in enumerate(self.columns):
            match one:
                case Given() | Counted():
                    continue
                case Looked():
                    self.looked(turn, one)
                case Folded():
                    self.folded(turn, one)
                case Joined():
                    self.cut()
                    self.parts.append(turn)
        slow = self.slow(wanted)
        self.cut()
        return Tape(tuple(self.kinds), tuple(self.tables), tuple(self.parts), slow)

    def cut(self) -> None:
        if self.orders:
            self.parts.append(tuple(self.orders))
            self.orders = []

    # --- what every order needs

    def put(self, op: Op, out: int, one: int, other: int = 0) -> None:
        self.orders.append(Order(op, out, one, other))

    def spare(self, use: str, kind: Kind) -> int:
        """A register for one use; what it holds is whatever was left there."""
        if (use, kind) not in self.scratch:
            self.scratch[use, kind] = len(self.kinds)
            self.kinds.append(kind)
        return self.scratch[use, kind]

    def look(self, table: NDArray[np.unsignedinteger], index: int, out: int) -> None:
        self.tables.append(table.astype(self.kinds[out]))
        self.put(Op.LOOK, out, index, len(self.tables) - 1)

    def test(self, each: Term, out: int) -> None:
        """Whether a code passes a term's test, in a register of bytes."""
        match each.test:
            case Comparison.IS:
                self.put(Op.IS, out, each.column, each.at)
            case Comparison.IS_NOT:
                self.put(Op.IS_NOT, out, each.column, each.at)
            case Comparison.WITHIN if each.at == 0:
                self.put(Op.UPTO, out, each.column, each.upto)
            case Comparison.WITHIN:
                # Codes below `at` wrap around to the largest numbers, which is where they are wanted.
                moved = self.spare("moved", self.kinds[each.column])
                self.put(Op.LESS, moved, each.column, each.at)
                self.put(Op.UPTO, out, moved, each.upto - each.at)

    # --- columns

    def looked(self, turn: int, one: Looked) -> None:
        match one.roots:
            case ():
                self.put(Op.FILL, turn, turn, int(one.table[0]))
            case (root,):
                self.look(one.table, root, turn)
            case _:
                self.look(one.table, self.index(one.roots, one.sizes), turn)

    def folded(self, turn: int, one: Folded) -> None:
        """A collection; whether any of its entries counts is known where those are counted that do."""
        passing = self.passing(one)
        if one.largest and passing in self.counts and not self.may_be_slow[turn] and self.kinds[turn] is np.uint8:
            self.put(Op.IS_NOT, turn, self.counts[passing], 0)
            return
        _Sum(self, one, turn).write()
        if passing is not None and not one.largest and not self.may_be_slow[turn]:
            self.counts[passing] = turn

    def passing(self, one: Folded) -> frozenset[Passing] | None:
        """By column, the codes that add one, all others adding nothing; None where an entry adds anything else."""
        found = set()
        for each in one.terms:
            coding = None if each.column < 0 else self.columns[each.column].coding
            if coding is None or each.table is not None or (each.base, each.times, each.plus) != (0, 0, 1):
                return None
            is_settled = not self.opened and isinstance(self.columns[each.column], Given)
            codes = [code for code, entry in enumerate(coding.entries) if not (is_settled and is_open(entry))]
            found.add((each.column, tuple(code for code in codes if _passes(each, code))))
        return frozenset(found) if len(found) == len(one.terms) else None

    def index(self, roots: tuple[int, ...], sizes: tuple[int, ...]) -> int:
        """The place in a table that the numbers of its columns name; made once for all tables of a shape."""
        if roots not in self.indices:
            kind = width(prod(sizes))
            found = self.indices[roots] = self.spare(f"index {roots}", kind)
            first = roots[0]
            if self.kinds[first] is not kind:
                self.put(Op.COPY, found, first)
                first = found
            for root, length in zip(roots[1:], sizes[1:], strict=True):
                self.put(Op.TIMES, found, first, length)
                self.put(Op.ADD, found, found, root)
                first = found
        return self.indices[roots]

    def slow(self, wanted: Sequence[int]) -> int | None:
        found: int | None = None
        for turn in wanted:
            coding = self.columns[turn].coding
            if coding is None or coding.slow is None or not self.may_be_slow[turn]:
                continue
            if found is None:
                found = self.spare("slow rows", np.uint8)
                self.put(Op.IS, found, turn, coding.slow)
            else:
                flags = self.spare("flags", np.uint8)
                self.put(Op.IS, flags, turn, coding.slow)
                self.put(Op.EITHER, found, found, flags)
        return found


def _passes(each: Term, code: int) -> bool:
    """Whether a code passes the test of a term."""
    match each.test:
        case Comparison.IS:
            return code == each.at
        case Comparison.IS_NOT:
            return code != each.at
        case Comparison.WITHIN:
            return each.at <= code <= each.upto


class _Sum:
    """The orders of one collection.

    INVARIANT: its kind holds every sum that any codes give, also codes whose row is slow and whose sum is not read.
    """

    def __init__(self, writer: _Writer, one: Folded, out: int) -> None:
        self.writer, self.one, self.out, self.kind = writer, one, out, one.kind
        self.found = out if writer.kinds[out] is one.kind else writer.spare("sum", one.kind)

    def write(self) -> None:
        if self.one.largest:
            self.most()
        else:
            self.total()
        if self.found != self.out:
            largest = int(np.iinfo(self.writer.kinds[self.out]).max)
            self.writer.put(Op.AT_MOST, self.found, self.found, largest)
            self.writer.put(Op.COPY, self.out, self.found)
        self.slow()

    def total(self) -> None:
        terms, begun = self.one.terms, False
        for times in sorted({each.times for each in terms} - {0}):
            columns = [each.column for each in terms if each.times == times]
            begun = self.group(times, columns, begun=begun)
        for plus in sorted({each.plus for each in terms} - {0}):
            begun = self.group(plus, [each for each in terms if each.plus == plus], begun=begun)
        for each in terms:
            if each.table is not None:
                begun = self.group(1, [each], begun=begun)
        base = sum(each.base for each in terms)
        if not begun:
            self.writer.put(Op.FILL, self.found, self.found, base)
        elif base:
            self.writer.put(Op.PLUS, self.found, self.found, base)

    def group(self, factor: int, summands: Sequence[int | Term], *, begun: bool) -> bool:
        """Add what counts `factor` times: columns, tests and tables."""
        part = self.found if factor == 1 else self.writer.spare("part", self.kind)
        rest = list(summands)
        if factor != 1 or not begun:
            rest = self.first(rest, part)
        for each in rest:
            self.writer.put(Op.ADD, part, part, self.summand(each))
        if factor != 1 and begun:
            self.writer.put(Op.TIMES, part, part, factor)
            self.writer.put(Op.ADD, self.found, self.found, part)
        elif factor != 1:
            self.writer.put(Op.TIMES, self.found, part, factor)
        return True

    def first(self, summands: list[int | Term], part: int) -> list[int | Term]:
        """Begin a sum in a register that holds nothing yet; what is left to add."""
        match summands:
            case [int() as one, int() as other, *rest] if self.writer.kinds[one] is self.kind:
                self.writer.put(Op.ADD, part, one, other)
                return rest
            case [Term(table=None) as one, *rest] if self.kind is np.uint8:
                self.writer.test(one, part)
                return rest
            case [one, *rest]:
                self.writer.put(Op.COPY, part, self.summand(one))
                return rest
        return []

    def summand(self, each: int | Term) -> int:
        """The register that holds what is added."""
        if isinstance(each, int):
            return each
        if each.table is not None:
            found = self.writer.spare("looked", self.kind)
            self.writer.look(np.array(each.table, self.kind), each.column, found)
            return found
        found = self.writer.spare("flags", np.uint8)
        self.writer.test(each, found)
        return found

    def most(self) -> None:
        terms = [each for each in self.one.terms if each.column >= 0]
        tests = [each for each in terms if (each.base, each.times, each.plus) == (0, 0, 1)]
        least = max((each.base for each in self.one.terms if each.column < 0), default=0)
        if tests and len(tests) == len(terms) and self.kind is np.uint8 and not least:
            self.writer.test(tests[0], self.found)
            for each in tests[1:]:
                self.writer.put(Op.EITHER, self.found, self.found, self.summand(each))
            return
        self.writer.put(Op.FILL, self.found, self.found, least)
        for each in terms:
            self.writer.put(Op.LARGER, self.found, self.found, self.amount(each))

    def amount(self, each: Term) -> int:
        """The register of what one term gives."""
        if each.table is not None:
            return self.summand(each)
        part = self.writer.spare("part", self.kind)
        self.writer.put(Op.FILL, part, part, each.base)
        if each.times:
            self.writer.put(Op.COPY, part, each.column)
            self.writer.put(Op.TIMES, part, part, each.times)
            self.writer.put(Op.PLUS, part, part, each.base)
        if each.plus:
            flags = self.writer.spare("looked", self.kind)
            self.writer.put(Op.COPY, flags, self.summand(Term(each.column, test=each.test, at=each.at, upto=each.upto)))
            self.writer.put(Op.TIMES, flags, flags, each.plus)
            self.writer.put(Op.ADD, part, part, flags)
        return part

    def slow(self) -> None:
        """The last number, wherever a column says that the sum is not known."""
        asked = [(column, told) for column, told in self.one.slow if self.one.always or self.writer.may_be_slow[column]]
        if not asked:
            return
        kind = self.writer.kinds[self.out]
        any_is, flags = (self.writer.spare(use, np.uint8) for use in ("unknown", "flags"))
        self.writer.put(Op.FILL, any_is, any_is, 0)
        for column, told in asked:
            each = term(column, dict(enumerate(map(int, told.tolist()))), len(told))
            if each.table is not None:
                self.writer.look(np.array(each.table, np.uint8), column, flags)
            elif each.plus:
                self.writer.test(each, flags)
            else:
                self.writer.put(Op.FILL, flags, flags, each.base)
            self.writer.put(Op.EITHER, any_is, any_is, flags)
        last = self.writer.spare("last", kind)
        self.writer.put(Op.COPY, last, any_is)
        self.writer.put(Op.TIMES, last, last, self.one.size)
        self.writer.put(Op.LARGER, self.out, self.out, last)
        self.writer.put(Op.AT_MOST, self.out, self.out, self.one.size)
