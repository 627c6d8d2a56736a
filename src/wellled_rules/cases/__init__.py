"""Stage 8, cases: what was recorded about one subject, read and checked against one graph.

In: JSON or YAML text, or plain Python data, and a `DeterminationGraph`. Out: `Evidence`, or a `CaseError` with
every finding. Entry: `read.read` or `plain.document`, then `validate.validate`.
Afterwards every entry is a typed value or a missing state in a cell that exists, and has one canonical form.
"""
