"""Which fault it is, where a line holds characters that no sentence of the language has there."""

from __future__ import annotations

import re

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.syntax.errors import characters as errors
from wellled_rules.syntax.errors import file as file_errors
from wellled_rules.syntax.errors import values as value_errors
from wellled_rules.syntax.limits import Limits
from wellled_rules.syntax.tokens import CONTENT, CONTROL
from wellled_rules.syntax.wording import FORMS, HEADS, KINDS
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span

__all__ = ["explain_character", "find_unquoted", "small_name"]

_RUN = re.compile(r"[\w.@\-\u2010-\u2015\u2212]+")
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_RANGE = re.compile(rf"(\d+(?:\.\d+)?)(?:[{_DASHES}]|\.\.\.?)(\d+(?:\.\d+)?)")
_OPEN_RANGE = re.compile(rf"(\d+(?:\.\d+)?)[{_DASHES}]")
_NEXT_NUMBER = re.compile(r"[ \t]+(\d+(?:\.\d+)?)(?![\w.@-])")
_PARTIAL_DATE = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")
_SHORT_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_OTHER_DATE = re.compile(r"\d{4}[-.]\d{1,2}[-.]\d{1,2}|\d{1,2}[-.]\d{1,2}[-.]\d{4}")
_NUMBER = re.compile(r"-?[\d.]+")
_BEFORE_DATE = frozenset({"from", "until", "on", "before", "after", "dated"})
_QUOTES = "'`\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u2032\u2033"
_QUOTED = re.compile(rf"([{_QUOTES}])([^{_QUOTES}\n\"\\]*)[{_QUOTES}]")

_SYMBOLS: tuple[tuple[str, str, str | None], ...] = (
    (">=", "`N or more`, or for levels `LEVEL or better`", None),
    ("=>", "`N or more`, or for levels `LEVEL or better`", None),
    ("\u2265", "`N or more`, or for levels `LEVEL or better`", None),
    ("<=", "`N or less`, or for levels `LEVEL or worse`", None),
    ("=<", "`N or less`, or for levels `LEVEL or worse`", None),
    ("\u2264", "`N or less`, or for levels `LEVEL or worse`", None),
    ("!=", "`is not`", "is not"),
    ("<>", "`is not`", "is not"),
    ("\u2260", "`is not`", "is not"),
    ("==", "`is`", "is"),
    ("=", "`is` in a test, `equals` before a value", None),
    (">", "`is over`", "is over"),
    ("<", "`is under`", "is under"),
    ("&&", "`and`", "and"),
    ("&", "`and`", "and"),
    ("||", "`or` between values, `any of these` between conditions", None),
    ("|", "`or` between values, `any of these` between conditions", None),
    ("!", "`not` after `is`", None),
    ("\u00d7", "`*`", "*"),
    ("\u00f7", "`/`", "/"),
)
_NO_SENTENCE_END = '"\\_-@(*/+'
_HELP = {
    "%": "leave it out; what is a percentage is said by `is a percentage`",
    ";": "leave it out; a line is one clause, and ends where the line ends",
    ":": "leave it out; what belongs to a line is indented under it",
    "{": "leave it out; what belongs together is indented by four spaces",
    "}": "leave it out; what belongs together is indented by four spaces",
    "[": "leave it out; a list is written with commas",
    "]": "leave it out; a list is written with commas",
}
_TEXT_PREFIX = re.compile(
    rf"(?:(?:replace[ \t]+)?(?:{'|'.join(KINDS)})[ \t]+[a-z]\w*(?:[ \t]+at[ \t]+[a-z]\w*(?:[ \t]*,[ \t]*[a-z]\w*)*)?"
    r"|framework[ \t]+\S+@\S+|module[ \t]+[a-z][\w.]*"
    r"|regulator|because|means|standing|address|published[ \t]+by|(?:basis|cites)[ \t]+[a-z]\w*)[ \t]+"
)
_MEMBER_PREFIX = re.compile(r"([a-z]\w*|\d+)[ \t]+(?=[A-Z]\w*(?:[ \t]|\Z|\n))")


