"""Messages about clauses and the shape of declarations."""

from __future__ import annotations

import re

from wellled_rules.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label, diagnostic
from wellled_rules.graph.errors import first_line
from wellled_rules.text.span import Span

__all__ = [
    "bad_header_value",
    "clause_missing",
    "clause_not_allowed",
    "clause_twice",
    "effect_not_fitting",
    "header_twice",
    "moves_below_nothing",
    "moves_nowhere",
    "no_headline",
    "no_level",
    "no_single_day",
    "other_target",
    "parameter_outside_module",
    "second_header",
    "share_with_lines",
    "table_shape",
    "too_many_cells",
    "too_many_declarations",
    "two_answers",
    "use_brings_nothing",
    "use_not_both",
    "weights_shape",
]


_SPLIT_NUMBER = re.compile(r"\b\d+,\d+\b")


def a(word: str) -> str:
    """The word with its article, where it takes one."""
    if word == "weights":
        return word
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def either(words: tuple[str, ...]) -> str:
    """Words in backticks, each once, joined by commas and `or`."""
    told = [f"`{word}`" for word in dict.fromkeys(words)]
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
        at=first_line(span),
        label="does not belong here",
        help=stands,
        notes=(f"{a(kind)} may have {either(allowed)}",),
    )


def clause_twice(span: Span, first: Span, kind: str, clause: str, ways: tuple[str, ...]) -> Diagnostic:
    """A clause that may stand once stands again. ways: how its line may begin."""
    if span.text.split()[0] != first.text.split()[0] and len(ways) > 1:
        return diagnostic(
            "clause-twice",
            f"{a(kind)} has {either(ways)}, not both",
            at=first_line(span),
            label="says otherwise",
            others=(Label(first_line(first), "first here"),),
            help="keep one of the two lines",
        )
    return diagnostic(
        "clause-twice",
        f"{a(kind)} has `{clause}` once, not twice",
        at=first_line(span),
        label="stands again here",
        others=(Label(first_line(first), "first here"),),
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
        at=first_line(span),
        label="a second answer",
        others=(Label(first_line(first), "the first answer"),),
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


def moves_nowhere(span: Span, kind: str) -> Diagnostic:
    """An exception that moves by no level."""
    return diagnostic(
        "effect-not-fitting",
        f"{a(kind)} of 0 levels moves nothing",
        at=span,
        label="moves by nothing",
        help="write 1 level or more, or take the declaration out",
    )


def moves_below_nothing(span: Span) -> Diagnostic:
    """A moderation whose reach is a negative number."""
    return diagnostic(
        "effect-not-fitting",
        "a moderation moves by 0 levels or more",
        at=span,
        label="below nothing",
        help="write the number of levels without its sign: it may move either way",
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


def use_brings_nothing(span: Span) -> Diagnostic:
    """A `use` without names to share and without a name for a copy."""
    return diagnostic(
        "clause-missing",
        "this `use` brings in nothing",
        at=span,
        label="neither `for` nor `as`",
        help="write `for NAME, NAME` to share declarations, or `as NAME` to copy the module",
    )


def use_not_both(span: Span, only: Span) -> Diagnostic:
    """A `use` that shares names and copies the module at once."""
    return diagnostic(
        "clause-twice",
        "a `use` shares names or copies the module, not both",
        at=span,
        label="copies the module",
        others=(Label(only, "shares these"),),
        help="write two `use` lines",
    )


def share_with_lines(span: Span) -> Diagnostic:
    """A line under a `use` that shares names."""
    return diagnostic(
        "clause-not-allowed",
        "a `use` that shares names has no lines under it",
        at=first_line(span),
        label="belongs to a copy",
        help="copy the module: `use MODULE as NAME`, and this line under it",
    )


def header_twice(span: Span, first: Span, headline: str) -> Diagnostic:
    """Two lines of the header say one thing."""
    return diagnostic(
        "header-not-fitting",
        headline,
        at=span,
        label="said again",
        others=(Label(first, "first said here"),),
        help="keep one of the two lines",
    )


def second_header(span: Span, first: Span, what: str) -> Diagnostic:
    """A framework's files say twice what they are."""
    return diagnostic(
        "header-not-fitting",
        f"the files of a framework have one header, not {what}",
        at=span,
        label="a second header",
        others=(Label(first, "the first header"),),
        help="keep one of the two; another version stands in a folder of its own",
    )


def no_level(span: Span) -> Diagnostic:
    """A framework without a level of subjects."""
    return diagnostic(
        "no-level",
        "no level of subjects is declared",
        at=span,
        label="whose rating is it?",
        help='declare whose rating it is: `level school "School"`',
    )


def parameter_outside_module(span: Span, word: str) -> Diagnostic:
    """A parameter in a framework."""
    return diagnostic(
        "parameter-outside-module",
        f"the parameter `{word}` stands outside a module",
        at=span,
        label="no `use` can give it",
        help="declare an `input`, or move the rules that need it into a module",
    )


def table_shape(span: Span, head: Span, columns: int, cells: int) -> Diagnostic:
    """A row of a table has too few or too many tests."""
    has, holds = _many(columns, "column"), _many(cells, "test")
    help_ = "write one test for each column, with a comma between; `any` leaves a column open"
    if split := _SPLIT_NUMBER.search(span.text):
        help_ = f"a comma parts columns; a decimal has a point: `{split.group().replace(',', '.')}`"
    return diagnostic(
        "row-does-not-fit",
        f"the table has {has}, this row {holds}",
        at=span,
        label=f"{cells} here",
        others=(Label(head, f"{columns} here"),),
        help=help_,
    )


def no_single_day(span: Span, word: str) -> Diagnostic:
    """An end of the window that is said by what is no date, or by one for each member."""
    return diagnostic(
        "not-that-kind",
        f"`{word}` is no single day",
        at=span,
        label="the window opens and closes on a day",
        help="write it under an input that `is a date`, and for the members of no set",
    )


def weights_shape(
    span: Span, headline: str, help_: str, others: tuple[Label, ...] = (), notes: tuple[str, ...] = ()
) -> Diagnostic:
    """Weights that give no share, or not one number a member."""
    return diagnostic(
        "weights-not-fitting",
        headline,
        at=first_line(span),
        label="does not hold",
        others=others,
        help=help_,
        notes=notes,
    )


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


def too_many_declarations(span: Span, most: int) -> Diagnostic:
    """A framework and the modules copied into it declare more than may be."""
    return diagnostic(
        "beyond-limits",
        f"with its modules the framework declares more than {most:,} things",
        at=span,
        label="the first too many",
        help="use fewer modules, or split the framework",
    )


def too_many_cells(span: Span, count: int, most: int) -> Diagnostic:
    """A declaration ranges over more members than may be."""
    return diagnostic(
        "beyond-limits",
        f"this has {count:,} entries; {most:,} are the most",
        at=span,
        label="ranges over too many",
        help="make the sets smaller, or say `it needs` and list what each member needs",
    )
