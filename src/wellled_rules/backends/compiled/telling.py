"""On what it turns what is told of an outcome: its value, the rules that decided it, and its marks.

The variables found here settle all of that in every case that a function takes and in which nobody decided anything,
so that what was told of one case can be told of another.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cached_property

from wellled_rules.backends.compiled.forms import Const, variables
from wellled_rules.backends.compiled.program import Function, Program
from wellled_rules.backends.compiled.resting import Resting
from wellled_rules.backends.compiled.valued import Valued
from wellled_rules.graph.cells import Cell, SettleStep, reads
from wellled_rules.graph.nodes import AdjustmentKind, Determine, Input

__all__ = ["Telling"]


class Telling:
    """What one function settles about what is told.

    is_bare: the cases have no reason with any value. Otherwise every value has its reason, where one is required.
    """

    def __init__(self, program: Program, function: Function, *, is_bare: bool) -> None:
        self.program, self.function, self.is_bare = program, function, is_bare
        self.prepared, self.graph = program.prepared, program.graph
        reasons = Resting(program, function, lambda one, resting: self._asks(one) and self._is_held(one, resting))
        moderation = Resting(program, function, lambda one, resting: self._is_due(one) and self._is_held(one, resting))
        self._always = (reasons.always, moderation.always)
        self._if_held = (Valued(reasons, self._asks).whenever_held, Valued(moderation, self._is_due).whenever_held)

    def needs_value(self, cell: Cell) -> bool:
        """Whether the variables settle what is told of an outcome only where it holds a value."""
        return any(may and not always(cell) for may, always in zip(self._may_be_marked(cell), self._always))

    def turns_on(self, cell: Cell) -> tuple[str, ...] | None:
        """Variables that settle what is told of an outcome; None where marks turn on more than they say."""
        for may, always, if_held in zip(self._may_be_marked(cell), self._always, self._if_held):
            if may and not always(cell) and not if_held(cell):
                return None
        found: dict[str, None] = {}
        where = self.graph.header.told_where.get(cell.node)
        waiting = [cell] if where is None else [cell, Cell(where)]
        while waiting:
            place = self.prepared.plan.places[waiting.pop()]
            step = self.prepared.plan.steps[place]
            for one in (place, *(reads(step) if isinstance(step, SettleStep) else ())):
                found.update(dict.fromkeys(variables(self.function.emitted.forms[one])))
            answer = self.prepared.answer(step) if isinstance(step, SettleStep) else None
            if answer is not None and isinstance(self.graph.nodes[answer.node], Determine):
                waiting.append(answer)
        return tuple(one for one in found if not self._follows(one, found))

    def _follows(self, variable: str, others: Container[str]) -> bool:
        """Whether a variable follows from one of the others alone."""
        follows = self.function.emitted.follows
        while variable in follows:
            variable = follows[variable]
            if variable in others:
                return True
        return False

    @cached_property
    def moderated(self) -> frozenset[Cell]:
        """Outcomes that are told not to be moderated, where nobody did and they were due."""
        found = []
        for place in self.program.outcomes:
            step = self.prepared.plan.steps[place]
            if isinstance(step, SettleStep) and any(kind is AdjustmentKind.MODERATION for kind, _ in step.stages):
                found.append(self.prepared.homes[place])
        return frozenset(found)

    def _made_from(self, cell: Cell) -> Iterator[Cell]:
        """A cell and all that it is made from."""
        for place in self.prepared.ancestors((self.prepared.plan.places[cell],)):
            home = self.prepared.homes.get(place)
            if home is not None:
                yield home

    def _may_be_marked(self, cell: Cell) -> tuple[bool, bool]:
        """Whether what an outcome is made from may bring the mark for a missing reason, and for no moderation."""
        below = tuple(self._made_from(cell))
        # Whether it is due for moderation itself is settled by its own variables.
        return self.is_bare and any(map(self._asks, below)), any(one in self.moderated for one in below if one != cell)

    def _is_held(self, cell: Cell, resting: Resting) -> bool:
        return resting.never_missing(self.prepared.plan.places[cell])

    def _asks(self, cell: Cell) -> bool:
        node = self.graph.nodes[cell.node]
        return isinstance(node, Input) and node.reason_required

    def _is_due(self, cell: Cell) -> bool:
        """Whether an outcome is due for moderation in every case in which it holds a value."""
        step = self.prepared.plan.steps[self.prepared.plan.places[cell]]
        if cell not in self.moderated or not isinstance(step, SettleStep):
            return False
        acts = [one.acts for kind, group in step.stages if kind is AdjustmentKind.MODERATION for one in group]
        return any(self.function.emitted.forms.get(one) == Const(True) for one in acts)
