"""Nearest known names, for "did you mean"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

__all__ = ["Vocabulary", "nearest", "sharing"]

_LONGEST = 64
_BUDGET = 4_000_000


@dataclass
class _Purse:
    """What is left to spend on suggestions, in cells of distance tables."""

    left: int


_SHARED: ContextVar[_Purse | None] = ContextVar("shared", default=None)


@contextmanager
def sharing(budget: int = _BUDGET) -> Iterator[None]:
    """Within it, all calls of `nearest` in this thread share one budget; when it is spent, nothing is suggested.

    For whoever checks a whole text: a question is cheap, and a hostile text asks one for each of its words.
    """
    before = _SHARED.set(_Purse(budget))
    try:
        yield
    finally:
        _SHARED.reset(before)


@dataclass
class Vocabulary:
    """Known names, asked again and again in one pass.

    known: the names. budget: how many cells of distance tables all questions together may fill;
    afterwards nothing is suggested, so that a hostile file with as many unknown names as known ones
    still costs linear time.
    """

    known: Iterable[str]
    budget: int = _BUDGET
    _by_length: dict[int, list[tuple[int, str]]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._by_length = {}
        for rank, name in enumerate(dict.fromkeys(self.known)):
            self._by_length.setdefault(len(name), []).append((rank, name))

    @property
    def size(self) -> int:
        """How many names are known."""
        return sum(map(len, self._by_length.values()))

    def nearest(self, word: str, most: int = 3) -> tuple[str, ...]:
        """At most `most` known names near `word`, nearest first, ties in the order known.

        Near: within a third of the word's length in edits (insert, leave out, change, swap two
        neighbours); letter case counts for nothing. Words beyond 64 characters have no neighbours.
        """
        if not 0 < len(word) <= _LONGEST:
            return ()
        reach = len(word) // 3
        found: list[tuple[int, int, str]] = []
        for length in range(max(1, len(word) - reach), len(word) + reach + 1):
            for rank, name in self._by_length.get(length, ()):
                self.budget -= length * (2 * reach + 1)
                if self.budget < 0:
                    return ()
                edits = _distance(word.casefold(), name.casefold(), reach)
                if edits <= reach and name != word:
                    found.append((edits, rank, name))
        return tuple(name for _, _, name in sorted(found)[:most])


def nearest(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """At most `most` of `known` near `word`, nearest first; for a single question (see `Vocabulary`)."""
    purse = _SHARED.get() or _Purse(_BUDGET)
    if purse.left <= 0:
        return ()
    vocabulary = Vocabulary(known, purse.left)
    found = vocabulary.nearest(word, most)
    purse.left = vocabulary.budget - vocabulary.size
    return found


def _distance(a: str, b: str, reach: int) -> int:
    """Edits between `a` and `b` (optimal string alignment); `reach + 1` as soon as it must be more."""
    if a == b:
        return 0
    # NOTE: only the diagonal band that `reach` edits can touch is filled; outside it lies `far`.
    far = reach + 1
    before: list[int] = []
    above = [j if j <= reach else far for j in range(len(b) + 1)]
    for i, ch in enumerate(a, start=1):
        row = [far] * (len(b) + 1)
        if i <= reach:
            row[0] = i
        for j in range(max(1, i - reach), min(len(b), i + reach) + 1):
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (ch != b[j - 1]))
            if i > 1 and j > 1 and ch == b[j - 2] and a[i - 2] == b[j - 1]:
                best = min(best, before[j - 2] + 1)
            row[j] = min(best, far)
        if min(row) >= far:
            return far
        before, above = above, row
    return above[len(b)]
