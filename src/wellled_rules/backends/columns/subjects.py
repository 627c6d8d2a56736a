"""Which subject of which case each row of a table is of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from wellled_rules.backends.columns.layout import ABOUT, SUBJECT
from wellled_rules.backends.columns.reading import Table
from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.subjects import Path, is_id, level_at, place_of

__all__ = ["INSIDE", "Subjects", "is_of_trees"]

INSIDE = "inside"


def is_of_trees(graph: DeterminationGraph, names: Collection[str], keep: Collection[str]) -> bool:
    """Whether a table of these columns has a row a subject. Where no level lies within another, none has."""
    return INSIDE in names and INSIDE not in keep and any(one.within for one in graph.levels.values())


_MOST_TOLD = 1_000
_OF_THE_CASE = tuple(name for name in ABOUT if name != "subject:name")


@dataclass(frozen=True)
class Subjects:
    """The rows of a table by case and by path. root: the level of the subjects that cases are about.

    What raises `CaseError`: a path that is none, two rows of one subject, a subject that lies in none.
    """

    graph: DeterminationGraph
    table: Table
    root: str

    def words(self, name: str) -> list[str]:
        """A column as texts; nothing where it says nothing."""
        if name not in self.table.column_names:
            return [""] * self.table.num_rows
        return ["" if one is None else str(one) for one in self.table.column(name).to_pylist()]

    @cached_property
    def cases(self) -> list[str]:
        """By row, its case."""
        return self.words(SUBJECT)

    @cached_property
    def paths(self) -> list[Path]:
        """By row, its path from the subject that its case is about."""
        known: dict[str, Path] = {}
        told: list[Diagnostic] = []
        for row, words in enumerate(self.words(INSIDE)):
            if words in known:
                continue
            known[words] = place_of(words)
            if not self.lies(known[words]):
                action = "write LEVEL/ID for each level downwards, each directly within the one before it"
                headline = f"{words!r} is no subject inside a {self.root}"
                told.append(diagnostic("unknown-name-in-case", headline, pointer=f"/{row}/{INSIDE}", help=action))
        if told:
            raise CaseError(told)
        return [known[words] for words in self.words(INSIDE)]

    def lies(self, path: Path) -> bool:
        """Whether each level of a path lies directly within the one before it."""
        if len(path) % 2 or not all(map(is_id, path[1::2])):
            return False
        levels = [self.root, *path[::2]]
        known = self.graph.levels
        return all(one in known and holder in known[one].within for holder, one in pairwise(levels))

    @cached_property
    def numbers(self) -> dict[tuple[str, Path], int]:
        """Case and path -> row."""
        found: dict[tuple[str, Path], int] = {}
        told: list[Diagnostic] = []
        for row, key in enumerate(zip(self.cases, self.paths, strict=True)):
            if key in found:
                headline = f"two rows are of {'/'.join(key[1]) or 'the subject itself'} in {key[0]!r}"
                notes = (f"the other is row {found[key]}",)
                told.append(diagnostic("given-twice", headline, pointer=f"/{row}", help="keep one", notes=notes))
            found.setdefault(key, row)
        for row, (subject, path) in enumerate(zip(self.cases, self.paths, strict=True)):
            if path and (subject, path[:-2]) not in found:
                headline = f"no row is of the subject that {'/'.join(path)} lies in"
                told.append(diagnostic("unknown-name-in-case", headline, pointer=f"/{row}/{INSIDE}", help="add one"))
        if told:
            raise CaseError(told)
        return found

    @cached_property
    def case_numbers(self) -> NDArray[np.intp]:
        """By row, a number that all rows of its case share."""
        known: dict[str, int] = {}
        return np.array([known.setdefault(one, len(known)) for one in self.cases], np.intp)

    def check(self) -> None:
        """Raise `CaseError` for what is wrong with who lies where."""
        _ = self.numbers

    def refuse_misplaced(self, known: Mapping[str, Collection[str]], keep: Collection[str]) -> None:
        """Raise `CaseError` where a row says what its level has not, or what is said once, of the case.

        known: by level, its columns. keep: columns that say nothing about the case.
        """
        told = [one for name in self.table.column_names if name not in keep for one in self.misplaced(name, known)]
        if told:
            raise CaseError(sorted(told, key=lambda one: int((one.pointer or "/0").split("/")[1]))[:_MOST_TOLD])

    def misplaced(self, name: str, known: Mapping[str, Collection[str]]) -> Iterator[Diagnostic]:
        """A finding for each row in which a column stands and may not."""
        here = [level for level, names in known.items() if name in names]
        once = name in _OF_THE_CASE
        if len(here) == len(known) and not once:
            return
        words = self.words(name)
        for row, said in enumerate(words):
            if not said.strip():
                continue
            if once and said != words[self.first(row)]:
                headline = f"`{name}` is another here than in the row of the {self.root} itself"
                action = "say it in that row, and here the same or nothing"
                yield diagnostic("misplaced-in-case", headline, pointer=f"/{row}/{name}", help=action)
            elif not once and self.level(row) not in here:
                headline = f"`{name}` is no column of a row at level `{self.level(row)}`"
                action = f"leave it empty in this row; it is for rows at {', '.join(f'`{one}`' for one in here)}"
                yield diagnostic("not-at-level-in-case", headline, pointer=f"/{row}/{name}", help=action)

    def level(self, row: int) -> str:
        """The level of the subject that a row is of."""
        return level_at(self.root, self.paths[row])

    def above(self, row: int, level: str) -> int | None:
        """The row of the subject of a level that holds a row's; none where there is none."""
        path = self.paths[row]
        while level_at(self.root, path) != level:
            if not path:
                return None
            path = path[:-2]
        return self.numbers[self.cases[row], path]

    def holder(self, row: int) -> int:
        """The row of the subject that a row's lies directly in."""
        return self.numbers[self.cases[row], self.paths[row][:-2]]

    def first(self, row: int) -> int:
        """The row of the subject that the case of a row is about."""
        return self.numbers[self.cases[row], ()]
