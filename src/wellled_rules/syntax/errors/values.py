"""Numbers, dates and versions that can't be read."""

from __future__ import annotations

from calendar import month_name, monthrange

from wellled_rules.diagnostics.diagnostic import Diagnostic, Edit, Fix, diagnostic
from wellled_rules.text.span import Span

__all__ = [
    "hyphen_range",
    "impossible_date",
    "impossible_month",
    "malformed_date",
    "malformed_identity",
    "malformed_number",
    "minus_without_space",
    "no_count",
    "version_as_number",
]


def impossible_date(span: Span, year: int, month: int, day: int) -> Diagnostic:
    """2024-02-30."""
    if not year:
        why = "years are counted from 0001"
    elif not 1 <= month <= 12:
        why = f"a year has no month {month}"
    else:
        why = f"{month_name[month]} {year} has days 1 to {monthrange(year, month)[1]}"
    return diagnostic(
        "impossible-date",
        f"there is no day {span.text}",
        at=span,
        label="no such day",
        help=f"correct the day: {why}",
    )


def malformed_date(span: Span, better: str | None = None) -> Diagnostic:
    """12/03/2024, 2024-3-1, 2024-12 where a day is asked for."""
    fix = None if better is None else Fix("write the date in full", (Edit(span, better),))
    return diagnostic(
        "malformed-date",
        f"`{span.text}` is not how a date is written",
        at=span,
        label="a date is expected here",
        help="write year, month and day, such as `2024-03-31`",
        fix=fix,
    )


def impossible_month(span: Span) -> Diagnostic:
    """bread@2024-13."""
    return diagnostic(
        "malformed-identity",
        f"`{span.text}` names a month that no year has",
        at=span,
        label="months are 01 to 12",
        help="write the version as year and month, such as `2024-12`",
    )


def malformed_identity(span: Span) -> Diagnostic:
    """bread@2024, BREAD@2024-12."""
    return diagnostic(
        "malformed-identity",
        f"`{span.text}` is not how a framework version is written",
        at=span,
        label="a name, `@`, year and month",
        help="write small letters and hyphens, `@`, then year and month, such as `school-inspection@2025-09`",
    )


def version_as_number(span: Span, name: Span | None) -> Diagnostic:
    """schools 2024-12."""
    whole = span if name is None else name.cover(span)
    written = f"{'name' if name is None else name.text}@{span.text}"
    return diagnostic(
        "version-as-number",
        f"`{span.text}` alone is neither a number nor a date",
        at=span,
        label="a version without its framework",
        help=f"join a version to its framework: `{written}`",
        notes=("a range is written with `to`, a date with its day",),
        fix=None if name is None else Fix("join name and version", (Edit(whole, written),)),
    )


def hyphen_range(span: Span, low: str, high: str) -> Diagnostic:
    """25-38."""
    return diagnostic(
        "hyphen-range",
        f"a range is written `{low} to {high}`",
        at=span,
        label="a hyphen is no range",
        help=f"write `{low} to {high}`; both ends are included",
        fix=Fix("write the range in words", (Edit(span, f"{low} to {high}"),)),
    )


def minus_without_space(span: Span, better: str) -> Diagnostic:
    """points -3, points -other, points-3."""
    return diagnostic(
        "minus-without-space",
        "a minus has a space on both sides",
        at=span,
        label="a sign, or part of a word?",
        help=f"to subtract, write `{better}`",
        fix=Fix("put spaces around the minus", (Edit(span, better),)),
    )


def malformed_number(span: Span, better: str | None = None) -> Diagnostic:
    """5., .5, 1.2.3."""
    fix = None if better is None else Fix("write the number in full", (Edit(span, better),))
    return diagnostic(
        "malformed-number",
        f"`{span.text}` is not how a number is written",
        at=span,
        label="no number",
        help="write digits, with one point between digits where needed, such as `62.5`",
        fix=fix,
    )


def no_count(span: Span, what: str) -> Diagnostic:
    """up 1.5 levels."""
    return diagnostic(
        "malformed-number",
        f"`{span.text}` does not count {what}",
        at=span,
        label="a whole number is needed",
        help=f"write how many {what} as a whole number, such as `1`",
    )
