"""Entries that are carried from earlier assessments: which of them stands, and what it counts as here.

Whether a line `carried from` holds may turn on an assumption. Of the lines that hold, the first one written counts for
which the entry has something; where there is none, nothing was judged and nothing carried: `not_assessed`.
"""

from __future__ import annotations

from collections.abc import Mapping

from wellled_rules.graph.evidence import Carried, Recorded
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Assumption, Carrying, Input, NodeId
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.operators import Entry
from wellled_rules.values.scale import Scale, ScaleLevel
from wellled_rules.values.types import ScaleType, Type, Value

__all__ = ["carried_into", "counted", "line_of", "of_equal_worth", "standing", "taken_over", "turned"]

_NOT_CARRIED = Missing(state=State.NOT_ASSESSED)


def carried_into(graph: DeterminationGraph) -> frozenset[NodeId]:
    """The inputs to which something may be carried, and all nodes that rest on one; made once a graph."""
    made = graph.memo.get(("carried into", ""))
    if not isinstance(made, frozenset):
        made = graph.resting_on([node.id for node in graph.nodes.values() if isinstance(node, Input) and node.carried])
        graph.memo["carried into", ""] = made
    return made


def standing(node: Input, carried: tuple[Carried, ...], assumed: Mapping[str, Value]) -> Carried | None:
    """What an entry is carried from under some values of assumptions; None where nothing is."""
    by_line = {(one.framework, one.name): one for one in carried}
    held = (by_line.get((line.framework, line.name)) for line in node.carried if _holds(line, assumed))
    return next((one for one in held if one is not None), None)


def turned(node: Input, said: Recorded, assumed: Mapping[str, Value]) -> Entry:
    """What an entry holds under some values of assumptions, before any treatment."""
    if not said.carried:
        return said.value
    found = standing(node, said.carried, assumed)
    return _NOT_CARRIED if found is None else counted(node.type, found.value)


def taken_over(graph: DeterminationGraph, node: Input, found: tuple[Carried, ...]) -> Entry:
    """What an entry comes to that is carried, under the assumptions taken."""
    assumed: dict[str, Value] = {}
    for id_ in node.turns_on:
        assumption = graph.nodes[id_]
        assert isinstance(assumption, Assumption)
        assumed[assumption.name] = assumption.taken
    return turned(node, Recorded(value=found[0].value, carried=found), assumed)


def counted(type_: Type, value: Value) -> Value:
    """What a carried value is, of the type of the input: the level of equal worth, where its scale is another."""
    if not isinstance(type_, ScaleType) or not isinstance(value, ScaleLevel) or value.scale == type_.scale.name:
        return value
    return of_equal_worth(type_.scale)[value.worth]


def of_equal_worth(scale: Scale) -> Mapping[object, ScaleLevel]:
    """The levels of a scale by what they are worth."""
    return {level.worth: level for level in scale.levels}


def line_of(node: Input, carried: Carried) -> Carrying:
    """The line by which something is carried; a validated case has none for which there is no line."""
    return next(one for one in node.carried if (one.framework, one.name) == (carried.framework, carried.name))


def _holds(line: Carrying, assumed: Mapping[str, Value]) -> bool:
    return line.assumption is None or assumed[_name(line)] in line.among


def _name(line: Carrying) -> str:
    assert line.assumption is not None
    return line.assumption.partition(":")[2]
