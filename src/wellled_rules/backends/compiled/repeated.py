"""Folds over entries that stand for many: each is taken as often as a variable says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from wellled_rules.backends.compiled.forms import Coded, Const, Form, Whole, coded, own_number
from wellled_rules.backends.compiled.writer import Writer
from wellled_rules.graph.cells import FinishStep, Place
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.scale import ScaleLevel

__all__ = ["Entered", "Repeated"]


@dataclass(frozen=True, slots=True)
class Entered:
    """One entry of a collection. counted: a test that it is not left out. passes: that it also passes its own test.

    times: the variable that says how often it stands there; none for once.
    """

    item: Form
    hit: Form | None
    weight: Form | None
    counted: str
    passes: str
    times: str | None = None


class Repeated:
    """Such folds of one function. counted: gives the answer of a fold that counts, from its count."""

    def __init__(
        self, writer: Writer, counted: Callable[[str, Form, Form | None], Form | None], forms: Mapping[Place, Form]
    ) -> None:
        self.writer = writer
        self.counted = counted
        self.forms = forms

    def finished(self, step: FinishStep, found: Sequence[Entered]) -> Form | None:
        """The form of a fold's answer; None for what is left to the meaning of its steps."""
        hits = _sum((one.passes, one.times) for one in found)
        match step.op:
            case "number":
                return Whole(self.writer.slot(hits), 0)
            case "any":
                return self.truth(f"({hits}) > 0")
            case "none" | "empty":
                return self.truth(f"({hits}) == 0")
            case "all":
                return self.truth(f"({_sum((_fails(one), one.times) for one in found)}) == 0")
            case "at_least" | "at_most" | "exactly":
                assert step.count is not None
                return self.counted(step.op, Whole(self.writer.slot(hits), 0), self.forms[step.count])
            case "majority":
                return self.truth(f"2*({hits}) > {_sum((one.counted, one.times) for one in found)}")
            case "total" if (terms := _terms(found)) is not None:
                return Whole(self.writer.slot(" + ".join(terms) or "0"), None)
            case "best" | "worst":
                return self.extreme(step.op, found)
            case _:
                return None

    def truth(self, test: str) -> Form:
        return Coded(self.writer.truth(test), 0, (False, True))

    def extreme(self, op: str, found: Sequence[Entered]) -> Form | None:
        """The best or the worst level that is there; out where none is."""
        levels = {one.item.value: one for one in found if _stands(one) and isinstance(one.item, Const)}
        ranked = [one for one in levels if isinstance(one, ScaleLevel)]
        if len(ranked) < len(found):
            return None
        ranked.sort(key=lambda one: one.rank, reverse=op == "best")
        low, table = coded((*ranked, FOLDS[op].finish(FOLDS[op].start, 0)))
        at = {id_of: code for code, id_of in enumerate(table, low)}
        words = "".join(f"{at[one]} if {levels[one].times} else " for one in ranked)
        return Coded(self.writer.slot(f"{words}{at[FOLDS[op].finish(FOLDS[op].start, 0)]}"), low, table)


def _stands(one: Entered) -> bool:
    """Whether it is one value without a test, taken as often as a variable says."""
    return isinstance(one.item, Const) and one.passes == "True" and one.weight is None and one.times is not None


def _fails(one: Entered) -> str:
    """A test that an entry counts and fails its test."""
    if one.passes in ("True", "False"):
        return "False" if one.passes == "True" else one.counted
    return f"(not {one.passes})" if one.counted == "True" else f"({one.counted} and not {one.passes})"


def _sum(counted: Iterable[tuple[str, str | None]]) -> str:
    """How many entries pass: a sum of variables, and of tests, which count one where they hold."""
    terms = []
    for test, times in counted:
        if test == "False":
            continue
        if times is None:
            terms.append("1" if test == "True" else f"({test})")
        else:
            terms.append(times if test == "True" else f"({times} if {test} else 0)")
    # One test alone is a yes or no until it is added to something; how many is a number.
    return f"+{terms[0]}" if len(terms) == 1 else " + ".join(terms) or "0"


def _terms(found: Sequence[Entered]) -> list[str] | None:
    """The terms of a total of whole numbers; None where an entry is anything else."""
    terms: list[str] = []
    for one in found:
        worth = own_number(one.item.value) if _stands(one) and isinstance(one.item, Const) else None
        if not isinstance(worth, int):
            return None
        if worth:
            terms.append(f"({worth})*{one.times}")
    return terms
