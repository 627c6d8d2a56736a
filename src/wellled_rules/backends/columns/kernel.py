"""Running a program: block after block, one whole-number array a column."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from wellled_rules.backends.columns.coding import NEVER, SLOW, Coding, key, width
from wellled_rules.backends.columns.columns import Folded, Given, Joined, Looked, is_open
from wellled_rules.backends.columns.plan import Program
from wellled_rules.backends.columns.sums import Scratch, Summing

__all__ = ["BLOCK", "Entries", "Run", "Supply", "run"]

BLOCK = 65_536
"""Rows worked on at once: enough that a call costs little beside its rows, few enough to stay in a cache."""
_MOST_REMEMBERED = 200_000
_MOST_PACKED = 2**62

Array: TypeAlias = "NDArray[Any]"
Entries: TypeAlias = "Sequence[Hashable]"


@dataclass(frozen=True, slots=True)
class Supply:
    """One given column. codes: by row. entries: what they stand for, where its coding is not known before."""

    codes: Array
    entries: Entries | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What a run gives.

    codes: by column asked for, its codes. entries: what they stand for. slow: rows that are to be worked out alone.
    """

    codes: Mapping[int, Array]
    entries: Mapping[int, Entries]
    slow: NDArray[np.bool_]


@dataclass
class _Vocabulary:
    """The entries that a column without a coding has shown, numbered as they come."""

    entries: list[Hashable] = field(default_factory=list)
    numbers: dict[tuple[type, Hashable], int] = field(default_factory=dict)

    def number(self, entry: Hashable) -> int:
        told = key(entry)
        found = self.numbers.get(told)
        if found is None:
            found = self.numbers[told] = len(self.entries)
            self.entries.append(entry)
        return found


def run(program: Program, supplies: Mapping[int, Supply], rows: int) -> Run:
    """Work out every value and every deciding rule of a program for `rows` rows.

    supplies: by index, each given column that the program has; a code beyond its coding is a fault of the caller.
    """
    wanted = dict.fromkeys((*program.values.values(), *program.decided.values()))
    if program.cover is not None:
        wanted[program.cover] = None
    return _Runner(program, supplies, tuple(wanted), rows).run()


