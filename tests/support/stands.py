"""An invented framework in which every fold combines what lies inside: markets, their halls, and stands in either."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from random import Random
from typing import Any

from support.kitchens import framework

from wellled_rules.api.framework import Framework

__all__ = ["drawn_market", "market_rows", "markets", "text"]

_ASKED = """\
determine {name} at {level} "{name}"
    for each side
    is {type}
    equals {value}
    cites guide
"""

_TESTED = """\
determine {name} at {level} "{name}"
    for each side
    is yes or no
    first of
        yes when {value}
        no otherwise
    cites guide
"""

_VALUES = {
    "how_many": ("a whole number", "number of {below}"),
    "how_many_good": ("a whole number", "number of {below} that are good"),
    "sum": ("a number", "total of {below}"),
    "average": ("a number", "mean of {below}"),
    "top": ("a number", "highest of {below}"),
    "bottom": ("a number", "lowest of {below}"),
    "finest": ("a mark", "best of {below}"),
    "weakest": ("a mark", "worst of {below}"),
}

_TESTS = {
    "some_bad": "any of {below} are bad",
    "every_good": "all of {below} are good",
    "not_one_bad": "none of {below} are bad",
    "two_good": "at least 2 of {below} are good",
    "most_two": "at most 2 of {below} are fair",
    "just_one": "exactly 1 of {below} are fair",
    "most": "a majority of {below} are good",
    "nothing_there": "{below} are empty",
    "rest_fair": "at least needed of {below} are good and the rest are fair or better",
}

_HEAD = """\
language 1

framework markets@2025-01 "Markets"
    regulator "Market Office"
    status draft
    covers market
    headline mark_of at market, hall, stand

source guide "Guide"
    published by "Market Office"

level market "Market"

level hall "Hall"
    within market

level stand "Stand"
    within hall, market

scale mark "Mark"
    best first
    good "Good" worth 3
    fair "Fair" worth 2
    bad "Bad" worth 1
    also shown
        not_marked "Not marked" counts as not_assessed

set side "Side"
    front "Front"
    back "Back"

input needed "How many are needed"
    is a whole number from 1 to 3
    treat not_given as 2

input strict at market "Strict"
    is yes or no
    treat not_given as no

input open_stand at stand "Open"
    is yes or no
    treat not_given as yes

input found at stand "Found"
    for each side
    is a mark

input stated at hall "Stated"
    for each side
    is a mark

input doubted at market "Doubted"
    is yes or no

determine mark_of at stand "Mark"
    for each side
    is a mark
    equals found
    cites guide

collect below at hall "Marks of the stands"
    for each side
    takes mark_of of each stand where open_stand is yes
    treat not_assessed as left out
    treat suspended as bad
    cites guide

collect below at market "Marks below"
    for each side
    takes mark_of of each hall
    takes mark_of of each stand
    treat not_assessed as left out
    cites guide

determine mark_of at hall "Mark"
    for each side
    is a mark
    first of
        weakest when stated is not_given and strict of market is yes
        finest when stated is not_given
        stated otherwise
    cites guide

determine mark_of at market "Mark"
    for each side
    is a mark
    equals weakest
    cites guide

limit doubts at market "Doubts"
    on mark_of to fair
    when doubted is yes and some_bad is no
    cites guide
"""


def text() -> str:
    """Its rules."""
    parts = [_HEAD]
    for level in ("hall", "market"):
        for name, (type_, value) in _VALUES.items():
            parts.append(_ASKED.format(name=name, level=level, type=type_, value=value.format(below="below")))
        for name, value in _TESTS.items():
            parts.append(_TESTED.format(name=name, level=level, value=value.format(below="below")))
    return "\n".join(parts)


@cache
def markets() -> Framework:
    """The framework of this module."""
    return framework(text())


_MARKS = ("good", "good", "fair", "bad")


def drawn_market(seed: int, *, known: bool = False) -> dict[str, Any]:
    """A case: a market with some halls, and stands in them and beside them. known: nothing is open."""
    chance = Random(seed)
    words = _MARKS if known else (*(_MARKS * 6), "not_applicable", "not_marked", "suspended", "not_seen")

    def stand(turn: int) -> dict[str, Any]:
        made: dict[str, Any] = {"id": f"s{turn}", "found": {side: chance.choice(words) for side in ("front", "back")}}
        if chance.random() < 0.2:
            made["open_stand"] = chance.random() < 0.5
        return made

    halls = []
    for turn in range(chance.randrange(5)):
        hall: dict[str, Any] = {"id": f"h{turn}", "stands": [stand(each) for each in range(chance.randrange(6))]}
        if chance.random() < 0.3:
            hall["stated"] = {side: chance.choice(words) for side in ("front", "back")}
        if chance.random() < 0.3:
            hall["needed"] = chance.randrange(1, 4)
        halls.append(hall)
    subject: dict[str, Any] = {"level": "market", "halls": halls, "stands": [stand(each) for each in range(2)]}
    if chance.random() < 0.5:
        subject["strict"] = chance.random() < 0.5
    if known or chance.random() < 0.6:
        subject["doubted"] = chance.random() < 0.5
    return {"subject": subject}


def market_rows(case: Mapping[str, Any], subject: str) -> Sequence[dict[str, Any]]:
    """The rows of a table that say a case."""
    return list(_rows(case["subject"], subject, ()))


def _rows(said: Mapping[str, Any], subject: str, path: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    row: dict[str, Any] = {"subject": subject, "inside": "/".join(path)}
    below = {"halls": "hall", "stands": "stand"}
    for key, value in said.items():
        if isinstance(value, dict):
            row.update({f"{key}.{side}": mark for side, mark in value.items()})
        elif key not in ("id", "level", *below):
            row[key] = value
    yield row
    for key, level in below.items():
        for one in said.get(key, ()):
            yield from _rows(one, subject, (*path, level, one["id"]))
