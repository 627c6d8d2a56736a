"""The rules that a history may name: those that are shipped, and those that are handed in beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from os import PathLike, fspath

from wellled_rules.api.compiling import compiled
from wellled_rules.api.framework import Framework
from wellled_rules.api.loading import in_force_between, load
from wellled_rules.graph.transitions import Transition

__all__ = ["Shelf", "rules_in"]


@dataclass(frozen=True)
class Shelf:
    """frameworks: handed in, by `id@version`; each comes before a shipped one of its name. transitions: handed in."""

    frameworks: dict[str, Framework] = field(default_factory=dict)
    transitions: tuple[Transition, ...] = ()

    @classmethod
    def of(cls, rules: Iterable[Framework | Transition]) -> Shelf:
        """The shelf with rules beside the shipped ones."""
        several = tuple(rules)
        frameworks = {one.identity: one for one in several if isinstance(one, Framework)}
        return cls(frameworks, tuple(one for one in several if isinstance(one, Transition)))

    def load(self, identity: str) -> Framework:
        """A framework by `id@version`; raises `FrameworkNotFound`, or `FrameworkError` where its rules don't check."""
        return self.frameworks[identity] if identity in self.frameworks else load(identity)

    def in_force_between(self, id_: str, first: date, last: date) -> tuple[str, ...]:
        """`id@version` of each version in force on some day from `first` to `last`, both in, earliest first.

        Raises `FrameworkNotFound` where no framework has that name.
        """
        ours = [one for one in self.frameworks.values() if one.id == id_]
        if not ours:
            return in_force_between(id_, first, last)
        found = []
        for one in sorted(ours, key=_start):
            later = [other for other in ours if _start(other) > _start(one)]
            until = min((*map(_start, later), *_ends(one), date.max))
            if _start(one) <= last and (first < until or until == date.max):
                found.append(one.identity)
        return tuple(found)


def rules_in(path: str | PathLike[str]) -> tuple[Framework | Transition, ...]:
    """The framework of a file or a folder, or the transitions of a file.

    Raises `FrameworkNotFound` where there is none, `FrameworkError` where it doesn't check.
    """
    made = compiled(fspath(path))
    if made.between is not None and not made.report.has_errors:
        return made.between.transitions
    return (load(path),)


def _start(one: Framework) -> date:
    """The first day of any period; of a framework without one, the last day there is: no day chooses it."""
    return min((period.start for period in one.graph.header.periods), default=date.max)


def _ends(one: Framework) -> tuple[date, ...]:
    return tuple(period.until for period in one.graph.header.periods if period.until is not None and not period.levels)
