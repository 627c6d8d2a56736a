"""From the name of a framework to its texts, on the shelves or on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.library import catalogue
from wellled_rules.library.reading import MOST_BYTES, decode
from wellled_rules.text.source import SourceFile

__all__ = ["Shelves", "Texts", "from_path", "from_texts", "missing"]

_ENTRY = "framework.wlr"


@dataclass(frozen=True)
class Texts:
    """The files of one framework version, entry first, and what could not be read of them."""

    files: tuple[SourceFile, ...]
    findings: tuple[Diagnostic, ...] = ()


def _opened(name: str, read: Callable[[], bytes]) -> SourceFile | Diagnostic:
    try:
        data = read()
    except OSError as error:
        return _unreadable(name, error)
    return decode(name, data)


def _unreadable(name: str, error: OSError) -> Diagnostic:
    why = error.strerror or "it can't be opened"
    return diagnostic("unreadable-file", f"{name} could not be read: {why.lower()}", help="check the file's name")


def _gathered(found: Iterable[SourceFile | Diagnostic]) -> Texts:
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


def _path(name: str, path: Path, most: int = MOST_BYTES) -> SourceFile | Diagnostic:
    try:
        if path.stat().st_size > most:
            return _too_large(name, most)
        with path.open("rb") as file:
            # A device or a pipe has no size to ask for, so one byte beyond the limit is tried.
            data = file.read(most + 1)
    except OSError as error:
        return _unreadable(name, error)
    return decode(name, data) if len(data) <= most else _too_large(name, most)


def from_path(named: str, path: Path, most: int = MOST_BYTES) -> Texts:
    """A framework on disk: a file alone, or a folder with `framework.wlr` and its chapters.

    named: how the path is called towards people. most: bytes of one file; a larger one is not opened.
    """
    if not path.is_dir():
        entry = path
        if path.name != _ENTRY or not path.is_file():
            return _gathered([_path(named, entry, most)])
        path, named = path.parent, str(Path(named).parent)
    try:
        inside = sorted(one for one in path.iterdir() if one.suffix == ".wlr" and one.is_file())
    except OSError as error:
        why = (error.strerror or "it can't be opened").lower()
        found = diagnostic("unreadable-file", f"{named} could not be read: {why}", help="check the folder's name")
        return Texts((), (found,))
    inside.sort(key=lambda one: one.name != _ENTRY)
    if not inside or inside[0].name != _ENTRY:
        found = diagnostic(
            "framework-not-found",
            f"the folder {named} holds no `{_ENTRY}`",
            help=f"name a file, or a folder in which the framework begins in `{_ENTRY}`",
        )
        return Texts((), (found,))
    shown = "" if named in (".", "") else f"{Path(named).as_posix()}/"
    return _gathered(_path(f"{shown}{one.name}", one, most) for one in inside)


def from_texts(files: Mapping[str, str], entry: str) -> Texts:
    """A framework held in memory; line ends are made one character."""
    order = sorted(files, key=lambda name: name != entry)
    return Texts(tuple(SourceFile(name, files[name].replace("\r\n", "\n")) for name in order))


def missing(name: str) -> Diagnostic:
    """The finding for a name that is no framework, no version and no file."""
    known = [shelf.identity for shelf in catalogue.shelves()]
    id_ = name.partition("@")[0]
    versions = [one for one in known if one.partition("@")[0] == id_]
    if versions:
        help_ = f"its versions are {', '.join(f'`{one}`' for one in versions)}"
    else:
        ids = dict.fromkeys(one.partition("@")[0] for one in known)
        near = nearest(id_, ids) or tuple(ids)
        help_ = f"there are {', '.join(f'`{one}`' for one in near)}; a file is named by its path"
    return diagnostic("framework-not-found", f"no framework, version or file is called `{name}`", help=help_)


class Shelves:
    """Shipped versions and modules, with what a caller lays over them; each read once."""

    def __init__(self, modules: Mapping[str, str] | None = None, versions: Mapping[str, Texts] | None = None) -> None:
        self._modules = dict(modules or {})
        self._versions = dict(versions or {})

    def with_version(self, identity: str, texts: Texts) -> Shelves:
        """The same shelves, with these texts as that version."""
        return Shelves(self._modules, {**self._versions, identity: texts})

    def version(self, identity: str) -> Texts | None:
        """The texts of `id@version`, or None."""
        if identity in self._versions:
            return self._versions[identity]
        shelf = catalogue.entry_of(identity)
        return None if shelf is None else _gathered(_resource(name, file) for name, file in shelf.files())

    def identities(self) -> tuple[str, ...]:
        """Every version there is."""
        return tuple(dict.fromkeys((*self._versions, *(shelf.identity for shelf in catalogue.shelves()))))

    def module(self, name: str) -> SourceFile | Diagnostic | None:
        """The text of a module by its dotted name, or None."""
        if name in self._modules:
            return SourceFile(f"{name}.wlr", self._modules[name].replace("\r\n", "\n"))
        found = catalogue.module_text(name)
        return None if found is None else _resource(*found)

    def module_names(self) -> tuple[str, ...]:
        """Every module there is."""
        return tuple(dict.fromkeys((*self._modules, *(name for name, _, _ in catalogue.modules()))))


def _resource(name: str, file: Traversable) -> SourceFile | Diagnostic:
    if isinstance(file, Path):
        return _path(name, file)
    return _opened(name, file.read_bytes)
