"""Findings with the published place that the declaration they stand in cites."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from wellled_rules.diagnostics.diagnostic import Citation, Diagnostic
from wellled_rules.semantics.program import Declared, Program
from wellled_rules.semantics.vocabulary import title_of
from wellled_rules.syntax.ast.clauses import Cites
from wellled_rules.text.source import SourceFile

__all__ = ["cited"]


def cited(found: Iterable[Diagnostic], program: Program) -> Iterator[Diagnostic]:
    """The same findings; each that stands in a declaration with `cites` says which place it is about."""
    places: dict[SourceFile, list[tuple[int, int, Declared]]] = {}
    for one in program.declared:
        span = one.decl.span
        places.setdefault(span.source, []).append((span.start, span.end, one))
    for several in places.values():
        several.sort(key=lambda place: place[:2])
    for finding in found:
        yield finding if finding.citation is not None else replace(finding, citation=_citation(finding, places))


def _citation(finding: Diagnostic, places: dict[SourceFile, list[tuple[int, int, Declared]]]) -> Citation | None:
    if finding.primary is None:
        return None
    span = finding.primary.span
    several = places.get(span.source, [])
    turn = bisect_right(several, span.start, key=lambda place: place[0]) - 1
    if turn < 0 or several[turn][1] < span.end:
        return None
    one = several[turn][2]
    clause = next((clause for clause in one.decl.clauses if isinstance(clause, Cites)), None)
    source = None if clause is None else next(iter(one.scope.find(clause.source.text)), None)
    if clause is None or source is None or source.kind != "source":
        return None
    return Citation(title_of(source), None if clause.place is None else clause.place.value)
