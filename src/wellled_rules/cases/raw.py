"""What every form of case text is first turned into, and the one walk that makes a document of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from wellled_rules.cases import reading_errors
from wellled_rules.cases.document import UNREAD, Data, Document, Object, Path
from wellled_rules.cases.limits import CaseLimits
from wellled_rules.cases.words import found
from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.values.types import exact

__all__ = ["Bad", "Pairs", "Raw", "gather", "number"]

_NUMBER = re.compile(r"[-+]?([0-9]*)(?:\.([0-9]*))?(?:[eE]([-+]?[0-9]+))?", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")
_MOST_FINDINGS = 1_000


@dataclass(frozen=True, slots=True)
class Bad:
    """A part that cannot be read. says: its finding, given its path."""

    says: Callable[[Path], Diagnostic]


class Pairs(list["tuple[str | Bad, Raw]"]):
    """A mapping as it was written, keys that come twice included."""


Raw: TypeAlias = "bool | int | Fraction | str | list[Raw] | Pairs | Bad | None"


def number(text: str, limits: CaseLimits) -> int | Fraction | Bad:
    """The exact number that decimal text says, exponent included; refused beyond `limits.digits`.

    The cost does not depend on the size of the exponent.
    """
    match = _NUMBER.fullmatch(text)
    if match is None:
        return Bad(lambda path: reading_errors.no_number(path, text))
    before, after, power = match[1], match[2] or "", match[3] or "0"
    digits = (before + after).lstrip("0")
    if not digits:
        return 0
    short = digits.rstrip("0")
    shift = len(digits) - len(short) - len(after)
    # NOTE: an exponent of more than seven digits cannot be balanced by the digits of a text within the limits.
    shift = shift + int(power) if len(power) <= 8 else limits.digits + 1
    needed = len(short) + shift if shift >= 0 else max(len(short), -shift)
    if needed > limits.digits:
        return Bad(lambda path: reading_errors.too_many_digits(path, limits.digits))
    whole = int(short) * (-1 if text[0] == "-" else 1)
    return whole * 10**shift if shift >= 0 else exact(Fraction(whole, 10**-shift))


class _TooManyError(Exception):
    """More values than the limit; never leaves this module."""


@dataclass
class _Walk:
    """The one pass over raw data: keeps what can be read, and a finding for each part that cannot."""

    limits: CaseLimits
    findings: list[Diagnostic] = field(default_factory=list)
    values: int = 0

    def say(self, one: Diagnostic) -> None:
        if len(self.findings) < _MOST_FINDINGS:
            self.findings.append(one)

    def read(self, raw: Raw, path: Path) -> Data:
        self.values += 1
        if self.values > self.limits.values:
            raise _TooManyError
        match raw:
            case Bad():
                self.say(raw.says(path))
                return UNREAD
            case str():
                if _SURROGATE.search(raw):
                    self.say(reading_errors.half_character(path))
                    return UNREAD
                return raw
            case list():
                if len(path) >= self.limits.depth:
                    self.say(reading_errors.too_deep(path, self.limits.depth))
                    return UNREAD
                if isinstance(raw, Pairs):
                    return self.mapping(raw, path)
                return tuple(self.read(one, (*path, place)) for place, one in enumerate(raw))
            case _:
                return raw

    def mapping(self, pairs: Pairs, path: Path) -> Object:
        entries: dict[str, Data] = {}
        told: set[str] = set()
        for key, raw in pairs:
            if isinstance(key, Bad):
                self.say(key.says(path))
            elif len(key) > self.limits.name_length:
                self.say(reading_errors.long_key(path, self.limits.name_length))
            elif _SURROGATE.search(key):
                self.say(reading_errors.half_character(path))
            elif key in entries:
                if key not in told:
                    self.say(reading_errors.key_twice((*path, key)))
                told.add(key)
            else:
                entries[key] = self.read(raw, (*path, key))
        return Object(entries)


def gather(name: str, raw: Raw, limits: CaseLimits, also: tuple[Diagnostic, ...] = ()) -> Document:
    """The document that raw data is, with a finding for each part that cannot be read.

    also: findings made before, about the same text. Deeper than `limits.depth` nothing is read, and
    beyond `limits.values` values nothing at all.
    """
    walk = _Walk(limits)
    try:
        root = walk.read(raw, ())
    except _TooManyError:
        says = (*also, *walk.findings, reading_errors.too_many_values(limits.values))
        return Document(name=name, root=UNREAD, findings=says)
    if not isinstance(root, Object) and root is not UNREAD:
        walk.say(reading_errors.not_a_case((), found(root)))
    return Document(name=name, root=root, findings=(*also, *walk.findings))
