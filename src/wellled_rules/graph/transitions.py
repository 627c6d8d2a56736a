"""What stands between two frameworks: what stays displayed until when, and which member became which.

A transition or a crosswalk belongs to no version, so neither is part of any graph. Each holds by itself what it
cites and what it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from wellled_rules.graph.graph import AssumptionText, Cited, Source
from wellled_rules.text.span import Span
from wellled_rules.values.scale import MemberSet

__all__ = [
    "Became",
    "Between",
    "Counting",
    "Crosswalk",
    "FirstAssessment",
    "Grounds",
    "Kept",
    "Relation",
    "RelationKind",
    "Required",
    "Retired",
    "StatedBy",
    "Transition",
    "kind_of",
]


@dataclass(frozen=True, slots=True)
class FirstAssessment:
    """The first assessment of a subject of a level under the later framework: the day on which it is published."""

    level: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An outcome of the earlier framework that stays displayed, or an input published as it was judged.

    outcome: its name there, over all its members. level: one at which it stands there. until: none where it goes on
    being displayed until the later framework gives what has the same name at that level.
    """

    outcome: str
    level: str
    until: FirstAssessment | None = None
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Retired:
    """An outcome of the earlier framework that is no longer displayed from an event on; names as in `Kept`."""

    outcome: str
    level: str
    since: FirstAssessment
    span: Span | None = field(default=None, compare=False)


class Counting(StrEnum):
    """Whether an assessment of which what is required does not hold is the first one all the same."""

    ONLY_WITH = "only_with"
    WITHOUT = "without"


@dataclass(frozen=True, slots=True)
class StatedBy:
    """By which input of the later framework a case says that it is the event: a yes or no at the level of the event."""

    event: FirstAssessment
    input: str
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a declaration between two frameworks goes back to.

    sources: by name, those that it and its assumptions cite. rests_on: the assumptions, whole.
    """

    cites: tuple[Cited, ...] = ()
    rests_on: tuple[AssumptionText, ...] = ()
    because: str | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Required:
    """What must hold of an event: names of checks of the later framework, which stand at the level of the event.

    grounds: its own citations and assumptions where it has any, else those of the transition.
    """

    event: FirstAssessment
    checks: tuple[str, ...]
    counting: Counting
    grounds: Grounds
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True)
class _Crossing:
    """What both have. before, after: `id@version` of the two frameworks."""

    name: str
    title: str
    before: str
    after: str
    grounds: Grounds = Grounds()
    means: str | None = None
    span: Span = field(compare=False)

    @property
    def cites(self) -> tuple[Cited, ...]:
        """Places in `sources`."""
        return self.grounds.cites

    @property
    def rests_on(self) -> tuple[AssumptionText, ...]:
        """The assumptions that it needs."""
        return self.grounds.rests_on

    @property
    def because(self) -> str | None:
        """Our own reason."""
        return self.grounds.because

    @property
    def sources(self) -> Mapping[str, Source]:
        """Sources by name."""
        return self.grounds.sources


@dataclass(frozen=True, kw_only=True)
class Transition(_Crossing):
    """What is displayed of the earlier framework once the later one applies.

    keeps, retires: in the order written, one for each outcome and level; each pair stands once in either.
    requires, stated: one at most for each event.
    """

    keeps: tuple[Kept, ...] = ()
    retires: tuple[Retired, ...] = ()
    requires: tuple[Required, ...] = ()
    stated: tuple[StatedBy, ...] = ()

    @property
    def events(self) -> tuple[FirstAssessment, ...]:
        """The events that it speaks of, each once."""
        ends = (*(one.until for one in self.keeps), *(one.since for one in self.retires))
        asked = (*(one.event for one in self.requires), *(one.event for one in self.stated))
        return tuple(dict.fromkeys(one for one in (*ends, *asked) if one is not None))

    def required(self, event: FirstAssessment) -> Required | None:
        """What must hold of an event, or None."""
        return next((one for one in self.requires if one.event == event), None)

    def says(self, event: FirstAssessment) -> StatedBy | None:
        """By what a case says that it is an event, or None."""
        return next((one for one in self.stated if one.event == event), None)

    def kept(self, outcome: str, level: str) -> Kept | None:
        """What is said to stay displayed, or None."""
        return next((one for one in self.keeps if (one.outcome, one.level) == (outcome, level)), None)

    def retired(self, outcome: str, level: str) -> Retired | None:
        """What is said to be retired, or None."""
        return next((one for one in self.retires if (one.outcome, one.level) == (outcome, level)), None)


class RelationKind(StrEnum):
    """How members of the earlier set and members of the later one belong together."""

    SAME = "same"
    SPLIT = "split"
    MERGED = "merged"
    REGROUPED = "regrouped"
    NEW = "new"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Became:
    """One row of a crosswalk: members by id; `before` is empty for `nothing becomes`, `after` for `becomes nothing`.

    grounds: its own citations and assumptions where it has any, else those of the crosswalk.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    grounds: Grounds
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Relation:
    """Members that belong together through rows, directly or by way of others, and the rows that say so.

    before, after: ids in the order of the sets. One became one: `same`. One became several: `split`. Several became
    one: `merged`. Several became several: `regrouped`. None on one side: `new`, `dropped`.
    """

    kind: RelationKind
    before: tuple[str, ...]
    after: tuple[str, ...]
    rows: tuple[Became, ...]


