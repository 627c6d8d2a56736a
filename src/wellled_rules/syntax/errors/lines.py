"""Declarations and clauses that begin, go on or end in a way that can't be read."""

from __future__ import annotations

from wellled_rules.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label, diagnostic
from wellled_rules.text.span import Span

__all__ = [
    "bracketed_condition",
    "called_name",
    "each_before_name",
    "expression_as_column",
    "foreign_word",
    "incomplete_clause",
    "later_construct",
    "leftover_words",
    "misplaced_not",
    "no_collection",
    "or_between_conditions",
    "reserved_name",
    "reserved_word",
    "reversed_row",
    "unexpected_word",
    "unknown_clause",
    "unknown_declaration",
    "where_left_out",
]


def unknown_declaration(span: Span, near: tuple[str, ...]) -> Diagnostic:
    """A line in the first column that begins no declaration."""
    return diagnostic(
        "unknown-declaration",
        f"`{span.text}` begins no declaration",
        at=span,
        label="not a kind of declaration",
        help=_did_you_mean(near) or "begin with a kind, such as `input`, `determine` or `limit`",
        fix=_only(near, span),
    )


def unknown_clause(span: Span, near: tuple[str, ...]) -> Diagnostic:
    """A line inside a declaration that begins no clause."""
    return diagnostic(
        "unknown-clause",
        f"`{span.text}` begins no clause",
        at=span,
        label="not a key word",
        help=_did_you_mean(near) or 'begin with a clause\'s key word; a member is `name "Title"`',
        fix=_only(near, span),
    )


def later_construct(span: Span, construct: str) -> Diagnostic:
    """A construct that is planned and that `language 1` does not have yet."""
    return diagnostic(
        "later-construct",
        f"{construct} is not part of `language 1` yet",
        at=span,
        label="kept for later",
        help="say it with the declarations of `language 1`, or leave it to an `assumption` for now",
    )


def reserved_name(span: Span, better: str | None) -> Diagnostic:
    """`other "Other"`. better: a name that could be declared; none where a name is used and not declared."""
    example = "name a declaration; the name of one is never a key word alone"
    return diagnostic(
        "reserved-name",
        f"`{span.text}` is a key word and can't be a name",
        at=span,
        label="a key word",
        help=example if better is None else f"add a word, for example `{better}`",
    )


def reserved_word(span: Span, form: str) -> Diagnostic:
    """`normally, but the board may depart`. form: how such a line is written, with a name that nothing declares."""
    return diagnostic(
        "reserved-name",
        f"`{span.text}` is a key word and can't be a name",
        at=span,
        label="a key word",
        help=f"write the line as `{form}`, with a name that is no key word",
    )


def foreign_word(span: Span, better: str) -> Diagnostic:
    """`fresh if 25`, `at most one level`. better: the word for it in this language."""
    return diagnostic(
        "unexpected-word",
        f"`{span.text}` is written `{better}` here",
        at=span,
        label="a word of another notation",
        help=f"write `{better}`",
        fix=Fix(f"write `{better}`", (Edit(span, better),)),
    )


def or_between_conditions(span: Span, first: Span, *, is_listed: bool = True) -> Diagnostic:
    """`when notice is warning or breach is yes`. is_listed: whether conditions may stand in a list below the line."""
    by_name = "list the conditions in a yes-or-no rule of their own, and write `where NAME is yes`"
    return diagnostic(
        "or-between-conditions",
        "`or` joins values, not conditions",
        at=span,
        label="a second condition begins here",
        others=(Label(first, "joins values"),),
        help="write `any of these`, then each condition on a line of its own below" if is_listed else by_name,
    )


def expression_as_column(span: Span) -> Diagnostic:
    """`by highest of a, b`."""
    return diagnostic(
        "expression-as-column",
        "a table is read by names, not by sums",
        at=span,
        label="not a name",
        help="give this value a `determine` of its own and read the table by its name",
    )


def reversed_row(span: Span, first: str) -> Diagnostic:
    """`when 25 to 38 fresh`, `otherwise fresh`."""
    form = "RESULT otherwise" if first == "otherwise" else "RESULT when TEST"
    return diagnostic(
        "reversed-row",
        f"a row gives its result before `{first}`",
        at=span,
        label="comes after the result",
        help=f"write the row as `{form}`",
    )


