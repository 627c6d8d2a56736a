"""Expressions, conditions, tests and written types."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias

from wellled_rules.text.span import Span

__all__ = [
    "Aggregate",
    "Among",
    "Between",
    "Beyond",
    "Binary",
    "CollectionOf",
    "Compare",
    "Condition",
    "Convert",
    "Dated",
    "DateLiteral",
    "Expr",
    "Limitless",
    "Listed",
    "Name",
    "NamedType",
    "NumberLiteral",
    "NumberTypeExpr",
    "OneOrMore",
    "Onward",
    "PickOf",
    "Quantified",
    "Quantifier",
    "Ref",
    "Test",
    "TheRest",
    "Threshold",
    "Together",
    "TypeExpr",
    "Weighted",
    "WithinTime",
    "Wording",
    "YesNo",
    "YesNoType",
]


@dataclass(frozen=True, slots=True)
class Name:
    """A word that names something, as written; may be dotted (`well_led_band.as_rating`)."""

    text: str
    span: Span = field(compare=False)


# --- expressions -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NumberLiteral:
    """A number; also how a level that is a whole number is written."""

    value: int | Fraction
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class DateLiteral:
    """A calendar day."""

    value: date
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class YesNo:
    """`yes` or `no`."""

    value: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Ref:
    """A name that stands for a value: a declaration, a level, a member, a state, `assessed_on`."""

    name: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class PickOf:
    """`X of MEMBER`."""

    name: Name
    member: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """Arithmetic."""

    op: Literal["+", "-", "*", "/"]
    left: Expr
    right: Expr
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Convert:
    """`X as a percentage of Y` (whole is Y) or `X as a SCALE` (whole is None)."""

    value: Expr
    target: Name
    whole: Expr | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Aggregate:
    """`WORD of A, B [that are [not] TEST]`."""

    word: Literal["total", "number", "mean", "highest", "lowest", "best", "worst"]
    names: tuple[Name, ...]
    that: Test | None
    negated: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Weighted:
    """`weighted total of X by W`, `weighted mean of X by W`."""

    word: Literal["total", "mean"]
    name: Name
    weights: Name
    span: Span = field(compare=False)


Expr: TypeAlias = "NumberLiteral | DateLiteral | YesNo | Ref | PickOf | Binary | Convert | Aggregate | Weighted"


# --- tests -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Among:
    """`X` or `X or Y or Z`: one of the values; a single state word is one too."""

    values: tuple[Expr, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Onward:
    """`X or better`, `X or worse`, `X or more`, `X or less`."""

    value: Expr
    direction: Literal["better", "worse", "more", "less"]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Beyond:
    """`better than X`, `worse than X`."""

    direction: Literal["better", "worse"]
    value: Expr
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Threshold:
    """`over X`, `under X`."""

    direction: Literal["over", "under"]
    value: Expr
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Between:
    """`X to Y`, both included."""

    low: Expr
    high: Expr
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Wording:
    """`known`, `missing`, `empty`."""

    word: Literal["known", "missing", "empty"]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Dated:
    """`before D`, `after D`, `on or before D`, `on or after D`."""

    direction: Literal["before", "after"]
    inclusive: bool
    value: Expr
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class WithinTime:
    """`within 2 years before D`; unit is singular."""

    count: int
    unit: Literal["day", "month", "year"]
    direction: Literal["before", "after"]
    value: Expr
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Limitless:
    """`any`, as a cell of a table: whatever the column holds."""

    span: Span = field(compare=False)


Test: TypeAlias = "Among | Onward | Beyond | Threshold | Between | Wording | Dated | WithinTime | Limitless"


# --- conditions --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Compare:
    """`X is [not] TEST`."""

    subject: Expr
    negated: bool
    test: Test
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Quantifier:
    """`any`, `all`, `none`, `a majority`, or `at least N`, `at most N`, `exactly N`."""

    word: Literal["any", "all", "none", "majority", "at_least", "at_most", "exactly"]
    count: Expr | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Quantified:
    """`QUANTIFIER of A, B are [not] TEST`."""

    quantifier: Quantifier
    names: tuple[Name, ...]
    negated: bool
    test: Test
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class TheRest:
    """`the rest are [not] TEST`: what failed the nearest quantifier before it."""

    negated: bool
    test: Test
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Together:
    """Conditions joined by `and` on one line."""

    parts: tuple[Condition, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Listed:
    """`all of these`, `any of these`, `none of these`, then a line each."""

    word: Literal["all", "any", "none"]
    parts: tuple[Condition, ...]
    span: Span = field(compare=False)


Condition: TypeAlias = "Compare | Quantified | TheRest | Together | Listed"


# --- types -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NamedType:
    """`a NAME`: percentage, date, rounding, or a declared scale or set."""

    name: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class OneOrMore:
    """`one or more of SET`."""

    name: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class NumberTypeExpr:
    """`a [whole] number [from L to H]`."""

    whole: bool
    low: int | Fraction | None
    high: int | Fraction | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class CollectionOf:
    """`a collection of NAME`."""

    name: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class YesNoType:
    """`yes or no`."""

    span: Span = field(compare=False)


TypeExpr: TypeAlias = "NamedType | OneOrMore | NumberTypeExpr | CollectionOf | YesNoType"