@dataclass(frozen=True, kw_only=True)
class Crosswalk(_Crossing):
    """Which member of a set of the earlier framework became which of a set of the later one.

    between: the two sets. Every member of both stands in a row.
    """

    between: tuple[MemberSet, MemberSet]
    rows: tuple[Became, ...]

    def relations(self) -> tuple[Relation, ...]:
        """Every member of both sets in exactly one of them: first by the earlier set's order, then what is new."""
        return self._relations

    @cached_property
    def _relations(self) -> tuple[Relation, ...]:
        groups = _Groups()
        for row in self.rows:
            if row.before and row.after:
                ends = _ends(row)
                for one in ends[1:]:
                    groups.join(ends[0], one)
        sides = tuple(tuple((side, one.id) for one in held) for side, held in enumerate(self.between))
        members: dict[_End, list[_End]] = {}
        for one in (*sides[0], *sides[1]):
            members.setdefault(groups.first(one), []).append(one)
        rows: dict[_End, list[Became]] = {}
        for row in self.rows:
            for first in dict.fromkeys(groups.first(one) for one in _ends(row)):
                rows.setdefault(first, []).append(row)
        return tuple(_relation(several, tuple(rows.get(first, ()))) for first, several in members.items())

    def became(self, member: str) -> tuple[str, ...]:
        """What a member of the earlier set itself became, in the order of the later set."""
        reached = {one for row in self.rows_of(member) for one in row.after}
        return tuple(sorted(reached, key=self._order[1].__getitem__))

    def came_from(self, member: str) -> tuple[str, ...]:
        """What a member of the later set itself came from, in the order of the earlier set."""
        reached = {one for row in self._by_end.get((1, member), ()) for one in row.before}
        return tuple(sorted(reached, key=self._order[0].__getitem__))

    def rows_of(self, member: str) -> tuple[Became, ...]:
        """The rows in which a member of the earlier set stands, in the order written."""
        return tuple(self._by_end.get((0, member), ()))

    @cached_property
    def _by_end(self) -> Mapping[_End, Sequence[Became]]:
        found: dict[_End, list[Became]] = {}
        for row in self.rows:
            for one in _ends(row):
                found.setdefault(one, []).append(row)
        return found

    @cached_property
    def _order(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        earlier, later = self.between
        return {one.id: turn for turn, one in enumerate(earlier)}, {one.id: turn for turn, one in enumerate(later)}


@dataclass(frozen=True, slots=True)
class Between:
    """All that stands between frameworks in one text, in the order written."""

    transitions: tuple[Transition, ...] = ()
    crosswalks: tuple[Crosswalk, ...] = ()


_End: TypeAlias = "tuple[int, str]"
"""A member: 0 for the earlier set or 1 for the later one, and its id."""


class _Groups:
    """Members that belong together, each group under the one of its members that stands for it."""

    def __init__(self) -> None:
        self._above: dict[_End, _End] = {}

    def first(self, one: _End) -> _End:
        """The member that stands for the group of a member."""
        path = []
        while one in self._above:
            path.append(one)
            one = self._above[one]
        for passed in path:
            self._above[passed] = one
        return one

    def join(self, one: _End, other: _End) -> None:
        """Make the groups of two members one."""
        mine, theirs = self.first(one), self.first(other)
        if mine != theirs:
            self._above[theirs] = mine


def _relation(members: Sequence[_End], rows: tuple[Became, ...]) -> Relation:
    before = tuple(one for side, one in members if side == 0)
    after = tuple(one for side, one in members if side == 1)
    return Relation(kind_of(len(before), len(after)), before, after, rows)


def _ends(row: Became) -> tuple[_End, ...]:
    return (*((0, one) for one in row.before), *((1, one) for one in row.after))


def kind_of(before: int, after: int) -> RelationKind:
    """The kind of a relation by how many members it has on either side; one at least on one of them."""
    if not before:
        return RelationKind.NEW
    if not after:
        return RelationKind.DROPPED
    if before == 1:
        return RelationKind.SAME if after == 1 else RelationKind.SPLIT
    return RelationKind.MERGED if after == 1 else RelationKind.REGROUPED
