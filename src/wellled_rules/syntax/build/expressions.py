"""Numbers, conditions, tests and written types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

from lark import Token, Tree

from wellled_rules.syntax.ast.expressions import (
    Aggregate,
    Among,
    Between,
    Beyond,
    Binary,
    CollectionOf,
    Compare,
    Condition,
    Convert,
    Dated,
    DateLiteral,
    Expr,
    Limitless,
    Listed,
    NamedType,
    NumberLiteral,
    NumberTypeExpr,
    OneOrMore,
    Onward,
    PickOf,
    Quantified,
    Quantifier,
    Ref,
    Test,
    TheRest,
    Threshold,
    Together,
    TypeExpr,
    Weighted,
    WithinTime,
    Wording,
    YesNo,
    YesNoType,
)
from wellled_rules.syntax.build.leaves import Leaf, Leaves, Node
from wellled_rules.text.span import Span

__all__ = ["build_cell", "build_condition", "build_expr", "build_test", "build_type", "tree", "word"]


def tree(leaf: Leaf) -> Node:
    """A leaf that the grammar makes a rule."""
    assert isinstance(leaf, Tree), "the grammar puts a rule here"
    return leaf


def word(leaf: Leaf) -> str:
    """The key words of a rule that is nothing else, joined by spaces."""
    return " ".join(str(child) for child in tree(leaf).children)


def build_expr(leaves: Leaves, leaf: Leaf) -> Expr:
    """A value: literal, name, sum, aggregate."""
    if isinstance(leaf, Token):
        return _literal(leaves, leaf)
    node = tree(leaf)
    span = leaves.span(node)
    match node.data, node.children:
        case "yes_no", _:
            return YesNo(word(node) == "yes", span)
        case (("sum" | "product"), [first, *rest]):
            return _chain(leaves, first, rest, span)
        case "pick_of", [name, member]:
            return PickOf(leaves.name(name), leaves.name(member), span)
        case "aggregate", [aggregator, names, *rest]:
            return Aggregate(
                cast(Literal["total", "number", "mean", "highest", "lowest", "best", "worst"], word(aggregator)),
                leaves.names(names),
                build_test(leaves, rest[1]) if len(rest) > 1 else None,
                rest[0] is not None if rest else False,
                span,
            )
        case "weighted", [kind, name, weights]:
            kind_word = cast(Literal["total", "mean"], word(kind))
            return Weighted(kind_word, leaves.name(name), leaves.name(weights), span)
        case "convert", [value, target, *whole]:
            of = build_expr(leaves, whole[0]) if whole else None
            return Convert(build_expr(leaves, value), leaves.name(target), of, span)
    raise AssertionError(f"no expression: {node.data}")


def _literal(leaves: Leaves, token: Token) -> Expr:
    span = leaves.span(token)
    match token.type:
        case "NUM":
            return NumberLiteral(leaves.number(token), span)
        case "DATE":
            return DateLiteral(leaves.day(token), span)
        case _:
            return Ref(leaves.name(token), span)


def _chain(leaves: Leaves, first: Leaf, rest: Sequence[Leaf], whole: Span) -> Expr:
    """`a + b - c`, read from the left; `rest` is operator, operand, operator, operand."""
    left = build_expr(leaves, first)
    pairs = list(zip(rest[::2], rest[1::2], strict=True))
    for i, (op, operand) in enumerate(pairs, start=1):
        right = build_expr(leaves, operand)
        # The last sum takes in a closing bracket, which no operand holds.
        end = whole.end if i == len(pairs) else right.span.end
        span = Span(whole.source, whole.start, end)
        left = Binary(cast(Literal["+", "-", "*", "/"], str(op)), left, right, span)
    return left


def build_condition(leaves: Leaves, leaf: Leaf) -> Condition:
    """What follows `when`, `unless`, `expects` or `where`."""
    node = tree(leaf)
    span = leaves.span(node)
    match node.data, node.children:
        case "compare", [subject, negated, test]:
            return Compare(build_expr(leaves, subject), negated is not None, build_test(leaves, test), span)
        case "quantified", [quantifier, names, negated, test]:
            return Quantified(
                _quantifier(leaves, quantifier),
                leaves.names(names),
                negated is not None,
                build_test(leaves, test),
                span,
            )
        case "the_rest", [negated, test]:
            return TheRest(negated is not None, build_test(leaves, test), span)
        case "together", parts:
            return Together(tuple(build_condition(leaves, part) for part in parts), span)
        case "listed", [howmany, *parts]:
            every = cast(Literal["all", "any", "none"], word(howmany))
            return Listed(every, tuple(build_condition(leaves, part) for part in parts), span)
    raise AssertionError(f"no condition: {node.data}")


def _quantifier(leaves: Leaves, leaf: Leaf) -> Quantifier:
    node = tree(leaf)
    span = leaves.span(node)
    match node.data, node.children:
        case "howmany", _:
            return Quantifier(cast(Literal["any", "all", "none"], word(node)), None, span)
        case "majority", _:
            return Quantifier("majority", None, span)
        case "exactly", [count]:
            return Quantifier("exactly", build_expr(leaves, count), span)
        case "bound", [least_most, count]:
            end: Literal["at_least", "at_most"] = "at_least" if word(least_most) == "least" else "at_most"
            return Quantifier(end, build_expr(leaves, count), span)
    raise AssertionError(f"no quantifier: {node.data}")


def build_cell(leaves: Leaves, leaf: Leaf) -> tuple[bool, Test]:
    """A cell of a table: whether it begins with `not`, and its test."""
    node = tree(leaf)
    if len(node.children) == 1:
        return False, Limitless(leaves.span(node))
    negated, test = node.children
    return negated is not None, build_test(leaves, test)


def build_test(leaves: Leaves, leaf: Leaf) -> Test:
    """What follows `is`."""
    node = tree(leaf)
    span = leaves.span(node)
    match node.data, node.children:
        case "among", values:
            return Among(tuple(build_expr(leaves, value) for value in values), span)
        case "onward", [value, direction]:
            onward = cast(Literal["better", "worse", "more", "less"], word(direction))
            return Onward(build_expr(leaves, value), onward, span)
        case "beyond", [merit, value]:
            return Beyond(cast(Literal["better", "worse"], word(merit)), build_expr(leaves, value), span)
        case "threshold", [side, value]:
            return Threshold(cast(Literal["over", "under"], word(side)), build_expr(leaves, value), span)
        case "between", [low, high]:
            return Between(build_expr(leaves, low), build_expr(leaves, high), span)
        case "wording", _:
            return Wording(cast(Literal["known", "missing", "empty"], word(node)), span)
        case "day_test", [inclusive, side, day]:
            return Dated(_side(side), inclusive is not None, build_expr(leaves, day), span)
        case "within_time", [count, unit, side, day]:
            each = cast(Literal["day", "month", "year"], word(unit).removesuffix("s"))
            number = leaves.count(count, f"{each}s")
            return WithinTime(number, each, _side(side), build_expr(leaves, day), span)
    raise AssertionError(f"no test: {node.data}")


def _side(leaf: Leaf) -> Literal["before", "after"]:
    return "before" if word(leaf) == "before" else "after"


def build_type(leaves: Leaves, leaf: Leaf) -> TypeExpr:
    """What follows `is a`."""
    node = tree(leaf)
    span = leaves.span(node)
    match node.data, node.children:
        case "named_type", [name]:
            return NamedType(leaves.name(name), span)
        case "one_or_more", [name]:
            return OneOrMore(leaves.name(name), span)
        case "number_type", [whole, low, high]:
            return NumberTypeExpr(whole is not None, leaves.find_number(low), leaves.find_number(high), span)
        case "collection_of", [name]:
            return CollectionOf(leaves.name(name), span)
        case "yes_no_type", _:
            return YesNoType(span)
    raise AssertionError(f"no type: {node.data}")
