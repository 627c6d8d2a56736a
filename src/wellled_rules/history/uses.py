"""What is used once a transition has retired it, and what is left so open that all that may be can't be told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from heapq import heappop, heappush

from wellled_rules.cases.findings import Findings
from wellled_rules.graph.evidence import Carried
from wellled_rules.history import errors
from wellled_rules.history.displayed import Entry, Part, PartKind, Retiring
from wellled_rules.history.document import Assessment, Suspension
from wellled_rules.history.knowledge import Known
from wellled_rules.history.lines import Lines, ends
from wellled_rules.history.outcomes import Assessed

__all__ = ["check_uses"]

_MOST_OPEN = 16
"""Assessments in one place that may or may not be public on the same day."""


def check_uses(lines: Lines, findings: Findings) -> None:
    """Add a finding for each event that publishes or suspends an outcome that was certainly retired before.

    And for each of which there are too many that may have been published last. lines: of all that is known.
    """
    _open(lines, findings)
    published = _published(lines, findings)
    _given_already(lines, findings, published)
    _suspended(lines, findings, published)
    _carried(lines, findings, published)


def _open(lines: Lines, findings: Findings) -> None:
    """Find assessments that are too many of which it is not known, on one day, whether they were public."""
    told: set[str] = set()
    for entries in lines.entries.values():
        waiting: list[tuple[date, int]] = []
        for one in sorted((entry.known for entry in entries), key=lambda known: known.published.earliest):
            if one.published.is_exact:
                continue
            while waiting and waiting[0][0] <= one.published.earliest:
                heappop(waiting)
            heappush(waiting, (one.published.latest, one.turn))
            if len(waiting) > _MOST_OPEN and one.id not in told:
                told.add(one.id)
                findings.add(errors.too_open(one.first.at("published_on"), one.published, _MOST_OPEN))


def _published(lines: Lines, findings: Findings) -> set[str]:
    """Find assessments under an earlier framework that were published too late; gives their ids."""
    told: set[str] = set()
    for slot, entries in lines.entries.items():
        first = _first(lines.retirings.of(slot))
        for entry in entries if first else ():
            one = entry.known
            names = (name for part in _last(entry) for name in part.frameworks)
            found = next((first[name] for name in names if name in first), None)
            if found is None or one.id in told or one.published.earliest <= found.known.published.latest:
                continue
            told.add(one.id)
            title, when, by = found.transition.title, found.known.published, found.known.first.path
            path = one.first.at("published_on")
            findings.add(errors.retired_rating_used(path, slot.outcome, slot.subject, title, when, by))
    return told


def _given_already(lines: Lines, findings: Findings, told: set[str]) -> None:
    """Find assessments under an earlier framework that were published in a place that the later one gave by then."""
    for slot, entries in lines.entries.items():
        level = lines.history.subjects[slot.subject].kind
        # By `id@version`, the assessment that surely was published first by it, and was not withdrawn.
        first: dict[str, Entry] = {}
        for entry in sorted(entries, key=lambda one: one.known.published.latest):
            last = _last(entry)
            if last and len(last) == 1 and last[0].kind is PartKind.VALUE:
                first.setdefault(last[0].frameworks[0], entry)
        for entry in entries if len(first) > 1 else ():
            one, before = entry.known, [name for part in _last(entry) for name in part.frameworks]
            for after, given in first.items():
                transition = next((each for name in before if (each := lines.transitions.between(name, after))), None)
                kept = None if transition is None else transition.kept(slot.outcome, level)
                is_late = one.published.earliest > given.known.published.latest
                if transition is None or kept is None or kept.until is not None or not is_late or one.id in told:
                    continue
                told.add(one.id)
                path, by = one.first.at("published_on"), given.known
                title, when = transition.title, by.published
                findings.add(errors.given_by_later(path, slot.outcome, slot.subject, title, when, by.first.path))


def _last(entry: Entry) -> tuple[Part, ...]:
    """What an assessment shows in the end: a correction may have put it under other rules."""
    return next((parts for _, until, parts in entry.versions if until == date.max), ())


def _suspended(lines: Lines, findings: Findings, told: set[str]) -> None:
    """Find suspensions of what is displayed no more."""
    named: dict[tuple[str, str], list[Suspension]] = {}
    for known in lines.known:
        if isinstance(known.first, Suspension):
            for name in known.first.outcomes:
                named.setdefault((known.first.subject, name), []).append(known.first)
    made = lines.all() if named else {}
    for slot, line in made.items():
        for one in named.get((slot.subject, slot.outcome), ()):
            (part, *others) = line.at(one.published_on.earliest)
            if others or part.transition is None or part.by is None or one.id in told:
                continue
            told.add(one.id)
            by = lines.history.events[part.by]
            title, when, path = part.transition.title, by.published_on, one.at("outcomes")
            findings.add(errors.retired_rating_used(path, slot.outcome, slot.subject, title, when, by.path))


def _carried(lines: Lines, findings: Findings, told: set[str]) -> None:
    """Find assessments into which something was carried that was retired before they were made."""
    for known in lines.assessments:
        assessed = lines.assessed(known, known.versions[-1])
        for part, level in () if assessed is None else _parts(assessed):
            assert assessed is not None
            found = None if known.id in told else _retired(lines, level, assessed.told, part)
            if found is not None:
                told.add(known.id)
                title, first = found
                path, subject = assessed.told.at("case"), assessed.told.subject
                when, by = first.published, first.first.path
                findings.add(errors.retired_rating_used(path, part.name, subject, title, when, by))


def _parts(assessed: Assessed) -> Iterator[tuple[Carried, str]]:
    """What was carried into an assessment of its own subject, and the level of that, oldest first."""
    for one in assessed.worked:
        if one.evidence.carries:
            carried = {part for entry in one.evidence.entries.values() for part in entry.carried}
            for part in sorted(carried, key=lambda each: (each.on, each.framework, each.name)):
                yield part, one.evidence.subject.level


def _retired(lines: Lines, level: str, told: Assessment, part: Carried) -> tuple[str, Known] | None:
    """The transition that certainly retired what is carried before an assessment, and the assessment that did it."""
    for after in lines.retirings.afters:
        transition = lines.transitions.between(part.framework, after)
        event = None if transition is None else ends(transition, part.name, level)
        if transition is None or event is None:
            continue
        for first, identity, spans in lines.retirings.first(told.subject, level, event):
            is_before = first.published.latest < told.on.earliest and first.id != told.id
            if identity != after or not is_before:
                continue
            counted = lines.retirings.counting(first, identity, spans, part.framework, transition, event)
            if any(one.is_sure and one.spans[-1][1] == date.max for one in counted):
                return transition.title, first
    return None


def _first(retirings: tuple[Retiring, ...]) -> dict[str, Retiring]:
    """By the earlier framework, the assessment that certainly retired it first, and was not withdrawn."""
    found: dict[str, Retiring] = {}
    for one in sorted(retirings, key=lambda one: one.known.published.latest):
        if isinstance(one.known.first, Assessment) and one.spans[-1][1] == date.max and one.is_sure:
            found.setdefault(one.before, one)
    return found
