"""Where all ways from an item to an end meet: the next item that each of them passes.

Three folds over one collection run side by side to their end, so that the ways from an entry meet only there. Followed
item by item that costs the square of what is folded; with a jump further along the way at each item it costs its
logarithm.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["Ways"]


class Ways:
    """Items by number, each added after all that read it; the end is the highest number.

    next: item -> the first item that every way from it to the end passes.
    """

    def __init__(self, end: int) -> None:
        self.next = [end] * (end + 1)
        self._depth = [0] * (end + 1)
        self._jump = [end] * (end + 1)

    def add(self, item: int, readers: Sequence[int]) -> None:
        """An item that `readers` (at least one) read."""
        meet = readers[0]
        for other in readers[1:]:
            meet = self._meet(meet, other)
        self.next[item] = meet
        self._depth[item] = self._depth[meet] + 1
        # Jumps double where two of one length follow each other, as the digits of a skew binary number carry.
        far = self._jump[meet]
        is_carried = self._depth[meet] - self._depth[far] == self._depth[far] - self._depth[self._jump[far]]
        self._jump[item] = self._jump[far] if is_carried else meet

    def _meet(self, one: int, other: int) -> int:
        """The first item that every way from either passes, itself included."""
        if self._depth[one] < self._depth[other]:
            one, other = other, one
        while self._depth[one] > self._depth[other]:
            far = self._jump[one]
            one = far if self._depth[far] >= self._depth[other] else self.next[one]
        while one != other:
            if self._jump[one] != self._jump[other]:
                one, other = self._jump[one], self._jump[other]
            else:
                one, other = self.next[one], self.next[other]
        return one
