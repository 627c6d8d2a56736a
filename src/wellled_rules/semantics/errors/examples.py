"""Messages about examples."""

from __future__ import annotations

from wellled_rules.diagnostics.diagnostic import Diagnostic, Label, diagnostic
from wellled_rules.semantics.errors.structure import a, either
from wellled_rules.text.span import Span

__all__ = [
    "assumption_without_value",
    "check_expected",
    "day_of_a_subject",
    "example_without_level",
    "may_not_move",
    "not_one_test",
    "not_said_here",
    "nobody_inside",
    "reason_needed",
]


def nobody_inside(
    span: Span, word: str, level: str, inside: tuple[str, ...], between: tuple[str, ...] = ()
) -> Diagnostic:
    """A block of an example describes a subject of a level that does not lie directly inside.

    between: of the levels inside, those whose subjects may hold one of it.
    """
    help_ = f"describe {either(inside)} here" if inside else f"take the block out: nothing lies within {a(level)}"
    if between:
        help_ = f"describe it in the {between[0]} that it lies in, under a line `in {between[0]} NAME`"
    return diagnostic(
        "not-directly-inside",
        f"no {word} lies directly within {a(level)}",
        at=span,
        label=f"described in {a(level)}",
        help=help_,
    )


def check_expected(span: Span, word: str, declared: Span) -> Diagnostic:
    """A line of an example that expects something of a check."""
    return diagnostic(
        "not-that-kind",
        f"`{word}` is a check, not an outcome",
        at=span,
        label="an outcome is wanted",
        others=(Label(declared, "declared as a check"),),
        help=(
            "name an outcome here",
            "no line of an example expects a check to be met; `wellled eval` says of a case whether it is",
        ),
    )


def not_said_here(
    span: Span,
    word: str,
    level: str,
    levels: tuple[str, ...],
    declared: Span,
    above: tuple[str, ...],
    inside: tuple[str, ...],
) -> Diagnostic:
    """A line of an example speaks of what its subject does not have. above, inside: those of `levels` that are near."""
    help_ = f"say it of {a(levels[0])}"
    if inside:
        help_ = f"write it in a block `in {inside[0]} NAME`"
    elif above:
        help_ = f"write it outside the block, where the {above[0]} is described"
    return diagnostic(
        "not-at-level",
        f"`{word}` is not there at {level}",
        at=span,
        label=f"said of {a(level)}",
        others=(Label(declared, f"stands at {', '.join(levels)} only"),),
        help=help_,
    )


def example_without_level(span: Span, levels: tuple[str, ...]) -> Diagnostic:
    """An example stands at every level, and can be understood at some of them only."""
    return diagnostic(
        "not-at-level",
        "the example says not at which level its subject is",
        at=span,
        label="stands at every level",
        help=f"add `at {', '.join(levels)}`",
    )


def day_of_a_subject(span: Span) -> Diagnostic:
    """A block of an example gives the day of the assessment."""
    return diagnostic(
        "clause-not-allowed",
        "the day of the assessment is one for all subjects",
        at=span,
        label="given for one of them",
        help="give it in the example itself, outside the blocks",
    )


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
