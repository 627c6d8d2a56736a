"""What travels from entries into every outcome that rests on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from wellled_rules.graph.cells import Cell
from wellled_rules.graph.grounds import grounds
from wellled_rules.graph.valuation import Valuation

__all__ = ["travelled"]

T = TypeVar("T")


def travelled(case: Valuation, cell: Cell, what: str, own: Callable[[Valuation, Cell], frozenset[T]]) -> frozenset[T]:
    """What a cell has of its `own`, and all that the cells have on which it rests.

    what: under which word that is remembered.
    """
    waiting: list[tuple[Cell, tuple[Cell, ...] | None]] = [(cell, None)]
    while waiting:
        one, below = waiting.pop()
        if case.kept(what, one) is not None:
            continue
        if below is None:
            below = tuple(ground.cell for ground in grounds(case, one))
            waiting.append((one, below))
            waiting.extend((other, None) for other in below)
            continue
        found = own(case, one)
        for other in below:
            found |= _kept(case, other, what)
        case.keep(what, one, found)
    return _kept(case, cell, what)


def _kept(case: Valuation, cell: Cell, what: str) -> frozenset[T]:
    told = case.kept(what, cell)
    assert isinstance(told, frozenset)
    return cast("frozenset[T]", told)
