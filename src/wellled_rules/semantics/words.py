"""Types, as a policy author reads them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from wellled_rules.values.rounding import Rounding
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

__all__ = ["how_tested", "how_written", "in_words", "short", "some"]

_MOST = 6


def short(name: str) -> str:
    """The last word of a qualified name."""
    return name.rpartition(".")[2]


def in_words(type_: Type, *, whole: bool = False) -> str:
    """A type with its article: `a percentage`, `a level of rating`, `yes or no`. whole: with its qualified name."""
    called = str if whole else short
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
            return f"a level of {called(type_.scale.name)}"
        case SetType():
            return f"a member of {called(type_.set.name)}"
        case SeveralType():
            return f"one or more of {called(type_.set.name)}"
        case CollectionType():
            return f"a collection, each {in_words(type_.of, whole=whole)}"
    assert_never(type_)


def some(words: Iterable[str]) -> str:
    """Words to choose from, joined by commas and `or`; of many, the first few."""
    told = [f"`{word}`" for word in words]
    if len(told) > _MOST:
        return f"{', '.join(told[:_MOST])} or one of {len(told) - _MOST} more"
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} or {told[-1]}" if told else "nothing"


def how_written(type_: Type) -> str:
    """How a value of a type is written: `gold`, `silver` or `bronze`; a number such as `3`."""
    match type_:
        case TruthType():
            return "`yes` or `no`"
        case NumberType():
            return "a whole number such as `3`" if type_.whole else "a number such as `2.5`"
        case DateType():
            return "a day such as `2025-03-14`"
        case RoundingType():
            return some(Rounding)
        case ScaleType():
            return some(type_.scale.by_id)
        case SetType() | SeveralType():
            return some(type_.set.by_id)
        case CollectionType():
            return "the name of something that has several values"
    assert_never(type_)


def how_tested(type_: Type) -> str:
    """What can be asked of a value of a type: `is yes` or `is no`."""
    match type_:
        case TruthType():
            return "`is yes` or `is no`"
        case NumberType():
            return "`is N`, `is N or more`, `is over N` or `is N to N`"
        case DateType():
            return "`is before DAY`, `is on or after DAY` or `is within 2 years before DAY`"
        case ScaleType():
            return "`is LEVEL`, `is LEVEL or better` or `is worse than LEVEL`"
        case SetType() | SeveralType():
            return "`is MEMBER`"
        case RoundingType():
            return "`is half_up` and the like"
        case CollectionType():
            return "`any of NAME is ..` or `all of NAME are ..`"
    assert_never(type_)
