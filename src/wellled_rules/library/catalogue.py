"""All shipped framework versions: by identity, by the day they are in force, by succession."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wellled_rules.library.resources import root

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["Shelf", "between", "entry_of", "modules", "module_text", "shelves"]

ENTRY = "framework.wlr"
BETWEEN = "transitions"
_SUFFIX = ".wlr"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One version's folder. name: as it is called towards people, with forward slashes."""

    id: str
    version: str
    name: str
    folder: Traversable

    @property
    def identity(self) -> str:
        """`id@version`."""
        return f"{self.id}@{self.version}"

    def files(self) -> tuple[tuple[str, Traversable], ...]:
        """Its rule files by name, the entry first, chapters after it in order of name."""
        found = sorted((one.name, one) for one in self.folder.iterdir() if one.is_file() and one.name.endswith(_SUFFIX))
        found.sort(key=lambda pair: pair[0] != ENTRY)
        return tuple((f"{self.name}/{name}", one) for name, one in found)


def shelves() -> tuple[Shelf, ...]:
    """Every version that is shipped, by id and version. A folder is called ID-YYYY-MM."""
    base = root() / "versions"
    if not base.is_dir():
        return ()
    found = []
    for folder in base.iterdir():
        id_, month = folder.name[:-8], folder.name[-7:]
        if folder.is_dir() and id_ and (folder / ENTRY).is_file():
            found.append(Shelf(id_, month, f"versions/{folder.name}", folder))
    return tuple(sorted(found, key=lambda one: (one.id, one.version)))


def entry_of(identity: str) -> Shelf | None:
    """The shelf of `id@version`, or None."""
    return next((one for one in shelves() if one.identity == identity), None)


def between() -> Iterator[tuple[str, Traversable]]:
    """The files of transitions and crosswalks, by name: name towards people, file.

    They belong to no version, and lie in one folder; which frameworks each is about stands in it.
    """
    folder = root() / "versions" / BETWEEN
    if folder.is_dir():
        for one in sorted(folder.iterdir(), key=lambda each: each.name):
            if one.is_file() and one.name.endswith(_SUFFIX):
                yield f"versions/{BETWEEN}/{one.name}", one


def modules() -> Iterator[tuple[str, str, Traversable]]:
    """Shipped modules: dotted name, name towards people, file."""
    stack: list[tuple[str, tuple[str, ...], Traversable]] = [("rules", (), root() / "rules")]
    while stack:
        shown, path, folder = stack.pop()
        if not folder.is_dir():
            continue
        for one in sorted(folder.iterdir(), key=lambda each: each.name):
            if one.is_dir():
                stack.append((f"{shown}/{one.name}", (*path, one.name), one))
            elif one.name.endswith(_SUFFIX):
                yield ".".join((*path, one.name.removesuffix(_SUFFIX))), f"{shown}/{one.name}", one


def module_text(name: str) -> tuple[str, Traversable] | None:
    """Name towards people and file of a module by its dotted name, or None."""
    return next(((shown, file) for dotted, shown, file in modules() if dotted == name), None)
