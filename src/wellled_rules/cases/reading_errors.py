"""Every message about a case that cannot be read as plain data."""

from __future__ import annotations

from dataclasses import replace

from wellled_rules.cases.document import Path, pointer
from wellled_rules.cases.limits import CaseLimits
from wellled_rules.cases.words import quoted
from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.text.span import Span

__all__ = [
    "cut_off",
    "empty",
    "foreign",
    "half_character",
    "inexact",
    "key_not_text",
    "key_twice",
    "long_key",
    "no_number",
    "not_a_case",
    "not_utf8",
    "syntax",
    "text_or_path",
    "told_of",
    "too_deep",
    "too_many_bytes",
    "too_many_digits",
    "too_many_values",
    "unopened",
    "yaml_extra",
]


_LEAST = "write at least `{}`, a case in which nothing is recorded"
_FORM = 'write `{"subject": …, "inputs": …}`'


def told_of(one: Diagnostic, into: str, form: str) -> Diagnostic:
    """A finding of this room about a text that is no case. into: what it is, as "history". form: how one begins."""
    headline = one.headline
    if headline.startswith("a case is "):
        headline = f"a {into}{headline.removeprefix('a case')}"
    headline = headline.replace("before the case does", f"before the {into} does")
    help_ = tuple(form if text in (_LEAST, _FORM) else text for text in one.help)
    return replace(one, headline=headline, help=help_, into=into)


def empty(name: str) -> Diagnostic:
    """A text without anything in it."""
    return diagnostic(
        "unreadable-case",
        f"{quoted(name)} is empty",
        help=_LEAST,
    )


def not_utf8(name: str, line: int, other: str | None) -> Diagnostic:
    """A text in another encoding. other: its name, where its first bytes give it away."""
    what = f"is encoded as {other}, not UTF-8" if other else f"is not UTF-8: line {line} holds other bytes"
    return diagnostic("unreadable-case", f"{quoted(name)} {what}", help="save the file as UTF-8")


def syntax(at: Span, headline: str, label: str, advice: str = "") -> Diagnostic:
    """A place at which the text stops being JSON or YAML."""
    return diagnostic("unreadable-case", headline, at=at, label=label, help=advice or ())


def cut_off(name: str, what: str) -> Diagnostic:
    """A text that its format's reader refuses without saying where."""
    return diagnostic("unreadable-case", f"{quoted(name)} cannot be read as {what}")


def not_a_case(path: Path, was: str) -> Diagnostic:
    """A document that is no mapping."""
    return diagnostic(
        "unreadable-case",
        f"a case is a group of named entries, and this is {was}",
        pointer=pointer(path),
        help=_FORM,
    )


def text_or_path() -> Diagnostic:
    """A Python `str` where a case is asked for."""
    return diagnostic(
        "unreadable-case",
        "a case is data, the bytes of a text or a `Path`, and this is a `str`",
        pointer="",
        help=("for JSON or YAML text, give `text.encode()`", "for a file, give `Path(name)`"),
    )


def unopened(name: str, why: str) -> Diagnostic:
    """A file that can't be opened or read. why: as the system says it."""
    return diagnostic("unreadable-case", f"{quoted(name)} could not be read: {why}", help="check the file's name")


def too_many_bytes(name: str, size: int, limits: CaseLimits) -> Diagnostic:
    """A text beyond the limit on its size; one beyond that of YAML alone may still be read as JSON."""
    if size > limits.text_bytes:
        most, advice = (
            f"a case may have {limits.text_bytes:,}",
            "a case is about one subject: check that it is the right file",
        )
    else:
        most, advice = f"a YAML case may have {limits.yaml_bytes:,}", "give a large case as JSON"
    return diagnostic("case-too-large", f"{quoted(name)} has {size:,} bytes; {most}", help=advice)


def too_deep(path: Path | None, most: int) -> Diagnostic:
    """Groups and lists too deep in each other."""
    return diagnostic(
        "case-too-large",
        f"groups and lists are more than {most} deep here",
        pointer=None if path is None else pointer(path),
        help="no entry of a case needs more than a few levels",
    )


def too_many_values(most: int) -> Diagnostic:
    """More written values than the limit."""
    return diagnostic("case-too-large", f"the case has more than {most:,} entries", pointer="")


def too_many_digits(path: Path, most: int) -> Diagnostic:
    """A number beyond the limit on digits."""
    return diagnostic(
        "case-too-large",
        f"this number needs more than {most} digits",
        pointer=pointer(path),
        help=f"write it with at most {most} digits, those after the point included",
    )


def long_key(path: Path, most: int) -> Diagnostic:
    """A key beyond the limit on length; `path` is that of the group it is in."""
    return diagnostic("case-too-large", f"a name here has more than {most:,} characters", pointer=pointer(path))


def key_twice(path: Path) -> Diagnostic:
    """One key written twice in one group."""
    return diagnostic(
        "given-twice",
        f"{quoted(path[-1])} is written twice in one group",
        pointer=pointer(path),
        help="leave one of the two out",
    )


def no_number(path: Path, word: str) -> Diagnostic:
    """NaN or an infinity."""
    return diagnostic(
        "not-plain-data",
        f"{quoted(word)} is no number that can be reckoned with",
        pointer=pointer(path),
        help="leave the entry out, or write a state such as `not_assessed`",
    )


def inexact(path: Path, kind: str) -> Diagnostic:
    """A Python value that no case can hold."""
    return diagnostic(
        "not-plain-data",
        f"a value of the Python type {quoted(kind)} can stand in no case",
        pointer=pointer(path),
        help="give text, a whole number, a Fraction, a Decimal, a date, true or false, a list or a mapping",
    )


def key_not_text(path: Path, key: object) -> Diagnostic:
    """A name that is not text; `path` is that of the group it is in."""
    return diagnostic(
        "not-plain-data",
        f"the name {quoted(key)} is not text",
        pointer=pointer(path),
        help="put it in quotes",
    )


def half_character(path: Path) -> Diagnostic:
    """Text with half of a surrogate pair, which no text outside can hold."""
    return diagnostic(
        "not-plain-data",
        "this text holds half of a character",
        pointer=pointer(path),
        help="write the character itself, or both halves of its `\\u` escape",
    )


def foreign(at: Span, headline: str, label: str) -> Diagnostic:
    """Something that JSON readers let pass and that means nothing in a case."""
    return diagnostic("not-plain-data", headline, at=at, label=label)


def yaml_extra(at: Span, what: str, advice: str) -> Diagnostic:
    """A YAML device that makes one place depend on another, or on a program."""
    return diagnostic("not-plain-data", f"a case holds no {what}", at=at, label="stands here", help=advice)
