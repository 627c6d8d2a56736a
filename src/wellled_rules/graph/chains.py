"""Crosswalks one after the other: what members became where no crosswalk leads from one framework to the other.

What follows from two crosswalks is less than what each of them says. Where several became one and that became several,
no text says which part went where, so that each of the first may have become each of the last, and none certainly did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from wellled_rules.graph.transitions import Became, Crosswalk, Relation, RelationKind, kind_of
from wellled_rules.values.scale import MemberSet

__all__ = ["MOST_WAYS", "ChainedRelation", "CrosswalkChain", "Way"]

MOST_WAYS = 100


@dataclass(frozen=True, slots=True)
class Way:
    """A way of a member through the steps. members: its id, then one for each step; fewer where it was dropped.

    rows: of each step, those that say so.
    """

    members: tuple[str, ...]
    rows: tuple[tuple[Became, ...], ...]


@dataclass(frozen=True, slots=True)
class ChainedRelation:
    """Members that belong together through the steps.

    kind: as of a crosswalk; None where the steps do not settle it: for some member it is not certain which it became,
    or a part of it was dropped or came new on the way. through: ids of each set between, in order. before and after are
    both empty for what came new and was dropped on the way. steps: of each crosswalk, its relations that make this one.
    """

    kind: RelationKind | None
    before: tuple[str, ...]
    through: tuple[tuple[str, ...], ...]
    after: tuple[str, ...]
    steps: tuple[tuple[Relation, ...], ...]


@dataclass(frozen=True, kw_only=True)
class CrosswalkChain:
    """Crosswalks of which each leads on from where the one before it ends.

    steps: two or more; the later set of each has the members of the earlier set of the next.
    """

    steps: tuple[Crosswalk, ...]

    @property
    def before(self) -> str:
        """The earliest version, as `id@version`."""
        return self.steps[0].before

    @property
    def after(self) -> str:
        """The latest."""
        return self.steps[-1].after

    @property
    def sets(self) -> tuple[MemberSet, ...]:
        """The earliest set, those between as the later crosswalk names them, and the latest."""
        return (*(one.between[0] for one in self.steps), self.steps[-1].between[1])

    def relations(self) -> tuple[ChainedRelation, ...]:
        """Every member of every set in exactly one of them, in the order of the sets, the earliest first."""
        return self._relations

    def became(self, member: str) -> tuple[str, ...]:
        """What a member of the earliest set certainly became, at least a part of it, in the order of the latest set."""
        return self._ordered(self._certain[member])

    def may_have_become(self, member: str) -> tuple[str, ...]:
        """What it may have become besides, of which the steps do not say whether it did."""
        return self._ordered(self._possible(member) - self._certain[member])

    def ways(self, member: str) -> tuple[Way, ...]:
        """Ways of a member of the earliest set through the steps, in the order of the sets: the first `MOST_WAYS`."""
        return tuple(islice(self._ways(Way((member,), ())), MOST_WAYS))

    def count_ways(self, member: str) -> int:
        """How many ways it has; each step may multiply them."""
        ended, going = 0, Counter({member: 1})
        for step in self.steps:
            reached: Counter[str] = Counter()
            for one, count in going.items():
                ended += 0 if step.became(one) else count
                for other in step.became(one):
                    reached[other] += count
            going = reached
        return ended + going.total()

    def is_lost(self, member: str) -> bool:
        """Whether it, or something that it became on the way, was dropped."""
        going = {member}
        for step in self.steps:
            if not all(step.became(one) for one in going):
                return True
            going = {other for one in going for other in step.became(one)}
        return False

    def _ways(self, so_far: Way) -> Iterator[Way]:
        turn = len(so_far.members) - 1
        step = self.steps[turn] if turn < len(self.steps) else None
        if step is None:
            yield so_far
            return
        rows = step.rows_of(so_far.members[-1])
        reached = step.became(so_far.members[-1])
        if not reached:
            yield Way(so_far.members, (*so_far.rows, rows))
        for one in reached:
            here = tuple(row for row in rows if one in row.after)
            yield from self._ways(Way((*so_far.members, one), (*so_far.rows, here)))

    def _possible(self, member: str) -> frozenset[str]:
        found = frozenset({member})
        for step in self.steps:
            found = frozenset(other for one in found for other in step.became(one))
        return found

    @cached_property
    def _certain(self) -> Mapping[str, frozenset[str]]:
        """Member of the earliest set -> those of the latest that certainly have something of it.

        Where nothing but the member is in one on the way, something of the member is in each that this became. Where
        all that one on the way became, by whichever way, is in one alone in the end, so is what it has of the member.
        """
        found: dict[str, frozenset[str]] = {}
        for member in self.sets[0].by_id:
            held: list[set[str]] = [{member}, *(set() for _ in self.steps)]
            for turn, step in enumerate(self.steps):
                for one in held[turn]:
                    if self._origins[turn][one] == {member}:
                        held[turn + 1].update(step.became(one))
                    for further, alone in self._alone_in(turn, one):
                        held[further].add(alone)
            found[member] = frozenset(held[-1])
        return found

    def _alone_in(self, turn: int, member: str) -> Iterator[tuple[int, str]]:
        """Members of later sets, each with the place of its set, in which all is that a member of one became."""
        spread = {member}
        for further, step in enumerate(self.steps[turn:], start=turn + 1):
            reached = [step.became(one) for one in spread]
            if not all(reached):
                return
            spread = {one for several in reached for one in several}
            if len(spread) == 1:
                yield further, next(iter(spread))

    @cached_property
    def _origins(self) -> tuple[Mapping[str, frozenset[str | None]], ...]:
        """By set, what may be in each member: members of the earliest set, and None for what came new on the way."""
        found: list[dict[str, frozenset[str | None]]] = [{one: frozenset({one}) for one in self.sets[0].by_id}]
        for step in self.steps:
            held = {}
            for one in step.between[1].by_id:
                sources = [found[-1][other] for other in step.came_from(one)]
                held[one] = frozenset().union(*sources) if sources else frozenset({None})
            found.append(held)
        return tuple(found)

    @cached_property
    def _relations(self) -> tuple[ChainedRelation, ...]:
        found = []
        for together in self._together():
            before, *through, after = (
                tuple(one for one in held.by_id if (turn, one) in together) for turn, held in enumerate(self.sets)
            )
            steps = tuple(
                tuple(
                    one
                    for one in step.relations()
                    if any((turn, each) in together for each in one.before)
                    or any((turn + 1, each) in together for each in one.after)
                )
                for turn, step in enumerate(self.steps)
            )
            kind = self._kind(before, after, steps)
            found.append(ChainedRelation(kind, before, tuple(through), after, steps))
        return tuple(found)

    def _kind(
        self, before: tuple[str, ...], after: tuple[str, ...], steps: tuple[tuple[Relation, ...], ...]
    ) -> RelationKind | None:
        if not before or not after:
            return kind_of(len(before), len(after)) if before or after else None
        kinds = {one.kind for relations in steps for one in relations}
        is_whole = kinds.isdisjoint((RelationKind.NEW, RelationKind.DROPPED))
        is_certain = all(self._possible(one) == self._certain[one] for one in before)
        return kind_of(len(before), len(after)) if is_whole and is_certain else None

    def _together(self) -> list[frozenset[tuple[int, str]]]:
        """Members, each with the place of its set, that belong together by a relation of some step."""
        found: dict[tuple[int, str], set[tuple[int, str]]] = {
            (turn, one): {(turn, one)} for turn, held in enumerate(self.sets) for one in held.by_id
        }
        for turn, step in enumerate(self.steps):
            for relation in step.relations():
                ends = [(turn, one) for one in relation.before] + [(turn + 1, one) for one in relation.after]
                joined = set().union(*(found[one] for one in ends))
                found.update(dict.fromkeys(joined, joined))
        return [frozenset(one) for one in {id(each): each for each in found.values()}.values()]

    def _ordered(self, members: frozenset[str]) -> tuple[str, ...]:
        return tuple(one for one in self.sets[-1].by_id if one in members)
