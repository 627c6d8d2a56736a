"""What a framework displays: its outcomes, and inputs published as they were judged."""

from __future__ import annotations

from collections.abc import Iterator

from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import AdjustmentKind, Determine, Input
from wellled_rules.values.types import ScaleType

__all__ = ["displayed", "kind_of", "levels_of"]


def displayed(graph: DeterminationGraph) -> Iterator[tuple[str, str]]:
    """Name and level of all that a framework gives as a result, and of which it has to be said what becomes of it.

    These are the result of each level, every input that it shows, and every outcome that it declares itself whose
    values are levels of a scale, but for steps: what one other outcome of its level alone reads.
    """
    for level, outcomes in graph.outcomes.items():
        for name in outcomes:
            node = graph.nodes[f"{level}:{name}"]
            is_rating = isinstance(node.type, ScaleType) and "." not in name and not _is_step(graph, node.id)
            if name == graph.header.headline.get(level) or isinstance(node, Input) or is_rating:
                yield name, level


def _is_step(graph: DeterminationGraph, outcome: str) -> bool:
    """Whether all that reads an outcome belongs to one other outcome of its level."""
    owners: set[str] = set()
    for reader in graph.readers[outcome]:
        rule = graph.rules[graph.nodes[reader].rule]
        if rule.kind in set(AdjustmentKind):
            owners.update(graph.nodes[one].rule for one in graph.readers[rule.id])
        else:
            owners.add(rule.id)
    owners.discard(outcome)
    return (
        len(owners) == 1
        and isinstance(graph.nodes.get(owner := owners.pop()), Determine)
        and (graph.level_of(owner) == graph.level_of(outcome))
    )


def levels_of(graph: DeterminationGraph, name: str) -> tuple[str, ...]:
    """The levels at which something of that name is displayed: an outcome, or an input that somebody judges."""
    return tuple(level for level in graph.levels if _is_displayed(graph, level, name))


def _is_displayed(graph: DeterminationGraph, level: str, name: str) -> bool:
    node = graph.named(level, name)
    return isinstance(node, Determine) or (isinstance(node, Input) and node.role is not None)


def kind_of(graph: DeterminationGraph, name: str) -> str | None:
    """The word with which a framework declares a name, where it declares it as a rule or an input."""
    rules = (graph.rules.get(f"{level}:{name}") for level in graph.levels)
    return next((rule.kind for rule in rules if rule is not None), None)
