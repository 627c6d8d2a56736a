"""One compiled loop that runs any tape, some thousand rows at a time; needs numba.

It is given numbers only: codes of orders, addresses of arrays, tables. So it is compiled once for all frameworks, when
it is first run, and kept on disk where numba finds a place for that. It knows bytes, and words of 32 bits for whatever
is wider.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
import numpy as np
from numba.extending import intrinsic

from wellled_rules.backends.columns.tape import Op

__all__ = ["BLOCK", "FROM_WORDS", "TO_WORDS", "loop"]

BLOCK = 4_096
"""Rows that an order is done for at once: the registers of a block then lie near the processor."""
FROM_WORDS, TO_WORDS = 1, 2
"""How an order is told apart from one that reads bytes and writes bytes."""

# Numba keeps machine code by the text of this file alone, so the numbers of orders that go into it stand here as well:
# who numbers them otherwise has to change this file, and nothing kept is then run.
_ADD, _LARGER, _EITHER, _PLUS, _LESS, _TIMES, _AT_MOST, _IS, _IS_NOT, _UPTO, _FILL, _COPY, _LOOK = range(13)
_ORDERS = "ADD LARGER EITHER PLUS LESS TIMES AT_MOST IS IS_NOT UPTO FILL COPY LOOK"
assert [(one.name, one.value) for one in Op] == [(name, turn) for turn, name in enumerate(_ORDERS.split())]

_byte, _word, _kinds = np.uint8, np.uint32, numba.types


def _compiled(work: Callable[..., Any]) -> Callable[..., Any]:
    try:
        return numba.njit(cache=True, nogil=True)(work)  # type: ignore[no-any-return]  # numba says nothing of types
    except RuntimeError:
        # There is no folder that numba may write to.
        return numba.njit(nogil=True)(work)  # type: ignore[no-any-return]  # numba says nothing of types


def _pointer(kind: Any) -> Any:
    told = _kinds.CPointer(kind)

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], context.get_value_type(told))

    return told(_kinds.int64), build


@intrinsic  # type: ignore[untyped-decorator]  # numba says nothing of types
def _bytes_from(context: Any, address: Any) -> Any:
    return _pointer(_kinds.uint8)


@intrinsic  # type: ignore[untyped-decorator]  # numba says nothing of types
def _words_from(context: Any, address: Any) -> Any:
    return _pointer(_kinds.uint32)


@_compiled
def _bytes(address: int, size: int) -> Any:
    return numba.carray(_bytes_from(address), size, _byte)


@_compiled
def _words(address: int, size: int) -> Any:
    return numba.carray(_words_from(address), size, _word)


@_compiled
def _copy(out: Any, one: Any) -> None:
    for row in range(out.size):
        out[row] = one[row]


@_compiled
def _two(op: int, out: Any, one: Any, other: Any) -> None:
    # NOTE: loops become vectors where no array is told to be written and read under two names; so `out` is worked in.
    if out.ctypes.data != one.ctypes.data:
        _copy(out, one)
    if op == _ADD:
        for row in range(out.size):
            out[row] += other[row]
    elif op == _LARGER:
        for row in range(out.size):
            out[row] = max(out[row], other[row])
    else:
        for row in range(out.size):
            out[row] |= other[row]


@_compiled
def _number(op: int, out: Any, one: Any, number: Any) -> None:
    if out.ctypes.data != one.ctypes.data:
        _copy(out, one)
    if op == _PLUS:
        for row in range(out.size):
            out[row] += number
    elif op == _LESS:
        for row in range(out.size):
            out[row] -= number
    elif op == _TIMES:
        for row in range(out.size):
            out[row] *= number
    else:
        for row in range(out.size):
            out[row] = min(out[row], number)


@_compiled
def _test(op: int, out: Any, one: Any, number: Any) -> None:
    if op == _IS:
        for row in range(out.size):
            out[row] = one[row] == number
    elif op == _IS_NOT:
        for row in range(out.size):
            out[row] = one[row] != number
    else:
        for row in range(out.size):
            out[row] = not one[row] > number


@_compiled
def _fill(out: Any, number: Any) -> None:
    for row in range(out.size):
        out[row] = number


@_compiled
def _look(out: Any, index: Any, table: Any) -> None:
    last = table.size - 1
    for row in range(out.size):
        out[row] = table[min(np.int64(index[row]), last)]


@_compiled
def _order(op: int, shape: int, out: int, one: int, other: int, length: int, size: int) -> None:
    """One order on `size` rows at addresses. other: a register's address, a number, or a table's of `length`."""
    if op <= _EITHER:
        if shape & TO_WORDS:
            _two(op, _words(out, size), _words(one, size), _words(other, size))
        else:
            _two(op, _bytes(out, size), _bytes(one, size), _bytes(other, size))
    elif op <= _AT_MOST:
        if shape & TO_WORDS:
            _number(op, _words(out, size), _words(one, size), _word(other))
        else:
            _number(op, _bytes(out, size), _bytes(one, size), _byte(other))
    elif op <= _UPTO:
        if shape & FROM_WORDS:
            _test(op, _bytes(out, size), _words(one, size), _word(other))
        else:
            _test(op, _bytes(out, size), _bytes(one, size), _byte(other))
    elif op == _FILL:
        if shape & TO_WORDS:
            _fill(_words(out, size), _word(other))
        else:
            _fill(_bytes(out, size), _byte(other))
    elif op == _COPY:
        if shape == TO_WORDS + FROM_WORDS:
            _copy(_words(out, size), _words(one, size))
        elif shape == TO_WORDS:
            _copy(_words(out, size), _bytes(one, size))
        elif shape == FROM_WORDS:
            _copy(_bytes(out, size), _words(one, size))
        else:
            _copy(_bytes(out, size), _bytes(one, size))
    elif shape == TO_WORDS + FROM_WORDS:
        _look(_words(out, size), _words(one, size), _words(other, length))
    elif shape == TO_WORDS:
        _look(_words(out, size), _bytes(one, size), _words(other, length))
    elif shape == FROM_WORDS:
        _look(_bytes(out, size), _words(one, size), _bytes(other, length))
    else:
        _look(_bytes(out, size), _bytes(one, size), _bytes(other, length))


@_compiled
def _largest(codes: Any) -> Any:
    found = _byte(0)
    for row in range(codes.size):
        found = max(found, codes[row])
    return found


@_compiled
def _is_opened(opens: Any, low: int, size: int) -> bool:
    """Whether a row holds an open state. opens: by given column, its address, and the first number of such a state."""
    for turn in range(opens.shape[0]):  # noqa: SIM110 - what is compiled knows no generators
        if _largest(_bytes(opens[turn, 0] + low, size)) >= opens[turn, 1]:
            return True
    return False


@_compiled
def _perform(orders: Any, places: Any, steps: Any, tables: Any, low: int, size: int) -> None:
    for turn in range(orders.shape[0]):
        op, shape, into, of, by = orders[turn, 0], orders[turn, 1], orders[turn, 2], orders[turn, 3], orders[turn, 4]
        out, one = places[into] + steps[into] * low, places[of] + steps[of] * low
        if op <= _EITHER:
            _order(op, shape, out, one, places[by] + steps[by] * low, 0, size)
        elif op == _LOOK:
            _order(op, shape, out, one, tables[by, 0], tables[by, 1], size)
        else:
            _order(op, shape, out, one, by, 0, size)


@_compiled
def loop(rows: int, opens: Any, settled: Any, opened: Any) -> None:
    """Run a tape over all rows: in each block `settled`, or `opened` where a row holds an open state.

    Each is orders (op, shape, out, one, other), by register its address and the bytes that it goes on by a row, and by
    table its address and its length.
    """
    for low in range(0, rows, BLOCK):
        size = min(BLOCK, rows - low)
        if _is_opened(opens, low, size):
            _perform(opened[0], opened[1], opened[2], opened[3], low, size)
        else:
            _perform(settled[0], settled[1], settled[2], settled[3], low, size)
