"""Which outcomes are computed differently, and through which declarations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wellled_rules.backends.comparer.difference import Affected, Entry, Status
from wellled_rules.backends.comparer.marks import Whole
from wellled_rules.graph.graph import DeterminationGraph, operands
from wellled_rules.graph.nodes import Apply, Node, NodeId
from wellled_rules.values.scale import Scale
from wellled_rules.values.types import CollectionType, ScaleType, SetType, SeveralType, Type

__all__ = ["affected"]


def affected(before: Whole, after: Whole, entries: tuple[Entry, ...]) -> tuple[Affected, ...]:
    """Outcomes that both versions have at a level and that mean something else there, in the order declared."""
    old = _Causes(before.graph, _changed(entries, is_after=False))
    new = _Causes(after.graph, _changed(entries, is_after=True))
    graph = after.graph
    known = {f"{level}:{name}" for level, names in before.graph.outcomes.items() for name in names}
    found = []
    for level, names in graph.outcomes.items():
        for name in names:
            here = f"{level}:{name}"
            there = after.there(here)
            if there not in known or before.found[there] == after.found[here]:
                continue
            # What is gone has no way to the outcome but the one that it had.
            because = dict.fromkeys((*new.behind(here), *old.behind(there)))
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


def _changed(entries: tuple[Entry, ...], *, is_after: bool) -> Mapping[str, str]:
    """What makes others mean something else: its node id, or `:NAME` where it is no node -> how it is told."""
    found: dict[str, str] = {}
    for entry in entries:
        side = entry.after if is_after else entry.before
        if side is None or not entry.changes_meaning or entry.status is Status.FOLLOWS:
            continue
        for level in entry.levels or ("",):
            found[f"{level}:{side.name}"] = entry.name
    return found


class _Causes:
    """The causes behind each node, as bits: a cause that comes later in the order of the graph is a higher one."""

    def __init__(self, graph: DeterminationGraph, changed: Mapping[str, str]) -> None:
        self.names: list[str] = []
        self._bits: dict[str, int] = {}
        self._above: dict[NodeId, int] = {}
        for name, node in graph.nodes.items():
            mask = 0
            for one in operands(node):
                mask |= self._above[one]
            for cause in _reasons(name, node):
                if cause in changed:
                    mask |= self._bit(cause, changed[cause])
            self._above[name] = mask

    def _bit(self, cause: str, name: str) -> int:
        if cause not in self._bits:
            self._bits[cause] = 1 << len(self.names)
            self.names.append(name)
        return self._bits[cause]

    def behind(self, outcome: NodeId) -> Sequence[str]:
        """Names of the causes among all that an outcome is worked out from, the nearest of them first."""
        mask = self._above[outcome]
        return [name for turn, name in enumerate(self.names) if mask >> turn & 1][::-1]


def _reasons(name: NodeId, node: Node) -> Iterator[str]:
    """What may make a node mean something else by itself: its vocabulary, an assumption, its own declaration."""
    for one in _vocabulary(node):
        yield f":{one}"
    yield f":{name.partition(':')[2]}"
    yield name


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
