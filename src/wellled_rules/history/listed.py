"""Subjects that the case of one lists inside it, though by the history they lie in another that day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wellled_rules.cases.document import Path, pointer
from wellled_rules.cases.findings import Findings
from wellled_rules.history import place_errors
from wellled_rules.history.document import History
from wellled_rules.history.knowledge import known
from wellled_rules.history.outcomes import Assessed, Outcomes, assessed
from wellled_rules.history.places import Places, places

__all__ = ["check_listed"]


def check_listed(history: History, outcomes: Outcomes, findings: Findings) -> None:
    """Add a finding for each subject that is listed in a case of one, and lies in another of its kind on that day.

    Or is listed in the case of another, of the same day. Events are taken as they are known in the end. An id in a case
    that no subject of the history has is a name within that case alone.
    """
    final = [(one, one.versions[-1]) for one in known(history, None)]
    made = places(history, (last.said for _, last in final))
    claims: dict[tuple[str, date], tuple[str, Path]] = {}
    for one, last in final:
        found = assessed(outcomes, one, last)
        if found is None or not found.told.on.is_exact:
            continue
        said = found.told
        day, path = said.on.earliest, said.at("case")
        for subject, place in _inside(history, found):
            other = _other(history, made, subject, said.subject, day)
            if other is None:
                other = claims.setdefault((subject, day), (said.subject, path))
            if other[0] != said.subject:
                two = (other[0], said.subject)
                findings.add(place_errors.listed_elsewhere(pointer(path) + place, other[1], subject, two, day))


def _inside(history: History, one: Assessed) -> Iterator[tuple[str, str]]:
    """The subjects of the history that a case has directly in its own, or displays, and where each stands in it."""
    evidence = one.worked[0].evidence
    for path in evidence.parts:
        subject = history.subjects.get(path[-1]) if path else None
        is_meant = len(path) == 2 or (bool(path) and path[-1] in one.told.displays)
        if subject is not None and is_meant and subject.kind == path[-2]:
            yield subject.id, evidence.pointers[path]


def _other(history: History, made: Places, subject: str, whose: str, day: date) -> tuple[str, Path] | None:
    """Another of a kind in which a subject lies on a day, and what says so; None where it lies in none, or in that."""
    kind = history.subjects[whose].kind
    lower = subject
    for host in made.above(subject, day):
        if host == whose:
            return whose, ()
        stretch = made.at(lower, day)
        if history.subjects[host].kind == kind and stretch is not None:
            return host, stretch.path
        lower = host
    return None
