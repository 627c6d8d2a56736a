"""What cases carry from earlier assessments, held against those assessments where the history has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeAlias

from wellled_rules.backends.explainer.lexicon.entries import day as day_words
from wellled_rules.backends.explainer.lexicon.entries import entry_words
from wellled_rules.backends.explainer.lexicon.words import outside, some
from wellled_rules.cases.document import Path, pointer
from wellled_rules.cases.findings import Findings
from wellled_rules.cases.words import listed, quoted
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.evidence import Carried
from wellled_rules.graph.nodes import Input
from wellled_rules.graph.subjects import Path as Place
from wellled_rules.graph.subjects import level_at
from wellled_rules.graph.trace import Trace
from wellled_rules.graph.valuation import Status
from wellled_rules.history import carried_errors as errors
from wellled_rules.history.document import Assessment, History
from wellled_rules.history.entry_places import entry_place
from wellled_rules.history.outcomes import Outcomes, Worked
from wellled_rules.values.operators import Entry
from wellled_rules.values.scale import ScaleLevel
from wellled_rules.values.titles import title_key

__all__ = ["Carrier", "Earlier", "Link", "Links", "Taken", "alone", "check_carried"]

_MOST = 3
"""Assessments that are named in one sentence."""


@dataclass(frozen=True, slots=True)
class Link:
    """The assessments of the history that are one from which something is carried.

    events: those that have all of it as it is carried. open: those that leave some of it undetermined.
    others: those of days not known closer that came to another value, so that another assessment may be meant.
    """

    events: tuple[str, ...]
    open: tuple[str, ...]
    others: tuple[str, ...]


Links: TypeAlias = "Mapping[tuple[str, date], Link]"
"""By version and day."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One entry of a case that is carried. subject: whom it is about; at: a JSON pointer to the entry."""

    subject: str
    name: str
    members: tuple[str, ...]
    part: Carried
    at: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """An assessment of the history from which something is carried. values: what it came to, as told and corrected."""

    event: str
    path: Path
    values: tuple[Entry, ...]

    def has(self, carried: Entry) -> bool:
        """Whether it came to what is carried."""
        return any(_same(carried, value) for value in self.values)


@dataclass
class Carrier:
    """Asks what the history has of what is carried."""

    history: History
    outcomes: Outcomes
    _links: dict[tuple[int, str], Links] = field(default_factory=dict)
    _traces: dict[tuple[str, str | None, str], Trace] = field(default_factory=dict)
    _values: dict[tuple[str, str | None, str, str, tuple[str, ...], str], Entry | None] = field(default_factory=dict)

    def taken(self, told: Assessment, worked: Worked) -> Iterator[Taken]:
        """What a case carries, of its own subject and of those inside it that the history has."""
        if not worked.evidence.carries:
            return
        graph, level = worked.framework.graph, worked.evidence.subject.level
        for path, said in worked.evidence.parts.items():
            subject = told.subject if not path else path[-1]
            known = self.history.subjects.get(subject)
            if known is None or known.kind != level_at(level, path):
                continue
            about = tuple(int(one) if one.isdigit() else one for one in worked.evidence.pointers[path].split("/")[1:])
            for (name, members), entry in said.entries.items():
                node = graph.named(level_at(level, path), name) if entry.carried else None
                if not isinstance(node, Input):
                    continue
                at = pointer((*told.at("case"), *entry_place(told.case, about, graph, node, members)))
                for part in entry.carried:
                    yield Taken(subject, name, members, part, at)

    def links(self, told: Assessment, worked: Worked) -> Links:
        """The assessments of the history from which something in a case is carried."""
        key = (id(told), worked.framework.identity)
        if key not in self._links:
            found: dict[tuple[str, date], list[tuple[Taken, Earlier]]] = {}
            for one in self.taken(told, worked):
                several = found.setdefault((one.part.framework, one.part.on), [])
                several.extend((one, each) for each in self.found(one, told))
            self._links[key] = {which: _link(several) for which, several in found.items()}
        return self._links[key]

    def found(self, one: Taken, told: Assessment) -> tuple[Earlier, ...]:
        """The assessments of the history from which an entry is carried: of that subject, by that version, that day."""
        here = []
        for id_ in self._of.get(one.subject, ()):
            if id_ == told.id:
                continue
            several = [
                self._value(id_, correction, worked, one)
                for correction, each, worked in self._versions(id_)
                if _is_it(one, each, worked)
            ]
            if several:
                values = tuple(value for value in several if value is not None)
                here.append(Earlier(id_, self.history.events[id_].path, values))
        return tuple(here)

    def of_that_day(self, one: Taken, told: Assessment) -> tuple[str, tuple[str, ...]] | None:
        """An assessment of the subject that was surely made that day by other versions, and these; or None."""
        for id_ in self._of.get(one.subject, ()):
            several = [(each, worked) for _, each, worked in self._versions(id_) if each.on.exact == one.part.on]
            if several and id_ != told.id:
                return id_, tuple(dict.fromkeys(worked.framework.identity for _, worked in several))
        return None

    def named(self, one: Taken, told: Assessment) -> Assessment | None:
        """The assessment of the history that an entry names by its id, where it is of the same subject."""
        name = one.part.assessment
        event = None if name is None or name == told.id else self.history.events.get(name)
        return event if isinstance(event, Assessment) and event.subject == one.subject else None

    @cached_property
    def _of(self) -> Mapping[str, list[str]]:
        """By subject, the assessments of it, or that display it."""
        found: dict[str, list[str]] = {}
        for id_, event in self.history.events.items():
            if isinstance(event, Assessment):
                for subject in dict.fromkeys((event.subject, *event.displays)):
                    found.setdefault(subject, []).append(id_)
        return found

    def _versions(self, id_: str) -> Iterator[tuple[str | None, Assessment, Worked]]:
        """An assessment as it was told first and as corrections made it, under each framework."""
        corrections = (one.correction.id for one in self.history.revisions.get(id_, ()))
        for correction in (None, *corrections):
            assessed = self.outcomes.get((id_, correction))
            for worked in () if assessed is None else assessed.worked:
                assert assessed is not None
                yield correction, assessed.told, worked

    def _value(self, id_: str, correction: str | None, worked: Worked, one: Taken) -> Entry | None:
        """What stood there by the name and for the member of an entry; None where it is not known."""
        key = (id_, correction, worked.framework.identity, one.part.name, one.members, one.subject)
        if key not in self._values:
            whole = key[:3]
            if whole not in self._traces:
                self._traces[whole] = worked.framework.evaluate(worked.evidence).trace
            self._values[key] = _value_in(self._traces[whole], one)
        return self._values[key]


