"""The lines of rules and exceptions."""

from __future__ import annotations

from typing import Literal, cast

from wellled_rules.syntax.ast import clauses as ast
from wellled_rules.syntax.build.expressions import build_cell, build_condition, build_expr, tree, word
from wellled_rules.syntax.build.leaves import Leaf, Leaves, Node

__all__ = ["build_rule_clause", "build_target"]


def build_rule_clause(leaves: Leaves, node: Node) -> ast.Clause:
    """A clause of a rule, an exception or a check."""
    span = leaves.span(node)
    match node.data, node.children:
        case "equals", [value]:
            return ast.Equals(build_expr(leaves, value), span)
        case "by", [columns, *rows]:
            return ast.By(leaves.names(columns), tuple(_row(leaves, row) for row in rows), span)
        case "first_of", rows:
            return ast.FirstOf(tuple(_row(leaves, row) for row in rows), span)
        case "rounded", [grain, mode]:
            whole = not hasattr(grain, "type")
            return ast.Rounded(0 if whole else leaves.count(grain, "places"), leaves.name(mode), span)
        case "on", [target, *effect]:
            found = _effect(leaves, tree(effect[0])) if effect else None
            return ast.On(build_target(leaves, target), found, span)
        case "overrides", [names]:
            return ast.Overrides(leaves.names(names), span)
        case "when", [condition]:
            return ast.When(build_condition(leaves, condition), span)
        case "unless", [condition]:
            return ast.Unless(build_condition(leaves, condition), span)
        case "expects", [condition]:
            return ast.Expects(build_condition(leaves, condition), span)
        case "normally", [role, reason]:
            return ast.Normally(leaves.name(role), reason is not None, span)
    raise AssertionError(f"no clause: {node.data}")


def build_target(leaves: Leaves, leaf: Leaf) -> ast.Target:
    """NAME [of SET] [at LEVEL]."""
    node = tree(leaf)
    name, of, at = node.children
    return ast.Target(leaves.name(name), leaves.find_name(of), leaves.find_name(at), leaves.span(node))


def _row(leaves: Leaves, leaf: Leaf) -> ast.Row:
    node = tree(leaf)
    result, *tests = node.children
    value, span = build_expr(leaves, result), leaves.span(node)
    if node.data == "table_row":
        return ast.Row(value, None, tuple(build_cell(leaves, cell) for cell in tests), span)
    return ast.Row(value, build_condition(leaves, tests[0]) if tests else None, (), span)


def _effect(leaves: Leaves, node: Node) -> ast.To | ast.Shift | ast.AtMost:
    match node.data, node.children:
        case "to_value", [value]:
            return ast.To(build_expr(leaves, value))
        case "shift", [direction, count]:
            return ast.Shift(cast(Literal["up", "down"], word(direction)), leaves.count(count, "levels"))
        case "at_most", [count]:
            return ast.AtMost(build_expr(leaves, count))
    raise AssertionError(f"no effect: {node.data}")
