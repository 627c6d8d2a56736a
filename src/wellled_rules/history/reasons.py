"""Why something is displayed: its event, its rules, its publication, and what keeps, retires or suspends it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from wellled_rules.api.framework import Framework
from wellled_rules.backends.explainer.lexicon.entries import day as day_words
from wellled_rules.backends.explainer.lexicon.words import listed, outside, quoted
from wellled_rules.graph.graph import AssumptionText, Cited, Source
from wellled_rules.graph.transitions import Counting, FirstAssessment, Grounds, Required, Transition
from wellled_rules.history.between import Transitions
from wellled_rules.history.chosen import at_level
from wellled_rules.history.displayed import Part, PartKind
from wellled_rules.history.document import (
    Assessment,
    Correction,
    Event,
    Happening,
    History,
    Lifting,
    Merger,
    Suspension,
    Transfer,
    told_by,
)
from wellled_rules.history.firsts import Firsts
from wellled_rules.history.fit import Fit, fit
from wellled_rules.history.knowledge import Known, known, narrowed
from wellled_rules.history.outcomes import Outcomes, Slot
from wellled_rules.history.places import Places, places

__all__ = ["Reason", "Reasons", "Where", "grounded"]


@dataclass(frozen=True, slots=True)
class Where:
    """A published place, or what an assumption says in place of one. address: where it is found."""

    text: str
    address: str | None = None

    def __str__(self) -> str:
        return self.text if self.address is None else f"{self.text}, {self.address}"


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence, and where it was read; nowhere but in the history itself where there is no source."""

    text: str
    sources: tuple[Where, ...] = ()


