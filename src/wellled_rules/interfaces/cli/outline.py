"""A determination graph as an outline: one block an outcome, nothing drawn, so that it can be heard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from wellled_rules.backends.explainer.lexicon.words import outside
from wellled_rules.graph.graph import DeterminationGraph, operands
from wellled_rules.graph.nodes import Adjustment, AdjustmentKind, Collect, Determine, Input, Node, NodeId
from wellled_rules.graph.written import Written
from wellled_rules.values.scale import MemberSet, Scale
from wellled_rules.values.types import (
    CollectionType,
    DateType,
    NumberType,
    RoundingType,
    ScaleType,
    SetType,
    SeveralType,
    TruthType,
    Type,
    Unit,
)

__all__ = ["outline"]

_ACTS = {
    AdjustmentKind.REPLACEMENT: "replaced by",
    AdjustmentKind.STEP: "moved by",
    AdjustmentKind.MODERATION: "moderated by",
    AdjustmentKind.FLOOR: "raised by",
    AdjustmentKind.LIMIT: "limited by",
    AdjustmentKind.SUSPENSION: "suspended by",
}


def outline(graph: DeterminationGraph) -> str:
    """Every level with its outcomes in the order declared, its collections and inputs; each line with its line end."""
    lines = [f"{graph.identity}: {outside(graph.header.title)}"]
    for level in graph.levels.values():
        lines += ["", _both(level.title, level.name)]
        for name in graph.outcomes.get(level.name, ()):
            node = graph.nodes[f"{level.name}:{name}"]
            if isinstance(node, Determine):
                lines += ["", *(f"  {line}" for line in _outcome(graph, node))]
        for collect in (node for node in graph.at(level.name) if isinstance(node, Collect)):
            lines += ["", *(f"  {line}" for line in _collect(graph, collect))]
        inputs = [node for node in graph.at(level.name) if isinstance(node, Input)]
        if inputs:
            lines += ["", "  Inputs", *(f"    {_input(graph, node)}" for node in inputs)]
    return "".join(line + "\n" for line in lines)


def _outcome(graph: DeterminationGraph, node: Determine) -> Iterator[str]:
    headline = graph.header.headline.get(graph.level_of(node.id)) == node.name
    yield f"{_called(graph, node.id)}: {_kind(graph, node)}" + (", the headline" if headline else "")
    yield from _basis(graph, node.id, [node.answer])
    yield from _departure(node)
    for stage in node.stages:
        for name in stage.adjustments:
            acting = graph.nodes[name]
            assert isinstance(acting, Adjustment)
            yield f"  {_ACTS[stage.kind]} {_called(graph, name)}"
            yield from (f"  {line}" for line in _departure(acting))
            yield from (f"  {line}" for line in _basis(graph, name, operands(acting)))


def _departure(node: Node) -> Iterator[str]:
    """Who may depart from a rule."""
    if isinstance(node, Adjustment | Determine) and node.departure is not None:
        yield f"  normally, but {node.departure.role} may depart"


def _collect(graph: DeterminationGraph, node: Collect) -> Iterator[str]:
    """What a collection takes, of whom, and what its conditions read."""
    yield f"{_called(graph, node.id)}: a collection of {_kind(graph, node)}"
    for take in node.takes:
        of = "" if take.of is None else f" of each {outside(graph.levels[take.of].title) or take.of}"
        read = () if take.where is None else _named(graph, (take.where,))
        asked = f", where it reads {'; '.join(_called(graph, one) for one in read)}" if read else ""
        yield f"  takes {_called(graph, take.source)}{of}{asked}"
    yield from _basis(graph, node.id, ())


def _basis(graph: DeterminationGraph, name: NodeId, start: list[NodeId] | tuple[NodeId, ...]) -> Iterator[str]:
    """What a rule reads, cites and rests on."""
    if read := _named(graph, start):
        yield "  reads " + "; ".join(_called(graph, one) for one in read)
    if (rule := graph.rules.get(graph.nodes[name].rule)) is None:
        return
    for cited in rule.cites:
        source = graph.sources.get(cited.source)
        title = cited.source if source is None else source.title
        yield f"  cites {outside(title)}" + (f", {outside(cited.place)}" if cited.place else "")
    for assumed in rule.rests_on:
        said = graph.assumptions.get(assumed)
        yield f"  rests on {_both('' if said is None else said.title, assumed)}"


def _named(graph: DeterminationGraph, start: list[NodeId] | tuple[NodeId, ...]) -> tuple[NodeId, ...]:
    """The nearest nodes with a name of their own, in the order in which they are read."""
    found: dict[NodeId, None] = {}
    seen: set[NodeId] = set()
    waiting = list(reversed(start))
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if "#" in name:
            waiting.extend(reversed(operands(graph.nodes[name])))
        else:
            found[name] = None
    return tuple(found)


def _called(graph: DeterminationGraph, name: NodeId) -> str:
    """Title and name of what a node was declared as."""
    short = name.partition(":")[2]
    rule = graph.rules.get(graph.nodes[name].rule)
    assumed = graph.assumptions.get(short)
    return _both(rule.title if rule is not None else "" if assumed is None else assumed.title, short)


def _both(title: str, name: str) -> str:
    """`Title (name)`, or the name alone."""
    return f"{outside(title)} ({name})" if title else name


def _input(graph: DeterminationGraph, node: Input) -> str:
    judged = "" if node.role is None else f", judged by {node.role}"
    reason = ", with a reason" if node.reason_required else ""
    lines = [f"{line.name} under {line.framework}" for line in node.carried]
    carried = f", carried from {'; '.join(lines)}" if lines else ""
    shown = ", shown among the outcomes" if graph.is_outcome(node) else ""
    where = graph.header.told_where.get(node.id)
    if where is not None:
        shown += f" where {' '.join(Written(graph).condition(where, graph.level_of(node.id)).split())}"
    return f"{_called(graph, node.id)}: {_kind(graph, node)}{judged}{reason}{carried}{shown}"


def _kind(graph: DeterminationGraph, node: Node) -> str:
    """The type of a node, and the sets it has an entry for each member of."""
    sets = " and each ".join(_vocabulary(graph.sets[axis.set]) for axis in node.axes if not axis.is_collect)
    return _type_words(node.type) + (f" for each {sets}" if sets else "")


def _type_words(type_: Type) -> str:
    match type_:
        case TruthType():
            return "yes or no"
        case NumberType():
            return _number_words(type_)
        case DateType():
            return "date"
        case RoundingType():
            return "rounding"
        case ScaleType():
            return _vocabulary(type_.scale)
        case SetType():
            return _vocabulary(type_.set)
        case SeveralType():
            return f"one or more of {_vocabulary(type_.set)}"
        case CollectionType():
            return f"several of {_type_words(type_.of)}"
    assert_never(type_)


def _number_words(type_: NumberType) -> str:
    words = "percentage" if type_.unit is Unit.PERCENTAGE else "whole number" if type_.whole else "number"
    if type_.low is None or type_.high is None:
        return words
    return f"{words} from {type_.low} to {type_.high}"


def _vocabulary(declared: Scale | MemberSet) -> str:
    return outside(declared.title) or declared.name
