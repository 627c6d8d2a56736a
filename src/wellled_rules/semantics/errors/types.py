"""Messages about types, units and collections."""

from __future__ import annotations

from wellled_rules.diagnostics.diagnostic import Diagnostic, Label, diagnostic
from wellled_rules.semantics.errors.structure import a, either
from wellled_rules.text.span import Span

__all__ = [
    "ambiguous_word",
    "bounds_not_fitting",
    "collection_needed",
    "label_tested",
    "no_number",
    "not_on_scale",
    "only_one_wanted",
    "rest_without_quantifier",
    "test_not_fitting",
    "type_mismatch",
    "unit_mismatch",
    "which_member",
    "whole_not_shown",
]


def type_mismatch(span: Span, wanted: str, found: str, declared: Span | None = None) -> Diagnostic:
    """A value of one type stands where another is wanted."""
    return diagnostic(
        "type-mismatch",
        f"{wanted} is wanted here, not {found}",
        at=span,
        label=f"this is {found}",
        others=() if declared is None else (Label(declared, f"wants {wanted}"),),
        help=f"write {wanted} here",
    )


def unit_mismatch(span: Span, doing: str, left: str, right: str, help_: str) -> Diagnostic:
    """Numbers of two units are added, compared or divided."""
    return diagnostic(
        "unit-mismatch", f"{left} and {right} don't {doing}", at=span, label=f"{left}, {right}", help=help_
    )


def no_number(span: Span, found: str, scale: bool) -> Diagnostic:
    """Arithmetic on something that is no number."""
    return diagnostic(
        "no-number",
        f"{found} is no number",
        at=span,
        label="can't be calculated with",
        help="give every level of the scale `worth N`" if scale else "name a number here",
    )


def not_on_scale(span: Span, found: str, word: str) -> Diagnostic:
    """Better or worse is asked of what has no order, or more or less of a scale."""
    if word in ("better", "worse"):
        help_ = "numbers are more or less: write `N or more`, `N or less`, `over N` or `under N`"
    else:
        help_ = "levels are better or worse: write `LEVEL or better`, `LEVEL or worse`, `better than LEVEL`"
    return diagnostic("not-on-scale", f"{found} is not {word}", at=span, label=f"`{word}` does not fit", help=help_)


def test_not_fitting(span: Span, found: str, wanted: str) -> Diagnostic:
    """A test that can't be asked of this type."""
    return diagnostic(
        "type-mismatch",
        f"this test is for {wanted}, not for {found}",
        at=span,
        label=f"asked of {found}",
        help=f"ask it of {wanted}, or use a test for {found}",
    )


def which_member(span: Span, word: str, sets: tuple[str, ...]) -> Diagnostic:
    """A collection stands where one value is wanted."""
    told = " and ".join(sets)
    return diagnostic(
        "which-member",
        f"which {told}? `{word}` has one value for each",
        at=span,
        label="one value is wanted",
        help=f"write `{word} of MEMBER`, combine them (`total of {word}`, `any of {word} is ..`), "
        f"or add `for each {sets[0]}` to the rule",
    )


def only_one_wanted(span: Span, word: str) -> Diagnostic:
    """`X of MEMBER` of something that has no members there."""
    return diagnostic(
        "which-member",
        f"`{word}` has no members to pick from",
        at=span,
        label="has one value only",
        help=f"write `{word}`",
    )


def collection_needed(span: Span, word: str) -> Diagnostic:
    """One value stands where several are wanted."""
    return diagnostic(
        "collection-needed",
        f"`{word}` is one value, not several",
        at=span,
        label="nothing to combine",
        help=f"test it directly (`{word} is ..`), or name more than one with commas between",
    )


def whole_not_shown(span: Span, declared: Span) -> Diagnostic:
    """A whole number is declared and the answer need not be whole."""
    return diagnostic(
        "whole-not-shown",
        "the answer need not be a whole number",
        at=span,
        label="may have a fraction",
        others=(Label(declared, "a whole number is declared"),),
        help="add `rounded to whole by ..`, or write `is a number`",
    )


def bounds_not_fitting(span: Span, headline: str, help_: str) -> Diagnostic:
    """Ends of a number that can't be."""
    return diagnostic("bounds-not-fitting", headline, at=span, label="these ends", help=help_)


def label_tested(span: Span, word: str, state: str) -> Diagnostic:
    """A label that is no level is tested for."""
    return diagnostic(
        "label-tested",
        f"`{word}` is only shown; it counts as {state}",
        at=span,
        label="a label, not a level",
        help=f"test the state: `is {state}`",
    )


def ambiguous_word(span: Span, word: str, declared: Span) -> Diagnostic:
    """A word after `is` names both a level and a declaration of that type."""
    return diagnostic(
        "ambiguous-word",
        f"`{word}` is a level and a declaration of that type",
        at=span,
        label="which of the two?",
        others=(Label(declared, "the declaration"),),
        help="give the declaration another name",
    )


def rest_without_quantifier(span: Span) -> Diagnostic:
    """`the rest` with nothing before it."""
    return diagnostic(
        "rest-without-quantifier",
        "`the rest` has no `at least N of` or `any of` before it",
        at=span,
        label="the rest of what?",
        help="write a condition such as `at least 2 of X are LEVEL and the rest are ..`",
    )


def no_such_type(span: Span, word: str, near: tuple[str, ...]) -> Diagnostic:
    """A type that is neither built in nor declared."""
    return diagnostic(
        "unknown-name",
        f"no type, scale or set is called `{word}`",
        at=span,
        label="not declared",
        help=f"did you mean {either(near)}?" if near else f"declare {a('scale')} or {a('set')} of that name",
    )