def incomplete_clause(span: Span, begun: str, expected: str, form: str | None) -> Diagnostic:
    """A line that stops before it is complete."""
    return diagnostic(
        "incomplete-clause",
        f"this `{begun}` line stops too early: {expected} comes next",
        at=span,
        label=f"{expected} is missing"[:60],
        help=f"complete it: `{form}`" if form else f"add {expected}",
    )


def leftover_words(span: Span, begun: str, form: str | None) -> Diagnostic:
    """A line that goes on after it is complete."""
    return diagnostic(
        "leftover-words",
        f"this `{begun}` line is complete before its end",
        at=span,
        label="left over",
        help=f"drop what is left over; the line reads `{form}`" if form else "drop it, or put it on its own line",
    )


def where_left_out(span: Span, begun: str) -> Diagnostic:
    """`takes points of each room heat is 3`."""
    return diagnostic(
        "leftover-words",
        f"this `{begun}` line is complete before its end",
        at=span,
        label="a condition without `where`",
        help="put `where` before the condition",
        fix=Fix("put `where` before it", (Edit(span, f"where {span.text}"),)),
    )


def each_before_name(span: Span, name: str, level: str) -> Diagnostic:
    """`takes each room points`."""
    form = f"{name} of each {level}"
    return diagnostic(
        "unexpected-word",
        "what is taken comes before `of each`",
        at=span,
        label="`each` comes first",
        help=f"write the line as `takes {form}`",
        fix=None if name == "NAME" else Fix(f"write `{form}`", (Edit(span, form),)),
    )


def no_collection(span: Span, name: str, level: str) -> Diagnostic:
    """`any of points of room are 3`."""
    return diagnostic(
        "unexpected-word",
        f"`{span.text}` is no collection",
        at=span,
        label="several values are wanted",
        help=(
            f"if `{level}` is a level, let a `collect` take it (`takes {name} of each {level}`), and name that here",
            "if it is a member, this is one value: test it directly",
        ),
    )


def unexpected_word(span: Span, expected: str, form: str | None) -> Diagnostic:
    """A word in the middle of a line where another is needed."""
    return diagnostic(
        "unexpected-word",
        f"`{_short(span.text)}` stands where {expected} is expected",
        at=span,
        label=f"{expected} is expected here"[:60],
        help=f"write the line as `{form}`" if form else f"put {expected} here",
    )


def misplaced_not(span: Span) -> Diagnostic:
    """`when not breach is yes`."""
    return diagnostic(
        "unexpected-word",
        "`not` comes after `is`",
        at=span,
        label="before a condition",
        help="write `NAME is not TEST`, or list the conditions under `none of these`",
    )


def bracketed_condition(span: Span) -> Diagnostic:
    """`(breach is yes) and heat is no`."""
    return diagnostic(
        "unexpected-word",
        "a condition stands in no brackets",
        at=span,
        label="opens around a condition",
        help="join conditions by `and`, or list them under `all of these` or `any of these`",
    )


def stray_comma(span: Span, after: str) -> Diagnostic:
    """`ground, becomes soil`."""
    return diagnostic(
        "unexpected-word",
        f"no comma stands before `{after}`",
        at=span,
        label="a comma with nothing to divide",
        help="take the comma out, or name another member behind it",
        fix=Fix("take the comma out", (Edit(span, ""),)),
    )


def trailing_comma(span: Span, *, is_nothing: bool) -> Diagnostic:
    """`ground becomes soil,`. is_nothing: whether `nothing` stands before it."""
    more = "" if is_nothing else ", or name another member behind it, on the same line"
    return diagnostic(
        "unexpected-word",
        "no comma stands at the end of a row",
        at=span,
        label="a comma with nothing to divide",
        help=f"take the comma out{more}",
        fix=Fix("take the comma out", (Edit(span, ""),)),
    )


def called_name(span: Span) -> Diagnostic:
    """`max(a, b)`."""
    return diagnostic(
        "unexpected-word",
        f"`{_short(span.text)}` can't be called with brackets",
        at=span,
        label="there are no functions",
        help="write `highest of`, `lowest of`, `total of`, `mean of` or `number of`, then names with commas",
    )


def _did_you_mean(near: tuple[str, ...]) -> str:
    if not near:
        return ""
    return f"did you mean {' or '.join(f'`{word}`' for word in near)}?"


def _only(near: tuple[str, ...], span: Span) -> Fix | None:
    return Fix(f"write `{near[0]}`", (Edit(span, near[0]),)) if len(near) == 1 else None


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 30 else flat[:29] + "…"
