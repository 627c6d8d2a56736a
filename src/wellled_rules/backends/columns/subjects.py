"""Which subject of which case each row of a table is of, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from wellled_rules.backends.columns.layout import ABOUT, SUBJECT
from wellled_rules.backends.columns.reading import Table
from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.subjects import Path, is_id, level_at, place_of

__all__ = ["INSIDE", "Fault", "Subjects", "is_of_trees", "words_of"]

INSIDE = "inside"


def is_of_trees(graph: DeterminationGraph, names: Collection[str], keep: Collection[str]) -> bool:
    """Whether a table of these columns has a row a subject. Where no level lies within another, none has."""
    return INSIDE in names and INSIDE not in keep and any(one.within for one in graph.levels.values())


_OF_THE_CASE = tuple(name for name in ABOUT if name != "subject:name")


def words_of(table: Table, name: str) -> list[str]:
    """A column as texts; nothing where it says nothing, or is not there."""
    if name not in table.column_names:
        return [""] * table.num_rows
    return ["" if one is None else str(one) for one in table.column(name).to_pylist()]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the row of a subject. row: its place in the table. found: pointing from that row on.

    other: the row that says the same, where that is what is wrong.
    """

    row: int
    found: Diagnostic
    other: int | None = None

    def at_row(self) -> Diagnostic:
        """The finding, pointing from the table on: `/ROW...`."""
        notes = () if self.other is None else (f"the other is row {self.other}",)
        return replace(self.found, pointer=f"/{self.row}{self.found.pointer or ''}", notes=notes + self.found.notes)

    def moved(self, rows: NDArray[np.intp]) -> Fault:
        """The same in a table of which the fault's has only some rows. rows: their places there."""
        other = None if self.other is None else int(rows[self.other])
        return Fault(int(rows[self.row]), self.found, other)


@dataclass(frozen=True)
class Subjects:
    """The rows of a table by case and by path. root: the level of the subjects that cases are about.

    What asks who lies where holds only where nothing is wrong with that (`faults`).
    """

    graph: DeterminationGraph
    table: Table
    root: str

    @cached_property
    def cases(self) -> list[str]:
        """By row, its case."""
        return words_of(self.table, SUBJECT)

    @cached_property
    def paths(self) -> list[Path]:
        """By row, its path from the subject that its case is about."""
        words = words_of(self.table, INSIDE)
        known = {one: place_of(one) for one in set(words)}
        return [known[one] for one in words]

    def faults(self, known: Mapping[str, Collection[str]], keep: Collection[str]) -> Sequence[Fault]:
        """What is wrong with who lies where; if nothing is, with rows that say what their level has not.

        known: by level, its columns. keep: columns that say nothing about the case.
        """
        found = list(self.strays()) or list(self.doubles())
        if found:
            return found
        told = [one for name in self.table.column_names if name not in keep for one in self.misplaced(name, known)]
        return sorted(told, key=lambda one: one.row)

    def strays(self) -> Iterator[Fault]:
        """A fault for each row that is of no subject there may be."""
        known: dict[Path, bool] = {}
        for row, path in enumerate(self.paths):
            if path not in known:
                known[path] = self.lies(path)
            if not known[path]:
                action = "write LEVEL/ID for each level downwards, each directly within the one before it"
                headline = f"{'/'.join(path)!r} is no subject inside a {self.root}"
                yield _fault(row, "unknown-name-in-case", headline, f"/{INSIDE}", action)

    def lies(self, path: Path) -> bool:
        """Whether each level of a path lies directly within the one before it."""
        if len(path) % 2 or not all(map(is_id, path[1::2])):
            return False
        levels = [self.root, *path[::2]]
        known = self.graph.levels
        return all(one in known and holder in known[one].within for holder, one in pairwise(levels))

    def doubles(self) -> Iterator[Fault]:
        """A fault for each row of a subject that has one already, and of a subject that lies in none."""
        for row, key in enumerate(zip(self.cases, self.paths, strict=True)):
            if self.numbers[key] != row:
                headline = f"two rows are of {'/'.join(key[1]) or 'the subject itself'} in {key[0]!r}"
                yield replace(_fault(row, "given-twice", headline, "", "keep one"), other=self.numbers[key])
            elif key[1] and (key[0], key[1][:-2]) not in self.numbers:
                headline = f"no row is of the subject that {'/'.join(key[1])} lies in"
                yield _fault(row, "unknown-name-in-case", headline, f"/{INSIDE}", "add one")

    @cached_property
    def numbers(self) -> dict[tuple[str, Path], int]:
        """Case and path -> the first row of it."""
        found: dict[tuple[str, Path], int] = {}
        for row, key in enumerate(zip(self.cases, self.paths, strict=True)):
            found.setdefault(key, row)
        return found

    @cached_property
    def case_numbers(self) -> NDArray[np.intp]:
        """By row, a number that all rows of its case share."""
        known: dict[str, int] = {}
        return np.array([known.setdefault(one, len(known)) for one in self.cases], np.intp)

    def misplaced(self, name: str, known: Mapping[str, Collection[str]]) -> Iterator[Fault]:
        """A fault for each row in which a column stands and may not."""
        here = [level for level, names in known.items() if name in names]
        once = name in _OF_THE_CASE
        rows = self.said_at(name, [level for level in known if once or level not in here])
        if once and len(rows):
            words, firsts = words_of(self.table, name), self.first(rows)
            for row, first in zip(rows.tolist(), firsts.tolist(), strict=True):
                if words[row] != words[first]:
                    headline = f"`{name}` is another here than in the row of the {self.root} itself"
                    action = "say it in that row, and here the same or nothing"
                    yield _fault(row, "misplaced-in-case", headline, f"/{name}", action)
            return
        for row in rows.tolist():
            headline = f"`{name}` is no column of a row at level `{self.levels[row]}`"
            action = f"leave it empty in this row; it is for rows at {', '.join(f'`{one}`' for one in here)}"
            yield _fault(row, "not-at-level-in-case", headline, f"/{name}", action)

    def said_at(self, name: str, levels: Collection[str]) -> NDArray[np.intp]:
        """The rows of some levels in which a column says anything."""
        rows = np.flatnonzero(np.isin(self.levels, list(levels)))
        part = self.table.select([name]).take(pa.array(rows)).column(0)
        if part.null_count == len(part):
            return rows[:0]
        words = ["" if one is None else str(one) for one in part.to_pylist()]
        return rows[[bool(one.strip()) for one in words]]

    @cached_property
    def levels(self) -> NDArray[np.str_]:
        """By row, the level of the subject that it is of."""
        return np.array([level_at(self.root, path) for path in self.paths], np.str_)

    @cached_property
    def holders(self) -> NDArray[np.intp]:
        """By row, the row of the subject that its own lies directly in; of the one that a case is about, itself."""
        keys = zip(self.cases, self.paths, strict=True)
        return np.array([self.numbers[case, path[:-2]] for case, path in keys], np.intp)

    def above(self, rows: NDArray[np.intp], level: str) -> NDArray[np.intp] | None:
        """For each of some rows that of the subject of a level which holds its own; None where one has none."""
        while len(below := np.flatnonzero(self.levels[rows] != level)):
            up = self.holders[rows[below]]
            if bool((up == rows[below]).any()):
                return None
            rows = rows.copy()
            rows[below] = up
        return rows

    def first(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """For each of some rows that of the subject which its case is about."""
        while bool((rows != (up := self.holders[rows])).any()):
            rows = up
        return rows


def _fault(row: int, code: str, headline: str, pointer: str, action: str) -> Fault:
    return Fault(row, diagnostic(code, headline, pointer=pointer, help=action))
