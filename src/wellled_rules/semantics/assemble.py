"""Pass 1, names: modules brought in, every declaration listed; one program comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from wellled_rules.diagnostics.report import Report
from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.graph.errors import first_line
from wellled_rules.semantics.amend import STAND_BETWEEN, Kept, Version, alike, amended, meet
from wellled_rules.semantics.clauses import check_clauses, check_use
from wellled_rules.semantics.errors import between, names, structure
from wellled_rules.semantics.program import Declared, Program, Scope
from wellled_rules.syntax.ast.clauses import Binding, ForEach
from wellled_rules.syntax.ast.module import (
    Declaration,
    Module,
    Remove,
    Use,
)
from wellled_rules.text.span import Span
from wellled_rules.values.missing import State

__all__ = ["assemble"]

# Words that the language itself gives a meaning, so that no declaration can take them.
TAKEN: Mapping[str, str] = {
    "percentage": "a type",
    "date": "a type",
    "rounding": "a type",
    "assessed_on": "the day of the assessment",
    **{state.value: "a state of a missing entry" for state in State},
}


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

    def clauses(self, module: Module) -> None:
        for item in module.items:
            if not isinstance(item, Remove):
                self.report.extend(check_clauses(item))
            if isinstance(item, Declaration) and item.kind in STAND_BETWEEN:
                self.report.add(between.misplaced_declaration(item.head, item.kind, between=False))

    # --- modules ---------------------------------------------------------------------------------

    def fill(self, scope: Scope, items: Sequence[Kept]) -> None:
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
        clash = next((one for one in scope.names.get(word, ()) if meet(one.decl, decl)), None)
        if clash is None and word in scope.parameters:
            self.report.add(names.declared_twice(decl.name.span, scope.parameters[word].name.span, word))
            scope.broken.add(word)
            return
        if clash is not None:
            if clash.inherited == inherited or inherited:
                self.report.add(names.declared_twice(decl.name.span, clash.decl.name.span, word))
            if not alike(clash.decl, decl):
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
            _give_up(scope, use)
            return
        module = self.modules(word)
        if module is None:
            self.report.add(names.module_not_found(use.module.span, word, nearest(word, self.known)))
            _give_up(scope, use)
            return
        if word in self.inside:
            path = (*self.inside[self.inside.index(word) :], word)
            self.report.add(names.circle(use.module.span, path, "uses", "move what both need into a module of its own"))
            _give_up(scope, use)
            return
        self.report.extend(check_use(use))
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
            self.clauses(module)
            home.broken.update(module.broken)
            self.fill(home, [Kept(one, False) for one in module.items if isinstance(one, Declaration | Use)])
            if home.parameters and not use.clauses:
                parameter = next(iter(home.parameters.values()))
                self.report.add(names.shared_with_parameters(use.module.span, use.module.text, parameter.name.span))
        for name in use.only:
            found = home.names.get(name.text)
            if found is None:
                if not home.is_silent(name.text):
                    self.report.add(names.not_there(name.span, name.text, f"`{use.module.text}`", home.names))
                scope.broken.update((name.text, *nearest(name.text, home.names)))
            elif name.text in scope.names and scope.names[name.text] is not found:
                first = scope.names[name.text][0].decl.name.span
                self.report.add(names.declared_twice(name.span, first, name.text))
                scope.broken.add(name.text)
            else:
                scope.names[name.text] = found
                self.imported.append((name.text, name.span))

    def copy(self, scope: Scope, use: Use, module: Module) -> None:
        assert use.alias is not None
        alias = use.alias.text
        if alias in scope.copies or alias in scope.names:
            there = scope.copies[alias].used_at if alias in scope.copies else None
            first = scope.names[alias][0].decl.name.span if there is None else first_line(there.span)
            self.report.add(names.declared_twice(use.alias.span, first, alias))
            scope.broken.add(alias)
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
            self.clauses(module)
        made.broken.update(module.broken)
        self.fill(made, [Kept(one, False) for one in module.items if isinstance(one, Declaration | Use)])
        wrong = 0
        for clause in use.clauses:
            if isinstance(clause, Binding):
                wrong += not self.bind(made, scope, clause)
        unbound = [parameter for word, parameter in made.parameters.items() if word not in made.bound]
        # Each line with a wrong name may be about one of them: that mistake is told.
        for parameter in unbound if len(unbound) > wrong else ():
            here = first_line(use.span)
            self.report.add(names.parameter_not_bound(here, parameter.name.text, parameter.name.span))

    def bind(self, made: Scope, caller: Scope, binding: Binding) -> bool:
        """Take what a line says for a parameter; gives whether it names one."""
        word = binding.name.text
        if word in made.bound:
            self.report.add(names.said_twice(binding.name.span, made.bound[word][0].span, word, "given"))
        elif word in made.parameters:
            made.bound[word] = (binding.value, caller)
        else:
            if not made.is_silent(word):
                self.report.add(
                    names.no_such_word(binding.name.span, word, "parameter of the module", tuple(made.parameters))
                )
            return False
        return True


def _give_up(scope: Scope, use: Use) -> None:
    """Say nothing of the names that a `use` would have brought in."""
    scope.broken.update(name.text for name in use.only)
    if use.alias is not None:
        scope.broken.add(use.alias.text)


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
    scope = Scope(prefix="")
    kept = amended(chain, scope, report, modules)
    made = _Assembler(modules, known_modules, report, most)
    made.fill(scope, kept)
    headers = tuple(header for version in chain if (header := version.header) is not None)
    return Program(headers, scope, made.declared, made.shared, made.imported, made.is_full)
