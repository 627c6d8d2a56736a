"""What looking at one cell of one table or ladder found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from wellled_rules.graph.nodes import Choose
from wellled_rules.graph.regions import Region
from wellled_rules.graph.steps import Held
from wellled_rules.values.scale import Exact
from wellled_rules.values.types import Value

__all__ = ["Columns", "Found", "Site"]

Columns: TypeAlias = "tuple[Held, ...]"


@dataclass(frozen=True, slots=True)
class Site:
    """One cell of one table or ladder under one choice of assumptions (those that differ from what is taken)."""

    level: str
    node: Choose
    members: tuple[str, ...]
    assumed: tuple[tuple[str, Value], ...]


@dataclass
class Found:
    """What was found at one site.

    gaps: values of the columns (or of nothing, in a ladder) that no row answers for, each with a case.
    overlaps: two rows by index -> values of the columns that both answer for. reached: rows that answer.
    counts: values of the columns -> how many entries were combined where they occur.
    stretches: by column, entry -> the stretch that it stands for. shown: whether all cases were looked at.
    ends: the least and the most of a single column of numbers.
    """

    site: Site
    gaps: dict[Columns, str] = field(default_factory=dict)
    overlaps: dict[tuple[int, int], dict[Columns, str]] = field(default_factory=dict)
    reached: set[int] = field(default_factory=set)
    counts: dict[Columns, set[int]] = field(default_factory=dict)
    stretches: tuple[Mapping[Held, Region], ...] = ()
    shown: bool = True
    ends: tuple[Exact, Exact] | None = None
