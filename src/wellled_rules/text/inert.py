"""Text from outside, made unable to act on whoever shows it."""

from __future__ import annotations

import unicodedata

__all__ = ["inert"]

# Controls (with every escape sequence's first character), invisible format characters (with every
# bidirectional override), lone surrogates, private and unassigned code points, line separators.
_ACTIVE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def inert(text: str) -> str:
    """`text` on one line, with each character that acts rather than shows written as its escape.

    Escapes are `\\n`, `\\r`, `\\t`, `\\x1b`, `\\u202e`, `\\U000e0001`. Letters, signs and spaces of every
    script stay as they are. Markup is not escaped: that is the business of whoever writes markup.
    """
    if text.isprintable():
        return text
    return "".join(ch if unicodedata.category(ch) not in _ACTIVE else _escape(ch) for ch in text)


def _escape(ch: str) -> str:
    if named := _NAMED.get(ch):
        return named
    point = ord(ch)
    if point <= 0xFF:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"
