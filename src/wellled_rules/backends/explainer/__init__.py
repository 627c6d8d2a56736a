"""Stage 8, the explainer: why one outcome is what it is, in layers, as text, JSON and HTML.

In: a determination graph, the trace of one case, the derivation of one outcome, its sensitivities.
Out: an `Explanation`, which the three renderings read and nothing else. Entry: `explain.explain`, then
`to_text.to_text`, `to_json.to_json`, `to_html.to_html`. Afterwards every word from outside is inert;
every wording stands in `phrases`.
"""
