"""A program: what a level of a graph becomes for columns, and its orders in every form that a kernel runs."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from wellled_rules.backends.columns.arrays import Calls, Room, calls
from wellled_rules.backends.columns.coding import Coding
from wellled_rules.backends.columns.columns import Column, Counted, Given, is_open
from wellled_rules.backends.columns.tape import Tape, tape
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.graph import DeterminationGraph

if TYPE_CHECKING:
    from wellled_rules.backends.columns.machine import Machine

__all__ = ["Program"]

_MOST_ROOMS = 2


@dataclass(frozen=True)
class Program:
    """Columns in order, each reading earlier ones.

    values: cell -> column of what it holds. decided: outcome cell -> column of the names of its deciding rules.
    cover: column that says whether the rules are for the subject; none where they are for all.
    """

    graph: DeterminationGraph
    level: str
    columns: tuple[Column, ...]
    values: Mapping[Cell, int]
    decided: Mapping[Cell, int]
    cover: int | None

    def coding(self, column: int) -> Coding | None:
        """The coding of a column."""
        return self.columns[column].coding

    @cached_property
    def given(self) -> tuple[tuple[int, Given], ...]:
        """The columns that a table brings, by index."""
        return tuple((turn, one) for turn, one in enumerate(self.columns) if isinstance(one, Given))

    @cached_property
    def counted(self) -> tuple[tuple[int, Counted], ...]:
        """The columns that count the items of collections, by index."""
        return tuple((turn, one) for turn, one in enumerate(self.columns) if isinstance(one, Counted))

    @cached_property
    def wanted(self) -> tuple[int, ...]:
        """The columns that are asked for, by index."""
        cover = () if self.cover is None else (self.cover,)
        return tuple(dict.fromkeys((*self.values.values(), *self.decided.values(), *cover)))

    @cached_property
    def opens(self) -> tuple[tuple[int, int], ...]:
        """Of given columns that may hold a state that leaves a value open, the first number of such a state."""
        codings = [(turn, one.coding) for turn, one in self.given if one.coding is not None]
        found = ((turn, [code for code, one in enumerate(coding.entries) if is_open(one)]) for turn, coding in codings)
        return tuple((turn, codes[0]) for turn, codes in found if codes)

    @cached_property
    def tapes(self) -> tuple[Tape, Tape]:
        """The orders for a block of rows: where nothing that is given is open, and where something may be."""
        settled, opened = (tape(self.columns, self.wanted, opened=opened) for opened in (False, True))
        return settled, opened

    @cached_property
    def calls(self) -> tuple[Calls, Calls]:
        """What numpy is asked, for each tape."""
        settled, opened = map(calls, self.tapes)
        return settled, opened

    @cached_property
    def readings(self) -> dict[Hashable, Sequence[Hashable]]:
        """By cell and the values of its column, what they say: as tables before have shown."""
        return {}

    @cached_property
    def rooms(self) -> deque[Room]:
        """Room that no run works in."""
        return deque(maxlen=_MOST_ROOMS)

    def room(self) -> Room:
        """Room for one run, which gives it back to `rooms`; two at once never have the same."""
        try:
            return self.rooms.pop()
        except IndexError:
            return Room()

    @cached_property
    def machine(self) -> Machine:
        """The tapes as the compiled loop runs them; `ImportError` without numba."""
        from wellled_rules.backends.columns.machine import machine

        return machine(*self.tapes, self.opens)

    @cached_property
    def orders(self) -> int | None:
        """Orders that every row goes through; None where some column is not worked out by orders alone."""
        parts = [part for part in self.tapes[0].parts if not isinstance(part, int)]
        is_coded = all(one.coding is not None for one in self.columns)
        return sum(map(len, parts)) if is_coded and len(parts) == len(self.tapes[0].parts) else None
