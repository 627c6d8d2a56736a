"""Arithmetic and comparisons on whole numbers: a number is one whole number over another, and is never divided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from types import MappingProxyType

from wellled_rules.backends.compiled.forms import NEVER, Coded, Const, Form, Plain, Ratio, Whole, own_number
from wellled_rules.backends.compiled.writer import Writer
from wellled_rules.graph.cells import ApplyStep
from wellled_rules.values.rounding import Rounding, rounded

__all__ = ["COMPARISONS", "Arithmetic", "Number", "grid_steps", "number", "numbers"]

COMPARISONS: Mapping[str, str] = MappingProxyType({"or_more": ">=", "or_less": "<=", "over": ">", "under": "<"})

_ROUNDED: Mapping[Rounding, str] = MappingProxyType(
    {
        Rounding.HALF_UP: "(2*{over} + {under}) // (2*{under})",
        Rounding.HALF_DOWN: "-(({under} - 2*{over}) // (2*{under}))",
        Rounding.DOWN: "{over} // {under}",
        Rounding.UP: "-(-{over} // {under})",
    }
)
"""Steps of the grid that a number comes to, for numbers that are never under zero."""


@dataclass(frozen=True, slots=True)
class Number:
    """`over / under`: expressions for two whole numbers; `under` is positive. low: what `over` is never under.

    is_whole: whether `over` is whole; where it is a fraction, `under` is 1.
    """

    over: str
    under: str
    low: int | None
    is_whole: bool = True


def grid_steps(over: int, under: int, rule: Rounding) -> int:
    """The whole number that `over / under` is rounded to."""
    found = rounded(Fraction(over, under), 0, rule)
    assert isinstance(found, int)
    return found


def numbers(form: Coded) -> tuple[list[object], int] | None:
    """What the rows of a table are in arithmetic, over one number for all; None where one of them is no number."""
    found = [one if one is NEVER else own_number(one) for one in form.table]
    known = [one for one in found if one is not NEVER]
    if any(one is None for one in known):
        return None
    under = lcm(*(Fraction(one).denominator for one in known if one is not None))
    return [one if one is NEVER or one is None else int(one * under) for one in found], under


def number(writer: Writer, form: Form) -> Number | None:
    """A form as a number; None for what is none, may be missing, or is only held as the graph holds it."""
    match form:
        case Const():
            one = own_number(form.value)
            return None if one is None else Number(_bracketed(one.numerator), str(one.denominator), one.numerator)
        case Coded():
            found = numbers(form)
            if found is None:
                return None
            rows, under = found
            low = min(one for one in rows if isinstance(one, int))
            return Number(writer.lookup(form, rows), str(under), low)
        case Whole():
            return Number(form.variable, "1", form.low)
        case Ratio():
            return Number(form.over, str(form.under), form.low)
        case Plain(missing=False, is_number=True):
            return Number(form.variable, "1", None, is_whole=False)
        case _:
            return None


def _bracketed(one: int) -> str:
    return str(one) if one >= 0 else f"({one})"


def _times(one: str, other: str) -> str:
    if one.isdecimal() and other.isdecimal():
        return str(int(one) * int(other))
    if "1" in (one, other):
        return other if one == "1" else one
    return f"{one}*{other}"


def _lows(args: Sequence[Number]) -> bool:
    return all(one.low is not None and one.low >= 0 for one in args)


class Arithmetic:
    """Operators on numbers that need no table."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer

    def applied(self, step: ApplyStep, forms: Sequence[Form]) -> Form | None:
        """The form of an operator's answer; None where whole numbers cannot give it."""
        found = [number(self.writer, form) for form in forms]
        if step.op == "round":
            return self.rounded(step, found[0], forms[1])
        args = [one for one in found if one is not None]
        if len(args) < len(found):
            return None
        if step.op in ("add", "subtract", "multiply") and not all(one.is_whole for one in args):
            return self.fraction(step.op, args[0], args[1])
        match step.op:
            case "add" | "subtract":
                return self.sum(args[0], args[1], "+" if step.op == "add" else "-")
            case "multiply":
                low = 0 if _lows(args) else None
                return self.made(_times(args[0].over, args[1].over), _times(args[0].under, args[1].under), low)
            case "divide":
                return self.quotient(args[0], args[1])
            case "percentage_of":
                return self.quotient(replace(args[0], over=_times("100", args[0].over)), args[1])
            case "between":
                return self.truth(f"{_compared(args[1], '<=', args[0])} and {_compared(args[0], '<=', args[2])}")
            case "one_of":
                return self.truth(" or ".join(_compared(args[0], "==", one) for one in args[1:]))
            case op if op in COMPARISONS:
                return self.truth(_compared(args[0], COMPARISONS[op], args[1]))
            case _:
                return None

    def truth(self, test: str) -> Form:
        return Coded(self.writer.truth(test), 0, (False, True))

    def sum(self, one: Number, other: Number, sign: str) -> Form:
        low = 0 if sign == "+" and _lows((one, other)) else None
        if one.under == other.under:
            return self.made(f"({one.over} {sign} {other.over})", one.under, low)
        left, right = _times(one.over, other.under), _times(other.over, one.under)
        return self.made(f"({left} {sign} {right})", _times(one.under, other.under), low)

    def fraction(self, op: str, one: Number, other: Number) -> Form | None:
        """Where a fraction came in, fractions go on."""
        if (one.under, other.under) != ("1", "1"):
            return None
        sign = {"add": "+", "subtract": "-", "multiply": "*"}[op]
        return Plain(self.writer.slot(f"{one.over} {sign} {other.over}"), missing=False, is_number=True)

    def quotient(self, above: Number, below: Number) -> Form | None:
        if below.low is None or below.low < 1 or not above.is_whole:
            return None
        over, under = _times(above.over, below.under), _times(above.under, below.over)
        return self.made(over, under, 0 if _lows((above,)) else None)

    def made(self, over: str, under: str, low: int | None) -> Form:
        """A number in slots of its own."""
        name = self.writer.slot(over)
        if under == "1":
            return Whole(name, low)
        return Ratio(name, int(under) if under.isdecimal() else self.writer.slot(under), low)

    def rounded(self, step: ApplyStep, one: Number | None, rule: Form) -> Form | None:
        if one is None or not isinstance(rule, Const) or not isinstance(rule.value, Rounding):
            return None
        assert isinstance(step.parameter, int)
        grid = 10**step.parameter
        over, under = _times(str(grid), one.over), one.under
        if one.under == "1" and one.is_whole:
            return self.made(one.over, "1", one.low)
        shape = _ROUNDED.get(rule.value)
        if shape is None or not _lows((one,)):
            doer = self.writer.constant(grid_steps, "grid_steps")
            shape = f"{doer}({{over}}, {{under}}, {self.writer.constant(rule.value)})"
        low = 0 if _lows((one,)) else None
        return self.made(shape.format(over=f"({over})", under=f"({under})"), str(grid), low)


def _compared(one: Number, sign: str, other: Number) -> str:
    return f"{_times(one.over, other.under)} {sign} {_times(other.over, one.under)}"
