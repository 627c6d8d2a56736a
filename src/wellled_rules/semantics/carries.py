"""Pass 4, lines `carried from`: what of an earlier assessment an entry may take over, and when."""

from __future__ import annotations

from wellled_rules.semantics.collects import Collects
from wellled_rules.semantics.errors import carries as errors
from wellled_rules.semantics.errors import names
from wellled_rules.semantics.model import CarriedBy, Read
from wellled_rules.semantics.program import Declared
from wellled_rules.semantics.written_types import read_type
from wellled_rules.syntax.ast import clauses as c
from wellled_rules.text.span import Span
from wellled_rules.values.types import ScaleType, Type, Value

__all__ = ["Carries"]


class Carries(Collects):
    """Types the lines `carried from` of one level."""

    def carry(self, clause: c.CarriedFrom, one: Declared, type_: Type, into: list[CarriedBy]) -> None:
        """Adds the line, where it can be understood; a finding for each part of it that can't."""
        framework = str(clause.framework)
        first = next((line for line in into if (line.name, line.framework) == (clause.earlier, framework)), None)
        if first is not None:
            self.wrong(names.said_twice(clause.span, first.span, f"{clause.earlier} under {framework}", "carried"))
            return
        there = type_ if clause.type is None else read_type(self.words, clause.type, one.scope)
        fits = there is not None and self.can_become(there, type_, clause, one.decl.head)
        on, among = self.turning(clause, one)
        turns = clause.assumption is None or (on is not None and bool(among))
        if there is not None and fits and turns:
            into.append(
                CarriedBy(name=clause.earlier, framework=framework, type=there, on=on, among=among, span=clause.span)
            )

    def can_become(self, there: Type, here: Type, clause: c.CarriedFrom, declared: Span) -> bool:
        """Whether each value there is one of the input's type here."""
        at = clause.span if clause.type is None else clause.type.span
        if there == here:
            return True
        if not isinstance(there, ScaleType) or not isinstance(here, ScaleType):
            self.wrong(errors.no_such_type(at, there, here, declared))
            return False
        worths = [level.worth for level in here.scale.levels]
        for level in there.scale.levels:
            if level.worth is None or worths.count(level.worth) != 1:
                self.wrong(errors.no_equal_worth(at, level.id, there.scale.name, here.scale.name))
                return False
        return True

    def turning(self, clause: c.CarriedFrom, one: Declared) -> tuple[Read | None, tuple[Value, ...]]:
        """The assumption on which the line turns, and the values of it with which it holds."""
        if clause.assumption is None:
            return None, ()
        found = self.signatures.pick(clause.assumption, one.scope)
        if found is None:
            return None, ()
        name, declared = clause.assumption, found.decl.head
        if found.kind != "assumption":
            self.wrong(names.not_that_kind(name.span, name.text, "assumption", found.kind, declared))
            return None, ()
        signature = self.signatures.of(found)
        if signature is None:
            if not any(isinstance(line, c.HasType) for line in found.decl.clauses):
                self.wrong(errors.turns_on_nothing(name.span, name.text, declared))
            return None, ()
        could = self.could_be(found, signature.type)
        among: list[Value] = []
        for each in clause.among:
            value = self.constant(each, one, signature.type)
            if value is not None and could and value not in could:
                self.wrong(errors.never_carried(each.span, each.span.text, signature.type, declared))
            elif value is not None:
                among.append(value)
        return Read(name=found.name, axes=(), type=signature.type, span=name.span), tuple(among)

    def could_be(self, assumption: Declared, type_: Type) -> tuple[Value, ...]:
        """The values that an assumption is taken as or could be."""
        lines = assumption.decl.clauses
        written = [line.value for line in lines if isinstance(line, c.TakenAs)]
        written += [each for line in lines if isinstance(line, c.CouldBe) for each in line.values]
        # What is wrong with them is found where the assumption is declared, and a finding counts once.
        held = (self.constant(each, assumption, type_) for each in written)
        return tuple(one for one in held if one is not None)
