"""Pass 3, expressions: names to what they name, literals to the type of their place."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.graph.nodes import Axis
from wellled_rules.semantics.errors import collects, names, types
from wellled_rules.semantics.model import Along, At, Call, Const, Read, Typed
from wellled_rules.semantics.numbers import arithmetic, as_number_type
from wellled_rules.semantics.program import Declared, Scope
from wellled_rules.semantics.signatures import Signatures, join
from wellled_rules.semantics.words import in_words, short
from wellled_rules.syntax.ast import expressions as e
from wellled_rules.text.span import Span
from wellled_rules.values.missing import OUT, Missing, State
from wellled_rules.values.rounding import Rounding
from wellled_rules.values.types import (
    CollectionType,
    DateType,
    NumberType,
    RoundingType,
    ScaleType,
    SetType,
    SeveralType,
    TruthType,
    Type,
    Unit,
    exact,
)

__all__ = ["Context", "Expressions"]

_OPS = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}
_STATES = {state.value: state for state in State}


@dataclass(frozen=True)
class Context:
    """Where an expression stands: the names it sees, and the axes its rule runs over."""

    scope: Scope
    bound: tuple[Axis, ...] = ()

    def over(self, axes: tuple[Axis, ...]) -> Context:
        """The same place, running over more axes."""
        return replace(self, bound=join(self.bound, axes))


class Expressions(ABC):
    """Types expressions at one subject level; None stands for what was reported or is silent."""

    def __init__(self, signatures: Signatures) -> None:
        self.signatures = signatures
        self.level = signatures.level
        self.report = signatures.report
        self.words = signatures.words

    def wrong(self, found: Diagnostic) -> None:
        """Report a finding."""
        self.report.add(found)

    # --- names -----------------------------------------------------------------------------------

    def name(self, name: e.Name, ctx: Context) -> Typed | None:
        """What a name stands for here, perhaps with axes left over."""
        word = name.text
        if word == "assessed_on":
            self.signatures.reads_day = True
            return Read(name="assessed_on", axes=(), type=DateType(), span=name.span)
        if word in ctx.scope.parameters:
            return self.parameter(name, ctx)
        owner = None if self.knows(word, ctx.scope) else self.words.owner_of(word)
        if owner is not None:
            self.wrong(types.value_of_another(name.span, word, in_words(owner)))
            return None
        found = self.signatures.pick(name, ctx.scope)
        if found is None:
            return None
        if found.kind == "set":
            return self.along(name, found, ctx)
        if found.kind not in ("input", "determine", "weights", "assumption", "collect"):
            self.wrong(names.not_that_kind(name.span, word, "value", found.kind, found.decl.name.span))
            return None
        signature = self.signatures.of(found)
        if signature is None:
            return None
        return Read(name=found.name, axes=signature.axes, type=signature.type, span=name.span)

    def along(self, name: e.Name, found: Declared, ctx: Context) -> Typed | None:
        axis = next((one for one in ctx.bound if one.set == found.name), None)
        if axis is None:
            self.wrong(types.no_member_here(name.span, name.text))
            return None
        return Along(axes=(Axis(found.name),), type=SetType(self.words.set(found)), span=name.span)

    def parameter(self, name: e.Name, ctx: Context) -> Typed | None:
        """What the `use` gives for a parameter, typed where the `use` stands."""
        scope = ctx.scope
        if name.text not in scope.bound:
            return None
        value, caller = scope.bound[name.text]
        wanted = self.signatures.parameter(scope, name.text)
        if wanted is None:
            return None
        there = Context(caller, self.signatures.lift(scope))
        inner = wanted.type.of if isinstance(wanted.type, CollectionType) else wanted.type
        made = self.read(value, there, inner)
        if made is None:
            return None
        left = self.left_over(made, there)
        if left and not isinstance(wanted.type, CollectionType):
            told = tuple(short(axis.set) for axis in left)
            self.wrong(types.which_member(value.span, value.span.text, told))
            return None
        if not left and isinstance(wanted.type, CollectionType):
            self.wrong(types.collection_needed(value.span, value.span.text))
            return None
        if not self.signatures.is_fitting(made.type, inner):
            place = scope.parameters[name.text].name.span
            self.wrong(types.type_mismatch(value.span, inner, made.type, place))
            return None
        return made

    # --- expressions -----------------------------------------------------------------------------

    def scalar(self, expr: e.Expr, ctx: Context, expected: Type | None = None, *, states: bool = False) -> Typed | None:
        """One value: an expression with nothing left over beyond the axes of its rule."""
        made = self.read(expr, ctx, expected, states=states)
        if made is None:
            return None
        left = self.left_over(made, ctx)
        if left:
            word = expr.name.text if isinstance(expr, e.Ref | e.PickOf) else expr.span.text
            self.wrong(types.which_member(expr.span, word, tuple(short(axis.set) for axis in left)))
            return None
        return made

    @staticmethod
    def left_over(made: Typed, ctx: Context) -> tuple[Axis, ...]:
        """Axes beyond those the rule runs over."""
        here = {axis.set for axis in ctx.bound}
        return tuple(axis for axis in made.axes if axis.set not in here)

    def read(self, expr: e.Expr, ctx: Context, expected: Type | None, *, states: bool = False) -> Typed | None:
        """An expression, perhaps with axes left over."""
        match expr:
            case e.NumberLiteral():
                return self.number(expr, expected)
            case e.DateLiteral():
                return Const(value=expr.value, type=DateType(), span=expr.span)
            case e.YesNo():
                return Const(value=expr.value, type=TruthType(), span=expr.span)
            case e.Ref():
                return self.ref(expr, ctx, expected, states=states)
            case e.PickOf():
                return self.pick_of(expr, ctx)
            case e.Binary():
                return self.binary(expr, ctx)
            case e.Convert():
                return self.convert(expr, ctx)
            case e.Aggregate():
                return self.aggregate(expr, ctx)
            case e.Weighted():
                return self.weighted(expr, ctx)

    def number(self, expr: e.NumberLiteral, expected: Type | None) -> Typed | None:
        if isinstance(expected, ScaleType):
            word = str(expr.value)
            level = expected.scale.by_id.get(word)
            if level is None:
                home = f"the scale `{short(expected.scale.name)}`"
                self.wrong(names.not_there(expr.span, word, home, expected.scale.by_id))
                return None
            return Const(value=level, type=expected, span=expr.span)
        unit = expected.unit if isinstance(expected, NumberType) else Unit.NUMBER
        value = exact(expr.value)
        return Const(value=value, type=NumberType(unit, isinstance(value, int)), span=expr.span)

    def ref(self, expr: e.Ref, ctx: Context, expected: Type | None, *, states: bool) -> Typed | None:
        word = expr.name.text
        made = None if expected is None else self.value_word(word, expected, expr.span)
        if made is None and states and expected is not None and word in _STATES:
            state = _STATES[word]
            value = OUT if state is State.NOT_APPLICABLE else Missing(state=state)
            return Const(value=value, type=expected, span=expr.span)
        if made is None and states and isinstance(expected, ScaleType) and word in expected.scale.label_by_id:
            return Const(value=expected.scale.label_by_id[word].missing(), type=expected, span=expr.span)
        if made is None:
            if expected is not None and not self.knows(word, ctx.scope) and self.has_words(expected):
                self.wrong(self.no_such_word(expr.span, word, expected, ctx))
                return None
            return self.name(expr.name, ctx)
        clash = self.signatures.silent_pick(expr.name, ctx.scope)
        if clash is not None and clash.kind in ("input", "determine", "assumption"):
            signature = self.signatures.of(clash)
            if signature is not None and expected is not None and self.signatures.is_fitting(signature.type, expected):
                if id(clash) not in self.words.ambiguous:
                    self.words.ambiguous.add(id(clash))
                    self.wrong(types.ambiguous_word(clash.decl.name.span, word, expr.span))
                return None
        return made

    def knows(self, word: str, scope: Scope) -> bool:
        return bool(
            word == "assessed_on"
            or word in scope.parameters
            or scope.find(word)
            or scope.is_silent(word)
            or word in scope.removed
        )

    @staticmethod
    def has_words(expected: Type) -> bool:
        return isinstance(expected, ScaleType | SetType | SeveralType | RoundingType)

    @staticmethod
    def value_word(word: str, expected: Type, span: Span) -> Const | None:
        """The level, member or rounding rule that `word` is, in the type of its place."""
        match expected:
            case ScaleType() if word in expected.scale.by_id:
                return Const(value=expected.scale.by_id[word], type=expected, span=span)
            case SetType() | SeveralType() if word in expected.set.by_id:
                return Const(value=expected.set.by_id[word], type=SetType(expected.set), span=span)
            case RoundingType() if word in set(Rounding):
                return Const(value=Rounding(word), type=expected, span=span)
        return None

    def no_such_word(self, span: Span, word: str, expected: Type, ctx: Context) -> Diagnostic:
        match expected:
            case ScaleType():
                # A label that is written where only a level can stand is not offered again.
                labels = () if word in expected.scale.label_by_id else tuple(expected.scale.label_by_id)
                known = (*expected.scale.by_id, *labels)
                home = f"the scale `{short(expected.scale.name)}`"
            case SetType() | SeveralType():
                known, home = tuple(expected.set.by_id), f"the set `{short(expected.set.name)}`"
            case _:
                known, home = tuple(Rounding), "the rounding rules"
        return names.not_there(span, word, home, known, ctx.scope.near(word))

    def pick_of(self, expr: e.PickOf, ctx: Context) -> Typed | None:
        if self.is_level(expr, ctx):
            return self.above(expr, ctx)
        if self.is_misspelt_level(expr, ctx):
            self.words.level(expr.member, ctx.scope)
            return None
        source = self.name(expr.name, ctx)
        if source is None:
            return None
        if expr.member.text in ctx.scope.removed:
            self.wrong(
                names.needs_something_removed(expr.member.span, expr.member.text, ctx.scope.removed[expr.member.text])
            )
            return None
        if not source.axes or not isinstance(source, Read):
            self.wrong(types.only_one_wanted(expr.span, expr.name.text))
            return None
        sets = self.words.sets
        axes = tuple(axis for axis in source.axes if not axis.is_collect)
        for axis in axes:
            if expr.member.text in sets[axis.set].by_id:
                left = tuple(one for one in source.axes if one is not axis)
                return At(
                    source=source,
                    set=axis.set,
                    member=expr.member.text,
                    axes=left,
                    type=source.type,
                    span=expr.span,
                )
        if not axes:
            self.wrong(types.only_one_wanted(expr.span, expr.name.text))
            return None
        known = tuple(word for axis in axes for word in sets[axis.set].by_id)
        home = " or ".join(f"the set `{short(axis.set)}`" for axis in axes)
        self.wrong(names.not_there(expr.member.span, expr.member.text, home, known))
        return None

    def is_level(self, expr: e.PickOf, ctx: Context) -> bool:
        """Whether what is picked by is a level of subjects and no member that the name has a value for."""
        if expr.member.text not in self.words.levels:
            return False
        found = self.signatures.silent_pick(expr.name, ctx.scope)
        signature = None if found is None else self.signatures.of(found)
        axes = () if signature is None else signature.axes
        return not any(not axis.is_collect and expr.member.text in self.words.sets[axis.set].by_id for axis in axes)

    def is_misspelt_level(self, expr: e.PickOf, ctx: Context) -> bool:
        """Whether what is picked by is nothing at all, and the name stands at levels above only."""
        word, scope = expr.member.text, ctx.scope
        if self.words.owner_of(word) or scope.find(word) or word in scope.removed:
            return False
        others = () if self.signatures.silent_pick(expr.name, scope) else scope.find(expr.name.text)
        return any(one.stands_at(level) for one in others for level in self.words.above(self.level))

    def above(self, expr: e.PickOf, ctx: Context) -> Typed | None:
        """What a subject above holds."""
        level = expr.member.text
        above = self.words.above(self.level)
        if level not in above:
            if self.words.is_adrift(self.level):
                return None
            self.wrong(collects.not_above(expr.member.span, self.level, level, above))
            return None
        there = self.signatures.others[level]
        if expr.name.text == "assessed_on":
            return self.name(expr.name, ctx)
        found = there.pick(expr.name, ctx.scope)
        if found is None:
            return None
        if found.kind not in ("input", "determine", "assumption"):
            self.wrong(names.not_that_kind(expr.name.span, expr.name.text, "value", found.kind, found.decl.name.span))
            return None
        signature = there.of(found)
        if signature is None:
            return None
        return Read(name=found.name, axes=signature.axes, type=signature.type, span=expr.span, level=level)

    # --- arithmetic ------------------------------------------------------------------------------

    def numeric(self, expr: e.Expr, ctx: Context, expected: Type | None = None) -> tuple[Typed, NumberType] | None:
        """A scalar read as a number."""
        made = self.scalar(expr, ctx, expected)
        if made is None:
            return None
        found = as_number_type(made.type, expr.span)
        if isinstance(found, Diagnostic):
            self.wrong(found)
            return None
        return made, found

    def binary(self, expr: e.Binary, ctx: Context) -> Typed | None:
        literal = isinstance(expr.left, e.NumberLiteral)
        first, second = (expr.right, expr.left) if literal else (expr.left, expr.right)
        one = self.numeric(first, ctx)
        takes = None if one is None or expr.op in "*/" else NumberType(one[1].unit)
        two = self.numeric(second, ctx, takes if isinstance(second, e.NumberLiteral) else None)
        if one is None or two is None:
            return None
        left, right = (two, one) if literal else (one, two)
        found = arithmetic(expr.op, left[1], right[1], expr.span)
        if isinstance(found, Diagnostic):
            self.wrong(found)
            return None
        return self.call(_OPS[expr.op], (left[0], right[0]), found, expr.span, ctx)

    @staticmethod
    def call(op: str, args: tuple[Typed, ...], type_: Type, span: Span, ctx: Context) -> Call:
        """An operator over its operands' axes, those of the rule first."""
        axes = join(*(one.axes for one in args))
        ordered = tuple(axis for axis in ctx.bound if axis.set in {one.set for one in axes})
        rest = tuple(axis for axis in axes if axis.set not in {one.set for one in ordered})
        return Call(op=op, args=args, type=type_, span=span, axes=ordered + rest)

    def convert(self, expr: e.Convert, ctx: Context) -> Typed | None:
        one = self.numeric(expr.value, ctx)
        if expr.whole is not None:
            two = self.numeric(expr.whole, ctx)
            if expr.target.text != "percentage":
                self.wrong(names.unknown_name(expr.target.span, expr.target.text, "share", ("percentage",)))
                return None
            if one is None or two is None:
                return None
            if one[1].unit is not two[1].unit:
                help_ = "take a number as a percentage of a number"
                self.wrong(types.unit_mismatch(expr.span, "divided", in_words(one[1]), in_words(two[1]), help_))
                return None
            return self.call("percentage_of", (one[0], two[0]), NumberType(Unit.PERCENTAGE), expr.span, ctx)
        found = self.words.find(expr.target, ctx.scope, "scale")
        if one is None or found is None:
            return None
        scale = self.words.scale(found)
        if not scale.has_worth:
            self.wrong(types.no_number(expr.target.span, f"a level of {expr.target.text}", scale=True))
            return None
        by_worth = {level.worth: level.id for level in scale.levels}
        alike = next((level for level in scale.levels if by_worth[level.worth] != level.id), None)
        if alike is not None:
            self.wrong(types.same_worth(expr.target.span, expr.target.text, alike.id, by_worth[alike.worth]))
            return None
        made = self.call("convert", (one[0],), ScaleType(scale), expr.span, ctx)
        return replace(made, parameter=scale)

    # --- what other modules say how to type -------------------------------------------------------

    @abstractmethod
    def aggregate(self, expr: e.Aggregate, ctx: Context) -> Typed | None:
        """A fold over a collection; `folds.Folds` says how."""

    @abstractmethod
    def weighted(self, expr: e.Weighted, ctx: Context) -> Typed | None:
        """A fold by weights; `folds.Folds` says how."""

    @abstractmethod
    def test(self, subject: Typed, negated: bool, test: e.Test, ctx: Context) -> Typed | None:
        """A test of `subject`; `conditions.Conditions` says how."""
