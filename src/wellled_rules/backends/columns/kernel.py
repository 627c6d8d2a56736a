"""Running a program: block after block, one whole-number array a column."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from wellled_rules.backends.columns.arrays import Calls, Room, bring, perform, registers
from wellled_rules.backends.columns.coding import NEVER, SLOW, key
from wellled_rules.backends.columns.columns import Counted, Given, Joined
from wellled_rules.backends.columns.program import Program
from wellled_rules.backends.columns.ways import WORKED, Way

if TYPE_CHECKING:
    from wellled_rules.backends.columns.machine import Machine

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


def run(program: Program, supplies: Mapping[int, Supply], rows: int, *, way: Way = Way.CHOSEN) -> Run:
    """Work out every value and every deciding rule of a program for `rows` rows.

    supplies: by index, each column that the program has given or counted; a code beyond its coding is a fault of the
    caller.
    way: how; what is found is the same in every way.
    """
    orders = program.orders
    runner = _Runner(program, supplies, rows)
    if orders is not None and WORKED.is_loop(way, orders, rows):
        return runner.run_by(program.machine)
    return runner.run()


class _Runner:
    def __init__(self, program: Program, supplies: Mapping[int, Supply], rows: int) -> None:
        self.program, self.supplies, self.rows = program, supplies, rows
        self.vocabularies = {turn: _Vocabulary() for turn, one in enumerate(program.columns) if one.coding is None}
        self.results = {turn: self.result(turn) for turn in program.wanted}
        self.slow = np.zeros(rows, bool)
        # INVARIANT: a column is worked out in its answer, or in an array of its own that is then copied there.
        own = {turn for turn, one in enumerate(program.columns) if isinstance(one, Joined) or one.coding is None}
        given = {turn for turn, _ in (*program.given, *program.counted)}
        self.answers = {turn: answer for turn, answer in self.results.items() if turn not in own | given}
        self.found = [turn for turn in program.wanted if turn in own]
        self.brought = frozenset((*own, *given, *self.answers))
        self.places: dict[tuple[bool, int], list[Array]] = {}

    def result(self, turn: int) -> Array:
        """The array of a column that is asked for; a given one is answered as it was given."""
        coding = self.program.coding(turn)
        if coding is not None and isinstance(self.program.columns[turn], Given):
            return self.supplies[turn].codes
        return np.empty(self.rows, np.int64 if coding is None else coding.dtype)

    def run(self) -> Run:
        room = self.program.room()
        for low in range(0, self.rows, BLOCK):
            self.block(low, min(low + BLOCK, self.rows), room)
        self.program.rooms.append(room)
        return Run(self.results, {turn: self.entries(turn) for turn in self.program.wanted}, self.slow)

    def run_by(self, machine: Machine) -> Run:
        """The same by the compiled loop."""
        given = {turn: self.supplies[turn].codes for turn, _ in self.program.given}
        slow = machine.run(given, self.answers, self.rows)
        return Run(self.results, {turn: self.entries(turn) for turn in self.program.wanted}, slow)

    def block(self, low: int, high: int, room: Room) -> None:
        is_opened = self.is_opened(low, high)
        made = self.program.calls[is_opened]
        places = self.places.get((is_opened, high - low))
        if places is None:
            places = self.places[is_opened, high - low] = registers(made, self.brought, high - low, room, is_opened)
        for turn, one in self.program.given:
            places[turn] = self.given(turn, one, low, high)
        for turn, counted in self.program.counted:
            places[turn] = self.given(turn, counted, low, high)
        for turn, answer in self.answers.items():
            bring(made, places, turn, answer[low:high])
        for part in made.parts:
            if isinstance(part, int):
                places[part] = self.joined(part, places)
            else:
                perform(part, places)
        self.close(made, places, low, high)

    def close(self, made: Calls, places: Sequence[Array], low: int, high: int) -> None:
        """Put away what the block has found in arrays of its own, and which of its rows are slow."""
        if made.tape.slow is not None:
            self.slow[low:high] |= places[made.tape.slow].view(np.bool_)
        for turn in self.found:
            self.results[turn][low:high] = places[turn]
            number = self.slow_number(turn)
            if number is not None:
                self.slow[low:high] |= places[turn] == number

    def entries(self, column: int) -> Entries:
        coding = self.program.coding(column)
        return self.vocabularies[column].entries if coding is None else coding.entries

    def slow_number(self, column: int) -> int | None:
        coding = self.program.coding(column)
        return self.vocabularies[column].numbers.get(key(SLOW)) if coding is None else coding.slow

    def is_opened(self, low: int, high: int) -> bool:
        """Whether a row holds an open state."""
        return any(
            np.maximum.reduce(self.supplies[turn].codes[low:high]) >= first for turn, first in self.program.opens
        )

    # --- whatever has no small vocabulary

    def given(self, turn: int, one: Given | Counted, low: int, high: int) -> Array:
        supply = self.supplies[turn]
        codes = supply.codes[low:high]
        if one.coding is not None:
            return codes
        assert supply.entries is not None
        vocabulary = self.vocabularies[turn]
        numbers, where = np.unique(codes, return_inverse=True)
        return np.array([vocabulary.number(supply.entries[each]) for each in numbers.tolist()], np.int64)[where]

    def joined(self, turn: int, held: Sequence[Array]) -> Array:
        one = self.program.columns[turn]
        assert isinstance(one, Joined)
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
        return np.array(answers, np.int64 if coding is None else coding.dtype)[where]

    def packed(self, columns: Sequence[int], held: Sequence[Array]) -> tuple[list[tuple[int, ...]], Array]:
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
