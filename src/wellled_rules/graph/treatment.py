"""What the `treat` lines of an input make of an entry."""

from __future__ import annotations

from dataclasses import replace

from wellled_rules.graph.nodes import Input, Treatment
from wellled_rules.values.missing import Missing
from wellled_rules.values.operators import Entry

__all__ = ["treated"]


def treated(node: Input, entry: Entry) -> Entry:
    """An entry after the `treat` lines of its input."""
    if not isinstance(entry, Missing):
        return entry
    match node.treatments.get(entry.state, Treatment.UNKNOWN):
        case Treatment.LEFT_OUT:
            return replace(entry, left_out=True)
        case Treatment.UNKNOWN:
            return entry
        case value:
            return value
