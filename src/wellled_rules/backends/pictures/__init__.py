"""Stage 8, pictures: a determination graph, or the derivation of one outcome, as Mermaid and as DOT.

In: a determination graph; or a derivation, with a function that says its values. Out: a `Picture`, and text
in either form. Entry: `framework.framework_picture`, `decision.decision_picture`, then `to_mermaid.to_mermaid`
or `to_dot.to_dot`. Afterwards every word from outside is written so that no reader of the form acts on it.
"""
