"""Plain data, as a value of a declared type or as the reason why it is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias, assert_never

from wellled_rules.values.missing import Missing, State
from wellled_rules.values.rounding import Rounding
from wellled_rules.values.scale import Member, MemberSet, Scale, ScaleLevel
from wellled_rules.values.titles import title_key
from wellled_rules.values.types import (
    CollectionType,
    DateType,
    Entry,
    NumberType,
    RoundingType,
    ScaleType,
    SetType,
    SeveralType,
    TruthType,
    Type,
    exact,
)

__all__ = ["STATE_WORDS", "Coercion", "Fault", "Plain", "Refusal", "day", "is_blank", "is_number", "named"]

Plain: TypeAlias = "bool | int | Fraction | str | tuple[Plain, ...] | None"
"""What a document can hold where a value stands; numbers are exact."""

STATE_WORDS = tuple(state.value for state in State if state is not State.NOT_GIVEN)
"""The states that a case may write."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_WHOLE = re.compile(r"-?[0-9]+", re.ASCII)
_QUOTIENT = re.compile(r"(-?[0-9]{1,40})/([0-9]{1,40})", re.ASCII)
_MOST_DIGITS = 18


class Fault(StrEnum):
    """Why plain data is no value of a type."""

    KIND = "kind"
    """Another kind of data altogether."""
    QUOTED = "quoted"
    """A number, or true or false, written as text."""
    WORD = "word"
    """Text that names nothing of the type."""
    OFF = "off"
    """A number that is no level of the scale, or lies outside the declared ends."""
    PART = "part"
    """Not whole, where a whole number is asked for."""
    DAY = "day"
    """No day of the calendar, or not written year-month-day."""
    UNSAID = "unsaid"
    """`not_given`, which only an absent entry has."""
    EMPTY = "empty"
    """No member, where one or more are asked for."""
    TWICE = "twice"
    """The same member twice."""
    ABSENT = "absent"
    """A member that does not exist at this level."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why plain data is no value. found: the part that is at fault. at: its place in a list, from 0."""

    fault: Fault
    found: Plain
    at: int | None = None


@dataclass
class Coercion:
    """Reads plain data at one subject level; remembers the words of each scale and set it has met."""

    level: str
    _words: dict[tuple[str, str], Mapping[str, Entry]] = field(default_factory=dict, repr=False)

    def entry(self, type_: Type, plain: Plain) -> Entry | Refusal:
        """The value, missing state or published label that `plain` says, or why it says none of `type_`.

        A level, label or member is named by id, or by its published title in any spelling
        (`titles.title_key`); a level whose id is a whole number, by that number. Levels and labels come
        before states of the same name. A number that is not whole may be text such as "125/2".
        """
        found = self._value(type_, plain)
        if isinstance(found, Refusal) and found.fault is Fault.WORD and found.at is None and isinstance(plain, str):
            if plain == State.NOT_GIVEN:
                return Refusal(Fault.UNSAID, plain)
            if plain in STATE_WORDS:
                return Missing(state=State(plain))
        return found

    def _value(self, type_: Type, plain: Plain) -> Entry | Refusal:
        match type_:
            case TruthType():
                return _truth(plain)
            case NumberType():
                return _number(type_, plain)
            case DateType():
                return day(plain)
            case RoundingType():
                return _rounding(plain)
            case ScaleType():
                return self._level(type_.scale, plain)
            case SetType():
                return self.member(type_.set, plain)
            case SeveralType():
                return self._several(type_.set, plain)
            case CollectionType():
                return Refusal(Fault.KIND, plain)
        assert_never(type_)

    def _level(self, scale: Scale, plain: Plain) -> Entry | Refusal:
        if is_number(plain):
            found = scale.by_id.get(str(plain))
            if found is not None:
                return found
            numbered = any(_WHOLE.fullmatch(level.id) for level in scale.levels)
            return Refusal(Fault.OFF if numbered else Fault.KIND, plain)
        if not isinstance(plain, str):
            return Refusal(Fault.KIND, plain)
        if _WHOLE.fullmatch(plain) and plain in scale.by_id:
            return Refusal(Fault.QUOTED, plain)
        word = self._scale_words(scale).get(plain) or self._scale_words(scale).get(title_key(plain))
        return Refusal(Fault.WORD, plain) if word is None else word

    def member(self, members: MemberSet, plain: Plain) -> Member | Refusal:
        """The member of `members` that `plain` names, if it exists at this level."""
        if not isinstance(plain, str):
            return Refusal(Fault.KIND, plain)
        found = members.by_id.get(plain)
        if found is None:
            by_title = self._set_words(members).get(title_key(plain))
            found = by_title if isinstance(by_title, Member) else None
        if found is None:
            return Refusal(Fault.WORD, plain)
        only = members.only_at.get(found.id)
        return found if only is None or self.level in only else Refusal(Fault.ABSENT, plain)

    def _several(self, members: MemberSet, plain: Plain) -> Entry | Refusal:
        if isinstance(plain, str):
            one = self.member(members, plain)
            return one if isinstance(one, Refusal) else frozenset({one})
        if not isinstance(plain, tuple):
            return Refusal(Fault.KIND, plain)
        if not plain:
            return Refusal(Fault.EMPTY, plain)
        found: dict[Member, None] = {}
        for place, part in enumerate(plain):
            one = self.member(members, part)
            if isinstance(one, Refusal):
                return Refusal(one.fault, part, place)
            if one in found:
                return Refusal(Fault.TWICE, part, place)
            found[one] = None
        return frozenset(found)

    def _scale_words(self, scale: Scale) -> Mapping[str, Entry]:
        key = ("scale", scale.name)
        if key not in self._words:
            labels = [(label.id, label.label, label.missing()) for label in scale.also_shown]
            levels = [(level.id, level.label, level) for level in scale.levels if not _WHOLE.fullmatch(level.id)]
            numbered = [("", level.label, level) for level in scale.levels if _WHOLE.fullmatch(level.id)]
            self._words[key] = named([*levels, *numbered, *labels])
        return self._words[key]

    def _set_words(self, members: MemberSet) -> Mapping[str, Entry]:
        key = ("set", members.name)
        if key not in self._words:
            self._words[key] = named([(one.id, one.title, one) for one in members.members])
        return self._words[key]