@dataclass
class Reasons:
    """Gives the sentences of one history, as it is known by a day."""

    history: History
    outcomes: Outcomes
    transitions: Transitions
    by: date | None
    _since: dict[tuple[str, str], date] = field(default_factory=dict)

    def of(self, slot: Slot, part: Part, day: date) -> Iterator[Reason]:
        """Why a part is displayed on a day."""
        if part.kind is PartKind.ENDED:
            yield self._ended(slot.subject, part)
            return
        said = self.said(part)
        if said is None or part.value is None:
            return
        first = self.history.events[str(part.event)]
        yield self._rules(said, part)
        published = narrowed(self.history, self.first(first), self.by)
        yield Reason(f"Published {published.when()}.", self._sources(first))
        if part.correction is not None:
            correction = self.history.events[part.correction]
            yield self._noted(f"Corrected on {correction.published_on.words()}", correction)
        if part.kind is PartKind.RETIRED and part.transition is not None:
            yield self._retired(slot, part, part.transition)
        if part.kind is PartKind.SUSPENDED:
            suspension = self.history.events[str(part.by)]
            yield self._noted(f"Suspended {suspension.published_on.when()}, until that is lifted", suspension)
        if part.kind is PartKind.VALUE:
            yield from self._kept(slot, part, day)

    def undone(self, before: Iterable[Part], now: Iterable[Part], day: date) -> Iterator[Reason]:
        """Why what stood in a place until a day stands there no more: what was withdrawn, moved or lifted that day."""
        gone, here = _named(before), tuple(now)
        corrections = {part.correction for part in here}
        for event in self._ending_on.get(day, ()):
            if isinstance(event, Lifting):
                is_told = event.lifts in gone
            else:
                found = self.history.events[event.corrects]
                lifted = found.lifts if isinstance(found, Lifting) else None
                is_told = event.id not in corrections and (event.corrects in gone or lifted in _named(here))
            if is_told:
                yield self._noted(self.happened(event).removesuffix("."), event)

    def wrong(self, displayed: Iterable[Part], now: Iterable[Part]) -> Iterator[Reason]:
        """Why what was displayed should not have been, as is known: the corrections that took it away."""
        for id_ in dict.fromkeys(_named(displayed)):
            several = self.history.revisions.get(id_, ())
            known = [one for one in several if self.by is None or one.since <= self.by]
            if known and id_ not in _named(now):
                yield self._noted(self.happened(known[-1].correction).removesuffix("."), known[-1].correction)

    @cached_property
    def _ending_on(self) -> Mapping[date, list[Correction | Lifting]]:
        """Corrections and liftings by the days on which they take something away, as far as they are known."""
        found: dict[date, list[Correction | Lifting]] = {}
        for event in self.history.events.values():
            if isinstance(event, Correction | Lifting):
                when = event.published_on
                if isinstance(event, Lifting):
                    when = narrowed(self.history, event, self.by)
                for day in sorted({when.earliest, when.latest}):
                    if self.by is None or day <= self.by:
                        found.setdefault(day, []).append(event)
        return found

    def _noted(self, text: str, event: Event) -> Reason:
        """A sentence, with the note of its event."""
        note = "" if event.note is None else f": {outside(event.note).rstrip()}"
        end = "" if note.endswith((".", "!", "?")) else "."
        return Reason(f"{text}{note}{end}", self._sources(event))

    def how(self, part: Part) -> str:
        """Where the rating of a part comes from; empty where it has none."""
        if part.value is None or part.event is None:
            return ""
        if part.value.is_stated:
            return "stated as published"
        rules = self.outcomes[part.event, part.correction].worked[0].framework.graph.rules
        titles = []
        for name in part.value.decided_by:
            rule = rules.get(f"{part.value.level}:{name}")
            titles.append(quoted(rule.title if rule is not None and rule.title else name))
        return f"worked out here, decided by {listed(titles)}" if titles else "worked out here"

    def said(self, part: Part) -> Assessment | None:
        """The assessment that a part comes from, as corrected."""
        if part.event is None:
            return None
        event = self.history.events[part.event if part.correction is None else part.correction]
        said = told_by(event)
        return said if isinstance(said, Assessment) else None

    def first(self, event: Event) -> Happening:
        """An event as it was told first."""
        assert not isinstance(event, Correction)
        return event

    def _rules(self, said: Assessment, part: Part) -> Reason:
        names, level = listed(part.frameworks, "or"), self.history.subjects[said.subject].kind
        worked = self.outcomes[str(part.event), part.correction].worked
        fits = {fit(one.framework, level, said.on) for one in worked if one.framework.identity in part.frameworks}
        is_named = said.framework is not None and "@" in said.framework
        if fits == {Fit.OUTSIDE}:
            outside_ = f"outside the period in force at level {outside(level)}"
            chosen = f"which the history names, {outside_}" if is_named else outside_
        elif is_named:
            chosen = "which the history names"
        elif len(part.frameworks) > 1:
            chosen = "of which the day leaves open which was in force"
        else:
            chosen = "in force that day" if fits == {Fit.INSIDE} else "in force on some of these days"
        # Which rules a day chooses is known as well as the days of the rules are.
        several = [one.framework for one in worked if one.framework.identity in part.frameworks and not is_named]
        rests = (where for rules in several for where in _days_rest_on(rules, level))
        return Reason(f"Assessed {said.on.when()}, by the rules of {names}, {chosen}.", tuple(dict.fromkeys(rests)))

    def _kept(self, slot: Slot, part: Part, day: date) -> Iterator[Reason]:
        """What says that the rating of an earlier framework stays, once the later one is in force."""
        assert part.value is not None
        level, is_kept = part.value.level, False
        for after, since in self._afters(part, level, day):
            transition = next(
                (found for one in part.frameworks if (found := self.transitions.between(one, after)) is not None), None
            )
            kept = None if transition is None else transition.kept(slot.outcome, level)
            if transition is None or kept is None:
                continue
            end = "the later framework gives it" if kept.until is None else _event(transition, kept.until)
            rules, which = [self.transitions.shelf.load(after)], f"by {quoted(transition.title)}, until {end}"
            if since <= day:
                text = f"Kept from {day_words(since)} on {which}."
            else:
                ended = day_words(self._ends(part, level))
                names = listed(part.frameworks, "or")
                text = (
                    f"Kept {which}; at level {level} {names} was in force until {ended}, and {after} is from "
                    f"{day_words(since)}."
                )
                rules += [self.transitions.shelf.load(one) for one in part.frameworks]
            rests = (where for one in rules for where in _days_rest_on(one, level))
            is_kept = True
            yield Reason(text, tuple(dict.fromkeys((*grounded(transition.grounds), *rests))))
            required = None if kept.until is None else transition.required(kept.until)
            if required is not None:
                yield from _beforehand(rules[0], required)
        if not is_kept and day != date.max and self._ends(part, level) <= day:
            yield from self._left(part, level, day)

    def _left(self, part: Part, level: str, day: date) -> Iterator[Reason]:
        """That nothing says why something still stands once its rules have ended, where no later version took over."""
        shelf = self.transitions.shelf
        if any(shelf.in_force_between(one.partition("@")[0], day, day) for one in part.frameworks):
            return
        names, ended = listed(part.frameworks, "or"), day_words(self._ends(part, level))
        rests = (where for one in part.frameworks for where in _days_rest_on(shelf.load(one), level))
        text = f"At level {level} {names} was in force until {ended}; nothing known here says what becomes of it then."
        yield Reason(text, tuple(dict.fromkeys(rests)))

    def _ends(self, part: Part, level: str) -> date:
        """The first day on which none of the rules of a part is in force at a level any more; the last day there is."""
        shelf = self.transitions.shelf
        found = [each.until for one in part.frameworks for each in at_level(one, shelf, level, date.max)]
        return max((one or date.max for one in found), default=date.max)

    def _afters(self, part: Part, level: str, day: date) -> Iterator[tuple[str, date]]:
        """The later frameworks of transitions from those of a part, and since when each is in force.

        Those that are on a day; and those that will be, where what a part was made by is in force no more.
        """
        told: set[str] = set()
        for one in self.transitions.all():
            if one.after in told or all(self.transitions.between(name, one.after) != one for name in part.frameworks):
                continue
            told.add(one.after)
            key = (one.after, level)
            if key not in self._since:
                periods = self.transitions.shelf.load(one.after).graph.header.periods
                own = [period.start for period in periods if level in period.levels]
                general = [period.start for period in periods if not period.levels]
                self._since[key] = min((*(own or general), date.max))
            since = self._since[key]
            if since <= day or (since != date.max and self._ends(part, level) <= day):
                yield one.after, since

    def _retired(self, slot: Slot, part: Part, transition: Transition) -> Reason:
        by = self.history.events[str(part.by)]
        subject = by.subject if isinstance(by, Assessment) else slot.subject
        whose = "its first assessment" if subject == slot.subject else f"the first assessment of {self.called(subject)}"
        when = narrowed(self.history, self.first(by), self.by).when()
        text = f"Retired by {quoted(transition.title)} with {whose} by the later framework"
        if self._is_denied(str(part.by), subject, transition):
            beside = "though its case says that it is not, or one before it that this history does not hold"
            text = f"{text}: perhaps the one published {when}, {beside}."
        else:
            text = f"{text}, published {when}."
        return Reason(text, (*grounded(transition.grounds), *self._sources(by)))

    def _is_denied(self, id_: str, subject: str, transition: Transition) -> bool:
        """Whether the case of what retires something says that it is not the first, and none before it is known of."""
        event = FirstAssessment(self.history.subjects[subject].kind)
        several = (one for one in self.firsts.under(subject, transition, event) if one.known.id == id_)
        return any(self.firsts.is_denied(one, transition, event) for one in several)

    @cached_property
    def firsts(self) -> Firsts:
        """What is asked about first assessments, as they are known."""
        return Firsts(self.outcomes, self.transitions, self.known)

    @cached_property
    def known(self) -> tuple[Known, ...]:
        """The events that are known."""
        return tuple(known(self.history, self.by))

    def _ended(self, subject: str, part: Part) -> Reason:
        if part.by is None:
            until = self.history.subjects[subject].until
            assert until is not None
            return Reason(f"{self.called(subject)} ended {until.when()}.")
        event = self.history.events[part.by]
        return Reason(self.happened(event), self._sources(event))

    # --- what is called what ---------------------------------------------------------------------

    def called(self, subject: str) -> str:
        """A subject's name, or its id."""
        found = self.history.subjects.get(subject)
        return outside(found.name) if found is not None and found.name else outside(subject)

    def subjects(self, event: Event) -> tuple[str, ...]:
        """Whom an event is about."""
        match event:
            case Assessment():
                return (event.subject, *event.displays)
            case Merger():
                return (*event.subjects, event.into)
            case Transfer() | Suspension():
                return (event.subject,)
            case Lifting():
                found = self.history.events.get(event.lifts)
                return self.subjects(found) if isinstance(found, Suspension) else ()
            case Correction():
                found = self.history.events.get(event.corrects)
                return () if found is None or isinstance(found, Correction) else self.subjects(found)

    def happened(self, event: Event) -> str:
        """What happened, in one sentence."""
        match event:
            case Assessment():
                return f"{self.called(event.subject)} was assessed {event.on.when()}."
            case Merger():
                merged = listed([self.called(one) for one in event.subjects])
                return f"{merged} merged into {self.called(event.into)} {event.on.when()}."
            case Transfer():
                out = "" if event.out_of is None else f" from {self.called(event.out_of)}"
                into = "" if event.into is None else f" to {self.called(event.into)}"
                return f"{self.called(event.subject)} went{out}{into} {event.on.when()}."
            case Suspension():
                what = f"{listed(event.outcomes)} of " if event.outcomes else "All outcomes of "
                return f"{what}{self.called(event.subject)} suspended {event.on.when()}."
            case Lifting():
                return f"Suspension {outside(event.lifts)} lifted {event.on.when()}."
            case Correction():
                how = "withdrawn" if event.gives is None else "corrected"
                return f"{outside(event.corrects)} {how} on {event.published_on.words()}."

    def source(self, name: str) -> Where:
        """Where something was read, as one line."""
        found = self.history.sources[name]
        parts = [outside(found.title), outside(found.published_by or "")]
        parts += [f"dated {found.dated.words()}"] if found.dated else []
        parts += [f"read {found.read_on.words()}"] if found.read_on else []
        return Where(", ".join(part for part in parts if part), outside(found.address) if found.address else None)

    def _sources(self, event: Event) -> tuple[Where, ...]:
        return tuple(self.source(name) for name in event.sources)

    def places(self) -> Places:
        """Where subjects lie, as far as is known."""
        return places(self.history, (one.versions[-1].said for one in self.known))


