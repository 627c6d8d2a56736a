"""What was known of each event, from when on: by its publication, and by corrections up to a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from wellled_rules.history.days import Days
from wellled_rules.history.document import Assessment, Correction, Happening, History, Lifting, Suspension

__all__ = ["Known", "Version", "known", "narrowed", "settled"]


@dataclass(frozen=True, slots=True)
class Version:
    """What an event was held to be, from `since` until before `until`. said: None while it is withdrawn.

    correction: what made it so; None for what was told first.
    """

    since: date
    until: date
    said: Happening | None
    correction: Correction | None

    @property
    def corrected_by(self) -> str | None:
        """The id of the correction that made it so."""
        return None if self.correction is None else self.correction.id


@dataclass(frozen=True, slots=True)
class Known:
    """An event that was known by some day.

    turn: its place in the document. published: when it became public; its latest day is the calendar's last where it
    may not have been by that day. versions: one after another, the last without end.
    """

    id: str
    turn: int
    first: Happening
    published: Days
    versions: tuple[Version, ...]

    def at(self, day: date) -> Version:
        """What was held of it on a day."""
        return next(one for one in reversed(self.versions) if one.since <= day)


def known(history: History, by: date | None) -> Iterator[Known]:
    """The events that can have been public by a day, as they were corrected until then; all of them for None."""
    for turn, (id_, first) in enumerate(history.events.items()):
        if isinstance(first, Correction):
            continue
        published = narrowed(history, first, by)
        if by is not None and published.earliest > by:
            continue
        if by is not None and published.latest > by:
            published = Days(published.earliest, date.max)
        yield Known(id_, turn, first, published, tuple(_versions(history, first, by)))


def narrowed(history: History, first: Happening, by: date | None) -> Days:
    """When an event became public: not before it was made, nor after a correction that is known by a day."""
    earliest, latest = first.published_on.earliest, first.published_on.latest
    if isinstance(first, Assessment | Suspension | Lifting):
        earliest = max(earliest, first.on.earliest)
    revisions = history.revisions.get(first.id, ())
    if revisions and (by is None or revisions[0].since <= by):
        latest = min(latest, revisions[0].since)
    return Days(earliest, max(earliest, latest))


def _versions(history: History, first: Happening, by: date | None) -> Iterator[Version]:
    told: list[tuple[date, Happening | None, Correction | None]] = [(date.min, first, None)]
    for one in history.revisions.get(first.id, ()):
        if by is None or one.since <= by:
            told.append((one.since, one.said, one.correction))
    for (since, said, correction), following in zip(told, (*told[1:], (date.max, None, None)), strict=True):
        yield Version(since, following[0], said, correction)


def settled(one: Known) -> Known:
    """An event as if it had always been held to be what it is known to be in the end."""
    return replace(one, versions=(replace(one.versions[-1], since=date.min),))
