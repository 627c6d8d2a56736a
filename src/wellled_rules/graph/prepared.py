"""A plan made ready for reading, with what is looked up in it again and again."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast
from weakref import WeakKeyDictionary

from wellled_rules.graph.cells import (
    Cell,
    FillStep,
    Place,
    Plan,
    SelectStep,
    SettleStep,
    SourceStep,
    assumed,
    reads,
)
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Pick
from wellled_rules.graph.steps import completions
from wellled_rules.graph.subjects import Path, Tree
from wellled_rules.graph.unroll import survey, unroll
from wellled_rules.values.types import DateType, NumberType

__all__ = ["Prepared", "prepare", "prepared", "surveyed"]

_FEW = 64


@dataclass(frozen=True)
class Prepared:
    """A plan with its inverse and its reading relation.

    homes: place -> the cell whose value stands there, or where an item of a collection stands filled (a `Pick` has no
    place of its own).
    reads: by place, the places that its step reads.
    """

    plan: Plan
    homes: Mapping[Place, Cell]
    reads: tuple[tuple[Place, ...], ...]

    @cached_property
    def sources(self) -> Mapping[Place, Cell]:
        """Places of what a case records."""
        return {place: step.cell for place, step in enumerate(self.plan.steps) if isinstance(step, SourceStep)}

    @cached_property
    def readers(self) -> Mapping[Place, tuple[Place, ...]]:
        """Place -> the places that read it; what nobody reads is left out."""
        found: dict[Place, list[Place]] = {}
        for place, read in enumerate(self.reads):
            for one in dict.fromkeys(read):
                found.setdefault(one, []).append(place)
        return {place: tuple(ones) for place, ones in found.items()}

    @cached_property
    def turns(self) -> tuple[int, ...]:
        """By place, how many steps its cell has before it."""
        counts: dict[Cell, int] = {}
        found = []
        for owner in self.plan.owners:
            turn = counts.get(owner, 0)
            counts[owner] = turn + 1
            found.append(turn)
        return tuple(found)

    @cached_property
    def ranks(self) -> Mapping[Path, int]:
        """Subject inside another -> how many of its level stand before it there."""
        counts: dict[tuple[Path, str], int] = {}
        found: dict[Path, int] = {}
        for subject in dict.fromkeys(owner.subject for owner in self.plan.owners):
            if subject:
                key = (subject[:-2], subject[-2])
                found[subject] = counts[key] = counts.get(key, -1) + 1
        return found

    @cached_property
    def endless(self) -> tuple[Place, ...]:
        """Fills whose type has no end, or more values than a few."""
        found = []
        for place, step in enumerate(self.plan.steps):
            if isinstance(step, FillStep) and isinstance(step.type, NumberType | DateType):
                every = completions(step.type)
                if every is None or len(every) > _FEW:
                    found.append(place)
        return tuple(found)

    def resting_on(self, assumptions: frozenset[str]) -> tuple[Place, ...]:
        """Places that depend on one of some assumptions, in order."""
        if assumptions not in self._resting:
            found: set[Place] = set()
            for place, step in enumerate(self.plan.steps):
                is_one = not assumptions.isdisjoint(assumed(step))
                if is_one or not found.isdisjoint(self.reads[place]):
                    found.add(place)
            self._resting[assumptions] = tuple(sorted(found))
        return self._resting[assumptions]

    @cached_property
    def _resting(self) -> dict[frozenset[str], tuple[Place, ...]]:
        return {}

    def base(self, place: Place) -> Place:
        """The place that a fill, or a fill of a fill, reads; any other place itself."""
        step = self.plan.steps[place]
        while isinstance(step, FillStep):
            place = step.of
            step = self.plan.steps[place]
        return place

    def home(self, place: Place) -> Cell | None:
        """The cell that a place shows, through its fills; none for what has no cell."""
        return self.homes[place] if place in self.homes else self.homes.get(self.base(place))

    def departs(self, step: SettleStep) -> Place | None:
        """Where it is held whether people departed from the rule of an outcome; None where nobody may."""
        # INVARIANT: what is passed on is filled, so that a choice stands here only for departures (`graph.unroll`).
        answer = self.plan.steps[step.answer]
        return answer.rows[0][0][0] if isinstance(answer, SelectStep) else None

    def ruled(self, step: SettleStep) -> Place:
        """What the rule of an outcome answers itself, whether or not people departed from it."""
        answer = self.plan.steps[step.answer]
        return answer.rows[-1][1] if isinstance(answer, SelectStep) else step.answer

    def answer(self, step: SettleStep) -> Cell | None:
        """The cell of what the rule of an outcome answers itself."""
        return self.home(self.ruled(step))

    def ancestors(self, targets: Iterable[Place], stop: Container[Place] = frozenset()) -> tuple[Place, ...]:
        """The targets and all that they are made from, in order; what `stop` holds is made from nothing."""
        found: set[Place] = set()
        waiting = list(targets)
        while waiting:
            place = waiting.pop()
            if place in found:
                continue
            found.add(place)
            if place not in stop:
                waiting.extend(self.reads[place])
        return tuple(sorted(found))


def prepare(graph: DeterminationGraph, tree: Tree) -> Prepared:
    """The prepared plan of a case whose subjects are `tree`; `KeyError` for a level that the graph does not have.

    That of a subject with none inside is made once a graph, any other once as long as its tree is held.
    """
    if not tree.inside:
        return _once(graph, "prepared", tree.level)
    held = graph.memo.setdefault(("prepared", ""), WeakKeyDictionary[Tree, Prepared]())
    assert isinstance(held, WeakKeyDictionary)
    if tree not in held:
        held[tree] = prepared(graph, unroll(graph, tree))
    return cast("Prepared", held[tree])


def surveyed(graph: DeterminationGraph, level: str) -> Prepared:
    """The prepared plan of one level as the checker reads it (`cells.survey`), made once a graph."""
    return _once(graph, "surveyed", level)


def _once(graph: DeterminationGraph, what: str, level: str) -> Prepared:
    found = graph.memo.get((what, level))
    if not isinstance(found, Prepared):
        plan = survey(graph, level) if what == "surveyed" else unroll(graph, Tree(level, {}))
        found = graph.memo[what, level] = prepared(graph, plan)
    return found


def prepared(graph: DeterminationGraph, plan: Plan) -> Prepared:
    """A plan with what is looked up in it."""
    homes: dict[Place, Cell] = {}
    for cell, place in plan.places.items():
        if not isinstance(graph.nodes[cell.node], Pick):
            homes.setdefault(place, cell)
    for place, filled in plan.hard.items():
        # An item of a collection stands filled in a place of its own, which is no plain fill of it.
        if place in homes and not (
            isinstance(step := plan.steps[filled], FillStep) and plan.soft.get(place) == step.of
        ):
            homes.setdefault(filled, homes[place])
    return Prepared(plan, homes, tuple(reads(step) for step in plan.steps))
