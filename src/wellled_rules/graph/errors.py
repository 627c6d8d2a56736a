"""What is said about a checked graph: one function a message, the place first."""

from __future__ import annotations

from collections.abc import Sequence

from wellled_rules.diagnostics.diagnostic import Citation, Diagnostic, Label, diagnostic
from wellled_rules.text.span import Span

__all__ = [
    "can_be_empty",
    "can_be_not_applicable",
    "condition_never_holds",
    "conflict",
    "dead_row",
    "gap",
    "no_level_of_that_worth",
    "no_otherwise",
    "not_shown",
    "numbers_too_large",
    "overlap",
    "override_without_effect",
    "weights_all_nothing",
]


def first_line(span: Span) -> Span:
    """The part of a place that lies on its first line."""
    end = span.source.text.find("\n", span.start, span.end)
    return span if end < 0 else Span(span.source, span.start, end)


def gap(
    span: Span,
    values: str,
    column: str,
    *,
    others: tuple[Label, ...],
    help: str,
    notes: Sequence[str],
    citation: Citation | None,
) -> Diagnostic:
    """Values that can occur have no row.

    values, column: in words, empty column for several. others: the rows beside it, and where the text is used.
    """
    of = f" of {column}" if column else ""
    return diagnostic(
        "gap-in-table",
        f"no row for {values}{of}",
        at=first_line(span),
        label="some that can occur have no row",
        others=others,
        help=help,
        notes=tuple(notes),
        citation=citation,
    )


def overlap(
    row: Span,
    other: Span,
    values: str,
    column: str,
    *,
    uses: tuple[Label, ...],
    notes: Sequence[str],
    citation: Citation | None,
) -> Diagnostic:
    """Two rows of a table answer for the same values."""
    of = f" of {column}" if column else ""
    return diagnostic(
        "overlap-in-table",
        f"two rows answer for {values}{of}",
        at=row,
        label="also answers for it",
        others=(Label(other, "answers for it too"), *uses),
        help="change one of the two rows so that each value has one row",
        notes=tuple(notes),
        citation=citation,
    )


def dead_row(
    span: Span, *, ladder: bool, uses: tuple[Label, ...], notes: Sequence[str], citation: Citation | None
) -> Diagnostic:
    """A row that no case can come to."""
    reason = "earlier rows answer for every case that comes here" if ladder else "no value that can occur passes it"
    return diagnostic(
        "dead-row",
        "no case that can occur comes to this row",
        at=first_line(span),
        label="never the answer",
        others=uses,
        help="remove the row, or change its test or those of the rows before it" if ladder else "remove the row",
        notes=(reason, *notes),
        citation=citation,
    )


def no_otherwise(
    span: Span, *, shown: bool, uses: tuple[Label, ...], notes: Sequence[str], citation: Citation | None
) -> Diagnostic:
    """A ladder that may come to its end without an answer; `shown`: there is a case in which it does."""
    can_fail = "these rows can all fail, and nothing says what holds then"
    return diagnostic(
        "no-otherwise",
        can_fail if shown else "it is not shown that one of these rows always holds",
        at=first_line(span),
        label="can end without an answer" if shown else "may end without an answer",
        others=uses,
        help="end with a row `... otherwise`",
        notes=tuple(notes),
        citation=citation,
    )


def not_shown(span: Span, *, citation: Citation | None) -> Diagnostic:
    """Too many cases to look at them all."""
    return diagnostic(
        "coverage-not-shown",
        "too many cases to show that each has one row",
        at=first_line(span),
        label="not looked at in every case",
        help="read fewer columns at once: name an intermediate value, and read the table by that",
        citation=citation,
    )


def can_be_not_applicable(span: Span, why: str, *, notes: Sequence[str], citation: Citation | None) -> Diagnostic:
    """A place where nothing is divided by, or nothing is combined."""
    return diagnostic(
        "can-be-not-applicable",
        f"this can be not_applicable: {why}",
        at=first_line(span),
        label="can have no value",
        help="answer for `not_applicable` where the value is read, if there is something to say",
        notes=tuple(notes),
        citation=citation,
    )


