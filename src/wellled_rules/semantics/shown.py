"""Pass 4, the header: which inputs are told among the outcomes, as they were judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wellled_rules.diagnostics.report import Report
from wellled_rules.semantics.errors import shown as errors
from wellled_rules.semantics.errors.structure import header_twice
from wellled_rules.semantics.examples import Examples
from wellled_rules.semantics.expressions import Context
from wellled_rules.semantics.model import ModelDeclaration, ModelInput, Typed
from wellled_rules.semantics.program import Declared, Program, clauses_of
from wellled_rules.semantics.vocabulary import Vocabulary
from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast.expressions import Name
from wellled_rules.text.span import Span

__all__ = ["shown", "told_where"]


def shown(
    program: Program, words: Vocabulary, declared: Mapping[str, Sequence[ModelDeclaration]], report: Report
) -> Mapping[str, tuple[str, ...]]:
    """Names of the inputs that the header shows, by level, in the order declared; no level at which it shows none.

    A line that an amendment inherits shows what is still there to be shown: of what the amendment removed, or made
    into something else, nothing is said.
    """
    clauses = clauses_of(program.headers, c.Shows)
    if clauses and clauses[0] in program.headers[0].clauses:
        named = _checked(clauses, program, words, report)
    else:
        named = frozenset(pair for clause in clauses for pair in _named(clause, program, words))
    judged = {level: [one.name for one in rules if _is_judged(one)] for level, rules in declared.items()}
    found = {level: tuple(one for one in inputs if (level, one) in named) for level, inputs in judged.items()}
    return {level: inputs for level, inputs in found.items() if inputs}


def told_where(level: str, program: Program, typed: Examples) -> tuple[tuple[tuple[str, ...], Typed], ...]:
    """At one level, names that a line of the header shows, and the condition under which it does.

    An inherited line asks nothing of a level at which nothing that it names is left.
    """
    found: list[tuple[tuple[str, ...], Typed]] = []
    for clause in clauses_of(program.headers, c.Shows):
        inputs = [one for name in clause.names for one in _inputs(program.scope.find(name.text))]
        names = tuple(one.name for one in inputs if one.stands_at(level))
        is_here = not clause.at or level in [name.text for name in clause.at]
        if clause.where is not None and is_here and names:
            where = typed.condition(clause.where, Context(program.scope))
            found.extend(() if where is None else ((names, where),))
    return tuple(found)


def _is_judged(one: ModelDeclaration) -> bool:
    return isinstance(one, ModelInput) and one.role is not None


def _named(clause: c.Shows, program: Program, words: Vocabulary) -> Iterator[tuple[str, str]]:
    """Levels and inputs that an inherited line may mean."""
    levels = [name.text for name in clause.at] or [*words.levels]
    for name in clause.names:
        for one in _inputs(program.scope.find(name.text)):
            yield from ((level, one.name) for level in levels if one.stands_at(level))


def _checked(
    clauses: Sequence[c.Shows], program: Program, words: Vocabulary, report: Report
) -> frozenset[tuple[str, str]]:
    """Levels and inputs that the lines of a version of its own name, each with what is wrong with it."""
    places: dict[tuple[str, str], Span] = {}
    for clause in clauses:
        asked = [name.text for name in clause.at if words.level(name, program.scope) is not None]
        for name in clause.names:
            found = program.scope.find(name.text)
            if not _inputs(found):
                _strange(name, found, program, words, report)
                continue
            everywhere = [level for level in words.levels if any(one.stands_at(level) for one in _inputs(found))]
            for level in asked if clause.at else everywhere:
                one = _standing(name, level, found, report)
                if one is not None and (level, one.name) in places:
                    said = f"`{name.text}` is shown twice at `{level}`"
                    report.add(header_twice(name.span, places[level, one.name], said))
                elif one is not None:
                    places[level, one.name] = name.span
    return frozenset(places)


def _inputs(found: Sequence[Declared]) -> list[Declared]:
    return [one for one in found if one.kind == "input"]


def _strange(name: Name, found: Sequence[Declared], program: Program, words: Vocabulary, report: Report) -> None:
    """Say of a name that is no input what it is instead."""
    outcome = next((one for one in found if one.kind == "determine"), None)
    if outcome is None:
        words.find(name, program.scope, "input")
    else:
        report.add(errors.shown_anyway(name.span, name.text, outcome.decl.name.span))


def _standing(name: Name, level: str, found: Sequence[Declared], report: Report) -> Declared | None:
    """The judged input of that name at a level; a finding where there is none."""
    here = next((one for one in found if one.stands_at(level)), None)
    if here is None:
        levels = tuple(dict.fromkeys(each for one in _inputs(found) for each in one.at))
        report.add(errors.shown_elsewhere(name.span, name.text, level, levels, _inputs(found)[0].decl.name.span))
        return None
    place = here.decl.name.span
    if here.kind != "input":
        report.add(errors.shown_anyway(name.span, name.text, place))
        return None
    if not any(isinstance(clause, c.JudgedBy) for clause in here.decl.clauses):
        report.add(errors.nobody_judges(name.span, name.text, place))
        return None
    return here
