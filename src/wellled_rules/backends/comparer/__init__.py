"""Stage 8, the comparer: what differs between two framework versions, declaration by declaration and clause by clause.

In: two determination graphs, and the examples of each as they compare. Out: a `Difference`, which the renderings read
and nothing else. Entry: `compare.compare`, then `to_text.to_text`, `to_json.to_dict`, `to_markdown.to_markdown`,
`to_html.to_html`. Afterwards every declaration of either version stands in exactly one entry.
"""
