"""What a fold over subjects inside may come to, before any case: there may be none of them, and any number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from wellled_rules.graph.domain import Domain, Finite, Interval, hull, missing_of, of_type, union, without
from wellled_rules.graph.graph import DeterminationGraph, operands
from wellled_rules.graph.nodes import Aggregate, Collect, Input, Lookup, NodeId, Pick, Take, Treatment
from wellled_rules.graph.shares import Share
from wellled_rules.graph.steps import Held, treat
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.missing import OUT, Missing
from wellled_rules.values.operators import as_number
from wellled_rules.values.scale import Exact
from wellled_rules.values.types import exact

__all__ = ["MOST_SUBJECTS", "Beyond"]

MOST_SUBJECTS = 1_000_000
"""Entries that a fold may have, of all subjects inside."""

_SUMS = frozenset({"total", "weighted_total"})
_OUT = frozenset((OUT,))


@dataclass(frozen=True)
class Beyond:
    """Folds of one level over subjects inside.

    below: a node of a level directly inside -> all that its cells may hold.
    """

    graph: DeterminationGraph
    below: Callable[[NodeId], Domain]

    def folded(self, node: Aggregate) -> Domain:
        """All that a fold may come to, however many entries it has; perhaps more."""
        if FOLDS[node.op].tests:
            return of_type(node.type)
        if node.op == "number":
            return Interval(0, MOST_SUBJECTS, 1)
        entry = union(self.entry(name) for name in node.items)
        if node.op in ("best", "worst"):
            return union((without(entry, lambda _: True), Finite(_OUT)))
        found = hull(without(entry, lambda _: True))
        if found is None:
            # Nothing is ever combined, or it is unknown of what: a hole.
            return of_type(node.type, _OUT)
        if node.op in _SUMS:
            return _sum(found, self.weights(node))
        step = found.step if node.op in ("highest", "lowest") else None
        return Interval(found.low, found.high, step, _OUT)

    def share(self, found: Share) -> Domain:
        """All that a total divided by the number of its entries may come to."""
        entry = hull(without(union(self.entry(name) for name in found.total.items), lambda _: True))
        ends = (None, None) if entry is None else (entry.low, entry.high)
        low, high = (None if one is None else exact(one * found.factor) for one in ends)
        return Interval(*((high, low) if found.factor < 0 else (low, high)), None, _OUT)

    def weights(self, node: Aggregate) -> tuple[Exact, ...]:
        """The weights that entries may have; 1 where no weights are given."""
        weights = None if node.weights is None else self.graph.nodes[node.weights]
        return tuple(weights.values.values()) if isinstance(weights, Lookup) else (1,)

    def entry(self, item: NodeId) -> Domain:
        """All that an entry of a collection may be, filled."""
        node = self.graph.nodes[item]
        if isinstance(node, Pick):
            return self.entry(node.source)
        if not isinstance(node, Collect):
            return of_type(node.type)
        found = union(self.taken(take) for take in node.takes)
        treated = [treat(node.treatments, one) for one in missing_of(found)]
        values = Finite(frozenset(one for one in treated if not isinstance(one, Missing)))
        parts = [without(found, lambda _: True), values]
        if any(isinstance(one, Missing) and not one.is_out for one in treated):
            parts.append(of_type(node.type))
        return union(parts)

    def taken(self, take: Take) -> Domain:
        """All that one line takes; of its own subject any value of its type, and those that stand in for a state."""
        if take.of is not None:
            return self.below(take.source)
        node = self.graph.nodes[take.source]
        return union((of_type(node.type, _OUT), Finite(frozenset(_stand_ins(self.graph, take.source)))))


def _stand_ins(graph: DeterminationGraph, start: NodeId) -> Iterator[Held]:
    """Values that `treat` lines put in place of a state, of all that a node is made from."""
    seen: set[NodeId] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        node = graph.nodes[name]
        if isinstance(node, Input) and node.type == graph.nodes[start].type:
            yield from (one for one in node.treatments.values() if not isinstance(one, Missing | Treatment))
        waiting.extend(operands(node))


def _sum(one: Interval, weights: tuple[Exact, ...]) -> Interval:
    """A sum of any number of entries; a weight is never below nothing, so the ends stay in their order."""
    low = None if one.low is None else min(0, *(_many(one.low, weight) for weight in weights))
    high = None if one.high is None else max(0, *(_many(one.high, weight) for weight in weights))
    is_whole = one.step is not None and all(Fraction(one.step * weight).denominator == 1 for weight in weights)
    return Interval(low, high, 1 if is_whole else None)


def _many(number: Exact, weight: Exact) -> Exact:
    return exact(as_number(number) * Fraction(weight) * MOST_SUBJECTS)
