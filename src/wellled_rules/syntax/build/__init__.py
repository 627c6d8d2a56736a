"""Stage 5, second half: lark's tree to the syntax tree.

In: the tree of one declaration or clause, and where its text lies. Out: nodes of `syntax.ast`, each with its span.
Entry: `declarations.build_item`. Afterwards nothing of lark is left, numbers are exact and days exist.
"""
