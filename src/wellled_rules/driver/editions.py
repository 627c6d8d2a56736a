"""The versions of one framework in time, by their days alone: which is in force, and what closes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TypeAlias

from wellled_rules.graph.graph import Period

__all__ = ["Calendar", "Edition", "closing", "edition_on", "editions_between", "neighbours"]


@dataclass(frozen=True, slots=True)
class Edition:
    """A version and its periods, its own or inherited; at least one."""

    identity: str
    periods: tuple[Period, ...]

    @property
    def start(self) -> date:
        """The first day on which it is in force at any level."""
        return min(one.start for one in self.periods)

    def main(self) -> Period | None:
        """The period of every level."""
        return next((one for one in self.periods if not one.levels), None)


Calendar: TypeAlias = "Mapping[str, tuple[Edition, ...]]"
"""The versions that have a period, earliest first, by the name of their framework."""


def closing(order: Sequence[Edition], identity: str) -> date | None:
    """The day on which the successor of a version begins, or None. order: earliest first."""
    return next((following.start for one, following in pairwise(order) if one.identity == identity), None)


def edition_on(order: Sequence[Edition], day: date) -> Edition | None:
    """The version in force on a day: begun, not ended, and not closed by its successor. order: earliest first."""
    begun = [one for one in order if one.start <= day]
    if not begun:
        return None
    last = begun[-1]
    main = last.main()
    ended = main is not None and main.until is not None and main.until <= day
    return None if ended else last


def neighbours(order: Sequence[Edition], first: date, last: date) -> tuple[Edition, ...]:
    """The last version begun before some days, and the first after them, as far as there are such."""
    before = [one for one in order if one.start <= first][-1:]
    return (*before, *[one for one in order if one.start > last][:1])


def editions_between(order: Sequence[Edition], first: date, last: date) -> tuple[Edition, ...]:
    """The versions in force on some day from `first` to `last`, both in. order: earliest first."""
    starts = (max(first, one.start) for one in order if one.start <= last)
    found = (edition_on(order, day) for day in (first, *starts))
    return tuple(dict.fromkeys(one for one in found if one is not None))
