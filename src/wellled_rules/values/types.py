"""The types of the language, and what a value is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from wellled_rules.values.missing import Missing
from wellled_rules.values.rounding import Rounding
from wellled_rules.values.scale import Exact, Member, MemberSet, Scale, ScaleLevel

__all__ = [
    "CollectionType",
    "DateType",
    "NumberType",
    "RoundingType",
    "ScaleType",
    "SetType",
    "SeveralType",
    "TruthType",
    "Type",
    "Unit",
    "Value",
    "exact",
]

Value: TypeAlias = "bool | int | Fraction | date | Rounding | ScaleLevel | Member | frozenset[Member]"
"""A known value; numbers are whole `int`s wherever they are whole, else `Fraction`."""

Entry: TypeAlias = "Value | Missing"
"""What a cell holds: a value, or a reason why there is none."""


class Unit(StrEnum):
    """Numbers of different units neither add nor compare."""

    NUMBER = "number"
    PERCENTAGE = "percentage"


@dataclass(frozen=True, slots=True)
class TruthType:
    """`yes or no`: Python's `True` and `False`."""


@dataclass(frozen=True, slots=True)
class NumberType:
    """A number: unit, whether it is whole, and its ends where they are declared (both included)."""

    unit: Unit = Unit.NUMBER
    whole: bool = False
    low: Exact | None = None
    high: Exact | None = None


@dataclass(frozen=True, slots=True)
class DateType:
    """A proleptic Gregorian day."""


@dataclass(frozen=True, slots=True)
class RoundingType:
    """One of the five rounding rules."""


@dataclass(frozen=True, slots=True)
class ScaleType:
    """A level of one scale."""

    scale: Scale


@dataclass(frozen=True, slots=True)
class SetType:
    """A member of one set."""

    set: MemberSet


@dataclass(frozen=True, slots=True)
class SeveralType:
    """One or more members of one set; `is X` then means that X is among them."""

    set: MemberSet


@dataclass(frozen=True, slots=True)
class CollectionType:
    """Several values of one type; parameters of modules only."""

    of: Type


Type: TypeAlias = (
    "TruthType | NumberType | DateType | RoundingType | ScaleType | SetType | SeveralType | CollectionType"
)


def exact(number: int | Fraction) -> Exact:
    """The same number, as an `int` where it is whole."""
    if isinstance(number, Fraction) and number.denominator == 1:
        return number.numerator
    return number
