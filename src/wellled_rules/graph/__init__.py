"""Stage 7, the determination graph: the one form that every reading reads.

In: the checked model. Out: `DeterminationGraph`, its cells, and the derivation of one decision.
Entry: `graph.build.build` (which nothing below the driver may import through this package).
Afterwards nobody needs the text, but every node keeps its span, its title and its citations.
"""
