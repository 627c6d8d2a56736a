"""Tables of cases with subjects inside: a row a subject, worked out level by level, each collection by counting.

Column `subject` says which case a row is of, and `inside` which of its subjects: `LEVEL/ID`, `LEVEL/ID/LEVEL/ID` and so
on, nothing for the subject that the case is about. All other columns are those of a wide table (`layout`), at the level
of the row. Rows of one case need not stand together. Where something in a case is open, decided or given, the whole
case is worked out alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from wellled_rules.backends.columns.coding import SLOW
from wellled_rules.backends.columns.columns import Given
from wellled_rules.backends.columns.frames import not_given, still_possible
from wellled_rules.backends.columns.kernel import Run, Supply, run
from wellled_rules.backends.columns.layout import (
    ASSESSED_ON,
    SUBJECT,
    Layout,
    column_name,
    columns_at,
    layout,
    require_kept,
    unknown_column,
)
from wellled_rules.backends.columns.plan import Program, grouped_plan, offered
from wellled_rules.backends.columns.reading import Table, Taken, taken
from wellled_rules.backends.columns.rows import case_of
from wellled_rules.backends.columns.subjects import INSIDE, Subjects
from wellled_rules.backends.columns.support import UnsupportedOperator
from wellled_rules.backends.columns.writing import Answer, decided_column, possible_column, status_column, value_column
from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.decided import decided_by
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.grouped import Grouped, grouped, is_groupable
from wellled_rules.graph.subjects import Path, plural
from wellled_rules.graph.trace import Trace

__all__ = ["Alone", "case_of_row", "decide_trees"]

Alone: TypeAlias = "Callable[[Mapping[str, object]], Trace]"
"""One case alone, by the evaluator that knows possible sets; raises `CaseError` for a case that is refused."""

_Rows: TypeAlias = "NDArray[np.intp]"


def decide_trees(
    graph: DeterminationGraph,
    table: Table,
    alone: Alone,
    *,
    level: str | None = None,
    outcomes: Sequence[str] | None = None,
    keep: Sequence[str] = (),
) -> Table:
    """What each row of a table with a column `inside` comes to, in the same order.

    Columns `subject`, `inside`, those to keep, and for each outcome of each level `NAME...`, `NAME...:status`,
    `NAME...:decided_by` and `NAME...:possible`, null at levels that do not have it. level: of the subjects that cases
    are about, where several fit. outcomes: names, all unless told.
    Raises `CaseError`: for a column that no level has, for a subject that lies nowhere or stands twice, and with all
    findings about a case that is refused, by `/ROW` of its first row; `UnsupportedOperator` for rules whose collections
    cannot be counted; `KeyError` for an outcome that no level has.
    """
    if not is_groupable(graph):
        raise UnsupportedOperator("collections of numbers or days, and outcomes of a subject above")
    known = {name for names in graph.outcomes.values() for name in names}
    for name in outcomes or ():
        if name not in known:
            raise KeyError(name)
    return _Trees(graph, table, _root(graph, level), alone, outcomes, keep).answers()


def case_of_row(
    graph: DeterminationGraph, table: Table, row: int, *, level: str | None = None, keep: Sequence[str] = ()
) -> Mapping[str, object]:
    """The whole case that one row of a table with a column `inside` is part of; raises as `decide_trees` does."""
    subjects = Subjects(graph, table, _root(graph, level))
    subjects.check()
    rows = np.flatnonzero(subjects.case_numbers == subjects.case_numbers[row])
    return _Trees(graph, table.take(pa.array(rows)), subjects.root, _nobody, None, keep).case(range(len(rows)))


def _nobody(_: Mapping[str, object]) -> Trace:
    raise AssertionError("a case is read, and not worked out")


def _root(graph: DeterminationGraph, level: str | None) -> str:
    tops = [name for name, one in graph.levels.items() if not one.within]
    if level in graph.levels:
        assert level is not None
        return level
    if level is None and len(tops) == 1:
        return tops[0]
    headline = "the subjects of a table are of one level" if level is None else f"there is no level `{level}`"
    action = f"name one of: {', '.join(graph.levels)}"
    raise CaseError([diagnostic("unknown-name-in-case", headline, pointer="/subject/level", help=action)])


@dataclass(frozen=True)
class _Level:
    """The rows of one level. rows: their numbers. table, read: these rows alone."""

    level: str
    program: Program
    grouped: Grouped
    layout: Layout
    rows: _Rows
    table: Table
    read: Taken


class _Trees:
    def __init__(
        self,
        graph: DeterminationGraph,
        table: Table,
        root: str,
        alone: Alone,
        outcomes: Sequence[str] | None,
        keep: Sequence[str],
    ) -> None:
        self.graph, self.table, self.alone = graph, table, alone
        self.outcomes, self.keep = outcomes, keep
        require_kept(keep, table.column_names)
        self.subjects = Subjects(graph, table, root)
        self.subjects.check()
        self.paths = self.subjects.paths
        self.cases = self.subjects.case_numbers
        self.slow = np.zeros(len(self.paths), bool)

    # --- level by level

    @cached_property
    def levels(self) -> list[_Level]:
        """The levels that rows are of, those inside before those they lie in."""
        by_level: dict[str, list[int]] = {}
        for row in range(len(self.paths)):
            by_level.setdefault(self.subjects.level(row), []).append(row)
        self.refuse_columns(by_level or self.graph.levels)
        return [self.level(name, by_level[name]) for name in reversed(_downwards(self.graph)) if name in by_level]

    def refuse_columns(self, levels: Collection[str]) -> None:
        """A finding for each column that none of the levels has, or that stands where its level has it not."""
        known = {name for level in levels for name in _known(self.graph, level)}
        told = [name for name in self.table.column_names if name not in known and name not in self.keep]
        if told:
            raise CaseError([unknown_column(self.graph, self.subjects.root, name) for name in told])
        self.subjects.refuse_misplaced({level: _known(self.graph, level) for level in levels}, self.keep)

    def level(self, name: str, rows: Sequence[int]) -> _Level:
        plan = grouped(self.graph, name)
        assert plan is not None
        own = [one for one in self.table.column_names if one in _known(self.graph, name) and one != INSIDE]
        numbers = np.array(rows, np.intp)
        part = self.rows_of(numbers, own)
        said = layout(self.graph, own, level=name)
        program = grouped_plan(self.graph, name, plan)
        read = taken(program, said, part)
        self.slow[numbers] |= read.bad | read.stated
        return _Level(name, program, plan, said, numbers, part, read)

    def rows_of(self, rows: _Rows, names: Sequence[str]) -> Table:
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
    def outside(one: _Level, ran: Run) -> NDArray[np.bool_]:
        """Rows of subjects that the rules are not for, or may not be."""
        cover = one.program.cover
        if cover is None:
            return np.zeros(len(one.rows), bool)
        entries = ran.entries[cover]
        return np.isin(ran.codes[cover], [code for code, entry in enumerate(entries) if entry is not True])

    def supply(self, one: _Level, turn: int, given: Given) -> Supply:
        """A given column: as its rows say, or as those of the subjects above them do."""
        name = given.cell.node.partition(":")[0]
        if given.input.name == ASSESSED_ON:
            return self.day(one, given)
        if name == one.level:
            return one.read.supplies[turn]
        there = next((each for each in self.levels if each.level == name), None)
        holders = [self.subjects.above(int(row), name) for row in one.rows]
        if there is None or None in holders:
            self.slow[one.rows] = True
            return one.read.supplies[turn]
        program = Program(self.graph, name, (given,), {}, {}, None)
        found = taken(program, there.layout, there.table).supplies[0]
        where = self.places[np.array(holders, np.intp)]
        return Supply(found.codes[where], found.entries)

    def day(self, one: _Level, given: Given) -> Supply:
        """The day of the assessment, which the row of the subject that a case is about says."""
        rows = [self.subjects.first(int(row)) for row in one.rows]
        told = [name for name in (ASSESSED_ON,) if name in self.table.column_names]
        part = self.rows_of(np.array(rows, np.intp), told)
        said = layout(self.graph, part.column_names, level=one.level)
        return taken(Program(self.graph, one.level, (given,), {}, {}, None), said, part).supplies[0]

    def count(self, one: _Level, ran: Run, holder: _Level, counts: dict[tuple[str, int], NDArray[np.int64]]) -> None:
        """Count what the rows of a level put into the collections of those that they lie in."""
        holders = np.array([self.subjects.holder(int(row)) for row in one.rows], np.intp)
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

    # --- answers

    def answers(self) -> Table:
        ran = self.runs()
        slow = np.unique(self.cases[self.slow])
        traces = self.traces(slow.tolist())
        columns: dict[str, Any] = {
            SUBJECT: pa.array(self.subjects.cases),
            INSIDE: pa.array(self.subjects.words(INSIDE)),
        }
        answered: dict[str, list[tuple[_Level, Cell]]] = {}
        for name in self.keep:
            columns[name] = self.table.column(name)
        for one in reversed(self.levels):
            for cell in one.program.decided:
                if self.outcomes is not None and cell.node.partition(":")[2] not in self.outcomes:
                    continue
                answered.setdefault(column_name(cell), []).append((one, cell))
        for name, cells in answered.items():
            value, names = self.column(cells, ran, traces, decided=False), self.column(cells, ran, traces, decided=True)
            there = np.zeros(len(self.paths), bool)
            for one, _ in cells:
                there[one.rows] = True
            mask = pa.array(there)
            for told, column in (
                (name, value_column(value, self.graph.nodes[cells[0][1].node].type)),
                (f"{name}:status", status_column(value)),
                (f"{name}:decided_by", decided_column(names)),
                (f"{name}:possible", self.possible(value, cells, traces)),
            ):
                columns[told] = pa.compute.if_else(mask, column, pa.scalar(None, column.type))
        return pa.table(columns)

    def possible(self, value: Answer, cells: Sequence[tuple[_Level, Cell]], traces: Mapping[int, Trace]) -> Any:
        """By row what an undetermined outcome may still come to."""
        found = not_given(value)
        for one, cell in cells:
            for row in one.rows[np.isin(self.cases[one.rows], list(traces))].tolist():
                at = Cell(cell.node, cell.members, self.paths[row])
                found[row] = still_possible(traces[int(self.cases[row])], at)
        return possible_column(found, len(self.paths))

    def column(
        self,
        cells: Sequence[tuple[_Level, Cell]],
        ran: Mapping[str, Run],
        traces: Mapping[int, Trace],
        *,
        decided: bool,
    ) -> Answer:
        """By row what one outcome came to, or the names of the rules that decided it."""
        entries: list[Any] = [None]
        places: dict[Any, int] = {}
        codes = np.zeros(len(self.paths), np.int64)

        def place(entry: Any) -> int:
            if _key(entry) not in places:
                places[_key(entry)] = len(entries)
                entries.append(entry)
            return places[_key(entry)]

        for one, cell in cells:
            column = one.program.decided[cell] if decided else one.program.values[cell]
            told = np.array(
                [0 if entry is None or entry is SLOW else place(entry) for entry in ran[one.level].entries[column]],
                np.int64,
            )
            codes[one.rows] = told[ran[one.level].codes[column]]
            for row in one.rows[np.isin(self.cases[one.rows], list(traces))].tolist():
                trace = traces[int(self.cases[row])]
                at = Cell(cell.node, cell.members, self.paths[row])
                held = decided_by(trace, at) if decided else trace.value(at)
                codes[row] = 0 if held is None else place(held)
        return Answer(codes, entries)

    def traces(self, cases: Sequence[int]) -> Mapping[int, Trace]:
        """Cases alone; raises `CaseError` with what is wrong with any of them."""
        found: dict[int, Trace] = {}
        told: list[Diagnostic] = []
        for case in cases:
            rows = np.flatnonzero(self.cases == case).tolist()
            try:
                found[case] = self.alone(self.case(rows))
            except CaseError as error:
                told.extend(_at(one, rows[0]) for one in error.diagnostics)
        if told:
            raise CaseError(told)
        return found

    def case(self, rows: Sequence[int]) -> Mapping[str, object]:
        """The case that some rows say together."""
        by_level = {one.level: one for one in self.levels}
        made: dict[Path, dict[str, Any]] = {}
        for row in sorted(rows, key=lambda each: len(self.paths[each])):
            path = self.paths[row]
            one = by_level[self.subjects.level(row)]
            said: dict[str, Any] = dict(case_of(self.graph, one.layout, one.table, int(self.places[row])))
            if not path:
                made[path] = said
                continue
            about = {**{key: part for key, part in said.items() if key != SUBJECT}, "id": path[-1]}
            about.pop("assessed_on", None)
            made[path] = about
            holder = made[path[:-2]]
            (holder[SUBJECT] if len(path) == 2 else holder).setdefault(plural(path[-2]), []).append(about)
        return made[()]


def _at(one: Diagnostic, row: int) -> Diagnostic:
    return replace(one, pointer=f"/{row}{one.pointer or ''}")


def _key(value: object) -> object:
    return type(value), value


def _known(graph: DeterminationGraph, level: str) -> frozenset[str]:
    return frozenset((*columns_at(graph, level), INSIDE))


def _downwards(graph: DeterminationGraph) -> list[str]:
    """Levels, each after those that it may lie within."""
    found: dict[str, None] = {}

    def add(name: str) -> None:
        for one in graph.levels[name].within:
            add(one)
        found[name] = None

    for name in graph.levels:
        add(name)
    return list(found)
