"""The syntax tree: frozen, compared without places.

In: nothing; these are definitions. Out: `module` with files and their declarations, `clauses` with the lines
inside, `expressions` with numbers, conditions and tests. Entry: `module.Module`.
Afterwards a tree says what was written and nothing of what it means.
"""
