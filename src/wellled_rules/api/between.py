"""What stands between the shipped frameworks: transitions and crosswalks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from os import PathLike, fspath
from typing import TYPE_CHECKING, TypeVar

from wellled_rules.api.loading import load
from wellled_rules.diagnostics.diagnostic import diagnostic
from wellled_rules.diagnostics.errors import FrameworkError, FrameworkNotFound
from wellled_rules.driver.files import Texts, gathered, missing, resource
from wellled_rules.driver.kept import Crossings, kept_crossings
from wellled_rules.graph.chains import CrosswalkChain
from wellled_rules.graph.transitions import Between, Crosswalk, Transition
from wellled_rules.library import catalogue
from wellled_rules.library.resources import is_overridden, root
from wellled_rules.text.inert import inert

if TYPE_CHECKING:
    from wellled_rules.driver.shelves import Shelves

__all__ = ["between_in", "crosswalk_chains", "crosswalks", "crosswalks_between", "transition_between", "transitions"]

_T = TypeVar("_T")


def between_in(path: str | PathLike[str]) -> Between:
    """The transitions and crosswalks of a file; the frameworks they name are shipped, or lie beside it.

    Raises `FrameworkNotFound` where there is no such file, `FrameworkError` where it doesn't check or holds none.
    """
    from wellled_rules.api.compiling import shelves_of, texts_of

    target = fspath(path)
    return _in(texts_of(target), target, shelves_of(target))


def transitions() -> tuple[Transition, ...]:
    """Every shipped transition, in the order of their files; raises `FrameworkError` for texts that don't check."""
    return tuple(one for between in _shipped().between for one in between.transitions)


def crosswalks() -> tuple[Crosswalk, ...]:
    """Every shipped crosswalk, in the order of their files; raises `FrameworkError` for texts that don't check."""
    return tuple(one for between in _shipped().between for one in between.crosswalks)


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


def crosswalk_chains(before: str, after: str) -> tuple[CrosswalkChain, ...]:
    """The shortest chains of shipped crosswalks from one version to another, where no single one leads there.

    Each crosswalk of a chain serves as in `crosswalks_between`, and looks at the set to which the one before it leads.
    Empty where a single one leads there, or no chain does. Raises `FrameworkNotFound` for a version that is not
    shipped.
    """
    if crosswalks_between(before, after):
        return ()
    reached: list[tuple[str, tuple[Crosswalk, ...]]] = [(before, ())]
    seen = {before}
    while reached:
        found = [way for identity, path in reached for way in _on(identity, after, path)]
        if found:
            return tuple(CrosswalkChain(steps=way) for way in found)
        further: list[tuple[str, tuple[Crosswalk, ...]]] = []
        ends = [one for one in dict.fromkeys(each.after for each in crosswalks()) if one not in seen]
        for end in ends:
            ways = [way for identity, path in reached for way in _on(identity, end, path)]
            further += [(end, way) for way in ways]
            seen.update([end] if ways else [])
        reached = further
    return ()


def _on(before: str, after: str, path: tuple[Crosswalk, ...]) -> Iterator[tuple[Crosswalk, ...]]:
    """A path that leads to one version, taken on to another by each crosswalk that looks at the set where it ends."""
    for one in crosswalks_between(before, after):
        ends, begins = path[-1].between[1] if path else None, one.between[0]
        if ends is None or (ends.name, set(ends.by_id)) == (begins.name, set(begins.by_id)):
            yield (*path, one)


def _has_the_members(identity: str, one: Crosswalk, side: int) -> bool:
    """Whether a set has the same members in a version as in the one that a crosswalk is written for."""
    if identity == (one.before, one.after)[side]:
        return True
    held = one.between[side]
    there = load(identity).graph.sets.get(held.name)
    return there is not None and set(there.by_id) == set(held.by_id)


def _serving(before: str, after: str, known: Mapping[tuple[str, str], _T]) -> Iterator[_T]:
    """What is known between two versions or relatives that serve for them, nearest first."""
    lines = _shipped().lines
    for identity in (before, after):
        if identity not in lines:
            raise FrameworkNotFound([missing(identity)])
    amenders = sorted((line.index(before), one) for one, line in lines.items() if before in line[1:])
    earlier = (*lines[before], *(one for _, one in amenders))
    for later in lines[after]:
        for one in earlier:
            if (one, later) in known:
                yield known[one, later]


def _shipped() -> Crossings:
    # Rules that are being edited are looked at anew each time.
    return _recalled() if is_overridden() else _loaded()


@lru_cache(maxsize=1)
def _loaded() -> Crossings:
    return _recalled()


def _recalled() -> Crossings:
    return kept_crossings(f"crossings\n{root()}", _made)


def _made() -> Crossings:
    from wellled_rules.driver.periods import lineages
    from wellled_rules.driver.shelves import Shelves

    files = catalogue.between()
    return Crossings(tuple(_in(gathered([resource(name, file)]), name) for name, file in files), lineages(Shelves()))


def _in(texts: Texts, name: str, shelves: Shelves | None = None) -> Between:
    """What some texts hold; raises `FrameworkError`. name: as they are called towards people."""
    from wellled_rules.driver.pipeline import compile_framework

    made = compile_framework(texts, shelves)
    if made.between is None and not made.report.has_errors:
        told = f"{inert(name)} holds no transition and no crosswalk"
        raise FrameworkError([diagnostic("no-header", told, help="name a file of transitions and crosswalks")])
    if made.between is None or made.report.has_errors:
        raise FrameworkError(made.report)
    return made.between
