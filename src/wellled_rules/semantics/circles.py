"""Names that come back to themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from wellled_rules.text.span import Span

__all__ = ["Edges", "circles"]

Edges: TypeAlias = Mapping[str, Mapping[str, Span]]
"""Name -> the names it leads to, each with the place that says so."""


def circles(edges: Edges) -> list[list[str]]:
    """Circles that share no name: the first name of each stands again at its end. Steps: names and edges."""
    found: list[list[str]] = []
    knotted: set[str] = set()
    done: set[str] = set()
    for start in edges:
        if start in done:
            continue
        place = {start: 0}
        stack = [(start, sorted(edges[start], reverse=True))]
        while stack:
            name, left = stack[-1]
            if not left:
                stack.pop()
                del place[name]
                done.add(name)
                continue
            following = left.pop()
            if following in place:
                circle = [one for one, _ in stack[place[following] :]]
                if knotted.isdisjoint(circle):
                    knotted.update(circle)
                    found.append([*circle, following])
            elif following not in done and following in edges:
                place[following] = len(stack)
                stack.append((following, sorted(edges[following], reverse=True)))
    return found
