"""Pass 4, the header: identity, periods, whom it covers, which outcome is the result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from wellled_rules.diagnostics.report import Report
from wellled_rules.graph.graph import Header, Period
from wellled_rules.semantics.errors import names, structure
from wellled_rules.semantics.model import ModelAdjustment, ModelDeclaration, ModelDetermine, RuleText
from wellled_rules.semantics.program import Program, Scope, clauses_of
from wellled_rules.semantics.reading import read_names
from wellled_rules.semantics.vocabulary import Vocabulary
from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast.module import FrameworkHeader
from wellled_rules.text.span import Span

__all__ = ["STATUSES", "header", "header_text", "headlines"]

# What an amendment says of its days has grounds of its own, and none of what it amends.
_GROUNDED = (c.Cites, c.RestsOn, c.InForce)

STATUSES = ("draft", "consultation", "pilot", "under_review")


def periods(headers: Sequence[FrameworkHeader], words: Vocabulary, scope: Scope, report: Report) -> tuple[Period, ...]:
    """The days on which the rules are in force, as the newest header says."""
    made = []
    seen: dict[str, Span] = {}
    for clause in clauses_of(headers, c.InForce):
        for level in [name.text for name in clause.at] or [""]:
            if level in seen:
                where = f"at `{level}`" if level else "for every level"
                report.add(structure.header_twice(clause.span, seen[level], f"the period {where} is said twice"))
            seen.setdefault(level, clause.span)
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
        report.add(names.no_such_word(word.span, word.text, "status of a framework", STATUSES))
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


def header_text(program: Program, words: Vocabulary, title: str) -> RuleText:
    """What is shown of the header. Its grounds are those of the newest that has any, or that says a period itself."""
    newest = program.headers[0]
    own = next((one for one in program.headers if any(isinstance(each, _GROUNDED) for each in one.clauses)), newest)
    grounds = (each for each in own.clauses if isinstance(each, c.Cites | c.RestsOn))
    cites, rests_on = words.grounds(grounds, program.scope)
    return RuleText(kind="framework", title=title, span=newest.identity.span, cites=cites, rests_on=rests_on)


def headlines(
    program: Program,
    words: Vocabulary,
    declared: Mapping[str, Iterable[ModelDeclaration]],
    poisoned: frozenset[str],
    report: Report,
) -> Mapping[str, str]:
    """The outcome that is the result at each level: as the header says, else the only one nothing reads.

    A finding where the framework covers a level and neither says it.
    """
    said: dict[str, str] = {}
    covered = {clause.level.text for clause in clauses_of(program.headers, c.Covers)} or set(words.levels)
    for clause in clauses_of(program.headers, c.Headline):
        for level, name in _headline(clause, program, words, report):
            if said.get(level):
                first = next(each for each in clauses_of(program.headers, c.Headline) if each is not clause)
                report.add(structure.header_twice(clause.span, first.span, f"the result at `{level}` is said twice"))
            said[level] = name
    named = {name.text for clause in clauses_of(program.headers, c.Headline) for name in clause.at}
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
            elif level in covered and level not in poisoned and named <= set(words.levels):
                report.add(structure.no_headline(program.headers[0].span, level, tuple(free or outcomes)))
    return {level: name for level, name in said.items() if name}


def _headline(clause: c.Headline, program: Program, words: Vocabulary, report: Report) -> Iterator[tuple[str, str]]:
    """Levels at which a line names the result, and its name; no name where the line was reported."""
    word = clause.name.text
    if words.find(clause.name, program.scope, "determine") is None:
        yield from dict.fromkeys(words.levels, "").items()
        return
    found = [one for one in program.scope.find(word) if one.kind == "determine"]
    for level in [name for name in clause.at if words.level(name, program.scope) is not None]:
        one = next((one for one in found if one.stands_at(level.text)), None)
        if one is None:
            levels = tuple(dict.fromkeys(name for each in found for name in each.at))
            report.add(names.not_at_level(clause.name.span, word, level.text, levels, found[0].decl.name.span))
        yield level.text, "" if one is None else one.name
    if not clause.at:
        for name in words.levels:
            one = next((one for one in found if one.stands_at(name)), None)
            if one is not None:
                yield name, one.name
