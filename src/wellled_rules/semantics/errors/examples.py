"""Messages about examples."""

from __future__ import annotations

from wellled_rules.diagnostics.diagnostic import Diagnostic, Label, diagnostic
from wellled_rules.semantics.errors.structure import either
from wellled_rules.text.span import Span

__all__ = ["assumption_without_value", "may_not_move", "not_one_test", "reason_needed"]


def may_not_move(span: Span, role: str, outcome: str, roles: tuple[str, ...]) -> Diagnostic:
    """A role moves an outcome that no moderation, and no rule that holds normally, lets it move."""
    allow = f"declare a `moderation` that is `on {outcome}`, or let its rule hold `normally`"
    help_ = f"name {either(roles)}, who may" if roles else allow
    return diagnostic(
        "may-not-move",
        f"`{role}` may not move `{outcome}`",
        at=span,
        label="nothing allows it",
        help=(help_, f"to expect the refusal, write `then {role} may not move {outcome}`"),
    )


def reason_needed(span: Span, role: str, rule: Span) -> Diagnostic:
    """A movement without the reason its moderation asks for."""
    return diagnostic(
        "reason-needed",
        f"`{role}` must give a reason",
        at=span,
        label="gives none",
        others=(Label(rule, "asks for a reason"),),
        help='end the line with `, because ".."`',
    )


def assumption_without_value(span: Span, word: str, declared: Span) -> Diagnostic:
    """An example assumes another value of an assumption that has none."""
    return diagnostic(
        "not-that-kind",
        f"the assumption `{word}` has no value to change",
        at=span,
        label="has no value",
        others=(Label(declared, "says nothing to choose"),),
        help="take the line out, or give the assumption `is a`, `taken as` and `could be`",
    )


def not_one_test(span: Span) -> Diagnostic:
    """An expectation that is not a plain test against written values."""
    return diagnostic(
        "not-one-test",
        "an example expects written values, not other rules",
        at=span,
        label="can't be expected",
        help="write the value itself: `then NAME is VALUE`",
    )
