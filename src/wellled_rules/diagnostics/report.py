"""Findings in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wellled_rules.diagnostics.codes import Severity
from wellled_rules.diagnostics.diagnostic import Diagnostic

__all__ = ["Report"]

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def _order(found: Diagnostic) -> tuple[str, int, str, int, str, str]:
    place = ("", -1) if found.primary is None else (found.primary.span.source.name, found.primary.span.start)
    return (*place, found.pointer or "", _RANK[found.severity], found.code, found.headline)


@dataclass
class Report:
    """Collects findings; reads them back by file, place, severity and code, each once."""

    _found: dict[Diagnostic, None] = field(default_factory=dict)

    def add(self, *found: Diagnostic) -> None:
        """Take one finding or several; the same finding twice counts once."""
        for one in found:
            self._found.setdefault(one)

    def extend(self, found: Iterable[Diagnostic]) -> None:
        """Take all findings of another report or list."""
        self.add(*found)

    def take_back(self, count: int) -> tuple[Diagnostic, ...]:
        """Take out what was found after the first `count` findings, in the order found."""
        found = tuple(self._found)[count:]
        for one in found:
            del self._found[one]
        return found

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that stop the pipeline, in reading order."""
        return tuple(one for one in self if one.is_error)

    @property
    def has_errors(self) -> bool:
        """Whether anything found stops the pipeline."""
        return any(one.is_error for one in self._found)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(self._found, key=_order))

    def __len__(self) -> int:
        return len(self._found)
