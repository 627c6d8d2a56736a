"""Findings about collections."""

from __future__ import annotations

from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.semantics.words import some
from wellled_rules.text.span import Span

__all__ = ["not_above", "not_inside", "takes_of_nothing"]


def not_inside(span: Span, of: str, level: str, inside: tuple[str, ...]) -> Diagnostic:
    """A collection goes down to a level that does not lie directly inside its own."""
    help_ = (
        f"collect at the level between them, or add `within {level}` to `level {of}`"
        if not inside
        else f"take from a level that lies directly within {level}: {some(inside)}"
    )
    return diagnostic(
        "not-directly-inside",
        f"no {of} lies directly within a {level}",
        at=span,
        label=f"collected at {level}",
        help=help_,
    )


def takes_of_nothing(span: Span, word: str, name: str, sets: tuple[str, ...], levels: tuple[str, ...]) -> Diagnostic:
    """`of each` names what is neither a level inside nor a set that the values range over."""
    known = (*levels, *sets)
    return diagnostic(
        "takes-of-nothing",
        f"`{word}` is no level directly inside and no set that `{name}` has a value for each member of",
        at=span,
        label="of each what?",
        help=f"write {some(known)}" if known else f"leave `of each {word}` out: `{name}` is one value",
    )


def not_above(span: Span, word: str, level: str, above: tuple[str, ...]) -> Diagnostic:
    """A rule looks up to a level that no subject of its own lies in."""
    help_ = (
        f"look up to {some(above)}, or collect what lies inside" if above else "collect what lies inside with `collect`"
    )
    return diagnostic(
        "not-above",
        f"a {word} lies within no {level}",
        at=span,
        label=f"read at {level}",
        help=help_,
    )
