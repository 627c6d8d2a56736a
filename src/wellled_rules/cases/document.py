"""A case as plain data: what was written, before anybody asks what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import Final, TypeAlias

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.values.coercion import Plain

__all__ = ["UNREAD", "Data", "Document", "Object", "Path", "Unread", "as_plain", "pointer"]

Path: TypeAlias = "tuple[str | int, ...]"
"""Keys and places in lists, from the whole case down to one part of it."""


class Unread(Enum):
    """The mark in place of what could not be read; it has its finding and is passed over in silence."""

    UNREAD = "unread"


UNREAD: Final = Unread.UNREAD


@dataclass(frozen=True, slots=True)
class Object:
    """A mapping; a key that was written twice has its finding, and its first value."""

    entries: Mapping[str, Data]

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)


Data: TypeAlias = "bool | int | Fraction | str | tuple[Data, ...] | Object | Unread | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A case that has been read.

    name: how it is called towards people. root: its data. findings: what could not be read of it.
    """

    name: str
    root: Data
    findings: tuple[Diagnostic, ...] = field(default=())


def pointer(path: Path) -> str:
    """The JSON pointer (RFC 6901) of a path; empty for the whole case."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def as_plain(data: Data) -> Plain | Object | Unread:
    """`data` where it may be a value: without mappings or unread parts inside; else the first such part."""
    if not isinstance(data, tuple):
        return data
    parts: list[Plain] = []
    for one in data:
        part = as_plain(one)
        if isinstance(part, (Object, Unread)):
            return part
        parts.append(part)
    return tuple(parts)
