"""Pass 1, amendments: the declarations of a version after what it and its bases replace, remove and add."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.diagnostics.report import Report
from wellled_rules.diagnostics.suggest import Vocabulary, nearest
from wellled_rules.graph.errors import first_line
from wellled_rules.semantics.clauses import check_clauses
from wellled_rules.semantics.errors import amendments, between, names, structure
from wellled_rules.semantics.program import Scope
from wellled_rules.syntax.ast.clauses import AlsoShown, Amends, Clause, ForEach, HasType, Member, Order, Target
from wellled_rules.syntax.ast.expressions import Name
from wellled_rules.syntax.ast.module import (
    AddTo,
    Declaration,
    FrameworkHeader,
    Item,
    Module,
    ModuleHeader,
    Remove,
    Use,
)
from wellled_rules.text.span import Span

__all__ = ["GO_WITH_THEM", "STAND_BETWEEN", "Kept", "Version", "alike", "amended", "meet"]

_AMENDS = re.compile(r"^[ \t]+amends\b", re.MULTILINE)
_FRAMEWORK = re.compile(r"^framework\b", re.MULTILINE)
_BETWEEN = re.compile(r"^(?:transition|crosswalk)\b", re.MULTILINE)

STAND_BETWEEN = frozenset({"transition", "crosswalk"})
"""Kinds of declaration that stand between two frameworks and in neither."""

GO_WITH_THEM = frozenset({"source", "assumption"})
"""Kinds of declaration that a file of those may hold beside them."""


@dataclass(frozen=True)
class Version:
    """The parsed files of one framework version, entry first."""

    files: tuple[Module, ...]

    @property
    def header(self) -> FrameworkHeader | None:
        """Its header, where a file has one that could be read."""
        return next((item for item in self.items() if isinstance(item, FrameworkHeader)), None)

    def items(self) -> tuple[Item, ...]:
        """Everything in all files, in order."""
        return tuple(item for file in self.files for item in file.items)

    @property
    def amends(self) -> bool:
        """Whether it changes another version, as far as can be read."""
        if self.header is None:
            return any(_AMENDS.search(file.source.text) for file in self.files)
        return any(isinstance(clause, Amends) for clause in self.header.clauses)

    @property
    def is_between(self) -> bool:
        """Whether it is no framework and holds what stands between two, as far as can be read."""
        texts = [file.source.text for file in self.files]
        return not any(map(_FRAMEWORK.search, texts)) and any(map(_BETWEEN.search, texts))


@dataclass
class Kept:
    """A declaration or a use that stands in the version after its amendments."""

    item: Declaration | Use
    inherited: bool


def amended(
    chain: Sequence[Version], scope: Scope, report: Report, modules: Callable[[str], Module | None]
) -> list[Kept]:
    """Items of the newest version (`chain`: newest first): base first, then removes, replaces, adds.

    modules: by name, to tell what a `use` brings in, which no amendment changes.
    What is removed is noted in `scope`, and what could not be understood, so that nothing more is said of it.
    """
    made = _Amending(scope, report, modules)
    scope.is_open = chain[-1].amends
    for place, version in enumerate(reversed(chain)):
        for kept in made.kept():
            kept.inherited = True
        for file in version.files:
            scope.broken.update(file.broken)
        if place == len(chain) - 1:
            made.look_at(version)
        made.amend(version, is_base=place == 0)
    return list(made.kept())


def alike(one: Declaration, other: Declaration) -> bool:
    """Whether what refers to either of two declarations of one name may as well refer to the other."""
    mine, theirs = (
        [clause for clause in each.clauses if isinstance(clause, ForEach | HasType | Order | Member | AlsoShown)]
        for each in (one, other)
    )
    return one.kind == other.kind and mine == theirs


def meet(one: Declaration, other: Declaration) -> bool:
    """Whether two declarations stand at one level of subjects."""
    mine, theirs = {name.text for name in one.at}, {name.text for name in other.at}
    return not mine or not theirs or bool(mine & theirs)


@dataclass
class _Amending:
    """Items by place, and where each name stands. A place that was removed is empty."""

    scope: Scope
    report: Report
    modules: Callable[[str], Module | None]
    places: list[Kept | None] = field(default_factory=list)
    named: dict[str, list[int]] = field(default_factory=dict)
    known: Vocabulary | None = None

    def kept(self) -> Iterator[Kept]:
        """What stands, in order."""
        return (one for one in self.places if one is not None)

    def called(self, word: str, at: str | None = None) -> list[int]:
        """Places of the declarations and aliases called `word`, at one level where `at` names it."""
        found = []
        for place in self.named.get(word, ()):
            kept = self.places[place]
            if kept is not None and (at is None or at in {name.text for name in kept.item.at}):
                found.append(place)
        return found

    def put(self, item: Declaration | Use) -> None:
        """Add an item at the end."""
        for word in _words(item):
            self.named.setdefault(word, []).append(len(self.places))
        self.places.append(Kept(item, False))

    def near(self, word: str) -> tuple[str, ...]:
        """Nearest names that stand in the base."""
        if self.known is None:
            self.known = Vocabulary(word for word in self.named if self.called(word))
        return self.known.nearest(word)

    def item(self, place: int) -> Declaration | Use:
        """What stands at a place."""
        kept = self.places[place]
        assert kept is not None
        return kept.item

    # --- one version -----------------------------------------------------------------------------

    def look_at(self, version: Version) -> None:
        """Findings about the lines of a version: each kind has its clauses, and there is one header."""
        first = version.header
        is_between = version.is_between
        for item in version.items():
            if not isinstance(item, Remove):
                self.report.extend(check_clauses(item))
            if first is not None and isinstance(item, FrameworkHeader) and item is not first:
                self.report.add(structure.second_header(item.identity.span, first.identity.span, "two"))
            elif first is not None and isinstance(item, ModuleHeader):
                self.report.add(structure.second_header(item.name.span, first.identity.span, "that of a module"))
            elif is_between and isinstance(item, ModuleHeader):
                self.report.add(between.misplaced_module(item.name.span))
            elif is_between and isinstance(item, Declaration) and item.kind not in STAND_BETWEEN | GO_WITH_THEM:
                self.report.add(between.misplaced_declaration(item.head, item.kind, between=True))
            elif not is_between and isinstance(item, Declaration) and item.kind in STAND_BETWEEN:
                self.report.add(between.misplaced_declaration(item.head, item.kind, between=False))
            elif isinstance(item, Declaration) and item.kind == "parameter":
                self.report.add(structure.parameter_outside_module(item.name.span, item.name.text))

    def amend(self, version: Version, *, is_base: bool) -> None:
        """Apply what a version says: removes first, then replaces and adds in the order written."""
        self.known = None
        items = version.items()
        for item in items:
            if isinstance(item, Remove):
                for target in item.targets:
                    self.remove(target, is_base=is_base)
        added: list[Declaration | Use] = []
        for item in items:
            match item:
                case Declaration() if item.replaces and not is_base:
                    self.replace(item)
                case Declaration():
                    if item.replaces and not self.scope.is_open:
                        self.report.add(amendments.amends_nothing(item.head))
                    self.clash(item)
                    added.append(item)
                    self.scope.removed.pop(item.name.text, None)
                case Use():
                    added.append(item)
                case AddTo():
                    self.add_to(item, is_base=is_base)
                case _:
                    pass
        for one in added:
            self.put(one)

    def clash(self, item: Declaration) -> None:
        """A finding where an amendment declares what it inherits."""
        for place in self.called(item.name.text):
            one = self.item(place)
            if isinstance(one, Declaration) and meet(one, item):
                self.report.add(amendments.inherited_already(item.name.span, item.name.text, one.name.span, item.head))
                if not alike(one, item):
                    self.scope.broken.add(item.name.text)

    # --- removes ---------------------------------------------------------------------------------

    def remove(self, target: Target, *, is_base: bool) -> None:
        """Take out what a `remove` line names."""
        word = target.name.text
        if is_base:
            if not self.scope.is_open:
                self.report.add(amendments.amends_nothing(target.span))
            return
        if target.of is not None:
            self.remove_member(target, target.of.text)
            return
        places = self.called(word, None if target.at is None else target.at.text)
        for place in places:
            self.take_out(place, word)
        if places:
            self.scope.removed[word] = target.span
        elif sets := self.sets_with(word):
            self.report.add(amendments.member_of(target.name.span, word, sets))
        elif used := self.used_set_with(word):
            self.of_module(target.name.span, *used, word)
        elif not self.scope.is_silent(word):
            self.report.add(amendments.remove_names_nothing(target.name.span, word, self.near(word)))

    def sets_with(self, member: str) -> tuple[str, ...]:
        """The sets that have a member of that name."""
        declared = (one.item for one in self.kept() if isinstance(one.item, Declaration) and one.item.kind == "set")
        return tuple(each.name.text for each in declared if member in _members(each))

    def used_set(self, word: str) -> tuple[Declaration, Use] | None:
        """The set called `word` that a `use` brings in as it stands in its module."""
        for place in self.called(word):
            use = self.item(place)
            module = self.modules(use.module.text) if isinstance(use, Use) and use.alias is None else None
            if not isinstance(use, Use) or module is None:
                continue
            for one in module.items:
                if isinstance(one, Declaration) and one.kind == "set" and one.name.text == word:
                    return one, use
        return None

    def of_module(self, span: Span, declared: Declaration, use: Use, member: str | None) -> None:
        """A finding about a set that comes from a module. member: where that is named alone."""
        word = declared.name.text
        found = amendments.set_of_module(span, word, member, declared.name.span, first_line(use.span))
        self.report.add(found)

    def used_set_with(self, member: str) -> tuple[Declaration, Use] | None:
        """The first such set that has a member of that name."""
        names = (name.text for one in self.kept() if isinstance(one.item, Use) for name in one.item.only)
        found = (used for name in names if (used := self.used_set(name)) is not None)
        return next((used for used in found if member in _members(used[0])), None)

    def take_out(self, place: int, word: str) -> None:
        """Take out a declaration, or one of the names that a `use` brings in."""
        kept = self.places[place]
        if kept is None or not isinstance(kept.item, Use) or kept.item.alias is not None:
            self.places[place] = None
            return
        only = tuple(name for name in kept.item.only if name.text != word)
        self.places[place] = Kept(replace(kept.item, only=only), kept.inherited) if only else None

    def remove_member(self, target: Target, set_: str) -> None:
        """Take a member out of a set."""
        assert target.of is not None
        place = self.the_set(set_)
        if place is None:
            self.no_set(target.of, amendments.remove_names_nothing)
            return
        decl = self.item(place)
        word = target.name.text
        left = tuple(one for one in decl.clauses if not (isinstance(one, Member) and one.name.text == word))
        if left == decl.clauses:
            self.report.add(amendments.remove_names_nothing(target.name.span, word, nearest(word, _members(decl))))
        elif not any(isinstance(one, Member) for one in left):
            self.report.add(structure.clause_missing(target.span, "set", ("a member",)))
        self.change(place, left)

    def no_set(self, name: Name, found: Callable[[Span, str, tuple[str, ...]], Diagnostic]) -> None:
        """A finding where a set is named that is none."""
        word = name.text
        if used := self.used_set(word):
            self.of_module(name.span, *used, None)
            return
        others = [item for place in self.called(word) if isinstance(item := self.item(place), Declaration)]
        if others:
            self.report.add(names.not_that_kind(name.span, word, "set", others[0].kind, others[0].name.span))
        elif not self.scope.is_silent(word):
            self.report.add(found(name.span, word, self.near(word)))

    def the_set(self, word: str) -> int | None:
        """Place of the set called `word`."""
        for place in self.called(word):
            item = self.item(place)
            if isinstance(item, Declaration) and item.kind == "set":
                return place
        return None

    def change(self, place: int, clauses: tuple[Clause, ...]) -> None:
        """Give a declaration other clauses."""
        kept = self.places[place]
        assert kept is not None and isinstance(kept.item, Declaration)
        self.places[place] = Kept(replace(kept.item, clauses=clauses), kept.inherited)

    # --- replaces, adds --------------------------------------------------------------------------

    def replace(self, item: Declaration) -> None:
        """Put a declaration in the place of the one of its name and levels."""
        word = item.name.text
        same = self.called(word)
        levels = {name.text for name in item.at}
        found = [place for place in same if {name.text for name in self.item(place).at} == levels]
        if found and isinstance(self.item(found[0]), Use):
            # It may bring in other names, which stay.
            self.take_out(found[0], word)
            self.put(item)
            return
        if found:
            self.places[found[0]] = Kept(item, False)
            for place in found[1:]:
                self.places[place] = None
            return
        if same:
            base = self.item(same[0])
            here = base.name.span if isinstance(base, Declaration) else base.span
            told = tuple(name.text for name in base.at)
            self.report.add(amendments.replace_changes_level(item.head, word, here, told))
            self.scope.broken.add(word)
            for place in same:
                self.places[place] = None
        elif not self.scope.is_silent(word):
            self.report.add(amendments.replace_names_nothing(item.name.span, word, self.near(word)))
        self.put(item)

    def add_to(self, item: AddTo, *, is_base: bool) -> None:
        """Add members to a set."""
        word = item.set.text
        place = None if is_base else self.the_set(word)
        if place is not None:
            self.change(place, self.item(place).clauses + item.clauses)
        elif is_base and not self.scope.is_open:
            self.report.add(amendments.amends_nothing(item.span))
        else:
            self.no_set(item.set, amendments.replace_names_nothing)


def _members(one: Declaration | Use) -> list[str]:
    return [clause.name.text for clause in one.clauses if isinstance(clause, Member)]


def _words(item: Declaration | Use) -> tuple[str, ...]:
    """Names by which an amendment speaks of an item."""
    if isinstance(item, Declaration):
        return (item.name.text,)
    return (item.alias.text,) if item.alias is not None else tuple(name.text for name in item.only)
