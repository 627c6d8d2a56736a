"""Which words are mentioned where: read off the text, so that a broken rule still counts as a reader."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.diagnostics.report import Report
from wellled_rules.semantics.program import Program
from wellled_rules.syntax.ast.expressions import Name
from wellled_rules.syntax.ast.module import Declaration
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span

__all__ = ["Mentions"]

_WORD = re.compile(r"[a-z][a-z0-9_.]*")


@dataclass(frozen=True)
class Mentions:
    """How often each word is mentioned: by anything, and by anything but examples.

    has_strange: whether anything but examples has a name that is near to none declared, so that it may mean any.
    """

    anywhere: Counter[str]
    in_rules: Counter[str]
    has_strange: bool

    @classmethod
    def of(cls, program: Program, sources: tuple[SourceFile, ...], report: Report) -> Mentions:
        """Mentions of a program. Words of text that could not be read count, and so does what a wrong name may mean."""
        anywhere: Counter[str] = Counter()
        in_rules: Counter[str] = Counter()
        covered: list[Span] = []
        for one in program.declared:
            own = list(_mentions(one.decl))
            covered.append(one.decl.span)
            anywhere.update(own)
            if one.kind != "example":
                in_rules.update(own)
        scopes = [program.scope, *program.shared.values(), *program.scope.copies.values()]
        for scope in scopes:
            for expr, _ in scope.bound.values():
                found = list(_names(expr))
                anywhere.update(found)
                in_rules.update(found)
            if scope.lifted is not None:
                anywhere.update(_names(scope.lifted))
        for header in program.headers:
            found = list(_names(header))
            anywhere.update(found)
            in_rules.update(found)
            covered.append(header.span)
        for word in (*_unread(sources, program, covered), *_meant(report)):
            anywhere[word] += 1
            in_rules[word] += 1
        examples = [one.decl.span for one in program.declared if one.kind == "example"]
        return cls(anywhere, in_rules, any(_is_strange(one, examples) for one in report))


def _mentions(decl: Declaration) -> Iterator[str]:
    for name in decl.at:
        yield name.text
    for clause in decl.clauses:
        yield from _names(clause)


def _names(node: object) -> Iterator[str]:
    """Every word that a node of the syntax tree mentions, and the first part of dotted ones."""
    stack = [node]
    while stack:
        one = stack.pop()
        if isinstance(one, Name):
            yield one.text
            if "." in one.text:
                yield one.text.partition(".")[0]
        elif isinstance(one, tuple):
            stack.extend(one)
        elif is_dataclass(one) and not isinstance(one, Span | type):
            stack.extend(getattr(one, each.name) for each in fields(one) if each.name != "span")


def _meant(report: Report) -> Iterator[str]:
    """Names that are suggested for wrong ones: to say that they are not used would tell one mistake twice."""
    for found in report:
        if found.fix is not None:
            yield from (edit.replacement for edit in found.fix.edits)


def _is_strange(found: Diagnostic, examples: list[Span]) -> bool:
    """Whether a finding is of a name that is near to none declared, outside of examples."""
    if found.code != "unknown-name" or found.fix is not None or found.primary is None:
        return False
    at = found.primary.span
    return not any(one.source is at.source and one.start <= at.start < one.end for one in examples)


def _unread(sources: tuple[SourceFile, ...], program: Program, covered: list[Span]) -> Iterator[str]:
    """Words of the parts of files that became no declaration, in files where something is broken."""
    if not program.scope.broken:
        return
    for source in sources:
        at = 0
        own = sorted((one.start, one.end) for one in covered if one.source is source)
        for start, end in [*own, (len(source.text), len(source.text))]:
            if start > at:
                yield from _WORD.findall(source.text[at:start])
            at = max(at, end)
