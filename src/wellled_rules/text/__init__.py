"""Stage 1, raw text and places in it.

In: named text. Out: `SourceFile` and `Span`. Entry: `SourceFile(name, text)`.
Afterwards nothing else holds raw text, and every place can be shown to a person.
"""
