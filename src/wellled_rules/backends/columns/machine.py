"""A tape made ready for the compiled loop: orders, places and tables as plain numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from wellled_rules.backends.columns.loop import BLOCK, FROM_WORDS, TO_WORDS, loop
from wellled_rules.backends.columns.tape import Op, Tape

__all__ = ["Machine", "machine"]

Array: TypeAlias = "NDArray[Any]"
Code: TypeAlias = "tuple[int, int, int, int, int]"


@dataclass(frozen=True)
class Machine:
    """Two tapes of one program, ready to run: where nothing that is given is open, and where something may be.

    opens: columns that may be given as open, and the first number of such a state.
    """

    settled: _Loaded
    opened: _Loaded
    opens: Sequence[tuple[int, int]]

    def run(self, given: Mapping[int, Array], answers: Mapping[int, Array], rows: int) -> NDArray[np.bool_]:
        """Fill the answers from what is given, by column; which rows are slow."""
        slow = np.zeros(rows, np.uint8)
        brought = {turn: np.ascontiguousarray(codes) for turn, codes in given.items()}
        words = {turn: np.empty(rows, np.uint32) for turn, one in answers.items() if one.itemsize > 1}
        brought |= {turn: words.get(turn, one) for turn, one in answers.items()}
        found = {turn: (_address(one), one.itemsize) for turn, one in brought.items()}
        room = np.empty(max(self.settled.room, self.opened.room), np.uint8)
        settled, opened = (one.placed(found, slow, room) for one in (self.settled, self.opened))
        opens = [(found[turn][0], first) for turn, first in self.opens]
        loop(rows, np.array(opens, np.int64).reshape(-1, 2), settled, opened)
        for turn, one in words.items():
            answers[turn][:] = one
        return slow.view(np.bool_)


@dataclass(frozen=True)
class _Loaded:
    """A tape as numbers. orders: a row each, as `loop` takes them. tables: bytes or words.

    offsets: by register, where it lies in the room that a block is worked in. room: its size in bytes.
    slow: as of the tape.
    """

    orders: NDArray[np.int64]
    tables: tuple[Array, ...]
    offsets: NDArray[np.int64]
    room: int
    slow: int | None

    def placed(self, brought: Mapping[int, tuple[int, int]], slow: Array, room: Array) -> tuple[Array, ...]:
        """What `loop` takes of a tape. brought: registers of all rows, by address and bytes a row."""
        places = self.offsets + _address(room)
        steps = np.zeros(len(places), np.int64)
        for register, (address, step) in brought.items():
            places[register], steps[register] = address, step
        if self.slow is not None:
            places[self.slow], steps[self.slow] = _address(slow), 1
        # NOTE: an address is asked for anew each time, since a copy of this has its tables elsewhere.
        tables = np.array([(_address(one), len(one)) for one in self.tables], np.int64).reshape(-1, 2)
        return self.orders, places, steps, tables


def _address(array: Array) -> int:
    address, _ = array.__array_interface__["data"]
    return int(address)


def machine(settled: Tape, opened: Tape, opens: Sequence[tuple[int, int]]) -> Machine:
    """The machine of a program that is worked out by orders alone."""
    return Machine(_loaded(settled), _loaded(opened), opens)


def _loaded(tape: Tape) -> _Loaded:
    is_wide = [kind is not np.uint8 for kind in tape.kinds]
    codes: list[Code] = []
    spares: dict[int, int] = {}

    def widened(register: int, turn: int) -> int:
        """The register, or its bytes as words."""
        if is_wide[register]:
            return register
        if turn not in spares:
            spares[turn] = len(is_wide)
            is_wide.append(True)
        codes.append((Op.COPY, TO_WORDS, spares[turn], register, 0))
        return spares[turn]

    for part in tape.parts:
        assert not isinstance(part, int)
        for order in part:
            one, other = order.one, order.other
            if is_wide[order.out] and order.op not in (Op.COPY, Op.LOOK, Op.FILL):
                one = widened(one, 0)
                other = widened(other, 1) if order.op in (Op.ADD, Op.LARGER, Op.EITHER) else other
            shape = TO_WORDS * is_wide[order.out] + FROM_WORDS * is_wide[one]
            codes.append((order.op, shape, order.out, one, other))
    tables = tuple(np.ascontiguousarray(one, np.uint8 if one.itemsize == 1 else np.uint32) for one in tape.tables)
    sizes = np.array([BLOCK * (4 if wide else 1) for wide in is_wide], np.int64)
    orders = np.array(codes, np.int64).reshape(-1, 5)
    return _Loaded(orders, tables, np.cumsum(sizes) - sizes, int(sizes.sum()), tape.slow)
