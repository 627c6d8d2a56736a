"""All places of a history, each with what was published, suspended and retired there, as it was known by a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from wellled_rules.graph.transitions import Counting, FirstAssessment, Transition
from wellled_rules.history.between import Transitions
from wellled_rules.history.days import Days
from wellled_rules.history.displayed import Ending, Entry, Hold, Line, Part, PartKind, Retiring, Spans, line
from wellled_rules.history.document import Assessment, Happening, History, Lifting, Merger, Suspension, Transfer
from wellled_rules.history.firsts import Firsts, Met
from wellled_rules.history.knowledge import Known, Version, known, settled
from wellled_rules.history.outcomes import Assessed, Outcomes, Slot, Value, assessed
from wellled_rules.history.places import Places, moves, places

__all__ = ["Lines", "Retirings", "ends"]


@dataclass
class Lines:
    """The lines of a history as it was known by a day; None for all that is known.

    settled: with every event as it is known then, and not as it was held to be from day to day.
    """

    history: History
    outcomes: Outcomes
    transitions: Transitions
    by: date | None
    settled: bool = False

    def __post_init__(self) -> None:
        found = known(self.history, self.by)
        self.known = tuple(map(settled, found)) if self.settled else tuple(found)
        self.assessments = [one for one in self.known if isinstance(one.first, Assessment)]

    def all(self) -> dict[Slot, Line]:
        """Every place in which anything was ever published, by subject in the order given, then as published."""
        entries, retirings = self.entries, self.retirings
        holds, endings = self._holds(), self._endings()
        order = {id_: turn for turn, id_ in enumerate(self.history.subjects)}
        made = {}
        for slot in sorted(entries, key=lambda one: order[one.subject]):
            here = [hold for names, hold in holds.get(slot.subject, ()) if not names or slot.outcome in names]
            made[slot] = line(slot, entries[slot], here, retirings.of(slot), endings.get(slot.subject, ()))
        return made

    @cached_property
    def firsts(self) -> Firsts:
        """What is required of first assessments."""
        return Firsts(self.outcomes, self.transitions, self.known)

    @cached_property
    def retirings(self) -> Retirings:
        """What retires what."""
        return Retirings(self)

    # --- what was published ---------------------------------------------------------------------

    @cached_property
    def entries(self) -> dict[Slot, list[Entry]]:
        """The assessments of each place."""
        found: dict[Slot, list[Entry]] = {}
        for one in self.assessments:
            versions: dict[Slot, list[tuple[date, date, tuple[Part, ...]]]] = {}
            for version in one.versions:
                for slot, parts in self._parts(one, version):
                    versions.setdefault(slot, []).append((version.since, version.until, parts))
            rank = (one.first.on.earliest, one.turn)
            for slot, several in versions.items():
                found.setdefault(slot, []).append(Entry(one, rank, tuple(several)))
        return found

    def assessed(self, one: Known, version: Version) -> Assessed | None:
        """What an assessment came to in one version of what is known of it."""
        return assessed(self.outcomes, one, version)

    def _parts(self, one: Known, version: Version) -> Iterator[tuple[Slot, tuple[Part, ...]]]:
        """What an assessment shows in each place; where the frameworks that it may be under differ, each of them."""
        found = self.assessed(one, version)
        if found is None:
            return
        correction = version.corrected_by
        for slot in found.slots:
            under: dict[Value | None, list[str]] = {}
            for worked in found.worked:
                under.setdefault(worked.values.get(slot), []).append(worked.framework.identity)
            yield (
                slot,
                tuple(
                    Part(PartKind.NOTHING if value is None else PartKind.VALUE, value, one.id, correction, tuple(names))
                    for value, names in under.items()
                ),
            )

    # --- what suspends and ends -----------------------------------------------------------------

    def _holds(self) -> dict[str, list[tuple[tuple[str, ...], Hold]]]:
        """By subject, suspensions with the outcomes that each is about (none: all)."""
        liftings: dict[str, tuple[Known, Spans]] = {}
        for one in self.known:
            for lifted, spans in _grouped(one, _lifted).items():
                liftings[lifted] = (one, spans)
        found: dict[str, list[tuple[tuple[str, ...], Hold]]] = {}
        for one in self.known:
            for (subject, outcomes), spans in _grouped(one, _suspended).items():
                lifting, lifted_for = liftings.get(one.id, (None, ()))
                found.setdefault(subject, []).append((outcomes, Hold(one, spans, lifting, lifted_for)))
        return found

    def _endings(self) -> dict[str, list[Ending]]:
        found: dict[str, list[Ending]] = {}
        for id_, subject in self.history.subjects.items():
            if subject.until is not None:
                found.setdefault(id_, []).append(Ending(subject.until, ALWAYS, None))
        for one in self.known:
            if not isinstance(one.first, Merger):
                continue
            for version in one.versions:
                if isinstance(version.said, Merger):
                    day = version.said.on.earliest
                    when = Days(max(day, one.published.earliest), max(day, one.published.latest))
                    for subject_ in version.said.subjects:
                        spans = ((version.since, version.until),)
                        found.setdefault(subject_, []).append(Ending(when, spans, one.id))
        return found


ALWAYS: Spans = ((date.min, date.max),)


_About = TypeVar("_About")


def _grouped(one: Known, about: Callable[[Happening], _About | None]) -> dict[_About, Spans]:
    """What an event was held to be about, and in which days."""
    held: dict[_About, list[tuple[date, date]]] = {}
    for version in one.versions:
        key = None if version.said is None else about(version.said)
        if key is not None:
            held.setdefault(key, []).append((version.since, version.until))
    return {key: _joined(several) for key, several in held.items()}


def _lifted(said: Happening) -> str | None:
    return said.lifts if isinstance(said, Lifting) else None


def _suspended(said: Happening) -> tuple[str, tuple[str, ...]] | None:
    return (said.subject, said.outcomes) if isinstance(said, Suspension) else None


def _joined(several: Iterable[tuple[date, date]]) -> Spans:
    joined: list[tuple[date, date]] = []
    for since, until in several:
        if joined and joined[-1][1] == since:
            joined[-1] = (joined[-1][0], until)
        else:
            joined.append((since, until))
    return tuple(joined)


class Retirings:
    """For each place, the assessments that retire what an earlier framework gave there."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._kinds = {id_: one.kind for id_, one in lines.history.subjects.items()}
        self._befores: dict[Slot, tuple[str, ...]] = {}
        for slot, several in lines.entries.items():
            names = (
                name for one in several for _, _, parts in one.versions for part in parts for name in part.frameworks
            )
            self._befores[slot] = tuple(dict.fromkeys(names))
        # By subject, what was published of it: the assessment, under which frameworks, and when it was held to be so.
        self._under: dict[str, list[tuple[Known, str, Spans]]] = {}
        self.afters: dict[str, None] = {}
        for one in lines.assessments:
            for subject, identity, spans in self._told(one):
                self._under.setdefault(subject, []).append((one, identity, spans))
                self.afters[identity] = None
        self._related: dict[tuple[str, str], list[tuple[Known, str, Spans]]] | None = None
        self._made: tuple[list[Merger | Transfer], Places] | None = None

    def _told(self, one: Known) -> Iterator[tuple[str, str, Spans]]:
        held: dict[tuple[str, str], list[tuple[date, date]]] = {}
        for version in one.versions:
            found = self._lines.assessed(one, version)
            if found is not None:
                for worked in found.worked:
                    key = (found.told.subject, worked.framework.identity)
                    held.setdefault(key, []).append((version.since, version.until))
        for (subject, identity), several in held.items():
            yield subject, identity, _joined(several)

    def of(self, slot: Slot) -> tuple[Retiring, ...]:
        """Those of one place."""
        level = self._kinds[slot.subject]
        found: list[Retiring] = []
        for before in self._befores[slot]:
            for after in self.afters:
                transition = self._lines.transitions.between(before, after)
                event = None if transition is None else ends(transition, slot.outcome, level)
                if transition is None or event is None:
                    continue
                for one, identity, spans in self.first(slot.subject, level, event):
                    if identity == after:
                        found += self.counting(one, identity, spans, before, transition, event)
        return tuple(found)

    def counting(
        self, one: Known, identity: str, spans: Spans, before: str, transition: Transition, event: FirstAssessment
    ) -> Iterator[Retiring]:
        """An assessment, in those of its versions in which it counts as the event, or may."""
        required = transition.required(event)
        if required is None or required.counting is Counting.WITHOUT:
            yield Retiring(one, spans, before, transition)
            return
        held: dict[Met, list[tuple[date, date]]] = {}
        for version in one.versions:
            for each in self._lines.firsts.of(one, version, transition):
                if each.worked.framework.identity == identity:
                    met = self._lines.firsts.counts(each, transition, event)
                    held.setdefault(met, []).append((version.since, version.until))
        for met in (Met.HOLDS, Met.OPEN):
            if met in held:
                yield Retiring(one, _joined(held[met]), before, transition, is_sure=met is Met.HOLDS)

    def first(self, subject: str, level: str, event: FirstAssessment) -> list[tuple[Known, str, Spans]]:
        """Assessments that an event of a transition speaks of: a subject's own, or of those it lies in line with."""
        if event.level == level:
            return self._under.get(subject, [])
        if self._related is None:
            self._related = dict(self._in_line())
        return self._related.get((subject, event.level), [])

    def _in_line(self) -> Iterator[tuple[tuple[str, str], list[tuple[Known, str, Spans]]]]:
        """By subject and level, the assessments of subjects of that level in which it lay, or that lay in it, that day.

        Where subjects lie is taken as it was known on the day of publication.
        """
        found: dict[tuple[str, str], list[tuple[Known, str, Spans]]] = {}
        for subject, several in self._under.items():
            for told in several:
                day = told[0].published.earliest
                made = self._places(day)
                for other in (*made.above(subject, day), *made.inside(subject, day)):
                    found.setdefault((other, self._kinds[subject]), []).append(told)
        yield from found.items()

    def _places(self, day: date) -> Places:
        told = moves(one.at(day).said for one in self._lines.known if one.published.earliest <= day)
        if self._made is None or self._made[0] != told:
            self._made = (told, places(self._lines.history, told))
        return self._made[1]


def ends(transition: Transition, outcome: str, level: str) -> FirstAssessment | None:
    """What ends the display of an outcome of the earlier framework, where anything does."""
    retired = transition.retired(outcome, level)
    if retired is not None:
        return retired.since
    kept = transition.kept(outcome, level)
    return None if kept is None else kept.until
