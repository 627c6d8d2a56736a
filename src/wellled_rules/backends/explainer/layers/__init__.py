"""The layers of an explanation under its headline.

In: a `Reading` and the outcome's cell. Out: the lines of one layer, ready to be shown.
Entry: one module a layer. Afterwards nothing is left to look up.
"""
