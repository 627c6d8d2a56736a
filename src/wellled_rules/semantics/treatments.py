"""Pass 4, `treat` lines: what a state of an entry is taken as."""

from __future__ import annotations

from dataclasses import replace

from wellled_rules.graph.nodes import Treatment
from wellled_rules.semantics.adjustments import Adjustments
from wellled_rules.semantics.errors import names, types
from wellled_rules.semantics.expressions import Context
from wellled_rules.semantics.model import Const
from wellled_rules.semantics.numbers import beyond_ends
from wellled_rules.semantics.program import Declared
from wellled_rules.semantics.words import short
from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast import expressions as e
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.scale import ScaleLevel
from wellled_rules.values.types import NumberType, ScaleType, Type, Value

__all__ = ["Treatments"]


class Treatments(Adjustments):
    """Types the `treat` lines of one level."""

    def treat(
        self,
        clause: c.Treat,
        one: Declared,
        type_: Type,
        into: dict[State, Treatment | Value | Missing],
        places: dict[State, e.Name],
    ) -> None:
        made: Treatment | Value | Missing
        if clause.treatment == "left_out":
            made = Treatment.LEFT_OUT
        elif clause.treatment == "unknown":
            made = Treatment.UNKNOWN
        else:
            assert not isinstance(clause.treatment, str)
            found = self.stand_in(clause.treatment, one, type_)
            if found is None:
                return
            made = found
        for name in clause.states:
            state = self.words.state(name)
            if state is None:
                continue
            if state in places:
                self.wrong(names.said_twice(name.span, places[state].span, name.text, "treated"))
            else:
                places[state] = name
                into[state] = made

    def stand_in(self, value: e.Expr, one: Declared, type_: Type) -> Value | Missing | None:
        """The value or state that stands in for a state; a number beyond a scale's worths may, too."""
        if isinstance(value, e.NumberLiteral) and isinstance(type_, ScaleType) and type_.scale.has_worth:
            beyond = _beyond(value, type_)
            if beyond is not None:
                # NOTE: by 0 an entry that nobody assessed counts for nothing; another number is as likely a slip.
                if beyond.worth:
                    self.wrong(types.stand_in_off_the_scale(value.span, short(type_.scale.name)))
                return beyond
        ctx = Context(one.scope)
        if isinstance(value, e.Ref) and self.is_strange(value, ctx, type_):
            self.wrong(names.no_stand_in(self.no_such_word(value.span, value.name.text, type_, ctx)))
            return None
        made = self.scalar(value, ctx, type_, states=True)
        if made is None:
            return None
        if not isinstance(made, Const) or not self.signatures.is_fitting(made.type, type_):
            self.wrong(types.type_mismatch(value.span, type_, made.type))
            return None
        # NOTE: a number beyond the ends may stand in, as one beyond a scale's worths may; a fraction may not.
        if isinstance(type_, NumberType) and (fraction := beyond_ends(made, replace(type_, low=None, high=None))):
            self.wrong(fraction)
            return None
        return made.value

    def is_strange(self, value: e.Ref, ctx: Context, type_: Type) -> bool:
        """Whether a word is no value of a type that has words, no state, no label and no name."""
        word = value.name.text
        labels = type_.scale.label_by_id if isinstance(type_, ScaleType) else {}
        is_known = word in set(State) or word in labels or self.knows(word, ctx.scope)
        return self.has_words(type_) and not is_known and self.value_word(word, type_, value.span) is None

    def constant(self, value: e.Expr, one: Declared, type_: Type) -> Value | None:
        """A value written out, of a type."""
        made = self.scalar(value, Context(one.scope), type_)
        if made is None:
            return None
        fits = self.signatures.is_fitting(made.type, type_)
        if not fits or not isinstance(made, Const) or isinstance(made.value, Missing):
            self.wrong(types.type_mismatch(value.span, type_, made.type))
            return None
        beyond = beyond_ends(made, type_)
        if beyond is not None:
            self.wrong(beyond)
            return None
        return made.value


def _beyond(value: e.NumberLiteral, type_: ScaleType) -> ScaleLevel | None:
    """A stand-in level outside a scale's worths: worse or better than every level, shown as its number."""
    worths = [level.worth for level in type_.scale.by_rank if level.worth is not None]
    number = value.value
    if min(worths) <= number <= max(worths):
        return None
    below = (number < min(worths)) == (worths[0] <= worths[-1])
    rank = -1 if below else len(worths)
    word = value.span.text
    return ScaleLevel(scale=type_.scale.name, id=word, rank=rank, worth=number, label=word)
