"""Findings for people: with the lines they speak of, or plainly for screen readers and pipes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wellled_rules.diagnostics.codes import Severity
from wellled_rules.diagnostics.diagnostic import Diagnostic, Label
from wellled_rules.diagnostics.render import concise
from wellled_rules.diagnostics.render.excerpt import Row, excerpt
from wellled_rules.text.inert import inert
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span

__all__ = ["render"]

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_FRAME = "\x1b[36m"
_OTHER = "\x1b[34m"
_SEVERITY = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.NOTE: "\x1b[1;34m"}
_QUOTED = 60


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes words in a colour, or as they are."""

    color: bool

    def write(self, style: str, words: str) -> str:
        return f"{style}{words}{_RESET}" if self.color and words else words


def render(found: Iterable[Diagnostic], *, plain: bool = False, color: bool = False, counted: bool = True) -> str:
    """All findings in the order given, then a line that counts them; empty where nothing was found.

    counted: whether that line is written; without it the text ends in a blank one.
    plain: without drawing, one thing a line, so that it can be heard; never coloured.
    color: with terminal colours, which repeat what the words say and add nothing.
    """
    all_found = tuple(found)
    if not all_found:
        return ""
    pen = _Pen(color)
    blocks = [_plain(one) if plain else _drawn(one, pen) for one in all_found]
    lines = [line for block in blocks for line in (*block, "")]
    return "\n".join([*lines, *([concise.summary(all_found)] if counted else [])]) + "\n"


def _plain(one: Diagnostic) -> Iterator[str]:
    yield concise.headline(one)
    if one.primary is not None:
        yield "    here: " + _told(one.primary)
    for label in one.secondary:
        yield f"    also at {concise.span_place(label.span)}: " + _told(label)
    yield from (f"    {word}: {text}" for word, text in _footer(one))


def _told(label: Label) -> str:
    """The words meant, quoted, and what is said of them."""
    quoted = _quoted(label.span)
    if not label.text:
        return quoted
    return f"{quoted}: {inert(label.text)}" if quoted else inert(label.text)


def _quoted(span: Span) -> str:
    text = span.source.text[span.start : min(span.end, span.start + _QUOTED + 1)]
    first = text.split("\n", 1)[0]
    short = first[:_QUOTED].rstrip()
    more = "…" if span.end - span.start > len(first) or len(first) > _QUOTED else ""
    return f"`{inert(short)}{more}`" if short else ""


def _drawn(one: Diagnostic, pen: _Pen) -> Iterator[str]:
    severity = pen.write(_SEVERITY[one.severity], f"{one.severity}[{one.code}]")
    yield severity + pen.write(_BOLD, f": {inert(one.headline)}")
    labels = [] if one.primary is None else [(one.primary, True)]
    labels += [(label, False) for label in one.secondary]
    width = max((len(str(_last_line(label.span))) for label, _ in labels), default=1)
    margin = " " * width
    bar = margin + pen.write(_FRAME, "│")
    footer = tuple(_footer(one))
    if not labels and one.pointer is not None:
        yield f"{margin}{pen.write(_FRAME, '┌─')} {concise.place(one)}"
        yield from [bar] * bool(footer)
    for group in _by_source(labels):
        yield f"{margin}{pen.write(_FRAME, '┌─')} {concise.span_place(group[0][0].span)}"
        yield bar
        for row in excerpt(group[0][0].span.source, group):
            yield _row(row, width, one.severity, pen)
        yield bar
    yield from (f"{margin}{pen.write(_FRAME, '=')} {pen.write(_BOLD, word + ':')} {text}" for word, text in footer)


def _by_source(labels: list[tuple[Label, bool]]) -> Iterator[list[tuple[Label, bool]]]:
    """Labels of one source together, the primary one's source first."""
    groups: dict[SourceFile, list[tuple[Label, bool]]] = {}
    for label, primary in labels:
        groups.setdefault(label.span.source, []).append((label, primary))
    yield from groups.values()


def _last_line(span: Span) -> int:
    return span.source.position(span.end)[0]


def _row(row: Row, width: int, severity: Severity, pen: _Pen) -> str:
    if row.number is not None:
        return f"{pen.write(_FRAME, f'{row.number:>{width}}│')} {row.text}".rstrip()
    if not row.mark:
        return " " * width + pen.write(_FRAME, "┊")
    style = _SEVERITY[severity] if row.primary else _OTHER
    return f"{' ' * width}{pen.write(_FRAME, '│')} {pen.write(style, row.text)}"


def _footer(one: Diagnostic) -> Iterator[tuple[str, str]]:
    """What follows the place: each a word that names it, and one line."""
    yield from (("help", inert(text)) for text in one.help)
    yield from (("note", inert(text)) for text in one.notes)
    if one.citation is not None:
        yield "source", inert(str(one.citation))
