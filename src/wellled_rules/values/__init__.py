"""Stage 3, types, values and operators.

In: nothing but numbers, words and dates. Out: `Type`, `Value`, `Missing`, the operator table.
Entry: `operators.OPERATORS`. Afterwards an operator means one thing, in one table, for every reading.
"""
