"""A graph as stable JSON, for other tools."""

from __future__ import annotations

from collections.abc import Mapping

from wellled_rules.graph.graph import DeterminationGraph, operands
from wellled_rules.graph.serialize import (
    Json,
    Meanings,
    hashes,
    meaning_hash,
    scale_json,
    source_json,
    text_hash,
)
from wellled_rules.values.scale import MemberSet

__all__ = ["to_json"]

SCHEMA = "wellled.graph/1"


def to_json(graph: DeterminationGraph) -> Mapping[str, Json]:
    """The graph as plain data: header, vocabularies, rules with their hashes, nodes in order with what they read."""
    found = hashes(graph)
    nodes = Meanings(graph)
    header = graph.header
    return {
        "schema": SCHEMA,
        "framework": {
            "id": header.id,
            "version": header.version,
            "title": header.title,
            "language": header.language,
            "meaning": meaning_hash(graph),
            "text": text_hash(graph),
            "cites": [[one.source, one.place] for one in ([] if graph.heading is None else graph.heading.cites)],
            "rests_on": [] if graph.heading is None else list(graph.heading.rests_on),
        },
        "headline": dict(header.headline),
        "shows": {level: list(names) for level, names in header.shows.items()},
        "told_where": dict(header.told_where),
        "levels": {name: {"title": one.title, "within": list(one.within)} for name, one in graph.levels.items()},
        "scales": {name: scale_json(one) for name, one in graph.scales.items()},
        "sets": {name: {"title": one.title, "members": _titles(one)} for name, one in graph.sets.items()},
        "sources": {name: source_json(graph, name) for name in graph.sources},
        "rules": {
            name: {"kind": rule.kind, "title": rule.title, "meaning": found[name][0], "text": found[name][1]}
            for name, rule in graph.rules.items()
        },
        "nodes": [
            {
                "id": name,
                "kind": type(node).__name__.lower(),
                "rule": node.rule,
                "axes": [axis.set for axis in node.axes],
                "reads": list(operands(node)),
                "meaning": nodes.found[name],
            }
            for name, node in graph.nodes.items()
        ],
    }


def _titles(one: MemberSet) -> Json:
    return {member.id: member.title for member in one.members}
