"""Pass 3, conditions: tests, quantifiers and lists of them."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from wellled_rules.semantics.errors import types
from wellled_rules.semantics.expressions import Context
from wellled_rules.semantics.folds import Folds
from wellled_rules.semantics.model import Call, Const, Gather, Typed
from wellled_rules.semantics.numbers import comparable
from wellled_rules.semantics.words import in_words
from wellled_rules.syntax.ast import expressions as e
from wellled_rules.text.span import Span
from wellled_rules.values.missing import State
from wellled_rules.values.types import (
    DateType,
    NumberType,
    ScaleType,
    SetType,
    SeveralType,
    TruthType,
    Type,
)

__all__ = ["Conditions"]

_TRUTH = TruthType()
_STATES = {state.value: state for state in State}
_ONWARD = {"better": "or_better", "worse": "or_worse", "more": "or_more", "less": "or_less"}


class Conditions(Folds):
    """Types conditions; the collection of the nearest quantifier is kept for `the rest`."""

    _last: tuple[tuple[Typed, ...], tuple[Typed, ...], tuple[e.Name, ...]] | None = None

    # --- conditions ------------------------------------------------------------------------------

    def condition(self, cond: e.Condition, ctx: Context) -> Typed | None:
        """A condition, as a yes-or-no value."""
        match cond:
            case e.Compare():
                return self.compare(cond, ctx)
            case e.Quantified():
                return self.quantified(cond, ctx)
            case e.TheRest():
                return self.the_rest(cond, ctx)
            case e.Together():
                return self.joined("and", cond.parts, cond.span, ctx)
            case e.Listed():
                self._last = None
                made = self.joined("and" if cond.word == "all" else "or", cond.parts, cond.span, ctx)
                if made is None or cond.word != "none":
                    return made
                return self.negation(made, ctx)
        assert_never(cond)

    def joined(self, op: str, parts: tuple[e.Condition, ...], span: Span, ctx: Context) -> Typed | None:
        made = [self.condition(part, ctx) for part in parts]
        kept = tuple(one for one in made if one is not None)
        if len(kept) < len(made):
            return None
        return kept[0] if len(kept) == 1 else self.call(op, kept, _TRUTH, span, ctx)

    def negation(self, made: Typed, ctx: Context) -> Typed:
        """The opposite."""
        return self.call("not", (made,), _TRUTH, made.span, ctx)

    def compare(self, cond: e.Compare, ctx: Context) -> Typed | None:
        if isinstance(cond.test, e.Wording) and cond.test.word == "empty":
            return self.emptiness(cond, ctx)
        subject = self.scalar(cond.subject, ctx)
        return None if subject is None else self.test(subject, cond.negated, cond.test, ctx)

    def emptiness(self, cond: e.Compare, ctx: Context) -> Typed | None:
        if not isinstance(cond.subject, e.Ref):
            self.wrong(types.collection_needed(cond.subject.span, cond.subject.span.text))
            return None
        items = self.collection((cond.subject.name,), ctx)
        if items is None:
            return None
        made = Gather(op="empty", items=items, type=_TRUTH, span=cond.span, axes=self.bound_axes(items, ctx))
        return self.negation(made, ctx) if cond.negated else made

    # --- quantifiers -----------------------------------------------------------------------------

    def quantified(self, cond: e.Quantified, ctx: Context) -> Typed | None:
        # Until it is understood, the rest of it is not asked for: one mistake is told once.
        self._last = ((), (), cond.names)
        items = self.collection(cond.names, ctx)
        count: Typed | None = None
        counted = cond.quantifier.count
        if counted is not None:
            found = self.numeric(counted, ctx)
            if found is None:
                return None
            count, number = found
            if not number.whole:
                self.wrong(types.type_mismatch(counted.span, NumberType(whole=True), number))
                return None
        if items is None:
            return None
        hits = self.hits(items, cond.negated, cond.test, ctx)
        if hits is None:
            return None
        self._last = (items, hits, cond.names)
        return Gather(
            op=cond.quantifier.word,
            items=items,
            hits=hits,
            count=count,
            type=_TRUTH,
            span=cond.span,
            axes=self.bound_axes((*items, *hits), ctx),
        )

    def hits(self, items: tuple[Typed, ...], negated: bool, test: e.Test, ctx: Context) -> tuple[Typed, ...] | None:
        """The test of each of the items."""
        made = [self.test(item, negated, test, ctx.over(item.axes)) for item in items]
        kept = tuple(one for one in made if one is not None)
        return kept if len(kept) == len(made) else None

    def the_rest(self, cond: e.TheRest, ctx: Context) -> Typed | None:
        if self._last is None:
            self.wrong(types.rest_without_quantifier(cond.span))
            return None
        items, passed, _ = self._last
        if not items:
            return None
        hits = self.hits(items, cond.negated, cond.test, ctx)
        if hits is None:
            return None
        either = tuple(
            self.call("or", (first, second), _TRUTH, cond.span, ctx.over(item.axes))
            for item, first, second in zip(items, passed, hits, strict=True)
        )
        return Gather(
            op="all",
            items=items,
            hits=either,
            type=_TRUTH,
            span=cond.span,
            axes=self.bound_axes((*items, *either), ctx),
        )

    # --- tests -----------------------------------------------------------------------------------

    def test(self, subject: Typed, negated: bool, test: e.Test, ctx: Context) -> Typed | None:
        """A test of `subject`, as a yes-or-no value."""
        made = self.plain_test(subject, test, ctx.over(subject.axes))
        if made is None or not negated:
            return made
        return self.negation(made, ctx.over(subject.axes))

    def plain_test(self, subject: Typed, test: e.Test, ctx: Context) -> Typed | None:
        match test:
            case e.Among():
                return self.among(subject, test, ctx)
            case e.Onward():
                if test.direction in ("better", "worse"):
                    return self.ranked(_ONWARD[test.direction], subject, test.value, test.direction, test.span, ctx)
                return self.compared(_ONWARD[test.direction], subject, (test.value,), test.span, ctx)
            case e.Beyond():
                return self.ranked(test.direction, subject, test.value, test.direction, test.span, ctx)
            case e.Threshold():
                return self.compared(test.direction, subject, (test.value,), test.span, ctx)
            case e.Between():
                return self.between(subject, test, ctx)
            case e.Wording():
                return self.worded(subject, test, ctx)
            case e.Dated():
                op = ("on_or_" if test.inclusive else "") + test.direction
                return self.dated(op, subject, test.value, test.span, ctx)
            case e.WithinTime():
                made = self.dated(f"within_{test.direction}", subject, test.value, test.span, ctx)
                return None if made is None else replace(made, parameter=(test.count, test.unit))
            case e.Limitless():
                return Const(value=True, type=_TRUTH, span=test.span)
        assert_never(test)

    def worded(self, subject: Typed, test: e.Wording, ctx: Context) -> Typed | None:
        if test.word == "empty":
            self.wrong(types.collection_needed(subject.span, subject.span.text))
            return None
        return self.call(test.word, (subject,), _TRUTH, test.span, ctx)

    def among(self, subject: Typed, test: e.Among, ctx: Context) -> Typed | None:
        states: list[Typed] = []
        values: list[Typed] = []
        for value in test.values:
            state = self.state_test(subject, value, ctx)
            if state is not None:
                states.append(state)
                continue
            if self.is_label(subject.type, value):
                return None
            made = self.operand(subject.type, value, ctx)
            if made is None:
                return None
            values.append(made)
        if values:
            states.append(self.call("one_of", (subject, *values), _TRUTH, test.span, ctx))
        return states[0] if len(states) == 1 else self.call("or", tuple(states), _TRUTH, test.span, ctx)

    def state_test(self, subject: Typed, value: e.Expr, ctx: Context) -> Typed | None:
        if not isinstance(value, e.Ref) or value.name.text not in _STATES:
            return None
        made = self.call("state", (subject,), _TRUTH, value.span, ctx)
        return replace(made, parameter=_STATES[value.name.text])

    def is_label(self, type_: Type, value: e.Expr) -> bool:
        """Whether a label that is no level is tested for; then it is reported."""
        if not isinstance(type_, ScaleType) or not isinstance(value, e.Ref):
            return False
        label = type_.scale.label_by_id.get(value.name.text)
        if label is not None:
            self.wrong(types.label_tested(value.span, value.name.text, label.state.value))
        return label is not None

    def operand(self, wanted: Type, value: e.Expr, ctx: Context) -> Typed | None:
        """A value to compare with, of the type of what is tested."""
        member = SetType(wanted.set) if isinstance(wanted, SeveralType) else wanted
        made = self.scalar(value, ctx, member)
        if made is None:
            return None
        if self.signatures.is_fitting(made.type, member) or self.signatures.is_fitting(made.type, wanted):
            return made
        if isinstance(made.type, NumberType) and isinstance(member, NumberType):
            wrong = comparable(member, made.type, value.span)
            if wrong is not None:
                self.wrong(wrong)
            return None
        self.wrong(types.type_mismatch(value.span, member, made.type))
        return None

    def ranked(self, op: str, subject: Typed, value: e.Expr, word: str, span: Span, ctx: Context) -> Call | None:
        if not isinstance(subject.type, ScaleType):
            self.wrong(types.not_on_scale(span, in_words(subject.type), word))
            return None
        made = self.operand(subject.type, value, ctx)
        return None if made is None else self.call(op, (subject, made), _TRUTH, span, ctx)

    def compared(self, op: str, subject: Typed, values: tuple[e.Expr, ...], span: Span, ctx: Context) -> Call | None:
        wrong = comparable(subject.type, subject.type, span)
        if wrong is not None:
            self.wrong(wrong)
            return None
        made: list[Typed] = []
        for value in values:
            one = self.scalar(value, ctx, subject.type)
            if one is None:
                return None
            wrong = comparable(subject.type, one.type, value.span)
            if wrong is not None:
                self.wrong(wrong)
                return None
            made.append(one)
        return self.call(op, (subject, *made), _TRUTH, span, ctx)

    def between(self, subject: Typed, test: e.Between, ctx: Context) -> Call | None:
        low, high = test.low, test.high
        if isinstance(low, e.NumberLiteral) and isinstance(high, e.NumberLiteral) and low.value > high.value:
            self.wrong(types.nothing_between(test.span, low.span.text, high.span.text))
            return None
        return self.compared("between", subject, (low, high), test.span, ctx)

    def dated(self, op: str, subject: Typed, value: e.Expr, span: Span, ctx: Context) -> Call | None:
        if not isinstance(subject.type, DateType):
            self.wrong(types.test_not_fitting(span, subject.type, "dates"))
            return None
        made = self.operand(DateType(), value, ctx)
        return None if made is None else self.call(op, (subject, made), _TRUTH, span, ctx)
