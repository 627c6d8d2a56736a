"""Which declarations have another name in the other version, and mean the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wellled_rules.backends.comparer.clause import Clause
from wellled_rules.backends.comparer.declarations import rules_of
from wellled_rules.backends.comparer.marks import Nameless
from wellled_rules.backends.comparer.vocabulary_clauses import assumption_clauses, source_clauses
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Adjustment, Assumption, Input, Lookup, NodeId

__all__ = ["renamings"]


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
