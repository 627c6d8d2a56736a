"""Which outcomes are computed differently, and through which declarations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wellled_rules.backends.comparer.difference import Affected, Entry, Status
from wellled_rules.backends.comparer.marks import Whole
from wellled_rules.graph.graph import DeterminationGraph, operands
from wellled_rules.graph.nodes import Apply, Node, NodeId
from wellled_rules.values.scale import Scale
from wellled_rules.values.types import CollectionType, ScaleType, SetType, SeveralType, Type

__all__ = ["affected"]


def affected(before: Whole, after: Whole, entries: tuple[Entry, ...]) -> tuple[Affected, ...]:
    """Outcomes that both versions have at a level and that mean something else there, in the order declared."""
    old = _causes(entries, is_after=False)
    new = _causes(entries, is_after=True)
    graph = after.graph
    found = []
    for level, names in graph.outcomes.items():
        for name in names:
            here = f"{level}:{name}"
            there = after.there(here)
            if before.found.get(there) in (None, after.found[here]):
                continue
            # What is gone has no way to the outcome but the one that it had.
            because = dict.fromkeys((*_through(graph, here, new), *_through(before.graph, there, old)))
            rule = graph.rules[here]
            found.append(
                Affected(
                    level=level,
                    name=name,
                    title=rule.title,
                    is_headline=graph.header.headline.get(level) == name,
                    because=tuple(because),
                )
            )
    return tuple(found)


def _causes(entries: tuple[Entry, ...], *, is_after: bool) -> Mapping[str, str]:
    """What makes others mean something else: its node id, or the name of a scale or a set -> how it is told."""
    found: dict[str, str] = {}
    for entry in entries:
        side = entry.after if is_after else entry.before
        if side is None or not entry.changes_meaning or entry.status is Status.FOLLOWS:
            continue
        for level in entry.levels or ("",):
            found[f"{level}:{side.name}"] = entry.name
    return found


def _through(graph: DeterminationGraph, outcome: NodeId, causes: Mapping[str, str]) -> Iterator[str]:
    """Causes among all that an outcome is worked out from, nearest first."""
    seen = {outcome}
    waiting = [outcome]
    for name in waiting:
        for cause in (name, f":{name.partition(':')[2]}", *(f":{one}" for one in _vocabulary(graph.nodes[name]))):
            if cause in causes:
                yield causes[cause]
        for one in operands(graph.nodes[name]):
            if one not in seen:
                seen.add(one)
                waiting.append(one)


def _vocabulary(node: Node) -> Iterator[str]:
    """Names of the scales and sets that a node is about."""
    yield from _named(node.type)
    for axis in node.axes:
        yield axis.set
        if axis.needed_by is not None:
            yield axis.needed_by
    if isinstance(node, Apply) and isinstance(node.parameter, Scale):
        yield node.parameter.name


def _named(type_: Type) -> Iterator[str]:
    match type_:
        case ScaleType():
            yield type_.scale.name
        case SetType() | SeveralType():
            yield type_.set.name
        case CollectionType():
            yield from _named(type_.of)
        case _:
            return
