"""Every message of the semantic passes, one function each, in the words of a policy author.

In: places and facts. Out: one `Diagnostic`. Entry: `structure`, `names`, `types`, `amendments`, `lints`.
Afterwards no pass words anything itself.
"""
