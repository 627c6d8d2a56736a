"""Cases as the rows of one table, and what the column evaluator says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Protocol, cast

import pyarrow as pa
from support.aged import Aged, ages

from wellled_rules.api import Result
from wellled_rules.api.tables import decided
from wellled_rules.backends.columns.frames import Decider, decider
from wellled_rules.backends.columns.layout import ASSESSED_ON, SUBJECT, column_name
from wellled_rules.cases.canonical import plain_value
from wellled_rules.cases.taking import taken
from wellled_rules.cases.validate import validate
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.evidence import Evidence, Recorded
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.trace import Possible, Trace
from wellled_rules.values.missing import Missing
from wellled_rules.values.operators import Entry

__all__ = ["Answered", "Told", "Traced", "answered", "entry_columns", "is_row", "word"]

Told = tuple[str | None, str, tuple[str, ...]]
"""Of one outcome: its value, its status, the names that decided it; as columns say them."""


class Traced(Protocol):
    """As much of a trace as columns read of a row that they leave."""

    def told(self, cell: Cell, /) -> Entry | None: ...
    def is_open(self, cell: Cell, /) -> bool: ...
    def kept(self, what: str, cell: Cell, /) -> object: ...
    def still_possible(self, cell: Cell, /) -> Possible: ...
    @property
    def graph(self) -> DeterminationGraph: ...
    @property
    def evidence(self) -> Evidence: ...


@dataclass(frozen=True)
class Answered:
    """By row, what is told of each outcome of the level. alone: how many rows were worked out alone.

    ages: by row, what is told of the vintage of each outcome.
    """

    rows: tuple[tuple[Told, ...], ...]
    ages: tuple[tuple[Aged, ...], ...]
    alone: int


def is_row(case: Evidence) -> bool:
    """Whether a table can say it: nobody decided anything, nothing is given, and there is nobody inside."""
    return not case.decisions and not case.given and not case.inside


def word(value: object) -> str | None:
    """A value as it is written; none for none and for a state."""
    match value:
        case None | Missing():
            return None
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case _:
            return str(value)


def answered(
    graph: DeterminationGraph,
    cases: Sequence[Evidence],
    alone: Callable[[int, Evidence], Traced],
    outcomes: Sequence[str] | None = None,
) -> Answered:
    """What one table of cases of one level comes to. alone: what is asked for a row that columns leave."""
    level = cases[0].subject.level
    rows = [dict(_columns(case)) | {SUBJECT: str(turn)} for turn, case in enumerate(cases)]
    names = tuple(dict.fromkeys(name for row in rows for name in row))
    table = pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in names})
    made = _decider(_Same(graph), names, level, None if outcomes is None else tuple(outcomes))
    found = decided(_Alone(graph, alone), made, table)
    assert found.table.num_rows == len(cases), "no row is refused"
    cells = [column_name(cell) for cell in made.program.decided]
    told = found.table.to_pydict()
    columns = [[told[f"{name}{end}"] for end in ("", ":status", ":decided_by")] for name in cells]
    return Answered(
        tuple(
            tuple((word(value[row]), status[row], _names(by[row])) for value, status, by in columns)
            for row in range(len(cases))
        ),
        tuple(tuple(ages(told, name, row) for name in cells) for row in range(len(cases))),
        found.alone,
    )


def _names(held: str | None) -> tuple[str, ...]:
    return tuple((held or "").split(";")) if held else ()


@dataclass(frozen=True)
class _Alone:
    """A framework of which only some rows are asked, each by its number."""

    graph: DeterminationGraph
    alone: Callable[[int, Evidence], Traced]

    def evidence(self, case: object) -> Evidence:
        return validate(self.graph, taken(case))

    def evaluate(self, case: object) -> Result:
        case = self.evidence(case)
        assert case.subject.id is not None
        return Result(cast("Trace", self.alone(int(case.subject.id), case)))


@dataclass(frozen=True)
class _Same:
    """A graph that is looked up by its identity: comparing whole graphs takes longer than planning."""

    graph: DeterminationGraph

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.graph is self.graph

    def __hash__(self) -> int:
        return id(self.graph)


@lru_cache(maxsize=8)
def _decider(graph: _Same, names: tuple[str, ...], level: str, outcomes: tuple[str, ...] | None) -> Decider:
    return decider(graph.graph, names, level=level, outcomes=outcomes)


def _columns(case: Evidence) -> Iterator[tuple[str, str]]:
    for (name, members), said in case.entries.items():
        yield from entry_columns(column_name(Cell(f":{name}", members)), said)
    if case.assessed_on is not None:
        yield ASSESSED_ON, case.assessed_on.isoformat()


def entry_columns(name: str, said: Recorded) -> Iterator[tuple[str, str]]:
    """The columns of one entry, and what each says: its value, or the earlier assessments that it is carried from."""
    if not said.carried:
        yield name, _column_text(said.value)
    for turn, one in enumerate(said.carried, 1):
        head = f"{name}:carried" if turn == 1 else f"{name}:carried_{turn}"
        yield head, _column_text(one.value)
        yield from ((f"{head}_name", one.name), (f"{head}_under", one.framework), (f"{head}_on", one.on.isoformat()))


def _column_text(entry: Entry) -> str:
    """An entry as a column of texts has it."""
    plain: Any = plain_value(entry)
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    return ";".join(plain) if isinstance(plain, list) else str(plain)
