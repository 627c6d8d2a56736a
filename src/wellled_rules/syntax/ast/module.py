"""A file and its declarations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from wellled_rules.syntax.ast.clauses import Clause, Identity, Target, Text
from wellled_rules.syntax.ast.expressions import Name
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span

__all__ = ["AddTo", "Declaration", "FrameworkHeader", "Item", "Module", "ModuleHeader", "Remove", "Use"]


@dataclass(frozen=True, slots=True)
class FrameworkHeader:
    """`framework id@version "Title"` and its clauses."""

    identity: Identity
    title: Text | None
    clauses: tuple[Clause, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ModuleHeader:
    """`module a.b "Title"` and its clauses."""

    name: Name
    title: Text | None
    clauses: tuple[Clause, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Use:
    """`use M [as ALIAS] [at LEVEL, ...] [for A, B]`, with `for each` and bindings as clauses."""

    module: Name
    alias: Name | None
    at: tuple[Name, ...]
    only: tuple[Name, ...]
    clauses: tuple[Clause, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Declaration:
    """`[replace] KIND name [at LEVEL, ...] ["Title"]` and its clauses.

    span: the whole declaration. head: its first line.
    """

    kind: str
    name: Name
    at: tuple[Name, ...]
    title: Text | None
    clauses: tuple[Clause, ...]
    replaces: bool
    head: Span = field(compare=False)
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Remove:
    """`remove NAME [of SET] [at LEVEL], ...`."""

    targets: tuple[Target, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class AddTo:
    """`add to SET`, then members."""

    set: Name
    clauses: tuple[Clause, ...]
    span: Span = field(compare=False)


Item: TypeAlias = "FrameworkHeader | ModuleHeader | Use | Declaration | Remove | AddTo"


@dataclass(frozen=True, slots=True)
class Module:
    """One parsed file. language: the number of its first line, none where it has no such line.

    broken: names of declarations that stand in the text but could not be read; what refers to them
    is not reported as unknown.
    """

    source: SourceFile = field(compare=False)
    language: int | None
    items: tuple[Item, ...]
    broken: tuple[str, ...] = ()
