"""The columns of a wide table: what each of them says of a case.

| column | says |
|---|---|
| `INPUT`, `INPUT.MEMBER`, `INPUT.MEMBER.MEMBER` | one entry: a value, or a state by its name; null: not given |
| `INPUT...:state` | the state of that entry where it is not null, for columns that hold numbers |
| `INPUT...:reason`, `:judged_by`, `:on`, `:note`, `:characteristic` | what is said about that entry |
| `INPUT...:carried` | the value of an earlier assessment that the entry is carried from; it then has none of its own |
| `INPUT...:carried_name`, `:carried_under` | what it is called there, and under which version, as `id@version` |
| `INPUT...:carried_on`, `:carried_assessment` | the day of that assessment, and its id |
| `INPUT...:carried_2`, `:carried_2_name`, ... | the same of a second, and so on: one for each line `carried from` |
| `given:OUTCOME...`, and the same with `:state`, `:reason`... | a derived value stated as known |
| `RULE...` | the level that people decided under a moderation, for that cell of its outcome; null: nobody did |
| `RULE...` | what people put in place of a rule's answer, departing from it; for an exception, yes: they did |
| `RULE...:role`, `:reason`, `:on`, `:clause` | who decided it, why, when, and what allows a departure |
| `assessed_on`, `published_on` | days |
| `subject`, `subject:name`, `assessment:id`, `assessment:reason` | who is assessed, and the assessment |
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Adjustment, AdjustmentKind, Determine, Input

__all__ = [
    "ABOUT",
    "ANSWERED",
    "ASSESSED_ON",
    "CARRIED",
    "FIRST_CARRIED",
    "SUBJECT",
    "Heading",
    "Layout",
    "Said",
    "column_name",
    "columns_at",
    "layout",
    "level_of",
    "require_apart",
    "require_kept",
    "unknown_column",
]

ANSWERED = ("", ":status", ":decided_by", ":possible")
"""Ends of the columns that answer for a cell."""
ASSESSED_ON, SUBJECT = "assessed_on", "subject"
GIVEN = "given:"
STATE, VALUE = "state", "value"
REMARKS = ("reason", "judged_by", "on", "note", "characteristic")
_EARLIER = {
    "": "value",
    "_name": "name",
    "_under": "framework",
    "_on": "assessed_on",
    "_assessment": "assessment",
}
_MOST_CARRIED = 9
CARRIED: Mapping[str, tuple[int, str]] = {
    f"carried{'' if turn == 1 else f'_{turn}'}{end}": (turn, key)
    for turn in range(1, _MOST_CARRIED + 1)
    for end, key in _EARLIER.items()
}
"""What a column says of an earlier assessment: of which of those that an entry has, and the key in a case for it."""
FIRST_CARRIED = tuple(name for name, (turn, _) in CARRIED.items() if turn == 1)
"""The columns of the first."""
DECIDED = ("role", "reason", "on")
DEPARTED = (*DECIDED, "clause")
ABOUT: Mapping[str, tuple[str, ...]] = {
    ASSESSED_ON: (ASSESSED_ON,),
    "published_on": ("published_on",),
    "subject:name": ("subject", "name"),
    "assessment:id": ("assessment", "id"),
    "assessment:reason": ("assessment", "reason"),
}
"""Columns that say something of the whole case, and its place there; a day that rules read is an input as well."""
_MOST_TOLD = 100


class Heading(Enum):
    """What a cell is one of."""

    INPUT = "input"
    GIVEN = "given"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Said:
    """What a column says of one cell. cell: of an input, an outcome, a moderation or a rule that was departed from.

    key: `value`, or `state` for the same in a column of states; otherwise the key that a case has for it.
    """

    heading: Heading
    cell: Cell
    key: str = VALUE


@dataclass(frozen=True)
class Layout:
    """Which column says what. values, states: cell of an input -> column. keep: columns that are passed on.

    remarks: column -> what it says about an entry. carried: column -> what it says of an earlier assessment.
    stated: column -> what it says of a decision, or of a derived value. about: columns of `ABOUT`.
    """

    level: str
    values: Mapping[Cell, str]
    states: Mapping[Cell, str]
    keep: tuple[str, ...]
    remarks: Mapping[str, Said]
    carried: Mapping[str, Said]
    stated: Mapping[str, Said]
    about: tuple[str, ...]

    def among(self, names: Sequence[str]) -> Layout:
        """The same for a table that has only some of the columns."""
        there = frozenset(names)
        return replace(
            self,
            values={cell: name for cell, name in self.values.items() if name in there},
            states={cell: name for cell, name in self.states.items() if name in there},
            remarks={name: said for name, said in self.remarks.items() if name in there},
            carried={name: said for name, said in self.carried.items() if name in there},
            stated={name: said for name, said in self.stated.items() if name in there},
            about=tuple(name for name in self.about if name in there),
        )


def column_name(cell: Cell) -> str:
    """The column of a cell."""
    return ".".join((cell.node.partition(":")[2], *cell.members))


def require_kept(keep: Sequence[str], names: Sequence[str]) -> None:
    """Raise `CaseError` for a column to keep that is not there."""
    absent = [name for name in keep if name not in names]
    if absent:
        raise CaseError([_absent(name, names) for name in absent])


def require_apart(keep: Sequence[str], cells: Iterable[Cell]) -> None:
    """Raise `CaseError` for a column to keep that would stand under the name of a column of answers."""
    answers = {f"{column_name(cell)}{end}" for cell in cells for end in ANSWERED}
    told = [
        _finding("given-twice", f"`{name}` is kept, and answered as well", name, "call the column otherwise")
        for name in keep
        if name in answers
    ]
    if told:
        raise CaseError(told[:_MOST_TOLD])


def layout(
    graph: DeterminationGraph, names: Sequence[str], *, level: str | None = None, keep: Sequence[str] = ()
) -> Layout:
    """What columns of these names say at a level; where none is named, at the one that has them all.

    `CaseError` for a column that says nothing, for two of one name, for one to keep that is not there, and where
    several levels fit or none.
    """
    require_kept(keep, names)
    found_level = level_of(graph, names, level=level, keep=keep)
    found = _columns(graph, found_level)
    told = [name for name in names if name not in keep and name != SUBJECT]
    said = {name: one for name in told if (one := found[name]) is not None}
    inputs = {name: one for name, one in said.items() if one.heading is Heading.INPUT}
    return Layout(
        level=found_level,
        values={one.cell: name for name, one in inputs.items() if one.key == VALUE},
        states={one.cell: name for name, one in inputs.items() if one.key == STATE},
        keep=tuple(name for name in names if name in keep or name == SUBJECT),
        remarks={name: one for name, one in inputs.items() if one.key in REMARKS},
        carried={name: one for name, one in inputs.items() if one.key in CARRIED},
        stated={name: one for name, one in said.items() if one.heading is not Heading.INPUT},
        about=tuple(name for name in told if found[name] is None),
    )


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
    known = {one: _columns(graph, one) for one in levels}
    told = [name for name in names if name not in keep and name != SUBJECT]
    fits = [one for one in levels if all(name in known[one] for name in told)]
    if len(fits) > 1:
        fits = [one for one in fits if one in graph.header.covers]
    if len(fits) > 1:
        headline = f"the columns fit several levels: {', '.join(fits)}"
        action = f"name one of them: {', '.join(f'`--level {one}`' for one in fits)}; `level` of `evaluate_table`"
        raise CaseError([diagnostic("unknown-name-in-case", headline, pointer="/subject/level", help=action)])
    if not fits:
        closest = max(levels, key=lambda one: sum(name in known[one] for name in told))
        strange = [name for name in told if name not in known[closest]]
        raise CaseError([_unknown(name, closest, known[closest]) for name in strange[:_MOST_TOLD]])
    return fits[0]


def columns_at(graph: DeterminationGraph, level: str) -> tuple[str, ...]:
    """Every column that a table may have at a level."""
    return (SUBJECT, *_columns(graph, level))


def unknown_column(graph: DeterminationGraph, level: str, name: str) -> Diagnostic:
    """The finding about a column that says nothing at a level."""
    return _unknown(name, level, _columns(graph, level))


def _columns(graph: DeterminationGraph, level: str) -> Mapping[str, Said | None]:
    """Column -> what it says of a cell; None where it says something of the whole case; made once a graph."""
    made = graph.memo.get(("columns of tables", level))
    if isinstance(made, _Columns):
        return made.said
    found = _Columns(dict.fromkeys(ABOUT) | _of_cells(graph, level))
    graph.memo["columns of tables", level] = found
    return found.said


@dataclass(frozen=True, slots=True)
class _Columns:
    said: Mapping[str, Said | None]


def _of_cells(graph: DeterminationGraph, level: str) -> dict[str, Said | None]:
    found: dict[str, Said | None] = {}
    for node in graph.at(level):
        match node:
            case Input(name=name) if name == ASSESSED_ON:
                found[name] = Said(Heading.INPUT, Cell(node.id))
            case Input():
                carried = tuple(name for name, (turn, _) in CARRIED.items() if turn <= len(node.carried))
                for members in graph.cells(node):
                    _add(found, Heading.INPUT, Cell(node.id, members), "", (STATE, *REMARKS, *carried))
            case Determine():
                for members in graph.cells(node):
                    _add(found, Heading.GIVEN, Cell(node.id, members), GIVEN, (STATE, *REMARKS))
                    if node.departure is not None:
                        _add(found, Heading.DECISION, Cell(node.id, members), "", DEPARTED)
            case Adjustment(kind=AdjustmentKind.MODERATION):
                for members in graph.cells(graph.nodes[node.target]):
                    _add(found, Heading.DECISION, Cell(node.id, members), "", DECIDED)
            case Adjustment() if node.departure is not None:
                for members in graph.cells(graph.nodes[node.target]):
                    _add(found, Heading.DECISION, Cell(node.id, members), "", DEPARTED)
            case _:
                continue
    return found


def _add(found: dict[str, Said | None], heading: Heading, cell: Cell, before: str, keys: Sequence[str]) -> None:
    name = before + column_name(cell)
    found[name] = Said(heading, cell)
    found.update({f"{name}:{key}": Said(heading, cell, key) for key in keys})


def _finding(code: str, headline: str, name: str, help: str | tuple[str, ...] = ()) -> Diagnostic:
    return diagnostic(code, headline, pointer="/" + name.replace("~", "~0").replace("/", "~1"), help=help)


def _unknown(name: str, level: str, known: Mapping[str, Said | None]) -> Diagnostic:
    near = nearest(name, known)
    if near:
        action = f"did you mean `{near[0]}`?"
    elif GIVEN + name in known:
        action = f"to state it as known, call the column `{GIVEN}{name}`"
    else:
        action = "leave the column out, or name it among those to keep"
    return _finding("unknown-name-in-case", f"the column `{name}` is no input at level `{level}`", name, action)


def _absent(name: str, names: Sequence[str]) -> Diagnostic:
    near = nearest(name, names)
    action = f"did you mean `{near[0]}`?" if near else ()
    return _finding("unknown-name-in-case", f"there is no column `{name}` to keep", name, action)


def _no_level(graph: DeterminationGraph, headline: str, near: Sequence[str]) -> Diagnostic:
    action = f"did you mean `{near[0]}`?" if near else f"name one of: {', '.join(graph.levels)}"
    return diagnostic("unknown-name-in-case", headline, pointer="/subject/level", help=action)
