"""Where subjects lie, and from when until when each is there: by what is written, by transfers and by mergers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from wellled_rules.cases.document import Path
from wellled_rules.history.days import Days, is_between
from wellled_rules.history.document import Happening, History, Merger, Subject, Transfer

__all__ = ["Life", "Places", "Stretch", "moves", "places"]


@dataclass(frozen=True, slots=True)
class Life:
    """start: the first day; until: the first day after. None where not known. by: the merger that ended it."""

    start: Days | None
    until: Days | None
    by: Merger | None = None

    def had_begun(self, when: Days) -> bool:
        """Whether it can have been there by then."""
        return self.start is None or when.latest >= self.start.earliest

    def had_not_ended(self, when: Days) -> bool:
        """Whether it can have been there still."""
        return self.until is None or when.earliest < self.until.latest


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in which a subject lies in another: `start` is in, `until` is out. path: what says so."""

    start: date
    until: date
    inside: str | None
    path: Path

    def holds_on(self, day: date) -> bool:
        """Whether a day is one of them; a stretch without end has the last of the calendar too."""
        return is_between(day, self.start, self.until)


@dataclass
class Places:
    """Who lies where and when, and who was there. Stretches of one subject stand in order and do not overlap."""

    lives: dict[str, Life]
    stretches: dict[str, list[Stretch]]
    _guests: dict[str, dict[str, None]] = field(default_factory=dict)

    def at(self, subject: str, day: date) -> Stretch | None:
        """The stretch of a subject on a day; None where it lies in nothing."""
        several = self.stretches.get(subject, [])
        turn = bisect_right(several, day, key=lambda one: one.start) - 1
        found = several[turn] if turn >= 0 else None
        return found if found is not None and found.holds_on(day) and found.inside is not None else None

    def above(self, subject: str, day: date) -> Iterator[str]:
        """The subjects in which one lies on a day, directly first; each once, whatever is written."""
        seen = {subject}
        found = self.at(subject, day)
        while found is not None and found.inside is not None and found.inside not in seen:
            seen.add(found.inside)
            yield found.inside
            found = self.at(found.inside, day)

    def inside(self, subject: str, day: date) -> Iterator[str]:
        """The subjects that lie in one on a day, directly or further."""
        waiting, seen = [subject], {subject}
        while waiting:
            host = waiting.pop()
            for guest in self._guests.get(host, ()):
                found = self.at(guest, day)
                if guest not in seen and found is not None and found.inside == host:
                    seen.add(guest)
                    waiting.append(guest)
                    yield guest

    def guests(self, subject: str, day: date) -> tuple[str, ...]:
        """The subjects that lie directly in one on a day."""
        several = self._guests.get(subject, ())
        return tuple(one for one in several if (found := self.at(one, day)) is not None and found.inside == subject)

    def put(self, subject: str, stretch: Stretch) -> None:
        """Let a subject lie somewhere from the first day of a stretch on, as long as where it lay till then would last.

        Where it lay nowhere, until its next stretch begins.
        """
        several = self.stretches.setdefault(subject, [])
        turn = bisect_right(several, stretch.start, key=lambda one: one.start)
        before = several[turn - 1] if turn else None
        until = several[turn].start if turn < len(several) else stretch.until
        if before is not None and stretch.start < before.until:
            until = before.until
            if before.start == stretch.start:
                turn -= 1
                several.pop(turn)
            else:
                several[turn - 1] = replace(before, until=stretch.start)
        several.insert(turn, replace(stretch, until=until))
        self.host(subject, stretch.inside)

    def host(self, guest: str, inside: str | None) -> None:
        """Remember who may lie in a subject."""
        if inside is not None:
            self._guests.setdefault(inside, {})[guest] = None


def written(subject: Subject) -> Iterator[Stretch]:
    """What a subject itself says of where it lies, in order."""
    first = date.min if subject.start is None else subject.start.earliest
    last = date.max if subject.until is None else subject.until.latest
    found = [
        Stretch(first if stay.start is None else stay.start, stay.until or last, stay.inside, stay.path)
        for stay in subject.stays
    ]
    yield from sorted(found, key=lambda one: (one.start, one.until))


def moves(events: Iterable[Happening | None]) -> list[Merger | Transfer]:
    """Mergers and transfers by their day, those of one day in the order given."""
    several = [one for one in events if isinstance(one, Merger | Transfer)]
    return sorted(several, key=lambda one: one.on.earliest)


def places(history: History, told: Iterable[Happening | None]) -> Places:
    """Where subjects lie by all that is written, and by the mergers and transfers among what is told.

    Of two places on one day the first is taken.
    """
    made = Places({}, {})
    for id_, subject in history.subjects.items():
        made.lives[id_] = Life(subject.start, subject.until)
        several: list[Stretch] = []
        for one in written(subject):
            start = max(one.start, several[-1].until) if several else one.start
            if start < one.until:
                several.append(replace(one, start=start))
                made.host(id_, one.inside)
        made.stretches[id_] = several
    for move in moves(told):
        move_on(made, move)
    return made


def move_on(made: Places, move: Merger | Transfer) -> None:
    """Let one merger or transfer happen, after all that happened before it."""
    day = move.on.earliest
    if isinstance(move, Transfer):
        made.put(move.subject, Stretch(day, date.max, move.into, move.path))
        return
    for subject in move.subjects:
        life = made.lives.get(subject)
        if subject == move.into or life is None or life.by is not None:
            continue
        made.lives[subject] = Life(life.start, move.on, move)
        for guest in made.guests(subject, day):
            if guest != move.into:
                made.put(guest, Stretch(day, date.max, move.into, move.path))
