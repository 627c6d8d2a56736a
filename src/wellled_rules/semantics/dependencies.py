"""Pass 5: who waits for whom; a circle is told as a path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from wellled_rules.diagnostics.diagnostic import Label
from wellled_rules.diagnostics.report import Report
from wellled_rules.semantics.errors import names
from wellled_rules.semantics.model import ModelAdjustment, ModelDeclaration
from wellled_rules.semantics.reading import bodies, reads
from wellled_rules.text.span import Span

__all__ = ["check_cycles", "check_overrides", "waits_for"]

Edges = Mapping[str, Mapping[str, Span]]


def waits_for(declared: Sequence[ModelDeclaration]) -> Edges:
    """Name -> what it waits for, with the place that says so; an outcome waits for its exceptions."""
    edges: dict[str, dict[str, Span]] = {one.name: {} for one in declared}
    for one in declared:
        for body in bodies(one):
            for name, span in reads(body):
                edges[one.name].setdefault(name, span)
    for one in declared:
        if isinstance(one, ModelAdjustment) and one.target in edges:
            edges[one.target].setdefault(one.name, one.text.span)
    return edges


def _circles(edges: Edges) -> list[list[str]]:
    """One circle for each knot of names that wait for each other, shortest first name first."""
    found: list[list[str]] = []
    done: set[str] = set()
    for start in edges:
        if start in done:
            continue
        path: list[str] = []
        on_path: dict[str, int] = {}
        stack: list[tuple[str, list[str]]] = [(start, sorted(edges[start], reverse=True))]
        path.append(start)
        on_path[start] = 0
        while stack:
            name, left = stack[-1]
            if not left:
                stack.pop()
                path.pop()
                del on_path[name]
                done.add(name)
                continue
            following = left.pop()
            if following in on_path:
                found.append([*path[on_path[following] :], following])
            elif following not in done and following in edges:
                on_path[following] = len(path)
                path.append(following)
                stack.append((following, sorted(edges[following], reverse=True)))
    return found


def check_cycles(declared: Sequence[ModelDeclaration], report: Report) -> frozenset[str]:
    """Names on a circle, each circle reported once."""
    edges = waits_for(declared)
    knotted: set[str] = set()
    for circle in _circles(edges):
        if knotted & set(circle):
            continue
        knotted.update(circle)
        places = [edges[one][other] for one, other in pairwise(circle)]
        others = tuple(Label(place, f"needs `{name}`") for place, name in zip(places[1:], circle[2:], strict=False))
        report.add(names.cycle(places[0], tuple(circle), others))
    return frozenset(knotted)


def check_overrides(declared: Sequence[ModelDeclaration], report: Report) -> frozenset[str]:
    """Exceptions that override each other in a circle."""
    rules = {one.name: one for one in declared if isinstance(one, ModelAdjustment)}
    edges = {
        name: {other: rule.text.span for other in rule.overrides if other in rules} for name, rule in rules.items()
    }
    knotted: set[str] = set()
    for circle in _circles(edges):
        if knotted & set(circle):
            continue
        knotted.update(circle)
        others = tuple(Label(rules[name].text.span, "and this one") for name in circle[1:-1])
        report.add(names.overrides_cycle(rules[circle[0]].text.span, tuple(circle), others))
    return frozenset(knotted)
