"""Stage 8, from the name of a framework to its graph.

In: a file or `id@version`, and where the shelves are. Out: a checked graph and a `Report`.
Entry: `pipeline.compile_framework`. Afterwards every stage has run once, and what was found is in one report.
`kept.kept_framework` stands before it: what had no errors and has not changed since is not worked out again.
"""
