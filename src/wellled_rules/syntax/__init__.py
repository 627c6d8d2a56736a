"""Stage 5, text to syntax tree: the only door to lark.

In: a `SourceFile`. Out: `ast.Module` with a span on every node, and a `Report`.
Entry: `parser.parse`. Afterwards the tree holds what was written and nothing of what it means;
a declaration that could not be read is left out, and the report says why.
"""
