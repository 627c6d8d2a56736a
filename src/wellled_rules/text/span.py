"""A half-open range of code points in one source."""

from __future__ import annotations

from dataclasses import dataclass

from wellled_rules.text.source import SourceFile

__all__ = ["Span"]


@dataclass(frozen=True, slots=True)
class Span:
    """Code points `start` up to but not including `end` of `source`."""

    source: SourceFile
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words at this place."""
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        """Line of the first character, from 1."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """Column of the first character, from 1."""
        return self.source.position(self.start)[1]

    def cover(self, other: Span) -> Span:
        """The smallest span that holds both; both must lie in one source."""
        return Span(self.source, min(self.start, other.start), max(self.end, other.end))

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line}:{self.column}"
