"""First assessments of which transitions speak: what is required of each, whether it holds, and what its case says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from wellled_rules.api.framework import Framework
from wellled_rules.backends.explainer.explanation import Ruled
from wellled_rules.backends.explainer.layers.process import check_line
from wellled_rules.backends.explainer.lexicon.words import quoted
from wellled_rules.backends.explainer.reading import Reading
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.derivation import derive
from wellled_rules.graph.evidence import Evidence, Recorded
from wellled_rules.graph.nodes import Check
from wellled_rules.graph.trace import Trace
from wellled_rules.graph.transitions import Counting, FirstAssessment, StatedBy, Transition
from wellled_rules.graph.unmet import unmet
from wellled_rules.history.between import Transitions
from wellled_rules.history.document import Assessment
from wellled_rules.history.knowledge import Known, Version
from wellled_rules.history.outcomes import Outcomes, Worked, assessed, case_key
from wellled_rules.history.process import titled

__all__ = ["Asked", "Candidate", "Firsts", "Met", "all_met"]


class Met(StrEnum):
    """Whether what is required holds."""

    HOLDS = "holds"
    FAILS = "fails"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Asked:
    """One check that a transition requires. text: why it does not hold, or what it waits for; empty where it holds."""

    name: str
    title: str
    met: Met
    text: str
    rule: Ruled


def all_met(several: Iterable[Met]) -> Met:
    """Whether all hold."""
    found = set(several)
    return Met.FAILS if Met.FAILS in found else Met.OPEN if Met.OPEN in found else Met.HOLDS


@dataclass(frozen=True, slots=True)
class Candidate:
    """An assessment by a framework to which a transition leads, as it is known in one of its versions."""

    known: Known
    version: Version
    told: Assessment
    worked: Worked

    @property
    def correction(self) -> str | None:
        """The correction that made it so."""
        return self.version.corrected_by

    def is_after(self, other: Candidate) -> bool:
        """Whether another was surely assessed before it, and was public by its publication."""
        was_public = other.known.published.latest <= self.known.published.earliest
        return was_public and other.told.on.latest < self.told.on.earliest

    def may_be_after(self, other: Candidate) -> bool:
        """Whether another may have been assessed or published before it."""
        was_made = other.told.on.earliest < self.told.on.latest
        return was_made or other.known.published.earliest < self.known.published.latest


@dataclass
class Firsts:
    """Asks about the assessments of a history, as they are known by a day."""

    outcomes: Outcomes
    transitions: Transitions
    known: tuple[Known, ...]
    _asked: dict[tuple[str, str | None, str, str, FirstAssessment], tuple[Asked, ...]] = field(default_factory=dict)
    _checked: dict[tuple[str, tuple[str, ...]], tuple[Asked, ...]] = field(default_factory=dict)
    _under: dict[tuple[str, str, FirstAssessment], tuple[Candidate, ...]] = field(default_factory=dict)

    def leading(self, level: str) -> Iterator[tuple[Transition, FirstAssessment]]:
        """Transitions that require or read something of a first assessment at a level, with that event."""
        for one in self.transitions.all():
            event = FirstAssessment(level)
            if one.required(event) is not None or one.says(event) is not None:
                yield one, event

    def under(self, subject: str, transition: Transition, event: FirstAssessment) -> tuple[Candidate, ...]:
        """The assessments of a subject by the later framework of a transition, by publication, as known in the end."""
        key = (subject, transition.name, event)
        if key not in self._under:
            several = self._by_subject.get(subject, ())
            found = [each for one in several for each in self.of(one, one.versions[-1], transition)]
            found.sort(key=lambda each: (each.known.published.latest, each.told.on.earliest, each.known.turn))
            self._under[key] = tuple(found)
        return self._under[key]

    @cached_property
    def _by_subject(self) -> Mapping[str, list[Known]]:
        """The assessments of each subject, as known in the end."""
        found: dict[str, list[Known]] = {}
        for one in self.known:
            if isinstance(said := one.versions[-1].said, Assessment):
                found.setdefault(said.subject, []).append(one)
        return found

    def of(self, one: Known, version: Version, transition: Transition) -> Iterator[Candidate]:
        """An assessment in one of its versions, under each framework to which a transition leads."""
        found = assessed(self.outcomes, one, version)
        for worked in () if found is None else found.worked:
            assert found is not None
            if self.transitions.between(transition.before, worked.framework.identity) == transition:
                yield Candidate(one, version, found.told, worked)

    def before(self, one: Candidate, transition: Transition, event: FirstAssessment) -> tuple[Candidate, ...]:
        """Others of its subject that may have come before it."""
        others = self.under(one.told.subject, transition, event)
        return tuple(each for each in others if each.known.id != one.known.id and one.may_be_after(each))

    def says(self, one: Candidate, transition: Transition, event: FirstAssessment) -> bool | None:
        """Whether its case says that it is the event; None where it does not say, or nothing says by what."""
        stated = transition.says(event)
        entry = None if stated is None else one.worked.evidence.entries.get((stated.input, ()))
        return entry.value if entry is not None and isinstance(entry.value, bool) else None

    def is_denied(self, one: Candidate, transition: Transition, event: FirstAssessment) -> bool:
        """Whether its case says that it is not the event, and none came before it that is known of."""
        return self.says(one, transition, event) is False and not self.before(one, transition, event)

    def counts(self, one: Candidate, transition: Transition, event: FirstAssessment) -> Met:
        """Whether it counts as the event."""
        required = transition.required(event)
        if required is None or required.counting is Counting.WITHOUT:
            return Met.HOLDS
        return all_met(each.met for each in self.asked(one, transition, event))

    def asked(self, one: Candidate, transition: Transition, event: FirstAssessment) -> tuple[Asked, ...]:
        """What is required of it, and whether that holds, by its rules as they are for a first assessment.

        Where its case does not say that it is the first, that is taken from the history. Where the case says that it is
        not, and the history holds none before it, nothing is known of the one that was.
        """
        key = (one.known.id, one.correction, one.worked.framework.identity, transition.name, event)
        if key not in self._asked:
            self._asked[key] = tuple(self._check(one, transition, event))
        return self._asked[key]

    def _check(self, one: Candidate, transition: Transition, event: FirstAssessment) -> Iterator[Asked]:
        required, stated = transition.required(event), transition.says(event)
        if required is None:
            return
        is_other = self.is_denied(one, transition, event)
        evidence = one.worked.evidence
        if stated is not None and not is_other:
            evidence = _as_first(evidence, stated)
        # What is stated comes again and again, and is worked out once.
        checked = (case_key(one.worked.framework, evidence), required.checks)
        if checked not in self._checked:
            self._checked[checked] = tuple(_checks(one.worked.framework, evidence, required.checks))
        for found in self._checked[checked]:
            if is_other and stated is not None:
                why = f"its case says by {quoted(self.title(one, event, stated))} that it is not the first"
                found = replace(found, met=Met.OPEN, text=f"{why}, and this history holds none before it")
            yield found

    def title(self, one: Candidate, event: FirstAssessment, stated: StatedBy) -> str:
        """What the input is called by which a case says that it is the event."""
        graph = one.worked.framework.graph
        node = graph.named(event.level, stated.input)
        return stated.input if node is None else titled(graph, node, ())


def _checks(rules: Framework, evidence: Evidence, names: Iterable[str]) -> Iterator[Asked]:
    trace = rules.evaluate(evidence).trace
    for name in names:
        node = trace.graph.named(trace.level, name)
        # A version that amends the later framework may have done away with it.
        if isinstance(node, Check):
            yield _asked(trace, name, node)


def _as_first(evidence: Evidence, stated: StatedBy) -> Evidence:
    """The case, as one that says that it is of a first assessment."""
    return replace(evidence, entries={**evidence.entries, (stated.input, ()): Recorded(value=True)})


def _asked(trace: Trace, name: str, node: Check) -> Asked:
    """Whether a check holds of the subject of a case."""
    own = [one for one in unmet(trace) if one.cell.node == node.id and not one.cell.subject]
    cells = [one.cell for one in own] or [Cell(node.id, trace.graph.cells(node)[0])]
    lines = []
    for cell in cells:
        reading = Reading(trace.graph, trace, derive(trace, cell), subject=())
        lines += [check_line(reading, one) for one in own if one.cell == cell]
        rule = reading.ruled(cell)
    title = titled(trace.graph, node, ())
    if not own:
        return Asked(name, title, Met.HOLDS, "", rule)
    is_open = all(one.is_open for one in own)
    why = "; ".join(dict.fromkeys(line.text.partition(": ")[2].removesuffix(".") for line in lines))
    return Asked(name, title, Met.OPEN if is_open else Met.FAILS, why, rule)
