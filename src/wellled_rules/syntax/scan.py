"""Text to stretches: one stretch a declaration, each a list of logical lines.

Everything that can be seen without the grammar is found here: characters, quotes, indentation, brackets, limits.
What is left for the parser holds only legal tokens, so that it stops at words, never at characters.
Linear in the text: each character is read a fixed number of times, whatever it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from wellled_rules.diagnostics.report import Report
from wellled_rules.syntax.errors import file as file_errors
from wellled_rules.syntax.errors import layout as errors
from wellled_rules.syntax.grammar import STEP
from wellled_rules.syntax.lexical import explain_character
from wellled_rules.syntax.limits import Limits
from wellled_rules.syntax.tokens import BLANK, INDENT, LOOSE, patterns, words
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span

__all__ = ["Line", "Stretch", "scan"]


@dataclass(frozen=True, slots=True)
class Line:
    """A logical line: with the lines that go on from it and the texts that cross its end.

    start: its first character that is no space. end: where its line end stands. indent: spaces before it.
    depth: levels of indentation, 0 in the first column. is_flawed: a finding speaks of it, and it can't be read.
    is_askew: its indentation is at fault, its words can be read.
    """

    start: int
    end: int
    indent: int
    depth: int
    is_flawed: bool
    is_askew: bool = False


@dataclass(slots=True)
class Stretch:
    """The lines from one first column to the next: one declaration. end: where the next begins."""

    lines: list[Line] = field(default_factory=list)
    end: int = 0

    @property
    def is_flawed(self) -> bool:
        """Whether a finding already speaks of one of its lines."""
        return any(line.is_flawed or line.is_askew for line in self.lines)


def scan(source: SourceFile, limits: Limits, report: Report, start: int = 0) -> Iterator[Stretch]:
    """The stretches of a text from offset `start`, in order; findings go to `report` before their stretch comes."""
    text, at = source.text, start
    layout = _Layout(source, limits, report)
    current: Stretch | None = None
    while at < len(text) and len(report) <= limits.findings:
        if blank := BLANK.match(text, at):
            at = blank.end()
            continue
        first = INDENT.match(text, at)
        begin = at if first is None else first.end()
        end, is_flawed = _logical_line(source, begin, limits, report)
        if text[begin] == "#":  # a comment with a character that no comment may have
            at = end + 1
            continue
        line = layout.line(at, begin, end, is_flawed)
        if line.indent == 0:
            if current is not None:
                current.end = at
                yield current
            current = Stretch()
        if current is None:
            report.add(errors.nothing_above(Span(source, begin, end)))
            current = Stretch()
        current.lines.append(line)
        at = end + 1
    if current is not None:
        current.end = len(text)
        yield current


def _logical_line(source: SourceFile, begin: int, limits: Limits, report: Report) -> tuple[int, bool]:
    """End of the logical line that begins at `begin`, and whether it holds something illegal."""
    text = source.text
    match = patterns(limits).legal.match(text, begin)
    end = begin if match is None else match.end()
    if end == len(text) or text[end] == "\n":
        return end, _check_operators(source, begin, end, limits, report)
    report.add(explain_character(source, begin, end, limits))
    # An unclosed text may have any words after it; the line is over where its own line ends.
    loose = LOOSE.match(text, end)
    return (len(text) if loose is None else loose.end()), True


def _check_operators(source: SourceFile, begin: int, end: int, limits: Limits, report: Report) -> bool:
    """Report brackets that don't pair, and more brackets or operators than are read; whether there were any."""
    text = source.text
    # Lines without brackets that are too short for many operators need no closer look.
    if text.find("(", begin, end) < 0 and text.find(")", begin, end) < 0 and end - begin <= 2 * limits.nesting:
        return False
    open_at: list[int] = []
    operators = 0
    for word in words(text, begin, end):
        span = Span(source, word.start, word.end)
        if word.text == "(":
            open_at.append(word.start)
            if len(open_at) > limits.nesting:
                report.add(file_errors.nesting_too_deep(span, limits.nesting))
                return True
        elif word.text == ")":
            if not open_at:
                report.add(errors.unopened_bracket(span))
                return True
            open_at.pop()
        elif word.text in "+-*/":
            operators += 1
            if operators > limits.nesting:
                report.add(file_errors.operators_too_many(span, limits.nesting))
                return True
    if open_at:
        report.add(errors.unclosed_bracket(Span(source, open_at[-1], open_at[-1] + 1)))
    return bool(open_at)


class _Layout:
    """Indentation, line by line; says once a stretch what is wrong with it."""

    def __init__(self, source: SourceFile, limits: Limits, report: Report) -> None:
        self._source, self._limits, self._report = source, limits, report
        self._levels = [0]
        self._has_spoken = False

    def line(self, at: int, begin: int, end: int, is_flawed: bool) -> Line:
        """The line from `begin` to `end`, whose indentation begins at `at`."""
        written = self._source.text[at:begin]
        width = len(written.replace("\t", " " * STEP))
        if width == 0:
            self._levels, self._has_spoken = [0], False
            return Line(begin, end, 0, 0, is_flawed)
        above = self._levels[-1]
        while width < self._levels[-1]:
            self._levels.pop()
        is_uneven = width % STEP != 0 or width > above + STEP
        opens = width > self._levels[-1]
        if opens:
            self._levels.append(width)
        depth = len(self._levels) - 1
        is_deep = depth > self._limits.nesting
        self._say(Span(self._source, at, begin), Span(self._source, begin, end), width, is_uneven, is_deep)
        # An uneven line that begins a level of its own belongs nobody knows where; what it says is not read.
        is_lost = is_deep or (is_uneven and opens and depth > 1)
        return Line(begin, end, width, depth, is_flawed or is_lost, is_uneven or "\t" in written)

    def _say(self, margin: Span, words: Span, width: int, is_uneven: bool, is_deep: bool) -> None:
        """Report what is wrong with a line's indentation, unless something was wrong earlier in the declaration."""
        if self._has_spoken:
            return
        depth = len(self._levels) - 1
        self._has_spoken = True
        if "\t" in margin.text:
            self._report.add(errors.tab_indentation(margin, width))
        elif is_uneven:
            self._report.add(errors.uneven_indentation(margin, width, depth * STEP))
        elif is_deep:
            self._report.add(file_errors.nesting_too_deep(words, self._limits.nesting))
        else:
            self._has_spoken = False
