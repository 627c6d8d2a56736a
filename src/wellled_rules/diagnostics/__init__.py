"""Stage 2, what is said about text and about cases.

In: places and facts found by any pass. Out: `Diagnostic` values gathered in a `Report`.
Entry: `diagnostic(code, headline, ...)`. Rendering lives in `render`, wording with the pass that
finds the fault. Afterwards every finding has a registered code with an executed page.
"""
