"""Indentation, blocks and brackets."""

from __future__ import annotations

from wellled_rules.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label, diagnostic
from wellled_rules.text.span import Span

__all__ = [
    "clause_too_far_in",
    "missing_block",
    "nothing_above",
    "tab_indentation",
    "unclosed_bracket",
    "uneven_indentation",
    "unexpected_indent",
    "unindented_clause",
    "unopened_bracket",
]


def tab_indentation(span: Span, width: int) -> Diagnostic:
    """A tab before the first word of a line."""
    return diagnostic(
        "tab-indentation",
        "a line is indented with a tab",
        at=span,
        label="a tab",
        help="indent with four spaces a level",
        fix=Fix("put four spaces for each tab", (Edit(span, " " * width),)),
    )


def uneven_indentation(span: Span, width: int, better: int) -> Diagnostic:
    """Three spaces, or eight where four would do."""
    return diagnostic(
        "uneven-indentation",
        f"this line is indented by {width} {'space' if width == 1 else 'spaces'}",
        at=span,
        label="not a step of four",
        help=f"indent it by {better} spaces: four for each level",
        fix=Fix(f"indent by {better} spaces", (Edit(span, " " * better),)),
    )


def unexpected_indent(span: Span, above: Span, first: str) -> Diagnostic:
    """A line under a line that takes none."""
    return diagnostic(
        "unexpected-indent",
        f"nothing can stand under this `{first}` line",
        at=span,
        label="indented too far",
        others=(Label(above, "is complete as it is"),),
        help="move the line four spaces to the left, under its declaration",
    )


def clause_too_far_in(span: Span) -> Diagnostic:
    """`normally, but ...` among the rows of a `first of`."""
    return diagnostic(
        "unexpected-indent",
        f"`{span.text}` begins a clause, and a clause is no row or condition",
        at=span,
        label="indented too far",
        help="move the line to the left, four spaces in from its declaration",
    )


def nothing_above(span: Span) -> Diagnostic:
    """An indented line before any declaration."""
    return diagnostic(
        "unexpected-indent",
        "an indented line stands before any declaration",
        at=span,
        label="nothing to belong to",
        help="begin the file in the first column, with `language 1`",
    )


def missing_block(span: Span, first: str, what: str) -> Diagnostic:
    """`first of` with no rows."""
    return diagnostic(
        "missing-block",
        f"`{first}` needs {what} under it",
        at=span,
        label="nothing stands under it",
        help=f"write {what} below, each on its own line, indented by four more spaces",
    )


def unindented_clause(span: Span, first: str) -> Diagnostic:
    """`cites ...` in the first column."""
    start = Span(span.source, span.start, span.start)
    return diagnostic(
        "unindented-clause",
        f"`{first}` belongs inside a declaration",
        at=span,
        label="in the first column",
        help="indent the line by four spaces",
        fix=Fix("indent by four spaces", (Edit(start, "    "),)),
    )


def unclosed_bracket(span: Span) -> Diagnostic:
    """`(` without `)` on its line."""
    return diagnostic(
        "unclosed-bracket",
        "a bracket opens and does not close on its line",
        at=span,
        label="opens here",
        help="close it with `)` on the same line",
    )


def unopened_bracket(span: Span) -> Diagnostic:
    """`)` without `(`."""
    return diagnostic(
        "unclosed-bracket",
        "a bracket closes that was not opened on its line",
        at=span,
        label="closes nothing",
        help="open it with `(` on the same line, or drop it",
    )
