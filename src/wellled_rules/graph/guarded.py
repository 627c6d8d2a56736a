"""Where rows have already said what holds of a collection that is empty."""

from __future__ import annotations

from collections.abc import Iterator

from wellled_rules.graph.graph import DeterminationGraph, operands
from wellled_rules.graph.nodes import Aggregate, Apply, Choose, NodeId
from wellled_rules.graph.shares import share_of

__all__ = ["guarded"]

_Items = tuple[NodeId, ...]


def guarded(graph: DeterminationGraph) -> frozenset[NodeId]:
    """Folds, and divisions by a number of entries, that stand in a row behind one for when they meet nothing."""
    return frozenset(
        found for node in graph.nodes.values() if isinstance(node, Choose) for found in _behind(graph, node)
    )


def _behind(graph: DeterminationGraph, node: Choose) -> Iterator[NodeId]:
    if node.form != "first":
        return
    empty: set[_Items] = set()
    for row in node.rows:
        for name in _parts(graph, (*row.tests, row.then)) if empty else ():
            if not empty.isdisjoint(_combined(graph, name)):
                yield name
        if len(row.tests) == 1:
            empty.update(_asked(graph, row.tests[0]))


def _parts(graph: DeterminationGraph, ends: tuple[NodeId, ...]) -> Iterator[NodeId]:
    """What the words of a row are made of, down to what has a name of its own."""
    waiting = [one for one in ends if one not in graph.rules]
    while waiting:
        name = waiting.pop()
        yield name
        waiting.extend(one for one in operands(graph.nodes[name]) if one not in graph.rules)


def _combined(graph: DeterminationGraph, name: NodeId) -> Iterator[_Items]:
    """The collections without which a node comes to nothing."""
    node = graph.nodes[name]
    if isinstance(node, Aggregate):
        if not node.hits:
            yield node.items
    elif isinstance(node, Apply) and len(node.args) == 2:
        divisor, share = graph.nodes[node.args[1]], share_of(graph, node)
        if share is not None:
            yield share.total.items
        elif isinstance(divisor, Aggregate) and divisor.op == "number" and not divisor.hits:
            yield divisor.items


def _asked(graph: DeterminationGraph, test: NodeId) -> Iterator[_Items]:
    """The collections of which a test holds whenever they are empty."""
    node = graph.nodes[test]
    if isinstance(node, Aggregate) and node.op == "empty":
        yield node.items
    elif isinstance(node, Apply) and node.op == "or":
        for one in node.args:
            yield from _asked(graph, one)