def _is_it(one: Taken, told: Assessment, worked: Worked) -> bool:
    is_that_day = told.on.earliest <= one.part.on <= told.on.latest
    return is_that_day and worked.framework.identity == one.part.framework


def _link(several: list[tuple[Taken, Earlier]]) -> Link:
    known = [(each, one.part.value) for one, each in several]
    is_open = dict.fromkeys(each.event for each, _ in known if not each.values)
    others = dict.fromkeys(each.event for each, value in known if each.values and not each.has(value))
    events = (each.event for each, _ in known if each.event not in is_open and each.event not in others)
    return Link(tuple(dict.fromkeys(events)), tuple(is_open), tuple(others))


def _value_in(trace: Trace, one: Taken) -> Entry | None:
    evidence, graph = trace.evidence, trace.graph
    place: Place = next((path for path in evidence.parts if path and path[-1] == one.subject), ())
    node = graph.named(level_at(evidence.subject.level, place), one.part.name)
    if node is None:
        return None
    cell = Cell(node.id, one.members if node.axes else (), place)
    if cell.members not in graph.cells(node):
        return None
    if trace.status(cell) is Status.UNDETERMINED:
        return None
    return trace.value(cell)


def _same(carried: Entry, there: Entry) -> bool:
    """Whether two values are one; levels of scales of two frameworks by their ids or their labels."""
    if isinstance(carried, ScaleLevel) and isinstance(there, ScaleLevel):
        is_label = bool(carried.label) and title_key(carried.label) == title_key(there.label)
        return carried.id == there.id or is_label
    return carried == there


def alone(which: tuple[str, date], link: Link) -> Iterator[str]:
    """A sentence where what is carried, by version and day, rests on its case alone."""
    framework, day = which
    why = []
    if link.open:
        why.append(f"what it came to is not determined in {some([outside(one) for one in link.open], _MOST)}")
    if link.others:
        may = "may be that assessment, and came" if len(link.others) == 1 else "may be that assessment, and each came"
        why.append(f"{some([outside(one) for one in link.others], _MOST)} {may} to another value")
    if not why and not link.events:
        why.append("this history does not hold it")
    if why:
        rests = "rests in part on its case alone" if link.events else "rests on its case alone"
        yield f"what is carried from an assessment on {day_words(day)}, by {framework}, {rests}: {'; '.join(why)}"


def check_carried(history: History, outcomes: Outcomes, findings: Findings) -> None:
    """Add a finding for each entry that is carried from an assessment of which the history says otherwise."""
    carrier = Carrier(history, outcomes)
    for assessed in outcomes.values():
        for worked in assessed.worked:
            for one in carrier.taken(assessed.told, worked):
                _compare(carrier, one, assessed.told, findings)


def _compare(carrier: Carrier, one: Taken, told: Assessment, findings: Findings) -> None:
    part, found = one.part, carrier.found(one, told)
    if part.assessment == told.id:
        findings.add(errors.carried_from_itself(one.at, part, told.id))
        return
    if found:
        values = [value for each in found for value in each.values]
        is_other = bool(values) and not any(each.has(part.value) for each in found)
        # Of days between which it lies, another may be meant, which the history does not hold.
        if is_other and all(carrier.history.events[each.event].on.is_exact for each in found):
            there = f"it is {listed(map(entry_words, dict.fromkeys(values)))}"
            here = f"as {quoted(entry_words(part.value))}"
            findings.add(errors.carried_otherwise(one.at, part, here, there, found[0].path))
        return
    named = carrier.named(one, told)
    if named is not None and not named.on.earliest <= part.on <= named.on.latest:
        there = f"{quoted(named.id)} was made {named.on.when()}"
        findings.add(errors.carried_otherwise(one.at, part, f"from {quoted(named.id)}", there, named.path))
        return
    other = carrier.of_that_day(one, told)
    if other is not None:
        id_, versions = other
        there = f"{quoted(id_)} of that day was made by {listed(versions)}"
        here = f"from {quoted(part.framework)}"
        findings.add(errors.carried_otherwise(one.at, part, here, there, carrier.history.events[id_].path))
