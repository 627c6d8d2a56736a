"""The rows of subjects of one case and of many, worked out level by level, each collection by counting.

In: a table in which a row is a subject, and nothing is wrong with who lies where (`subjects`). Out: what the columns of
each level's program come to, and which rows are of cases that are worked out alone; such a case, put together again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from wellled_rules.backends.columns.columns import Given
from wellled_rules.backends.columns.kernel import Run, Supply, run
from wellled_rules.backends.columns.layout import ASSESSED_ON, SUBJECT, Layout, columns_at, layout
from wellled_rules.backends.columns.marking import may_be_marked
from wellled_rules.backends.columns.plan import Program, grouped_plan, offered
from wellled_rules.backends.columns.reading import Table, Taken, taken
from wellled_rules.backends.columns.rows import case_of
from wellled_rules.backends.columns.subjects import INSIDE, Fault, Subjects
from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.grouped import Grouped, grouped
from wellled_rules.graph.nodes import NodeId
from wellled_rules.graph.subjects import Path, plural

__all__ = ["Case", "Level", "Levels", "Rows", "downwards", "known_at"]

Rows: TypeAlias = "NDArray[np.intp]"
_OF_THE_WHOLE = (SUBJECT, ASSESSED_ON, "published_on", "assessment")


@dataclass(frozen=True)
class Level:
    """The rows of one level. rows: their numbers. table, read: these rows alone."""

    level: str
    program: Program
    grouped: Grouped
    layout: Layout
    rows: Rows
    table: Table
    read: Taken


@dataclass(frozen=True, slots=True)
class Case:
    """What some rows say together. rows: pointer to a subject, in its parts -> the row of that subject."""

    said: Mapping[str, object]
    rows: Mapping[tuple[str, ...], int]

    def fault(self, found: Diagnostic) -> Fault:
        """A finding about the case as one about the row that says it."""
        parts = tuple((found.pointer or "").split("/")[1:])
        most = max(size for size in range(len(parts) + 1) if parts[:size] in self.rows)
        pointer = "".join(f"/{part}" for part in parts[most:])
        return Fault(self.rows[parts[:most]], replace(found, pointer=pointer))


class Levels:
    """The rows of some cases by level. slow: rows for which a whole case is worked out alone. bad: those of which
    some entry is refused.

    keep: columns that say nothing about a case. marked: outcomes, by their nodes, whose marks are asked for.
    """

    def __init__(
        self, graph: DeterminationGraph, subjects: Subjects, keep: Collection[str], marked: Collection[NodeId] = ()
    ) -> None:
        self.graph, self.table, self.subjects, self.keep = graph, subjects.table, subjects, keep
        self.marked = marked
        self.paths = subjects.paths
        self.cases = subjects.case_numbers
        self.slow, self.bad = np.zeros(len(self.paths), bool), np.zeros(len(self.paths), bool)

    @cached_property
    def levels(self) -> list[Level]:
        """The levels that rows are of, those inside before those they lie in."""
        upwards = reversed(downwards(self.graph, self.subjects.root))
        by_level = {name: np.flatnonzero(self.subjects.levels == name) for name in upwards}
        return [self.level(name, rows) for name, rows in by_level.items() if len(rows)]

    def level(self, name: str, rows: Rows) -> Level:
        plan = grouped(self.graph, name)
        assert plan is not None
        known = known_at(self.graph, name) - {INSIDE, *self.keep} | {SUBJECT}
        own = [one for one in self.table.column_names if one in known]
        part = self.rows_of(rows, own)
        said = layout(self.graph, own, level=name)
        program = grouped_plan(self.graph, name, plan)
        read = taken(program, said, part)
        self.bad[rows] = read.bad
        self.slow[rows] |= read.bad | read.stated
        if self.marked:
            self.slow[rows] |= may_be_marked(self.graph, self.marked, said, part)
        return Level(name, program, plan, said, rows, part, read)

    def rows_of(self, rows: Rows, names: Sequence[str]) -> Table:
        """Some rows with some columns; a table without columns would have no rows."""
        if not names:
            return pa.table({SUBJECT: pa.nulls(len(rows))})
        return self.table.select(names).take(pa.array(rows))

    @cached_property
    def places(self) -> NDArray[np.intp]:
        """By row, its place among the rows of its level."""
        found = np.zeros(len(self.paths), np.intp)
        for one in self.levels:
            found[one.rows] = np.arange(len(one.rows))
        return found

    def runs(self) -> Mapping[str, Run]:
        """Every level worked out, those inside first."""
        counts: dict[tuple[str, int], NDArray[np.int64]] = {}
        found: dict[str, Run] = {}
        for one in self.levels:
            supplies = {turn: self.supply(one, turn, given) for turn, given in one.program.given}
            for turn, _ in one.program.counted:
                held = counts.get((one.level, turn), np.zeros(len(one.rows), np.int64))
                numbers, where = np.unique(held, return_inverse=True)
                supplies[turn] = Supply(where.astype(np.intp), numbers.tolist())
            found[one.level] = run(one.program, supplies, len(one.rows))
            self.slow[one.rows] |= found[one.level].slow | self.outside(one, found[one.level])
            for holder in self.levels:
                if holder.level in self.graph.levels[one.level].within:
                    self.count(one, found[one.level], holder, counts)
        return found

    @staticmethod
    def outside(one: Level, ran: Run) -> NDArray[np.bool_]:
        """Rows of subjects that the rules are not for, or may not be."""
        cover = one.program.cover
        if cover is None:
            return np.zeros(len(one.rows), bool)
        entries = ran.entries[cover]
        return np.isin(ran.codes[cover], [code for code, entry in enumerate(entries) if entry is not True])

    def supply(self, one: Level, turn: int, given: Given) -> Supply:
        """A given column: as its rows say, or as those of the subjects above them do."""
        name = given.cell.node.partition(":")[0]
        if given.input.name == ASSESSED_ON:
            return self.day(one, given)
        if name == one.level:
            return one.read.supplies[turn]
        there = next((each for each in self.levels if each.level == name), None)
        holders = self.subjects.above(one.rows, name)
        if there is None or holders is None:
            self.slow[one.rows] = True
            return one.read.supplies[turn]
        program = Program(self.graph, name, (given,), {}, {}, None)
        found = taken(program, there.layout, there.table).supplies[0]
        return Supply(found.codes[self.places[holders]], found.entries)

    def day(self, one: Level, given: Given) -> Supply:
        """The day of the assessment, which the row of the subject that a case is about says."""
        rows = self.subjects.first(one.rows)
        told = [name for name in (ASSESSED_ON,) if name in self.table.column_names]
        part = self.rows_of(rows, told)
        said = layout(self.graph, part.column_names, level=one.level)
        return taken(Program(self.graph, one.level, (given,), {}, {}, None), said, part).supplies[0]

    def count(self, one: Level, ran: Run, holder: Level, counts: dict[tuple[str, int], NDArray[np.int64]]) -> None:
        """Count what the rows of a level put into the collections of those that they lie in."""
        holders = self.subjects.holders[one.rows]
        inside = np.isin(holders, holder.rows)
        rows = holders[inside]
        into = self.places[rows]
        columns = {(step.step.collect, _key(step.step.value)): turn for turn, step in holder.program.counted}
        for turn, offer in enumerate(one.grouped.offers):
            if offer.collect.node.partition(":")[0] != holder.level:
                continue
            column = one.program.values[offered(turn)]
            for code, entry in enumerate(ran.entries[column]):
                at = columns.get((offer.collect, _key(entry)))
                if at is None:
                    continue
                hits = into[ran.codes[column][inside] == code]
                found = np.bincount(hits, minlength=len(holder.rows)).astype(np.int64)
                key = (holder.level, at)
                counts[key] = counts[key] + found if key in counts else found

    def case(self, rows: Sequence[int]) -> Case:
        """The case that some rows say together."""
        by_level = {one.level: one for one in self.levels}
        made: dict[Path, dict[str, Any]] = {}
        pointers: dict[Path, tuple[str, ...]] = {(): ()}
        for row in sorted(rows, key=lambda each: len(self.paths[each])):
            path = self.paths[row]
            one = by_level[str(self.subjects.levels[row])]
            said: dict[str, Any] = dict(case_of(self.graph, one.layout, one.table, int(self.places[row])))
            if not path:
                made[path] = said
                continue
            about = {**{key: part for key, part in said.items() if key not in _OF_THE_WHOLE}, "id": path[-1]}
            if "name" in said[SUBJECT]:
                about["name"] = said[SUBJECT]["name"]
            made[path] = about
            holder, key = made[path[:-2]], plural(path[-2])
            place = (*pointers[path[:-2]], SUBJECT, key) if len(path) == 2 else (*pointers[path[:-2]], key)
            beside = (holder[SUBJECT] if len(path) == 2 else holder).setdefault(key, [])
            pointers[path] = (*place, str(len(beside)))
            beside.append(about)
        numbers = {self.paths[row]: row for row in rows}
        return Case(made[()], {pointers[path]: numbers[path] for path in pointers})


def _key(value: object) -> object:
    return type(value), value


def known_at(graph: DeterminationGraph, level: str) -> frozenset[str]:
    """The columns that a row of a level may have."""
    return frozenset((*columns_at(graph, level), INSIDE))


def downwards(graph: DeterminationGraph, root: str) -> list[str]:
    """A level and those that may lie within it, each after those that it may lie within."""
    found: dict[str, None] = {}

    def add(name: str) -> None:
        for one in graph.levels[name].within:
            add(one)
        found[name] = None

    for name in graph.levels:
        add(name)
    reached = {root}
    for name in found:
        if reached.intersection(graph.levels[name].within):
            reached.add(name)
    return [name for name in found if name in reached]
