"""Whole declarations."""

from __future__ import annotations

from dataclasses import dataclass

from wellled_rules.syntax.ast.module import (
    AddTo,
    Declaration,
    FrameworkHeader,
    Item,
    ModuleHeader,
    Remove,
    Use,
)
from wellled_rules.syntax.build.clauses import build_clauses, build_target
from wellled_rules.syntax.build.expressions import tree, word
from wellled_rules.syntax.build.leaves import Leaves, Node
from wellled_rules.text.span import Span

__all__ = ["LanguageLine", "build_item"]


@dataclass(frozen=True, slots=True)
class LanguageLine:
    """`language N`."""

    number: int
    span: Span


def build_item(leaves: Leaves, node: Node) -> Item | LanguageLine:
    """What one stretch of text from column 1 to the next declares."""
    span = leaves.span(node)
    match node.data, node.children:
        case "declaration", _:
            return _declaration(leaves, node)
        case "language", [number]:
            return LanguageLine(leaves.count(number, "languages"), span)
        case "framework", [identity, title, *clauses]:
            return FrameworkHeader(
                leaves.identity(identity), leaves.find_text(title), build_clauses(leaves, clauses), span
            )
        case "module", [name, title, *clauses]:
            return ModuleHeader(leaves.name(name), leaves.find_text(title), build_clauses(leaves, clauses), span)
        case "use", [module, alias, at, only, *clauses]:
            return Use(
                leaves.name(module),
                leaves.find_name(alias),
                leaves.at(at),
                leaves.names(only),
                build_clauses(leaves, clauses),
                span,
            )
        case "remove", [targets]:
            return Remove(tuple(build_target(leaves, target) for target in tree(targets).children), span)
        case "add_to", [name, *clauses]:
            return AddTo(leaves.name(name), build_clauses(leaves, clauses), span)
    raise AssertionError(f"no declaration: {node.data}")


def _declaration(leaves: Leaves, node: Node) -> Declaration:
    replace, kind, name, at, title, *clauses = node.children
    first = leaves.span(node)
    last = next(leaves.span(part) for part in (title, at, name) if part is not None)
    return Declaration(
        kind=word(kind),
        name=leaves.name(name),
        at=leaves.at(at),
        title=leaves.find_text(title),
        clauses=build_clauses(leaves, clauses),
        replaces=replace is not None,
        head=Span(first.source, first.start, last.end),
        span=first,
    )
