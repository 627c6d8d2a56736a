"""Files as a whole: the language line, nothing to read, more than is read."""

from __future__ import annotations

from wellled_rules.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label, diagnostic
from wellled_rules.text.span import Span

__all__ = [
    "empty_file",
    "misplaced_language",
    "missing_language",
    "name_too_long",
    "nesting_too_deep",
    "number_too_long",
    "operators_too_many",
    "source_too_large",
    "text_too_long",
    "too_many_declarations",
    "too_many_findings",
    "unknown_language",
]


def empty_file(span: Span) -> Diagnostic:
    """No declaration, perhaps comments."""
    return diagnostic(
        "empty-file",
        "the file declares nothing",
        at=span,
        label="nothing to read",
        help="begin with `language 1`, then a `framework` or `module` line",
    )


def missing_language(first: Span) -> Diagnostic:
    """The first line is no `language N`."""
    start = Span(first.source, 0, 0)
    return diagnostic(
        "missing-language",
        "the first line does not say `language 1`",
        at=first,
        label="a file begins with its language",
        help="make `language 1` the first line, so that the file reads the same in years to come",
        fix=Fix("say which language", (Edit(start, "language 1\n\n"),)),
    )


def misplaced_language(span: Span, earlier: Span) -> Diagnostic:
    """`language 1` after something else, or twice."""
    return diagnostic(
        "misplaced-language",
        "the language is said once, on the first line",
        at=span,
        label="comes too late",
        others=(Label(earlier, "stands before it"),),
        help="move this line to the top, or drop it if it is said there",
    )


def unknown_language(span: Span) -> Diagnostic:
    """`language 2`."""
    return diagnostic(
        "unknown-language",
        f"`{span.text}` is not a language read here",
        at=span,
        label="only language 1 is known",
        help="write `language 1`, or use a newer release that reads this language",
    )


def source_too_large(span: Span, size: int, limit: int) -> Diagnostic:
    """More bytes than `Limits.source_bytes`."""
    return _beyond(span, f"the file has {size:,} bytes; {limit:,} are read", "split it into modules")


def nesting_too_deep(span: Span, limit: int) -> Diagnostic:
    """More levels of indentation or brackets than `Limits.nesting`."""
    return _beyond(span, f"this is nested more than {limit} deep", "give an inner part a name of its own")


def operators_too_many(span: Span, limit: int) -> Diagnostic:
    """More operators on a line than `Limits.nesting`."""
    return _beyond(span, f"this line has more than {limit} operators", "give a part of the sum a name of its own")


def name_too_long(span: Span, limit: int) -> Diagnostic:
    """More characters in a name than `Limits.name`."""
    return _beyond(span, f"a name has at most {limit} characters", "shorten the name and put the rest in the title")


def text_too_long(span: Span, limit: int) -> Diagnostic:
    """More characters between quotes than `Limits.text`."""
    return _beyond(span, f"a text has at most {limit:,} characters", "shorten the text, or close its quote earlier")


def number_too_long(span: Span, limit: int) -> Diagnostic:
    """More digits than `Limits.digits`."""
    return _beyond(span, f"a number has at most {limit} digits", "write fewer digits")


def too_many_declarations(span: Span, limit: int) -> Diagnostic:
    """More declarations than `Limits.declarations`."""
    return _beyond(span, f"a file has at most {limit:,} declarations", "split it into modules")


def too_many_findings(span: Span, limit: int) -> Diagnostic:
    """More findings than `Limits.findings`."""
    return _beyond(span, f"more than {limit:,} faults; the rest is not read", "mend the faults above and look again")


def _beyond(span: Span, headline: str, help: str) -> Diagnostic:
    return diagnostic("beyond-limits", headline, at=span, label="beyond the limit", help=help)
