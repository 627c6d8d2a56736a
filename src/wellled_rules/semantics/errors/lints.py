"""Messages of the lints."""

from __future__ import annotations

from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.text.span import Span

__all__ = ["uncited_rule", "unread_input", "unused_name"]


def uncited_rule(span: Span, word: str, kind: str) -> Diagnostic:
    """A rule without citation or assumption."""
    return diagnostic(
        "uncited-rule",
        f"the {kind} `{word}` says not where it comes from",
        at=span,
        label="cites nothing",
        help='add `cites SOURCE "place"`, or `rests on ASSUMPTION` where it was not read',
    )


def unread_input(span: Span, word: str) -> Diagnostic:
    """An input that no rule reads."""
    return diagnostic(
        "unread-input",
        f"no rule reads the input `{word}`",
        at=span,
        label="never read",
        help="use it in a rule, say whom it `informs`, or take it out",
    )


def unused_name(span: Span, word: str, kind: str) -> Diagnostic:
    """A declaration that nothing mentions."""
    return diagnostic(
        "unused-name",
        f"nothing uses the {kind} `{word}`",
        at=span,
        label="nothing mentions it",
        help="use it, or take it out",
    )
