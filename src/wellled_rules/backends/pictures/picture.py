"""A picture as data: boxes in groups, arrows from what is read to its reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from wellled_rules.text.inert import inert

__all__ = ["Arrow", "Box", "Group", "Kind", "Look", "Picture", "one_line"]

_BREAKS = re.compile(r"\s+")
_LONGEST = 160


class Kind(StrEnum):
    """What a box stands for: it has the shape of its kind, and says the word."""

    INPUT = "input"
    WEIGHTS = "weights"
    ASSUMPTION = "assumption"
    COLLECT = "collect"
    DETERMINE = "determine"
    REPLACEMENT = "replacement"
    STEP = "step"
    MODERATION = "moderation"
    FLOOR = "floor"
    LIMIT = "limit"
    SUSPENSION = "suspension"
    DECISION = "decision"
    CHECK = "check"
    PART = "part"


class Look(StrEnum):
    """How a box or an arrow is drawn; what it means is always said in words too."""

    PLAIN = "plain"
    MISSING = "missing"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One rule, or one cell. key: unique in its picture. lines: what it says, each on one line, title first."""

    key: str
    kind: Kind
    lines: tuple[str, ...]
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """What `source` is to `target`, by their keys. label: the part it has there."""

    source: str
    target: str
    label: str
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Boxes drawn together under a title; without one they stand free."""

    title: str | None
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is drawn. name: made of identifiers only. note: what a reader must know beside it."""

    name: str
    groups: tuple[Group, ...]
    arrows: tuple[Arrow, ...]
    note: str = ""


def one_line(text: str) -> str:
    """Words from outside on one line, with nothing in them that acts on a screen, and not without end."""
    words = inert(_BREAKS.sub(" ", text).strip())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
