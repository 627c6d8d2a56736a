"""A tape run by numpy: one call an order, on arrays that stay in the cache."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from wellled_rules.backends.columns.tape import Kind, Op, Order, Tape

__all__ = ["Call", "Calls", "Room", "bring", "calls", "perform", "registers"]

Array: TypeAlias = "NDArray[Any]"
Call: TypeAlias = "tuple[Callable[..., object], int, int, int]"
"""A function of two arrays into a third, by their places."""

_NOTHING: Array = np.empty(0, np.uint8)
_DIRECT = {Op.ADD: np.add, Op.LARGER: np.maximum, Op.EITHER: np.bitwise_or}
_BY_NUMBER = {Op.PLUS: np.add, Op.LESS: np.subtract, Op.TIMES: np.multiply, Op.AT_MOST: np.minimum}
_TESTS = {Op.IS: np.equal, Op.IS_NOT: np.not_equal, Op.UPTO: np.less_equal}


@dataclass(frozen=True)
class Calls:
    """The calls of a tape, ready to be made block after block.

    Places: the registers; then the same as truths, where they hold bytes; then `fixed`, numbers of no dimension.
    parts: as those of the tape.
    """

    tape: Tape
    parts: tuple[tuple[Call, ...] | int, ...]
    fixed: tuple[Array, ...]


def calls(tape: Tape) -> Calls:
    """The calls of a tape."""
    fixed: dict[tuple[Kind, int], int] = {}
    size = len(tape.kinds)

    def number(kind: Kind, value: int) -> int:
        return 2 * size + fixed.setdefault((kind, value), len(fixed))

    def call(order: Order) -> Call:
        out, one, kind = order.out, order.one, tape.kinds[order.one]
        match order.op:
            case Op.ADD | Op.LARGER | Op.EITHER:
                return _DIRECT[order.op], one, order.other, out
            case Op.PLUS | Op.LESS | Op.TIMES | Op.AT_MOST:
                # The number has the kind of what it is put into, and with it the whole call.
                wide = tape.kinds[out]
                work = _BY_NUMBER[order.op]
                return work if wide is kind else partial(work, dtype=wide), one, number(wide, order.other), out
            case Op.IS | Op.IS_NOT | Op.UPTO:
                return _TESTS[order.op], one, number(kind, order.other), size + out
            case Op.FILL:
                return _copy, number(tape.kinds[out], order.other), out, out
            case Op.COPY:
                return _copy, one, out, out
            case Op.LOOK:
                return partial(_look, tape.tables[order.other]), one, out, out

    parts = tuple(part if isinstance(part, int) else tuple(map(call, part)) for part in tape.parts)
    return Calls(tape, parts, tuple(np.array(value, kind) for kind, value in fixed))


def _copy(one: Array, _: Array, *, out: Array) -> None:
    np.positive(one, out=out, casting="unsafe")


def _look(table: Array, index: Array, _: Array, *, out: Array) -> None:
    table.take(index, out=out, mode="clip")


class Room:
    """Arrays to work in, kept for the next run of the same program: new pages cost more than what is put there."""

    def __init__(self) -> None:
        self._made: dict[tuple[int, int], Array] = {}

    def array(self, tape: int, register: int, kind: type[Any], size: int) -> Array:
        """The array of a register of a tape; what it holds is whatever was left there."""
        found = self._made.get((tape, register))
        if found is None or len(found) < size:
            found = self._made[tape, register] = np.empty(size, kind)
        return found[:size]


def registers(made: Calls, brought: Set[int], size: int, room: Room, tape: int) -> list[Array]:
    """All places of a block of `size` rows, but for the arrays of `brought` registers, which `bring` puts there."""
    kinds = enumerate(made.tape.kinds)
    found = [_NOTHING if turn in brought else room.array(tape, turn, kind, size) for turn, kind in kinds]
    return [*found, *map(_as_truths, found), *made.fixed]


def bring(made: Calls, places: list[Array], register: int, array: Array) -> None:
    """Put the array of a register in its places."""
    places[register] = array
    places[len(made.tape.kinds) + register] = _as_truths(array)


def _as_truths(array: Array) -> Array:
    return array.view(np.bool_) if array.itemsize == 1 else array


def perform(part: Sequence[Call], places: list[Array]) -> None:
    """Make some calls, in order."""
    for work, one, other, out in part:
        work(places[one], places[other], out=places[out])
