"""Every wording of an explanation: one function for each kind of node and each part of an edge.

In: a `Reading` and a cell, or a value. Out: inert text on one line. Entry: one module a layer.
Afterwards no rendering has words of its own but the names of its layers.
"""
