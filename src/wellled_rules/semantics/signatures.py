"""Pass 3, signatures: what each declaration ranges over and of what type it is, before its body is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.diagnostics.report import Report
from wellled_rules.graph.nodes import Axis
from wellled_rules.semantics.errors import names, structure
from wellled_rules.semantics.numbers import fits
from wellled_rules.semantics.program import Declared, Scope
from wellled_rules.semantics.vocabulary import Vocabulary
from wellled_rules.semantics.written_types import read_type
from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast.expressions import Name
from wellled_rules.text.span import Span
from wellled_rules.values.types import CollectionType, NumberType, Type, Unit

__all__ = ["Signature", "Signatures", "join"]

NotThere: TypeAlias = "Callable[[Span, str, str, tuple[str, ...], Span, tuple[str, ...], tuple[str, ...]], Diagnostic]"


@dataclass(frozen=True, slots=True)
class Signature:
    """Axes and type."""

    axes: tuple[Axis, ...]
    type: Type


def join(*several: tuple[Axis, ...]) -> tuple[Axis, ...]:
    """All axes, each set once, in the order met."""
    found: dict[str, Axis] = {}
    for axes in several:
        for axis in axes:
            found.setdefault(axis.set, axis)
    return tuple(found.values())


class Signatures:
    """Signatures at one subject level, each made once; None for a declaration that has none. others: by level."""

    def __init__(self, words: Vocabulary, level: str, report: Report, others: Mapping[str, Signatures]) -> None:
        self.words = words
        self.level = level
        self.others = others
        self.report = report
        self.reads_day = False
        self._made: dict[int, Signature | None] = {}
        self._lifts: dict[int, tuple[Axis, ...]] = {}

    # --- finding ---------------------------------------------------------------------------------

    def silent_pick(self, name: Name, scope: Scope) -> Declared | None:
        """The declaration that `name` names at this level, or None without a finding."""
        return next((one for one in scope.find(name.text) if one.stands_at(self.level)), None)

    def pick(self, name: Name, scope: Scope, told: NotThere = names.not_at_level) -> Declared | None:
        """The declaration that `name` names at this level; a finding and None where there is none.

        told: how it is worded that `name` stands at other levels only.
        """
        found = self.silent_pick(name, scope)
        if found is not None:
            return found
        word = name.text
        others = scope.find(word)
        if others:
            levels = tuple(dict.fromkeys(level for one in others for level in one.at))
            if any(level not in self.words.levels for level in levels):
                return None
            above = tuple(one for one in self.words.above(self.level) if one in levels)
            inside = tuple(one for one in self.words.inside(self.level) if one in levels)
            place = others[0].decl.name.span
            self.report.add(told(name.span, word, self.level, levels, place, above, inside))
        elif word in scope.removed:
            self.report.add(names.needs_something_removed(name.span, word, scope.removed[word]))
        elif not scope.is_silent(word):
            self.report.add(names.unknown_name(name.span, word, "", scope.near(word)))
        return None

    # --- signatures ------------------------------------------------------------------------------

    def lift(self, scope: Scope) -> tuple[Axis, ...]:
        """Axes that the `for each` of a `use` adds to every rule of the copied module."""
        if id(scope) in self._lifts:
            return self._lifts[id(scope)]
        outer: tuple[Axis, ...] = ()
        if scope.lifted_in is not None:
            own = () if scope.lifted is None else self.axes(scope.lifted, scope.lifted_in)
            outer = join(self.lift(scope.lifted_in), own or ())
        self._lifts[id(scope)] = outer
        return outer

    def axes(self, clause: c.ForEach, scope: Scope) -> tuple[Axis, ...] | None:
        """Axes of a `for each`; None where a set is not known."""
        made: list[Axis] = []
        for name in clause.sets:
            found = self.words.find(name, scope, "set")
            if found is None:
                return None
            held = self.words.set(found)
            if not held.members:
                return None
            needed_by = made[0].set if made and clause.it_needs else None
            if any(axis.set == held.name for axis in made):
                self.report.add(names.said_twice(name.span, clause.sets[0].span, name.text, "run over"))
                return None
            made.append(Axis(held.name, needed_by))
        count = self.count(tuple(made))
        if count > self.words.limits.cells:
            self.report.add(structure.too_many_cells(clause.span, count, self.words.limits.cells))
            return None
        return tuple(made)

    def count(self, axes: tuple[Axis, ...]) -> int:
        """How many cells axes have at this level, counted without listing them."""
        sets = self.words.sets
        found = 1
        for axis in axes:
            if axis.is_collect:
                continue
            members = {member.id for member in sets[axis.set].at(self.level)}
            if axis.needed_by is None:
                found *= len(members)
                continue
            # The set that needs stands once among the axes before, so what its members need replaces its size.
            holder = sets[axis.needed_by]
            holders = holder.at(self.level)
            needed = sum(len(members.intersection(holder.needs.get(one.id, {}).get(axis.set, ()))) for one in holders)
            found = found // max(1, len(holders)) * needed
        return found

    def of(self, one: Declared) -> Signature | None:
        """Signature of an input, a determine, weights or an assumption."""
        key = id(one)
        if key not in self._made:
            self._made[key] = None
            self._made[key] = self._make(one)
        return self._made[key]

    def _make(self, one: Declared) -> Signature | None:
        own: tuple[Axis, ...] | None = ()
        type_: Type | None = None
        # Read backwards, the first of two such lines stands, and the second brings one finding and none after it.
        for clause in reversed(one.decl.clauses):
            if isinstance(clause, c.ForEach) and one.kind != "assumption":
                own = self.axes(clause, one.scope)
            elif isinstance(clause, c.HasType):
                type_ = read_type(self.words, clause.type, one.scope)
        if one.kind == "weights":
            type_ = NumberType(Unit.NUMBER)
        elif one.kind == "collect":
            type_ = self._taken(one)
            own = None if own is None else (*own, Axis(f"{self.level}:{one.name}"))
        if own is None or type_ is None or isinstance(type_, CollectionType):
            return None
        lifted = () if one.kind in ("weights", "assumption") else self.lift(one.scope)
        axes = join(lifted, own)
        if lifted and own and self.count(axes) > self.words.limits.cells:
            self.report.add(structure.too_many_cells(one.decl.head, self.count(axes), self.words.limits.cells))
            return None
        return Signature(axes, type_)

    def _taken(self, one: Declared) -> Type | None:
        """The type of a collection: that of the first line which is understood."""
        for clause in one.decl.clauses:
            if isinstance(clause, c.Takes):
                home = self.others.get("" if clause.each is None else clause.each.text, self)
                if home is not self and self.level not in self.words.levels[home.level].within:
                    continue
                found = home.silent_pick(clause.name, one.scope)
                signature = home.of(found) if found is not None and found.kind in ("input", "determine") else None
                if signature is not None:
                    return signature.type
        return None

    def parameter(self, scope: Scope, word: str) -> Signature | None:
        """Declared type of a module's parameter."""
        decl = scope.parameters[word]
        key = id(decl)
        if key not in self._made:
            written = next((x for x in decl.clauses if isinstance(x, c.HasType)), None)
            type_ = None if written is None else read_type(self.words, written.type, scope)
            self._made[key] = None if type_ is None else Signature((), type_)
        return self._made[key]

    @staticmethod
    def is_fitting(found: Type, wanted: Type) -> bool:
        """Whether a value of one type may stand where the other is declared."""
        return fits(found, wanted)
