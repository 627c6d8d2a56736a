"""From the name of a framework to its texts, on the shelves or on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.driver.sightings import Sightings, TooLargeError
from wellled_rules.library import catalogue
from wellled_rules.library.reading import MOST_BYTES, decode
from wellled_rules.text.source import SourceFile

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["ENTRY", "Texts", "from_path", "from_texts", "gathered", "missing", "opened", "resource"]

ENTRY = "framework.wlr"


@dataclass(frozen=True)
class Texts:
    """The files of one framework version, entry first, and what could not be read of them."""

    files: tuple[SourceFile, ...]
    findings: tuple[Diagnostic, ...] = ()


def _read(name: str, read: Callable[[], bytes]) -> SourceFile | Diagnostic:
    try:
        data = read()
    except OSError as error:
        return _unreadable(name, error)
    return decode(name, data)


def _unreadable(name: str, error: OSError) -> Diagnostic:
    why = error.strerror or "it can't be opened"
    return diagnostic("unreadable-file", f"{name} could not be read: {why.lower()}", help="check the file's name")


def gathered(found: Iterable[SourceFile | Diagnostic]) -> Texts:
    """What could be read, and what is said of the rest."""
    every = tuple(found)
    return Texts(
        tuple(one for one in every if isinstance(one, SourceFile)),
        tuple(one for one in every if isinstance(one, Diagnostic)),
    )


def _too_large(name: str, most: int) -> Diagnostic:
    return diagnostic(
        "beyond-limits",
        f"{name} is larger than {most:,} bytes",
        help="split the framework into several files of one folder",
    )


def opened(name: str, path: Path, most: int = MOST_BYTES, seen: Sightings | None = None) -> SourceFile | Diagnostic:
    """One file on disk; a larger one than `most` bytes is not read. seen: where the look is remembered."""
    try:
        data = (seen or Sightings()).content(path, most)
    except TooLargeError:
        return _too_large(name, most)
    except OSError as error:
        return _unreadable(name, error)
    return decode(name, data)


def from_path(named: str, path: Path, most: int = MOST_BYTES, seen: Sightings | None = None) -> Texts:
    """A framework on disk: a file alone, or a folder with `framework.wlr` and its chapters.

    named: how the path is called towards people. most: bytes of one file; a larger one is not opened.
    seen: where each look at the disk is remembered.
    """
    seen = seen or Sightings()
    if not path.is_dir():
        entry = path
        if path.name != ENTRY or not seen.is_file(path):
            return gathered([opened(named, entry, most, seen)])
        path, named = path.parent, str(Path(named).parent)
    try:
        inside = [path / name for name in seen.names(path) if seen.is_file(path / name)]
    except OSError as error:
        why = (error.strerror or "it can't be opened").lower()
        found = diagnostic("unreadable-file", f"{named} could not be read: {why}", help="check the folder's name")
        return Texts((), (found,))
    inside.sort(key=lambda one: one.name != ENTRY)
    if not inside or inside[0].name != ENTRY:
        found = diagnostic(
            "framework-not-found",
            f"the folder {named} holds no `{ENTRY}`",
            help=f"name a file, or a folder in which the framework begins in `{ENTRY}`",
        )
        return Texts((), (found,))
    shown = "" if named in (".", "") else f"{Path(named).as_posix()}/"
    return gathered(opened(f"{shown}{one.name}", one, most, seen) for one in inside)


def from_texts(files: Mapping[str, str], entry: str) -> Texts:
    """A framework held in memory; line ends are made one character."""
    order = sorted(files, key=lambda name: name != entry)
    return Texts(tuple(SourceFile(name, files[name].replace("\r\n", "\n")) for name in order))


def missing(name: str) -> Diagnostic:
    """The finding for a name that is no framework, no version and no file."""
    known = [shelf.identity for shelf in catalogue.shelves()]
    id_ = name.partition("@")[0]
    versions = [one for one in known if one.partition("@")[0] == id_]
    headline = f"no framework, version or file is called `{name}`"
    told = ", ".join(f"`{one}`" for one in versions)
    if versions and "@" not in name:
        headline, help_ = f"`{name}` has several versions, and none is named: {told}", "name one of them, or a day"
    elif versions:
        help_ = f"its versions are {told}"
    else:
        ids = dict.fromkeys(one.partition("@")[0] for one in known)
        near = nearest(id_, ids) or tuple(ids)
        help_ = f"there are {', '.join(f'`{one}`' for one in near)}; a file is named by its path"
    return diagnostic("framework-not-found", headline, help=help_)


def resource(name: str, file: Traversable) -> SourceFile | Diagnostic:
    """A shipped file."""
    if isinstance(file, Path):
        return opened(name, file)
    return _read(name, file.read_bytes)
