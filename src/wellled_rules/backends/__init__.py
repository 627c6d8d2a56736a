"""Stage 8, the readings: each takes a determination graph, none knows another.

In: a graph, and evidence or a trace. Out: what that reading is for. Entry: one module a reading.
Afterwards the graph is unchanged.
"""
