"""Messages about what a header shows."""

from __future__ import annotations

from wellled_rules.diagnostics.diagnostic import Diagnostic, Label, diagnostic
from wellled_rules.text.span import Span

__all__ = ["nobody_judges", "shown_anyway", "shown_elsewhere"]


def shown_anyway(span: Span, word: str, declared: Span) -> Diagnostic:
    """A header shows what is determined."""
    return diagnostic(
        "header-not-fitting",
        f"`{word}` is determined, and shown in any case",
        at=span,
        label="no input",
        others=(Label(declared, "determined here"),),
        help="take it out of the line: `shows` is for what people judge and no rule works out",
    )


def nobody_judges(span: Span, word: str, declared: Span) -> Diagnostic:
    """A header shows an input that is recorded and that nobody judges."""
    return diagnostic(
        "header-not-fitting",
        f"nobody judges `{word}`, so it is no result",
        at=span,
        label="recorded only",
        others=(Label(declared, "has no `judged by`"),),
        help=f"say who judges `{word}` with a line `judged by ROLE`, or take it out of `shows`",
    )


def shown_elsewhere(span: Span, word: str, level: str, levels: tuple[str, ...], declared: Span) -> Diagnostic:
    """A header shows an input at a level at which it does not stand."""
    return diagnostic(
        "not-at-level",
        f"`{word}` is not there at {level}",
        at=span,
        label=f"shown at {level}",
        others=(Label(declared, f"stands at {', '.join(levels)} only"),),
        help=f"write `shows {word} at {', '.join(levels)}`, or declare `{word}` at {level}",
    )
