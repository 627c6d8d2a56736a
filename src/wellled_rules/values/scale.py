"""Scales and sets: the closed vocabularies that a framework declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from wellled_rules.values.missing import Missing, State

__all__ = ["Exact", "Member", "MemberSet", "Scale", "ScaleLabel", "ScaleLevel"]


Exact: TypeAlias = "int | Fraction"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleLevel:
    """A step of a scale, and a value; its `str` is its id.

    scale: qualified name of its scale. rank: 0 is the worst, higher is better.
    worth: what it counts as in arithmetic; none where the scale gives it none.
    """

    scale: str
    id: str
    rank: int
    worth: Exact | None = field(default=None, compare=False)
    label: str = field(default="", compare=False)

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleLabel:
    """A published label that is no level; computed as `state`, shown by its label."""

    id: str
    label: str
    state: State

    def missing(self) -> Missing:
        """The label as an entry of evidence."""
        return Missing(state=self.state, label_id=self.id, label=self.label)


@dataclass(frozen=True, kw_only=True)
class Scale:
    """An ordered scale.

    levels: in the order written. best_first: whether the first written is the best.
    also_shown: labels that are no levels.
    """

    name: str
    title: str = field(compare=False)
    levels: tuple[ScaleLevel, ...]
    best_first: bool
    also_shown: tuple[ScaleLabel, ...] = ()

    @cached_property
    def by_rank(self) -> tuple[ScaleLevel, ...]:
        """Levels from worst (rank 0) to best."""
        return tuple(sorted(self.levels, key=lambda level: level.rank))

    @cached_property
    def by_id(self) -> Mapping[str, ScaleLevel]:
        """Level by its id."""
        return {level.id: level for level in self.levels}

    @cached_property
    def label_by_id(self) -> Mapping[str, ScaleLabel]:
        """Label that is no level, by its id."""
        return {label.id: label for label in self.also_shown}

    @property
    def has_worth(self) -> bool:
        """Whether every level has a worth, so that the scale can enter arithmetic."""
        return all(level.worth is not None for level in self.levels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of a set, and a value; its `str` is its id."""

    set: str
    id: str
    title: str = field(default="", compare=False)

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True, kw_only=True)
class MemberSet:
    """A declared set.

    needs: member id -> other set -> members of it that this member needs.
    places: member id -> other set -> the member it lies in (a theme, say).
    only_at: member id -> the subject levels at which it exists; absent means all.
    means: member id -> its meaning in words.
    characteristics: member id -> scale -> level id -> text.
    """

    name: str
    title: str = field(compare=False)
    members: tuple[Member, ...]
    needs: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    places: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    only_at: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    means: Mapping[str, str] = field(default_factory=dict, compare=False)
    characteristics: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict, compare=False)
    rests_on: tuple[str, ...] = field(default=(), compare=False)

    @cached_property
    def by_id(self) -> Mapping[str, Member]:
        """Member by its id."""
        return {member.id: member for member in self.members}

    def at(self, level: str) -> tuple[Member, ...]:
        """Members that exist at a subject level, in the order written."""
        return tuple(m for m in self.members if m.id not in self.only_at or level in self.only_at[m.id])

    def __iter__(self) -> Iterator[Member]:
        return iter(self.members)