def _named(parts: Iterable[Part]) -> tuple[str, ...]:
    """The events from which parts come, and those that suspended, retired or ended them."""
    return tuple(name for part in parts for name in (part.event, part.by) if name is not None)


def _event(transition: Transition, event: FirstAssessment) -> str:
    required = transition.required(event)
    is_asked = required is not None and required.counting is Counting.ONLY_WITH
    what = " that has what is required of it" if is_asked else ""
    return f"the first assessment of a {event.level} by the later framework{what} is published"


def _beforehand(rules: Framework, required: Required) -> Iterator[Reason]:
    """What must hold of the first assessment by later rules, before there is one: the checks, each with its rule."""
    graph = rules.graph
    checks = [graph.rules[id_] for name in required.checks if (id_ := f"{required.event.level}:{name}") in graph.rules]
    names = [quoted(one.title or one.name) for one in checks]
    counts = "it counts without them" if required.counting is Counting.WITHOUT else "it counts only with them"
    cites = (_cited(cited, graph.sources.get(cited.source)) for one in checks for cited in one.cites)
    rests = (_assumed(graph.assumptions[name]) for one in checks for name in one.rests_on if name in graph.assumptions)
    sources = tuple(dict.fromkeys((*cites, *rests, *grounded(required.grounds))))
    if names:
        yield Reason(f"Of that first assessment is required: {listed(names)}; {counts}.", sources)


def grounded(grounds: Grounds) -> Iterator[Where]:
    """What something between two frameworks cites, and the assumptions that it rests on."""
    for one in grounds.cites:
        yield _cited(one, grounds.sources.get(one.source))
    yield from (_assumed(one) for one in grounds.rests_on)


def _days_rest_on(rules: Framework, level: str) -> Iterator[Where]:
    """What the header cites, and the assumptions by which rules are said to be for a level, and since when."""
    graph = rules.graph
    header, said = graph.heading, graph.vocabulary.get(level)
    names = () if said is None or said.kind != "level" else said.rests_on
    if header is not None:
        yield from (_cited(one, graph.sources.get(one.source)) for one in header.cites)
        names = (*header.rests_on, *names)
    yield from (_assumed(graph.assumptions[name]) for name in names if name in graph.assumptions)


def _assumed(one: AssumptionText) -> Where:
    return Where(f"rests on {quoted(one.title)}")


def _cited(one: Cited, source: Source | None) -> Where:
    title = one.source if source is None else source.title
    address = None if source is None or source.address is None else outside(source.address)
    return Where(outside(title if one.place is None else f"{title}, {one.place}"), address)
