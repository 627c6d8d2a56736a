"""Pass 5: who waits for whom; a circle is told as a path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from wellled_rules.diagnostics.diagnostic import Label
from wellled_rules.diagnostics.report import Report
from wellled_rules.semantics.circles import Edges, circles
from wellled_rules.semantics.errors import names
from wellled_rules.semantics.model import ModelAdjustment, ModelCollect, ModelDeclaration, ModelDetermine, Typed
from wellled_rules.semantics.reading import bodies, read_of, reads
from wellled_rules.text.span import Span

__all__ = ["check_covers", "check_crossings", "check_cycles", "check_overrides", "ordered", "waits_across", "waits_for"]


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


def waits_across(levels: Mapping[str, Sequence[ModelDeclaration]]) -> Edges:
    """As `waits_for`, over all levels at once: names are `LEVEL:NAME`."""
    edges: dict[str, dict[str, Span]] = {f"{level}:{one.name}": {} for level, made in levels.items() for one in made}
    for level, made in levels.items():
        for one in made:
            own = edges[f"{level}:{one.name}"]
            for body in bodies(one):
                for read, span in read_of(body):
                    own.setdefault(f"{read.level or level}:{read.name}", span)
            for take in one.takes if isinstance(one, ModelCollect) else ():
                for read, span in () if take.where is None else read_of(take.where):
                    own.setdefault(f"{read.level or take.of or level}:{read.name}", span)
            if isinstance(one, ModelAdjustment) and f"{level}:{one.target}" in edges:
                edges[f"{level}:{one.target}"].setdefault(f"{level}:{one.name}", one.text.span)
    return edges


def ordered(declared: Mapping[str, Sequence[ModelDeclaration]]) -> tuple[tuple[str, ModelDeclaration], ...]:
    """What is waited for first, with its level; otherwise in the order written, level by level."""
    edges = waits_across(declared)
    named = {f"{level}:{one.name}": (level, one) for level, made in declared.items() for one in made}
    made: dict[str, tuple[str, ModelDeclaration]] = {}
    for start in named:
        stack = [(start, iter(edges[start]))]
        while stack:
            name, left = stack[-1]
            following = next((one for one in left if one in named and one not in made), None)
            if following is not None:
                stack.append((following, iter(edges[following])))
                continue
            made.setdefault(name, named[name])
            stack.pop()
    return tuple(made.values())


def check_crossings(levels: Mapping[str, Sequence[ModelDeclaration]], report: Report) -> Mapping[str, frozenset[str]]:
    """By level, names on a circle that goes through several levels, each circle reported once."""
    edges = waits_across(levels)
    knotted: dict[str, set[str]] = {level: set() for level in levels}
    for circle in circles(edges):
        told = [one.partition(":") for one in circle]
        if len({level for level, _, _ in told}) == 1:
            continue
        for level, _, name in told:
            knotted[level].add(name)
        words = [f"`{name}` at {level}" for level, _, name in told]
        path = [words[0], *(f"needs {word}" for word in words[1:])]
        places = [edges[one][other] for one, other in pairwise(circle)]
        others = tuple(Label(span, f"needs {word}") for span, word in zip(places[1:], words[2:], strict=True))
        report.add(names.cycle(places[0], told[0][2], path, others))
    return {level: frozenset(found) for level, found in knotted.items()}


def check_cycles(declared: Sequence[ModelDeclaration], report: Report) -> frozenset[str]:
    """Names on a circle, each circle reported once."""
    edges = waits_for(declared)
    acting = {(one.target, one.name) for one in declared if isinstance(one, ModelAdjustment)}
    knotted: set[str] = set()
    for circle in circles(edges):
        knotted.update(circle)
        steps = _from_a_reader([*pairwise(circle)], acting)
        path = [f"`{steps[0][0]}`"]
        others: list[Label] = []
        for one, other in steps:
            acts = (one, other) in acting
            path.append(f"{'is changed by' if acts else 'needs'} `{other}`")
            others.append(Label(edges[one][other], f"acts on `{one}`" if acts else f"needs `{other}`"))
        report.add(names.cycle(others[0].span, steps[0][0], path, tuple(others[1:])))
    return frozenset(knotted)


def _from_a_reader(steps: list[tuple[str, str]], acting: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """The steps of a circle, turned to begin where something is read rather than acted on."""
    first = next((place for place, step in enumerate(steps) if step not in acting), 0)
    return [*steps[first:], *steps[:first]]


def check_covers(
    levels: Mapping[str, Sequence[ModelDeclaration]], covers: Mapping[str, Typed], report: Report
) -> frozenset[str]:
    """Levels whose `covers .. where` waits for an outcome that only those have whom it covers, each reported."""
    edges: dict[str, dict[str, Span]] = {name: dict(found) for name, found in waits_across(levels).items()}
    for level, where in covers.items():
        edges[_whom(level)] = {f"{read.level or level}:{read.name}": span for read, span in read_of(where)}
        for one in levels[level]:
            if isinstance(one, ModelDetermine):
                edges[f"{level}:{one.name}"][_whom(level)] = where.span
    knotted: set[str] = set()
    for level in covers:
        way = _way_back(edges, _whom(level))
        if way is not None:
            knotted.add(level)
            report.add(names.covers_cycle(edges[_whom(level)][way[1]], level, way[1].partition(":")[2]))
    return frozenset(knotted)


def _whom(level: str) -> str:
    """What stands among names for whom a framework covers; no declaration has such a name."""
    return f"{level}:#covers"


def _way_back(edges: Edges, start: str) -> list[str] | None:
    """The shortest way from a name back to it; None where there is none."""
    before = {start: start}
    waiting = [start]
    for name in waiting:
        for other in edges.get(name, ()):
            if other == start:
                way = [name]
                while way[-1] != start:
                    way.append(before[way[-1]])
                return way[::-1]
            if other not in before:
                before[other] = name
                waiting.append(other)
    return None


def check_overrides(declared: Sequence[ModelDeclaration], report: Report) -> frozenset[str]:
    """Exceptions that override each other in a circle."""
    rules = {one.name: one for one in declared if isinstance(one, ModelAdjustment)}
    edges = {
        name: {other: rule.text.span for other in rule.overrides if other in rules} for name, rule in rules.items()
    }
    knotted: set[str] = set()
    for circle in circles(edges):
        knotted.update(circle)
        others = tuple(Label(rules[name].text.span, "and this one") for name in circle[1:-1])
        report.add(names.overrides_cycle(rules[circle[0]].text.span, tuple(circle), others))
    return frozenset(knotted)
