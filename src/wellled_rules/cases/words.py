"""How types and plain data are called towards the people who record cases."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import assert_never

from wellled_rules.cases.document import Data, Object, Unread
from wellled_rules.graph.wording import number_words
from wellled_rules.values.coercion import STATE_WORDS
from wellled_rules.values.rounding import Rounding
from wellled_rules.values.scale import MemberSet
from wellled_rules.values.titles import title_key
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

__all__ = ["asked", "choices", "found", "listed", "member_names", "quoted", "shown"]

_SHOWN = 40
_LISTED = 12


def quoted(word: object) -> str:
    """A word from outside between backticks, cut short where it is long."""
    text = str(word)
    return f"`{text}`" if len(text) <= _SHOWN else f"`{text[: _SHOWN - 1]}…`"


def listed(words: Iterable[object], last: str = "or") -> str:
    """`a, b or c`; beyond twelve words, the first twelve and how many more."""
    all_words = [quoted(word) for word in words]
    if len(all_words) > _LISTED:
        return f"{', '.join(all_words[:_LISTED])} {last} {len(all_words) - _LISTED} more"
    if len(all_words) < 2:
        return "".join(all_words)
    return f"{', '.join(all_words[:-1])} {last} {all_words[-1]}"


def shown(data: Data) -> str:
    """Plain data as it would be written, cut short."""
    match data:
        case None:
            return "`null`"
        case bool():
            return "`true`" if data else "`false`"
        case str():
            return quoted(data)
        case Object():
            return "a group of entries"
        case tuple():
            return "a list"
        case Unread():
            return "what could not be read"
        case Fraction():
            return quoted(number_words(data))
        case _:
            return quoted(data)


def found(data: Data) -> str:
    """Plain data with its kind: what somebody wrote."""
    match data:
        case None:
            return "`null`"
        case bool():
            return f"the answer {shown(data)}"
        case str() if not data.strip():
            return "a text in which nothing stands"
        case str():
            return f"the text {shown(data)}"
        case Object() | tuple() | Unread():
            return shown(data)
        case _:
            return f"the number {shown(data)}"


def asked(type_: Type) -> str:
    """What an entry of a type must be."""
    match type_:
        case TruthType():
            return "yes or no"
        case NumberType():
            return _number(type_)
        case DateType():
            return "a date"
        case RoundingType():
            return "a rounding rule"
        case ScaleType():
            return f"a level of {quoted(type_.scale.name)}"
        case SetType():
            return f"a member of {quoted(type_.set.name)}"
        case SeveralType():
            return f"one or more members of {quoted(type_.set.name)}"
        case CollectionType():
            return f"several entries, each {asked(type_.of)}"
    assert_never(type_)


def _number(type_: NumberType) -> str:
    noun = "percentage" if type_.unit is Unit.PERCENTAGE else "number"
    words = f"a whole {noun}" if type_.whole else f"a {noun}"
    low = None if type_.low is None else number_words(type_.low)
    high = None if type_.high is None else number_words(type_.high)
    if low is not None and high is not None:
        return f"{words} from {low} to {high}"
    if low is not None:
        return f"{words}, {low} or more"
    return words if high is None else f"{words}, {high} or less"


def choices(type_: Type, level: str) -> tuple[str, ...]:
    """The words that an entry of a type may be, ids before titles, states last; numbers are left aside."""
    match type_:
        case TruthType():
            words: tuple[str, ...] = ("yes", "no")
        case RoundingType():
            words = tuple(one.value for one in Rounding)
        case ScaleType():
            levels = [(one.id, one.label) for one in type_.scale.by_rank[::-1]]
            rows = levels + [(one.id, one.label) for one in type_.scale.also_shown]
            words = _distinct(rows)
        case SetType() | SeveralType():
            words = member_names(type_.set, level)
        case NumberType() | DateType() | CollectionType():
            words = ()
        case _:
            assert_never(type_)
    return words + STATE_WORDS


def member_names(members: MemberSet, level: str) -> tuple[str, ...]:
    """Ids and titles of the members that exist at a level."""
    return _distinct([(one.id, one.title) for one in members.at(level)])


def _distinct(rows: list[tuple[str, str]]) -> tuple[str, ...]:
    """The ids, then each title that is more than another spelling of an id."""
    ids = {title_key(id_) for id_, _ in rows}
    return (*(id_ for id_, _ in rows), *(title for _, title in rows if title and title_key(title) not in ids))
