"""One case through the compiled function of its level."""

from __future__ import annotations

from dataclasses import dataclass

from wellled_rules.backends.compiled.accept import Accepted
from wellled_rules.backends.compiled.program import Function, Program, Slots, program
from wellled_rules.backends.compiled.table import run_trace
from wellled_rules.graph.account import find_account
from wellled_rules.graph.cells import Cell, SettleStep, reads
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Adjustment, Determine
from wellled_rules.graph.steps import Held
from wellled_rules.graph.trace import Trace
from wellled_rules.values.missing import OUT

__all__ = ["Decision", "decide"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What one case came to: the slots, and what reads them. Nothing is worked out but what is asked for."""

    program: Program
    accepted: Accepted
    slots: Slots

    @property
    def function(self) -> Function:
        """The function that was run."""
        found = self.program.choose(self.accepted)
        assert found is not None
        return found

    def value(self, cell: Cell) -> Held:
        """What a cell holds; `KeyError` for one on which no outcome depends."""
        place = self.program.prepared.plan.places[cell]
        return self.function.held(place, self.accepted.codes, self.slots)

    def told(self, cell: Cell) -> Held:
        """What is told of an outcome: what it holds, and not applicable of an input where it is not shown."""
        where = self.program.graph.header.told_where.get(cell.node)
        return self.value(cell) if where is None or self.value(Cell(where)) is True else OUT

    def decided_by(self, cell: Cell) -> tuple[str, ...]:
        """Names of the rules that decided an outcome, the one that spoke last first."""
        prepared, nodes = self.program.prepared, self.program.graph.nodes
        node = nodes[cell.node]
        step = prepared.plan.steps[prepared.plan.places[cell]]
        if not isinstance(node, Determine) or not isinstance(step, SettleStep):
            return ()
        values = self.function.values(self.accepted.codes, self.slots)
        told = find_account(step, {one: self.function.read(one, values) for one in reads(step)})
        names = [nodes[one.name] for one in (() if told is None else told.decisive)]
        if names:
            return tuple(dict.fromkeys(one.name for one in names if isinstance(one, Adjustment)))
        departs = prepared.departs(step)
        if departs is not None and self.function.read(departs, values) is True:
            return (node.name,)
        answer = prepared.answer(step)
        passed = None if answer is None else nodes[answer.node]
        if answer is not None and isinstance(passed, Determine) and "." not in passed.name:
            return self.decided_by(answer)
        return (node.name,)

    def trace(self, evidence: Evidence) -> Trace:
        """The trace of the case that this was decided of, each cell worked out when it is read."""
        return run_trace(self.program, self.function, evidence, self.accepted, self.slots)


def decide(graph: DeterminationGraph, evidence: Evidence) -> Decision | None:
    """What one case comes to under the assumptions taken; None where the reference must answer.

    `KeyError` for a level that the graph does not have.
    """
    made = program(graph, evidence.subject.level)
    accepted = made.accept(evidence)
    function = None if accepted is None else made.choose(accepted)
    if accepted is None or function is None:
        return None
    slots = function.decide(accepted.codes)
    return None if slots is None else Decision(made, accepted, slots)
