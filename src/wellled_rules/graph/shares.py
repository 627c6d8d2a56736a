"""A total divided by how many entries it has: a mean by another name, which is known to lie where entries do."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Aggregate, Apply, Constant, Node, NodeId

__all__ = ["Share", "share_of"]


@dataclass(frozen=True, slots=True)
class Share:
    """`factor` times the mean of what `total` adds up."""

    total: Aggregate
    factor: Fraction


def share_of(graph: DeterminationGraph, node: Node) -> Share | None:
    """`total of X / number of X`, or the same as a percentage, where one of the two is multiplied by a constant."""
    if not isinstance(node, Apply) or node.op not in ("divide", "percentage_of"):
        return None
    above, below = (_scaled(graph, one) for one in node.args)
    if above is None or below is None or below[1] <= 0:
        return None
    (total, times), (number, parts) = above, below
    if (total.op, number.op, number.hits) != ("total", "number", ()) or total.items != number.items:
        return None
    return Share(total, times / parts * (100 if node.op == "percentage_of" else 1))


def _scaled(graph: DeterminationGraph, name: NodeId) -> tuple[Aggregate, Fraction] | None:
    """A fold, and the constant that it is multiplied by."""
    node = graph.nodes[name]
    if isinstance(node, Aggregate):
        return node, Fraction(1)
    if not isinstance(node, Apply) or node.op != "multiply":
        return None
    one, other = (graph.nodes[arg] for arg in node.args)
    if isinstance(one, Constant):
        one, other = other, one
    if not isinstance(one, Aggregate) or not isinstance(other, Constant) or not isinstance(other.value, int | Fraction):
        return None
    return one, Fraction(other.value)
