"""Tables of cases with subjects inside: a row a subject, worked out level by level, each collection by counting.

Column `subject` says which case a row is of, and `inside` which of its subjects: `LEVEL/ID`, `LEVEL/ID/LEVEL/ID` and so
on, nothing for the subject that the case is about. All other columns are those of a wide table (`layout`), at the level
of the row. Where something in a case is open, decided or given, the whole case is worked out alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from wellled_rules.backends.columns.findings import Findings
from wellled_rules.backends.columns.frames import Enough
from wellled_rules.backends.columns.layout import (
    SUBJECT,
    column_name,
    columns_at,
    require_apart,
    require_kept,
    unknown_column,
)
from wellled_rules.backends.columns.levels import Levels, Rows, downwards, known_at
from wellled_rules.backends.columns.reading import Table
from wellled_rules.backends.columns.subjects import INSIDE, Fault, Subjects, words_of
from wellled_rules.backends.columns.support import UnsupportedOperator
from wellled_rules.diagnostics.diagnostic import diagnostic
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.grouped import is_groupable
from wellled_rules.graph.trace import Trace

__all__ = ["Alone", "TreeDecider", "Trees", "case_of_row", "columns_within", "decide_trees", "root_of", "tree_decider"]

Alone: TypeAlias = "Callable[[Mapping[str, object]], Trace]"
"""One case alone, by the evaluator that knows possible sets; raises `CaseError` for a case that is refused."""

_MOST_TOLD = 1_000


@dataclass(frozen=True, slots=True)
class Trees:
    """table: the answers to the rows of cases that are not refused. faults: what is wrong with the others, by row."""

    table: Table
    faults: Sequence[Fault]


@dataclass(frozen=True)
class TreeDecider:
    """What decides tables of whole cases; tables with the same columns may follow each other.

    root: the level of the subjects that cases are about. cells: the outcomes that are told, by level downwards.
    marks: whether their marks are told too.
    """

    graph: DeterminationGraph
    root: str
    cells: Mapping[str, Sequence[Cell]]
    keep: Sequence[str]
    marks: bool = False

    def decide(self, table: Table, alone: Alone) -> Trees:
        """Answers for all rows of cases that are not refused, in the same order; rows of a case may stand apart.

        Columns `subject`, `inside`, those to keep, and for each outcome of each level the columns of `frames.Decider`,
        null at levels that do not have it. The table may lack columns.
        """
        return self.begin(table, alone, lambda _: False)[1]

    def begin(self, table: Table, alone: Alone, enough: Enough, lost: Collection[str] = ()) -> tuple[int, Trees]:
        """The same for the first cases, whose rows stand together: all, or those up to one that is `enough`.

        Told first: how many rows these are. lost: cases that are refused already, and of which nothing more is told.
        """
        kept, subjects, faults = self.sound(table, lost)
        marked = {cell.node for cells in self.cells.values() for cell in cells} if self.marks else ()
        levels = Levels(self.graph, subjects, self.keep, marked)
        ran = levels.runs()
        findings = Findings(levels, ran)
        rows = table.num_rows
        for of_case in _by_case(levels.cases, levels.slow):
            told = _alone(levels, of_case, alone, findings, self.cells)
            faults += [one.moved(kept) for one in told]
            if enough(int(kept[of_case[-1]]) + 1):
                rows = int(kept[of_case[-1]]) + 1
                break
        answers = self.answers(subjects.table, findings).filter(pa.array((kept < rows) & ~findings.refused))
        return rows, Trees(answers, sorted((one for one in faults if one.row < rows), key=lambda one: one.row))

    def sound(self, table: Table, lost: Collection[str]) -> tuple[Rows, Subjects, list[Fault]]:
        """The rows of cases of which every row is of a subject of its own, and these; what is wrong with the others."""
        known = {level: known_at(self.graph, level) for level in self.cells}
        kept = np.arange(table.num_rows)
        faults: list[Fault] = []
        while True:
            if lost:
                cases = words_of(table, SUBJECT)
                kept = np.array([row for row in kept.tolist() if cases[row] not in lost], np.intp)
            is_whole = len(kept) == table.num_rows
            subjects = Subjects(self.graph, table if is_whole else table.take(pa.array(kept)), self.root)
            found = subjects.faults(known, self.keep)
            if not found:
                return kept, subjects, faults
            faults += [one.moved(kept) for one in found]
            lost = {subjects.cases[one.row] for one in found}

    def answers(self, table: Table, findings: Findings) -> Table:
        """The columns of the answers."""
        columns: dict[str, Any] = {
            SUBJECT: pa.array(words_of(table, SUBJECT), pa.string()),
            INSIDE: pa.array(words_of(table, INSIDE), pa.string()),
        }
        for name in self.keep:
            has = name in table.column_names
            columns[name] = table.column(name) if has else pa.nulls(table.num_rows, pa.string())
        answered: dict[str, dict[str, Cell]] = {}
        for level, cells in self.cells.items():
            for cell in cells:
                answered.setdefault(column_name(cell), {})[level] = cell
        for name, by_level in answered.items():
            columns |= findings.columns(name, by_level)
        return pa.table(columns)


def _by_case(cases: NDArray[np.intp], some: NDArray[np.bool_]) -> list[list[int]]:
    """The rows of each case of which some row is among some, in order; cases by their first row."""
    wanted = np.flatnonzero(np.isin(cases, np.unique(cases[some])))
    found: dict[int, list[int]] = {}
    for row, case in zip(wanted.tolist(), cases[wanted].tolist(), strict=True):
        found.setdefault(case, []).append(row)
    return list(found.values())


def _alone(
    levels: Levels, rows: Sequence[int], alone: Alone, findings: Findings, cells: Mapping[str, Sequence[Cell]]
) -> Sequence[Fault]:
    """Work one case out alone; what is wrong with it."""
    case = levels.case(rows)
    try:
        trace = alone(case.said)
    except CaseError as error:
        findings.refuse(rows)
        return [case.fault(one) for one in error.diagnostics]
    bad = [row for row in rows if levels.bad[row]]
    if bad:
        # What a case may say and a column may not: a value where its name promises a state.
        findings.refuse(rows)
        headline = "a column that ends in `:state` holds something else than a state"
        return [Fault(row, diagnostic("wrong-type-in-case", headline)) for row in bad]
    findings.put(trace, rows, cells)
    return ()


def tree_decider(
    graph: DeterminationGraph,
    names: Sequence[str],
    *,
    level: str | None = None,
    outcomes: Sequence[str] | None = None,
    marks: bool = False,
    keep: Sequence[str] = (),
) -> TreeDecider:
    """What decides tables with a column `inside` whose columns have these names.

    level: of the subjects that cases are about, where several fit. outcomes: names, all unless told.
    Raises `CaseError` for a column that no level has, for two of one name, for one to keep that is not there, and for
    rules that have an input `inside`; `UnsupportedOperator` for rules whose collections cannot be counted; `KeyError`
    for an outcome that no level has.
    """
    if not is_groupable(graph):
        raise UnsupportedOperator("collections of numbers or days, and outcomes of a subject above")
    root = root_of(graph, level)
    require_kept(keep, names)
    levels = downwards(graph, root)
    _require_columns(graph, root, names, keep)
    known = {name for one in levels for name in graph.outcomes.get(one, ())}
    for name in outcomes or ():
        if name not in known:
            raise KeyError(name)
    cells: dict[str, list[Cell]] = {}
    for one in levels:
        nodes = [graph.nodes[f"{one}:{name}"] for name in graph.outcomes.get(one, ()) if name in (outcomes or known)]
        cells[one] = [Cell(node.id, members) for node in nodes for members in graph.cells(node)]
    require_apart(keep, (cell for several in cells.values() for cell in several))
    return TreeDecider(graph, root, cells, keep, marks)


def root_of(graph: DeterminationGraph, level: str | None) -> str:
    """The level of the subjects that cases are about: the one named, or the one that lies within no other."""
    tops = [name for name, one in graph.levels.items() if not one.within]
    if level in graph.levels:
        assert level is not None
        return level
    if level is None and len(tops) == 1:
        return tops[0]
    headline = "the subjects of a table are of one level" if level is None else f"there is no level `{level}`"
    action = f"name one of: {', '.join(graph.levels)}"
    raise CaseError([diagnostic("unknown-name-in-case", headline, pointer="/subject/level", help=action)])


def columns_within(graph: DeterminationGraph, root: str) -> tuple[str, ...]:
    """Every column that a table may have whose cases are about subjects of a level."""
    found = dict.fromkeys(name for level in downwards(graph, root) for name in columns_at(graph, level))
    return (SUBJECT, INSIDE, *(name for name in found if name not in (SUBJECT, INSIDE)))


def _require_columns(graph: DeterminationGraph, root: str, names: Sequence[str], keep: Sequence[str]) -> None:
    known = frozenset(columns_within(graph, root))
    asks = next((one for one in graph.levels if INSIDE in columns_at(graph, one)), None)
    if asks is not None:
        headline = f"the column `{INSIDE}` says whom a row is of, and is no entry at level `{asks}`"
        action = "call the input otherwise; a table with a row for each entry may say it under this name"
        raise CaseError([diagnostic("misplaced-in-case", headline, pointer=f"/{INSIDE}", help=action)])
    told = [unknown_column(graph, root, name) for name in names if name not in known and name not in keep]
    for name in sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else ():
        told.append(diagnostic("given-twice", f"two columns are called `{name}`", pointer=f"/{name}"))
    if told:
        raise CaseError(told[:_MOST_TOLD])


def decide_trees(
    graph: DeterminationGraph,
    table: Table,
    alone: Alone,
    *,
    level: str | None = None,
    outcomes: Sequence[str] | None = None,
    marks: bool = False,
    keep: Sequence[str] = (),
) -> Table:
    """What each row of a table with a column `inside` comes to, in the same order (`TreeDecider.decide`).

    Raises as `tree_decider` does, and `CaseError` with what is wrong with any case, by `/ROW` and the place in what the
    row says.
    """
    made = tree_decider(graph, table.column_names, level=level, outcomes=outcomes, marks=marks, keep=keep)
    found = made.decide(table, alone)
    if found.faults:
        raise CaseError([one.at_row() for one in found.faults[:_MOST_TOLD]])
    return found.table


def case_of_row(
    graph: DeterminationGraph, table: Table, row: int, *, level: str | None = None, keep: Sequence[str] = ()
) -> Mapping[str, object]:
    """The whole case that one row of a table with a column `inside` is part of.

    Raises as `tree_decider` does, and `CaseError` for what is wrong with who lies where in that case.
    """
    made = tree_decider(graph, table.column_names, level=level, keep=keep)
    cases = words_of(table, SUBJECT)
    rows = np.array([each for each, case in enumerate(cases) if case == cases[row]], np.intp)
    part = table.take(pa.array(rows))
    _, subjects, faults = made.sound(part, ())
    if faults:
        raise CaseError([one.moved(rows).at_row() for one in faults[:_MOST_TOLD]])
    return Levels(graph, subjects, keep).case(range(part.num_rows)).said
