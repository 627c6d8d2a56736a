"""Small written things that clauses are made of."""

from __future__ import annotations

from dataclasses import dataclass, field

from wellled_rules.syntax.ast.expressions import Name
from wellled_rules.text.span import Span

__all__ = [
    "Identity",
    "Pick",
    "Target",
    "Text",
]


@dataclass(frozen=True, slots=True)
class Text:
    """A quoted text, unescaped, with line breaks read as one space."""

    value: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """`bread@2024-12`."""

    id: str
    version: str
    span: Span = field(compare=False)

    def __str__(self) -> str:
        return f"{self.id}@{self.version}"


@dataclass(frozen=True, slots=True)
class Target:
    """What `on` and `remove` name: NAME [of SET] [at LEVEL]."""

    name: Name
    of: Name | None
    at: Name | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Pick:
    """In examples: a member, or `every [other] SET`."""

    name: Name
    every: bool
    other: bool
    span: Span = field(compare=False)
