"""How much room text takes on a screen of equal cells."""

from __future__ import annotations

import unicodedata

__all__ = ["cells"]


def cells(text: str) -> int:
    """Number of cells that inert `text` takes: two for a wide character, none for a combining mark."""
    if text.isascii():
        return len(text)
    return sum(_cell(ch) for ch in text)


def _cell(ch: str) -> int:
    if unicodedata.category(ch) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(ch) in ("W", "F") else 1
