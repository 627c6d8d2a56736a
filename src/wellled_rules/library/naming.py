"""What a word names: a shipped version, the one of a day, or something on disk."""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["dated", "exists", "is_path"]

_ON_A_DAY = re.compile(r"([^@/\\]+)@([0-9]{4}-[0-9]{2}-[0-9]{2})", re.ASCII)


def dated(name: str) -> tuple[str, str] | None:
    """`id@YYYY-MM-DD` taken apart, the day as it is written; None for any other name."""
    found = _ON_A_DAY.fullmatch(name)
    return None if found is None else (found[1], found[2])


def is_path(name: str) -> bool:
    """Whether `name` is a path: it looks like one, or something of that name is there."""
    return name.endswith(".wlr") or "/" in name or "\\" in name or exists(name)


def exists(name: str) -> bool:
    """Whether something is there; a name that can be no file's, or is kept from us, counts as nothing."""
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False
