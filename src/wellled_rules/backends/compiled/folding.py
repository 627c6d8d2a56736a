"""Folds as straight-line arithmetic: sums, counts, quantifiers, extremes; one expression for a whole collection."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from types import MappingProxyType

from wellled_rules.backends.compiled.arithmetic import number, numbers
from wellled_rules.backends.compiled.forms import NEVER, Coded, Const, Form, Plain, Ratio, Row, Whole
from wellled_rules.backends.compiled.pairs import Pairs
from wellled_rules.backends.compiled.repeated import Entered, Repeated
from wellled_rules.backends.compiled.writer import Writer
from wellled_rules.graph.cells import FinishStep, Place, Step, TakeStep
from wellled_rules.graph.steps import Held
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.missing import Missing
from wellled_rules.values.operators import as_number
from wellled_rules.values.scale import Exact, ScaleLevel

__all__ = ["Folding"]

_MOST_CODES = 1024
_IN_A_LINE = 64


_ASKED = MappingProxyType({"at_least": ">=", "at_most": "<=", "exactly": "==", "empty": "=="})


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum in whole numbers, over `under`: what is constant of it, what is not, and the ends of the latter."""

    terms: tuple[str, ...]
    constant: int
    low: int
    high: int
    under: int


def _is_out(one: Held) -> bool:
    return isinstance(one, Missing) and one.is_out


