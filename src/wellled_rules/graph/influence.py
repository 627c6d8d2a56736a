"""What stands behind each node: assumptions with alternatives, and declarations that could not be understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wellled_rules.graph.graph import DeterminationGraph, operands
from wellled_rules.graph.nodes import Assumption, Input, NodeId
from wellled_rules.values.types import Value

__all__ = ["HOLE", "Influence", "influence"]

HOLE = "hole"
"""Kind of the rule of what could not be understood: an input of its type, or a collection that takes nothing."""

_MOST = 32


@dataclass(frozen=True)
class Influence:
    """Bits by node: whether a hole is above it (bit 0), and which assumptions with alternatives are.

    open: the first 32 of these assumptions at all levels; each alternative makes a universe of its own.
    """

    above: Mapping[NodeId, int]
    open: tuple[Assumption, ...]

    def has_hole(self, node: NodeId) -> bool:
        """Whether the node depends on a declaration that could not be understood."""
        return bool(self.above[node] & 1)

    def choices(self, node: NodeId) -> tuple[tuple[tuple[str, Value], ...], ...]:
        """Assumptions as taken, then each alternative of one that the node depends on (the first 32)."""
        mask = self.above[node] >> 1
        found: list[tuple[tuple[str, Value], ...]] = [()]
        while mask and len(found) <= _MOST:
            turn = (mask & -mask).bit_length() - 1
            mask &= mask - 1
            found.extend(((self.open[turn].name, value),) for value in self.open[turn].alternatives)
        return tuple(found[: _MOST + 1])


def influence(graph: DeterminationGraph) -> Influence:
    """What stands behind each node of a graph."""
    above: dict[NodeId, int] = {}
    open_: list[Assumption] = []
    for name, node in graph.nodes.items():
        rule = graph.rules.get(node.rule)
        mask = int(rule is not None and rule.kind == HOLE)
        if isinstance(node, Assumption) and node.alternatives and len(open_) < _MOST:
            open_.append(node)
            mask |= 1 << len(open_)
        # What is carried turns on assumptions, and yet an entry may hold any value of its type whatever they are.
        for one in () if isinstance(node, Input) else operands(node):
            mask |= above[one]
        above[name] = mask
    return Influence(above, tuple(open_))
