"""JSON Schema of single values: as the canonical form writes them, and the other ways that a case may."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias, assert_never

from wellled_rules.cases.canonical import plain_value
from wellled_rules.values.coercion import STATE_WORDS
from wellled_rules.values.rounding import Rounding
from wellled_rules.values.scale import Member, ScaleLabel, ScaleLevel
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
)

__all__ = ["Schema", "blank_schema", "day_schema", "value_schema"]

Schema: TypeAlias = "dict[str, Schema] | list[Schema] | str | int | bool"

_QUOTIENT = "^-?[0-9]+/[0-9]+$"


def blank_schema() -> dict[str, Schema]:
    """Text without a character, where it stands for an entry that nobody made."""
    return {"type": "string", "pattern": "^\\s*$", "description": "an entry that nobody made"}


def day_schema() -> dict[str, Schema]:
    """A day as text."""
    return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def value_schema(type_: Type, level: str, *, only_values: bool = False) -> dict[str, Schema]:
    """A value of a type at a subject level, or a state; with `only_values`, a value alone, no state and no label."""
    if only_values and isinstance(type_, ScaleType):
        return _levels(type_.scale.levels)
    schemas = _value(type_, level)
    if only_values:
        return {"anyOf": [*schemas]}
    return {"anyOf": [*schemas, {"enum": list[Schema](STATE_WORDS), "description": "why there is no value"}]}


def _value(type_: Type, level: str) -> list[Schema]:
    match type_:
        case TruthType():
            return [{"type": "boolean"}, {"enum": ["yes", "no"]}]
        case NumberType():
            return _number(type_)
        case DateType():
            return [day_schema()]
        case RoundingType():
            return [{"enum": [one.value for one in Rounding]}]
        case ScaleType():
            shown = [_labels(type_.scale.also_shown)] if type_.scale.also_shown else []
            return [_levels(type_.scale.levels), *shown]
        case SetType():
            return [_members(type_.set.at(level))]
        case SeveralType():
            one = _members(type_.set.at(level))
            return [{"type": "array", "items": one, "minItems": 1, "uniqueItems": True}, one]
        case CollectionType():
            return [{"type": "array", "items": {"anyOf": _value(type_.of, level)}}]
    assert_never(type_)


def _number(type_: NumberType) -> list[Schema]:
    """A JSON number, or text such as "125/2"; ends that are not whole are left to `validate`."""
    number: dict[str, Schema] = {"type": "integer" if type_.whole else "number"}
    if type_.low is not None:
        number["minimum"] = floor(Fraction(type_.low))
    if type_.high is not None:
        number["maximum"] = ceil(Fraction(type_.high))
    return [number, {"type": "string", "pattern": _QUOTIENT}]


def _levels(levels: Iterable[ScaleLevel]) -> dict[str, Schema]:
    rows = [(plain_value(one), one.label) for one in levels]
    return {"enum": [id_ for id_, _ in rows if isinstance(id_, (int, str))], "description": _told(rows)}


def _labels(labels: Iterable[ScaleLabel]) -> dict[str, Schema]:
    rows = [(one.id, one.label) for one in labels]
    return {"enum": [id_ for id_, _ in rows], "description": _told(rows)}


def _members(members: Iterable[Member]) -> dict[str, Schema]:
    rows = [(one.id, one.title) for one in members]
    return {"enum": [id_ for id_, _ in rows], "description": _told(rows)}


def _told(rows: Iterable[tuple[object, str]]) -> str:
    return "; ".join(f"{id_}: {title}" if title else str(id_) for id_, title in rows)
