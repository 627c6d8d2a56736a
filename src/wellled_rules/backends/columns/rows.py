"""From one row of a wide table to the case that it says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from wellled_rules.backends.columns.layout import ABOUT, ASSESSED_ON, CARRIED, SUBJECT, VALUE, Heading, Layout, Said
from wellled_rules.backends.columns.reading import Table, Unreadable, plain
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Adjustment, Input
from wellled_rules.values.coercion import is_blank
from wellled_rules.values.types import TruthType, Type

__all__ = ["case_of"]


def case_of(graph: DeterminationGraph, layout: Layout, table: Table, row: int) -> Mapping[str, object]:
    """The case that one row says, as `Framework.evidence` reads it. layout: of columns that the table has."""
    case: dict[str, Any] = {"subject": {"level": layout.level}}
    decisions: dict[Cell, dict[str, object]] = {}
    carried: dict[Cell, dict[int, dict[str, object]]] = {}
    for name, said in _cells(layout).items():
        value = table.column(name)[row].as_py()
        if value is None or _is_left_open(graph, said, value):
            continue
        node = said.cell.node.partition(":")[2]
        told = _told(graph, said, value)
        if said.heading is Heading.DECISION:
            of = {"of": list(said.cell.members)} if said.cell.members else {}
            decision = decisions.setdefault(said.cell, {"rule": node, **of})
            is_yes = said.key == VALUE and (told is True or told == "yes")
            if not (is_yes and _is_switched_off(graph, said.cell)):
                decision["to" if said.key == VALUE else said.key] = told
        elif node == ASSESSED_ON:
            case[ASSESSED_ON] = told
        else:
            heading = "inputs" if said.heading is Heading.INPUT else "given"
            _put(case.setdefault(heading, {}), (node, *said.cell.members), said.key, told)
    for name, said in layout.carried.items():
        if (value := table.column(name)[row].as_py()) is not None:
            turn, key = CARRIED[said.key]
            carried.setdefault(said.cell, {}).setdefault(turn, {})[key] = value
    for cell, by_turn in carried.items():
        name = cell.node.partition(":")[2]
        earlier = [_earlier(graph, cell, by_turn[turn]) for turn in sorted(by_turn)]
        told = earlier if len(earlier) > 1 else earlier[0]
        _put(case.setdefault("inputs", {}), (name, *cell.members), "carried", told)
    for name in layout.about:
        if (value := table.column(name)[row].as_py()) is not None:
            *above, last = ABOUT[name]
            place = case
            for part in above:
                place = place.setdefault(part, {})
            place[last] = _as_text(value)
    if SUBJECT in layout.keep and (who := table.column(SUBJECT)[row].as_py()) is not None:
        case["subject"]["id"] = str(who)
    return case | ({"decisions": list(decisions.values())} if decisions else {})


def _earlier(graph: DeterminationGraph, cell: Cell, told: Mapping[str, object]) -> Mapping[str, object]:
    """An earlier assessment as a case would write it; the value by the type that stands there."""
    node = graph.nodes[cell.node]
    asked = (told.get("framework"), told.get("name"))
    lines = node.carried if isinstance(node, Input) else ()
    kind = next((line.type for line in lines if (line.framework, line.name) == asked), node.type)
    return {key: _as_plain(kind, one) if key == VALUE else _as_text(one) for key, one in told.items()}


def _cells(layout: Layout) -> Mapping[str, Said]:
    """Columns about cells: values before states, and both before what is said of them."""
    values = {name: Said(Heading.INPUT, cell) for cell, name in layout.values.items()}
    states = {name: Said(Heading.INPUT, cell) for cell, name in layout.states.items()}
    stated = dict(sorted(layout.stated.items(), key=lambda one: one[1].key not in ("value", "state")))
    return {**values, **states, **layout.remarks, **stated}


def _is_left_open(graph: DeterminationGraph, said: Said, value: object) -> bool:
    """Whether a column of entries says that nobody made this one."""
    is_entry = said.heading is not Heading.DECISION and said.key in (VALUE, "state")
    return is_entry and is_blank(graph.nodes[said.cell.node].type, value)


def _told(graph: DeterminationGraph, said: Said, value: object) -> object:
    """What a cell's column says, as a case would."""
    if said.key not in (VALUE, "state"):
        return _as_text(value)
    node = graph.nodes[said.cell.node]
    kind = graph.nodes[node.target].type if isinstance(node, Adjustment) else node.type
    if _is_switched_off(graph, said.cell):
        kind = TruthType()
    return _as_plain(kind, value)


def _is_switched_off(graph: DeterminationGraph, cell: Cell) -> bool:
    """Whether a column says that an exception was departed from, and so nothing of what it is instead."""
    node = graph.nodes[cell.node]
    return isinstance(node, Adjustment) and node.departure is not None


def _as_plain(kind: Type, value: object) -> object:
    found = plain(kind, value)
    if isinstance(found, Unreadable):
        return value
    return list(found) if isinstance(found, tuple) else found


def _as_text(value: object) -> object:
    """Text, or a day, as it is; whatever else stands there is refused when the case is read."""
    return value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else value


def _put(place: dict[str, Any], path: tuple[str, ...], key: str, told: object) -> None:
    """Put a value under its path; what is said about it stands beside it."""
    *above, last = path
    for part in above:
        place = place.setdefault(part, {})
    if key in (VALUE, "state"):
        place[last] = told
        return
    if not isinstance(place.get(last), _Entry):
        place[last] = _Entry({"value": place[last]} if last in place else {})
    place[last][key] = told


class _Entry(dict[str, object]):
    """A value and what is said about it."""
