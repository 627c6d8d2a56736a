"""The order in which the exceptions of one outcome act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

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
    below = {rule.name: tuple(other for other in rule.overrides if other in here) for rule in acting}
    overridden = {other for others in below.values() for other in others}
    order = _Order()
    for kind in AdjustmentKind:
        same = sorted(rule.name for rule in acting if rule.kind is kind and not below[rule.name])
        for name in same:
            if name in overridden:
                order.add(kind, (name,))
        order.add(kind, tuple(name for name in same if name not in overridden))
    kinds = {rule.name: rule.kind for rule in acting}
    for name in _overriding(below):
        order.add(kinds[name], (name,), after=below[name])
    return order.all()


class _Order:
    """Groups in the order in which they act, each knowing the next."""

    def __init__(self) -> None:
        self.groups: list[tuple[AdjustmentKind, tuple[str, ...]]] = []
        self.next: list[int] = []
        self.last = -1
        self.of: dict[str, int] = {}

    def add(self, kind: AdjustmentKind, names: tuple[str, ...], after: tuple[str, ...] = ()) -> None:
        """Put a group at the end, or just after the last of those named; nothing for no names."""
        if not names:
            return
        new = len(self.groups)
        self.groups.append((kind, names))
        self.of.update(dict.fromkeys(names, new))
        if not after:
            self.next.append(-1)
            if self.last >= 0:
                self.next[self.last] = new
            self.last = new
            return
        before = self.latest({self.of[name] for name in after})
        self.next.append(self.next[before])
        self.next[before] = new
        if self.last == before:
            self.last = new

    def latest(self, groups: set[int]) -> int:
        """The last of some groups in the order."""
        if len(groups) == 1:
            return next(iter(groups))
        found = -1
        for at in self.walk():
            if at in groups:
                found = at
        return found

    def walk(self) -> Iterator[int]:
        at = 0 if self.groups else -1
        while at >= 0:
            yield at
            at = self.next[at]

    def all(self) -> tuple[tuple[AdjustmentKind, tuple[str, ...]], ...]:
        return tuple(self.groups[at] for at in self.walk())


def _overriding(below: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Those that override others, each after those that it overrides; else by name."""
    waits = {name: sum(bool(below[other]) for other in others) for name, others in below.items() if others}
    above: dict[str, list[str]] = {}
    for name in waits:
        for other in below[name]:
            above.setdefault(other, []).append(name)
    ready = [name for name, count in waits.items() if not count]
    heapify(ready)
    while ready:
        name = heappop(ready)
        yield name
        for other in above.get(name, ()):
            waits[other] -= 1
            if not waits[other]:
                heappush(ready, other)
