"""From a name, a day or a path to a framework."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from os import PathLike, fspath
from typing import TYPE_CHECKING

from wellled_rules.api.framework import Framework
from wellled_rules.diagnostics.errors import FrameworkError, FrameworkNotFound
from wellled_rules.driver.kept import Kept, kept_editions, kept_framework
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.library.naming import dated, exists, is_path
from wellled_rules.library.resources import is_overridden, root

if TYPE_CHECKING:
    from wellled_rules.driver.editions import Calendar, Edition
    from wellled_rules.driver.pipeline import Compiled
    from wellled_rules.driver.sightings import Sightings
    from wellled_rules.semantics.model import Example
    from wellled_rules.syntax.limits import Limits

__all__ = ["dated_frameworks", "editions_of", "in_force", "load"]


def load(name: str | PathLike[str], *, on: date | str | None = None, limits: Limits | None = None) -> Framework:
    """A framework that checks.

    name: `id@version`; `id@YYYY-MM-DD`, or `id` with `on`, for the version in force on that day (a date, or text such
    as "2025-03-14"); `id` alone where there is one version; or a path to a file, or to a folder that holds
    `framework.wlr`.
    limits: bounds on the rule text, where others than the documented ones are wanted.
    Raises `FrameworkNotFound` where nothing has that name, `FrameworkError` where the rules don't check; `TypeError`
    for a name that is neither text nor a path, and for limits that are none.
    """
    identity = fspath(name)
    if not identity:
        raise _not_found("a framework without a name was asked for", "name a version, as `id@version`, or a path")
    if on is None and isinstance(name, str) and (found := dated(name)) is not None:
        identity, on = found
    if on is not None:
        identity = in_force(_unversioned(identity), _day(on))
    elif isinstance(name, str) and "@" not in name and not is_path(name):
        from wellled_rules.api.compiling import only

        identity = only(name)
    if limits is not None:
        from wellled_rules.api.compiling import compiled, require_limits

        require_limits(limits)
        return Framework(*_require_checked(compiled(identity, limits)))
    if is_path(identity):
        return _kept(f"path\n{identity}\n{os.path.realpath(identity) if exists(identity) else ''}", identity)
    # Rules that are being edited are looked at anew each time.
    return _shipped(identity) if is_overridden() else _loaded(identity)


def _day(on: object) -> date:
    """A date, or the one that text says; raises `FrameworkNotFound` for what is no day."""
    if isinstance(on, date):
        return on.date() if isinstance(on, datetime) else on
    from wellled_rules.values.coercion import day

    said = day(on) if isinstance(on, str) else None
    if isinstance(said, date):
        return said
    headline, help_ = f"`{on}` is no day of the calendar", 'give a date, or the day as text such as "2025-03-14"'
    raise _not_found(headline, help_)


def _unversioned(name: str) -> str:
    """`id`, where a day is to choose the version; raises `FrameworkNotFound` where a version is chosen already."""
    if "@" not in name:
        return name
    headline = f"`{name}` names a version already, and no day chooses another"
    raise _not_found(headline, "leave the version out, or the day")


def _not_found(headline: str, help_: str) -> FrameworkNotFound:
    from wellled_rules.diagnostics.diagnostic import diagnostic

    return FrameworkNotFound([diagnostic("framework-not-found", headline, help=help_)])


@lru_cache(maxsize=64)
def _loaded(identity: str) -> Framework:
    return _shipped(identity)


def _shipped(identity: str) -> Framework:
    return _kept(f"version\n{identity}\n{root()}", identity)


def _kept(name: str, target: str) -> Framework:
    """The framework that a target means: as it was kept under `name`, or through every pass."""

    def make(seen: Sightings) -> Kept:
        from wellled_rules.api.compiling import compiled
        from wellled_rules.graph.serialize import meaning_hash

        graph, examples = _require_checked(compiled(target, seen=seen))
        return Kept(graph, meaning_hash(graph), None if is_path(target) else _closing(target), examples)

    def again() -> tuple[Example, ...]:
        from wellled_rules.api.compiling import compiled

        return compiled(target).examples

    found = kept_framework(name, make, again)
    found.graph.memo["meaning", ""] = found.hash
    return Framework(found.graph, found.examples, found.closes)


def _require_checked(made: Compiled) -> tuple[DeterminationGraph, Sequence[Example]]:
    """Graph and examples; raises `FrameworkError` where the rules don't check."""
    if made.between is not None and not made.report.has_errors:
        from wellled_rules.diagnostics.diagnostic import diagnostic

        told = "what stands between frameworks is none itself"
        raise FrameworkError([diagnostic("no-header", told, help="name one of the frameworks that it is about")])
    if made.graph is None or made.report.has_errors:
        raise FrameworkError(made.report)
    return made.graph, made.examples


def _editions() -> Calendar:
    """The shipped versions that have a period, by the name of their framework, earliest first."""

    def make() -> Calendar:
        from wellled_rules.driver.periods import editions
        from wellled_rules.driver.shelves import Shelves

        return editions(Shelves())

    return kept_editions(f"editions\n{root()}", make)


def _closing(identity: str) -> date | None:
    from wellled_rules.driver.editions import closing

    return closing(_editions().get(identity.partition("@")[0], ()), identity)


def in_force(id_: str, day: date) -> str:
    """`id@version` of the version in force on a day; raises `FrameworkNotFound`."""
    from wellled_rules.driver.editions import edition_on
    from wellled_rules.driver.files import missing

    versions = _editions().get(id_, ())
    found = edition_on(versions, day)
    if found is not None:
        return found.identity
    if not versions:
        raise FrameworkNotFound([missing(id_)])
    told = ", ".join(f"`{one.identity}` from {one.start}{_until(versions, one)}" for one in versions)
    raise _not_found(f"no version of `{id_}` is in force on {day}", f"there are {told}")


def _until(order: Sequence[Edition], edition: Edition) -> str:
    """` until 2023-11-21`, the first day on which it no longer holds; empty where there is none."""
    from wellled_rules.driver.editions import closing

    main = edition.main()
    found = None if main is None else main.until or closing(order, edition.identity)
    return "" if found is None else f" until {found}"


def dated_frameworks() -> tuple[str, ...]:
    """The ids of shipped frameworks that have a version with a period."""
    return tuple(_editions())


def editions_of(id_: str) -> tuple[Edition, ...]:
    """The shipped versions of a framework that have a period, earliest first; raises `FrameworkNotFound` for none."""
    from wellled_rules.driver.files import missing

    versions = _editions().get(id_, ())
    if not versions:
        raise FrameworkNotFound([missing(id_)])
    return versions
