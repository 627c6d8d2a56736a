"""Entry: rule text to syntax tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wellled_rules.diagnostics.report import Report
from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.library.version import LANGUAGE
from wellled_rules.syntax.ast.module import FrameworkHeader, Item, Module
from wellled_rules.syntax.build.declarations import LanguageLine
from wellled_rules.syntax.errors import file as errors
from wellled_rules.syntax.grammar import Grammar, grammar
from wellled_rules.syntax.limits import Limits
from wellled_rules.syntax.recovery import broken_names, read
from wellled_rules.syntax.scan import Line, Stretch, scan
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span

__all__ = ["parse", "parse_header"]

_FIRST_WORD = re.compile(r"[A-Za-z]+")
_HEADER = re.compile(r"^framework\b", re.MULTILINE)


def parse(source: SourceFile, limits: Limits | None = None) -> tuple[Module, Report]:
    """The syntax tree of a file, and all that is wrong with its text.

    Raises nothing, whatever the text; costs time in proportion to its length. A declaration with an error is left
    out of the module's items, and the names it would have declared stand in `broken`.
    """
    reading = _Reading(source, limits or Limits(), grammar())
    reading.run()
    return Module(source, reading.language, tuple(reading.items), tuple(dict.fromkeys(reading.broken))), reading.report


def parse_header(source: SourceFile, limits: Limits | None = None) -> FrameworkHeader | None:
    """The `framework` declaration alone, without reading the rest; none where there is none to be read."""
    limits = limits or Limits()
    begin = _HEADER.search(source.text, 0, limits.source_bytes)
    if begin is None:
        return None
    report = Report()
    stretch = next(scan(source, limits, report, begin.start()), None)
    item = None if stretch is None else read(grammar(), source, stretch, report, limits.findings)
    return item if isinstance(item, FrameworkHeader) else None


@dataclass(slots=True)
class _Reading:
    """One file on its way from text to module."""

    source: SourceFile
    limits: Limits
    grammar: Grammar
    report: Report = field(default_factory=Report)
    language: int | None = None
    items: list[Item] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    first: Span | None = None
    language_line: Span | None = None
    last: Stretch | None = None

    def run(self) -> None:
        """Read every declaration, until one is beyond the limits."""
        size = len(self.source.text.encode("utf-8", "surrogatepass"))
        if size > self.limits.source_bytes:
            self.report.add(errors.source_too_large(self._top(), size, self.limits.source_bytes))
            return
        for count, stretch in enumerate(scan(self.source, self.limits, self.report), start=1):
            if count > self.limits.declarations:
                here = self._span(stretch.lines[0])
                self.report.add(errors.too_many_declarations(here, self.limits.declarations))
                return
            self._read(stretch)
            if len(self.report) > self.limits.findings:
                self.report.add(errors.too_many_findings(self._span(stretch.lines[0]), self.limits.findings))
                return
            if self.language not in (None, LANGUAGE):
                # Another language may write all that follows otherwise; `scan` is one line ahead.
                self.report = _up_to(stretch.end, self.report)
                return
        if self.first is None and not self.report.has_errors:
            self.report.add(errors.empty_file(self._top()))
        elif self.first is not None and self.language_line is None:
            self.report.add(errors.missing_language(self.first))

    def _read(self, stretch: Stretch) -> None:
        head = stretch.lines[0]
        if head.depth > 0:
            return  # said already: it stands before any declaration
        here = self._span(head)
        found = Report()
        item = read(self.grammar, self.source, stretch, found, self.limits.findings)
        self.report.extend(found)
        if self._says_language(head):
            self._take_language(here, item.number if isinstance(item, LanguageLine) else None)
        elif item is None and any(one.code == "unindented-clause" for one in found):
            self._drop_last()
        elif item is None:
            self.broken.extend(broken_names(self.source, stretch))
        elif not isinstance(item, LanguageLine):
            self.items.append(item)
        self.last = self.last if item is None else stretch
        self.first = self.first or here

    def _says_language(self, head: Line) -> bool:
        """Whether a line is the language line, or on the first line an attempt at it that was reported."""
        first = _FIRST_WORD.search(self.source.text, head.start, head.end)
        word = "" if first is None else first.group()
        if self.first is None and nearest(word, ("language",)):
            return True
        return word == "language"

    def _take_language(self, here: Span, number: int | None) -> None:
        """The line `language N`, wherever it stands."""
        if self.first is not None:
            self.report.add(errors.misplaced_language(here, self.first))
        elif number is not None and number != LANGUAGE:
            self.report.add(errors.unknown_language(here))
        self.language = self.language if self.language is not None else number
        self.language_line = self.language_line or here

    def _drop_last(self) -> None:
        """Take back the declaration to which a clause in the first column belongs: it is not all there."""
        if self.last is not None and self.items and self.items[-1].span.start == self.last.lines[0].start:
            self.items.pop()
            self.broken.extend(broken_names(self.source, self.last))

    def _top(self) -> Span:
        return Span(self.source, 0, len(self.source.line(1)))

    def _span(self, line: Line) -> Span:
        return Span(self.source, line.start, line.end)


def _up_to(end: int, report: Report) -> Report:
    """The findings before offset `end`."""
    kept = Report()
    kept.extend(one for one in report if one.primary is not None and one.primary.span.start < end)
    return kept
