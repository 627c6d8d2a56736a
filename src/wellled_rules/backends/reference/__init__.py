"""The reference interpreter: the reading of the graph that defines what rules mean.

In: a determination graph and one case of evidence. Out: a `Trace`: what every cell came to.
Entry: `evaluate.evaluate`; `sensitivity.sensitivities` tries the assumptions in their alternatives.
Afterwards every outcome has a value, a state, or the exact set of values still possible.
`enumerate` is the definition of that set; it is slow, and tests hold the quicker way to it.
"""
