"""Lines of transitions and crosswalks, which stand between two frameworks."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from wellled_rules.syntax.ast.expressions import Name
from wellled_rules.syntax.ast.written import Identity
from wellled_rules.text.span import Span

__all__ = ["BetweenSets", "Counting", "Event", "FromTo", "Holding", "Keeps", "Reads", "Retires"]


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


class Counting(StrEnum):
    """Whether an event counts as one where what is required of it does not hold."""

    ONLY_WITH = "only with them"
    WITHOUT = "without them"


@dataclass(frozen=True, slots=True)
class Reads:
    """`reads EVENT from NAME`."""

    event: Event
    name: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class BetweenSets:
    """`between SET and SET`."""

    before: Name
    after: Name
    span: Span = field(compare=False)
