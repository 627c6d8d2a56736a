"""Subjects that lie upside down, in one of a level that, by a framework, lies in their own; and unlike mergers."""

from __future__ import annotations

from collections.abc import Iterable

from wellled_rules.api.framework import Framework
from wellled_rules.cases.document import Path
from wellled_rules.cases.findings import Findings
from wellled_rules.history import errors, place_errors
from wellled_rules.history.document import History, Merger, Transfer, told_by

__all__ = ["check_nesting"]


def check_nesting(history: History, frameworks: Iterable[Framework], findings: Findings) -> None:
    """Add a finding for each place in which a subject can't lie, by the first framework that says so.

    And for each subject that merges into one of another kind, or lies in one of a level in which its own does not lie
    by any framework that has both.
    """
    above = [(one.identity, _above(one)) for one in frameworks]
    kinds = {id_: one.kind for id_, one in history.subjects.items()}
    for subject, place, path, is_merged in _said(history):
        kind, host = kinds.get(subject), kinds.get(place)
        if kind is None or host is None:
            continue
        found = next((identity for identity, levels in above if kind in levels.get(host, ())), None)
        if found is not None:
            findings.add(errors.upside_down(path, kind, host, found))
        elif is_merged and kind != host:
            findings.add(errors.other_kind(path, subject, kind, place, host))
        elif not is_merged:
            # A framework that nests none of its levels says nothing of where subjects lie.
            nests = [(identity, levels) for identity, levels in above if {kind, host} <= levels.keys()]
            nests = [(identity, levels) for identity, levels in nests if any(levels.values())]
            if nests and not any(host in levels[kind] for _, levels in nests):
                findings.add(place_errors.no_such_nesting(path, kind, host, nests[0][0]))


def _said(history: History) -> Iterable[tuple[str, str, Path, bool]]:
    """Who is said to lie in whom, where that is said, and whether by a merger: that puts one in the place of others."""
    for id_, one in history.subjects.items():
        yield from ((id_, stay.inside, stay.path, False) for stay in one.stays)
    for event in history.events.values():
        said = told_by(event)
        if isinstance(said, Transfer) and said.into is not None:
            yield said.subject, said.into, said.at("into"), False
        elif isinstance(said, Merger):
            # What lies in those that end lies in the other then.
            yield from ((one, said.into, said.at("into"), True) for one in said.subjects)


def _above(framework: Framework) -> dict[str, frozenset[str]]:
    """For each level, those in which it lies, directly or further."""
    levels = framework.graph.levels
    found: dict[str, frozenset[str]] = {}
    for name in levels:
        waiting, seen = [*levels[name].within], set[str]()
        while waiting:
            one = waiting.pop()
            if one not in seen and one in levels:
                seen.add(one)
                waiting.extend(levels[one].within)
        found[name] = frozenset(seen)
    return found
