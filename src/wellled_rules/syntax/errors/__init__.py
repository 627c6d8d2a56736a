"""Stage 5, every message about rule text that can't be read, one function each, worded by hand.

In: the place of a fault and the words around it. Out: a `Diagnostic`. Entry: the function named for the fault.
Nothing here decides which fault it is (`scan`, `lexical` and `explain` do), and nothing shows a parser's terminals.
"""