def explain_character(source: SourceFile, begin: int, at: int, limits: Limits) -> Diagnostic:
    """The fault at offset `at` of the line that begins at `begin`."""
    text = source.text
    if control := CONTROL.match(text, at):
        return errors.control_character(Span(source, at, control.end()))
    if text[at] == '"':
        return _explain_text(source, at, limits)
    if unquoted := find_unquoted(source, begin, at):
        return unquoted
    if text[at] in _QUOTES:
        return _explain_quotes(source, at)
    if run := _RUN.match(text, at):
        return _explain_run(source, begin, Span(source, at, run.end()), limits)
    return _explain_symbol(source, at)


def _explain_text(source: SourceFile, at: int, limits: Limits) -> Diagnostic:
    """A `"` that opens no well-formed text."""
    text = source.text
    content = CONTENT.match(text, at + 1)
    end = at + 1 if content is None else content.end()
    line_end = _line_end(text, at)
    opened = Span(source, at, line_end)
    if end - at - 1 > limits.text:
        return file_errors.text_too_long(opened, limits.text)
    if end == len(text) or text[end] == "\n":
        return errors.unclosed_text(opened)
    here = Span(source, end, end + 1)
    if text[end] == "\\":
        return errors.stray_backslash(here)
    if text[end] != '"':
        return errors.control_character(here)
    after = text[end + 1]
    if not after.isalnum() and after not in _NO_SENTENCE_END:
        return _explain_after_text(source, end + 1)
    # A word follows the closing quote. On one line it is a quote inside a text; over a line's end it is the
    # opening quote of the next text, and this one was never closed.
    return errors.quote_inside_text(Span(source, at, end + 1)) if end < line_end else errors.unclosed_text(opened)


def _explain_after_text(source: SourceFile, at: int) -> Diagnostic:
    """A sign directly after a closing quote."""
    if source.text[at] == ".":
        return errors.full_stop(Span(source, at, at + 1))
    return _explain_symbol(source, at)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def find_unquoted(source: SourceFile, begin: int, at: int) -> Diagnostic | None:
    """The text without quotes that a word at `at` is part of, by how its line begins; none where it is none."""
    text = source.text
    end = _line_end(text, at)
    prefix = _TEXT_PREFIX.match(text, begin, end) or _MEMBER_PREFIX.match(text, begin, end)
    if prefix is None or prefix.end() > at or text[prefix.end()] == '"':
        return None
    first = prefix.group(1) if prefix.re is _MEMBER_PREFIX else None
    if first in FORMS or first in HEADS:
        return None
    stop = text.find("#", prefix.end(), end)
    words = text[prefix.end() : end if stop < 0 else stop].rstrip(" \t,")
    if not words[:1].isalpha():
        return None
    can_fix = not any(ch in words for ch in '"\\') and words.isprintable()
    return errors.unquoted_text(Span(source, prefix.end(), prefix.end() + len(words)), can_fix=can_fix)


def _explain_quotes(source: SourceFile, at: int) -> Diagnostic:
    """Single, curly or angled quotes."""
    quoted = _QUOTED.match(source.text, at)
    if quoted is None:
        return errors.wrong_quotes(Span(source, at, at + 1), None)
    return errors.wrong_quotes(Span(source, at, quoted.end()), f'"{quoted.group(2)}"')


def _explain_run(source: SourceFile, begin: int, span: Span, limits: Limits) -> Diagnostic:
    """A run of letters, digits, points, hyphens and `@` that is no word, number, date or version."""
    run = span.text
    if found := _explain_date(source, begin, span):
        return found
    if "@" in run:
        if len(run.partition("@")[0]) > limits.name:
            return file_errors.name_too_long(span, limits.name)
        return value_errors.malformed_identity(span)
    if run[0] in _DASHES and not _NUMBER.fullmatch(run):
        return _explain_dash(source, span)
    if found := _explain_range(source, begin, span):
        return found
    if _NUMBER.fullmatch(run):
        return _explain_number(span, limits)
    return _explain_name(source, begin, span, limits)


