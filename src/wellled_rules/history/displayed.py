"""What is displayed in one place from day to day: the line of one outcome of one subject.

Where every day is known there is one answer for each. Where a day is known only to lie between two others, there are
all those that some choice of such days gives; each is chosen by itself.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TypeAlias

from wellled_rules.graph.transitions import Transition
from wellled_rules.history.days import Days, after, is_between
from wellled_rules.history.knowledge import Known
from wellled_rules.history.outcomes import Slot, Value

__all__ = ["Ending", "Entry", "Hold", "Line", "Part", "PartKind", "Retiring", "Run", "Spans", "line"]


class PartKind(StrEnum):
    """What stands in a place."""

    VALUE = "value"
    SUSPENDED = "suspended"
    RETIRED = "retired"
    ENDED = "ended"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Part:
    """What may stand in a place. event: the assessment that it comes from, as `correction` corrected it, if one did.

    frameworks: `id@version` under which it is so; several where the day of the assessment leaves several. by: the event
    that suspended, retired or ended it. transition: what says that it is retired.
    """

    kind: PartKind
    value: Value | None = None
    event: str | None = None
    correction: str | None = None
    frameworks: tuple[str, ...] = ()
    by: str | None = None
    transition: Transition | None = field(default=None, compare=False)


NOTHING = Part(PartKind.NOTHING)


@dataclass(frozen=True, slots=True)
class Run:
    """Days on which the same is displayed: `start` is in, `until` is out. parts: all that may be; one where known."""

    start: date
    until: date
    parts: tuple[Part, ...]

    def holds_on(self, day: date) -> bool:
        """Whether a day is one of them; a run without end has the last of the calendar too."""
        return is_between(day, self.start, self.until)


@dataclass(frozen=True, slots=True)
class Line:
    """The whole of one place: runs in order without a gap, from the first day on which anything may stand there."""

    slot: Slot
    runs: tuple[Run, ...]

    def at(self, day: date) -> tuple[Part, ...]:
        """What is displayed on a day."""
        turn = bisect_left(self.runs, True, key=lambda one: one.start > day) - 1
        return self.runs[turn].parts if turn >= 0 else (NOTHING,)


Spans: TypeAlias = "tuple[tuple[date, date], ...]"
"""Days from which and before which something held of an event, as corrections left it."""


def _holds(spans: Spans, day: date) -> bool:
    return any(is_between(day, since, until) for since, until in spans)


@dataclass(frozen=True, slots=True)
class Entry:
    """An assessment that was published in a place. versions: since, before, and what it showed then."""

    known: Known
    rank: tuple[date, int]
    versions: tuple[tuple[date, date, tuple[Part, ...]], ...]

    def at(self, day: date) -> tuple[Part, ...]:
        """What it shows on a day; nothing where it was withdrawn, or moved to another place."""
        for since, until, parts in self.versions:
            if is_between(day, since, until):
                return parts
        return ()


@dataclass(frozen=True, slots=True)
class Hold:
    """A suspension, and what lifts it."""

    known: Known
    spans: Spans
    lifting: Known | None
    lifted: Spans

    def at(self, day: date) -> tuple[bool, bool]:
        """Whether it may hold on a day, and whether it must."""
        if not _holds(self.spans, day):
            return False, False
        ended, began = self.lifting, self.known.published
        over = ended is not None and _holds(self.lifted, day)
        must_be_over = over and ended is not None and ended.published.latest <= day
        may_be_over = over and ended is not None and ended.published.earliest <= day
        return began.earliest <= day and not must_be_over, began.latest <= day and not may_be_over


@dataclass(frozen=True, slots=True)
class Retiring:
    """An assessment that retires what an earlier framework gave. before: `id@version` of that.

    is_sure: whether it is known to count as what retires it.
    """

    known: Known
    spans: Spans
    before: str
    transition: Transition
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of the subject: the day from which nothing of it is displayed. by: the merger, where one ended it."""

    when: Days
    spans: Spans
    by: str | None


def line(
    slot: Slot,
    entries: Iterable[Entry],
    holds: Sequence[Hold] = (),
    retirings: Sequence[Retiring] = (),
    endings: Sequence[Ending] = (),
) -> Line:
    """The line of one place, in time proportional to what happens there, but for days that are not known."""
    sweep = _Sweep(retirings, endings)
    changes: dict[date, list[Callable[[date], None]]] = {}

    def at(day: date, change: Callable[[date], None]) -> None:
        if day != date.max:
            changes.setdefault(day, []).append(change)

    several = tuple(entries)
    is_open = any(not one.known.published.is_exact for one in several)
    for entry in several:
        first = entry.known.published.earliest
        if is_open:
            # What is public by then may be followed from the next day on by what is not known to be.
            at(after(first), _nothing_to_note)
        for day in {first, entry.known.published.latest, *(max(first, since) for since, _, _ in entry.versions)}:
            at(day, partial(sweep.refresh, entry))
        for _, until, _ in entry.versions:
            at(max(first, until), partial(sweep.refresh, entry))
    for hold in holds:
        days = [hold.known.published, *([] if hold.lifting is None else [hold.lifting.published])]
        ends = [day for span in (*hold.spans, *hold.lifted) for day in span if day != date.min]
        for day in {*(one.earliest for one in days), *(one.latest for one in days), *ends}:
            at(day, partial(sweep.hold, hold))
    for spans, when in (
        *((one.spans, one.known.published) for one in sweep.retirings),
        *((one.spans, one.when) for one in endings),
    ):
        for day in {when.earliest, when.latest, *(day for span in spans for day in span if day != date.min)}:
            at(day, _nothing_to_note)
    return Line(slot, tuple(_merged(sweep, changes)))


