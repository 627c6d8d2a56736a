"""A determination graph as a picture of its rules, one group a level."""

from __future__ import annotations

from collections.abc import Iterator

from wellled_rules.backends.pictures.picture import Arrow, Box, Group, Kind, Picture, one_line
from wellled_rules.graph.derivation import kind_of
from wellled_rules.graph.graph import DeterminationGraph, operands
from wellled_rules.graph.grounds import ACTED, Part
from wellled_rules.graph.nodes import Adjustment, Assumption, Constant, Determine, Input, Lookup, Node, NodeId, Stage
from wellled_rules.graph.wording import value_words
from wellled_rules.values.scale import ScaleLevel

__all__ = ["framework_picture"]

_OVERRIDES = "overrides"


def framework_picture(graph: DeterminationGraph) -> Picture:
    """Every rule at every level, with the parts of a rule folded into it."""
    groups = []
    arrows: list[Arrow] = []
    for level in graph.levels.values():
        named = [node for node in graph.at(level.name) if _is_named(node.id) and _is_used(graph, node)]
        title = one_line(level.title) or level.name
        groups.append(Group(title=title, boxes=tuple(_box(graph, node) for node in named)))
        for node in named:
            arrows.extend(_arrows(graph, node))
    return Picture(name=graph.identity, groups=tuple(groups), arrows=tuple(arrows))


def _is_named(name: NodeId) -> bool:
    return "#" not in name


def _is_used(graph: DeterminationGraph, node: Node) -> bool:
    """Whether a node says anything at its level: an assumption stands at all of them, read or not."""
    return not isinstance(node, Assumption) or bool(graph.readers[node.id])


def _box(graph: DeterminationGraph, node: Node) -> Box:
    kind, name = kind_of(node), node.id.partition(":")[2]
    sets = [one_line(graph.sets[axis.set].title) or axis.set for axis in node.axes if not axis.is_collect]
    about = f"{kind} {name}" + (f", for each {' and each '.join(sets)}" if sets else "")
    lines = [_title(graph, node), about, *_effect(graph, node)]
    if isinstance(node, Adjustment | Determine) and node.departure is not None:
        lines.append(f"normally, but {node.departure.role} may depart")
    if graph.header.headline.get(graph.level_of(node.id)) == name:
        lines.append("headline")
    if isinstance(node, Input) and graph.is_outcome(node):
        lines.append("shown")
    return Box(key=node.id, kind=Kind(kind), lines=tuple(line for line in lines if line))


def _title(graph: DeterminationGraph, node: Node) -> str:
    if isinstance(node, Assumption) and node.name in graph.assumptions:
        return one_line(graph.assumptions[node.name].title)
    rule = graph.rules.get(node.rule)
    return "" if rule is None else one_line(rule.title)


def _effect(graph: DeterminationGraph, node: Node) -> Iterator[str]:
    """What an exception does, where that is written in it."""
    if not isinstance(node, Adjustment):
        return
    if node.steps:
        count = abs(node.steps)
        yield f"{'up' if node.steps > 0 else 'down'} {count} {'level' if count == 1 else 'levels'}"
    to = None if node.to is None else graph.nodes[node.to]
    if isinstance(to, Constant):
        label = to.value.label if isinstance(to.value, ScaleLevel) else ""
        yield f"to {one_line(label) or value_words(to.value)}"


def _arrows(graph: DeterminationGraph, node: Node) -> Iterator[Arrow]:
    """One arrow from each named node that this one reads, and for what it informs and overrides."""
    acting = {name: ACTED[stage.kind] for stage in _stages(node) for name in stage.adjustments}
    for name in _nearest(graph, node):
        yield Arrow(source=name, target=node.id, label=acting.get(name, _part(graph.nodes[name])).value)
    level = graph.level_of(node.id)
    for name in node.informs if isinstance(node, Input) else ():
        if graph.named(level, name) is not None:
            yield Arrow(source=node.id, target=f"{level}:{name}", label=Part.INFORMED_BY.value)
    for name in node.overrides if isinstance(node, Adjustment) else ():
        yield Arrow(source=node.id, target=name, label=_OVERRIDES)


def _stages(node: Node) -> Iterator[Stage]:
    if isinstance(node, Determine):
        yield from node.stages


def _part(node: Node) -> Part:
    match node:
        case Assumption():
            return Part.ASSUMED
        case Lookup():
            return Part.WEIGHS
        case _:
            return Part.SUPPORTS


def _nearest(graph: DeterminationGraph, node: Node) -> Iterator[NodeId]:
    """Named nodes that a node reads, through parts that have no name, in the order in which they are read."""
    seen: set[NodeId] = set()
    waiting = list(reversed(operands(node)))
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if _is_named(name):
            yield name
        else:
            waiting.extend(reversed(operands(graph.nodes[name])))
