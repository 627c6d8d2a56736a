"""Up to which day a history knows anything: by the days on which it was read, by its events, and by what is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wellled_rules.backends.explainer.lexicon.entries import day as day_words
from wellled_rules.history.days import Days
from wellled_rules.history.document import Correction, History
from wellled_rules.history.knowledge import Known

__all__ = ["Reach", "Up", "reach"]


class Up(StrEnum):
    """What the last day is."""

    READ = "read"
    EVENT = "event"
    KNOWN = "known_on"


@dataclass(frozen=True, slots=True)
class Reach:
    """The last day of which a history knows anything.

    up: whether that is a day on which a source was read, that of the last event, or the one as on which all is known.
    """

    day: date
    up: Up

    def before(self, asked: date | None) -> str | None:
        """What is taken of a later day that is asked about, as one sentence; None where none is."""
        if asked is None or asked <= self.day:
            return None
        return (
            f"{_SAYS[self.up].format(day_words(self.day))}; of {day_words(asked)} it is taken that nothing came since."
        )


_SAYS = {
    Up.READ: "The sources of this history were last read on {}",
    Up.EVENT: "The last event of this history is of {}",
    Up.KNOWN: "This is what was known on {}",
}


def reach(history: History, known: Iterable[Known], by: date | None) -> Reach | None:
    """Up to which day a history knows anything; None where nothing says so. known: its events; by: as known on."""
    if by is not None:
        # What was known by a day does not change by what is public later, nor by when it was read.
        return Reach(by, Up.KNOWN)
    corrections = (one.published_on for one in history.events.values() if isinstance(one, Correction))
    events = [_last(one) for each in known for one in (each.first.on, each.first.published_on)]
    # Of what may have been on any day at all, nothing is known.
    events = [day for day in (*events, *(one.latest for one in corrections)) if day != date.min]
    read = [_last(one.read_on) for one in history.sources.values() if one.read_on is not None]
    found = [Reach(max(several), up) for several, up in ((events, Up.EVENT), (read, Up.READ)) if several]
    return max(found, key=lambda one: one.day, default=None)


def _last(when: Days) -> date:
    """The last day that something may have been on; the first where it may be any later one."""
    return when.latest if when.latest != date.max else when.earliest
