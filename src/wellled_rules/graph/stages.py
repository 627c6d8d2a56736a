"""The order in which the exceptions of one outcome act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wellled_rules.graph.nodes import AdjustmentKind

__all__ = ["Acts", "staged"]


@dataclass(frozen=True, slots=True)
class Acts:
    """One exception by its name: its kind, and the names of those that it overrides."""

    name: str
    kind: AdjustmentKind
    overrides: tuple[str, ...]


def staged(acting: Sequence[Acts]) -> tuple[tuple[AdjustmentKind, tuple[str, ...]], ...]:
    """The exceptions of one outcome in the order in which they act, those that act together by name.

    By kind; but what another overrides acts first of its kind and alone, and the one that overrides it
    acts just after it, so that the rest of the kind still has the last word over both.
    """
    here = {rule.name for rule in acting}
    overridden = {other for rule in acting for other in rule.overrides if other in here}
    overriding = [rule for rule in acting if any(other in here for other in rule.overrides)]
    plain = [rule for rule in acting if rule not in overriding]
    order: list[tuple[AdjustmentKind, list[str]]] = []
    for kind in AdjustmentKind:
        same = sorted(rule.name for rule in plain if rule.kind is kind)
        order.extend((kind, [name]) for name in same if name in overridden)
        rest = [name for name in same if name not in overridden]
        if rest:
            order.append((kind, rest))
    waiting = sorted(overriding, key=lambda rule: rule.name)
    while waiting:
        rule = next(one for one in waiting if not {other.name for other in waiting} & set(one.overrides))
        waiting.remove(rule)
        after = max(place for place, (_, group) in enumerate(order) if set(group) & set(rule.overrides))
        order.insert(after + 1, (rule.kind, [rule.name]))
    return tuple((kind, tuple(group)) for kind, group in order)
