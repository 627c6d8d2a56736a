"""Pass 4, collections: what is combined, of this subject and of those directly inside."""

from __future__ import annotations

from collections.abc import Mapping

from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.graph.nodes import Axis, Treatment
from wellled_rules.semantics.errors import collects as errors
from wellled_rules.semantics.errors import names, types
from wellled_rules.semantics.expressions import Context
from wellled_rules.semantics.model import Hole, ModelCollect, ModelDeclaration, Read, TakeOf, Typed
from wellled_rules.semantics.program import Declared
from wellled_rules.semantics.signatures import Signatures, join
from wellled_rules.semantics.treatments import Treatments
from wellled_rules.semantics.words import short
from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast import expressions as e
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.types import Value

__all__ = ["Collects"]


class Collects(Treatments):
    """Types the collections of one level. elsewhere: the same for each level."""

    def __init__(self, signatures: Signatures, elsewhere: Mapping[str, Collects]) -> None:
        super().__init__(signatures)
        self.elsewhere = elsewhere

    def collect(self, one: Declared) -> ModelDeclaration | None:
        """A collection at this level."""
        signature = self.signatures.of(one)
        if signature is None:
            self.takes(one, ())
            self.spell(one)
            return None
        text = self.words.text(one)
        takes = self.takes(one, signature.axes[:-1])
        treatments: dict[State, Treatment | Value | Missing] = {}
        places: dict[State, e.Name] = {}
        for clause in one.decl.clauses:
            if isinstance(clause, c.Treat):
                self.treat(clause, one, signature.type, treatments, places)
        self.effects(one, places)
        if takes is None or not self.alike(takes):
            return Hole(name=one.name, axes=signature.axes, type=signature.type, text=text)
        return ModelCollect(
            name=one.name, axes=signature.axes, type=signature.type, text=text, takes=takes, treatments=treatments
        )

    def effects(self, one: Declared, places: Mapping[State, e.Name]) -> None:
        """Report each state that is treated and that nothing taken can have. places: state -> where it is named."""
        lines = [clause for clause in one.decl.clauses if isinstance(clause, c.Takes)]
        homes = [self.elsewhere.get("" if line.each is None else line.each.text, self) for line in lines]
        found = [home.signatures.silent_pick(line.name, one.scope) for home, line in zip(homes, lines, strict=True)]
        taken = [each for each in found if each is not None]
        for state, name in places.items():
            settled = [_settled(each, state) for each in taken]
            if settled and len(taken) == len(lines) and all(settled):
                input_ = next((each for each in settled if isinstance(each, e.Name)), None)
                self.wrong(errors.treat_without_effect(name.span, name.text, None if input_ is None else input_.span))

    def takes(self, one: Declared, own: tuple[Axis, ...]) -> tuple[TakeOf, ...] | None:
        """The lines of a collection; None where one of them was reported."""
        lines = [clause for clause in one.decl.clauses if isinstance(clause, c.Takes)]
        made = [self.take(clause, one, own) for clause in lines]
        seen: dict[tuple[str, str | None], TakeOf] = {}
        kept = tuple(take for take in made if take is not None)
        for take in kept:
            first = seen.setdefault((take.source.name, take.of), take)
            if first is not take:
                self.wrong(names.said_twice(take.span, first.span, take.source.span.text, "taken"))
                return None
        return kept if len(kept) == len(made) else None

    def alike(self, takes: tuple[TakeOf, ...]) -> bool:
        """Whether all that is taken is of one type."""
        for take in takes[1:]:
            if not self.signatures.is_fitting(take.source.type, takes[0].source.type):
                self.wrong(types.type_mismatch(take.span, takes[0].source.type, take.source.type, takes[0].span))
                return False
        return True

    def take(self, clause: c.Takes, one: Declared, own: tuple[Axis, ...]) -> TakeOf | None:
        """One line."""
        of = clause.each.text if clause.each is not None and clause.each.text in self.words.levels else None
        home: Collects = self
        if of is not None:
            assert clause.each is not None
            if self.level not in self.words.levels[of].within:
                if of not in self.words.adrift:
                    self.wrong(errors.not_inside(clause.each.span, of, self.level, self.words.inside(self.level)))
                return None
            home = self.elsewhere[of]
        elif clause.each is not None and not self.is_known(clause.each, clause.name, one):
            return None
        source = home.source(clause.name, one, of)
        if source is None:
            return None
        if clause.each is not None and of is None and not self.ranges(clause.each, clause.name, source, own, one):
            return None
        home._last = None
        where: Typed | None = None
        if clause.where is not None:
            where = home.condition(clause.where, Context(one.scope, join(own, source.axes)))
            if where is None:
                return None
        return TakeOf(source=source, of=of, where=where, span=clause.span)

    def is_known(self, each: e.Name, name: e.Name, one: Declared) -> bool:
        """Whether anything is called as a line says after `of each`, where it is no level."""
        if one.scope.find(each.text) or each.text in one.scope.removed or one.scope.is_silent(each.text):
            return True
        found = self.signatures.silent_pick(name, one.scope)
        signature = None if found is None or found.kind == "collect" else self.signatures.of(found)
        sets = () if signature is None else tuple(short(axis.set) for axis in signature.axes)
        self.unknown(each, name, sets)
        return False

    def unknown(self, each: e.Name, name: e.Name, sets: tuple[str, ...]) -> None:
        known = (*self.words.inside(self.level), *sets)
        near = nearest(each.text, known) or nearest(each.text, self.words.levels)
        self.wrong(errors.takes_of_nothing(each.span, each.text, name.text, known, near))

    def source(self, name: e.Name, one: Declared, of: str | None) -> Read | None:
        """What a line takes, at this level."""
        found = self.signatures.pick(name, one.scope)
        if found is None:
            return None
        if found.kind not in ("input", "determine"):
            self.wrong(names.not_that_kind(name.span, name.text, "input or outcome", found.kind, found.decl.name.span))
            return None
        signature = self.signatures.of(found)
        if signature is None:
            return None
        return Read(name=found.name, axes=signature.axes, type=signature.type, span=name.span, level=of)

    def ranges(self, each: e.Name, name: e.Name, source: Read, own: tuple[Axis, ...], one: Declared) -> bool:
        """Whether what is taken has a value for each member of the set that a line names."""
        found = next((known for known in one.scope.find(each.text) if known.kind == "set"), None)
        if each.text in one.scope.removed:
            self.wrong(names.needs_something_removed(each.span, each.text, one.scope.removed[each.text]))
            return False
        here = {axis.set for axis in own}
        if found is not None and any(axis.set == found.name for axis in source.axes) and found.name not in here:
            return True
        sets = tuple(short(axis.set) for axis in source.axes if axis.set not in here)
        self.unknown(each, name, sets)
        return False


def _settled(source: Declared, state: State) -> e.Name | bool:
    """Whether what is taken never has a state: where its input takes it as something, or as an outcome."""
    if source.kind == "determine":
        return state is State.NOT_GIVEN
    for clause in source.decl.clauses:
        if isinstance(clause, c.Treat) and not isinstance(clause.treatment, str):
            for name in clause.states:
                if name.text == state.value:
                    return name
    return False
