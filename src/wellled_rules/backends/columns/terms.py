"""What one entry adds to a collection's sum, as arithmetic on its code where that is possible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

__all__ = ["Term", "Comparison", "term"]


class Comparison(Enum):
    """A comparison of a code with a fixed number."""

    IS = "is"
    IS_NOT = "is_not"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class Term:
    """`base + times * code + plus * (code TEST at)`, or, where no arithmetic gives it, a table by code.

    `WITHIN` is from `at` to `upto`, both included.

    No part is negative, so that no partial sum is larger than the whole.
    most: the largest that it gives for any number that the column's type can name among its codes.
    """

    column: int
    base: int = 0
    times: int = 0
    plus: int = 0
    test: Comparison = Comparison.IS
    at: int = 0
    upto: int = 0
    table: tuple[int, ...] | None = None
    most: int = 0


def term(column: int, amounts: Mapping[int, int], size: int) -> Term:
    """The cheapest way to have `amounts` (by code, none negative) from a column of `size` codes."""
    codes = sorted(amounts)
    found = _constant(column, amounts, codes) or _two(column, amounts, codes) or _straight(column, amounts, codes)
    if found is None:
        table = tuple(amounts.get(code, 0) for code in range(size))
        return Term(column, table=table, most=max(table, default=0))
    most = found.base + found.times * max(size - 1, 0) + found.plus
    return replace(found, most=most)


def _constant(column: int, amounts: Mapping[int, int], codes: Sequence[int]) -> Term | None:
    different = set(amounts.values())
    return Term(column, base=next(iter(different), 0)) if len(different) < 2 else None


def _two(column: int, amounts: Mapping[int, int], codes: Sequence[int]) -> Term | None:
    """Two amounts that one comparison tells apart."""
    if len(set(amounts.values())) != 2:
        return None
    low = min(amounts.values())
    plus = max(amounts.values()) - low
    high = [code for code in codes if amounts[code] > low]
    rest = [code for code in codes if amounts[code] == low]
    if len(high) == 1:
        return Term(column, base=low, plus=plus, test=Comparison.IS, at=high[0])
    if len(rest) == 1:
        return Term(column, base=low, plus=plus, test=Comparison.IS_NOT, at=rest[0])
    if not any(high[0] < code < high[-1] for code in rest):
        return Term(column, base=low, plus=plus, test=Comparison.WITHIN, at=high[0], upto=high[-1])
    return None


def _straight(column: int, amounts: Mapping[int, int], codes: Sequence[int]) -> Term | None:
    """Amounts on a straight line, one of them perhaps beside it."""
    for beside in (None, *codes):
        on = [code for code in codes if code != beside]
        if len(on) < 2:
            continue
        times, rest = divmod(amounts[on[1]] - amounts[on[0]], on[1] - on[0])
        base = amounts[on[0]] - times * on[0]
        if rest or times < 0 or any(amounts[code] != base + times * code for code in on):
            continue
        if beside is None:
            if base >= 0:
                return Term(column, base=base, times=times)
            continue
        away = amounts[beside] - (base + times * beside)
        if away >= 0 <= base:
            return Term(column, base=base, times=times, plus=away, test=Comparison.IS, at=beside)
        if away < 0 <= base + away:
            return Term(column, base=base + away, times=times, plus=-away, test=Comparison.IS_NOT, at=beside)
    return None
