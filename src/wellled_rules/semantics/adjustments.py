"""Pass 4, exceptions: what they act on, when, and after which others."""

from __future__ import annotations

from fractions import Fraction

from wellled_rules.graph.nodes import AdjustmentKind
from wellled_rules.semantics.conditions import Conditions
from wellled_rules.semantics.errors import names, structure, types
from wellled_rules.semantics.expressions import Context
from wellled_rules.semantics.mentioned import mentioned_in
from wellled_rules.semantics.model import Const, Hole, ModelAdjustment, ModelDeclaration, Normally, Typed
from wellled_rules.semantics.program import Declared
from wellled_rules.semantics.signatures import Signature
from wellled_rules.semantics.words import in_words
from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast.expressions import Name
from wellled_rules.values.types import NumberType, ScaleType, TruthType

__all__ = ["Adjustments", "normally"]

_EFFECTS: dict[AdjustmentKind, tuple[type, str]] = {
    AdjustmentKind.REPLACEMENT: (c.To, " to VALUE"),
    AdjustmentKind.STEP: (c.Shift, " down 1 level"),
    AdjustmentKind.MODERATION: (c.AtMost, " by at most N levels"),
    AdjustmentKind.FLOOR: (c.To, " to VALUE"),
    AdjustmentKind.LIMIT: (c.To, " to VALUE"),
    AdjustmentKind.SUSPENSION: (type(None), ""),
}


