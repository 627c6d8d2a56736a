"""Lines of a framework's header, of sources and of levels, and those that any declaration may have."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from wellled_rules.syntax.ast.expressions import Condition, Name
from wellled_rules.syntax.ast.written import Identity, Text
from wellled_rules.text.span import Span

__all__ = [
    "Address",
    "Amends",
    "Because",
    "Cites",
    "Covers",
    "DatedOn",
    "Headline",
    "InForce",
    "Means",
    "PublishedBy",
    "ReadOn",
    "Regulator",
    "RestsOn",
    "Shows",
    "Standing",
    "Status",
    "Within",
]


@dataclass(frozen=True, slots=True)
class Cites:
    source: Name
    place: Text | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class RestsOn:
    names: tuple[Name, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Because:
    text: Text
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Means:
    text: Text
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Regulator:
    text: Text
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Status:
    word: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class InForce:
    """`in force from D [until D] [at LEVEL, ...]`; `start` is in, `until` is out."""

    start: date
    until: date | None
    at: tuple[Name, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Amends:
    identity: Identity
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Covers:
    level: Name
    where: Condition | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Headline:
    name: Name
    at: tuple[Name, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Shows:
    """`shows INPUT, .. [at LEVEL, ..] [where CONDITION]`: inputs told among the outcomes, as they were judged."""

    names: tuple[Name, ...]
    at: tuple[Name, ...]
    where: Condition | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """`standing "..."`: how every rendering says that a result is not the regulator's own."""

    text: Text
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class PublishedBy:
    text: Text
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Address:
    text: Text
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ReadOn:
    day: date
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class DatedOn:
    """`dated D` of a source."""

    day: date
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Within:
    names: tuple[Name, ...]
    span: Span = field(compare=False)
