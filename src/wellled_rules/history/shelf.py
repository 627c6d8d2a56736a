"""The rules that a history may name: those that are shipped, and those that are handed in beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from os import PathLike, fspath

from wellled_rules.api.compiling import compiled
from wellled_rules.api.framework import Framework
from wellled_rules.api.loading import dated_frameworks, editions_of, load
from wellled_rules.diagnostics.errors import FrameworkNotFound
from wellled_rules.driver.editions import Edition, closing, editions_between, neighbours
from wellled_rules.graph.transitions import Transition
from wellled_rules.history.days import from_until
from wellled_rules.library import catalogue

__all__ = ["Near", "Shelf"]


@dataclass(frozen=True, slots=True)
class Near:
    """A version, `id@version`, and its days in force: `start` is in, `until` is out, and None where it goes on."""

    identity: str
    start: date
    until: date | None

    def __str__(self) -> str:
        return f"{self.identity}, {from_until(self.start, self.until)}"


@dataclass(frozen=True)
class Shelf:
    """frameworks: handed in, by `id@version`; each comes before a shipped one of its name. transitions: handed in."""

    frameworks: dict[str, Framework] = field(default_factory=dict)
    transitions: tuple[Transition, ...] = ()
    _editions: dict[str, tuple[Edition, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, rules: Iterable[Framework | Transition | str | PathLike[str]]) -> Shelf:
        """The shelf with rules beside the shipped ones, paths to them among these.

        Raises `TypeError` for what is no rules; of a path, `FrameworkNotFound` where there are none, and
        `FrameworkError` where they don't check.
        """
        if isinstance(rules, str | PathLike | Framework | Transition) or not isinstance(rules, Iterable):
            raise TypeError(f"`rules` is a list, not {type(rules).__name__}: put what is meant in brackets")
        several = [one for said in rules for one in _rules(said)]
        frameworks = {one.identity: one for one in several if isinstance(one, Framework)}
        return cls(frameworks, tuple(one for one in several if isinstance(one, Transition)))

    def load(self, identity: str) -> Framework:
        """A framework by `id@version`; raises `FrameworkNotFound`, or `FrameworkError` where its rules don't check."""
        return self.frameworks[identity] if identity in self.frameworks else load(identity)

    def ids(self) -> tuple[str, ...]:
        """The names of all frameworks that a day can choose a version of."""
        ours = (one.id for one in self.frameworks.values())
        return tuple(dict.fromkeys((*ours, *dated_frameworks())))

    def identities(self) -> tuple[str, ...]:
        """`id@version` of every framework there is, those that are handed in first."""
        return tuple(dict.fromkeys((*self.frameworks, *(one.identity for one in catalogue.shelves()))))

    def versions(self, id_: str) -> tuple[str, ...]:
        """`id@version` of each version that a day can choose; empty where no framework has that name."""
        try:
            return self.in_force_between(id_, date.min, date.max)
        except FrameworkNotFound:
            return ()

    def nearest(self, id_: str, first: date, last: date) -> tuple[Near, ...]:
        """The versions nearest to days on which none is in force, each with its days: the one before, the one after.

        Raises `FrameworkNotFound` where no framework has that name.
        """
        order, found = self._order(id_), []
        for one in neighbours(order, first, last):
            main = one.main()
            until = None if main is None else main.until
            found.append(Near(one.identity, one.start, until or closing(order, one.identity)))
        return tuple(found)

    def closing(self, identity: str) -> date | None:
        """The day on which the version after one begins; None where there is none."""
        return closing(self._order(identity.partition("@")[0]), identity)

    def in_force_between(self, id_: str, first: date, last: date) -> tuple[str, ...]:
        """`id@version` of each version in force on some day from `first` to `last`, both in, earliest first.

        Raises `FrameworkNotFound` where no framework has that name.
        """
        return tuple(one.identity for one in editions_between(self._order(id_), first, last))

    def _order(self, id_: str) -> tuple[Edition, ...]:
        """The versions of a framework, earliest first; raises `FrameworkNotFound` where no framework has that name."""
        if id_ not in self._editions:
            ours = (one.graph.header for one in self.frameworks.values() if one.id == id_)
            dated = (Edition(f"{one.id}@{one.version}", one.periods) for one in ours if one.periods)
            self._editions[id_] = tuple(sorted(dated, key=lambda one: one.start)) or editions_of(id_)
        return self._editions[id_]


def _rules_in(path: str | PathLike[str]) -> tuple[Framework | Transition, ...]:
    """The framework of a file or a folder, or the transitions of a file.

    Raises `FrameworkNotFound` where there is none, `FrameworkError` where it doesn't check.
    """
    made = compiled(fspath(path))
    if made.between is not None and not made.report.has_errors:
        return made.between.transitions
    return (load(path),)


def _rules(said: object) -> tuple[Framework | Transition, ...]:
    """What one of the rules that are handed in stands for."""
    if isinstance(said, Framework | Transition):
        return (said,)
    if isinstance(said, str | PathLike):
        return _rules_in(said)
    raise TypeError(f"`rules` holds frameworks, transitions and paths to them, not {type(said).__name__}")
