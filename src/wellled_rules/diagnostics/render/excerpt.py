"""The lines of a source that a finding speaks of, with marks under the words meant.

Only a window of each line is ever read, so that a finding costs the same in a line of a million characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wellled_rules.diagnostics.diagnostic import Label
from wellled_rules.text.cells import cells
from wellled_rules.text.inert import inert
from wellled_rules.text.source import SourceFile

__all__ = ["Row", "excerpt"]

_WINDOW = 160
_LEAD = 40
_TAB = 4
_BLANKS = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an excerpt.

    number: line number of a source row, none for the row of a mark and for a gap.
    mark: whether the row underlines, with `primary` saying what; a row that is neither source nor mark is a gap.
    """

    number: int | None
    text: str
    mark: bool = False
    primary: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    """An underline within one line; offsets into the whole text."""

    line: int
    start: int
    end: int
    text: str
    primary: bool


@dataclass(frozen=True, slots=True)
class _Shown:
    """The window of a line as it appears: its text, and the cell at which each code point from `low` begins."""

    text: str
    low: int
    at: tuple[int, ...] | range

    def underline(self, start: int, end: int, sign: str) -> str:
        """Spaces up to `start`, then `sign` to `end`; at least one sign, within the window."""
        last = len(self.at) - 1
        first = self.at[min(max(start - self.low, 0), last)]
        after = self.at[min(max(end - self.low, 0), last)]
        return " " * first + sign * max(1, after - first)


def excerpt(source: SourceFile, labels: Iterable[tuple[Label, bool]]) -> Iterator[Row]:
    """Rows for all `labels` (each with whether it is the primary one) of one source, in line order."""
    marks = sorted(
        (mark for label, primary in labels for mark in _marks(label, primary)),
        key=lambda mark: (mark.line, mark.start, not mark.primary),
    )
    lines: dict[int, list[_Mark]] = {}
    for mark in marks:
        lines.setdefault(mark.line, []).append(mark)
    before: int | None = None
    for number, on_line in lines.items():
        if before is not None and number == before + 2:
            yield Row(before + 1, _line_after(source, lines[before][0].start))
        elif before is not None and number > before + 2:
            yield Row(None, "")
        yield from _line_rows(source, number, on_line)
        before = number


def _marks(label: Label, primary: bool) -> Iterator[_Mark]:
    source, start, end = label.span.source, label.span.start, label.span.end
    floor = max(start, end - _BLANKS)
    while end > floor and source.text[end - 1].isspace():
        end -= 1
    first, last = source.position(start)[0], source.position(end)[0]
    if first == last:
        yield _Mark(first, start, end, label.text, primary)
        return
    yield _Mark(first, start, _line_end(source, start), "", primary)
    begin = end - source.position(end)[1] + 1
    indented = begin
    while indented < min(end, begin + _BLANKS) and source.text[indented].isspace():
        indented += 1
    yield _Mark(last, indented, end, label.text, primary)


def _line_end(source: SourceFile, start: int) -> int:
    end = source.text.find("\n", start, start + _WINDOW)
    return min(len(source.text), start + _WINDOW) if end < 0 else end


def _line_after(source: SourceFile, offset: int) -> str:
    """The line after that of `offset`, shown because it stands alone between two marked ones."""
    start = source.text.find("\n", offset) + 1
    return _shown(source, start, start).text.rstrip()


def _line_rows(source: SourceFile, number: int, marks: list[_Mark]) -> Iterator[Row]:
    first = marks[0].start
    shown = _shown(source, first - source.position(first)[1] + 1, first)
    yield Row(number, shown.text.rstrip())
    for mark in marks:
        line = shown.underline(mark.start, mark.end, "^" if mark.primary else "-")
        words = f"{line} {inert(mark.text)}" if mark.text else line
        yield Row(None, words, mark=True, primary=mark.primary)


def _shown(source: SourceFile, start: int, first: int) -> _Shown:
    """The line that begins at `start`, from a little before `first` where that lies far to the right."""
    low = start if first - start <= _WINDOW - _LEAD else first - _LEAD
    high = _line_end(source, low)
    lead = "…" if low > start else ""
    tail = "…" if high < len(source.text) and source.text[high] != "\n" else ""
    raw = source.text[low:high]
    if raw.isascii() and raw.isprintable():
        return _Shown(lead + raw + tail, low, range(len(lead), len(lead) + len(raw) + 1))
    pieces, at, column = [lead], [], len(lead)
    for ch in raw:
        piece = " " * (_TAB - (column - len(lead)) % _TAB) if ch == "\t" else inert(ch)
        at.append(column)
        pieces.append(piece)
        column += cells(piece)
    return _Shown("".join(pieces) + tail, low, (*at, column))
