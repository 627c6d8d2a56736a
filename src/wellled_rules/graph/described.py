"""What the levels of a scale look like for the members that a cell is about, in the words of its sets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Node
from wellled_rules.values.scale import ScaleLevel
from wellled_rules.values.titles import title_key

__all__ = ["Described", "described", "level_named"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """One level as a set describes it for one of its members."""

    level: ScaleLevel
    text: str


def described(graph: DeterminationGraph, node: Node, members: tuple[str, ...]) -> tuple[Described, ...]:
    """Every level that is described for a cell of `node`, in the order of its axes and of the text."""
    found: list[Described] = []
    for axis, member in zip(node.axes, members, strict=True):
        for scale, texts in graph.sets[axis.set].characteristics.get(member, {}).items():
            levels = graph.scales[scale].by_id
            found.extend(Described(level=levels[word], text=text) for word, text in texts.items())
    return tuple(found)


def level_named(known: Iterable[Described], said: object) -> str | None:
    """The id of the described level that is called so, by id before label; a whole number may be an id."""
    if isinstance(said, bool) or not isinstance(said, str | int):
        return None
    levels = tuple(one.level for one in known)
    by_label = {title_key(level.label): level.id for level in reversed(levels) if level.label}
    word = str(said)
    return word if any(level.id == word for level in levels) else by_label.get(title_key(word))
