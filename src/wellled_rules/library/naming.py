"""Whether a word names a shipped version or something on disk."""

from __future__ import annotations

from pathlib import Path

__all__ = ["exists", "is_path"]


def is_path(name: str) -> bool:
    """Whether `name` is a path: it looks like one, or something of that name is there."""
    return name.endswith(".wlr") or "/" in name or "\\" in name or exists(name)


def exists(name: str) -> bool:
    """Whether something is there; a name that can be no file's, or is kept from us, counts as nothing."""
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False
