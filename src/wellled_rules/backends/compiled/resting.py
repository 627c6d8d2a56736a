"""What every case of a function leads to: whether a cell rests, in all of them, on one of some kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import assert_never

from wellled_rules.backends.compiled.forms import Coded, Const, Form, Plain
from wellled_rules.backends.compiled.program import Function, Program
from wellled_rules.graph.cells import ApplyStep, Cell, FinishStep, Place, SelectStep, SettleStep, TakeStep
from wellled_rules.graph.nodes import (
    Adjustment,
    AdjustmentKind,
    Aggregate,
    Apply,
    Assumption,
    Check,
    Choose,
    Collect,
    Constant,
    Decision,
    Determine,
    Index,
    Input,
    Lookup,
    Pick,
)
from wellled_rules.values.missing import Missing

__all__ = ["Resting"]

_DISPLACING = frozenset({AdjustmentKind.REPLACEMENT, AdjustmentKind.SUSPENSION})
"""Exceptions that can make an outcome what it is whatever the rule answers; the others leave a state as it is."""


class Resting:
    """Whether a cell always rests on a cell that `leads` to what is asked about, in cases in which nobody decided.

    Each way in which `graph.grounds` can choose what a cell rests on must lead there.
    """

    def __init__(self, program: Program, function: Function, leads: Callable[[Cell, Resting], bool]) -> None:
        self.prepared, self.graph = program.prepared, program.graph
        self.forms: Mapping[Place, Form] = function.emitted.forms
        self._leads = leads
        self._found: dict[Cell, bool] = {}

    def always(self, cell: Cell) -> bool:
        """Whether it does in every case of the function."""
        waiting = [cell]
        while waiting:
            # What a cell is made from comes first, so that a long chain is no deep one.
            one = waiting[-1]
            unread = () if one in self._found else [each for each in self._operands(one) if each not in self._found]
            if unread:
                waiting.extend(unread)
                continue
            if one not in self._found:
                self._found[one] = self._leads(one, self) or self._reads(one)
            waiting.pop()
        return self._found[cell]

    def never_missing(self, place: Place) -> bool:
        """Whether a place holds a value in every case of the function."""
        match self.forms.get(place):
            case None:
                return False
            case Const(value=value):
                return not isinstance(value, Missing)
            case Coded(table=table):
                return not any(isinstance(one, Missing) for one in table)
            case Plain(missing=missing):
                return not missing
            case _:
                return True

    def is_displaced(self, step: SettleStep) -> bool:
        """Whether in some case of the function an exception makes an outcome what it is, whatever its rule answers."""
        acting = [one.acts for kind, group in step.stages for one in group if kind in _DISPLACING]
        return any(self.forms.get(one) != Const(False) for one in acting)

    def _operands(self, cell: Cell) -> tuple[Cell, ...]:
        place = self.prepared.plan.places[cell]
        found: dict[Cell, None] = {}
        waiting = list(self.prepared.reads[place])
        while waiting:
            one = waiting.pop()
            home = self.prepared.home(one)
            if home is not None and home != cell:
                found[home] = None
            else:
                waiting.extend(self.prepared.reads[one])
        node = self.graph.nodes[cell.node]
        if isinstance(node, Choose):
            found.update(dict.fromkeys(self._columns(node, cell)))
        if isinstance(node, Determine):
            found.update(dict.fromkeys(self._adjustments(node, cell)))
        return tuple(found)

    def _reads(self, cell: Cell) -> bool:
        node, place = self.graph.nodes[cell.node], self.prepared.plan.places[cell]
        match node:
            case Input() | Constant() | Lookup() | Assumption() | Decision() | Index() | Check():
                return False
            case Collect():
                return self._all(map(self.prepared.home, self.prepared.reads[place]))
            case Pick():
                return self._all((self.prepared.home(place),))
            case Apply():
                return self._operator(place)
            case Aggregate():
                return self._fold(place)
            case Choose():
                columns = self._columns(node, cell)
                return any(map(self._is, columns)) if node.form == "table" else self._ladder(place)
            case Adjustment():
                # Nobody departed from it, so that it rests on its condition alone.
                condition = self.prepared.reads[place][:1]
                return node.condition is not None and self._all(map(self.prepared.home, condition))
            case Determine():
                return self._outcome(node, cell, place)
        assert_never(node)

    def _is(self, cell: Cell | None) -> bool:
        return cell is not None and self._found.get(cell, False)

    def _all(self, cells: Iterable[Cell | None]) -> bool:
        every = tuple(cells)
        return bool(every) and all(map(self._is, every))

    def _operator(self, place: Place) -> bool:
        step, read = self.prepared.plan.steps[place], self.prepared.reads[place]
        cells = [self.prepared.home(one) for one in read]
        alone = isinstance(step, ApplyStep) and (step.op in ("and", "or") or not all(map(self.never_missing, read)))
        return self._all(cells) if alone else any(map(self._is, cells))

    def _fold(self, place: Place) -> bool:
        step = self.prepared.plan.steps[place]
        assert isinstance(step, FinishStep)
        below, items = step.summary, []
        while isinstance(take := self.prepared.plan.steps[below], TakeStep):
            if not self.never_missing(take.item):
                return False
            items.append(self.prepared.home(take.item if take.hit is None else take.hit))
            below = take.summary
        return self._all(items)

    def _ladder(self, place: Place) -> bool:
        step = self.prepared.plan.steps[place]
        assert isinstance(step, SelectStep)
        return bool(step.rows) and self._all(map(self.prepared.home, step.rows[0][0]))

    def _columns(self, node: Choose, cell: Cell) -> tuple[Cell, ...]:
        return tuple(one for name in node.columns if (one := self._there(name, cell)) in self.prepared.plan.places)

    def _adjustments(self, node: Determine, cell: Cell) -> tuple[Cell, ...]:
        return tuple(
            self._there(one, cell)
            for stage in node.stages
            for one in stage.adjustments
            # Nobody decided anything, so no moderation bears on any outcome.
            if stage.kind is not AdjustmentKind.MODERATION
        )

    def _there(self, name: str, cell: Cell) -> Cell:
        here = {axis.set: one for axis, one in zip(self.graph.nodes[cell.node].axes, cell.members, strict=True)}
        return Cell(name, tuple(here.get(axis.set, "") for axis in self.graph.nodes[name].axes))

    def _outcome(self, node: Determine, cell: Cell, place: Place) -> bool:
        step = self.prepared.plan.steps[place]
        assert isinstance(step, SettleStep)
        answer = self.prepared.answer(step)
        if not self.is_displaced(step):
            return self._is(answer)
        return self._all((answer, *self._adjustments(node, cell)))
