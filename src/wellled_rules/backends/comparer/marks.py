"""Marks by which two graphs are compared: what a part means in itself, and what it means with all that it reads."""

from __future__ import annotations

from collections.abc import Mapping

from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Assumption, Axis, Collect, Decision, Input, Node, NodeId
from wellled_rules.graph.serialize import Json, Meanings, value_json
from wellled_rules.values.missing import Missing
from wellled_rules.values.operators import Parameter
from wellled_rules.values.scale import Scale, ScaleLevel
from wellled_rules.values.types import Type, Value

__all__ = ["Nameless", "Own", "Whole"]


class Nameless(Meanings):
    """Meanings in which no declaration's own name enters: two that are alike but for their names have one."""

    def name(self, node: Input | Assumption | Decision | Collect) -> str:
        return ""

    def axis(self, axis: Axis, level: str) -> Json:
        # A collection's own axis is its own id; a reader's is what it collects.
        return ["collect", self.found.get(axis.set)] if axis.is_collect else super().axis(axis, level)


class Whole(Meanings):
    """Meanings under the names of the other graph. names: node id -> its id there, for what was renamed."""

    def __init__(self, graph: DeterminationGraph, names: Mapping[NodeId, NodeId]) -> None:
        self.names = names
        super().__init__(graph)

    def there(self, name: NodeId) -> NodeId:
        """The id of a node in the other graph."""
        return self.names.get(name, name)

    def name(self, node: Input | Assumption | Decision | Collect) -> str:
        return self.there(f"{self.graph.level_of(node.id)}:{node.name}").partition(":")[2]

    def axis(self, axis: Axis, level: str) -> Json:
        return [self.there(axis.set)] if axis.is_collect else super().axis(axis, level)


class Own(Whole):
    """What each part means in itself: declarations, scales and sets enter by their names alone.

    The type of a part, and what it runs over, follow from what it reads, and do not enter.
    """

    def at(self, *nodes: NodeId | None) -> list[Json]:
        return [None if one is None else self.found[one] if "#" in one else self.there(one) for one in nodes]

    def axes(self, node: Node) -> Json:
        return None

    def type(self, type_: Type) -> Json:
        return None

    def value(self, value: Value | Missing) -> Json:
        if isinstance(value, ScaleLevel):
            return {"scale": value.scale, "level": value.id}
        return value_json(value)

    def parameter(self, found: Parameter) -> Json:
        return found.name if isinstance(found, Scale) else super().parameter(found)
