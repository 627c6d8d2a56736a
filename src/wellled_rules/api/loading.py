"""From a name, a day or a path to a framework."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from os import PathLike, fspath
from pathlib import Path

from wellled_rules.api.framework import Framework
from wellled_rules.diagnostics.diagnostic import diagnostic
from wellled_rules.diagnostics.errors import FrameworkError, FrameworkNotFound
from wellled_rules.driver.files import Texts, from_path, missing
from wellled_rules.driver.periods import closing, edition_on, editions
from wellled_rules.driver.pipeline import Compiled, compile_framework
from wellled_rules.driver.shelves import Shelves
from wellled_rules.library.resources import is_overridden
from wellled_rules.syntax.limits import Limits
from wellled_rules.values.coercion import day as day_said

__all__ = ["compiled", "in_force", "load", "shelves_of", "texts_of"]

_NOT_FOUND = {"framework-not-found", "unreadable-file"}


def load(name: str | PathLike[str], *, on: date | str | None = None, limits: Limits | None = None) -> Framework:
    """A framework that checks.

    name: `id@version`; `id` with `on`, the version in force on that day (a date, or text such as
    "2025-03-14"); `id` alone where there is one version; or a path to a file, or
    to a folder that holds `framework.wlr`.
    limits: bounds on the rule text, where others than the documented ones are wanted.
    Raises `FrameworkNotFound` where nothing has that name, `FrameworkError` where the rules don't check.
    """
    identity = fspath(name)
    if on is not None:
        identity = in_force(_unversioned(identity), _day(on))
    elif isinstance(name, str) and "@" not in name and not _is_path(name):
        identity = _only(name)
    if limits is None and _is_shipped(identity):
        # Rules that are being edited are read anew each time.
        return _shipped(identity) if is_overridden() else _loaded(identity)
    return _framework(compiled(identity, limits), None)


def _day(on: object) -> date:
    """A date, or the one that text says; raises `FrameworkNotFound` for what is no day."""
    if isinstance(on, date):
        return on.date() if isinstance(on, datetime) else on
    said = day_said(on) if isinstance(on, str) else None
    if isinstance(said, date):
        return said
    headline, help_ = f"`{on}` is no day of the calendar", 'give a date, or the day as text such as "2025-03-14"'
    raise FrameworkNotFound([diagnostic("framework-not-found", headline, help=help_)])


def _unversioned(name: str) -> str:
    """`id`, where a day is to choose the version; raises `FrameworkNotFound` where a version is chosen already."""
    if "@" not in name:
        return name
    headline = f"`{name}` names a version already, and no day chooses another"
    raise FrameworkNotFound([diagnostic("framework-not-found", headline, help="leave the version out, or the day")])


def _is_path(name: str) -> bool:
    return name.endswith(".wlr") or "/" in name or "\\" in name or _exists(name)


def _exists(name: str) -> bool:
    """Whether something is there; a name that can be no file's, or is kept from us, counts as nothing."""
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def _is_shipped(identity: str) -> bool:
    return not _is_path(identity) and Shelves().version(identity) is not None


@lru_cache(maxsize=64)
def _loaded(identity: str) -> Framework:
    return _shipped(identity)


def _shipped(identity: str) -> Framework:
    shelves = Shelves()
    return _framework(compiled(identity), closing(identity.partition("@")[0], identity, shelves))


def _framework(made: Compiled, closes: date | None) -> Framework:
    if made.graph is None or made.report.has_errors:
        raise FrameworkError(made.report)
    return Framework(made.graph, made.examples, closes)


def in_force(id_: str, day: date) -> str:
    """`id@version` of the version in force on a day; raises `FrameworkNotFound`."""
    shelves = Shelves()
    found = edition_on(id_, day, shelves)
    if found is not None:
        return found.identity
    versions = editions(id_, shelves)
    if not versions:
        raise FrameworkNotFound([missing(id_)])
    told = ", ".join(f"`{one.identity}` from {one.start}" for one in versions)
    raise FrameworkNotFound(
        [diagnostic("framework-not-found", f"no version of `{id_}` is in force on {day}", help=f"there are {told}")]
    )


def _only(id_: str) -> str:
    versions = [one for one in Shelves().identities() if one.partition("@")[0] == id_]
    if len(versions) == 1:
        return versions[0]
    raise FrameworkNotFound([missing(id_)])


def texts_of(target: str, limits: Limits | None = None) -> Texts:
    """The texts of a shipped version or of a path; raises `FrameworkNotFound`.

    A file that is there and can be opened is found: what is wrong with its bytes is a finding of the texts.
    """
    if not _is_path(target):
        texts = Shelves().version(target)
        if texts is not None:
            return texts
        raise FrameworkNotFound([missing(target)])
    path = Path(target)
    if not _exists(target):
        raise FrameworkNotFound(
            [diagnostic("framework-not-found", f"there is no file or folder `{target}`", help="check the path")]
        )
    texts = from_path(target, path, (limits or Limits()).source_bytes)
    if not texts.files and all(one.code in _NOT_FOUND for one in texts.findings):
        raise FrameworkNotFound(texts.findings)
    return texts


def shelves_of(target: str) -> Shelves:
    """Where a target's bases and modules are found: on the shelves, and beside a path."""
    if not _is_path(target):
        return Shelves()
    path = Path(target).resolve()
    return Shelves(beside=path if path.is_dir() else path.parent)


def compiled(target: str, limits: Limits | None = None) -> Compiled:
    """A shipped version or a path, through every pass; raises `FrameworkNotFound`."""
    return compile_framework(texts_of(target, limits), shelves_of(target), limits)
