"""The findings of one case: bounded in number, in the order of their places."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from typing import TypeAlias

from wellled_rules.cases import errors
from wellled_rules.diagnostics.diagnostic import Diagnostic

__all__ = ["Findings", "Place", "place"]

_MOST = 1_000

Place: TypeAlias = "tuple[str, str | None]"


@dataclass
class Findings:
    """Keeps the first thousand findings and counts the rest."""

    _kept: list[Diagnostic] = field(default_factory=list)
    count: int = 0

    def add(self, *found: Diagnostic) -> None:
        """Take findings."""
        self.count += len(found)
        self._kept.extend(found[: _MOST - len(self._kept)])

    def take(self, other: Findings, places: Container[Place]) -> None:
        """Take those findings of another reading whose place is among `places`, and the number it did not keep."""
        self.add(*(one for one in other._kept if place(one) in places))
        self.count += other.count - len(other._kept)

    def places(self) -> frozenset[Place]:
        """Code and pointer of each finding that was kept."""
        return frozenset(place(one) for one in self._kept)

    @property
    def is_full(self) -> bool:
        """Whether further findings are only counted."""
        return len(self._kept) >= _MOST

    def sorted(self) -> tuple[Diagnostic, ...]:
        """All that were kept, by place in the text, then by pointer; then how many were not kept."""
        kept = tuple(sorted(self._kept, key=_order))
        return kept if self.count == len(kept) else (*kept, errors.more(self.count - len(kept)))


def place(one: Diagnostic) -> Place:
    """What a finding is about, whatever its words."""
    return one.code, one.pointer


def _order(one: Diagnostic) -> tuple[int, int, tuple[tuple[int, int, str], ...], str, str]:
    start = -1 if one.primary is None else one.primary.span.start
    parts = (one.pointer or "").split("/")[1:]
    # NOTE: places in lists are compared as numbers, so that the tenth comes after the second.
    natural = tuple((0, int(part), "") if part.isdecimal() and len(part) < 9 else (1, 0, part) for part in parts)
    return (one.pointer is not None, start, natural, one.code, one.headline)
