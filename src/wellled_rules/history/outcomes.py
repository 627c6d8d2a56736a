"""What each assessment came to: its case, worked out by the rules of its day, and the outcomes that were published."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from wellled_rules.api.framework import Framework
from wellled_rules.backends.explainer.explanation import Shown
from wellled_rules.backends.explainer.lexicon.entries import shown
from wellled_rules.cases.canonical import canonical
from wellled_rules.cases.document import Data, Document, Object, Path
from wellled_rules.cases.document import pointer as pointed
from wellled_rules.cases.findings import Findings
from wellled_rules.cases.words import listed
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.decided import decided_by
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.nodes import Determine, Input
from wellled_rules.graph.subjects import Path as Place
from wellled_rules.graph.subjects import level_at
from wellled_rules.graph.trace import Trace
from wellled_rules.graph.treatment import ASSESSED_ON
from wellled_rules.graph.vintage import Earlier, vintage
from wellled_rules.history import errors
from wellled_rules.history.days import Days
from wellled_rules.history.document import Assessment, History
from wellled_rules.history.fit import outside_notices
from wellled_rules.history.knowledge import Known, Version
from wellled_rules.history.process import process, titled
from wellled_rules.history.rules import Rules
from wellled_rules.history.shelf import Shelf
from wellled_rules.values.missing import Missing

__all__ = [
    "Assessed",
    "NamedOutcomes",
    "Outcomes",
    "Slot",
    "Value",
    "Worked",
    "Working",
    "assessed",
    "case_key",
    "declared",
    "still_open",
]

_Key: TypeAlias = "tuple[str, tuple[str, ...]]"

NamedOutcomes: TypeAlias = "Callable[[Framework, str], frozenset[str]]"
"""The outcomes, beside the headline and what the header shows, that are displayed of a framework at a level."""


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """What is displayed by itself: an outcome of a subject, for one member of each of its sets."""

    subject: str
    outcome: str
    members: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """`outcome/member`."""
        return "/".join((self.outcome, *self.members))


@dataclass(frozen=True, slots=True)
class Value:
    """One published outcome. title: of the outcome, and of its members. is_stated: the case gave it as known.

    decided_by: names of rules, the one that spoke last first. carried: the earlier assessments from which something in
    it was carried, oldest first.
    """

    shown: Shown
    title: str = field(compare=False)
    level: str
    is_stated: bool
    decided_by: tuple[str, ...] = field(compare=False)
    carried: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Worked:
    """An assessment under one framework. notices: what a reader should know beside the values.

    process: of process rules, which it does not meet, and which it leaves open.
    outcomes: names of those that are published of its own subject; of what is not determined there is no value.
    """

    framework: Framework = field(repr=False)
    evidence: Evidence = field(repr=False)
    outcomes: tuple[str, ...]
    values: Mapping[Slot, Value]
    process: tuple[str, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assessed:
    """What an assessment came to: under one framework, or under each where the day leaves several."""

    told: Assessment = field(repr=False)
    worked: tuple[Worked, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All that it published."""
        return tuple(dict.fromkeys(slot for one in self.worked for slot in one.values))


Outcomes: TypeAlias = "Mapping[tuple[str, str | None], Assessed]"
"""What each assessment came to, by its id and that of the correction that made it so (None: as told first)."""


def assessed(outcomes: Outcomes, one: Known, version: Version) -> Assessed | None:
    """What an assessment came to in one version of what is known of it; None of another event, or a withdrawn one."""
    return None if version.said is None else outcomes.get((one.id, version.corrected_by))


@dataclass(frozen=True, slots=True)
class _Held:
    """What a case came to: the values of each subject that are published, and what is noticed of process rules."""

    values: Mapping[Place, Mapping[_Key, Value]]
    process: tuple[str, ...]

    @classmethod
    def of(cls, trace: Trace, names: Mapping[Place, tuple[str, ...]]) -> _Held:
        """What stands in a trace."""
        values = {path: dict(_values(trace, path, several)) for path, several in names.items()}
        return cls(values, tuple(process(trace)))


