"""What a value leads to: whether a cell, in each case in which it holds one, rests on a cell of some kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import MappingProxyType

from wellled_rules.backends.compiled.resting import Resting
from wellled_rules.graph.cells import ApplyStep, Cell, FinishStep, Place, SelectStep, SettleStep, TakeStep
from wellled_rules.graph.nodes import Aggregate, Apply, Choose, Determine, Pick
from wellled_rules.graph.prepared import Prepared
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.missing import OUT
from wellled_rules.values.operators import OPERATORS, OnOut

__all__ = ["DIVISORS", "FACTORS", "Valued"]

DIVISORS = MappingProxyType({"divide": 1, "percentage_of": 1})
"""Operators that come to nothing where their operand at this turn is 0."""
FACTORS = frozenset({"multiply"})
"""Operators that come to 0 where any operand is 0."""


class Valued:
    """As `Resting`, where entries may be left out. is_marked: whether a cell with a value is what is asked about.

    A cell is asked about once, each before what reads it, so that no answer is looked for deeply.
    """

    def __init__(self, resting: Resting, is_marked: Callable[[Cell], bool]) -> None:
        self._resting, self._is_marked = resting, is_marked
        self._prepared: Prepared = resting.prepared
        self._held: dict[Cell, bool] = {}
        self._nonzero: dict[Cell, bool] = {}

    def whenever_held(self, cell: Cell) -> bool:
        """Whether it does in every case in which the cell holds a value."""
        if cell not in self._held:
            places = self._prepared.ancestors((self._prepared.plan.places[cell],))
            for one in dict.fromkeys(home for place in places if (home := self._prepared.homes.get(place)) is not None):
                if one not in self._held:
                    self._held[one] = self._resting.always(one) or self._is_marked(one) or self._of_value(one)
                    self._nonzero[one] = self._held[one] or self._of_nonzero(one)
        return self._held[cell]

    def _of_value(self, cell: Cell) -> bool:
        node, place = self._resting.graph.nodes[cell.node], self._prepared.plan.places[cell]
        match node:
            case Pick():
                return self._has(self._prepared.home(place))
            case Apply():
                return self._of_operator(place)
            case Aggregate():
                return _of_nothing(node.op) == OUT and self._of_entries(place)
            case Choose():
                return self._of_rows(place)
            case Determine():
                return self._passes(place) and self._has(self._answer(place))
            case _:
                return False

    def _of_nonzero(self, cell: Cell) -> bool:
        node, place = self._resting.graph.nodes[cell.node], self._prepared.plan.places[cell]
        match node:
            case Aggregate():
                return _of_nothing(node.op) == 0 and self._of_entries(place)
            case Apply():
                step = self._prepared.plan.steps[place]
                return isinstance(step, ApplyStep) and step.op in FACTORS and any(map(self._is_nonzero, step.args))
            case Determine():
                answer = self._answer(place)
                return not node.stages and answer is not None and self._nonzero.get(answer, False)
            case _:
                return False

    def _has(self, cell: Cell | None) -> bool:
        return cell is not None and self._held.get(cell, False)

    def _any(self, places: Iterable[Place]) -> bool:
        return any(self._has(self._prepared.home(one)) for one in places)

    def _is_nonzero(self, place: Place) -> bool:
        home = self._prepared.home(place)
        return home is not None and self._nonzero.get(home, False)

    def _of_operator(self, place: Place) -> bool:
        """An operator that is out where an operand is rests on all of them where it has a value."""
        step = self._prepared.plan.steps[place]
        if not isinstance(step, ApplyStep) or OPERATORS[step.op].on_out is not OnOut.OUT:
            return False
        # Nothing is divided by 0: it would be out.
        return self._any(step.args) or (step.op in DIVISORS and self._is_nonzero(step.args[DIVISORS[step.op]]))

    def _of_entries(self, place: Place) -> bool:
        """Whether each entry of a collection would do, without a test of its own."""
        step = self._prepared.plan.steps[place]
        assert isinstance(step, FinishStep)
        below, items = step.summary, []
        while isinstance(take := self._prepared.plan.steps[below], TakeStep):
            if take.hit is not None:
                return False
            items.append(self._prepared.home(take.item))
            below = take.summary
        return bool(items) and all(map(self._has, items))

    def _of_rows(self, place: Place) -> bool:
        """Whether each row is taken for a test of a value that would do, whichever it is."""
        step = self._prepared.plan.steps[place]
        assert isinstance(step, SelectStep)
        return bool(step.rows) and all(any(map(self._holds_by_value, tests)) for tests, _ in step.rows)

    def _holds_by_value(self, place: Place) -> bool:
        """Whether a test holds only where some operand has a value that would do."""
        test = self._prepared.plan.steps[self._prepared.base(place)]
        if not isinstance(test, ApplyStep) or test.op in ("or", "not"):
            return False
        if test.op == "and":
            return any(map(self._holds_by_value, test.args))
        return OPERATORS[test.op].on_out is OnOut.FALSE and self._any(test.args)

    def _passes(self, place: Place) -> bool:
        step = self._prepared.plan.steps[place]
        assert isinstance(step, SettleStep)
        return not self._resting.is_displaced(step)

    def _answer(self, place: Place) -> Cell | None:
        step = self._prepared.plan.steps[place]
        assert isinstance(step, SettleStep)
        return self._prepared.answer(step)


def _of_nothing(op: str) -> object:
    """What a fold that asks for no count comes to over nothing: any other value is of some entry."""
    return None if FOLDS[op].tests else FOLDS[op].finish(FOLDS[op].start, 0)
