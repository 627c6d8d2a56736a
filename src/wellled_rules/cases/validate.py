"""A document as evidence for one graph, or every finding about it; nothing is evaluated."""

from __future__ import annotations

from dataclasses import replace

from wellled_rules.cases import errors, sections
from wellled_rules.cases.canonical import evidence_hash
from wellled_rules.cases.decisions import decisions
from wellled_rules.cases.document import Data, Document, Object, Path
from wellled_rules.cases.findings import Findings
from wellled_rules.cases.inside import inside, require_bounded
from wellled_rules.cases.limits import LIMITS
from wellled_rules.cases.reading import Reading
from wellled_rules.cases.window import FACTS, windowed
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.evidence import Evidence, EvidenceWindow, Recorded
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import WindowEnd
from wellled_rules.graph.windows import bounds
from wellled_rules.values.titles import title_key

__all__ = ["validate"]

_ASSESSMENT_KEYS = ("id", "reason", "evidence_from", "evidence_until")
_NAMES = frozenset({"unknown-name-in-case", "not-at-level-in-case", "no-such-decision", "misplaced-in-case"})
"""Codes of what may be no mistake at another level."""


def validate(graph: DeterminationGraph, document: Document) -> Evidence:
    """What `document` records, checked against `graph` at the level it names or alone fits.

    Raises `CaseError` with all findings by place: of reading, and of every heading.
    """
    if not isinstance(document.root, Object):
        raise CaseError(document.findings)
    level = _said_level(graph, document.root)
    if isinstance(level, str):
        evidence, findings = _read(graph, level, document)
    else:
        evidence, findings = _fitting(graph, document, level)
    if findings.count:
        raise CaseError(findings.sorted())
    if evidence.inside:
        require_bounded(graph, evidence, LIMITS.steps)
    return windowed(graph, replace(evidence, hash=evidence_hash(evidence)))


def _said_level(graph: DeterminationGraph, root: Object) -> str | Findings:
    """The level that the subject names, the only one there is, or what is wrong with the one named."""
    findings = Findings()
    subject = root.entries.get("subject")
    if isinstance(subject, Object) and isinstance(said := subject.entries.get("level"), str):
        titles = {title_key(level.title): name for name, level in graph.levels.items()}
        found = said if said in graph.levels else titles.get(title_key(said))
        if found is not None:
            return found
        path: Path = ("subject", "level")
        from wellled_rules.diagnostics.suggest import nearest

        findings.add(errors.unknown_level(path, said, tuple(graph.levels), nearest(said, graph.levels)))
    elif isinstance(subject, Object) and "level" in subject.entries:
        Reading(graph, "", findings).text(subject, "level", ("subject",))
    elif len(graph.levels) == 1:
        return next(iter(graph.levels))
    return findings


def _fitting(graph: DeterminationGraph, document: Document, findings: Findings) -> tuple[Evidence, Findings]:
    """The reading at the one level that fits best; where several do, what is wrong at each of them.

    findings: what is wrong with the level said; none where no level is said.
    """
    trials = {level: _read(graph, level, document) for level in graph.levels}
    misfits = {level: _misfit(found) for level, (_, found) in trials.items()}
    best = [level for level in trials if misfits[level] == min(misfits.values())]
    covered = [level for level in best if level in graph.header.covers]
    if len(covered) == 1:
        best = covered
    if not findings.count:
        if len(best) == 1:
            return trials[best[0]]
        has_subject = isinstance(document.root, Object) and "subject" in document.root.entries
        findings.add(errors.which_level(("subject",) if has_subject else (), tuple(best)))
    evidence, found = trials[best[0]]
    findings.take(found, frozenset.intersection(*(trials[level][1].places() for level in best)))
    return evidence, findings


def _misfit(found: Findings) -> tuple[int, int]:
    """How badly a level fits: by names that it does not have, then by all findings."""
    return sum(one.code in _NAMES for one in found.sorted()), found.count


def _read(graph: DeterminationGraph, level: str, document: Document) -> tuple[Evidence, Findings]:
    """The evidence at `level`, which holds only where there are no findings."""
    reading = Reading(graph, level)
    reading.findings.add(*document.findings)
    assert isinstance(document.root, Object)
    root = document.root
    reading.only(root, (), sections.HEADINGS)
    assessed_on = reading.assessed_on = reading.day(root, "assessed_on", ())

    def part(heading: str, empty: Data) -> tuple[Data, Path]:
        return root.entries.get(heading, empty), (heading,)

    nothing = Object({})
    items = sections.items(reading, *part("evidence", nothing))
    who, facts = sections.subject(reading, *part("subject", nothing), items)
    assessment = reading.group(*part("assessment", nothing), "what is known of the assessment") or nothing
    reading.only(assessment, ("assessment",), _ASSESSMENT_KEYS)
    about = root.entries.get("subject", nothing)
    given = sections.given(reading, *part("given", nothing), items)
    published_on = reading.day(root, "published_on", ())
    window = EvidenceWindow(
        opens=reading.day(assessment, "evidence_from", ("assessment",)),
        closes=reading.day(assessment, "evidence_until", ("assessment",)),
    )
    evidence = Evidence(
        subject=who,
        assessment_id=reading.text(assessment, "id", ("assessment",)),
        assessment_reason=reading.text(assessment, "reason", ("assessment",)),
        window=window,
        assessed_on=assessed_on,
        published_on=published_on,
        entries=sections.inputs(reading, *part("inputs", nothing), items, facts),
        given={key: said.value for key, said in given.items()},
        given_records={key: said for key, said in given.items() if said != Recorded(value=said.value)},
        decisions=decisions(reading, *part("decisions", ())),
        items=items or {},
        notices=sections.notices(assessed_on, published_on, window),
        inside=inside(reading, about, ("subject",), items) if isinstance(about, Object) else (),
    )
    for one in bounds(graph, level, evidence):
        key, day = FACTS[one.end], window.opens if one.end is WindowEnd.OPENS else window.closes
        if day is not None and day != one.day:
            place = ("inputs", one.name)
            reading.findings.add(errors.window_twice(place, ("assessment", key), one.name, (one.day, day)))
    return evidence, reading.findings
