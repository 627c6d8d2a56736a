"""One cell performed again from its operands alone, by the steps of the plan."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from wellled_rules.graph.account import restricted
from wellled_rules.graph.cells import (
    ApplyStep,
    AssumeStep,
    Cell,
    ConstantStep,
    FillStep,
    LookStep,
    Place,
    SettleStep,
    SourceStep,
    TakeStep,
    operand,
)
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Choose
from wellled_rules.graph.prepared import Prepared
from wellled_rules.graph.spread import Known, Open, spread
from wellled_rules.graph.steps import Held, completions
from wellled_rules.values.missing import OUT, Missing

__all__ = ["Operand", "Replay"]

_UNKNOWN = Open(None)


@dataclass(frozen=True, slots=True)
class Operand:
    """What an operand holds; for an adjustment also what it moves to and how far it may."""

    held: Known
    to: Known | None = None
    reach: Held = None


@dataclass(frozen=True)
class Replay:
    """One cell, and what its operands hold. What is no operand is not known, whatever the trace says of it.

    Entries of a collection that are no operands are not in the collection; adjustments that are none do
    not act. The tests written in a table's rows are performed from the table's columns.
    """

    graph: DeterminationGraph
    prepared: Prepared
    cell: Cell
    operands: Mapping[Cell, Operand]

    @cached_property
    def place(self) -> Place:
        """The place of the cell."""
        return self.prepared.plan.places[self.cell]

    def run(self, together: Mapping[Place, Held]) -> Known:
        """What the cell comes to; `together` overrides what open operands hold, by place."""
        known: dict[Place, Known] = {}
        for place in self._order:
            known[place] = together[place] if place in together else self._at(place, known)
        return known[self.place]

    def frontier(self) -> tuple[Place, ...]:
        """Places of operands as the steps of this cell read them."""
        own = {place for place in self._order if self._is_own(place)}
        return tuple(
            dict.fromkeys(one for place in sorted(own) for one in self.prepared.reads[place] if one not in own)
        )

    @cached_property
    def _order(self) -> tuple[Place, ...]:
        """The cell's own steps and what they read of others, in order."""
        found: set[Place] = set()
        waiting = [self.place]
        while waiting:
            place = waiting.pop()
            if place not in found:
                found.add(place)
                if self._is_own(place) or isinstance(self.prepared.plan.steps[place], FillStep):
                    waiting.extend(self.prepared.reads[place])
        return tuple(sorted(found))

    def _is_own(self, place: Place) -> bool:
        step = self.prepared.plan.steps[place]
        home = self.prepared.homes.get(place)
        if place == self.place:
            return True
        if home is None:
            return not isinstance(step, FillStep)
        node = self.graph.nodes[self.cell.node]
        is_table = isinstance(node, Choose) and node.form == "table"
        return is_table and isinstance(step, ApplyStep | ConstantStep) and home not in self.operands

    def _at(self, place: Place, known: dict[Place, Known]) -> Known:
        step = self.prepared.plan.steps[place]
        home = self.prepared.homes.get(place)
        if home is not None and not self._is_own(place):
            held = self.operands[home].held if home in self.operands else _UNKNOWN
            return held if place == self.prepared.plan.places[home] else self._filled(home, held)
        match step:
            case SourceStep() | AssumeStep():
                return _UNKNOWN
            case TakeStep():
                return self._taken(step, known)
            case SettleStep():
                return self._settled(step, known)
            case LookStep() if step.of not in known:
                return _UNKNOWN
            case _:
                return spread(step, known)

    def _filled(self, cell: Cell, held: Known) -> Known:
        """An item of a collection where it stands filled."""
        return spread(FillStep(0, self.graph.nodes[cell.node].type, soft=False), (held,))

    def _taken(self, step: TakeStep, known: dict[Place, Known]) -> Known:
        entry = step.item if step.hit is None else step.hit
        home = self.prepared.home(entry)
        if home is not None and home not in self.operands:
            return known[step.summary]
        item = known[step.item]
        if step.hit is None and isinstance(item, Missing) and item.is_out:
            return known[step.summary]
        if step.hit is None or self.prepared.home(step.item) in self.operands:
            return spread(step, known)
        # An entry whose test is an operand is in the collection; what it holds is behind its test.
        return spread(step, ChainMap({step.item: True}, known))

    def _settled(self, step: SettleStep, known: Mapping[Place, Known]) -> Known:
        values = dict(known)
        acting = set()
        for _, group in step.stages:
            for one in group:
                held = self.operands.get(operand(self.graph, self.prepared.plan.level, self.cell, one.name))
                if held is None or held.held is False:
                    continue
                acting.add(one)
                if one.to is not None and values[one.to] == _UNKNOWN and held.to is not None:
                    values[one.to] = held.to
                if one.reach is not None and values[one.reach] == _UNKNOWN:
                    values[one.reach] = held.reach
        home = self.prepared.answer(step)
        if home is not None and home not in self.operands and values[step.answer] == _UNKNOWN:
            every = completions(step.type)
            values[step.answer] = _UNKNOWN if every is None else Open(frozenset(every) | {OUT})
        return spread(restricted(step, frozenset(acting)), values)
