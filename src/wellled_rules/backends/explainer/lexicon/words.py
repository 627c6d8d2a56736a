"""Small words: quoting, listing, counting, and text from outside made inert."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wellled_rules.text.inert import inert

__all__ = ["capital", "entries", "family", "humanised", "listed", "outside", "quoted", "sentence", "some", "word_count"]

_BREAKS = re.compile(r"[ \t\r\n]+")


def outside(text: str) -> str:
    """Text from outside on one line: line ends become spaces, what acts rather than shows is escaped."""
    return inert(_BREAKS.sub(" ", text).strip())


def quoted(text: str) -> str:
    """A title in the midst of a sentence."""
    return f"“{outside(text)}”"


def humanised(name: str) -> str:
    """An identifier as words, for what has no title."""
    return outside(name).replace("_", " ").replace(".", " ").strip()


def listed(parts: Sequence[str], word: str = "and") -> str:
    """`A`, `A and B`, `A, B and C`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def some(parts: Sequence[str], most: int, word: str = "and") -> str:
    """The first `most` parts, and how many more there are."""
    if len(parts) <= most:
        return listed(parts, word)
    return f"{', '.join(parts[:most])} {word} {len(parts) - most} more"


def entries(count: int) -> str:
    """`1 entry`, `8 entries`."""
    return "1 entry" if count == 1 else f"{count} entries"


def family(path: str) -> str:
    """What the paths of one rule's cells share: its name, and the level of subjects inside, as `name@level`."""
    told, _, where = path.partition("@")
    name = told.partition("/")[0]
    return f"{name}@{where.split('/')[-2]}" if "/" in where else name


def capital(text: str) -> str:
    """`text` with its first letter large."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """`text` with a large first letter and an end."""
    return capital(text) if text.endswith((".", "!", "?", "…")) else f"{capital(text)}."


def word_count(text: str) -> int:
    """Number of words, a lone sign counted as one."""
    return len(text.split())
