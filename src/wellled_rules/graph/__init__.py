"""Stage 4, the determination graph: the one form that every reading reads.

In: nodes, from whoever makes them (`semantics.lower`). Out: `DeterminationGraph`, its cells and steps, what
can occur in them, evidence, and the trace and derivation of one decision. Entry: `graph.DeterminationGraph`.
Afterwards nobody needs the text, and nothing here knows of any: every node keeps its span, title and citations.
"""
