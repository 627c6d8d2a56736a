"""Tables of cases: decided together, each row still a case of its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from operator import index
from typing import Any, Protocol

from wellled_rules.api.absence import absent, require_text
from wellled_rules.api.result import Result
from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.graph import DeterminationGraph

try:
    from wellled_rules.backends.columns.frames import Decided, Decider, Enough, decider
    from wellled_rules.backends.columns.layout import layout, level_of
    from wellled_rules.backends.columns.levels import downwards
    from wellled_rules.backends.columns.reading import as_table
    from wellled_rules.backends.columns.rows import case_of
    from wellled_rules.backends.columns.subjects import is_of_trees
    from wellled_rules.backends.columns.trees import TreeDecider, Trees, case_of_row, decide_trees, root_of
except ModuleNotFoundError as error:
    if error.name not in ("numpy", "pyarrow"):
        raise
    told = f'tables need `{error.name}`, which is not installed: pip install "wellled-rules[columns]"'
    raise ModuleNotFoundError(told, name=error.name) from None

__all__ = ["Cases", "begun", "begun_cases", "decided", "evaluate_table", "refused", "row_result"]

_MOST_TOLD = 1_000


class Cases(Protocol):
    """What a framework does with one case."""

    @property
    def graph(self) -> DeterminationGraph:
        """Its determination graph."""
        ...

    def evidence(self, case: object) -> Evidence:
        """A case, validated."""
        ...

    def evaluate(self, case: object) -> Result:
        """What a case comes to."""
        ...


def evaluate_table(
    framework: Cases,
    table: Any,
    *,
    level: str | None = None,
    outcomes: Sequence[str] | None = None,
    slots: bool = False,
    marks: bool = False,
    keep: Sequence[str] = (),
) -> Any:
    """See `Framework.evaluate_table`."""
    table = as_table(table)
    names = _names(outcomes) if outcomes is not None else None
    _require_outcomes(framework.graph, table.column_names, names or (), level, _names(keep))
    if is_of_trees(framework.graph, table.column_names, _names(keep)):
        if slots:
            raise ValueError("slots are those of tables without the column `inside`")
        return decide_trees(
            framework.graph,
            table,
            lambda case: framework.evaluate(case).trace,
            level=level,
            outcomes=names,
            marks=marks,
            keep=_names(keep),
        )
    made = decider(
        framework.graph, table.column_names, level=level, outcomes=names, slots=slots, marks=marks, keep=_names(keep)
    )
    found = decided(framework, made, table)
    rows = found.refused[:_MOST_TOLD].tolist()
    told = [one for row in rows for one in refused(framework, made, table, row)]
    if told:
        raise CaseError(told)
    return found.table


def _require_outcomes(
    graph: DeterminationGraph, columns: Sequence[str], asked: Sequence[str], level: str | None, keep: Sequence[str]
) -> None:
    """Raise `KeyError` for an outcome that there is not: at the level of the table, or of subjects inside."""
    if not asked:
        return
    if is_of_trees(graph, columns, keep):
        levels = downwards(graph, root_of(graph, level))
    else:
        levels = [level_of(graph, columns, level=level, keep=keep)]
    known = dict.fromkeys(name for one in levels for name in graph.outcomes.get(one, ()))
    for name in asked:
        if require_text(name, "an outcome") not in known:
            raise absent("outcome", name, known)


def _names(names: Sequence[str]) -> Sequence[str]:
    """Names; a text is one name, not its letters."""
    return (names,) if isinstance(names, str) else names


def decided(framework: Cases, made: Decider, table: Any) -> Decided:
    """The answers to all rows that are not refused."""
    return made.decide(table, lambda case: framework.evaluate(case).trace)


def begun(framework: Cases, made: Decider, table: Any, enough: Enough) -> tuple[int, Decided]:
    """The answers to the first rows of a table, and how many rows these are: all, or those before `enough`."""
    return made.begin(table, lambda case: framework.evaluate(case).trace, enough)


def begun_cases(
    framework: Cases, made: TreeDecider, table: Any, enough: Enough, lost: Collection[str]
) -> tuple[int, Trees]:
    """The same of whole cases, a row a subject (`TreeDecider.begin`)."""
    return made.begin(table, lambda case: framework.evaluate(case).trace, enough, lost)


def refused(framework: Cases, made: Decider, table: Any, row: int) -> tuple[Diagnostic, ...]:
    """Why a row is refused, each finding by `/ROW` and its place in the case."""
    try:
        # A decision beyond its reach is seen only when the case is evaluated.
        framework.evaluate(framework.evidence(made.case(table, row)))
    except CaseError as error:
        return tuple(replace(one, pointer=f"/{row}{one.pointer or ''}") for one in error.diagnostics)
    # What a case may say and a column may not: a value where its name promises a state.
    headline = "a column that ends in `:state` holds something else than a state"
    return (diagnostic("wrong-type-in-case", headline, pointer=f"/{row}"),)


def row_result(framework: Cases, table: Any, row: int, *, level: str | None, keep: Sequence[str]) -> Result:
    """See `Framework.row_result`."""
    table = as_table(table)
    try:
        row = index(row)
    except TypeError:
        raise TypeError(f"a row is named by its number, not by `{type(row).__name__}`") from None
    if not 0 <= row < table.num_rows:
        rows = f"rows 0 to {table.num_rows - 1}" if table.num_rows else "no rows"
        raise IndexError(f"there is no row {row}: the table has {rows}")
    if is_of_trees(framework.graph, table.column_names, _names(keep)):
        return framework.evaluate(case_of_row(framework.graph, table, row, level=level, keep=_names(keep)))
    said = layout(framework.graph, table.column_names, level=level, keep=_names(keep))
    return framework.evaluate(case_of(framework.graph, said, table, row))
