"""Stage 1, raw text and places in it; and how text from outside is shown so that it cannot act.

In: named text. Out: `SourceFile` and `Span`. Entry: `SourceFile(name, text)`; `inert.inert`, `page.page`.
Afterwards nothing else holds raw text, and every place can be shown to a person.
"""
