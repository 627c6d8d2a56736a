"""Pass 4: each declaration at one level, its body typed."""

from __future__ import annotations

from dataclasses import replace

from wellled_rules.graph.nodes import AdjustmentKind, Treatment
from wellled_rules.semantics.adjustments import normally
from wellled_rules.semantics.carries import Carries
from wellled_rules.semantics.errors import names, structure, types
from wellled_rules.semantics.errors.amendments import replacing
from wellled_rules.semantics.expressions import Context
from wellled_rules.semantics.model import (
    CarriedBy,
    Const,
    Hole,
    ModelAssumption,
    ModelCheck,
    ModelDeclaration,
    ModelDetermine,
    ModelInput,
    ModelWeights,
    RowOf,
    Rows,
    Typed,
)
from wellled_rules.semantics.program import Declared
from wellled_rules.semantics.weights import weigh
from wellled_rules.semantics.windows import window_end
from wellled_rules.semantics.words import in_words
from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast import expressions as e
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.types import NumberType, RoundingType, Type, Value

__all__ = ["Declarations"]

_MOST_PLACES = 9


class Declarations(Carries):
    """Types the declarations of one level."""

    def declare(self, one: Declared) -> ModelDeclaration | None:
        """The declaration at this level; None where it is no rule, or nothing is known of it."""
        match one.kind:
            case "input":
                return self.input(one)
            case "weights":
                return self.weights(one)
            case "assumption":
                return self.assumption(one)
            case "collect":
                return self.collect(one)
            case "determine":
                return self.determine(one)
            case "check":
                return self.check(one)
            case kind if kind in set(AdjustmentKind):
                return self.adjustment(one)
        return None

    # --- inputs ----------------------------------------------------------------------------------

    def input(self, one: Declared) -> ModelDeclaration | None:
        signature = self.signatures.of(one)
        if signature is None:
            self.spell(one)
            return None
        treatments: dict[State, Treatment | Value | Missing] = {}
        places: dict[State, e.Name] = {}
        role, with_reason, informs = None, False, []
        carried: list[CarriedBy] = []
        for clause in one.decl.clauses:
            match clause:
                case c.Treat():
                    self.treat(clause, one, signature.type, treatments, places)
                case c.JudgedBy():
                    role, with_reason = clause.role.text, clause.with_reason
                case c.CarriedFrom():
                    self.carry(clause, one, signature.type, carried)
                case c.Informs():
                    for name in clause.names:
                        found = self.signatures.pick(name, one.scope)
                        if found is not None:
                            informs.append(found.name)
                case _:
                    pass
        return ModelInput(
            name=one.name,
            axes=signature.axes,
            type=signature.type,
            text=self.words.text(one),
            treatments=treatments,
            role=role,
            reason_required=with_reason,
            informs=tuple(informs),
            carried=tuple(carried),
            bounds=window_end(one, signature.axes, signature.type, self.report),
        )

    # --- weights, assumptions --------------------------------------------------------------------

    def weights(self, one: Declared) -> ModelDeclaration | None:
        signature = self.signatures.of(one)
        if signature is None:
            return None
        text = self.words.text(one)
        if len(signature.axes) != 1:
            if any(isinstance(clause, c.ForEach) for clause in one.decl.clauses):
                head = one.decl.head
                self.wrong(structure.weights_shape(head, "weights run over one set", "write `for each SET` once"))
            return Hole(name=one.name, axes=signature.axes, type=signature.type, text=text)
        held = self.words.sets[signature.axes[0].set]
        found = weigh(one.decl, held, self.level)
        for wrong in found.findings:
            # The base was checked by itself: what no longer fits is mended where it was changed.
            help_ = (f"write `{replacing(one.decl.head)}`, with a weight for each member",)
            self.wrong(replace(wrong, help=help_, fix=None) if one.inherited else wrong)
        if found.values is None:
            return Hole(name=one.name, axes=signature.axes, type=signature.type, text=text)
        return ModelWeights(name=one.name, axes=signature.axes, type=signature.type, text=text, values=found.values)

    def assumption(self, one: Declared) -> ModelDeclaration | None:
        said = {type(clause): clause for clause in one.decl.clauses}
        taken, could = said.get(c.TakenAs), said.get(c.CouldBe)
        signature = self.signatures.of(one)
        if not isinstance(taken, c.TakenAs):
            if c.HasType in said or could is not None:
                self.wrong(structure.clause_missing(one.decl.head, "assumption with a type", ("taken as",)))
        elif c.HasType not in said:
            self.wrong(structure.clause_missing(one.decl.head, "assumption with a value", ("is a",)))
        if signature is None:
            return None
        text = self.words.text(one)
        if not isinstance(taken, c.TakenAs):
            return Hole(name=one.name, type=signature.type, text=text)
        value = self.constant(taken.value, one, signature.type)
        others: list[Value] = []
        for each in could.values if isinstance(could, c.CouldBe) else ():
            other = self.constant(each, one, signature.type)
            if other is None:
                continue
            if other == value or other in others:
                self.wrong(names.said_twice(each.span, taken.value.span, each.span.text, "written"))
            else:
                others.append(other)
        if value is None:
            return Hole(name=one.name, type=signature.type, text=text)
        return ModelAssumption(name=one.name, type=signature.type, text=text, taken=value, alternatives=tuple(others))

    # --- determine, check ------------------------------------------------------------------------

    def determine(self, one: Declared) -> ModelDeclaration | None:
        signature = self.signatures.of(one)
        if signature is None:
            self.spell(one)
            return None
        ctx = Context(one.scope, signature.axes)
        body: Typed | None = None
        rounding: c.Rounded | None = None
        for clause in one.decl.clauses:
            match clause:
                case c.Equals():
                    body = self.value(clause.value, ctx, signature.type)
                case c.By():
                    body = self.table(clause, ctx, signature.type)
                case c.FirstOf():
                    body = self.ladder(clause, ctx, signature.type)
                case c.Rounded():
                    rounding = clause
                case _:
                    pass
        if body is not None and rounding is not None:
            body = self.rounded(body, rounding, ctx)
        body = self.fitting(body, one, signature.type)
        text = self.words.text(one)
        if body is None:
            return Hole(name=one.name, axes=signature.axes, type=signature.type, text=text)
        return ModelDetermine(
            name=one.name, axes=signature.axes, type=signature.type, text=text, body=body, normally=normally(one)
        )

    def value(self, value: e.Expr, ctx: Context, wanted: Type) -> Typed | None:
        """An answer, or a result of a row: a value, a label or a state of the type wanted."""
        made = self.scalar(value, ctx, wanted, states=True)
        if made is None or self.signatures.is_fitting(made.type, wanted):
            return made
        self.wrong(types.type_mismatch(value.span, wanted, made.type))
        return None

    def fitting(self, body: Typed | None, one: Declared, wanted: Type) -> Typed | None:
        """The body, where it is as whole as the declaration says."""
        if body is None or not isinstance(wanted, NumberType) or not isinstance(body.type, NumberType):
            return body
        written = next(x for x in one.decl.clauses if isinstance(x, c.HasType))
        if wanted.low is not None or wanted.high is not None:
            self.wrong(
                types.bounds_not_fitting(
                    written.span, "the ends of an answer follow from its rule", "leave `from .. to ..` out"
                )
            )
            return None
        if wanted.whole and not _is_whole(body):
            self.wrong(types.whole_not_shown(body.span, written.span))
            return None
        return body

    def rounded(self, body: Typed, clause: c.Rounded, ctx: Context) -> Typed | None:
        if not isinstance(body.type, NumberType):
            self.wrong(types.no_number(clause.span, in_words(body.type), scale=False))
            return None
        if clause.places > _MOST_PLACES:
            headline = f"a number is rounded to {_MOST_PLACES} places at most"
            self.wrong(types.bounds_not_fitting(clause.span, headline, f"write {_MOST_PLACES} places or fewer"))
            return None
        mode = self.scalar(e.Ref(clause.mode, clause.mode.span), ctx, RoundingType())
        if mode is None:
            return None
        if not isinstance(mode.type, RoundingType):
            self.wrong(types.type_mismatch(clause.mode.span, RoundingType(), mode.type))
            return None
        type_ = replace(body.type, whole=body.type.whole or clause.places == 0)
        made = self.call("round", (body, mode), type_, clause.span, ctx)
        return replace(made, parameter=clause.places)

    def table(self, clause: c.By, ctx: Context, wanted: Type) -> Typed | None:
        columns = [self.column(name, ctx) for name in clause.columns]
        rows: list[RowOf | None] = []
        for row in clause.rows:
            then = self.value(row.result, ctx, wanted)
            if not row.is_otherwise and len(row.cells) != len(columns):
                head = clause.columns[0].span.cover(clause.columns[-1].span)
                self.wrong(structure.table_shape(row.span, head, len(columns), len(row.cells)))
                rows.append(None)
                continue
            tests = [
                None if column is None else self.test(column, negated, test, ctx)
                for column, (negated, test) in zip(columns, row.cells, strict=False)
            ]
            kept = tuple(test for test in tests if test is not None)
            rows.append(None if then is None or len(kept) < len(tests) else RowOf(kept, then, row.span))
        known = tuple(column for column in columns if column is not None)
        made = tuple(row for row in rows if row is not None)
        if len(known) < len(columns) or len(made) < len(rows):
            return None
        return Rows(form="table", columns=known, rows=made, type=wanted, span=clause.span, axes=ctx.bound)

    def column(self, name: e.Name, ctx: Context) -> Typed | None:
        return self.scalar(e.Ref(name, name.span), ctx)

    def ladder(self, clause: c.FirstOf, ctx: Context, wanted: Type) -> Typed | None:
        made: list[RowOf] = []
        for row in clause.rows:
            then = self.value(row.result, ctx, wanted)
            self._last = None
            test = None if row.condition is None else self.condition(row.condition, ctx)
            if then is not None and row.is_otherwise:
                made.append(RowOf((), then, row.span))
            elif then is not None and test is not None:
                made.append(RowOf((test,), then, row.span))
        if len(made) < len(clause.rows):
            return None
        return Rows(form="first", columns=(), rows=tuple(made), type=wanted, span=clause.span, axes=ctx.bound)

    def check(self, one: Declared) -> ModelDeclaration | None:
        axes = self.signatures.lift(one.scope)
        for clause in one.decl.clauses:
            if isinstance(clause, c.ForEach):
                axes = (*axes, *(self.signatures.axes(clause, one.scope) or ()))
        ctx = Context(one.scope, axes)
        when, expects, broken = None, None, False
        for clause in one.decl.clauses:
            self._last = None
            if isinstance(clause, c.When):
                when = self.condition(clause.condition, ctx)
                broken = when is None
            elif isinstance(clause, c.Expects):
                expects = self.condition(clause.condition, ctx)
        text = self.words.text(one)
        if expects is None or broken:
            return None
        return ModelCheck(name=one.name, axes=axes, type=expects.type, text=text, when=when, expects=expects)


def _is_whole(body: Typed) -> bool:
    if isinstance(body, Rows):
        return all(_is_whole(row.then) for row in body.rows)
    if isinstance(body, Const) and isinstance(body.value, Missing):
        return True
    return isinstance(body.type, NumberType) and body.type.whole
