"""The passes in order: from parsed files to a checked model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.diagnostics.report import Report
from wellled_rules.semantics import lints
from wellled_rules.semantics.amend import Version
from wellled_rules.semantics.assemble import assemble
from wellled_rules.semantics.assumptions import assumption_text
from wellled_rules.semantics.citing import cited
from wellled_rules.semantics.dependencies import check_covers, check_crossings, check_cycles, check_overrides
from wellled_rules.semantics.errors import examples as errors
from wellled_rules.semantics.errors import structure
from wellled_rules.semantics.examples import Examples
from wellled_rules.semantics.expressions import Context
from wellled_rules.semantics.header import header, header_text, headlines
from wellled_rules.semantics.model import (
    Example,
    Hole,
    Model,
    ModelAssumption,
    ModelDeclaration,
    ModelInput,
    RuleText,
    Typed,
)
from wellled_rules.semantics.program import Declared, Program, clauses_of
from wellled_rules.semantics.shown import shown, told_where
from wellled_rules.semantics.signatures import Signatures
from wellled_rules.semantics.vocabulary import Vocabulary
from wellled_rules.semantics.windows import check_windows
from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast.expressions import Listed
from wellled_rules.syntax.ast.module import Module
from wellled_rules.syntax.limits import Limits
from wellled_rules.text.span import Span
from wellled_rules.values.types import DateType

__all__ = ["Version", "check"]

_TALKED_OF = ("level", "scale", "set", "source", "assumption")


@dataclass
class _AtLevel:
    """One level, typed."""

    declared: tuple[ModelDeclaration, ...]
    covers: Typed | None
    is_covered: bool
    told_where: tuple[tuple[tuple[str, ...], Typed], ...]
    examples: tuple[Example, ...]


def check(
    chain: Sequence[Version],
    modules: Callable[[str], Module | None],
    known_modules: Sequence[str],
    report: Report,
    limits: Limits,
) -> Model | None:
    """The model of a framework version.

    chain: the version and the versions it amends, newest first. modules: a parsed module by name, or
    None. known_modules: names to suggest. Findings go to `report`; the model then has holes, and must
    not be used for more than further checking. None where there is no header to begin with, or more than
    `limits` allow.
    """
    found = Report()
    program = assemble(chain, modules, known_modules, found, limits.declarations)
    model = _model(program, chain, limits, found)
    report.extend(cited(found, program))
    return model


def _model(program: Program, chain: Sequence[Version], limits: Limits, report: Report) -> Model | None:
    if program.is_cut:
        return None
    words = Vocabulary(program, report, limits)
    told = header(program, words, _language(chain), report)
    _vocabulary(program, words)
    levels = _levels(program, words, report)
    assumptions = {one.name: assumption_text(one, words, _value(one, levels)) for one in program.all("assumption")}
    declared = {level: one.declared for level, one in levels.items()}
    shows = shown(program, words, declared, report)
    if not program.scope.is_open:
        lints.run(program, tuple(file.source for file in chain[0].files), report)
    if told is None:
        return None
    unsure = program.scope.broken or program.scope.is_open
    poisoned = frozenset(
        level for level, one in levels.items() if unsure or any(isinstance(d, Hole) for d in one.declared)
    )
    headline = headlines(program, words, declared, poisoned, report)
    return Model(
        header=replace(told, headline=headline, shows=shows),
        levels=words.levels,
        scales=words.scales,
        sets=words.sets,
        sources=words.sources,
        assumptions={name: text for name, text in assumptions.items() if text is not None},
        declarations=declared,
        covers={level: one.covers for level, one in levels.items() if one.is_covered},
        told_where={level: one.told_where for level, one in levels.items()},
        examples=tuple(example for one in levels.values() for example in one.examples),
        vocabulary={
            "": header_text(program, words, told.title),
            **{one.name: words.text(one) for kind in _TALKED_OF for one in program.all(kind)},
        },
    )


def _language(chain: Sequence[Version]) -> int:
    return next((file.language for file in chain[0].files if file.language is not None), 1)


def _vocabulary(program: Program, words: Vocabulary) -> None:
    """Make every scale, set and source, so that each is checked though nothing mentions it."""
    for one in program.declared:
        if one.kind == "scale":
            words.scale(one)
        elif one.kind == "set":
            words.set(one)
        for name in one.decl.at:
            words.level(name, one.scope)
    scopes = [program.scope, *program.shared.values()]
    while scopes:
        scope = scopes.pop()
        scopes.extend(scope.copies.values())
        for name in () if scope.used_at is None else scope.used_at.at:
            words.level(name, scope.lifted_in or program.scope)


def _levels(program: Program, words: Vocabulary, report: Report) -> dict[str, _AtLevel]:
    """Every level, typed: all declarations before any example, since a collection reads the level inside."""
    signatures: dict[str, Signatures] = {}
    typed: dict[str, Examples] = {}
    for level in words.levels:
        signatures[level] = Signatures(words, level, report, signatures)
        typed[level] = Examples(signatures[level], typed)
    made = {level: _declarations(one, program) for level, one in typed.items()}
    covers = {level: _covers(level, program, words, one) for level, one in typed.items()}
    wheres_told = {level: told_where(level, program, one) for level, one in typed.items()}
    for level, one in made.items():
        if signatures[level].reads_day:
            one.insert(0, _day(program))
    for level, one in made.items():
        knotted = check_cycles(one, report) | check_overrides(one, report)
        made[level] = [_untied(rule, knotted) for rule in one]
    crossed = check_crossings(made, report) if len(made) > 1 else {}
    declared = {
        level: tuple(_untied(rule, crossed.get(level, frozenset())) for rule in one) for level, one in made.items()
    }
    check_windows(declared, report)
    wheres = {level: where for level, (_, where) in covers.items() if where is not None}
    covers.update((level, (True, None)) for level in check_covers(declared, wheres, report))
    newest = str(program.headers[0].identity) if program.headers else None
    examples: dict[str, list[Example]] = {level: [] for level in words.levels}
    for told in program.all("example"):
        for level, example in _examples(told, typed, declared, newest, report):
            examples[level].append(example)
    return {
        level: _AtLevel(declared[level], covers[level][1], covers[level][0], wheres_told[level], tuple(examples[level]))
        for level in words.levels
    }


def _examples(
    one: Declared,
    typed: Mapping[str, Examples],
    declared: Mapping[str, tuple[ModelDeclaration, ...]],
    newest: str | None,
    report: Report,
) -> Iterator[tuple[str, Example]]:
    """An example at each of its levels. Where it names none, it is told of the one at which it is understood best."""
    told: dict[str, tuple[Diagnostic, ...]] = {}
    made: dict[str, Example] = {}
    for level in typed:
        if one.stands_at(level):
            before = len(report)
            example = typed[level].example(one, declared, newest)
            told[level] = report.take_back(before)
            if example is not None:
                made[level] = example
    yield from made.items()
    if one.at or not any(told.values()):
        report.extend(found for several in told.values() for found in several)
    elif made:
        report.add(errors.example_without_level(one.decl.head, tuple(made)))
    else:
        fewest = min(told, key=lambda level: len(told[level]))
        report.extend(told[fewest])


def _declarations(typed: Examples, program: Program) -> list[ModelDeclaration]:
    made: list[ModelDeclaration] = []
    for one in program.declared:
        if one.stands_at(typed.level) and one.kind != "example":
            found = typed.declare(one)
            if found is not None:
                made.append(found)
    return made


def _untied(one: ModelDeclaration, knotted: frozenset[str]) -> ModelDeclaration:
    """A declaration, as a hole where it stands on a circle."""
    if one.name not in knotted or isinstance(one, ModelInput | ModelAssumption | Hole):
        return one
    return Hole(name=one.name, axes=one.axes, type=one.type, text=one.text)


def _day(program: Program) -> ModelInput:
    place = program.headers[0].span if program.headers else next(iter(program.declared)).decl.head
    text = RuleText(kind="input", title="Day of the assessment", span=Span(place.source, place.start, place.end))
    return ModelInput(name="assessed_on", type=DateType(), text=text)


def _covers(level: str, program: Program, words: Vocabulary, typed: Examples) -> tuple[bool, Typed | None]:
    """Whether the framework is for subjects of a level, and for which of them: those that one of its lines names."""
    lines = clauses_of(program.headers, c.Covers)
    seen: dict[str, c.Covers] = {}
    for line in lines:
        words.level(line.level, program.scope)
        first = seen.setdefault(line.level.text, line)
        # A line without `where` covers all, and leaves nothing to another.
        if first is not line and (first.where is None or line.where is None):
            words.report.add(structure.header_twice(line.span, first.span, f"`{line.level.text}` is covered twice"))
    mine = [line for line in lines if line.level.text == level]
    wheres = [line.where for line in mine if line.where is not None]
    if not mine or len(wheres) < len(mine):
        return bool(mine) or not lines, None
    of_these = wheres[0] if len(wheres) == 1 else Listed("any", tuple(wheres), mine[0].span)
    return True, typed.condition(of_these, Context(program.scope))


def _value(one: Declared, levels: Mapping[str, _AtLevel]) -> ModelAssumption | None:
    """An assumption as the rules of some level read it, where it has values."""
    found = (rule for each in levels.values() for rule in each.declared if rule.name == one.name)
    return next((rule for rule in found if isinstance(rule, ModelAssumption)), None)
