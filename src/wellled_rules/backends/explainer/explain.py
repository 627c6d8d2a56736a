"""From a derivation to its explanation."""

from __future__ import annotations

from collections.abc import Sequence

from wellled_rules.backends.explainer.deciding import deciding
from wellled_rules.backends.explainer.explanation import (
    Explanation,
    Framework,
    Ruled,
    Who,
)
from wellled_rules.backends.explainer.layers import evidence, process, statements, steps
from wellled_rules.backends.explainer.lexicon.entries import day, shown
from wellled_rules.backends.explainer.lexicon.standing import standing
from wellled_rules.backends.explainer.lexicon.words import outside
from wellled_rules.backends.explainer.phrases import headlines
from wellled_rules.backends.explainer.reading import Derivation, Reading, Sensitivity
from wellled_rules.backends.explainer.select import groupings
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.trace import Finding, Trace

__all__ = ["explain", "find_groupings"]


def find_groupings(graph: DeterminationGraph, trace: Trace, derivation: Derivation, *, of: Cell) -> tuple[str, ...]:
    """Names of the sets that `explain` can group by."""
    return groupings(Reading(graph, trace, derivation, subject=of.subject), of)


def explain(
    graph: DeterminationGraph,
    trace: Trace,
    derivation: Derivation,
    sensitivities: Sequence[Sensitivity] = (),
    *,
    of: Cell,
    group_by: str | None = None,
    framework_hash: str = "",
) -> Explanation:
    """Why `of` is what it is.

    derivation: that of `of`, made from `trace`. sensitivities: those of `of` are told.
    group_by: name of a set in which the members lie (`find_groupings`).
    Raises `ValueError` for a `group_by` that the members have no place in.
    """
    reading = Reading(graph, trace, derivation, subject=of.subject)
    if group_by is not None and group_by not in groupings(reading, of):
        raise ValueError(f"the members lie in no {group_by!r}")
    finding = trace.finding(of)
    type_ = reading.node(of).type
    found = headlines.decider(reading, of, finding.decided_by)
    decided = deciding(reading, of)
    return Explanation(
        headline=headlines.headline(reading, of, finding),
        standing=standing(graph.header),
        cannot_occur=process.cannot_occur(reading),
        path=reading.path(of),
        title=reading.full_title(of),
        value=shown(graph, finding.value, type_),
        status=str(finding.status),
        possible=tuple(shown(graph, one, type_) for one in finding.possible),
        exact=finding.exact,
        marks=tuple(finding.marks),
        vintage=None if trace.is_withheld(of) else process.vintage_line(reading, of),
        decided_by=_deciders(reading, finding),
        framework=_framework(graph, framework_hash),
        subject=_who(reading),
        statements=statements.statements(reading, of, group_by, decided),
        steps=steps.steps(reading, of, decided),
        bounds=steps.bound_lines(reading, found.chain),
        evidence=evidence.entries(reading, decided),
        decisions=evidence.decisions(reading, decided),
        missing=evidence.missing(reading, finding),
        assumptions=process.assumptions(reading, of, sensitivities, group_by),
        sensitivities=process.sensitivity_lines(reading, of, sensitivities),
        checks=process.checks(reading),
        notices=process.notices(reading, finding),
    )


def _deciders(reading: Reading, finding: Finding) -> tuple[Ruled, ...]:
    """The rules that decided, as the finding names them."""
    rules = [f"{reading.level}:{name}" for name in finding.decided_by]
    nodes = [reading.graph.nodes[rule] for rule in rules if rule in reading.graph.nodes]
    return tuple(reading.ruled(Cell(node.id, ("",) * len(node.axes))) for node in nodes)


def _framework(graph: DeterminationGraph, hash_: str) -> Framework:
    header = graph.header
    return Framework(
        id=header.id,
        version=header.version,
        title=outside(header.title) or header.id,
        status=header.status,
        regulator=None if header.regulator is None else outside(header.regulator),
        hash=hash_,
    )


def _who(reading: Reading) -> Who:
    case = reading.trace.evidence
    subject = case.parts[reading.subject].subject
    level = reading.graph.levels.get(subject.level)
    assessment = [outside(one) for one in (case.assessment_id, case.assessment_reason) if one]
    return Who(
        level=outside(level.title) if level is not None and level.title else outside(subject.level),
        id=None if subject.id is None else outside(subject.id),
        name=None if subject.name is None else outside(subject.name),
        assessed_on=None if case.assessed_on is None else day(case.assessed_on),
        published_on=None if case.published_on is None else day(case.published_on),
        assessment=": ".join(assessment) or None,
        evidence_hash=case.hash,
    )
