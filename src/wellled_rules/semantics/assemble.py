"""Pass 1: amendments applied, modules brought in, names listed; one program comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from wellled_rules.diagnostics.report import Report
from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.semantics.clauses import check_clauses
from wellled_rules.semantics.errors import amendments, names, structure
from wellled_rules.semantics.program import Declared, Program, Scope
from wellled_rules.syntax.ast.clauses import AlsoShown, Binding, ForEach, HasType, Member, Order, Target
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
from wellled_rules.values.missing import State

__all__ = ["Version", "assemble"]

# Words that the language itself gives a meaning, so that no declaration can take them.
TAKEN: Mapping[str, str] = {
    "percentage": "a type",
    "date": "a type",
    "rounding": "a type",
    "assessed_on": "the day of the assessment",
    **{state.value: "a state of a missing entry" for state in State},
}


@dataclass(frozen=True)
class Version:
    """The parsed files of one framework version, entry first."""

    files: tuple[Module, ...]

    @property
    def header(self) -> FrameworkHeader | None:
        """Its header, where a file has one that could be read."""
        for file in self.files:
            for item in file.items:
                if isinstance(item, FrameworkHeader):
                    return item
        return None

    def items(self) -> tuple[Item, ...]:
        """Everything in all files, in order."""
        return tuple(item for file in self.files for item in file.items)


@dataclass
class _Kept:
    """A declaration or a use that stands in the version after its amendments."""

    item: Declaration | Use
    inherited: bool


class _Assembler:
    def __init__(
        self, modules: Callable[[str], Module | None], known: Sequence[str], report: Report, most: int
    ) -> None:
        self.most = most
        self.modules = modules
        self.known = tuple(known)
        self.report = report
        self.shared: dict[str, Scope] = {}
        self.declared: list[Declared] = []
        self.imported: list[tuple[str, Span]] = []
        self.inside: list[str] = []
        self.copied = 0
        self.checked: set[str] = set()
        self.is_full = False

    # --- amendments ------------------------------------------------------------------------------

    def amended(self, chain: Sequence[Version], scope: Scope) -> list[_Kept]:
        """Items of the newest version: base first, then removes, replaces, adds."""
        kept: list[_Kept] = []
        for place, version in enumerate(reversed(chain)):
            newest = place == len(chain) - 1
            for one in kept:
                one.inherited = True
            for file in version.files:
                scope.broken.update(file.broken)
            if newest:
                self.header(version)
                self.clauses(version)
            kept = self.amend(kept, version, scope, is_base=place == 0)
        return kept

    def header(self, version: Version) -> None:
        """A framework has one header, and is no module."""
        first = version.header
        for item in version.items():
            if first is not None and isinstance(item, FrameworkHeader) and item is not first:
                self.report.add(structure.second_header(item.identity.span, first.identity.span, "two"))
            elif first is not None and isinstance(item, ModuleHeader):
                self.report.add(structure.second_header(item.name.span, first.identity.span, "that of a module"))
            elif isinstance(item, Declaration) and item.kind == "parameter":
                self.report.add(structure.parameter_outside_module(item.name.span, item.name.text))

    def clauses(self, version: Version) -> None:
        for item in version.items():
            if not isinstance(item, Remove):
                self.report.extend(check_clauses(item))

    def amend(self, base: list[_Kept], version: Version, scope: Scope, *, is_base: bool) -> list[_Kept]:
        kept = list(base)
        for item in version.items():
            if isinstance(item, Remove):
                for target in item.targets:
                    kept = self.remove(kept, target, scope, is_base=is_base)
        added: list[_Kept] = []
        for item in version.items():
            match item:
                case Declaration() if item.replaces:
                    kept = self.replace(kept, item, scope, is_base=is_base)
                case Declaration():
                    for one in kept:
                        self.clash(one, item, scope)
                    added.append(_Kept(item, False))
                    scope.removed.pop(item.name.text, None)
                case Use():
                    added.append(_Kept(item, False))
                case AddTo():
                    kept = self.add_to(kept, item, scope, is_base=is_base)
                case _:
                    pass
        return kept + added

    def clash(self, kept: _Kept, item: Declaration, scope: Scope) -> None:
        one = kept.item
        if isinstance(one, Declaration) and one.name.text == item.name.text and _meet(one, item):
            self.report.add(amendments.inherited_already(item.name.span, item.name.text, one.name.span, item.head))
            if not _alike(one, item):
                scope.broken.add(item.name.text)

    def remove(self, kept: list[_Kept], target: Target, scope: Scope, *, is_base: bool) -> list[_Kept]:
        word = target.name.text
        if is_base:
            self.report.add(amendments.amends_nothing(target.span))
            return kept
        if target.of is not None:
            return self.remove_member(kept, target)
        at = None if target.at is None else target.at.text
        left = [one for one in kept if not _is_called(one.item, word, at)]
        if len(left) == len(kept):
            left = self.remove_import(kept, word)
        if left == kept:
            if word not in scope.broken:
                self.report.add(amendments.remove_names_nothing(target.name.span, word, nearest(word, _words(kept))))
            return kept
        scope.removed[word] = target.span
        return left

    @staticmethod
    def remove_import(kept: list[_Kept], word: str) -> list[_Kept]:
        left = []
        for one in kept:
            item = one.item
            if isinstance(item, Use) and any(name.text == word for name in item.only):
                only = tuple(name for name in item.only if name.text != word)
                if only:
                    left.append(_Kept(replace(item, only=only), one.inherited))
            else:
                left.append(one)
        return left

    def remove_member(self, kept: list[_Kept], target: Target) -> list[_Kept]:
        assert target.of is not None
        found = self.the_set(kept, target.of.text)
        if found is None:
            near = nearest(target.of.text, _words(kept))
            self.report.add(amendments.remove_names_nothing(target.of.span, target.of.text, near))
            return kept
        decl = found.item
        assert isinstance(decl, Declaration)
        left = tuple(one for one in decl.clauses if not (isinstance(one, Member) and one.name.text == target.name.text))
        if left == decl.clauses:
            members = [one.name.text for one in decl.clauses if isinstance(one, Member)]
            near = nearest(target.name.text, members)
            self.report.add(amendments.remove_names_nothing(target.name.span, target.name.text, near))
            return kept
        return [_Kept(replace(decl, clauses=left), one.inherited) if one is found else one for one in kept]

    @staticmethod
    def the_set(kept: list[_Kept], word: str) -> _Kept | None:
        for one in kept:
            if isinstance(one.item, Declaration) and one.item.kind == "set" and one.item.name.text == word:
                return one
        return None

    def replace(self, kept: list[_Kept], item: Declaration, scope: Scope, *, is_base: bool) -> list[_Kept]:
        word = item.name.text
        if is_base:
            self.report.add(amendments.amends_nothing(item.head))
            return [*kept, _Kept(item, False)]
        same = [one for one in kept if _is_called(one.item, word, None)]
        levels = {name.text for name in item.at}
        found = [one for one in same if {name.text for name in one.item.at} == levels]
        if not found:
            if same:
                base = same[0].item
                place = base.name.span if isinstance(base, Declaration) else base.span
                told = tuple(name.text for name in base.at)
                self.report.add(amendments.replace_changes_level(item.head, word, place, told))
                scope.broken.add(word)
            elif word not in scope.broken:
                near = nearest(word, _words(kept))
                self.report.add(amendments.replace_names_nothing(item.name.span, word, near))
            return [*(one for one in kept if one not in same), _Kept(item, False)]
        return [_Kept(item, False) if one is found[0] else one for one in kept if one not in found[1:]]

    def add_to(self, kept: list[_Kept], item: AddTo, scope: Scope, *, is_base: bool) -> list[_Kept]:
        if is_base:
            self.report.add(amendments.amends_nothing(item.span))
            return kept
        found = self.the_set(kept, item.set.text)
        if found is None:
            if item.set.text not in scope.broken:
                near = nearest(item.set.text, _words(kept))
                self.report.add(amendments.replace_names_nothing(item.set.span, item.set.text, near))
            return kept
        decl = found.item
        assert isinstance(decl, Declaration)
        grown = replace(decl, clauses=decl.clauses + item.clauses)
        return [_Kept(grown, one.inherited) if one is found else one for one in kept]

    # --- modules ---------------------------------------------------------------------------------

    def fill(self, scope: Scope, items: Sequence[_Kept]) -> None:
        """Declare the items in `scope`, bringing in what they use."""
        for one in items:
            if isinstance(one.item, Declaration):
                self.declare(scope, one.item, one.inherited)
        for one in items:
            if isinstance(one.item, Use):
                self.use(scope, one.item)

    def declare(self, scope: Scope, decl: Declaration, inherited: bool) -> None:
        word = decl.name.text
        if word in TAKEN:
            self.report.add(names.name_is_taken(decl.name.span, word, TAKEN[word]))
            scope.broken.add(word)
            return
        if decl.kind == "parameter":
            if word in scope.parameters:
                self.report.add(names.declared_twice(decl.name.span, scope.parameters[word].name.span, word))
            scope.parameters.setdefault(word, decl)
            return
        clash = next((one for one in scope.names.get(word, ()) if _meet(one.decl, decl)), None)
        if clash is None and word in scope.parameters:
            self.report.add(names.declared_twice(decl.name.span, scope.parameters[word].name.span, word))
            scope.broken.add(word)
            return
        if clash is not None:
            if clash.inherited == inherited or inherited:
                self.report.add(names.declared_twice(decl.name.span, clash.decl.name.span, word))
            if not _alike(clash.decl, decl):
                scope.broken.add(word)
            return
        if len(self.declared) >= self.most:
            scope.broken.add(word)
            if not self.is_full:
                self.is_full = True
                self.report.add(structure.too_many_declarations(decl.name.span, self.most))
            return
        made = Declared(decl, scope, scope.prefix + word, inherited)
        scope.names.setdefault(word, []).append(made)
        self.declared.append(made)

    def use(self, scope: Scope, use: Use) -> None:
        word = use.module.text
        # Each `use` counts as a declaration, so that modules that only use modules end as well.
        self.copied += 1
        if self.is_full or self.copied > self.most:
            if not self.is_full:
                self.report.add(structure.too_many_declarations(use.module.span, self.most))
            self.is_full = True
            scope.broken.update(name.text for name in (*use.only, *((use.alias,) if use.alias else ())))
            return
        module = self.modules(word)
        if module is None:
            self.report.add(names.module_not_found(use.module.span, word, nearest(word, self.known)))
            scope.broken.update(name.text for name in use.only)
            if use.alias is not None:
                scope.broken.add(use.alias.text)
            return
        if word in self.inside:
            path = (*self.inside[self.inside.index(word) :], word)
            self.report.add(names.circle(use.module.span, path, "uses", "move what both need into a module of its own"))
            return
        self.inside.append(word)
        try:
            if use.alias is None:
                self.share(scope, use, module)
            else:
                self.copy(scope, use, module)
        finally:
            self.inside.pop()

    def share(self, scope: Scope, use: Use, module: Module) -> None:
        home = self.shared.get(use.module.text)
        if home is None:
            home = self.shared[use.module.text] = Scope(prefix=f"{use.module.text}.", used_at=use)
            self.clauses(Version((module,)))
            home.broken.update(module.broken)
            self.fill(home, [_Kept(one, False) for one in module.items if isinstance(one, Declaration | Use)])
        for name in use.only:
            found = home.names.get(name.text)
            if found is None:
                if not home.is_silent(name.text):
                    self.report.add(names.not_there(name.span, name.text, f"`{use.module.text}`", home.names))
                scope.broken.add(name.text)
            elif name.text in scope.names and scope.names[name.text] is not found:
                first = scope.names[name.text][0].decl.name.span
                self.report.add(names.declared_twice(name.span, first, name.text))
            else:
                scope.names[name.text] = found
                self.imported.append((name.text, name.span))

    def copy(self, scope: Scope, use: Use, module: Module) -> None:
        assert use.alias is not None
        alias = use.alias.text
        if alias in scope.copies or alias in scope.names:
            there = scope.copies[alias].used_at if alias in scope.copies else None
            first = scope.names[alias][0].decl.name.span if there is None else there.span
            self.report.add(names.declared_twice(use.alias.span, first, alias))
            return
        lifted = next((one for one in use.clauses if isinstance(one, ForEach)), None)
        made = Scope(
            prefix=f"{scope.prefix}{alias}.",
            lifted=lifted,
            lifted_in=scope,
            used_at=use,
            levels=tuple(name.text for name in use.at) or scope.levels,
        )
        scope.copies[alias] = made
        if use.module.text not in self.checked:
            self.checked.add(use.module.text)
            self.clauses(Version((module,)))
        made.broken.update(module.broken)
        self.fill(made, [_Kept(one, False) for one in module.items if isinstance(one, Declaration | Use)])
        for clause in use.clauses:
            if isinstance(clause, Binding):
                self.bind(made, scope, clause)
        for word, parameter in made.parameters.items():
            if word not in made.bound:
                self.report.add(names.parameter_not_bound(use.span, word, parameter.name.span))

    def bind(self, made: Scope, caller: Scope, binding: Binding) -> None:
        word = binding.name.text
        if word not in made.parameters:
            near = nearest(word, made.parameters)
            self.report.add(names.unknown_name(binding.name.span, word, "parameter of the module", near))
        elif word in made.bound:
            self.report.add(names.declared_twice(binding.name.span, made.bound[word][0].span, word))
        else:
            made.bound[word] = (binding.value, caller)


def _alike(one: Declaration, other: Declaration) -> bool:
    """Whether what refers to either of two declarations of one name may as well refer to the other."""
    mine, theirs = (
        [clause for clause in each.clauses if isinstance(clause, ForEach | HasType | Order | Member | AlsoShown)]
        for each in (one, other)
    )
    return one.kind == other.kind and mine == theirs


def _meet(one: Declaration, other: Declaration) -> bool:
    mine, theirs = {name.text for name in one.at}, {name.text for name in other.at}
    return not mine or not theirs or bool(mine & theirs)


def _is_called(item: Declaration | Use, word: str, at: str | None) -> bool:
    if isinstance(item, Use):
        return item.alias is not None and item.alias.text == word
    return item.name.text == word and (at is None or at in {name.text for name in item.at})


def _words(kept: Sequence[_Kept]) -> list[str]:
    found = []
    for one in kept:
        if isinstance(one.item, Declaration):
            found.append(one.item.name.text)
        elif one.item.alias is not None:
            found.append(one.item.alias.text)
        else:
            found.extend(name.text for name in one.item.only)
    return found


def assemble(
    chain: Sequence[Version],
    modules: Callable[[str], Module | None],
    known_modules: Sequence[str],
    report: Report,
    most: int,
) -> Program:
    """One program from a version and its bases (`chain`: newest first); faults go to `report`.

    most: how many declarations there may be, those of copied modules included.
    """
    made = _Assembler(modules, known_modules, report, most)
    scope = Scope(prefix="")
    kept = made.amended(chain, scope)
    made.fill(scope, kept)
    headers = tuple(header for version in chain if (header := version.header) is not None)
    return Program(headers, scope, made.declared, made.shared, made.imported, made.is_full)