def _explain_range(source: SourceFile, begin: int, span: Span) -> Diagnostic | None:
    """Two numbers with a hyphen between them, which stands at the first of them at least."""
    both = _RANGE.fullmatch(span.text)
    if both is not None:
        low, high = both.groups()
    else:
        first, second = _OPEN_RANGE.fullmatch(span.text), _NEXT_NUMBER.match(source.text, span.end)
        if first is None or second is None:
            return None
        span, low, high = Span(source, span.start, second.end()), first.group(1), second.group(1)
    if re.match(r"(?:equals|taken)\b", source.text[begin : begin + 8]) and "-" in span.text:
        return value_errors.minus_without_space(span, f"{low} - {high}")
    return value_errors.hyphen_range(span, low, high)


def _explain_date(source: SourceFile, begin: int, span: Span) -> Diagnostic | None:
    """A date or a version written another way."""
    run = span.text
    before = source.text[begin : span.start].rstrip(" \t")
    last = re.search(r"[a-z][a-z0-9_]*\Z", before)
    if short := _SHORT_DATE.fullmatch(run):
        year, month, day = short.groups()
        return value_errors.malformed_date(span, f"{year}-{month:>02}-{day:>02}")
    if _PARTIAL_DATE.fullmatch(run):
        begins = last is not None and not last.start()
        if last and last.group() in _BEFORE_DATE and not (begins and last.group() == "from"):
            return value_errors.malformed_date(span)
        name = None
        if last and last.group() not in FORMS and last.start():
            name = Span(source, begin + last.start(), begin + last.end())
        return value_errors.version_as_number(span, name)
    if _OTHER_DATE.fullmatch(run):
        return value_errors.malformed_date(span)
    return None


def _explain_dash(source: SourceFile, span: Span) -> Diagnostic:
    """A run that begins with a hyphen or a dash."""
    run = span.text
    if run.startswith("--"):
        return errors.foreign_comment(Span(source, span.start, span.start + 2))
    if run[0] != "-":
        sign = Span(source, span.start, span.start + 1)
        return errors.unknown_character(sign, "write a minus as `-`, a range with `to`", "-")
    return value_errors.minus_without_space(span, f"- {run[1:]}")


def _explain_number(span: Span, limits: Limits) -> Diagnostic:
    """Digits and points that make no number."""
    run = span.text
    if sum(ch.isdigit() for ch in run) > limits.digits:
        return file_errors.number_too_long(span, limits.digits)
    if run.count(".") == 1:
        return value_errors.malformed_number(span, run.rstrip(".") if run.endswith(".") else f"0{run}")
    return value_errors.malformed_number(span)


def _explain_name(source: SourceFile, begin: int, span: Span, limits: Limits) -> Diagnostic:
    """A run with letters that is no name."""
    run = span.text
    if run.endswith(".") and re.fullmatch(r"[a-z0-9_]+", run[:-1]):
        return errors.full_stop(Span(source, span.end - 1, span.end))
    if any(len(part) > limits.name for part in run.split(".")):
        return file_errors.name_too_long(span, limits.name)
    if subtracted := re.fullmatch(r"([a-z][a-z0-9_.]*)-([a-z0-9_.]*)", run):
        left, right = subtracted.groups()
        if not right or right[0].isdigit() or source.text.startswith("equals", begin):
            return value_errors.minus_without_space(span, f"{left} - {right}".rstrip())
    if not run.isascii():
        return errors.malformed_name(span)
    if re.fullmatch(r"[A-Za-z]\w*(?:\.[A-Za-z]\w*)*", run):
        return errors.capital_in_name(span, small_name(run))
    if re.fullmatch(r"[A-Za-z][\w-]*\w", run):
        return errors.hyphen_in_name(span, small_name(run))
    return errors.malformed_name(span)


def small_name(run: str) -> str:
    """`OvenDoor` and `oven-door` as `oven_door`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", run.replace("-", "_")).lower()


def _explain_symbol(source: SourceFile, at: int) -> Diagnostic:
    """A sign that rules don't use."""
    text = source.text
    for sign in ("//", "/*"):
        if text.startswith(sign, at):
            return errors.foreign_comment(Span(source, at, at + 2))
    for symbol, words, better in _SYMBOLS:
        if text.startswith(symbol, at):
            return errors.symbol_for_words(Span(source, at, at + len(symbol)), words, better)
    span = Span(source, at, at + 1)
    if text[at].isspace():
        return errors.unknown_character(span, "write an ordinary space", " ")
    return errors.unknown_character(span, _HELP.get(text[at], "leave it out, or put it in quotes as part of a text"))
