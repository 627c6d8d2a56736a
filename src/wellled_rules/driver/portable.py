"""Frozen data as JSON text and back: of a closed list of classes, so that reading it can run nothing.

The text is a list of records, parts before their wholes; the last one is the whole. A record is `[kind, part, ...]`;
a part is a text, a whole number, yes, no or nothing as it stands, or `[N]` for record N. Equal parts stand once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from wellled_rules.driver.forms import CONTAINERS, ENUMS, FORMS, Form, enum_of, form_of

__all__ = ["MalformedError", "read", "write"]

_PLAIN = frozenset({"str", "int", "bool", "NoneType"})
_TUPLE, _DICT, _SET, _FRACTION, _DAY = "t", "d", "s", "/", "day"


class MalformedError(ValueError):
    """A text that is none of those which `write` gives."""


def write(whole: object) -> bytes:
    """The text of `whole`; `TypeError` where something in it is not on the list."""
    writing = _Writing()
    last = writing.part(whole)
    if not last.startswith("["):
        raise TypeError("the whole must be more than one plain value")
    return f"[{','.join(writing.records)}]".encode()


class _Writing:
    def __init__(self) -> None:
        self.records: list[str] = []
        self._by_text: dict[str, str] = {}
        # What was written is held, so that its identity stays its own.
        self._by_identity: dict[int, tuple[str, object]] = {}

    def part(self, value: object) -> str:
        """`value` as a part of a record: as it stands, or the number of its own record."""
        if type(value).__name__ in _PLAIN and not isinstance(value, Enum):
            return json.dumps(value)
        known = self._by_identity.get(id(value))
        if known is None:
            known = self._by_identity[id(value)] = (self._record(value), value)
        return known[0]

    def _record(self, value: object) -> str:
        kind, parts = _taken_apart(value)
        text = f"[{','.join((json.dumps(kind), *map(self.part, parts)))}]"
        if text not in self._by_text:
            self._by_text[text] = f"[{len(self.records)}]"
            self.records.append(text)
        return self._by_text[text]


def _taken_apart(value: object) -> tuple[str, Iterable[object]]:
    """Kind and parts of a record."""
    name = type(value).__name__
    match value:
        case Enum() if name in ENUMS and type(value) is enum_of(name):
            return name, (value.value,)
        case tuple() if name == "tuple":
            return _TUPLE, value
        case dict():
            return _DICT, (one for pair in value.items() for one in pair)
        case frozenset():
            return _SET, sorted(value, key=str)
        case Fraction():
            return _FRACTION, (value.numerator, value.denominator)
        case date() if name == "date":
            return _DAY, (value.isoformat(),)
        case _ if name in FORMS and type(value) is form_of(name).make:
            return name, (getattr(value, field) for field, _, _ in form_of(name).fields)
    raise TypeError(f"{name} is not kept")


def read(text: bytes) -> object:
    """What a text says; `MalformedError` where it is no such text. Nothing is made but what the list names."""
    try:
        records = json.loads(text, parse_float=_refuse, parse_constant=_refuse)
        reading = _Reading()
        for kind, *parts in records:
            reading.take(kind, parts)
        return reading.made[-1]
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise MalformedError(str(error)) from None


def _refuse(number: str) -> object:
    raise MalformedError(f"{number} is no whole number")


class _Reading:
    def __init__(self) -> None:
        self.made: list[object] = []
        self._seen: set[tuple[int, frozenset[str]]] = set()

    def take(self, kind: str, parts: list[Any]) -> None:
        """Make what a record says."""
        made = self.made
        given = [made[one[0]] if type(one) is list else one for one in parts]
        if kind in _CONTAINERS:
            made.append(_CONTAINERS[kind](given))
        elif kind in ENUMS:
            made.append(enum_of(kind)(*given))
        else:
            made.append(self._whole(form_of(kind), given))

    def _whole(self, form: Form, given: list[object]) -> object:
        named = {}
        for (name, top, inner), value in zip(form.fields, given, strict=True):
            if not self._fits(value, top, inner):
                raise MalformedError(f"`{name}` can't hold {type(value).__name__}")
            named[name] = value
        return form.make(**named)

    def _fits(self, value: object, top: frozenset[str], inner: frozenset[str]) -> bool:
        name = type(value).__name__
        if name not in top:
            return False
        if name not in CONTAINERS or (key := (id(value), inner)) in self._seen:
            return True
        # A part may stand in many wholes; looking at it once keeps the cost close to its length.
        self._seen.add(key)
        assert isinstance(value, tuple | dict | frozenset)
        if isinstance(value, dict) and not all(self._fits(one, inner, inner) for one in value.values()):
            return False
        return all(self._fits(one, inner, inner) for one in value)


def _dict(given: list[Any]) -> dict[Any, Any]:
    keys = given[::2]
    if not all(isinstance(key, str) for key in keys):
        raise MalformedError("a key is no text")
    return dict(zip(keys, given[1::2], strict=True))


def _frozenset(given: list[Any]) -> frozenset[Any]:
    if not all(type(one).__name__ == "Member" for one in given):
        raise MalformedError("a set holds members alone")
    return frozenset(given)


def _fraction(given: list[Any]) -> Fraction:
    above, below = given
    if type(above) is not int or type(below) is not int:
        raise MalformedError("a fraction is of whole numbers")
    return Fraction(above, below)


def _day(given: list[Any]) -> date:
    (told,) = given
    return date.fromisoformat(told)


_CONTAINERS: Mapping[str, Callable[[list[Any]], object]] = {
    _TUPLE: tuple,
    _DICT: _dict,
    _SET: _frozenset,
    _FRACTION: _fraction,
    _DAY: _day,
}