@dataclass
class Working:
    """Works assessments out; what is refused has its findings, at its place in the history."""

    history: History
    shelf: Shelf
    findings: Findings
    named: NamedOutcomes
    _kept: dict[str, _Held] = field(default_factory=dict)
    _names_at: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rules = Rules(self.history, self.shelf, self.findings)

    def assess(self, one: Assessment) -> Assessed | None:
        """What an assessment came to; None where it is refused."""
        subject = self.history.subjects.get(one.subject)
        if subject is None:
            return None
        document = self._document(one, subject.kind)
        if document is None:
            return None
        frameworks = self.rules.of(one, subject.kind, lambda rules: _accepts(rules, document))
        is_one = len(frameworks) == 1
        worked = [self._worked(one, subject.kind, rules, document, is_one=is_one) for rules in frameworks]
        found = tuple(each for each in worked if each is not None)
        return Assessed(one, found) if found and len(found) == len(worked) else None

    def _document(self, one: Assessment, level: str) -> Document | None:
        """The case, with what the event says of it: whom it is about, at which level, and the day where it is known."""
        entries = dict(one.case.entries)
        about = entries.get("subject", Object({}))
        if isinstance(about, Object):
            who: dict[str, Data] = {"level": level, "id": one.subject, **about.entries}
            if not self._agrees(one, ("subject", "id"), who["id"], one.subject, "the subject"):
                return None
            entries["subject"] = Object(who)
        for key, what, day in (
            ("assessed_on", "the day of the assessment", one.on),
            ("published_on", "the day of publication", one.published_on),
        ):
            said = entries.get(key)
            if key not in entries:
                if day.exact is not None:
                    entries[key] = day.earliest.isoformat()
            elif isinstance(said, str) and not day.earliest.isoformat() <= said <= day.latest.isoformat():
                self._differs(one, (key,), said, day.words(), what)
                return None
        return Document(name=one.id, root=Object(entries))

    def _agrees(self, one: Assessment, path: Path, said: Data, wanted: str, what: str) -> bool:
        if isinstance(said, str) and said != wanted:
            self._differs(one, path, said, wanted, what)
            return False
        return True

    def _differs(self, one: Assessment, path: Path, said: str, wanted: str, what: str) -> None:
        place = (*one.at("case"), *path)
        self.findings.add(errors.case_says_otherwise(place, one.path, what, f"`{said}`", f"`{wanted}`"))

    def _worked(
        self, one: Assessment, level: str, rules: Framework, document: Document, *, is_one: bool
    ) -> Worked | None:
        """Under one framework; one of several where the day does not say which. None where it is refused."""
        try:
            evidence = rules.evidence(document)
            if evidence.subject.level != level:
                # A case may say its level by its title, which only the framework knows.
                said = evidence.subject.level
                self._differs(one, ("subject", "level"), said, level, "the level of the subject")
                return None
            whose = self._whose(one, evidence)
            known = self._names(one, rules, {path: level_at(level, path) for path in whose.values()})
            if known is None:
                return None
            held = self._held(rules, evidence, known)
            values = {
                Slot(subject, *key): value
                for subject, path in whose.items()
                for key, value in held.values[path].items()
            }
        except CaseError as error:
            base = pointed(one.at("case"))
            for finding in error.diagnostics:
                place = base + (finding.pointer or "")
                told = replace(finding, primary=None, pointer=place, into=errors.INTO)
                self.findings.add(told if is_one else errors.by_version(told, rules.identity))
            return None
        when = one.on if evidence.assessed_on is None else Days.exactly(evidence.assessed_on)
        # Where the day leaves several, that each is in force on some of the days alone is what leaves them.
        is_known = is_one or when.is_exact
        notices = tuple(outside_notices(rules, level, when)) if is_known else ()
        return Worked(rules, evidence, known[()], values, held.process, notices)

    def _whose(self, one: Assessment, evidence: Evidence) -> dict[str, Place]:
        """The subjects whose outcomes are published, and where each is in the case."""
        found: dict[str, Place] = {one.subject: ()}
        inside = {path[-1]: path for path in evidence.parts if path}
        for subject in one.displays:
            listed_one = self.history.subjects.get(subject)
            if listed_one is None:
                # It was refused itself.
                continue
            path, kind = inside.get(subject), listed_one.kind
            if path is None or path[-2] != kind:
                what = f"{kind} in the case"
                place = one.at("displays")
                self.findings.add(errors.unknown_name(place, subject, what, nearest(subject, inside)))
            else:
                found[subject] = path
        return found

    def _names(
        self, one: Assessment, rules: Framework, levels: Mapping[Place, str]
    ) -> dict[Place, tuple[str, ...]] | None:
        """The outcomes published of each subject, in the order declared; None where one that is named is none."""
        known = {level: self._outcomes(rules, level) for level in set(levels.values())}
        unknown = [name for name in one.outcomes if not any(name in names for names in known.values())]
        for name in unknown:
            what = f"outcome of {rules.identity} at level {listed(known)}"
            near = nearest(name, next(iter(known.values())))
            self.findings.add(errors.unknown_name(one.at("outcomes"), name, what, near))
        if unknown:
            return None
        found = {}
        for path, level in levels.items():
            wanted = set(one.outcomes)
            if not wanted:
                header = rules.graph.header
                headline = [header.headline[level]] if level in header.headline else []
                wanted = {*headline, *header.shows.get(level, ()), *self.named(rules, level)}
            found[path] = tuple(name for name in known[level] if name in wanted)
        return found

    def _outcomes(self, rules: Framework, level: str) -> tuple[str, ...]:
        if (rules.identity, level) not in self._names_at:
            self._names_at[rules.identity, level] = declared(rules, level)
        return self._names_at[rules.identity, level]

    def _held(self, rules: Framework, evidence: Evidence, names: Mapping[Place, tuple[str, ...]]) -> _Held:
        """What a case came to. What is stated comes again and again, and is worked out once."""
        if not evidence.given or evidence.inside:
            return _Held.of(rules.evaluate(evidence).trace, names)
        key = f"{case_key(rules, evidence)} {' '.join(names[()])}"
        if key not in self._kept:
            self._kept[key] = _Held.of(rules.evaluate(evidence).trace, names)
        return self._kept[key]


