"""What a line may hold, as patterns of characters: the same tokens as grammar/terminals.lark.

`legal` reads as much of a logical line as the parser's tokens can; where it stops short of the line's end, a
character stands that no sentence of the language has there. Every alternative is possessive, so each character is
looked at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from wellled_rules.syntax.limits import Limits

__all__ = ["BLANK", "CONTENT", "CONTROL", "INDENT", "LOOSE", "Patterns", "Word", "patterns", "words"]

# Controls, marks that turn the direction of writing, zero-width spaces, line separators, halves of pairs.
# Joiners (U+200C, U+200D) stay: titles in some scripts need them.
_CONTROL = "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff"
_END = r"(?![\w.@\-\u2010-\u2015\u2212])"
_MORE = rf"(?:\#[^\n{_CONTROL}]*+)?+\n(?:[ \t]*+(?:\#[^\n{_CONTROL}]*+)?+\n)*+[ \t]*+(?=(?:and|or)\b)"
_PARTS = 7  # of a dotted name, after the first
_AFTER_TEXT = r"(?=[ \t\n,)#]|\Z)"

CONTROL = re.compile(f"[{_CONTROL}]")
BLANK = re.compile(rf"[ \t]*+(?:\#[^\n{_CONTROL}]*+)?+(?:\n|\Z)")
CONTENT = re.compile(rf'(?:\\["\\]|[^"\\\n{_CONTROL}]|\n(?![ \t]*(?:\n|\Z)))*+')
INDENT = re.compile(r"[ \t]*")
LOOSE = re.compile(
    rf'(?:[^"\n\\#]++|\\[^\n]?|\#[^\n]*+|"(?:\\["\\]|[^"\\\n]|\n(?![ \t]*(?:\n|\Z)))*+"{_AFTER_TEXT}|{_MORE})*+[^\n]*'
)
"""A logical line whatever it holds: to its end, over well-closed texts and continued lines.

NOTE: a backslash takes the next character with it, as it does inside a text; a quote that one text takes for
escaped then opens no other, and no stretch of text is searched for a closing quote twice.
"""

_WORD = re.compile(
    r"""
    "(?:\\.|[^"\\])*+"
    | \#[^\n]*
    | -?\d[\w.-]*+
    | [^\W\d][\w.-]*+(?:@[\w-]*+)?
    | [^\s\w]
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A token of a line as a person sees it: a word, a number, a quoted text or a sign; offsets in the source."""

    text: str
    start: int
    end: int


def words(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words of a stretch of text, comments left out."""
    found = _WORD.finditer(text, start, end)
    return tuple(Word(m.group(), m.start(), m.end()) for m in found if not m.group().startswith("#"))


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns that depend on the limits.

    legal: tokens of a logical line, as many as can be read. text: one quoted text.
    """

    legal: re.Pattern[str]
    text: re.Pattern[str]


@lru_cache(maxsize=8)
def patterns(limits: Limits) -> Patterns:
    """The patterns for one set of limits."""
    part = rf"[a-z][a-z0-9_]{{0,{limits.name - 1}}}+"
    fraction = rf"(?=[\d.]{{3,{limits.digits + 1}}}(?![\d.]))[0-9]++\.[0-9]++"
    text = rf'"(?:\\["\\]|[^"\\\n{_CONTROL}]|\n(?![ \t]*(?:\n|\Z))){{0,{limits.text}}}+"{_AFTER_TEXT}'
    tokens = (
        r"[ \t]++",
        text,
        rf"{part}(?:\.{part}){{0,{_PARTS}}}+{_END}",
        rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{_END}",
        rf"-?+(?:{fraction}|[0-9]{{1,{limits.digits}}}+){_END}",
        rf"(?=[a-z0-9-]{{1,{limits.name}}}@)[a-z][a-z0-9-]*+@[0-9]{{4}}-[0-9]{{2}}{_END}",
        r"-(?=\s)",
        r"/(?![/*])",
        r"[+*,()]",
        _MORE,
    )
    legal = re.compile(rf"(?:{'|'.join(tokens)})*+(?:\#[^\n{_CONTROL}]*+)?+")
    return Patterns(legal, re.compile(text))
