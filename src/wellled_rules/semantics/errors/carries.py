"""Findings about lines `carried from`."""

from __future__ import annotations

from wellled_rules.diagnostics.diagnostic import Diagnostic, Label, diagnostic
from wellled_rules.semantics.words import how_written, in_words, short, some
from wellled_rules.text.span import Span
from wellled_rules.values.types import Type

__all__ = ["never_carried", "no_equal_worth", "no_such_type", "not_carried_from", "nothing_carried", "turns_on_nothing"]


def no_such_type(span: Span, there: Type, here: Type, declared: Span) -> Diagnostic:
    """What stands in the other framework is of a type that nothing turns into that of the input."""
    return diagnostic(
        "carried-not-fitting",
        f"{in_words(there)} can't be carried into {in_words(here)}",
        at=span,
        label=f"this is {in_words(there)}",
        others=(Label(declared, f"holds {in_words(here)}"),),
        help="carry what is of the input's own type, or a level of a scale whose levels have the same worths",
    )


def no_equal_worth(span: Span, level: str, there: str, here: str) -> Diagnostic:
    """A level of the scale in the other framework is worth nothing that one level of the input's scale is worth."""
    return diagnostic(
        "carried-not-fitting",
        f"no one level of {short(here)} is worth what `{level}` of {short(there)} is",
        at=span,
        label="carried by equal worth",
        help=f"give every level of {short(there)} the `worth` of one level of {short(here)}",
    )


def turns_on_nothing(span: Span, word: str, declared: Span) -> Diagnostic:
    """`where` names an assumption that has no values to choose from."""
    return diagnostic(
        "carried-not-fitting",
        f"the assumption `{word}` has no value on which this could turn",
        at=span,
        label="has no value",
        others=(Label(declared, "says nothing to choose"),),
        help="give the assumption `is a`, `taken as` and `could be`, or leave `where` out",
    )


def never_carried(span: Span, word: str, type_: Type, declared: Span) -> Diagnostic:
    """`where` asks for a value that the assumption neither has nor could have."""
    return diagnostic(
        "carried-not-fitting",
        f"`{word}` is never taken as that",
        at=span,
        label="neither taken nor possible",
        others=(Label(declared, "says what it could be"),),
        help=f"write {how_written(type_)} that the assumption is `taken as` or `could be`",
    )


def not_carried_from(span: Span, name: str, known: tuple[str, ...], declared: Span) -> Diagnostic:
    """An example carries to an input what no line of it names. known: `NAME under ID@VERSION` of each line."""
    return diagnostic(
        "carried-not-fitting",
        f"nothing of that name and version is carried to `{name}`",
        at=span,
        label="no line says so",
        others=(Label(declared, "says what is carried" if known else "carries nothing"),),
        help=f"write what it names: {some(known)}" if known else "leave `, carried from ..` out",
    )


def nothing_carried(span: Span, over: Span) -> Diagnostic:
    """An example carries a state, which is no value."""
    return diagnostic(
        "carried-not-fitting",
        "a state is no value, so there is nothing to carry",
        at=span,
        label="why there is no value",
        others=(Label(over, "carried here"),),
        help="leave `, carried from ..` out, or write the value that the earlier assessment had",
    )
