"""Open places of subjects of whom the same is known: what is found of one is true of all.

Places are alike where the same node at the same members is made by the same steps from settled entries that are the
same and from open places that are alike. What they may come to is then the same, and each turns on the entries that
stand where those of the other do. An item of a collection is the place of the subject that it is taken from.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeAlias

from wellled_rules.graph.cells import Cell, FillStep, Place, Step
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.kernel import moved, shape
from wellled_rules.graph.prepared import Prepared
from wellled_rules.graph.spread import Settled
from wellled_rules.graph.subjects import Path

__all__ = ["Alike"]

_Seat: TypeAlias = "tuple[Path, tuple[str, ...]]"
"""Whose a place is, and its members without those that say whose it is."""


class Alike:
    """Which open places of one case are alike. Two threads that ask at once find the same."""

    def __init__(self, graph: DeterminationGraph, prepared: Prepared, settled: Settled) -> None:
        self._graph, self._prepared, self._settled = graph, prepared, settled
        self._first: dict[Place, Place] = {}
        self._by_key: dict[Hashable, Place] = {}
        self._seats: dict[Cell, _Seat] = {}

    def first(self, place: Place) -> Place:
        """The first place asked about that an open one is like; itself where there was none before."""
        if not self.subject(place):
            return place
        if place not in self._first:
            for one in self._prepared.ancestors((place,), stop=self):
                if one not in self:
                    self._first[one] = self._by_key.setdefault(self._key(one), one)
        return self._first[place]

    def subject(self, place: Place) -> Path:
        """Whose a place is; of an item of a collection, whose it is that is taken."""
        return self._seat(self._prepared.plan.owners[place])[0]

    def matched(self, first: Place, place: Place) -> Mapping[Place, Place]:
        """Of two alike places, every open one that the first is made from -> the one that stands there in the other."""
        found = {first: place}
        waiting = [(first, place)]
        while waiting:
            one, other = waiting.pop()
            for pair in zip(self._prepared.reads[one], self._prepared.reads[other], strict=True):
                if pair[0] not in found and pair[0] not in self._settled:
                    found[pair[0]] = pair[1]
                    waiting.append(pair)
        return found

    def __contains__(self, place: object) -> bool:
        """Whether nothing is to be asked of what a place is made from."""
        return place in self._first or place in self._settled

    def _key(self, place: Place) -> Hashable:
        """What alike places share; the place itself where it is made from what is open outside of its subject."""
        plan = self._prepared.plan
        owner, reads = plan.owners[place], tuple(dict.fromkeys(self._prepared.reads[place]))
        subject, members = self._seat(owner)
        found: list[Hashable] = []
        for one in reads:
            if one in self._settled:
                held = self._settled[one]
                found.append((held.__class__, held))
                continue
            below = self.subject(one)
            if below[: len(subject)] != subject:
                return place
            found.append((self._first[one], self._way(subject, below)))
        bare = _bare(plan.steps[place], {one: turn for turn, one in enumerate(reads)})
        return owner.node, members, self._prepared.turns[place], bare, tuple(found)

    def _way(self, subject: Path, below: Path) -> tuple[tuple[str, int], ...]:
        """The way down from one subject to another inside it.

        Without it two places of one subject, which hang together, would be like one of each of two subjects.
        """
        ends = range(len(subject) + 2, len(below) + 1, 2)
        return tuple((below[end - 2], self._prepared.ranks[below[:end]]) for end in ends)

    def _seat(self, owner: Cell) -> _Seat:
        found = self._seats.get(owner)
        if found is None:
            found = self._seats[owner] = self._find_seat(owner)
        return found

    def _find_seat(self, owner: Cell) -> _Seat:
        subject, members = owner.subject, []
        for axis, member in zip(self._graph.nodes[owner.node].axes, owner.members, strict=True):
            items = self._prepared.plan.taken.get((axis.set, owner.subject)) if axis.is_collect else None
            taken = None if items is None else items[member].subject
            if taken is None or taken in (owner.subject, subject):
                pass
            elif subject != owner.subject:
                # Of two subjects inside at once: it is nobody's but its own.
                return owner.subject, owner.members
            else:
                subject = taken
            members.append(member if taken in (None, owner.subject) else member.split("/", 2)[2])
        return subject, tuple(members)


def _bare(step: Step, index: Mapping[Place, int]) -> Hashable:
    """A step apart from where it stands."""
    if isinstance(step, FillStep):
        # A type is known by the node that it is of, whatever else it holds.
        return step.soft, id(step.type)
    return shape(moved(step, index.__getitem__))
