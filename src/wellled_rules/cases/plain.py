"""Python data as a document: what a program hands in instead of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Protocol, runtime_checkable

from wellled_rules.cases import reading_errors
from wellled_rules.cases.document import Document
from wellled_rules.cases.limits import LIMITS, CaseLimits
from wellled_rules.cases.raw import Bad, Pairs, Raw, gather, number
from wellled_rules.values.missing import Missing
from wellled_rules.values.scale import Member, ScaleLevel

__all__ = ["document"]


@runtime_checkable
class _Model(Protocol):
    """A pydantic model, recognised without pydantic."""

    def model_dump(self, *, by_alias: bool, exclude_unset: bool, exclude_none: bool) -> dict[str, object]: ...


def document(case: object, name: str = "case", limits: CaseLimits = LIMITS) -> Document:
    """The document that Python data says, as far as it can be read; the rest is in its findings.

    case: a mapping, or a model of `case_model`. Numbers are whole numbers, `Fraction`, `Decimal`, or floats,
    which are read as the shortest decimal that they print as (0.1 is one tenth). Days are `date`; levels,
    members and missing states stand for themselves.
    """
    return gather(name, _Copy(limits).raw(case, 0), limits)


@dataclass
class _Copy:
    """One copy of Python data; `left` bounds it where data holds itself many times over."""

    limits: CaseLimits
    made: int = 0

    def raw(self, one: object, depth: int) -> Raw:
        self.made += 1
        if self.made > self.limits.values + 1:
            return None
        if depth == 0 and isinstance(one, _Model) and not isinstance(one, type):
            one = one.model_dump(by_alias=True, exclude_unset=True, exclude_none=True)
        if isinstance(one, Mapping):
            pairs = Pairs()
            if depth <= self.limits.depth:
                pairs.extend((_key(key), self.raw(part, depth + 1)) for key, part in one.items())
            return pairs
        if isinstance(one, (list, tuple, set, frozenset)):
            return self.several(one, depth)
        return self.scalar(one)

    def several(self, ones: Sequence[object] | set[object] | frozenset[object], depth: int) -> Raw:
        if depth > self.limits.depth:
            return []
        ordered = sorted(ones, key=str) if isinstance(ones, (set, frozenset)) else ones
        return [self.raw(part, depth + 1) for part in ordered]

    def scalar(self, one: object) -> Raw:
        match one:
            case None | bool():
                return one
            case int() | Fraction():
                most = 10**self.limits.digits
                if max(abs(one.numerator), one.denominator) > most:
                    return Bad(lambda path: reading_errors.too_many_digits(path, self.limits.digits))
                return one.numerator if one.denominator == 1 else Fraction(one)
            case Decimal():
                return number(str(one), self.limits)
            case str():
                return str(one)
            case date() if not isinstance(one, datetime):
                return one.isoformat()
            case ScaleLevel():
                return int(one.id) if one.id.lstrip("-").isdecimal() else one.id
            case Member() | Missing():
                return str(one)
        if type(one).__name__ == "float" and hasattr(one, "as_integer_ratio"):
            # NOTE: a float stands for the decimal somebody wrote, not for the binary fraction next to it.
            return number(repr(one), self.limits)
        return Bad(lambda path: reading_errors.inexact(path, type(one).__name__))


def _key(key: object) -> str | Bad:
    if isinstance(key, str):
        return str(key)
    if isinstance(key, Member):
        return key.id
    return Bad(lambda path: reading_errors.key_not_text(path, key))
