"""Pass 3, numbers: which types add, compare and divide, and what comes of it."""

from __future__ import annotations

from fractions import Fraction

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.semantics.errors import types
from wellled_rules.semantics.model import Const
from wellled_rules.semantics.words import in_words
from wellled_rules.text.span import Span
from wellled_rules.values.types import NumberType, ScaleType, Type, Unit

__all__ = ["arithmetic", "as_number_type", "beyond_ends", "comparable", "fits", "same_unit"]


def as_number_type(type_: Type, span: Span) -> NumberType | Diagnostic:
    """The number a value is read as: itself, or the worth of a level."""
    if isinstance(type_, NumberType):
        return type_
    if isinstance(type_, ScaleType) and type_.scale.has_worth:
        whole = all(isinstance(level.worth, int) for level in type_.scale.levels)
        return NumberType(Unit.NUMBER, whole)
    return types.no_number(span, in_words(type_), isinstance(type_, ScaleType))


def _told(type_: NumberType) -> str:
    return "a percentage" if type_.unit is Unit.PERCENTAGE else "a number"


def same_unit(left: NumberType, right: NumberType, span: Span, done: str) -> Diagnostic | None:
    """A finding where the two do not add or compare."""
    if left.unit is right.unit:
        return None
    help_ = "make both percentages with `A as a percentage of B`, or compare the number behind the percentage"
    return types.unit_mismatch(span, done, _told(left), _told(right), help_)


def comparable(left: Type, right: Type, span: Span) -> Diagnostic | None:
    """A finding where the test `over`, `under`, `or more`, `or less`, `A to B` can't be asked."""
    if not isinstance(left, NumberType):
        if isinstance(left, ScaleType):
            return types.not_on_scale(span, in_words(left), "more or less")
        return types.test_not_fitting(span, left, "numbers")
    if not isinstance(right, NumberType):
        return types.type_mismatch(span, left, right)
    return same_unit(left, right, span, "compared")


def arithmetic(op: str, left: NumberType, right: NumberType, span: Span) -> NumberType | Diagnostic:
    """Type of a sum, difference, product or quotient."""
    whole = left.whole and right.whole
    percent = Unit.PERCENTAGE
    match op:
        case "+" | "-":
            wrong = same_unit(left, right, span, "added" if op == "+" else "subtracted")
            return NumberType(left.unit, whole) if wrong is None else wrong
        case "*":
            if left.unit is percent and right.unit is percent:
                return types.unit_mismatch(
                    span, "multiplied", "a percentage", "a percentage", "multiply a percentage by a number"
                )
            return NumberType(percent if percent in (left.unit, right.unit) else Unit.NUMBER, whole)
        case _:
            if right.unit is percent and left.unit is not percent:
                return types.unit_mismatch(
                    span, "divided", "a number", "a percentage", "divide a percentage by a percentage or a number"
                )
            return NumberType(percent if left.unit is not right.unit else Unit.NUMBER, False)


def beyond_ends(made: Const, wanted: Type) -> Diagnostic | None:
    """A finding where a written number is not whole, or lies beyond the ends that its place declares."""
    number = made.value
    if not isinstance(wanted, NumberType) or not isinstance(number, int | Fraction):
        return None
    if wanted.whole and not isinstance(number, int):
        return types.type_mismatch(made.span, wanted, NumberType(wanted.unit))
    low, high = wanted.low, wanted.high
    if (low is None or low <= number) and (high is None or number <= high):
        return None
    return types.beyond_ends(made.span, f"{low} to {high}")


def fits(found: Type, wanted: Type) -> bool:
    """Whether a value of type `found` may stand where `wanted` is declared (wholeness apart)."""
    if isinstance(found, NumberType) and isinstance(wanted, NumberType):
        return found.unit is wanted.unit
    if isinstance(found, ScaleType) and isinstance(wanted, ScaleType):
        return found.scale.name == wanted.scale.name
    return found == wanted
