"""Pass 2, types: what `is a ...` says."""

from __future__ import annotations

from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.semantics.errors import names, types
from wellled_rules.semantics.program import Scope
from wellled_rules.semantics.vocabulary import Vocabulary
from wellled_rules.syntax.ast.expressions import (
    CollectionOf,
    Name,
    NamedType,
    NumberTypeExpr,
    OneOrMore,
    TypeExpr,
    YesNoType,
)
from wellled_rules.values.types import (
    CollectionType,
    DateType,
    NumberType,
    RoundingType,
    ScaleType,
    SetType,
    SeveralType,
    TruthType,
    Type,
    Unit,
)

__all__ = ["read_type"]


def read_type(words: Vocabulary, written: TypeExpr, scope: Scope) -> Type | None:
    """The type that is written; a finding and None where there is none."""
    match written:
        case YesNoType():
            return TruthType()
        case NumberTypeExpr():
            return _number(words, written)
        case NamedType():
            return _named(words, written.name, scope)
        case OneOrMore():
            found = words.find(written.name, scope, "set")
            return None if found is None or not words.set(found).members else SeveralType(words.set(found))
        case CollectionOf():
            inner = _named(words, written.name, scope)
            return None if inner is None else CollectionType(inner)


def _number(words: Vocabulary, written: NumberTypeExpr) -> Type | None:
    low, high = written.low, written.high
    if low is not None and high is not None and low > high:
        words.report.add(
            types.bounds_not_fitting(written.span, "the lower end is above the upper end", "turn the ends round")
        )
        return None
    return NumberType(Unit.NUMBER, written.whole, low, high)


def _named(words: Vocabulary, name: Name, scope: Scope) -> Type | None:
    match name.text:
        case "percentage":
            return NumberType(Unit.PERCENTAGE)
        case "date":
            return DateType()
        case "rounding":
            return RoundingType()
    for one in scope.find(name.text):
        # What has no levels or members was reported; nothing can be of that type.
        if one.kind == "scale":
            return ScaleType(words.scale(one)) if words.scale(one).levels else None
        if one.kind == "set":
            return SetType(words.set(one)) if words.set(one).members else None
        words.report.add(names.not_that_kind(name.span, name.text, "scale or set", one.kind, one.decl.name.span))
        return None
    if name.text in scope.removed:
        words.report.add(names.needs_something_removed(name.span, name.text, scope.removed[name.text]))
    elif not scope.is_silent(name.text):
        near = tuple(word for word in scope.near(name.text) if _is_type(scope, word))
        near = near or nearest(name.text, ("percentage", "date", "rounding", "number"))
        words.report.add(types.no_such_type(name.span, name.text, near))
    return None


def _is_type(scope: Scope, word: str) -> bool:
    return any(one.kind in ("scale", "set") for one in scope.find(word))
