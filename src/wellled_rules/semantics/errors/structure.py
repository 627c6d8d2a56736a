"""Messages about clauses and the shape of declarations."""

from __future__ import annotations

from wellled_rules.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label, diagnostic
from wellled_rules.text.span import Span

__all__ = [
    "bad_header_value",
    "clause_missing",
    "clause_not_allowed",
    "clause_twice",
    "effect_not_fitting",
    "no_headline",
    "other_target",
    "table_shape",
    "two_answers",
    "weights_shape",
]


def a(word: str) -> str:
    """The word with its article."""
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def either(words: tuple[str, ...]) -> str:
    """Words in backticks, joined by commas and `or`."""
    told = [f"`{word}`" for word in words]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} or {told[-1]}"


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def clause_not_allowed(
    span: Span, kind: str, clause: str, homes: tuple[str, ...], allowed: tuple[str, ...]
) -> Diagnostic:
    """A clause stands under a kind that does not take it."""
    stands = f"`{clause}` stands under {either(homes)}" if homes else f"take the line out; {a(kind)} has no such line"
    return diagnostic(
        "clause-not-allowed",
        f"{a(kind)} has no `{clause}`",
        at=span,
        label="does not belong here",
        help=stands,
        notes=(f"{a(kind)} may have {either(allowed)}",),
    )


def clause_twice(span: Span, first: Span, kind: str, clause: str) -> Diagnostic:
    """A clause that may stand once stands again."""
    return diagnostic(
        "clause-twice",
        f"{a(kind)} has `{clause}` once, not twice",
        at=span,
        label="stands again here",
        others=(Label(first, "first here"),),
        help="keep one of the two lines",
        fix=Fix("take the second line out", (Edit(span, ""),)),
    )


def clause_missing(span: Span, kind: str, clauses: tuple[str, ...]) -> Diagnostic:
    """A kind lacks a clause it needs."""
    return diagnostic(
        "clause-missing",
        f"{a(kind)} needs {either(clauses)}",
        at=span,
        label="has no such line",
        help=f"add a line that begins with {either(clauses)}",
    )


def two_answers(span: Span, first: Span, one: str, other: str) -> Diagnostic:
    """A determine has two ways to its answer."""
    return diagnostic(
        "clause-twice",
        f"a determine has `{one}` or `{other}`, not both",
        at=span,
        label="a second answer",
        others=(Label(first, "the first answer"),),
        help="keep one; give the other a name of its own",
    )


def effect_not_fitting(span: Span, kind: str, wanted: str) -> Diagnostic:
    """The end of an `on` line does not fit its kind."""
    return diagnostic(
        "effect-not-fitting",
        f"{a(kind)} is written `on NAME{wanted}`",
        at=span,
        label="ends otherwise",
        help=f"write `on NAME{wanted}`",
    )


def no_headline(span: Span, level: str, outcomes: tuple[str, ...]) -> Diagnostic:
    """No outcome is named as the result, and more than one could be."""
    told = f"the outcomes there are {either(outcomes)}" if outcomes else "no outcome is determined there"
    return diagnostic(
        "no-headline",
        f"which outcome is the result at {level} is not said",
        at=span,
        label="has no `headline` for it",
        help=f"add a line `headline OUTCOME at {level}`",
        notes=(told,),
    )


def bad_header_value(span: Span, headline: str, help_: str) -> Diagnostic:
    """A line of the header says what it can't."""
    return diagnostic("header-not-fitting", headline, at=span, label="is not possible", help=help_)


def table_shape(span: Span, head: Span, columns: int, cells: int) -> Diagnostic:
    """A row of a table has too few or too many tests."""
    has, holds = _many(columns, "column"), _many(cells, "test")
    return diagnostic(
        "row-does-not-fit",
        f"the table has {has}, this row {holds}",
        at=span,
        label=f"{cells} here",
        others=(Label(head, f"{columns} here"),),
        help="write one test for each column, with a comma between; `any` leaves a column open",
    )


def weights_shape(span: Span, headline: str, help_: str, others: tuple[Label, ...] = ()) -> Diagnostic:
    """Weights that give no share, or not one number a member."""
    return diagnostic("weights-not-fitting", headline, at=span, label="does not hold", others=others, help=help_)


def other_target(span: Span, word: str, target: str, on: Span) -> Diagnostic:
    """An exception overrides one that acts on something else."""
    return diagnostic(
        "overrides-other-target",
        f"`{word}` does not act on `{target}`",
        at=span,
        label="acts on something else",
        others=(Label(on, "acts on this"),),
        help=f"override an exception that is `on {target}`, or take the line out",
    )