class Folding:
    """The folds of one function. forms: what it holds so far, by place."""

    def __init__(self, writer: Writer, steps: Sequence[Step], forms: Mapping[Place, Form]) -> None:
        self.writer = writer
        self.steps = steps
        self.forms = forms
        self._pairs = Pairs(writer, steps, forms)
        self._repeated = Repeated(writer, self.counted, forms)

    def finished(self, step: FinishStep) -> Form | None:
        """The form of a fold's answer; None where its entries are not carried as codes or whole numbers."""
        pair = self._pairs.of(step)
        if pair is not None:
            return pair
        found = self.collection(step)
        if found is None:
            return None
        if any(one.times is not None for one in found):
            return self._repeated.finished(step, found)
        match step.op:
            case "any" | "none" | "all":
                return self.quantified(step.op, found)
            case "number" | "at_least" | "at_most" | "exactly" | "empty":
                count = None if step.count is None else self.forms[step.count]
                return self.counted(step.op, self.count([one.passes for one in found]), count)
            case "majority":
                return self.majority(found)
            case "total" | "weighted_total":
                return self.total(found)
            case "mean" | "weighted_mean":
                return self.mean(step.op, found)
            case "highest" | "lowest" | "best" | "worst":
                return self.extreme(step.op, found)
            case _:
                return None

    # --- entries -------------------------------------------------------------------------------

    def collection(self, step: FinishStep) -> list[Entered] | None:
        found: list[Entered] = []
        place = step.summary
        while isinstance(one := self.steps[place], TakeStep):
            taken = self.taken(one)
            if taken is None:
                return None
            found.append(taken)
            place = one.summary
        return found[::-1]

    def taken(self, step: TakeStep) -> Entered | None:
        item = self.forms[step.item]
        hit = None if step.hit is None else self.forms[step.hit]
        weight = None if step.weight is None else self.forms[step.weight]
        counted = self.counts(item)
        if counted is None:
            return None
        times = None
        if step.times is not None:
            number_of = self.forms[step.times]
            assert isinstance(number_of, Whole)
            times = number_of.variable
        if hit is None:
            return Entered(item, hit, weight, counted, counted, times)
        both = self.writer.view(lambda one, test: not _is_out(one) and test is True, [item, hit], "passes")
        passes = None if both is None else self.writer.holds(both)
        if passes is None:
            passes = self.writer.holds(hit)
            if passes is None:
                return None
            passes = _both(counted, passes)
        return Entered(item, hit, weight, counted, passes, times)

    def counts(self, item: Form) -> str | None:
        """A test that an entry is not left out; None where its form doesn't tell cheaply."""
        if isinstance(item, Whole | Ratio) or (isinstance(item, Plain) and not item.missing):
            return "True"
        found = self.writer.view(lambda one: not _is_out(one), [item], "counts")
        return None if found is None else self.writer.holds(found)

    # --- quantifiers ---------------------------------------------------------------------------

    def quantified(self, op: str, found: Sequence[Entered]) -> Form:
        if op == "all":
            parts = [self.excused(one) for one in found]
            parts = list(dict.fromkeys(one for one in parts if one != "True"))
            return self.truth("False" if "False" in parts else " and ".join(parts) or "True")
        parts = list(dict.fromkeys(one.passes for one in found if one.passes != "False"))
        some = "True" if "True" in parts else " or ".join(parts) or "False"
        if op == "any":
            return self.truth(some)
        return self.truth({"True": "False", "False": "True"}.get(some, f"not ({some})"))

    def excused(self, one: Entered) -> str:
        """A test that an entry doesn't fail: it is left out, or passes."""
        if one.counted == "True" or one.hit is None:
            return one.passes if one.hit is not None else "True"
        both = self.writer.view(lambda item, test: _is_out(item) or test is True, [one.item, one.hit], "excused")
        return (None if both is None else self.writer.holds(both)) or f"(not {one.counted} or {one.passes})"

    def truth(self, test: str) -> Form:
        if test in ("True", "False"):
            return Const(test == "True")
        return Coded(self.writer.truth(test), 0, (False, True))

    def count(self, tests: Sequence[str]) -> Form:
        always = sum(one == "True" for one in tests)
        terms = tuple(one for one in tests if one not in ("True", "False"))
        if len(terms) == 1:
            # One test alone is a yes or no until it is added to something; how many is a number.
            terms = (f"+({terms[0]})",)
        return self.summed(_Sum(terms, always, always, always + len(terms), 1))

    def counted(self, op: str, found: Form, asked: Form | None) -> Form | None:
        """The answer of a fold that counts. asked: how many are asked for."""
        if op == "number":
            return found
        if op == "empty":
            asked = Const(0)
        assert asked is not None
        few = self.writer.joint(lambda one, most: _asked(op, one, most), [found, asked], ("asked", op))
        count, most = number(self.writer, found), number(self.writer, asked)
        if few is not None or count is None or most is None:
            return few
        return self.truth(f"{most.under}*{count.over} {_ASKED[op]} {most.over}")

    def majority(self, found: Sequence[Entered]) -> Form | None:
        hits = self.count([one.passes for one in found])
        counted = self.count([one.counted for one in found])
        few = self.writer.joint(lambda some, of: 2 * some > of, [hits, counted], "majority")
        some, of = number(self.writer, hits), number(self.writer, counted)
        if few is not None or some is None or of is None:
            return few
        return self.truth(f"2*{some.over} > {of.over}")

    # --- sums ----------------------------------------------------------------------------------

    def summed(self, one: _Sum) -> Form:
        """The sum in a slot: one of few, or a whole number, or one over `under`."""
        if not one.terms:
            return Const(_exact(one.constant, one.under))
        lines = [" + ".join(one.terms[turn : turn + _IN_A_LINE]) for turn in range(0, len(one.terms), _IN_A_LINE)]
        above = f" + {one.constant}" if one.constant > 0 else f" - {-one.constant}" if one.constant else ""
        name = self.writer.slot(lines[0] + above)
        for line in lines[1:]:
            self.writer.lines.append(f"{name} += {line}")
        if one.high - one.low < _MOST_CODES:
            table = tuple(_exact(code, one.under) for code in range(one.low, one.high + 1))
            return Coded(name, one.low, table)
        return Whole(name, one.low) if one.under == 1 else Ratio(name, one.under, one.low)

    def amounts(self, found: Sequence[Entered], read: Callable[[Held, Exact], Exact]) -> _Sum | None:
        """The sum of `read(entry, weight)` over the entries that pass; None where an entry has too many values."""
        same = "weights" if read is _weight else "amounts"
        shapes: list[tuple[Const | Coded, str]] = []
        for one in found:
            shape = self.writer.view(
                lambda item, weight, test: read(item, _number(weight)) if not _is_out(item) and test is True else 0,
                [one.item, one.weight or Const(1), one.hit or Const(True)],
                (same, "passing"),
            )
            test = "True"
            if shape is None:
                test = "True" if one.hit is None else self.writer.holds(one.hit) or ""
                shape = self.writer.view(
                    lambda item, weight: 0 if _is_out(item) else read(item, _number(weight)),
                    [one.item, one.weight or Const(1)],
                    same,
                )
            if shape is None or not test:
                return None
            shapes.append((shape, test))
        return self.over_one(shapes)

    def over_one(self, shapes: Sequence[tuple[Const | Coded, str]]) -> _Sum | None:
        every = [numbers(Coded("", 0, (one.value,)) if isinstance(one, Const) else one) for one, _ in shapes]
        known = [one for one in every if one is not None]
        if len(known) < len(every):
            return None
        under = lcm(*(below for _, below in known))
        terms: list[str] = []
        constant = low = high = 0
        for (shape, test), (rows, below) in zip(shapes, known, strict=True):
            scaled = [one * (under // below) if isinstance(one, int) else NEVER for one in rows]
            values = [one for one in scaled if isinstance(one, int)]
            if isinstance(shape, Const) and test == "True":
                constant += values[0]
                continue
            term = str(values[0]) if isinstance(shape, Const) else self.writer.lookup(shape, scaled)
            terms.append(term if test == "True" else f"({term} if {test} else 0)")
            low += min(values) if test == "True" else min(0, *values)
            high += max(values) if test == "True" else max(0, *values)
        return _Sum(tuple(terms), constant, low + constant, high + constant, under)

    def total(self, found: Sequence[Entered]) -> Form | None:
        one = self.amounts(found, _worth)
        if one is not None:
            return self.summed(one)
        return self.total_of_wholes(found)

    def total_of_wholes(self, found: Sequence[Entered]) -> Form | None:
        """A sum with entries of too many values to list, all of them whole."""
        terms: list[str] = []
        for one in found:
            item, weight = number(self.writer, one.item), number(self.writer, one.weight or Const(1))
            if item is None or weight is None or item.under != "1" or weight.under != "1" or one.passes != "True":
                return None
            terms.append(item.over if weight.over == "1" else f"{weight.over}*{item.over}")
        if not terms:
            return Const(0)
        lows = [one.item.low if isinstance(one.item, Whole) else None for one in found]
        light = all(one.weight is None or isinstance(one.weight, Const) for one in found)
        never_under = light and all(low is not None and low >= 0 for low in lows)
        name = self.writer.slot(" + ".join(terms[:_IN_A_LINE]))
        for turn in range(_IN_A_LINE, len(terms), _IN_A_LINE):
            self.writer.lines.append(f"{name} += {' + '.join(terms[turn : turn + _IN_A_LINE])}")
        return Whole(name, 0 if never_under else None)

    def mean(self, op: str, found: Sequence[Entered]) -> Form | None:
        above = self.amounts(found, _worth)
        below = self.amounts(found, _weight)
        if above is None or below is None:
            return None
        total, weight = self.summed(above), self.summed(below)
        finish = FOLDS[op].finish
        found_ = self.writer.joint(lambda one, other: finish((_number(one), _number(other)), 0), [total, weight])
        if found_ is not None or not isinstance(weight, Const):
            return found_
        over, under = number(self.writer, total), _number(weight.value)
        if over is None or under <= 0:
            return None
        times, below_ = Fraction(under).denominator, Fraction(under).numerator * int(over.under)
        return Ratio(self.writer.slot(f"{times}*{over.over}"), below_, None if over.low is None else times * over.low)

    # --- extremes ------------------------------------------------------------------------------

    def extreme(self, op: str, found: Sequence[Entered]) -> Form | None:
        height = _number if op in ("highest", "lowest") else _rank
        most = op in ("highest", "best")
        values: dict[Exact, Held] = {}
        for one in found:
            if not isinstance(one.item, Const | Coded):
                return self.extreme_of_wholes(op, found)
            rows = (one.item.value,) if isinstance(one.item, Const) else one.item.table
            for row in rows:
                if row is not NEVER and not _is_out(row):
                    values.setdefault(height(row), height(row) if height is _number else row)
        order = sorted(values)
        at = {each: turn + 1 for turn, each in enumerate(order)}
        nothing = 0 if most else len(order) + 1
        terms: list[str] = []
        for one in found:
            shape = self.writer.view(
                lambda item, test: nothing if _is_out(item) or test is not True else at[height(item)],
                [one.item, one.hit or Const(True)],
            )
            if shape is None:
                return None
            terms.append(str(shape.value) if isinstance(shape, Const) else self.writer.lookup(shape, shape.table))
        every = [values[each] for each in order]
        finish = FOLDS[op].finish
        table = [finish(None, 0), *every] if most else [NEVER, *every, finish(None, 0)]
        if not terms:
            return Const(finish(None, 0))
        name = self.writer.slot(_picked("max" if most else "min", terms))
        return Coded(name, 0, tuple(table))

    def extreme_of_wholes(self, op: str, found: Sequence[Entered]) -> Form | None:
        if any(not isinstance(one.item, Whole) or one.passes != "True" for one in found):
            return None
        wholes = [one.item for one in found if isinstance(one.item, Whole)]
        lows = [one.low for one in wholes]
        low = None if None in lows else min(one for one in lows if one is not None)
        name = self.writer.slot(_picked("max" if op == "highest" else "min", [one.variable for one in wholes]))
        return Whole(name, low)


def _both(one: str, other: str) -> str:
    if "False" in (one, other):
        return "False"
    if "True" in (one, other):
        return other if one == "True" else one
    return f"({one} and {other})"


def _picked(word: str, terms: Sequence[str]) -> str:
    return terms[0] if len(terms) == 1 else f"{word}({', '.join(terms)})"


def _exact(over: int, under: int) -> Exact:
    found = Fraction(over, under)
    return found.numerator if found.denominator == 1 else found


def _asked(op: str, count: Held, most: Held) -> Row:
    if isinstance(most, Missing):
        return False
    return FOLDS[op].finish(_number(count), _number(most))


def _number(one: Held) -> Exact:
    assert not isinstance(one, tuple) and one is not None
    return as_number(one)


def _worth(one: Held, weight: Exact) -> Exact:
    return weight * _number(one)


def _weight(_: Held, weight: Exact) -> Exact:
    return weight


def _rank(one: Held) -> Exact:
    assert isinstance(one, ScaleLevel)
    return one.rank
