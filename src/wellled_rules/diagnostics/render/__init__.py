"""Renderings of findings: `human` (for reading), `concise` (one line each), `machine` (JSON).

In: diagnostics in the order of a `Report`. Out: text. Entry: `human.render`, `concise.render`,
`machine.render`. Afterwards no character from a rule text or a case can act on the reader's screen.
"""
