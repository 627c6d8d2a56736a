"""Quotes, signs and characters that have no place in rule text, and names written another way."""

from __future__ import annotations

import unicodedata

from wellled_rules.diagnostics.diagnostic import Diagnostic, Edit, Fix, diagnostic
from wellled_rules.text.span import Span

__all__ = [
    "capital_in_name",
    "control_character",
    "foreign_comment",
    "full_stop",
    "hyphen_in_name",
    "malformed_name",
    "quote_inside_text",
    "stray_backslash",
    "symbol_for_words",
    "unclosed_text",
    "unknown_character",
    "unquoted_text",
    "wrong_quotes",
]


def unclosed_text(span: Span) -> Diagnostic:
    """A quote that never closes."""
    return diagnostic(
        "unclosed-text",
        "a quoted text does not end",
        at=span,
        label="opens here",
        help='close it with `"`; a text may go over the end of a line, not over a blank line',
    )


def quote_inside_text(span: Span) -> Diagnostic:
    """ "He said "no" to it"."""
    return diagnostic(
        "quote-inside-text",
        "a quoted text ends in the middle of a word",
        at=span,
        label="ends here",
        help='write a quote inside a text as `\\"`, or put a space after the closing quote',
    )


def stray_backslash(span: Span) -> Diagnostic:
    """A backslash before anything but a quote or a backslash."""
    return diagnostic(
        "stray-backslash",
        "a backslash inside a text stands alone",
        at=span,
        label="neither a quote nor a backslash follows",
        help="write it twice, or leave it out",
        fix=Fix("write the backslash twice", (Edit(span, "\\\\"),)),
    )


def wrong_quotes(span: Span, better: str | None) -> Diagnostic:
    """Curly, single or angled quotes."""
    fix = None if better is None else Fix("use straight double quotes", (Edit(span, better),))
    return diagnostic(
        "wrong-quotes",
        f"`{span.text[0]}` does not open a text",
        at=span,
        label="not a straight double quote",
        help='put texts in straight double quotes, `"..."`',
        fix=fix,
    )


def unquoted_text(span: Span, *, can_fix: bool) -> Diagnostic:
    """A title or a text without its quotes."""
    fix = Fix("put it in quotes", (Edit(span, f'"{span.text}"'),)) if can_fix else None
    return diagnostic(
        "unquoted-text",
        "titles and texts stand in quotes",
        at=span,
        label="without quotes",
        help='put it in quotes: `"..."`',
        fix=fix,
    )


def symbol_for_words(span: Span, words: str, better: str | None) -> Diagnostic:
    """>=, ==, &&."""
    fix = None if better is None else Fix(f"write `{better}`", (Edit(span, better),))
    return diagnostic(
        "symbol-for-words",
        f"`{span.text}` is written in words",
        at=span,
        label="a sign where words are read",
        help=f"write {words}",
        fix=fix,
    )


def unknown_character(span: Span, help: str, better: str | None = None) -> Diagnostic:
    """%, {, ; and other characters that the language does not use."""
    fix = None if better is None else Fix("leave it out" if not better else "replace it", (Edit(span, better),))
    return diagnostic(
        "unknown-character",
        f"`{_shown(span.text)}` has no meaning in rules",
        at=span,
        label="not used outside quotes",
        help=help,
        fix=fix,
    )


def full_stop(span: Span) -> Diagnostic:
    """A sentence that ends in a full stop."""
    return diagnostic(
        "unknown-character",
        "a line ends without a full stop",
        at=span,
        label="not used outside quotes",
        help="leave the full stop out",
        fix=Fix("leave it out", (Edit(span, ""),)),
    )


def control_character(span: Span) -> Diagnostic:
    """NUL, a byte-order mark, a character that turns the direction of writing."""
    return diagnostic(
        "control-character",
        f"the character {_shown(span.text)} can't be seen and is not allowed",
        at=span,
        label="an invisible character",
        help="delete it",
        fix=Fix("delete it", (Edit(span, ""),)),
    )


def foreign_comment(span: Span) -> Diagnostic:
    """//, --, /*."""
    return diagnostic(
        "foreign-comment",
        f"`{span.text}` does not begin a comment",
        at=span,
        label="comments begin with `#`",
        help="begin the comment with `#`",
        fix=Fix("begin the comment with `#`", (Edit(span, "#"),)),
    )


def capital_in_name(span: Span, better: str) -> Diagnostic:
    """Overall, WellLed."""
    return diagnostic(
        "capital-in-name",
        f"`{span.text}` has capital letters",
        at=span,
        label="small letters only",
        help=f"write `{better}`, or put a title in quotes",
        fix=Fix("write it in small letters", (Edit(span, better),)),
    )


def hyphen_in_name(span: Span, better: str) -> Diagnostic:
    """oven-door."""
    return diagnostic(
        "hyphen-in-name",
        f"`{span.text}` has a hyphen",
        at=span,
        label="names have no hyphens",
        help=f"write `{better}`",
        fix=Fix("write `_` for the hyphen", (Edit(span, better),)),
    )


def malformed_name(span: Span) -> Diagnostic:
    """2nd_visit, _hidden, café."""
    return diagnostic(
        "malformed-name",
        f"`{_shown(span.text)}` can't be a name",
        at=span,
        label="neither a name nor a number",
        help="begin with a letter from a to z and go on with letters, digits and `_`",
    )


def _shown(text: str) -> str:
    """The characters themselves where they can be seen, else their numbers and names."""
    if text.isprintable():
        return text
    return " ".join(f"U+{ord(ch):04X} {unicodedata.name(ch, '')}".strip() for ch in text)
