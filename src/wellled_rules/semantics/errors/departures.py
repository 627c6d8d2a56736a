"""Messages about departures that examples give."""

from __future__ import annotations

from wellled_rules.diagnostics.diagnostic import Diagnostic, Label, diagnostic
from wellled_rules.semantics.errors.structure import either
from wellled_rules.text.span import Span

__all__ = [
    "departs_to_nothing",
    "may_not_depart",
    "moves_or_departs",
    "no_departure_from_moderation",
    "only_switched_off",
]


def may_not_depart(
    span: Span, role: str, rule: str, allowed: str | None, others: tuple[str, ...], place: Span
) -> Diagnostic:
    """A role departs from a rule, and may not. allowed: who may, where somebody may. others: from what the role may."""
    if allowed is not None:
        help_ = f"name `{allowed}`, who may"
        label = Label(place, f"lets `{allowed}` depart")
    else:
        help_ = f"add `normally, but {role} may depart, with a reason` to `{rule}`, if the published rule says so"
        label = Label(place, "does not say `normally`")
    instead = (f"`{role}` may depart from {either(others)}",) if others else ()
    return diagnostic(
        "may-not-depart",
        f"`{role}` may not depart from `{rule}`",
        at=span,
        label="nothing allows it",
        others=(label,),
        help=(help_, *instead, f"to expect the refusal, write `then {role} may not depart from {rule}`"),
    )


def no_departure_from_moderation(span: Span, role: str, rule: str, outcome: str, place: Span) -> Diagnostic:
    """A role departs from a moderation, which nobody need take up."""
    return diagnostic(
        "may-not-depart",
        f"`{role}` may not depart from `{rule}`",
        at=span,
        label="nothing allows it",
        others=(Label(place, "does not say `normally`"),),
        help=(
            f"write `given {role} moves {outcome} to VALUE`: what a moderation does is a decision already",
            f"to expect the refusal, write `then {role} may not depart from {rule}`",
        ),
    )


def departs_to_nothing(span: Span, rule: str) -> Diagnostic:
    """A departure from an answer that says no other."""
    return diagnostic(
        "departure-not-fitting",
        f"a departure from `{rule}` says what it is instead",
        at=span,
        label="says no value",
        help=f"write `departs from {rule} to VALUE`",
    )


def only_switched_off(span: Span, rule: str, declared: Span) -> Diagnostic:
    """A departure from an exception that says to what."""
    return diagnostic(
        "departure-not-fitting",
        f"a departure from the exception `{rule}` only switches it off",
        at=span,
        label="has no place",
        others=(Label(declared, "an exception"),),
        help=f"write `departs from {rule}` alone",
    )


def moves_or_departs(span: Span, role: str, outcome: str, moderation: Span, rule: Span) -> Diagnostic:
    """A movement that could be a moderation or a departure."""
    return diagnostic(
        "moves-or-departs",
        f"`{role}` may both moderate `{outcome}` and depart from its rule",
        at=span,
        label="could be either",
        others=(Label(moderation, "lets them moderate"), Label(rule, "lets them depart")),
        help=f"if they departed, write `given {role} departs from {outcome} to VALUE`; else let two roles do it",
    )
