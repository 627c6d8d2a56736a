"""Cases with subjects inside through the quick engines, beside the reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
from support.aged import ages, told_age
from support.tables import entry_columns, word

from wellled_rules.backends.columns.layout import ASSESSED_ON, SUBJECT, column_name
from wellled_rules.backends.columns.subjects import INSIDE
from wellled_rules.backends.columns.trees import decide_trees
from wellled_rules.backends.compiled.tree import decide_tree
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.decided import decided_by
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.grouped import is_groupable
from wellled_rules.graph.trace import Trace

__all__ = ["by_columns", "by_functions", "outcomes_of"]


def outcomes_of(trace: Trace) -> tuple[Cell, ...]:
    """The cells of the outcomes of every subject."""
    nodes = trace.graph.nodes
    return tuple(cell for cell in trace.prepared.plan.places if trace.graph.is_outcome(nodes[cell.node]))


def by_functions(graph: DeterminationGraph, evidence: Evidence, trace: Trace) -> list[str] | None:
    """Outcomes that the functions of the levels say otherwise; None where they leave the case to the reference."""
    made = decide_tree(graph, evidence)
    if made is None:
        return None
    cells = outcomes_of(trace)
    return [f"{one}: {made.value(one)}" for one in cells if _typed(made.value(one)) != _typed(trace.told(one))]


def _typed(value: object) -> tuple[str, object]:
    return type(value).__name__, value


def by_columns(graph: DeterminationGraph, cases: Sequence[tuple[Evidence, Trace]]) -> tuple[list[str], int]:
    """Outcomes that a table of some cases of one level says otherwise, and how many cases it worked out alone."""
    if not is_groupable(graph):
        return [], len(cases)
    level = cases[0][0].subject.level
    rows = [row for number, (evidence, _) in enumerate(cases) for row in _rows(evidence, str(number))]
    names = list(dict.fromkeys(name for row in rows for name in row))
    table = pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in names})
    alone: list[int] = []
    told = decide_trees(graph, table, _known(cases, alone), level=level).to_pydict()
    places = {key: row for row, key in enumerate(zip(told[SUBJECT], told[INSIDE], strict=True))}
    found: list[str] = []
    for number, (_, trace) in enumerate(cases):
        for cell in outcomes_of(trace):
            row, name = places[str(number), "/".join(cell.subject)], column_name(cell)
            ours = (word(told[name][row]), told[f"{name}:status"][row], told[f"{name}:decided_by"][row] or "")
            theirs = (word(trace.told(cell)), trace.finding(cell).status.value, ";".join(decided_by(trace, cell)))
            if (ours, ages(told, name, row)) != (theirs, told_age(trace, cell)):
                found.append(f"case {number}, {cell}: {ours}, not {theirs}")
    return found, len(alone)


def _known(cases: Sequence[tuple[Evidence, Trace]], alone: list[int]) -> Callable[[Mapping[str, Any]], Trace]:
    """What is asked for a case alone: the trace that is there already."""

    def ask(case: Mapping[str, Any]) -> Trace:
        number = int(case["subject"]["id"])
        alone.append(number)
        return cases[number][1]

    return ask


def _rows(evidence: Evidence, number: str) -> Iterator[dict[str, str]]:
    for path, said in evidence.parts.items():
        row = {SUBJECT: number, INSIDE: "/".join(path)}
        for (name, members), one in said.entries.items():
            row.update(entry_columns(column_name(Cell(f":{name}", members)), one))
        if not path and evidence.assessed_on is not None:
            row[ASSESSED_ON] = evidence.assessed_on.isoformat()
        yield row
