"""Findings about collections."""

from __future__ import annotations

from wellled_rules.diagnostics.diagnostic import Diagnostic, Label, diagnostic
from wellled_rules.semantics.errors.structure import a, either
from wellled_rules.semantics.words import some
from wellled_rules.text.span import Span

__all__ = ["not_above", "not_inside", "takes_of_nothing", "treat_without_effect"]


def not_inside(span: Span, of: str, level: str, inside: tuple[str, ...]) -> Diagnostic:
    """A collection goes down to a level that does not lie directly inside its own."""
    help_ = (
        f"collect at the level between them, or add `within {level}` to `level {of}`"
        if not inside
        else f"take from a level that lies directly within {level}: {some(inside)}"
    )
    return diagnostic(
        "not-directly-inside",
        f"no {of} lies directly within {a(level)}",
        at=span,
        label=f"collected at {level}",
        help=help_,
    )


def takes_of_nothing(span: Span, word: str, name: str, known: tuple[str, ...], near: tuple[str, ...]) -> Diagnostic:
    """`of each` names what is neither a level inside nor a set that the values range over. known: what is either."""
    otherwise = f"write {some(known)}" if known else f"leave `of each {word}` out: `{name}` is one value"
    return diagnostic(
        "takes-of-nothing",
        f"`{name}` can't be taken of each `{word}`",
        at=span,
        label="no level directly inside, and no set of it",
        help=f"did you mean {either(near)}?" if near else otherwise,
    )


def not_above(span: Span, word: str, level: str, above: tuple[str, ...]) -> Diagnostic:
    """A rule looks up to a level that no subject of its own lies in. word: the level of the rule."""
    inside = "for what lies inside, take it in a `collect`"
    return diagnostic(
        "not-above",
        f"no {word} lies within {a(level)}",
        at=span,
        label=f"read at {word}",
        help=f"look up to {some(above)}; {inside}" if above else inside,
    )


def treat_without_effect(span: Span, state: str, settled: Span | None) -> Diagnostic:
    """A collection treats a state that nothing it takes has. settled: where its input takes the state as something."""
    others = () if settled is None else (Label(settled, "already taken as something here"),)
    told = "an outcome always has something given" if settled is None else "the input says what it counts as"
    return diagnostic(
        "treat-without-effect",
        f"nothing that is taken is `{state}` when it comes here",
        at=span,
        label="changes nothing",
        others=others,
        help=f"take `{state}` out of this line: {told}",
    )
