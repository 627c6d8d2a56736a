"""Stage 6, syntax tree to checked model.

In: the parsed files of a framework, its base versions, and a way to find modules. Out: a `Model` in
which every name is bound and every type known, its graph, and a `Report`. Entry: `check.check`, then `lower.lower`.
Afterwards amendments are applied, modules copied in, and nothing refers to anything by its words.
What could not be understood is a hole: it has a type where one was written, and causes no further finding.
"""
