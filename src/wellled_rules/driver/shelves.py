"""Where versions and modules are found: laid over by a caller, beside the framework's own file, or shipped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from wellled_rules.diagnostics.diagnostic import Diagnostic, Label, diagnostic
from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.driver.files import ENTRY, Texts, from_path, gathered, opened, resource
from wellled_rules.driver.sightings import Sightings
from wellled_rules.library import catalogue
from wellled_rules.syntax.ast.clauses import Identity
from wellled_rules.text.source import SourceFile

__all__ = ["Shelves", "declared_by_two"]

# A folder with more rule files than this is not searched by what its files say they are.
_MOST_BESIDE = 200


class Shelves:
    """Versions and modules by name; each read when it is asked for.

    modules, versions: texts that stand for others. beside: the folder of a framework on disk. Its bases may
    lie in it, in the folder above, or in a `versions` folder of either, as a file or as `ID-YYYY-MM`; its
    modules in a `rules` folder of either, `a.b` as `a/b.wlr`. What lies beside comes before what is shipped.
    seen: where each look at what lies beside is remembered.
    """

    def __init__(
        self,
        modules: Mapping[str, str] | None = None,
        versions: Mapping[str, Texts] | None = None,
        beside: Path | None = None,
        seen: Sightings | None = None,
    ) -> None:
        self._modules = dict(modules or {})
        self._versions = dict(versions or {})
        self._beside = beside
        self._seen = seen or Sightings()

    def with_versions(self, versions: Mapping[str, Texts]) -> Shelves:
        """The same shelves, with these texts as those versions."""
        return Shelves(self._modules, {**self._versions, **versions}, self._beside, self._seen)

    def version(self, identity: str) -> Texts | None:
        """The texts of `id@version`, or None; with a finding where two files beside say that they are it."""
        if identity in self._versions:
            return self._versions[identity]
        for name, path in self._near(identity):
            return from_path(name, path, seen=self._seen)
        said = [one for one in self._said_beside() if str(one[1]) == identity]
        if said:
            (path, own), *others = said
            found = from_path(path.name, path, seen=self._seen)
            help_ = f"keep one of them, or call it `{identity.replace('@', '-')}.wlr`, which is taken first"
            twice = (declared_by_two(own, other, help_) for _, other in others)
            return replace(found, findings=(*found.findings, *twice))
        shelf = catalogue.entry_of(identity)
        return None if shelf is None else gathered(resource(name, file) for name, file in shelf.files())

    def _said_beside(self) -> Iterator[tuple[Path, Identity]]:
        """What files of the folder of a framework on disk say that they are."""
        return iter(()) if self._beside is None else _sayings(self._beside, self._seen)

    def identities(self) -> tuple[str, ...]:
        """Every version there is; what lies beside is found by name only."""
        return tuple(dict.fromkeys((*self._versions, *(shelf.identity for shelf in catalogue.shelves()))))

    def nearest(self, identity: str) -> tuple[str, ...]:
        """Versions with nearly that name, those in the folder of a framework on disk among them."""
        beside = (str(said) for _, said in self._said_beside())
        return nearest(identity, dict.fromkeys((*beside, *self.identities())))

    def module(self, name: str) -> SourceFile | Diagnostic | None:
        """The text of a module by its dotted name, or None."""
        if name in self._modules:
            return SourceFile(f"{name}.wlr", self._modules[name].replace("\r\n", "\n"))
        for home in self._homes():
            path = home.joinpath("rules", *name.split(".")).with_suffix(".wlr")
            if self._seen.is_file(path):
                return opened("/".join(("rules", *name.split("."))) + ".wlr", path, seen=self._seen)
        found = catalogue.module_text(name)
        return None if found is None else resource(*found)

    def module_names(self) -> tuple[str, ...]:
        """Every module there is; what lies beside is found by name only."""
        return tuple(dict.fromkeys((*self._modules, *(name for name, _, _ in catalogue.modules()))))

    def _homes(self) -> Iterator[Path]:
        if self._beside is not None:
            yield self._beside
            yield self._beside.parent

    def _near(self, identity: str) -> Iterator[tuple[str, Path]]:
        """Name towards people and path of a version that lies beside under its name."""
        called = identity.replace("@", "-")
        for home in self._homes():
            for folder in (home, home / "versions"):
                if self._seen.is_file(folder / called / ENTRY):
                    yield f"{called}/{ENTRY}", folder / called / ENTRY
                if self._seen.is_file(folder / f"{called}.wlr"):
                    yield f"{called}.wlr", folder / f"{called}.wlr"


def declared_by_two(one: Identity, other: Identity, help_: str) -> Diagnostic:
    """Two files that say they are one version, the same whichever is told first."""
    first, second = sorted((one, other), key=lambda each: each.span.source.name)
    return diagnostic(
        "declared-twice",
        f"two files declare `{one}`",
        at=second.span,
        label="declared here again",
        others=(Label(first.span, "declared here"),),
        help=help_,
    )


def _sayings(folder: Path, seen: Sightings) -> Iterator[tuple[Path, Identity]]:
    """Files of a folder with a header, and the version that it says they are."""
    from wellled_rules.syntax.parser import parse_header

    try:
        names = seen.names(folder)
    except OSError:
        return
    for path in (folder / name for name in names) if len(names) <= _MOST_BESIDE else ():
        source = opened(path.name, path, seen=seen)
        header = None if isinstance(source, Diagnostic) else parse_header(source)
        if header is not None:
            yield path, header.identity
