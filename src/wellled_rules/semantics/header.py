"""Pass 4, the header: identity, periods, whom it covers, which outcome is the result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from wellled_rules.diagnostics.report import Report
from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.graph.graph import Header, Period
from wellled_rules.semantics.errors import names, structure
from wellled_rules.semantics.model import ModelAdjustment, ModelDeclaration, ModelDetermine
from wellled_rules.semantics.program import Program, Scope
from wellled_rules.semantics.reading import read_names
from wellled_rules.semantics.vocabulary import Vocabulary
from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast.module import FrameworkHeader

__all__ = ["STATUSES", "clauses_of", "header", "headlines"]

STATUSES = ("draft", "consultation", "pilot", "under_review")

_C = TypeVar("_C", bound=c.Clause)


def clauses_of(headers: Sequence[FrameworkHeader], sort: type[_C]) -> tuple[_C, ...]:
    """Lines of one sort: those of the newest header that has any."""
    for one in headers:
        found = tuple(clause for clause in one.clauses if isinstance(clause, sort))
        if found:
            return found
    return ()


def periods(headers: Sequence[FrameworkHeader], words: Vocabulary, scope: Scope, report: Report) -> tuple[Period, ...]:
    """The days on which the rules are in force, as the newest header says."""
    made = []
    for clause in clauses_of(headers, c.InForce):
        if clause.until is not None and clause.until <= clause.start:
            report.add(
                structure.bad_header_value(
                    clause.span, "the period ends before it begins", "write a later day after `until`"
                )
            )
        levels = tuple(name.text for name in clause.at if words.level(name, scope) is not None)
        made.append(Period(clause.start, clause.until, levels))
    return tuple(made)


def header(program: Program, words: Vocabulary, language: int, report: Report) -> Header | None:
    """The header without what needs typed rules; None where the framework has none."""
    if not program.headers:
        return None
    newest = program.headers[0]
    inherited = program.headers

    def text(sort: type[c.Regulator] | type[c.Standing]) -> str | None:
        found = clauses_of(inherited, sort)
        return found[0].text.value if found else None

    status = clauses_of(program.headers[:1], c.Status)
    if status and status[0].word.text not in STATUSES:
        word = status[0].word
        report.add(names.not_there(word.span, word.text, f"{', '.join(STATUSES)}", nearest(word.text, STATUSES)))
    amends = clauses_of((newest,), c.Amends)
    title = next((one.title.value for one in inherited if one.title is not None), str(newest.identity))
    return Header(
        id=newest.identity.id,
        version=newest.identity.version,
        title=title,
        language=language,
        regulator=text(c.Regulator),
        status=status[0].word.text if status else None,
        periods=periods(inherited, words, program.scope, report),
        standing=text(c.Standing),
        amends=str(amends[0].identity) if amends else None,
    )


def headlines(
    program: Program,
    words: Vocabulary,
    declared: Mapping[str, Iterable[ModelDeclaration]],
    poisoned: frozenset[str],
    report: Report,
) -> Mapping[str, str]:
    """The outcome that is the result at each level: as the header says, else the only one nothing reads."""
    said: dict[str, str] = {}
    for clause in clauses_of(program.headers, c.Headline):
        found = words.find(clause.name, program.scope, "determine")
        if found is None:
            said.update(dict.fromkeys(words.levels, ""))
            continue
        levels = [name.text for name in clause.at if words.level(name, program.scope) is not None]
        for level in levels or [level for level in words.levels if found.stands_at(level)]:
            said[level] = found.name
    for level in words.levels:
        if level not in said and program.headers:
            rules = tuple(declared.get(level, ()))
            outcomes = [one.name for one in rules if isinstance(one, ModelDetermine)]
            read = {name for one in rules for name in read_names(one)} - {
                one.target for one in rules if isinstance(one, ModelAdjustment)
            }
            free = [name for name in outcomes if name not in read]
            if len(free) == 1:
                said[level] = free[0]
            elif rules and level not in poisoned:
                report.add(structure.no_headline(program.headers[0].span, level, tuple(free or outcomes)))
    return {level: name for level, name in said.items() if name}