class Adjustments(Conditions):
    """Types the six exceptions of one level."""

    def targeted(self, one: Declared) -> tuple[Declared, c.On] | None:
        """What an exception acts on at this level; None where it does not stand here or was reported."""
        on = next((clause for clause in one.decl.clauses if isinstance(clause, c.On)), None)
        if on is None:
            return None
        found = self.signatures.silent_pick(on.target.name, one.scope)
        if found is None and not one.at and one.scope.find(on.target.name.text):
            return None
        found = self.signatures.pick(on.target.name, one.scope)
        if found is None:
            return None
        if found.kind != "determine":
            place = found.decl.name.span
            self.wrong(names.not_that_kind(on.target.span, on.target.name.text, "determine", found.kind, place))
            return None
        return found, on

    def adjustment(self, one: Declared) -> ModelDeclaration | None:
        """An exception at this level."""
        kind = AdjustmentKind(one.kind)
        aimed = self.targeted(one)
        if aimed is None:
            self.spell(one)
            return None
        target, on = aimed
        signature = self.signatures.of(target)
        if signature is None:
            self.spell(one)
            return None
        if on.target.of is not None or on.target.at is not None or not isinstance(on.effect, _EFFECTS[kind][0]):
            self.wrong(structure.effect_not_fitting(on.span, kind.value, _EFFECTS[kind][1]))
            return None
        if isinstance(on.effect, c.Shift) and on.effect.count == 0:
            self.wrong(structure.moves_nowhere(on.span, kind.value))
            return None
        if not self.can_move(kind, target, signature, on):
            return None
        return self.effective(one, kind, target, signature, on)

    def spell(self, one: Declared) -> None:
        """Report names that nothing declares, where a declaration is not understood well enough to be typed."""
        self.words.text(one)
        for clause in one.decl.clauses:
            for name in mentioned_in(clause):
                if not self.knows(name.text, one.scope):
                    self.signatures.pick(name, one.scope)

    def effective(
        self, one: Declared, kind: AdjustmentKind, target: Declared, signature: Signature, on: c.On
    ) -> ModelDeclaration | None:
        ctx = Context(one.scope, signature.axes)
        to = reach = None
        steps = 0
        broken = False
        match on.effect:
            case c.To():
                to = self.scalar(on.effect.value, ctx, signature.type, states=kind is AdjustmentKind.REPLACEMENT)
                if to is not None and not self.signatures.is_fitting(to.type, signature.type):
                    place = on.effect.value.span
                    self.wrong(types.type_mismatch(place, signature.type, to.type, target.decl.name.span))
                    to = None
                broken = to is None
            case c.Shift():
                steps = on.effect.count if on.effect.direction == "up" else -on.effect.count
            case c.AtMost():
                reach = self.reach(on.effect, ctx)
                broken = reach is None
            case None:
                pass
        condition, understood = self.when(one, ctx)
        role = next((clause for clause in one.decl.clauses if isinstance(clause, c.JudgedBy)), None)
        overrides = self.overridden(one, target)
        text = self.words.text(one)
        if broken or not understood:
            # INVARIANT: an exception that is not understood leaves its target's type as it is, and says nothing more.
            return Hole(name=one.name, axes=signature.axes, type=TruthType(), text=text)
        return ModelAdjustment(
            name=one.name,
            axes=signature.axes,
            type=signature.type,
            text=text,
            kind=kind,
            target=target.name,
            condition=condition,
            to=to,
            steps=steps,
            reach=reach,
            role=None if role is None else role.role.text,
            reason_required=role is not None and role.with_reason,
            overrides=overrides,
            normally=normally(one),
        )

    def can_move(self, kind: AdjustmentKind, target: Declared, signature: Signature, on: c.On) -> bool:
        """Whether the target has levels to move along, where the exception moves along levels."""
        if kind in (AdjustmentKind.REPLACEMENT, AdjustmentKind.SUSPENSION) or isinstance(signature.type, ScaleType):
            return True
        found = in_words(signature.type)
        self.wrong(types.no_levels(on.target.span, kind.value, on.target.name.text, found, target.decl.name.span))
        return False

    def reach(self, effect: c.AtMost, ctx: Context) -> Typed | None:
        found = self.numeric(effect.count, ctx)
        if found is None:
            return None
        made, number = found
        if isinstance(number, NumberType) and not number.whole:
            self.wrong(types.type_mismatch(effect.count.span, NumberType(whole=True), number))
            return None
        if isinstance(made, Const) and isinstance(made.value, int | Fraction) and made.value < 0:
            self.wrong(structure.moves_below_nothing(effect.count.span))
            return None
        return made

    def when(self, one: Declared, ctx: Context) -> tuple[Typed | None, bool]:
        """`when` and not `unless`, and whether both were understood."""
        parts: list[Typed] = []
        understood = True
        for clause in one.decl.clauses:
            if not isinstance(clause, c.When | c.Unless):
                continue
            self._last = None
            made = self.condition(clause.condition, ctx)
            if made is None:
                understood = False
                continue
            parts.append(made if isinstance(clause, c.When) else self.negation(made, ctx))
        if not parts:
            return None, understood
        if len(parts) == 1:
            return parts[0], understood
        return self.call("and", tuple(parts), TruthType(), parts[0].span, ctx), understood

    def overridden(self, one: Declared, target: Declared) -> tuple[str, ...]:
        found: list[str] = []
        for clause in one.decl.clauses:
            if isinstance(clause, c.Overrides):
                for name in clause.names:
                    other = self.other(name, one, target)
                    if other is not None:
                        found.append(other.name)
        return tuple(found)

    def other(self, name: Name, one: Declared, target: Declared) -> Declared | None:
        """The exception that `name` names, where it acts on the same target."""
        if self.signatures.silent_pick(name, one.scope) is None and one.scope.find(name.text):
            return None
        other = self.signatures.pick(name, one.scope)
        if other is None:
            return None
        if other.kind not in set(AdjustmentKind):
            self.wrong(names.not_that_kind(name.span, name.text, "exception", other.kind, other.decl.name.span))
            return None
        aimed = self.targeted(other)
        if aimed is not None and aimed[0] is not target:
            self.wrong(structure.other_target(name.span, name.text, target.decl.name.text, aimed[1].span))
            return None
        return other


def normally(one: Declared) -> Normally | None:
    """Who may depart from a declaration; None where nobody may."""
    found = next((clause for clause in one.decl.clauses if isinstance(clause, c.Normally)), None)
    return None if found is None else Normally(found.role.text, found.with_reason, found.span)
