"""Many lines of one kind told by a few: those that decided, and how many of each value there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from wellled_rules.backends.explainer.explanation import Shown
from wellled_rules.backends.explainer.lexicon.words import capital

__all__ = ["FEW", "MOST", "first", "left_over", "picked", "tally"]

FEW = 48
"""So many lines of one kind are told one by one; eight statements have so many scores."""

MOST = 12
"""How many of more than a few are told one by one, and how many values are counted."""


class _Deciding(Protocol):
    """A line that may be one of those that decided."""

    @property
    def decides(self) -> bool: ...


Line = TypeVar("Line")
Deciding = TypeVar("Deciding", bound=_Deciding)


def picked(lines: Sequence[Deciding]) -> tuple[tuple[Deciding, ...], tuple[Deciding, ...]]:
    """Lines to be told one by one, and the others: all where they are few, else the first of those that decided."""
    if len(lines) <= FEW:
        return tuple(lines), ()
    chosen = [turn for turn, one in enumerate(lines) if one.decides][:MOST]
    rest = set(range(len(lines))) - set(chosen)
    return tuple(lines[turn] for turn in chosen), tuple(lines[turn] for turn in sorted(rest))


def left_over(rest: Sequence[_Deciding]) -> str | None:
    """How many of those that decided are not told one by one; none where all are."""
    count = sum(one.decides for one in rest)
    return f"And {count} more that decided." if count else None


def first(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Lines to be told one by one, and the others: all where they are few, else the first."""
    most = len(lines) if len(lines) <= FEW else MOST
    return tuple(lines[:most]), tuple(lines[most:])


def tally(values: Iterable[Shown]) -> str:
    """How many there are of each value, the best first: `Gold for 30, Silver for 2`; or only how many values."""
    found = Counter((one.rank is None, -(one.rank or 0), one.text) for one in values)
    if len(found) > MOST:
        return f"{len(found)} different values"
    return ", ".join(f"{capital(text)} for {times}" for (_, _, text), times in sorted(found.items()))
