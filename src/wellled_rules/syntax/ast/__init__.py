"""The syntax tree: frozen, compared without places.

`module` holds files and their declarations, `clauses` the lines inside, `expressions` numbers,
conditions and tests.
"""
