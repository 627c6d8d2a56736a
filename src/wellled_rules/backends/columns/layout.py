"""The columns of a wide table: what each of them says of a case.

`NAME`, `NAME.MEMBER`, `NAME.MEMBER.MEMBER` is one cell of an input: a value, a state by its name, or null where nothing
was given. `NAME...:state`, where there is one and where it isn't null, is the state of that cell, for columns that hold
numbers. `assessed_on` is the day of the assessment, `subject` the id of who is assessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Input

__all__ = ["ASSESSED_ON", "STATE", "SUBJECT", "Layout", "column_name", "columns_at", "layout", "level_of"]

ASSESSED_ON, SUBJECT, STATE = "assessed_on", "subject", ":state"
_MOST_TOLD = 100


@dataclass(frozen=True)
class Layout:
    """Which column says what. values, states: cell of an input -> column. keep: columns that are passed on."""

    level: str
    values: Mapping[Cell, str]
    states: Mapping[Cell, str]
    keep: tuple[str, ...]


def column_name(cell: Cell) -> str:
    """The column of a cell."""
    return ".".join((cell.node.partition(":")[2], *cell.members))


def layout(
    graph: DeterminationGraph, names: Sequence[str], *, level: str | None = None, keep: Sequence[str] = ()
) -> Layout:
    """What columns of these names say at a level; where none is named, at the one that has them all.

    `CaseError` for a column that says nothing, for two of one name, and where several levels fit or none.
    """
    found_level = level_of(graph, names, level=level, keep=keep)
    found = _cells(graph, found_level)
    told = [name for name in names if name not in keep and name != SUBJECT]
    values = {found[name]: name for name in told if not name.endswith(STATE)}
    states = {found[name]: name for name in told if name.endswith(STATE)}
    return Layout(found_level, values, states, tuple(name for name in names if name in keep or name == SUBJECT))


def level_of(
    graph: DeterminationGraph, names: Sequence[str], *, level: str | None = None, keep: Sequence[str] = ()
) -> str:
    """The level that columns of these names are of; `CaseError` as `layout`."""
    if level is not None and level not in graph.levels:
        raise CaseError([_no_level(graph, f"there is no level `{level}`", nearest(level, graph.levels))])
    twice = sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []
    if twice:
        raise CaseError([_finding("given-twice", f"two columns are called `{name}`", name) for name in twice])
    levels = tuple(graph.levels) if level is None else (level,)
    known = {one: _cells(graph, one) for one in levels}
    told = [name for name in names if name not in keep and name != SUBJECT]
    fits = [one for one in levels if all(name in known[one] for name in told)]
    if len(fits) > 1:
        fits = [one for one in fits if one in graph.header.covers]
    if len(fits) > 1:
        raise CaseError([_no_level(graph, f"the columns fit several levels: {', '.join(fits)}", ())])
    if not fits:
        closest = max(levels, key=lambda one: sum(name in known[one] for name in told))
        strange = [name for name in told if name not in known[closest]]
        raise CaseError([_unknown(name, closest, known[closest]) for name in strange[:_MOST_TOLD]])
    return fits[0]


def columns_at(graph: DeterminationGraph, level: str) -> tuple[str, ...]:
    """Every column that a table may have at a level."""
    return (SUBJECT, *_cells(graph, level))


def _cells(graph: DeterminationGraph, level: str) -> Mapping[str, Cell]:
    """Column -> the cell that it is about."""
    inputs = [node for node in graph.at(level) if isinstance(node, Input)]
    cells = [Cell(node.id, members) for node in inputs for members in graph.cells(node)]
    named = {column_name(cell): cell for cell in cells}
    return named | {name + STATE: cell for name, cell in named.items()}


def _finding(code: str, headline: str, name: str, help: str | tuple[str, ...] = ()) -> Diagnostic:
    return diagnostic(code, headline, pointer="/" + name.replace("~", "~0").replace("/", "~1"), help=help)


def _unknown(name: str, level: str, known: Mapping[str, Cell]) -> Diagnostic:
    near = nearest(name, known)
    action = f"did you mean `{near[0]}`?" if near else "leave the column out, or name it among those to keep"
    return _finding("unknown-name-in-case", f"the column `{name}` is no input at level `{level}`", name, action)


def _no_level(graph: DeterminationGraph, headline: str, near: Sequence[str]) -> Diagnostic:
    action = f"did you mean `{near[0]}`?" if near else f"name one of: {', '.join(graph.levels)}"
    return diagnostic("unknown-name-in-case", headline, pointer="/subject/level", help=action)
