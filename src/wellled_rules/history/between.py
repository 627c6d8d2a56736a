"""What transitions say of what is displayed: which outcomes, and until when those of an earlier framework."""

from __future__ import annotations

from dataclasses import dataclass, field

from wellled_rules.api.between import transition_between, transitions
from wellled_rules.api.framework import Framework
from wellled_rules.diagnostics.errors import FrameworkNotFound
from wellled_rules.graph.transitions import Transition
from wellled_rules.history.shelf import Shelf

__all__ = ["Transitions"]


@dataclass
class Transitions:
    """Asks for each pair of frameworks once. Transitions that are handed in come before shipped ones."""

    shelf: Shelf = field(default_factory=Shelf)
    _between: dict[tuple[str, str], Transition | None] = field(default_factory=dict)
    _all: tuple[Transition, ...] | None = None
    _named: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def all(self) -> tuple[Transition, ...]:
        """Every one there is."""
        if self._all is None:
            self._all = (*self.shelf.transitions, *transitions())
        return self._all

    def between(self, before: str, after: str) -> Transition | None:
        """The transition from one version to another, each `id@version`."""
        if (before, after) not in self._between:
            try:
                found = None if before == after else self._here(before, after) or transition_between(before, after)
            except FrameworkNotFound:
                # A framework that is not shipped has nothing that leads to it or away.
                found = None
            self._between[before, after] = found
        return self._between[before, after]

    def _here(self, before: str, after: str) -> Transition | None:
        several = self.shelf.transitions
        return next((one for one in several if (one.before, one.after) == (before, after)), None)

    def named(self, rules: Framework, level: str) -> frozenset[str]:
        """What a transition says is displayed of a framework at a level.

        Of the earlier one all that is kept or retired; of the later one what goes on being displayed until the later
        one gives what has the same name.
        """
        key = (rules.identity, level)
        if key not in self._named:
            names: set[str] = set()
            for one in self.all():
                if self.between(rules.identity, one.after) == one:
                    names.update(kept.outcome for kept in one.keeps if kept.level == level)
                    names.update(retired.outcome for retired in one.retires if retired.level == level)
                elif self.between(one.before, rules.identity) == one:
                    stays = (kept for kept in one.keeps if kept.level == level and kept.until is None)
                    names.update(kept.outcome for kept in stays)
            self._named[key] = frozenset(names)
        return self._named[key]
