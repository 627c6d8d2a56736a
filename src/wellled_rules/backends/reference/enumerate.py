"""The definition of what remains possible: every completion of the open entries, one after the other.

It is exponential and serves as the measure of the quicker way (`graph.sweep`): on whatever this can count
out, the two agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wellled_rules.graph.cells import Cell, FillStep, Place
from wellled_rules.graph.spread import Open
from wellled_rules.graph.steps import Held, completions, fills, perform
from wellled_rules.graph.trace import Trace
from wellled_rules.values.types import Value

__all__ = ["MOST_COMPLETIONS", "Completed", "enumerated"]

MOST_COMPLETIONS = 2**16
"""Completions that are counted out."""


@dataclass(frozen=True, slots=True)
class Completed:
    """All completions of what a cell depends on: what each fill chose, in one order, and the cell's value.

    A fill that had nothing to fill in a completion chose None. hanging: fill -> the fills that hang on it.
    """

    fills: tuple[Place, ...]
    hanging: Mapping[Place, frozenset[Place]]
    rows: tuple[tuple[tuple[Value | None, ...], Held], ...]

    @property
    def values(self) -> frozenset[Held]:
        """What the cell may come to."""
        return frozenset(value for _, value in self.rows)

    @property
    def turning(self) -> frozenset[Place]:
        """Fills for which two completions differ only there, or in what hangs on them, and in value."""
        found: set[Place] = set()
        for turn, place in enumerate(self.fills):
            same = [i for i, one in enumerate(self.fills) if one != place and one not in self.hanging[place]]
            seen: dict[tuple[Value | None, ...], Held] = {}
            differs = any(
                chosen[turn] is not None and seen.setdefault(tuple(chosen[i] for i in same), value) != value
                for chosen, value in self.rows
            )
            if differs:
                found.add(place)
        return frozenset(found)


def enumerated(trace: Trace, cell: Cell) -> Completed | None:
    """Every completion behind a cell; None where they are without end or more than `MOST_COMPLETIONS`."""
    place = trace.prepared.plan.places[cell]
    order = [one for one in trace.prepared.ancestors((place,), trace.settled) if one not in trace.settled]
    chosen: dict[Place, Value | None] = {}
    steps = trace.prepared.plan.steps
    filling = tuple(one for one in order if isinstance(steps[one], FillStep))
    above = {one: frozenset(trace.prepared.ancestors((one,), trace.settled)) for one in filling}
    hanging = {one: frozenset(other for other in filling if other != one and one in above[other]) for one in filling}
    held: dict[Place, Held] = {turn: one for turn, one in enumerate(trace.known) if not isinstance(one, Open)}
    rows: list[tuple[tuple[Value | None, ...], Held]] = []
    for value in _completions(trace, order, 0, held, chosen, place):
        if value is None or len(rows) == MOST_COMPLETIONS:
            return None
        rows.append((tuple(chosen[one] for one in filling), value[0]))
    return Completed(filling, hanging, tuple(rows))


def _completions(
    trace: Trace,
    order: Sequence[Place],
    start: int,
    held: dict[Place, Held],
    chosen: dict[Place, Value | None],
    target: Place,
) -> Iterator[tuple[Held] | None]:
    """The target's value in each completion, with `chosen` saying which; None where one has no end."""
    for turn in range(start, len(order)):
        place = order[turn]
        step = trace.prepared.plan.steps[place]
        if not isinstance(step, FillStep):
            held[place] = perform(step, held)
            continue
        chosen[place] = None
        if not fills(step, held[step.of]):
            held[place] = held[step.of]
            continue
        options = completions(step.type)
        if options is None:
            yield None
            return
        for option in options:
            held[place] = chosen[place] = option
            yield from _completions(trace, order, turn + 1, held, chosen, target)
        return
    yield (held[target],)
