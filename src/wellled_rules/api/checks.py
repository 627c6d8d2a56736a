"""A process rule that a case does not meet, or may not meet, as a finding of its result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wellled_rules.graph.cells import Cell
from wellled_rules.graph.graph import Rule
from wellled_rules.graph.nodes import Check
from wellled_rules.graph.subjects import at
from wellled_rules.graph.trace import Trace

__all__ = ["CheckView"]


@dataclass(frozen=True)
class CheckView:
    """One check that fails, or may fail. is_open: whether it can't be told yet; then `waits_for` says of what.

    unsaid: what it reads of what a stated outcome is made of, and nobody gave.
    """

    trace: Trace
    cell: Cell
    is_open: bool
    unsaid: tuple[Cell, ...]

    def __repr__(self) -> str:
        return f"<CheckView {self.cell}: {self.status}>"

    @property
    def name(self) -> str:
        """The name that it is declared with."""
        node = self.trace.graph.nodes[self.cell.node]
        assert isinstance(node, Check)
        return node.name

    @property
    def title(self) -> str:
        """What it asks, as its author wrote it; its name where it has no title."""
        return self.rule.title or self.name

    @property
    def status(self) -> str:
        """`not_met` or `open`."""
        return "open" if self.is_open else "not_met"

    @property
    def rule(self) -> Rule:
        """Its declaration, with where it comes from and where it is written."""
        return self.trace.graph.rules[self.trace.graph.nodes[self.cell.node].rule]

    @property
    def waits_for(self) -> tuple[str, ...]:
        """Open entries on which it turns, as `input/member`; empty where it is not met whatever they are."""
        found = (*self.trace.waits_for(self.cell), *self.unsaid) if self.is_open else ()
        return tuple(dict.fromkeys(map(str, found)))

    def to_dict(self) -> dict[str, Any]:
        """CHECK of the result's JSON."""
        sources = self.trace.graph.sources
        return {
            "check": self.name,
            "member": "/".join(self.cell.members) or None,
            "subject": at(self.cell.subject) or None,
            "title": self.title,
            "status": self.status,
            "cites": [
                {"source": sources[one.source].title or one.source, "place": one.place} for one in self.rule.cites
            ],
            "rests_on": list(self.rule.rests_on),
            "waits_for": list(self.waits_for),
        }
