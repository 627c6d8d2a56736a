"""What stands between the shipped frameworks: transitions and crosswalks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

from wellled_rules.diagnostics.errors import FrameworkError, FrameworkNotFound
from wellled_rules.driver.files import gathered, missing, resource
from wellled_rules.driver.periods import lineages
from wellled_rules.driver.pipeline import compile_framework
from wellled_rules.driver.shelves import Shelves
from wellled_rules.graph.transitions import Between, Crosswalk, Transition
from wellled_rules.library import catalogue
from wellled_rules.library.resources import is_overridden

__all__ = ["crosswalks", "crosswalks_between", "transition_between", "transitions"]

_T = TypeVar("_T")


def transitions() -> tuple[Transition, ...]:
    """Every shipped transition, in the order of their files; raises `FrameworkError` for texts that don't check."""
    return tuple(one for between in _shipped() for one in between.transitions)


def crosswalks() -> tuple[Crosswalk, ...]:
    """Every shipped crosswalk, in the order of their files; raises `FrameworkError` for texts that don't check."""
    return tuple(one for between in _shipped() for one in between.crosswalks)


def transition_between(before: str, after: str) -> Transition | None:
    """The transition that leads from one version to another, each `id@version`, or None.

    A transition also serves what amends its later version, for that inherits what led to its base. On the earlier
    side it serves what amends its version, and what its version amends: an amendment goes on displaying what was
    displayed. Of several the one with the nearest versions. Raises `FrameworkNotFound` for a version that is not
    shipped.
    """
    found = list(_serving(before, after, {(one.before, one.after): one for one in transitions()}))
    return found[0] if found else None


def crosswalks_between(before: str, after: str) -> tuple[Crosswalk, ...]:
    """The crosswalks from one version to another, each `id@version`, nearest first; served as transitions are.

    Raises `FrameworkNotFound` for a version that is not shipped.
    """
    by_ends: dict[tuple[str, str], list[Crosswalk]] = {}
    for one in crosswalks():
        by_ends.setdefault((one.before, one.after), []).append(one)
    return next((tuple(several) for several in _serving(before, after, by_ends)), ())


def _serving(before: str, after: str, known: Mapping[tuple[str, str], _T]) -> Iterator[_T]:
    """What is known between two versions or relatives that serve for them, nearest first."""
    lines = lineages(Shelves())
    for identity in (before, after):
        if identity not in lines:
            raise FrameworkNotFound([missing(identity)])
    amenders = sorted((line.index(before), one) for one, line in lines.items() if before in line[1:])
    earlier = (*lines[before], *(one for _, one in amenders))
    for later in lines[after]:
        for one in earlier:
            if (one, later) in known:
                yield known[one, later]


def _shipped() -> tuple[Between, ...]:
    # Rules that are being edited are looked at anew each time.
    return _made() if is_overridden() else _kept()


@lru_cache(maxsize=1)
def _kept() -> tuple[Between, ...]:
    return _made()


def _made() -> tuple[Between, ...]:
    made = []
    for name, file in catalogue.between():
        compiled = compile_framework(gathered([resource(name, file)]))
        if compiled.between is None or compiled.report.has_errors:
            raise FrameworkError(compiled.report)
        made.append(compiled.between)
    return tuple(made)
