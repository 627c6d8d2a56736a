"""The graph as networkx sees it."""

from __future__ import annotations

import networkx as nx
import pytest

import wellled_rules
from wellled_rules.graph.graph import operands


def test_every_operand_has_an_edge_to_its_reader_and_nothing_waits_for_itself() -> None:
    graph = wellled_rules.load("tutorial@2024-01").graph
    drawn = graph.digraph()
    assert set(drawn.nodes) == set(graph.nodes)
    assert set(drawn.edges) == {(used, node.id) for node in graph.nodes.values() for used in operands(node)}
    assert nx.is_directed_acyclic_graph(drawn)
    assert all(drawn.nodes[name]["node"] is node for name, node in graph.nodes.items())


def test_it_cannot_be_changed() -> None:
    drawn = wellled_rules.load("tutorial@2024-01").graph.digraph()
    with pytest.raises(nx.NetworkXError):
        drawn.add_node("another")