def can_be_empty(
    span: Span, answer: str, kind: str | None, *, notes: Sequence[str], citation: Citation | None
) -> Diagnostic:
    """A quantifier over a collection that can be empty. answer: what it then says. kind: of the declaration."""
    advice = {
        "determine": "put a row before it that says what holds when the collection is empty (`when ... are empty`)",
        "check": "say that it applies when the collection is not empty (`when ... are not empty`)",
    }
    return diagnostic(
        "can-be-empty",
        f"the collection can be empty, and the answer is then {answer}",
        at=first_line(span),
        label="can be about nothing",
        help=advice.get(kind or "", "test beside it whether the collection is empty (`... are not empty`)"),
        notes=tuple(notes),
        citation=citation,
    )


def no_level_of_that_worth(
    span: Span, values: str, scale: str, *, notes: Sequence[str], citation: Citation | None
) -> Diagnostic:
    """A number read as a level that has no level of its worth."""
    return diagnostic(
        "no-level-of-that-worth",
        f"no level of `{scale}` is worth {values}",
        at=first_line(span),
        label="has no level for it",
        help="round the number first, or read it by a table",
        notes=tuple(notes),
        citation=citation,
    )


def conflict(
    first: Span, second: Span, names: tuple[str, str], target: str, *, notes: Sequence[str], citation: Citation | None
) -> Diagnostic:
    """Two exceptions that can act together and say different things. names: in the order of the places."""
    one, other = names
    return diagnostic(
        "adjustments-conflict",
        f"`{one}` and `{other}` can act together and contradict each other",
        at=first_line(second),
        label=f"acts on `{target}`",
        others=(Label(first_line(first), "so does this"),),
        help=(
            f"say which has the last word: `overrides {one}` under `{other}`, or the other way round",
            "or keep one of them from acting with an `unless`",
        ),
        notes=tuple(notes),
        citation=citation,
    )


def override_without_effect(
    span: Span, names: tuple[str, str], other: Span, *, notes: Sequence[str], citation: Citation | None
) -> Diagnostic:
    """`overrides` that changes no outcome. names: who overrides, and whom."""
    one, under = names
    return diagnostic(
        "overrides-without-effect",
        f"that `{one}` overrides `{under}` changes no possible outcome",
        at=first_line(span),
        label=f"overrides `{under}` to no effect",
        others=(Label(first_line(other), "what it overrides"),),
        help=f"remove `overrides {under}`",
        notes=tuple(notes),
        citation=citation,
    )


def condition_never_holds(span: Span, name: str, *, notes: Sequence[str], citation: Citation | None) -> Diagnostic:
    """An exception that never acts."""
    return diagnostic(
        "condition-never-holds",
        f"`{name}` never acts: its condition can't hold",
        at=first_line(span),
        label="holds in no case that can occur",
        help="change the condition, or remove the declaration",
        notes=tuple(notes),
        citation=citation,
    )


def weights_all_nothing(span: Span, weights: str, *, notes: Sequence[str], citation: Citation | None) -> Diagnostic:
    """A weighted mean over members that all weigh nothing."""
    return diagnostic(
        "weights-all-nothing",
        f"the members that are left can all weigh 0 by `{weights}`",
        at=first_line(span),
        label="nothing to divide by",
        help="give every member that can be left a weight above 0",
        notes=tuple(notes),
        citation=citation,
    )


def numbers_too_large(span: Span, bits: int, most: int, *, citation: Citation | None) -> Diagnostic:
    """Numbers whose digits grow beyond what is allowed."""
    return diagnostic(
        "numbers-grow-too-large",
        "numbers can grow beyond what is computed here",
        at=first_line(span),
        label="can need too many digits",
        help="round what is multiplied or divided, or declare its ends (`from .. to ..`)",
        notes=(f"a number here can need {bits} bits; at most {most} are allowed",),
        citation=citation,
    )


def too_many_steps(span: Span, level: str, steps: int, most: int) -> Diagnostic:
    """A level unrolls into more steps than may be."""
    return diagnostic(
        "beyond-limits",
        f"one subject at {level} takes about {steps:,} steps; {most:,} are the most",
        at=span,
        label="too much to work out",
        help="combine fewer entries, or name a total once and read that",
    )
