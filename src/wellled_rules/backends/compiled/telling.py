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
        self._unreasoned = Resting(program, function, self._asks_reason)
        self._unmoderated = Resting(program, function, self._is_due)

    def turns_on(self, cell: Cell) -> tuple[str, ...] | None:
        """Variables that settle what is told of an outcome; None where marks turn on more than they say."""
        below = tuple(self._made_from(cell))
        if self.is_bare and any(self._asks(one) for one in below) and not self._unreasoned.always(cell):
            return None
        if any(one != cell and one in self.moderated for one in below) and not self._unmoderated.always(cell):
            return None
        found: dict[str, None] = {}
        waiting = [cell]
        while waiting:
            place = self.prepared.plan.places[waiting.pop()]
            step = self.prepared.plan.steps[place]
            for one in (place, *(reads(step) if isinstance(step, SettleStep) else ())):
                found.update(dict.fromkeys(variables(self.function.emitted.forms[one])))
            answer = self.prepared.home(step.answer) if isinstance(step, SettleStep) else None
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

    def _asks(self, cell: Cell) -> bool:
        node = self.graph.nodes[cell.node]
        return isinstance(node, Input) and node.reason_required

    def _asks_reason(self, cell: Cell, resting: Resting) -> bool:
        return self._asks(cell) and resting.never_missing(self.prepared.plan.places[cell])

    def _is_due(self, cell: Cell, resting: Resting) -> bool:
        """Whether an outcome is due for moderation in every case."""
        place = self.prepared.plan.places[cell]
        step = self.prepared.plan.steps[place]
        if cell not in self.moderated or not isinstance(step, SettleStep) or not resting.never_missing(place):
            return False
        acts = [one.acts for kind, group in step.stages if kind is AdjustmentKind.MODERATION for one in group]
        return any(self.function.emitted.forms.get(one) == Const(True) for one in acts)
