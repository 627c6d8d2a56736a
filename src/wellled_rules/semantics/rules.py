"""What a declaration says beside its nodes, as the graph keeps it."""

from __future__ import annotations

from wellled_rules.graph.graph import Rule
from wellled_rules.semantics.model import RuleText

__all__ = ["rule_of"]


def rule_of(id_: str, name: str, level: str, kind: str, text: RuleText) -> Rule:
    """What is kept of a declaration: its words, where it stands, what it cites and rests on."""
    return Rule(
        id=id_,
        name=name,
        kind=kind,
        level=level,
        title=text.title,
        span=text.span,
        cites=text.cites,
        rests_on=text.rests_on,
        because=text.because,
        means=text.means,
        used_at=text.used_at,
    )
