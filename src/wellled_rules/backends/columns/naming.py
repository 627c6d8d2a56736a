"""Which rules decided an outcome, as a function of what it and the outcomes that it passes on read."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from wellled_rules.backends.columns.coding import SLOW
from wellled_rules.graph.cells import Cell, Place, SettleStep, reads
from wellled_rules.graph.decided import decided_by
from wellled_rules.graph.evidence import Evidence, Subject
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Determine
from wellled_rules.graph.prepared import Prepared
from wellled_rules.graph.spread import Known, Open
from wellled_rules.graph.valuation import Valuation

__all__ = ["decided_names", "decided_places"]


def decided_places(graph: DeterminationGraph, prepared: Prepared, cell: Cell) -> tuple[Place, ...]:
    """Places that the answer turns on, in order."""
    found: set[Place] = set()
    waiting: Cell | None = cell
    while waiting is not None:
        place = prepared.plan.places[waiting]
        step = prepared.plan.steps[place]
        if place in found or not isinstance(step, SettleStep):
            break
        found.update((place, *reads(step)))
        answer = prepared.answer(step)
        waiting = answer if answer is not None and isinstance(graph.nodes[answer.node], Determine) else None
        if waiting is not None and "." in waiting.node:
            break
    return tuple(sorted(found))


@dataclass(frozen=True, kw_only=True, repr=False)
class _Planned(Valuation):
    """A valuation over the plan that its columns were made from."""

    own: Prepared

    @cached_property
    def prepared(self) -> Prepared:
        """The plan that `known` belongs to."""
        return self.own


def decided_names(
    graph: DeterminationGraph, prepared: Prepared, cell: Cell, places: Sequence[Place], operands: Sequence[Hashable]
) -> Hashable:
    """Names of the rules that decided `cell`, when `places` hold `operands`; `SLOW` where one of them is open."""
    if any(one is SLOW for one in operands):
        return SLOW
    known: list[Known] = [Open(None)] * len(prepared.plan.steps)
    for place, one in zip(places, operands, strict=True):
        known[place] = cast("Known", one)
    case = _Planned(
        own=prepared,
        graph=graph,
        evidence=Evidence(subject=Subject(level=prepared.plan.level)),
        known=tuple(known),
        assumed={},
        stated={},
        covered=True,
    )
    return decided_by(case, cell)
