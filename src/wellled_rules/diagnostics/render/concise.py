"""Findings for tools that read lines: one line each, and a line that counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from wellled_rules.diagnostics.codes import Severity
from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.text.inert import inert
from wellled_rules.text.span import Span

__all__ = ["headline", "place", "render", "span_place", "summary"]


def render(found: Iterable[Diagnostic]) -> str:
    """One line a finding, each with its line end: `file:line:column: error code: headline`."""
    return "".join(headline(one) + "\n" for one in found)


def headline(one: Diagnostic) -> str:
    """`place: severity code: headline`; without a place where the finding has none."""
    words = f"{one.severity} {one.code}: {inert(one.headline)}"
    where = place(one)
    return words if where is None else f"{where}: {words}"


def place(one: Diagnostic) -> str | None:
    """Where a finding is: `file:line:column`, or `case: POINTER`; none for findings without a place."""
    if one.primary is not None:
        return span_place(one.primary.span)
    if one.pointer is not None:
        return f"{one.into}: {inert(one.pointer) or f'(the whole {one.into})'}"
    return None


def span_place(span: Span) -> str:
    """`file:line:column` of the first character, counted from 1."""
    line, column = span.source.position(span.start)
    return f"{inert(span.source.name)}:{line}:{column}"


def summary(found: Iterable[Diagnostic]) -> str:
    """`2 errors, 1 warning`; notes are counted only where there are any; `no findings` for none."""
    count = Counter(one.severity for one in found)
    if not count:
        return "no findings"
    parts = [_counted(count[Severity.ERROR], "error"), _counted(count[Severity.WARNING], "warning")]
    if count[Severity.NOTE]:
        parts.append(_counted(count[Severity.NOTE], "note"))
    return ", ".join(parts)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
