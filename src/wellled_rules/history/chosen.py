"""By which version of a framework something would be assessed on a day, and at which levels it is in force then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from wellled_rules.diagnostics.errors import FrameworkNotFound
from wellled_rules.history.days import from_until
from wellled_rules.history.shelf import Near, Shelf

__all__ = ["AtLevel", "Chosen", "at_level", "chosen"]


@dataclass(frozen=True, slots=True)
class AtLevel:
    """The days on which a version is in force at a level: `start` is in, `until` is out, and None where it goes on.

    is_in_force: whether the day asked about is one of them.
    """

    level: str
    start: date
    until: date | None
    is_in_force: bool

    def __str__(self) -> str:
        return from_until(self.start, self.until)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a day chooses of a framework. version: `id@version`; None where none is in force, and nearest has those.

    levels: those at which subjects are asked about, each with the days of the version there.
    """

    framework: str
    version: str | None
    nearest: tuple[Near, ...]
    levels: tuple[AtLevel, ...]


def chosen(ids: Iterable[str], shelf: Shelf, levels: Iterable[str], day: date) -> Iterator[Chosen]:
    """Of each framework that there is. ids: names of frameworks. levels: those of the subjects that are asked about."""
    asked = tuple(dict.fromkeys(levels))
    for id_ in ids:
        try:
            found = shelf.in_force_between(id_, day, day)
        except FrameworkNotFound:
            continue
        if found:
            yield Chosen(
                id_, found[0], (), tuple(one for level in asked for one in at_level(found[0], shelf, level, day))
            )
        else:
            yield Chosen(id_, None, shelf.nearest(id_, day, day), ())


def at_level(identity: str, shelf: Shelf, level: str, day: date) -> Iterator[AtLevel]:
    """The days of a version at a level that it has: those of every level, as a period of the level narrows them."""
    graph = shelf.load(identity).graph
    several = graph.header.periods if level in graph.levels else ()
    here = [one for one in several if level in one.levels or not one.levels]
    if here:
        start = max(one.start for one in here)
        ends = [one.until for one in here if one.until is not None]
        until = min(ends) if ends else shelf.closing(identity)
        yield AtLevel(level, start, until, start <= day and (until is None or day < until))
