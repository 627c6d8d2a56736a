"""A timeline in words: what is displayed, by which rules, how old it is, and why. Every form is written from this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Protocol

from wellled_rules.backends.explainer.lexicon.standing import standing
from wellled_rules.backends.explainer.lexicon.words import capital, outside, some
from wellled_rules.history.age import age
from wellled_rules.history.alternatives import told_once
from wellled_rules.history.between import Transitions
from wellled_rules.history.chosen import Chosen, chosen
from wellled_rules.history.days import Days
from wellled_rules.history.displayed import Line, Part, PartKind, Run
from wellled_rules.history.document import Assessment, Correction, Event, History
from wellled_rules.history.earlier import Carrier, Link, Links, alone
from wellled_rules.history.knowledge import narrowed
from wellled_rules.history.lines import Lines
from wellled_rules.history.outcomes import Outcomes, Slot, Worked, assessed, still_open
from wellled_rules.history.places import Places
from wellled_rules.history.reach import reach
from wellled_rules.history.reasons import Reason, Reasons
from wellled_rules.history.required import compared, told_firsts
from wellled_rules.history.rules import named_frameworks
from wellled_rules.history.ties import ties
from wellled_rules.history.told import (
    Stretch,
    Told,
    ToldCarried,
    ToldEvent,
    ToldLine,
    ToldPart,
    ToldSubject,
    ToldWorked,
)

__all__ = ["tell"]

_MOST = 6
"""Entries told one by one, of those that an outcome waits for."""


class Asked(Protocol):
    """What is told of: a history, what it came to, and what is asked about it."""

    @property
    def history(self) -> History: ...

    @property
    def outcomes(self) -> Outcomes: ...

    @property
    def transitions(self) -> Transitions: ...

    @property
    def on(self) -> date | None: ...

    @property
    def known_on(self) -> date | None: ...

    @property
    def lines(self) -> Mapping[Slot, Line]: ...


def tell(timeline: Asked) -> Told:
    """What a timeline says."""
    return _Teller(timeline).told()


class _Teller:
    def __init__(self, timeline: Asked) -> None:
        self.timeline, self.history, self.on = timeline, timeline.history, timeline.on
        self.reasons = Reasons(self.history, timeline.outcomes, timeline.transitions, timeline.known_on)
        self.settled = {}
        if self.on is not None:
            settled = Lines(self.history, timeline.outcomes, timeline.transitions, timeline.known_on, settled=True)
            self.settled = settled.all()
        self.known = self.reasons.known
        self.displayed: set[tuple[str, str | None]] = set()
        self.firsts: dict[str, str] = {}
        self.public = {one.id for one in self.known if self.on is None or one.published.earliest <= self.on}
        self.carrier = Carrier(self.history, timeline.outcomes)
        self.required = self.reasons.firsts
        self.ties = ties(self.known, timeline.outcomes)

    def told(self) -> Told:
        lines: dict[str, list[ToldLine]] = {}
        for slot in dict.fromkeys((*self.timeline.lines, *self.settled)):
            line = self.line(slot)
            if line.stretches:
                lines.setdefault(slot.subject, []).append(line)
        places = self.reasons.places()
        events = tuple(self.events())
        standings = (worked.standing for event in events for worked in event.worked)
        pending, still = self.pending(), self.still_open()
        return Told(
            title=self.history.title,
            note=None if self.history.note is None else outside(self.history.note),
            on=self.on,
            known_on=self.timeline.known_on,
            reach=reach(self.history, self.known, self.timeline.known_on),
            in_force=tuple(self.in_force()),
            subjects=tuple(
                ToldSubject(
                    id=id_,
                    kind=one.kind,
                    name=one.name,
                    start=one.start,
                    until=places.lives[id_].until,
                    places=tuple(self.places(places, id_)),
                    lines=tuple(lines.get(id_, ())),
                    firsts=tuple(told_firsts(self.required, id_, one.kind, self.on)),
                    pending=tuple(pending.get(id_, ())),
                    still_open=tuple(dict.fromkeys(still.get(id_, ()))),
                    sources=tuple(self.reasons.source(name) for name in one.sources),
                    note=None if one.note is None else outside(one.note),
                )
                for id_, one in self.history.subjects.items()
            ),
            events=events,
            standings=tuple(dict.fromkeys(standings)),
        )

    def places(self, places: Places, id_: str) -> Iterator[tuple[str, date | None, date | None]]:
        life = places.lives[id_]
        for one in places.stretches.get(id_, ()):
            if one.inside is not None and (self.on is None or one.holds_on(self.on)):
                yield one.inside, _known(one.start, life.start), _known(one.until, life.until)

    def in_force(self) -> Iterator[Chosen]:
        if self.on is None:
            return
        worked = (one.framework.id for found in self.timeline.outcomes.values() for one in found.worked)
        ids = dict.fromkeys((*named_frameworks(self.history), *worked))
        kinds = (one.kind for one in self.history.subjects.values())
        yield from chosen(ids, self.timeline.transitions.shelf, kinds, self.on)

    # --- lines --------------------------------------------------------------------------------------

    def line(self, slot: Slot) -> ToldLine:
        found = self.timeline.lines.get(slot)
        runs = () if found is None else found.runs
        if self.on is None:
            stretches = [self.stretch(slot, one, last) for last, one in _following(runs)]
        else:
            stretches = [self.stretch(slot, one, last) for last, one in _following(runs) if one.holds_on(self.on)]
            if not stretches:
                nothing = Run(self.on, date.max, (Part(PartKind.NOTHING),))
                stretches = [one for one in (self.stretch(slot, nothing, ()),) if one.corrected]
        title = next(self.titles(slot), "") or self.published_titles.get(slot, slot.path)
        return ToldLine(path=slot.path, title=title, stretches=tuple(stretches))

    def titles(self, slot: Slot) -> Iterator[str]:
        """What an outcome is called, as it was displayed."""
        for lines in (self.timeline.lines, self.settled):
            parts = (part for one in lines[slot].runs for part in one.parts) if slot in lines else ()
            yield from (part.value.title for part in parts if part.value is not None)

    @cached_property
    def published_titles(self) -> dict[Slot, str]:
        """What outcomes are called that were published, displayed or not."""
        several = (worked for found in self.timeline.outcomes.values() for worked in found.worked)
        return {slot: value.title for worked in several for slot, value in worked.values.items()}

    def stretch(self, slot: Slot, run: Run, before: tuple[Part, ...]) -> Stretch:
        """The days of a run. before: what stood in the place until then."""
        until = None if run.until == date.max else run.until
        days = [self.on] if self.on is not None else [run.start, *([] if until is None else [_before(until)])]
        last = date.max if self.on is None and until is None else days[-1]
        undone = tuple(self.reasons.undone(before, run.parts, run.start))
        told = told_once(self.part(slot, one, days, last, undone) for one in run.parts)
        corrected: tuple[ToldPart, ...] = ()
        if self.on is not None:
            now = self.settled[slot].at(self.on) if slot in self.settled else (Part(PartKind.NOTHING),)
            if set(now) != set(run.parts):
                wrong = tuple(self.reasons.wrong(run.parts, now))
                corrected = told_once(self.part(slot, one, days, last, wrong) for one in now)
        return Stretch(start=run.start, until=until, parts=told, corrected=corrected)

    def part(self, slot: Slot, part: Part, days: list[date], last: date, more: tuple[Reason, ...]) -> ToldPart:
        event = None if part.event is None else self.history.events[part.event]
        said = None if event is None else self.reasons.said(part)
        if self.on is not None and part.kind is PartKind.VALUE and part.event is not None:
            self.displayed.add((part.event, part.correction))
        if part.transition is not None and part.by is not None:
            self.firsts.setdefault(part.by, part.transition.title)
        ages = () if said is None else tuple(dict.fromkeys(age(said.on, day) for day in days))
        return ToldPart(
            kind=part.kind,
            text=_text(part),
            shown=None if part.value is None else part.value.shown,
            title=None if part.value is None else part.value.title,
            event=part.event,
            correction=part.correction,
            frameworks=part.frameworks,
            assessed_on=None if said is None else said.on,
            published_on=None
            if event is None
            else narrowed(self.history, self.reasons.first(event), self.timeline.known_on),
            ages=ages,
            carried=tuple(
                ToldCarried(
                    framework=one.framework,
                    assessed_on=one.assessed_on,
                    events=() if link is None else link.events,
                    ages=tuple(dict.fromkeys(age(Days.exactly(one.assessed_on), day) for day in days)),
                )
                for one in (() if part.value is None else part.value.carried)
                for link in (self.links(part).get((one.framework, one.assessed_on)),)
            ),
            is_stated=part.value is not None and part.value.is_stated,
            how=self.reasons.how(part),
            by=part.by,
            why=tuple(dict.fromkeys((*self.reasons.of(slot, part, last), *more))),
        )

    def links(self, part: Part) -> Links:
        """By version and day, the assessments of the history from which something in a part is carried."""
        of_it = self.timeline.outcomes[str(part.event), part.correction]
        found: dict[tuple[str, date], Link] = {}
        for worked in of_it.worked:
            if worked.framework.identity in part.frameworks:
                found.update(self.carrier.links(of_it.told, worked))
        return found

    def pending(self) -> dict[str, list[str]]:
        """By subject, what was assessed by the day asked about and became public later, as far as that is known."""
        found: dict[str, list[str]] = {}
        for one in self.known:
            if self.on is None or not isinstance(one.first, Assessment):
                continue
            said = one.versions[-1].said
            if isinstance(said, Assessment) and said.on.earliest <= self.on < one.published.earliest:
                published = narrowed(self.history, one.first, self.timeline.known_on)
                text = f"assessed {said.on.when()}, and published {published.when()} ({one.id})"
                found.setdefault(said.subject, []).append(text)
        return found

    def still_open(self) -> dict[str, list[str]]:
        """By subject, what was published by the day asked about, or ever, and came to no outcome of it."""
        found: dict[str, list[str]] = {}
        for one in self.known:
            if not isinstance(one.first, Assessment) or (self.on is not None and self.on < one.published.earliest):
                continue
            version = one.versions[-1] if self.on is None else one.at(self.on)
            of_it = assessed(self.timeline.outcomes, one, version)
            for worked in () if of_it is None else of_it.worked:
                assert of_it is not None
                subject = of_it.told.subject
                if any(slot.subject == subject for slot in worked.values):
                    continue
                published = narrowed(self.history, one.first, self.timeline.known_on)
                for title, waits in still_open(worked):
                    what = f"{title} by {worked.framework.identity}"
                    when = f"assessed {of_it.told.on.when()}, published {published.when()} ({one.id})"
                    waiting = f"; it waits for {some(waits, _MOST)}" if waits else ""
                    found.setdefault(subject, []).append(f"{what}, {when}{waiting}")
        return found

    # --- events -------------------------------------------------------------------------------------

    def events(self) -> Iterator[ToldEvent]:
        held = {one.id: narrowed(self.history, one.first, self.timeline.known_on) for one in self.known}
        for id_, event in self.history.events.items():
            if isinstance(event, Correction):
                if self.timeline.known_on is not None and event.published_on.earliest > self.timeline.known_on:
                    continue
            elif id_ not in held:
                continue
            yield ToldEvent(
                id=id_,
                kind=type(event).__name__.lower(),
                on=event.on,
                published_on=held.get(id_, event.published_on),
                subjects=self.reasons.subjects(event),
                text=self.reasons.happened(event),
                worked=tuple(self.worked(event)),
                sources=tuple(self.reasons.source(name) for name in event.sources),
                note=None if event.note is None else outside(event.note),
            )

    def worked(self, event: Event) -> Iterator[ToldWorked]:
        key = (event.corrects, event.id) if isinstance(event, Correction) else (event.id, None)
        found = self.timeline.outcomes.get(key)
        for one in () if found is None else found.worked:
            header = one.framework.graph.header
            yield ToldWorked(
                identity=one.framework.identity,
                title=outside(header.title),
                hash=one.framework.hash,
                evidence_hash=one.evidence.hash,
                standing=standing(header),
                notices=tuple(self.notices(one, key)),
            )

    def notices(self, one: Worked, key: tuple[str, str | None]) -> Iterator[str]:
        """What a reader should know of an assessment; of its process where it displays something, or retires it."""
        yield from one.notices
        yield from self.ties.get(key, ())
        if self.on is None or key in self.displayed or key[0] in self.firsts:
            yield from one.process
        if key[0] in self.public:
            whose = (self.timeline.outcomes[key].told.subject, one.evidence.subject.level)
            yield from compared(self.required, *key, whose)
        for which, link in self.carrier.links(self.timeline.outcomes[key].told, one).items():
            yield from alone(which, link)


def _known(day: date, end: Days | None) -> date | None:
    """A day on which a stretch begins or ends; none at an end of the calendar, or of a life not known closer."""
    is_open = end is not None and not end.is_exact and day in (end.earliest, end.latest)
    return None if is_open or day in (date.min, date.max) else day


def _following(runs: tuple[Run, ...]) -> Iterator[tuple[tuple[Part, ...], Run]]:
    """Each run, with what stood in its place before it."""
    before: tuple[Part, ...] = ()
    for one in runs:
        yield before, one
        before = one.parts


def _before(day: date) -> date:
    return day if day == date.min else day - timedelta(days=1)


def _text(part: Part) -> str:
    """What is displayed."""
    value = "" if part.value is None else capital(part.value.shown.text)
    match part.kind:
        case PartKind.VALUE:
            return value
        case PartKind.SUSPENDED:
            return f"Suspended (before that: {value})"
        case PartKind.RETIRED:
            return f"No longer displayed (last: {value})"
        case PartKind.ENDED:
            return "No longer displayed: the subject has ended"
        case PartKind.NOTHING:
            return "Nothing displayed"