def case_key(rules: Framework, evidence: Evidence) -> str:
    """What cases have in common that come to the same: all that they say but of whom, and when if no rule asks."""
    said = {**canonical(evidence), "assessment": str(evidence.window), "published_on": "", "subject": ""}
    if not rules.graph.readers.get(f"{evidence.subject.level}:{ASSESSED_ON}"):
        said["assessed_on"] = ""
    return f"{rules.identity} {evidence.subject.level} {json.dumps(said, sort_keys=True)}"


def declared(rules: Framework, level: str) -> tuple[str, ...]:
    """What can be published at a level, in the order declared."""
    nodes = (node for node in rules.graph.at(level) if isinstance(node, Determine | Input))
    return tuple(node.name for node in nodes if "." not in node.name)


def _accepts(rules: Framework, document: Document) -> bool:
    """Whether a case is one of a framework."""
    try:
        rules.evidence(document)
    except CaseError:
        return False
    return True


def still_open(worked: Worked) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Titles of the published outcomes of its own subject that are not determined, each with what it waits for."""
    trace = worked.framework.evaluate(worked.evidence).trace
    graph = trace.graph
    for name in worked.outcomes:
        node = graph.named(trace.level, name)
        assert node is not None
        for members in graph.cells(node):
            cell = Cell(node.id, members)
            if trace.is_open(cell):
                waits = (titled(graph, graph.nodes[one.node], one.members) for one in trace.told_waits(cell))
                yield titled(graph, node, members), tuple(dict.fromkeys(waits))


def _values(trace: Trace, path: Place, names: tuple[str, ...]) -> Iterator[tuple[_Key, Value]]:
    """What is determined, or is a state with a published label, of the outcomes named."""
    level, graph = level_at(trace.level, path), trace.graph
    for name in names:
        node = graph.named(level, name)
        assert node is not None
        for members in graph.cells(node):
            cell = Cell(node.id, members, path)
            if trace.is_open(cell):
                continue
            entry = trace.told(cell)
            if isinstance(entry, Missing) and entry.label is None:
                continue
            earlier = vintage(trace, cell)
            yield (
                (name, members),
                Value(
                    shown=shown(graph, entry, node.type),
                    title=titled(graph, node, members),
                    level=level,
                    is_stated=cell in trace.stated or isinstance(node, Input),
                    decided_by=decided_by(trace, cell),
                    carried=() if earlier is None else earlier.parts,
                ),
            )
