"""Stage 8, usage: what became of the evidence of one case, entry by entry and item by item.

In: the trace of a case. Out: a `Usage`, which the renderings read and nothing else. Entry: `find.find_usage`, then
`to_text.to_text`, `to_json.to_dict`, `to_html.to_html`. Afterwards every entry and item of the case stands in it once.
"""
