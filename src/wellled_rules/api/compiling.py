"""From a name or a path to its texts, and through every pass."""

from __future__ import annotations

from pathlib import Path

from wellled_rules.diagnostics.diagnostic import diagnostic
from wellled_rules.diagnostics.errors import FrameworkNotFound
from wellled_rules.driver.files import Texts, from_path, missing
from wellled_rules.driver.pipeline import Compiled, compile_framework
from wellled_rules.driver.shelves import Shelves
from wellled_rules.driver.sightings import Sightings
from wellled_rules.library.naming import exists, is_path
from wellled_rules.syntax.limits import Limits

__all__ = ["compiled", "only", "require_limits", "shelves_of", "texts_of"]

_NOT_FOUND = {"framework-not-found", "unreadable-file"}


def require_limits(limits: object) -> None:
    """`TypeError` for what is neither bounds on rule text nor None."""
    if limits is not None and not isinstance(limits, Limits):
        raise TypeError(f"limits are `Limits(..)`, not `{type(limits).__name__}`")


def only(id_: str) -> str:
    """`id@version` of the one version of a framework; raises `FrameworkNotFound` where there are none or several."""
    versions = [one for one in Shelves().identities() if one.partition("@")[0] == id_]
    if len(versions) == 1:
        return versions[0]
    raise FrameworkNotFound([missing(id_)])


def texts_of(target: str, limits: Limits | None = None, seen: Sightings | None = None) -> Texts:
    """The texts of a shipped version or of a path; raises `FrameworkNotFound`. seen: where each look is remembered.

    A file that is there and can be opened is found: what is wrong with its bytes is a finding of the texts.
    """
    if not is_path(target):
        texts = Shelves().version(target)
        if texts is not None:
            return texts
        raise FrameworkNotFound([missing(target)])
    path = Path(target)
    if not exists(target):
        raise FrameworkNotFound(
            [diagnostic("framework-not-found", f"there is no file or folder `{target}`", help="check the path")]
        )
    texts = from_path(target, path, (limits or Limits()).source_bytes, seen)
    if not texts.files and all(one.code in _NOT_FOUND for one in texts.findings):
        raise FrameworkNotFound(texts.findings)
    return texts


def shelves_of(target: str, seen: Sightings | None = None) -> Shelves:
    """Where a target's bases and modules are found: on the shelves, and beside a path."""
    if not is_path(target):
        return Shelves()
    path = Path(target).resolve()
    return Shelves(beside=path if path.is_dir() else path.parent, seen=seen)


def compiled(target: str, limits: Limits | None = None, seen: Sightings | None = None) -> Compiled:
    """A shipped version or a path, through every pass; raises `FrameworkNotFound`."""
    return compile_framework(texts_of(target, limits, seen), shelves_of(target, seen), limits)
