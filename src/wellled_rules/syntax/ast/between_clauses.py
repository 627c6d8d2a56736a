"""Lines of transitions and crosswalks, which stand between two frameworks."""

from __future__ import annotations

from dataclasses import dataclass, field

from wellled_rules.syntax.ast.expressions import Name
from wellled_rules.syntax.ast.written import Identity
from wellled_rules.text.span import Span

__all__ = ["BetweenSets", "Event", "FromTo", "Holding", "Keeps", "Retires"]


@dataclass(frozen=True, slots=True)
class FromTo:
    """`from ID@VERSION to ID@VERSION`."""

    before: Identity
    after: Identity
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Holding:
    """What is kept or retired: NAME [at LEVEL]."""

    name: Name
    at: Name | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Event:
    """`first assessment at LEVEL`."""

    level: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Keeps:
    """`keeps NAME at LEVEL, ... [until EVENT]`."""

    what: tuple[Holding, ...]
    until: Event | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Retires:
    """`retires NAME at LEVEL, ... from EVENT`."""

    what: tuple[Holding, ...]
    since: Event
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class BetweenSets:
    """`between SET and SET`."""

    before: Name
    after: Name
    span: Span = field(compare=False)
