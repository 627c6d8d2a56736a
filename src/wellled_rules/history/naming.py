"""Names that only frameworks know: kinds of subjects, and outcomes that are suspended."""

from __future__ import annotations

from collections.abc import Iterator

from wellled_rules.api.framework import Framework
from wellled_rules.cases.findings import Findings
from wellled_rules.cases.words import listed
from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.history import errors
from wellled_rules.history.document import History, Suspension, told_by
from wellled_rules.history.outcomes import Working, declared

__all__ = ["check_names"]


def check_names(history: History, working: Working, findings: Findings) -> None:
    """Add a finding for each kind that is no level of any framework, and for each suspended outcome that is none.

    Frameworks are those by which assessments were made, and those that the history lists or that are handed in. Where
    there are none, nothing can be said of a name.
    """
    frameworks = working.rules.loaded
    wider: tuple[Framework, ...] | None = None
    outcomes: dict[str, tuple[str, ...]] = {}
    for kind in dict.fromkeys(subject.kind for subject in history.subjects.values()):
        rating = [one for one in frameworks if kind in one.graph.levels]
        if not rating:
            wider = working.rules.wider() if wider is None else wider
            rating = [one for one in wider if kind in one.graph.levels]
        outcomes[kind] = tuple(dict.fromkeys(name for one in rating for name in declared(one, kind)))
        if not rating:
            _kind(history, kind, wider or (), findings)
    for one in _suspensions(history):
        subject = history.subjects.get(one.subject)
        known = () if subject is None else outcomes[subject.kind]
        for name in one.outcomes:
            if subject is not None and known and name not in known:
                what = f"outcome of any framework of this history at level `{subject.kind}`"
                findings.add(errors.unknown_name(one.at("outcomes"), name, what, nearest(name, known), known))


def _kind(history: History, kind: str, frameworks: tuple[Framework, ...], findings: Findings) -> None:
    """A kind that none of these frameworks has, told of each subject."""
    levels = tuple(dict.fromkeys(level for one in frameworks for level in one.graph.levels))
    names = [one.identity for one in frameworks]
    for subject in history.subjects.values() if frameworks else ():
        if subject.kind == kind:
            what = f"level of {listed(names, 'or')}"
            findings.add(errors.unknown_name((*subject.path, "kind"), kind, what, nearest(kind, levels), levels))


def _suspensions(history: History) -> Iterator[Suspension]:
    for event in history.events.values():
        said = told_by(event)
        if isinstance(said, Suspension):
            yield said