def _merged(sweep: _Sweep, changes: dict[date, list[Callable[[date], None]]]) -> Iterable[Run]:
    """One run for each stretch of days on which nothing changes what is displayed."""
    start: date | None = None
    parts: tuple[Part, ...] = (NOTHING,)
    for day in sorted(changes):
        for change in changes[day]:
            change(day)
        now = sweep.parts(day)
        if now == parts:
            continue
        if start is not None:
            yield Run(start, day, parts)
        start, parts = day, now
    if start is not None:
        yield Run(start, date.max, parts)


_Key: TypeAlias = "tuple[date, tuple[date, int]]"


class _Sweep:
    """Goes from day to day and knows what may have been published last.

    An assessment may be the last one on a day if it may have been published by then, and all that certainly were may
    have been published before it.
    """

    def __init__(self, retirings: Sequence[Retiring], endings: Sequence[Ending]) -> None:
        self._sure: dict[tuple[date, int], Entry] = {}
        self._maybe: dict[tuple[date, int], Entry] = {}
        self._by_latest: list[_Key] = []
        self._by_earliest: list[_Key] = []
        self._holds: dict[str, Hold] = {}
        self._endings = endings
        self._retirings: dict[str, list[Retiring]] = {}
        done: dict[str, date] = {}
        for one in sorted(retirings, key=lambda one: (one.known.published.latest, one.known.turn)):
            published = one.known.published
            # One that was never withdrawn leaves nothing for those published after it to retire.
            if published.earliest <= done.get(one.before, date.max):
                self._retirings.setdefault(one.before, []).append(one)
                if one.spans == _ALWAYS and one.is_sure:
                    done[one.before] = min(done.get(one.before, date.max), published.latest)

    @property
    def retirings(self) -> tuple[Retiring, ...]:
        """Those that can make a difference."""
        return tuple(one for several in self._retirings.values() for one in several)

    def refresh(self, entry: Entry, day: date) -> None:
        """Take note of what an assessment is on a day: public, perhaps or not; and whether it shows anything."""
        rank, published = entry.rank, entry.known.published
        if self._sure.pop(rank, None) is not None:
            _take_out(self._by_latest, (published.latest, rank))
            _take_out(self._by_earliest, (published.earliest, rank))
        self._maybe.pop(rank, None)
        if not entry.at(day) or published.earliest > day:
            return
        if published.latest <= day:
            self._sure[rank] = entry
            insort(self._by_latest, (published.latest, rank))
            insort(self._by_earliest, (published.earliest, rank))
        else:
            self._maybe[rank] = entry

    def hold(self, one: Hold, day: date) -> None:
        """Take note of whether a suspension may hold."""
        if one.at(day)[0]:
            self._holds[one.known.id] = one
        else:
            self._holds.pop(one.known.id, None)

    def parts(self, day: date) -> tuple[Part, ...]:
        """All that may be displayed on a day."""
        found: dict[Part, None] = {}
        for part in self._last(day):
            for there in self._unless_ended(part, day):
                for left in self._unless_retired(there, day):
                    for shown in self._unless_held(left, day):
                        found[shown] = None
        return tuple(found)

    def _unless_ended(self, part: Part, day: date) -> Iterable[Part]:
        if part.kind is not PartKind.VALUE:
            yield part
            return
        for one in self._endings:
            if one.when.earliest <= day and _holds(one.spans, day):
                yield Part(PartKind.ENDED, by=one.by)
                if one.when.latest <= day:
                    return
        yield part

    def _last(self, day: date) -> Iterable[Part]:
        """What the assessments show that may be the last published by a day."""
        surely = self._by_earliest[-1] if self._by_earliest else None
        for key in reversed(self._by_latest):
            if surely is not None and key < surely:
                break
            yield from self._sure[key[1]].at(day)
        for rank, entry in self._maybe.items():
            if surely is None or surely <= (day, rank):
                yield from entry.at(day)
        if surely is None:
            yield NOTHING

    def _unless_retired(self, part: Part, day: date) -> Iterable[Part]:
        if part.kind is not PartKind.VALUE:
            yield part
            return
        may: Retiring | None = None
        for before in part.frameworks:
            for one in self._retirings.get(before, ()):
                if one.known.published.earliest > day or not _holds(one.spans, day) or one.known.id == part.event:
                    continue
                gone = Part(
                    PartKind.RETIRED,
                    part.value,
                    part.event,
                    part.correction,
                    part.frameworks,
                    one.known.id,
                    one.transition,
                )
                if one.known.published.latest <= day and one.is_sure:
                    yield gone
                    return
                if may is None:
                    may = one
                    yield gone
        yield part

    def _unless_held(self, part: Part, day: date) -> Iterable[Part]:
        if part.kind is not PartKind.VALUE:
            yield part
            return
        for one in self._holds.values():
            may, must = one.at(day)
            if may:
                yield Part(PartKind.SUSPENDED, part.value, part.event, part.correction, part.frameworks, one.known.id)
            if must:
                return
        yield part


_ALWAYS: Spans = ((date.min, date.max),)


def _nothing_to_note(_: date) -> None:
    """A day on which what is displayed may change by itself."""


def _take_out(several: list[_Key], key: _Key) -> None:
    del several[bisect_left(several, key)]
