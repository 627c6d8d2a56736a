"""Process rules that an assessment does not meet, and those of which its case leaves open whether it does."""

from __future__ import annotations

from collections.abc import Iterator

from wellled_rules.backends.explainer.lexicon.words import humanised, outside, some
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Node
from wellled_rules.graph.trace import Trace
from wellled_rules.graph.unmet import unmet

__all__ = ["process", "titled"]

_MOST = 3
"""Members and subjects that are named of one process rule."""


def process(trace: Trace) -> Iterator[str]:
    """A sentence for each process rule that is not met or left open, with the members and subjects that it is so of."""
    graph = trace.graph
    found: dict[tuple[bool, str], list[str]] = {}
    for one in unmet(trace):
        node = graph.nodes[one.cell.node]
        whom = (*_members(graph, node, one.cell.members), *(outside(name) for name in one.cell.subject[1::2]))
        found.setdefault((one.is_open, titled(graph, node, ())), []).append(", ".join(whom))
    for (is_open, title), several in found.items():
        said = "it is not known whether a process rule is met" if is_open else "a process rule is not met"
        of = [one for one in several if one]
        yield f"{said}: {title}" + (f" ({some(of, _MOST)})" if of else "")


def titled(graph: DeterminationGraph, node: Node, members: tuple[str, ...]) -> str:
    """The title of an outcome, then of its members."""
    rule = graph.rules.get(node.rule)
    title = (outside(rule.title) if rule is not None else "") or humanised(str(node.rule))
    return f"{title}: {', '.join(_members(graph, node, members))}" if members else title


def _members(graph: DeterminationGraph, node: Node, members: tuple[str, ...]) -> list[str]:
    titles = []
    for axis, one in zip(node.axes, members, strict=True):
        member = graph.sets[axis.set].by_id.get(one)
        titles.append((outside(member.title) if member is not None else "") or humanised(one))
    return titles