class _Runner:
    def __init__(self, program: Program, supplies: Mapping[int, Supply], wanted: Sequence[int], rows: int) -> None:
        self.program, self.supplies, self.wanted, self.rows = program, supplies, wanted, rows
        columns = program.columns
        self.vocabularies = {turn: _Vocabulary() for turn, one in enumerate(columns) if one.coding is None}
        self.may_slow = self.opened()
        kept = [turn for turn, one in enumerate(columns) if one.coding is not None and not isinstance(one, Given)]
        self.buffers = {turn: np.empty(min(BLOCK, rows), self.dtype(turn)) for turn in kept}
        self.results = {turn: np.empty(rows, self.dtype(turn)) for turn in wanted}
        self.scratch = Scratch(min(BLOCK, rows))
        self.summings: dict[tuple[int, int], Summing] = {}
        self.indices: dict[tuple[int, ...], Array] = {}
        self.index_buffers = {
            one.roots: np.empty(min(BLOCK, rows), width(prod(one.sizes)))
            for one in columns
            if isinstance(one, Looked) and len(one.roots) > 1
        }

    def dtype(self, column: int) -> type[Any]:
        coding = self.program.coding(column)
        return np.int64 if coding is None else coding.dtype

    def opened(self) -> Sequence[bool]:
        """By column, whether some row of this run may make it slow, or open if it is given."""
        found: list[bool] = []
        for turn, one in enumerate(self.program.columns):
            match one:
                case Given(coding=coding):
                    found.append(coding is None or _has_open(coding, self.supplies[turn].codes))
                case Looked():
                    told = one.coding.slow is not None
                    found.append(told and (one.always or any(found[root] for root in one.roots)))
                case Folded():
                    found.append(one.always or any(found[column] for column, _ in one.slow))
                case Joined():
                    found.append(True)
        return found

    def run(self) -> Run:
        slow = np.zeros(self.rows, bool)
        asked = [turn for turn in self.wanted if self.may_slow[turn]]
        for low in range(0, self.rows, BLOCK):
            high = min(low + BLOCK, self.rows)
            held = self.block(low, high)
            for turn in self.wanted:
                if held[turn].base is not self.results[turn]:
                    self.results[turn][low:high] = held[turn]
            for turn in asked:
                number = self.slow_number(turn)
                if number is not None:
                    slow[low:high] |= held[turn] == number
        entries = {turn: self.entries(turn) for turn in self.wanted}
        return Run(self.results, entries, slow)

    def entries(self, column: int) -> Entries:
        coding = self.program.coding(column)
        return self.vocabularies[column].entries if coding is None else coding.entries

    def slow_number(self, column: int) -> int | None:
        coding = self.program.coding(column)
        if coding is None:
            return self.vocabularies[column].numbers.get(key(SLOW))
        return None if isinstance(self.program.columns[column], Given) else coding.slow

    def block(self, low: int, high: int) -> list[Array]:
        held: list[Array] = []
        size = high - low
        self.indices.clear()
        for turn, one in enumerate(self.program.columns):
            match one:
                case Given():
                    held.append(self.given(turn, one, low, high))
                case Looked():
                    out = self.results[turn][low:high] if turn in self.results else self.buffers[turn][:size]
                    np.take(one.table, self.index(one, held, size), out=out, mode="clip")
                    held.append(out)
                case Folded():
                    held.append(self.folded(turn, one, held, size))
                case Joined():
                    held.append(self.joined(turn, one, held))
        return held

    def given(self, turn: int, one: Given, low: int, high: int) -> Array:
        supply = self.supplies[turn]
        codes = supply.codes[low:high]
        if one.coding is not None:
            return codes
        assert supply.entries is not None
        vocabulary = self.vocabularies[turn]
        numbers, where = np.unique(codes, return_inverse=True)
        return np.array([vocabulary.number(supply.entries[each]) for each in numbers.tolist()], np.int64)[where]

    def index(self, one: Looked, held: list[Array], size: int) -> Array:
        """By row, the place in a table that the numbers of its columns name; made once for all tables of a shape."""
        if len(one.roots) < 2:
            return held[one.roots[0]] if one.roots else np.zeros(size, np.uint8)
        if one.roots not in self.indices:
            found = self.index_buffers[one.roots][:size]
            np.copyto(found, held[one.roots[0]], casting="unsafe")
            for root, length in zip(one.roots[1:], one.sizes[1:], strict=True):
                np.multiply(found, found.dtype.type(length), out=found)
                np.add(found, held[root], out=found, casting="unsafe")
            self.indices[one.roots] = found
        return self.indices[one.roots]

    def folded(self, turn: int, one: Folded, held: list[Array], size: int) -> Array:
        if (turn, size) not in self.summings:
            self.summings[turn, size] = Summing(one, self.buffers[turn][:size], self.scratch)
        summing = self.summings[turn, size]
        summing.fold(held)
        out = summing.out
        for column, is_slow in one.slow:
            if self.may_slow[column]:
                out[np.take(is_slow, held[column], mode="clip")] = one.size
        return out

    # --- whatever has no small vocabulary

    def joined(self, turn: int, one: Joined, held: list[Array]) -> Array:
        packed, where = self.packed(one.reads, held)
        coding = one.coding
        number = self.vocabularies[turn].number if coding is None else coding.number
        vocabularies = [self.entries(column) for column in one.reads]
        if len(one.memo) > _MOST_REMEMBERED:
            one.memo.clear()
        answers = []
        for numbers in packed:
            read = [vocabulary[each] for vocabulary, each in zip(vocabularies, numbers, strict=True)]
            shape = tuple(map(key, read))
            # NOTE: another thread may clear the memo between two looks at it, so there is one look only.
            answer = one.memo.get(shape, NEVER)
            if answer is NEVER:
                answer = one.memo[shape] = one.meaning(read)
            answers.append(number(answer))
        return np.array(answers, self.dtype(turn))[where]

    def packed(self, columns: Sequence[int], held: list[Array]) -> tuple[list[tuple[int, ...]], Array]:
        """The combinations of codes that the block holds, and by row, which of them it has."""
        first = held[columns[0]]
        together = first.astype(np.int64)
        most = int(together.max()) + 1
        rows = [together]
        for column in columns[1:]:
            codes = held[column].astype(np.int64)
            rows.append(codes)
            size = int(codes.max()) + 1
            if most * size >= _MOST_PACKED:
                together = np.unique(together, return_inverse=True)[1]
                most = len(together)
            together = together * size + codes
            most *= size
        _, firsts, where = np.unique(together, return_index=True, return_inverse=True)
        return list(zip(*(codes[firsts].tolist() for codes in rows), strict=True)), where


def _has_open(coding: Coding, codes: Array) -> bool:
    """Whether a row holds an open state."""
    opens = [code for code, entry in enumerate(coding.entries) if is_open(entry)]
    return bool(opens) and len(codes) > 0 and int(codes.max()) >= opens[0]
