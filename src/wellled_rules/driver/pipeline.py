"""Text to graph: parse, check, build, analyse; every finding of every file in one report."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.diagnostics.report import Report
from wellled_rules.diagnostics.suggest import sharing
from wellled_rules.driver.files import Texts
from wellled_rules.driver.shelves import Shelves
from wellled_rules.graph.analysis import analyse
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.transitions import Between
from wellled_rules.semantics.amend import Version
from wellled_rules.semantics.between import check_between
from wellled_rules.semantics.check import check
from wellled_rules.semantics.errors import amendments
from wellled_rules.semantics.errors import between as between_errors
from wellled_rules.semantics.lower import lower
from wellled_rules.semantics.model import Example
from wellled_rules.syntax.ast.clauses import Amends, Identity
from wellled_rules.syntax.ast.module import Module
from wellled_rules.syntax.limits import Limits
from wellled_rules.syntax.parser import parse, parse_header
from wellled_rules.text.source import SourceFile

__all__ = ["Compiled", "compile_framework", "understand"]


@dataclass(frozen=True)
class Compiled:
    """What became of a framework's texts.

    graph: None where there is no header. With errors in `report` the graph has holes and must not be
    evaluated. files: the framework's own, then its bases'. between: what the texts hold instead of a framework,
    where they hold transitions and crosswalks.
    """

    graph: DeterminationGraph | None
    examples: tuple[Example, ...]
    report: Report
    files: tuple[SourceFile, ...]
    between: Between | None = None


class _Pipeline:
    def __init__(self, shelves: Shelves, limits: Limits) -> None:
        self.shelves = shelves
        self.limits = limits
        self.report = Report()
        self.modules: dict[str, Module | None] = {}
        self.files: list[SourceFile] = []
        self.graphs: dict[str, Compiled | None] = {}

    def parsed(self, source: SourceFile) -> Module:
        module, report = parse(source, self.limits)
        self.report.extend(report)
        self.files.append(source)
        return module

    def version(self, texts: Texts) -> Version:
        self.report.extend(texts.findings)
        return Version(tuple(self.parsed(source) for source in texts.files))

    def module(self, name: str) -> Module | None:
        """A module by its name, parsed once."""
        if name not in self.modules:
            found = self.shelves.module(name)
            if isinstance(found, Diagnostic):
                self.report.add(found)
                found = None
            self.modules[name] = None if found is None else self.parsed(found)
        return self.modules[name]

    def framework(self, identity: Identity) -> DeterminationGraph | Diagnostic:
        """The graph of a version that a transition or a crosswalk names, or why there is none; made once."""
        name = str(identity)
        if name not in self.graphs:
            texts = self.shelves.version(name)
            twice = [one for one in (texts.findings if texts else ()) if one.code == "declared-twice"]
            if twice:
                return twice[0]
            # Texts without a header hold no framework, and could name themselves.
            is_one = texts is not None and any(parse_header(one, self.limits) for one in texts.files)
            self.graphs[name] = understand(texts, self.shelves, self.limits) if texts and is_one else None
        found = self.graphs[name]
        if found is None:
            return between_errors.framework_not_found(identity.span, name, self.shelves.nearest(name))
        if found.graph is None or found.report.has_errors:
            return between_errors.does_not_check(identity.span, name, found.files[0].name)
        return found.graph

    def chain(self, newest: Version) -> Sequence[Version]:
        """The version and what it amends, newest first."""
        found = [newest]
        seen = [] if newest.header is None else [str(newest.header.identity)]
        while (header := found[-1].header) is not None:
            amends = next((clause for clause in header.clauses if isinstance(clause, Amends)), None)
            if amends is None:
                break
            identity = str(amends.identity)
            if identity in seen:
                path = (*seen[seen.index(identity) :], identity)
                self.report.add(amendments.amends_itself(amends.span, path))
                break
            texts = self.shelves.version(identity)
            if texts is None:
                near = tuple(one for one in self.shelves.nearest(identity) if one not in seen)
                self.report.add(amendments.base_not_found(amends.identity.span, identity, near))
                break
            seen.append(identity)
            found.append(self.version(texts))
        return found


def compile_framework(texts: Texts, shelves: Shelves | None = None, limits: Limits | None = None) -> Compiled:
    """The graph and examples of one framework version, and everything found on the way; raises nothing."""
    with _sweeping_later():
        made = understand(texts, shelves, limits)
        if made.graph is not None:
            analyse(made.graph, made.report, (limits or Limits()).steps)
        return made


@contextmanager
def _sweeping_later() -> Iterator[None]:
    """No search for cyclic garbage meanwhile: all that is made here is kept, and each search goes through all of it.

    Without this a declaration of a long text costs half as much again as one of a short text.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def understand(texts: Texts, shelves: Shelves | None = None, limits: Limits | None = None) -> Compiled:
    """As `compile_framework`, without asking what can occur: enough to list and outline, not to evaluate."""
    with sharing():
        return _understand(texts, _Pipeline(shelves or Shelves(), limits or Limits()))


def _understand(texts: Texts, made: _Pipeline) -> Compiled:
    newest = made.version(texts)
    if any(one.code == "beyond-limits" for one in made.report.errors):
        # What lies beyond was not read, so nothing can be said about what is missing.
        return Compiled(None, (), made.report, tuple(made.files))
    if newest.is_between:
        found = check_between(
            newest, made.module, made.shelves.module_names(), made.framework, made.report, made.limits
        )
        return Compiled(None, (), made.report, tuple(made.files), found)
    if newest.header is None and not any(file.broken for file in newest.files):
        # What stands here may be a chapter alone: of its names nothing can be said.
        if not made.report.has_errors:
            made.report.add(_no_header(texts))
        return Compiled(None, (), made.report, tuple(made.files))
    model = check(made.chain(newest), made.module, made.shelves.module_names(), made.report, made.limits)
    if model is None:
        return Compiled(None, (), made.report, tuple(made.files))
    return Compiled(lower(model), model.examples, made.report, tuple(made.files))


def _no_header(texts: Texts) -> Diagnostic:
    name = texts.files[0].name if texts.files else "the framework"
    return diagnostic(
        "no-header",
        f"{name} does not say which framework it is",
        help='begin with a line `framework ID@YYYY-MM "Title"`; a module is checked where it is used',
    )
