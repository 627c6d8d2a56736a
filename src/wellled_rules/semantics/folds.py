"""Pass 3, folds: what several values together come to."""

from __future__ import annotations

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.graph.nodes import Axis
from wellled_rules.semantics.errors import names, types
from wellled_rules.semantics.expressions import Context, Expressions
from wellled_rules.semantics.model import Gather, Typed
from wellled_rules.semantics.numbers import as_number_type, same_unit
from wellled_rules.semantics.words import in_words, short
from wellled_rules.syntax.ast import expressions as e
from wellled_rules.values.types import NumberType, ScaleType, Type, Unit

__all__ = ["Folds"]


class Folds(Expressions):
    """Types collections, aggregates and weighted means."""

    def collection(self, words: tuple[e.Name, ...], ctx: Context) -> tuple[Typed, ...] | None:
        """What several names hold together; one name alone must have members left over."""
        found = tuple(self.name(word, ctx) for word in words)
        if any(one is None for one in found):
            return None
        made = tuple(one for one in found if one is not None)
        if len(made) == 1 and not self.left_over(made[0], ctx):
            self.wrong(types.collection_needed(words[0].span, words[0].text))
            return None
        return made

    def bound_axes(self, made: tuple[Typed, ...], ctx: Context) -> tuple[Axis, ...]:
        """Axes of the rule that a collection still runs over."""
        here = {axis.set for one in made for axis in one.axes}
        return tuple(axis for axis in ctx.bound if axis.set in here)

    def aggregate(self, expr: e.Aggregate, ctx: Context) -> Typed | None:
        """A fold such as `total of` or `best of`."""
        items = self.collection(expr.names, ctx)
        if items is None:
            return None
        hits: tuple[Typed, ...] = ()
        if expr.that is not None:
            made = tuple(self.test(item, expr.negated, expr.that, ctx.over(item.axes)) for item in items)
            if any(one is None for one in made):
                return None
            hits = tuple(one for one in made if one is not None)
        type_ = self.folded(expr, items)
        if type_ is None:
            return None
        return Gather(
            op=expr.word,
            items=items,
            hits=hits,
            type=type_,
            span=expr.span,
            axes=self.bound_axes((*items, *hits), ctx),
        )

    def folded(self, expr: e.Aggregate, items: tuple[Typed, ...]) -> Type | None:
        """Type of an aggregate over items."""
        if expr.word == "number":
            return NumberType(Unit.NUMBER, True)
        if expr.word in ("best", "worst"):
            return self.best(expr, items)
        numbers: list[NumberType] = []
        for word, item in zip(expr.names, items, strict=True):
            found = as_number_type(item.type, word.span)
            if isinstance(found, NumberType) and numbers:
                found = same_unit(numbers[0], found, word.span, "combined") or found
            if isinstance(found, Diagnostic):
                self.wrong(found)
                return None
            numbers.append(found)
        whole = all(one.whole for one in numbers) and expr.word != "mean"
        return NumberType(numbers[0].unit, whole)

    def best(self, expr: e.Aggregate, items: tuple[Typed, ...]) -> Type | None:
        """Type of the best or worst of items: levels of one scale."""
        first = items[0].type
        if not isinstance(first, ScaleType):
            self.wrong(types.no_best(expr.span, in_words(first), expr.word))
            return None
        for word, item in zip(expr.names, items, strict=True):
            if not self.signatures.is_fitting(item.type, first):
                self.wrong(types.type_mismatch(word.span, first, item.type))
                return None
        return first

    def weighted(self, expr: e.Weighted, ctx: Context) -> Typed | None:
        """A fold in which each member counts by its weight."""
        items = self.collection((expr.name,), ctx)
        weights = self.name(expr.weights, ctx)
        if items is None or weights is None:
            return None
        declared = self.signatures.silent_pick(expr.weights, ctx.scope)
        if declared is not None and declared.kind != "weights":
            place = declared.decl.name.span
            self.wrong(names.not_that_kind(expr.weights.span, expr.weights.text, "weights", declared.kind, place))
            return None
        have = {axis.set for axis in items[0].axes}
        if any(axis.set not in have for axis in weights.axes):
            told = tuple(short(axis.set) for axis in weights.axes)
            self.wrong(types.which_member(expr.weights.span, expr.weights.text, told))
            return None
        found = as_number_type(items[0].type, expr.name.span)
        if isinstance(found, Diagnostic):
            self.wrong(found)
            return None
        return Gather(
            op=f"weighted_{expr.word}",
            items=items,
            weights=weights,
            type=NumberType(found.unit, False),
            span=expr.span,
            axes=self.bound_axes(items, ctx),
        )
