"""Types, as a policy author reads them."""

from __future__ import annotations

from typing import assert_never

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

__all__ = ["in_words", "short"]


def short(name: str) -> str:
    """The last word of a qualified name."""
    return name.rpartition(".")[2]


def in_words(type_: Type) -> str:
    """A type with its article: `a percentage`, `a level of rating`, `yes or no`."""
    match type_:
        case TruthType():
            return "yes or no"
        case NumberType():
            if type_.unit is Unit.PERCENTAGE:
                return "a percentage"
            return "a whole number" if type_.whole else "a number"
        case DateType():
            return "a date"
        case RoundingType():
            return "a rounding"
        case ScaleType():
            return f"a level of {short(type_.scale.name)}"
        case SetType():
            return f"a member of {short(type_.set.name)}"
        case SeveralType():
            return f"one or more of {short(type_.set.name)}"
        case CollectionType():
            return f"a collection, each {in_words(type_.of)}"
    assert_never(type_)
