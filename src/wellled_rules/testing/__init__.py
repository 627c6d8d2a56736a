"""Stage 9, the examples of a framework, run.

In: a graph and the examples its text holds. Out: an `ExampleRun` each. Entry: `run.run`.
Afterwards each example has passed, or says what came instead; the layer lies below `api`, because
checking a framework runs its examples.
"""
