"""Which rows may have marks though they say nothing but entries: those are worked out alone where marks are asked for.

All other marks come of what a row states besides, and such a row is worked out alone in any case.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from wellled_rules.backends.columns.layout import Layout
from wellled_rules.backends.columns.reading import Table, unreasoned
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Adjustment, AdjustmentKind, NodeId

__all__ = ["may_be_marked"]


def may_be_marked(
    graph: DeterminationGraph, outcomes: Collection[NodeId], layout: Layout, table: Table
) -> NDArray[np.bool_]:
    """By row, whether an entry may lack its reason, or whether an outcome may be due for moderation.

    outcomes: nodes that are asked for; all rows, where one of them rests on what people may moderate.
    layout: of columns that the table has.
    """
    moderated = [
        node.target
        for node in graph.nodes.values()
        if isinstance(node, Adjustment) and node.kind is AdjustmentKind.MODERATION
    ]
    if graph.resting_on(moderated).isdisjoint(outcomes):
        return unreasoned(graph, layout, table)
    return np.ones(table.num_rows, bool)
