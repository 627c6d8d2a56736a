"""The columns of a program, each by how it comes about."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from wellled_rules.backends.columns.coding import Coding
from wellled_rules.backends.columns.terms import Term
from wellled_rules.graph.cells import Cell, CountStep
from wellled_rules.graph.nodes import Input
from wellled_rules.values.missing import Missing

__all__ = ["Column", "Counted", "Folded", "Given", "Joined", "Looked", "Meaning", "is_open"]

Meaning: TypeAlias = "Callable[[Sequence[Hashable]], Hashable]"


@dataclass(frozen=True, slots=True)
class Given:
    """What a case records in one cell of an input, after treatment. coding: none where it holds too many values."""

    cell: Cell
    input: Input
    coding: Coding | None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many items of a collection hold a value, as the rows of the subjects inside say."""

    step: CountStep
    coding: None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """Looked up by the numbers of other columns, the last turning fastest.

    always: whether it may be `SLOW` though no column that it reads is open.
    """

    roots: tuple[int, ...]
    sizes: tuple[int, ...]
    table: NDArray[np.unsignedinteger]
    coding: Coding
    always: bool


@dataclass(frozen=True, slots=True)
class Folded:
    """The sum, or the largest, of a term an entry.

    kind: the type that holds the sum for every code that its columns may have.
    slow: column -> by code, whether the sum is then not known; only those columns that have such codes.
    size: numbers that the sum can be, `SLOW` left aside.
    """

    terms: tuple[Term, ...]
    largest: bool
    kind: type[np.unsignedinteger]
    slow: tuple[tuple[int, NDArray[np.bool_]], ...]
    size: int
    coding: Coding
    always: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """Asked once for each combination that a block holds. coding: none where its vocabulary is not known before."""

    reads: tuple[int, ...]
    meaning: Meaning
    coding: Coding | None
    memo: dict[tuple[object, ...], Hashable] = field(default_factory=dict, compare=False, repr=False)


Column: TypeAlias = "Given | Counted | Looked | Folded | Joined"


def is_open(entry: Hashable) -> bool:
    """Whether an entry is a state in which a value exists and is not known."""
    return isinstance(entry, Missing) and not entry.is_out
