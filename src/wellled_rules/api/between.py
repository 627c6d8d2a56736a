"""What stands between the shipped frameworks: transitions and crosswalks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from os import PathLike, fspath
from typing import TypeVar

from wellled_rules.api.compiling import shelves_of, texts_of
from wellled_rules.api.loading import load
from wellled_rules.diagnostics.diagnostic import diagnostic
from wellled_rules.diagnostics.errors import FrameworkError, FrameworkNotFound
from wellled_rules.driver.files import gathered, missing, resource
from wellled_rules.driver.periods import lineages
from wellled_rules.driver.pipeline import Compiled, compile_framework
from wellled_rules.driver.shelves import Shelves
from wellled_rules.graph.transitions import Between, Crosswalk, Transition
from wellled_rules.library import catalogue
from wellled_rules.library.resources import is_overridden
from wellled_rules.text.inert import inert

__all__ = ["between_in", "crosswalks", "crosswalks_between", "transition_between", "transitions"]

_T = TypeVar("_T")


def between_in(path: str | PathLike[str]) -> Between:
    """The transitions and crosswalks of a file; the frameworks they name are shipped, or lie beside it.

    Raises `FrameworkNotFound` where there is no such file, `FrameworkError` where it doesn't check or holds none.
    """
    target = fspath(path)
    made = compile_framework(texts_of(target), shelves_of(target))
    return _require_checked(made, target)


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
    found = next(_serving(before, after, by_ends), [])
    return tuple(one for one in found if _has_the_members(before, one, 0) and _has_the_members(after, one, 1))


def _has_the_members(identity: str, one: Crosswalk, side: int) -> bool:
    """Whether a set has the same members in a version as in the one that a crosswalk is written for."""
    if identity == (one.before, one.after)[side]:
        return True
    held = one.between[side]
    there = load(identity).graph.sets.get(held.name)
    return there is not None and set(there.by_id) == set(held.by_id)


def _serving(before: str, after: str, known: Mapping[tuple[str, str], _T]) -> Iterator[_T]:
    """What is known between two versions or relatives that serve for them, nearest first."""
    lines = _lines() if is_overridden() else _lines_kept()
    for identity in (before, after):
        if identity not in lines:
            raise FrameworkNotFound([missing(identity)])
    amenders = sorted((line.index(before), one) for one, line in lines.items() if before in line[1:])
    earlier = (*lines[before], *(one for _, one in amenders))
    for later in lines[after]:
        for one in earlier:
            if (one, later) in known:
                yield known[one, later]


def _lines() -> Mapping[str, tuple[str, ...]]:
    return lineages(Shelves())


@lru_cache(maxsize=1)
def _lines_kept() -> Mapping[str, tuple[str, ...]]:
    return _lines()


def _shipped() -> tuple[Between, ...]:
    # Rules that are being edited are looked at anew each time.
    return _made() if is_overridden() else _kept()


@lru_cache(maxsize=1)
def _kept() -> tuple[Between, ...]:
    return _made()


def _made() -> tuple[Between, ...]:
    made = []
    for name, file in catalogue.between():
        made.append(_require_checked(compile_framework(gathered([resource(name, file)])), name))
    return tuple(made)


def _require_checked(made: Compiled, name: str) -> Between:
    if made.between is None and not made.report.has_errors:
        told = f"{inert(name)} holds no transition and no crosswalk"
        raise FrameworkError([diagnostic("no-header", told, help="name a file of transitions and crosswalks")])
    if made.between is None or made.report.has_errors:
        raise FrameworkError(made.report)
    return made.between
