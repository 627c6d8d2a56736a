"""From the steps of a level to one straight-line function: typed steps in, source out.

Steps are taken in order. What depends on one variable alone is worked out here, for every value that it can have, by
the reference's own `perform`, and costs nothing to run; what depends on few values of several variables becomes one
look into a table worked out in the same way; sums, counts, quantifiers and comparisons become plain arithmetic on whole
numbers; and for what is left the emitted function calls `perform`. So no operator has a second meaning here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from wellled_rules.backends.compiled.arithmetic import COMPARISONS, Arithmetic
from wellled_rules.backends.compiled.folding import Folding
from wellled_rules.backends.compiled.forms import (
    NEVER,
    Coded,
    Const,
    Form,
    Plain,
    Ratio,
    Whole,
    coded,
    key,
)
from wellled_rules.backends.compiled.meanings import (
    AWAY,
    Meaning,
    as_whole,
    likeness,
    may_be_missing,
    settled_row,
)
from wellled_rules.backends.compiled.openness import Openness
from wellled_rules.backends.compiled.writer import Writer, recoded
from wellled_rules.graph.cells import (
    ApplyStep,
    AssumeStep,
    ConstantStep,
    CountStep,
    FillStep,
    FinishStep,
    LookStep,
    Place,
    SelectStep,
    SettleStep,
    SourceStep,
    Step,
    TakeStep,
    TreatStep,
    reads,
)
from wellled_rules.graph.nodes import AdjustmentKind
from wellled_rules.graph.prepared import Prepared
from wellled_rules.graph.steps import fills, perform, treat
from wellled_rules.values.missing import OUT, Missing
from wellled_rules.values.scale import ScaleLevel
from wellled_rules.values.types import Value

__all__ = ["INPUT", "Emitted", "TooLargeError", "emit"]

INPUT = "x"
"""Variables of what comes in are `x0`, `x1` .. in the order of their places, used or not."""

_MOST_STEPS = 100_000
_MOST_NESTED = 24
_LONG = 160


class TooLargeError(Exception):
    """A level has more steps than one function is made of; the reference answers for it."""


@dataclass(frozen=True, slots=True)
class Emitted:
    """One function. inputs, slots: its variables, in the order in which they come in and go out.

    constants: what its source names. forms: place -> how what it holds is carried. follows: slot -> the variable that
    it follows from alone, where it follows from one.
    """

    source: str
    constants: Mapping[str, object]
    inputs: tuple[str, ...]
    slots: tuple[str, ...]
    forms: Mapping[Place, Form]
    follows: Mapping[str, str]


def emit(
    prepared: Prepared, targets: Iterable[Place], sources: Mapping[Place, Form], assumed: Mapping[str, Value]
) -> Emitted:
    """The function that gives `targets` from what `sources` hold, under `assumed`.

    Raises `TooLargeError`.
    """
    ends = tuple(targets)
    wanted = prepared.ancestors(ends)
    if len(wanted) > _MOST_STEPS:
        raise TooLargeError
    made = _Emitter(prepared, sources, assumed)
    for place in wanted:
        made.take(place)
    made.open.closed(ends)
    inputs = tuple(f"{INPUT}{turn}" for turn in range(len(sources)))
    return Emitted(
        _source(inputs, made.writer),
        made.writer.constants,
        inputs,
        tuple(made.writer.slots),
        # What may be open and was not needed has no form: whoever reads it works it out.
        {place: form for place, form in made.forms.items() if place not in made.open.tests},
        made.writer.follows,
    )


def _source(inputs: tuple[str, ...], writer: Writer) -> str:
    head = ["def decide(x):"]
    body = [f"({', '.join(inputs)},) = x"] if inputs else []
    tail = [f"return ({', '.join(writer.slots)}{',' if writer.slots else ''})"]
    return "\n    ".join([*head, *body, *writer.lines, *tail]) + "\n"


class _Emitter:
    def __init__(self, prepared: Prepared, sources: Mapping[Place, Form], assumed: Mapping[str, Value]) -> None:
        self.prepared = prepared
        self.steps = prepared.plan.steps
        self.assumed = assumed
        self.writer = Writer()
        self.forms: dict[Place, Form] = dict(sources)
        self.arithmetic = Arithmetic(self.writer)
        self.folding = Folding(self.writer, self.steps, self.forms)
        self.open = Openness(self.writer, self.forms, self.entry)

    def take(self, place: Place) -> None:
        """Give a place its form, and write what it costs."""
        step = self.steps[place]
        if place in self.forms:
            return
        if not isinstance(step, FillStep | SelectStep | ApplyStep | TreatStep):
            self.open.closed(reads(step))
        if isinstance(step, TakeStep):
            return
        form = self.form(place, step)
        if isinstance(step, ApplyStep) and any(one in self.open.tests for one in step.args):
            test = self.open.unsettled(step)
            self.open.tests[place] = test if len(test) <= _LONG else self.writer.truth(test)
        cell = self.prepared.homes.get(place)
        if isinstance(form, Coded) and cell is not None and isinstance(step, SettleStep) and not step.stages:
            form = self.recorded(form)
        self.forms[place] = form

    def recorded(self, form: Coded) -> Form:
        """An outcome's slot: its own codes, where it has fewer than the variable that it follows from."""
        distinct = len({(type(one), one) for one in form.table if one is not NEVER})
        used = sum(one is not NEVER for one in form.table)
        return self.writer.stored(form) if distinct < used else form

    def form(self, place: Place, step: Step) -> Form:
        match step:
            case SourceStep() | CountStep() | TakeStep():
                raise TypeError(f"no form was given to {step}")
            case ConstantStep():
                return Const(step.value)
            case AssumeStep():
                return Const(self.assumed[step.name])
            case FillStep():
                return self.filled(place, step, self.forms[step.of])
            case TreatStep():
                return self.treated(place, step)
            case LookStep() | ApplyStep():
                return self.applied(step)
            case FinishStep():
                return self.folding.finished(step) or self.chained(step)
            case SelectStep():
                return self.selected(step)
            case SettleStep():
                return self.settled(step)
        assert_never(step)

    # --- entries that are open -----------------------------------------------------------------

    def filled(self, place: Place, step: FillStep, form: Form) -> Form:
        """The entry itself; it is `opens` that tells where it is one that could still become anything."""
        below = [self.open.tests[step.of]] if step.of in self.open.tests else []
        if below:
            self.open.tests[place] = below[0]
        match form:
            case Const():
                if fills(step, form.value):
                    self.open.tests[place] = "True"
                return form
            case Coded():
                opens = [None if one is NEVER else fills(step, one) for one in form.table]
                if True not in opens:
                    return form
                self.open.tests[place] = " or ".join([*below, self.writer.condition(form, opens)])
                table = tuple(NEVER if opened else one for one, opened in zip(form.table, opens, strict=True))
                # An entry that is always open is never read here, whatever stands for it.
                return Const(OUT) if set(table) == {NEVER} else Coded(form.variable, form.low, table)
            case Whole() | Ratio():
                return form
            case Plain():
                if form.opens or (form.missing and not step.soft):
                    missing = self.writer.constant(Missing, "Missing")
                    self.open.tests[place] = f"{form.variable}.__class__ is {missing} and not {form.variable}.is_out"
                return form
        assert_never(form)

    def treated(self, place: Place, step: TreatStep) -> Form:
        """An entry as a collection treats it; what its lines leave open is what stands filled, where that is read."""
        form = self.forms[step.of]
        if isinstance(form, Whole | Ratio) or (isinstance(form, Plain) and not form.missing):
            return form
        if isinstance(form, Plain):
            self.open.closed(reads(step))
            return self.generally(step)
        treatments = dict(step.treatments)
        found = self.writer.view(lambda one: treat(treatments, one), [form])
        assert found is not None
        if step.filled is None:
            return found
        rows = (found.value,) if isinstance(found, Const) else found.table
        opens = [None if one is NEVER else isinstance(one, Missing) and not one.is_out for one in rows]
        if True not in opens:
            return found
        if isinstance(found, Const):
            self.open.tests[place] = "True"
            return found
        self.open.tests[place] = self.writer.condition(found, opens)
        kept = tuple(NEVER if opened else one for one, opened in zip(rows, opens, strict=True))
        return Coded(found.variable, found.low, kept)

    # --- what is left to the reference's own meaning -------------------------------------------

    def generally(self, step: Step) -> Form:
        """The step as the reference performs it, on what the graph holds."""
        places = tuple(dict.fromkeys(reads(step)))
        held = ", ".join(f"{place}: {self.entry(self.forms[place])}" for place in places)
        doer = self.writer.constant(perform, "perform")
        return Plain(self.writer.slot(f"{doer}({self.writer.constant(step)}, {{{held}}})"), missing=True)

    def entry(self, form: Form) -> str:
        """An expression for what the graph holds."""
        match form:
            case Const():
                return self.writer.constant(form.value, ("one", key(form.value)))
            case Coded():
                return self.writer.lookup(form, form.table)
            case Ratio():
                return f"{self.writer.constant(Fraction, 'Fraction')}({form.over}, {form.under})"
            case Whole() | Plain():
                return form.variable
        assert_never(form)

    def chained(self, step: FinishStep) -> Form:
        """A fold entry by entry."""
        chain: list[Place] = []
        place = step.summary
        while isinstance(self.steps[place], TakeStep):
            chain.append(place)
            one = self.steps[place]
            assert isinstance(one, TakeStep)
            place = one.summary
        for place in reversed(chain):
            if place not in self.forms:
                self.forms[place] = self.generally(self.steps[place])
        return self.generally(step)

    # --- operators -----------------------------------------------------------------------------

    def applied(self, step: ApplyStep | LookStep) -> Form:
        places = reads(step)
        forms = [self.forms[place] for place in places]
        found = self.writer.view(Meaning(step), forms, likeness(step))
        if found is not None:
            return found
        if isinstance(step, ApplyStep):
            if step.op in ("and", "or"):
                parts = [self.writer.holds(form) or f"({self.entry(form)} is True)" for form in forms]
                return self.joined(step.op, parts)
            if step.op not in COMPARISONS and step.op != "between":
                small = self.writer.joint(Meaning(step), forms, likeness(step))
                if small is not None:
                    return small
            number = self.arithmetic.applied(step, forms)
            if number is not None:
                return number
        return self.writer.joint(Meaning(step), forms, likeness(step)) or self.generally(step)

    def joined(self, word: str, parts: Iterable[str]) -> Form:
        """Tests under one word; those that always hold or never do fall away."""
        ends = "False" if word == "and" else "True"
        found = list(dict.fromkeys(part for part in parts if part in (ends,) or part not in ("True", "False")))
        if ends in found or not found:
            return Const((word == "or") is (ends in found))
        return Coded(self.writer.truth(f" {word} ".join(found)), 0, (False, True))

    # --- rows ----------------------------------------------------------------------------------

    def selected(self, step: SelectStep) -> Form:
        self.open.closed(one for tests, _ in step.rows for one in tests)
        forms = [self.forms[place] for place in reads(step)]
        is_open = any(then in self.open.tests for _, then in step.rows)
        found = None if is_open else self.writer.view(Meaning(step), forms, likeness(step))
        if found is not None:
            return found
        rows: list[tuple[str, Form]] = []
        passed: list[str] = []
        for tests, then in step.rows:
            parts = [self.writer.holds(self.forms[one]) or f"({self.entry(self.forms[one])} is True)" for one in tests]
            test = "False" if "False" in parts else " and ".join(one for one in parts if one != "True") or "True"
            if test != "False":
                rows.append((test, self.forms[then]))
                if then in self.open.tests:
                    # Only where this row is the one that is taken; others may read it for what it is.
                    taken = [*passed, *([] if test == "True" else [f"({test})"]), f"({self.open.tests[then]})"]
                    self.writer.leave(" and ".join(taken))
                passed.append(f"not ({test})")
            if test == "True":
                break
        else:
            rows.append(("True", Const(OUT)))
        return self.ladder(rows)

    def ladder(self, rows: list[tuple[str, Form]]) -> Form:
        """The form of the first row whose test holds; the last one's always does."""
        few = [(test, then) for test, then in rows if isinstance(then, Const | Coded)]
        if len(few) == len(rows):
            return self.ladder_of_codes(few)
        thens = [then for _, then in rows]
        wholes = [as_whole(then) for then in thens]
        if None not in wholes:
            lows = [one.low for one in wholes if one is not None]
            low = None if None in lows else min(one for one in lows if one is not None)
            return Whole(self.chosen([(test, self.entry(then)) for test, then in rows]), low)
        missing = any(may_be_missing(then) for then in thens)
        return Plain(self.chosen([(test, self.entry(then)) for test, then in rows]), missing)

    def ladder_of_codes(self, rows: list[tuple[str, Const | Coded]]) -> Form:
        thens = [(then.value,) if isinstance(then, Const) else then.table for _, then in rows]
        every = {key(one): one for table in thens for one in table if one is not NEVER}
        if len(every) == 1:
            return Const(next(iter(every.values())))
        low, table = coded(every.values())
        pairs: list[tuple[str, str]] = []
        for (test, then), own in zip(rows, thens, strict=True):
            codes = recoded(own, low, table)
            pairs.append((test, self.writer.lookup(then, codes) if isinstance(then, Coded) else str(codes[0])))
        name = self.chosen(pairs)
        if isinstance(table[0], bool):
            self.writer.truths.add(name)
        return Coded(name, low, table)

    def chosen(self, rows: list[tuple[str, str]]) -> str:
        """A slot with the expression of the first row whose test holds."""
        *others, (_, last) = rows
        if len(others) <= _MOST_NESTED:
            return self.writer.slot("".join(f"{one} if {test} else " for test, one in others) + last)
        name = self.writer.slot(last)
        for test, one in reversed(others):
            self.writer.lines.append(f"if {test}: {name} = {one}")
        return name

    # --- outcomes ------------------------------------------------------------------------------

    def settled(self, step: SettleStep) -> Form:
        if not step.stages:
            return self.forms[step.answer]
        forms = [self.forms[place] for place in dict.fromkeys(reads(step))]
        found = self.writer.joint(lambda *held: settled_row(step, held), forms, keep=True)
        if isinstance(found, Coded):
            away = [None if one is NEVER else one == AWAY for one in found.table]
            self.writer.leave(self.writer.condition(found, away))
            rows = tuple(NEVER if gone else one for one, gone in zip(found.table, away, strict=True))
            return Coded(found.variable, found.low, rows)
        if found is not None:
            self.writer.leave(str(found.value == AWAY))
            return found
        self.unless_moved(step)
        return self.generally(step)

    def unless_moved(self, step: SettleStep) -> None:
        """Leave where a moderation is recorded: whether it is within its reach is the reference's to say."""
        for kind, group in step.stages:
            for one in group:
                if kind is AdjustmentKind.MODERATION and one.to is not None:
                    entry = self.entry(self.forms[one.to])
                    self.writer.leave(f"{entry}.__class__ is {self.writer.constant(ScaleLevel, 'ScaleLevel')}")