def named(rows: Iterable[tuple[str, str, ScaleLevel | Member | Missing]]) -> Mapping[str, Entry]:
    """What each id and each spelling of a title names; ids first; a title that two share names nothing."""
    known = tuple(rows)
    words: dict[str, Entry] = {id_: one for id_, _, one in known if id_}
    for id_, _, one in known:
        if id_:
            words.setdefault(title_key(id_), one)
    titles: dict[str, list[Entry]] = {}
    for _, title, one in known:
        if title:
            titles.setdefault(title_key(title), []).append(one)
    for key, ones in titles.items():
        if len(ones) == 1:
            words.setdefault(key, ones[0])
    return words


def is_blank(type_: Type, said: object) -> bool:
    """Whether it is text without a character where a level may stand: an entry that nobody made.

    Published data leave a key out or leave it empty, and mean one thing by both. Of other types no such text is
    known to mean nothing.
    """
    return isinstance(type_, ScaleType) and isinstance(said, str) and not said.strip()


def is_number(plain: object) -> bool:
    """Whether it is an exact number; true and false are none."""
    return isinstance(plain, (int, Fraction)) and not isinstance(plain, bool)


def day(plain: Plain) -> date | Refusal:
    """The day that text such as "2025-03-14" says."""
    if not isinstance(plain, str):
        return Refusal(Fault.KIND, plain)
    if not _DAY.fullmatch(plain):
        looks_meant = any(ch.isdigit() for ch in plain)
        return Refusal(Fault.DAY if looks_meant else Fault.WORD, plain)
    try:
        return date.fromisoformat(plain)
    except ValueError:
        return Refusal(Fault.DAY, plain)


def _truth(plain: Plain) -> Entry | Refusal:
    if isinstance(plain, bool):
        return plain
    if not isinstance(plain, str):
        return Refusal(Fault.KIND, plain)
    word = title_key(plain)
    if word in ("true", "false"):
        return Refusal(Fault.QUOTED, plain)
    return word == "yes" if word in ("yes", "no") else Refusal(Fault.WORD, plain)


def _rounding(plain: Plain) -> Entry | Refusal:
    if not isinstance(plain, str):
        return Refusal(Fault.KIND, plain)
    return Rounding(plain) if plain in tuple(Rounding) else Refusal(Fault.WORD, plain)


def _number(type_: NumberType, plain: Plain) -> Entry | Refusal:
    number = _quotient(plain) if isinstance(plain, str) else plain
    if isinstance(number, str):
        return Refusal(Fault.QUOTED if _looks_numeric(number) else Fault.WORD, plain)
    if isinstance(number, bool) or not isinstance(number, (int, Fraction)):
        return Refusal(Fault.KIND, plain)
    number = exact(number)
    if type_.whole and not isinstance(number, int):
        return Refusal(Fault.PART, plain)
    below = type_.low is not None and number < type_.low
    above = type_.high is not None and number > type_.high
    return Refusal(Fault.OFF, plain) if below or above else number


def _quotient(text: str) -> Fraction | str:
    """The number that text such as "125/2" says, with at most 18 digits on each side; else the text."""
    found = _QUOTIENT.fullmatch(text)
    if found is None:
        return text
    above, below = int(found[1]), int(found[2])
    if below == 0 or max(abs(above), below) > 10**_MOST_DIGITS:
        return text
    return Fraction(above, below)


def _looks_numeric(text: str) -> bool:
    return bool(re.fullmatch(r"\s*[-+]?[0-9][0-9., ]{0,30}%?\s*", text, re.ASCII))
