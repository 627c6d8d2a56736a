"""The assembled program: every declaration of a framework, whichever text it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from wellled_rules.diagnostics.suggest import Vocabulary
from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast.clauses import ForEach
from wellled_rules.syntax.ast.expressions import Expr
from wellled_rules.syntax.ast.module import Declaration, FrameworkHeader, Use
from wellled_rules.text.span import Span

__all__ = ["Declared", "Program", "Scope", "clauses_of"]

_C = TypeVar("_C", bound=c.Clause)


@dataclass(eq=False)
class Scope:
    """Where the names of one text are looked up.

    prefix: put before the names it declares (empty for the framework, `alias.` for a copied module).
    bound: parameter -> what the `use` says, and the scope in which that is meant.
    removed: names an amendment took out. broken: names whose declaration could not be read.
    is_open: further names may stand in a base that is not there.
    lifted: the `for each` of the `use`. used_at: the `use`. levels: the levels it narrows to.
    """

    prefix: str
    names: dict[str, list[Declared]] = field(default_factory=dict)
    bound: dict[str, tuple[Expr, Scope]] = field(default_factory=dict)
    parameters: dict[str, Declaration] = field(default_factory=dict)
    removed: dict[str, Span] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    is_open: bool = False
    copies: dict[str, Scope] = field(default_factory=dict)
    lifted: ForEach | None = None
    lifted_in: Scope | None = None
    used_at: Use | None = None
    levels: tuple[str, ...] = ()
    _vocabulary: Vocabulary | None = None

    def find(self, word: str) -> list[Declared]:
        """Declarations called `word` here, at whatever level; dotted words look into copied modules.

        None where one of that name could not be understood: it may be the one that is meant.
        """
        first, _, rest = word.partition(".")
        if rest:
            copy = self.copies.get(first)
            return [] if copy is None else copy.find(rest)
        return [] if word in self.broken else self.names.get(word, [])

    def is_silent(self, word: str) -> bool:
        """Whether `word` stands in the text but could not be understood, so that nothing is said of it."""
        first, _, rest = word.partition(".")
        if rest and first in self.copies:
            return self.copies[first].is_silent(rest)
        return first in self.broken or self.is_open

    def near(self, word: str) -> tuple[str, ...]:
        """Nearest names there are."""
        if self._vocabulary is None:
            dotted = (f"{alias}.{name}" for alias, copy in self.copies.items() for name in copy.names)
            self._vocabulary = Vocabulary((*self.names, *self.parameters, *dotted))
        return self._vocabulary.nearest(word)


@dataclass(eq=False)
class Declared:
    """One declaration in its scope. name: unique in the program. inherited: from a base version."""

    decl: Declaration
    scope: Scope
    name: str
    inherited: bool = False

    @property
    def kind(self) -> str:
        """The word it is declared with."""
        return self.decl.kind

    @property
    def at(self) -> tuple[str, ...]:
        """Subject levels it names; none means all."""
        return tuple(one.text for one in self.decl.at) or self.scope.levels

    @property
    def is_own(self) -> bool:
        """Whether the framework's own files declare it, rather than a module."""
        return self.scope.used_at is None and not self.scope.prefix

    def stands_at(self, level: str) -> bool:
        """Whether it stands at a subject level."""
        return not self.at or level in self.at


@dataclass(eq=False)
class Program:
    """Header clauses after inheritance, and every declaration in the order written.

    headers: from the framework itself (first) to its furthest base. scope: the framework's names.
    is_cut: whether declarations were left out because there were too many.
    """

    headers: tuple[FrameworkHeader, ...]
    scope: Scope
    declared: list[Declared]
    shared: Mapping[str, Scope] = field(default_factory=dict)
    imported: list[tuple[str, Span]] = field(default_factory=list)
    is_cut: bool = False

    def all(self, kind: str) -> Iterator[Declared]:
        """Declarations of one kind."""
        return (one for one in self.declared if one.kind == kind)


def clauses_of(headers: Sequence[FrameworkHeader], sort: type[_C]) -> tuple[_C, ...]:
    """Lines of one sort: those of the newest header that has any."""
    for one in headers:
        found = tuple(clause for clause in one.clauses if isinstance(clause, sort))
        if found:
            return found
    return ()
