"""Which declarations, and which levels of a scale, have another name in the other version, and mean the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from wellled_rules.backends.comparer.clause import Clause
from wellled_rules.backends.comparer.declarations import rules_of
from wellled_rules.backends.comparer.marks import Nameless
from wellled_rules.backends.comparer.vocabulary_clauses import assumption_clauses, source_clauses
from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Adjustment, Assumption, Input, Lookup, NodeId
from wellled_rules.values.scale import Scale, ScaleLabel, ScaleLevel
from wellled_rules.values.titles import title_key

__all__ = ["LevelNames", "level_names", "renamings"]

LevelNames: TypeAlias = "Mapping[tuple[str, str], str]"
"""Scale, and a level or label of it -> what that is called in the other version."""

_Titled = TypeVar("_Titled", ScaleLevel, ScaleLabel)


@dataclass(frozen=True, slots=True)
class _Alone:
    """A name that only one of the two has. likeness: equal where two mean the same.

    relations: by what else two are held together, where what they mean says little: title, and who reads them.
    """

    name: str
    ids: tuple[str, ...]
    likeness: str
    relations: frozenset[str]


def renamings(before: DeterminationGraph, after: DeterminationGraph) -> dict[NodeId, NodeId]:
    """Id in `after` -> id in `before`, of what means the same under another name, where only one on each side does.

    What says little by what it means (an input, an assumption, weights) must also have its title, or be read by the
    same rules. Of what is no node the id is `KIND NAME`.
    """
    gone, new = _by_likeness(_alone(before, after)), _by_likeness(_alone(after, before))
    found: dict[NodeId, NodeId] = {}
    for likeness, olds in gone.items():
        news = new.get(likeness, ())
        if len(olds) == len(news) == 1 and not olds[0].relations.isdisjoint(news[0].relations):
            found.update(zip(news[0].ids, olds[0].ids, strict=True))
    return found


def _by_likeness(alone: Iterable[_Alone]) -> dict[str, list[_Alone]]:
    found: dict[str, list[_Alone]] = {}
    for one in alone:
        found.setdefault(one.likeness, []).append(one)
    return found


def _alone(graph: DeterminationGraph, other: DeterminationGraph) -> list[_Alone]:
    return [*_rules(graph, other), *_texts(graph, other)]


def _rules(graph: DeterminationGraph, other: DeterminationGraph) -> Iterator[_Alone]:
    theirs = {rule.name for rule in other.rules.values()}
    by_name: dict[str, list[str]] = {}
    for name, rule in graph.rules.items():
        if rule.name not in theirs and name in graph.nodes:
            by_name.setdefault(rule.name, []).append(name)
    if not by_name:
        return
    known = {rule.name for rule in rules_of(graph)} & theirs
    meanings = Nameless(graph).found
    for name, ids in by_name.items():
        first = graph.rules[ids[0]]
        node = graph.nodes[ids[0]]
        target = node.target.partition(":")[2] if isinstance(node, Adjustment) and node.target in other.nodes else ""
        likeness = json.dumps([first.kind, target, [[graph.level_of(one), meanings[one]] for one in ids]])
        says_little = isinstance(node, Input | Assumption | Lookup)
        read_by = {f"read by {one}" for one in _readers(graph, ids) if one in known}
        relations = {f"title {first.title}", *read_by} if says_little else {"by what it means"}
        yield _Alone(name, tuple(ids), likeness, frozenset(relations))


def _readers(graph: DeterminationGraph, ids: Iterable[NodeId]) -> Iterator[str]:
    """Names of the rules that read a node."""
    for one in ids:
        for reader in graph.readers[one]:
            yield graph.rules[graph.nodes[reader].rule].name


def _texts(graph: DeterminationGraph, other: DeterminationGraph) -> Iterator[_Alone]:
    for name, source in graph.sources.items():
        if name not in other.sources:
            yield _text("source", name, (Clause(word="title", text=source.title), *source_clauses(source)))
    for name, one in graph.assumptions.items():
        is_node = any(graph.named(level, name) is not None for level in graph.levels)
        if name not in other.assumptions and not is_node:
            yield _text("assumption", name, (Clause(word="title", text=one.title), *assumption_clauses(graph, one)))


def _text(kind: str, name: str, clauses: Iterable[Clause]) -> _Alone:
    likeness = json.dumps([kind, *(clause.text for clause in clauses)])
    return _Alone(name, (f"{kind} {name}",), likeness, frozenset({"by what it says"}))


def level_names(before: DeterminationGraph, after: DeterminationGraph) -> LevelNames:
    """Scale and level in `after` -> the level in `before` that it was, where it has another name.

    A level was renamed where one went and one came in the same place of the order, between the same others, with the
    same title; or with one that is near it and the same worth, where as many came there as went. A label, which stands
    in no order, where it has the same title and counts as the same state.
    """
    found: dict[tuple[str, str], str] = {}
    for name, scale in after.scales.items():
        if name in before.scales:
            found |= {(name, new): old for old, new in _renamed(before.scales[name], scale)}
    return found


def _renamed(before: Scale, after: Scale) -> Iterator[tuple[str, str]]:
    both = {one.id for one in before.levels} & {one.id for one in after.levels}
    gone, new = _between(before, both), _between(after, both)
    for place in gone.keys() & new.keys():
        alike = list(_of_one_title(gone[place], new[place]))
        yield from ((old.id, one.id) for old, one in alike)
        named = {one.id for pair in alike for one in pair}
        olds, news = ([one for one in side[place] if one.id not in named] for side in (gone, new))
        if len(olds) == len(news):
            yield from ((old.id, one.id) for old, one in zip(olds, news, strict=True) if _is_near(old, one))
    shown = {one.id for one in before.also_shown} & {one.id for one in after.also_shown}
    labels = ([one for one in scale.also_shown if one.id not in shown] for scale in (before, after))
    yield from ((old.id, one.id) for old, one in _of_one_title(*labels) if old.state is one.state)


def _between(scale: Scale, both: Iterable[str]) -> dict[tuple[str, str], list[ScaleLevel]]:
    """Levels that only one version has, from the worst on, by those of both between which they stand."""
    found: dict[tuple[str, str], list[ScaleLevel]] = {}
    below, waiting = "", []
    for level in scale.by_rank:
        if level.id not in both:
            waiting.append(level)
            continue
        found[below, level.id] = waiting
        below, waiting = level.id, []
    return {**found, (below, ""): waiting}


def _of_one_title(olds: Sequence[_Titled], news: Sequence[_Titled]) -> Iterator[tuple[_Titled, _Titled]]:
    """Those of both sides that alone have their title on their own."""
    one, other = _by_title(olds), _by_title(news)
    yield from ((one[title], found) for title, found in other.items() if title in one)


def _by_title(levels: Sequence[_Titled]) -> dict[str, _Titled]:
    titles = [title_key(one.label) for one in levels]
    return {title: one for title, one in zip(titles, levels, strict=True) if title and titles.count(title) == 1}


def _is_near(old: ScaleLevel, new: ScaleLevel) -> bool:
    one, other = old.label or old.id, new.label or new.id
    return old.worth == new.worth and bool(nearest(one, [other]) or nearest(other, [one]))
