"""The subjects of a case: the one that it is about, and those inside, each known by its path from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

__all__ = [
    "KEYS_OF_A_SUBJECT",
    "NOT_IN_AN_ID",
    "Path",
    "Tree",
    "above",
    "at",
    "ending",
    "is_id",
    "level_at",
    "place_of",
    "plural",
]

Path: TypeAlias = "tuple[str, ...]"
"""Level, id, level, id and so on from the subject that a case is about, which has the empty path."""

KEYS_OF_A_SUBJECT = ("id", "name", "inputs", "given", "decisions", "outcomes")
"""Keys of a subject inside, in a case or in a result, beside those of the subjects inside it."""

NOT_IN_AN_ID = "/@"
"""Characters that part an outcome from the levels and ids behind it."""


def is_id(text: str) -> bool:
    """Whether a subject inside can be asked for by this id: what is seen, and nothing that acts on whoever reads it."""
    return bool(text.strip()) and text.isprintable() and not set(text) & set(NOT_IN_AN_ID)


@dataclass(frozen=True, eq=False)
class Tree:
    """One subject's level, and the subjects directly inside by level and id, in the order given; itself alone equal."""

    level: str
    inside: Mapping[tuple[str, str], Tree]

    @cached_property
    def by_level(self) -> Mapping[str, tuple[Path, ...]]:
        """Level -> the paths of its subjects; those of one subject stand together, in the order given."""
        found: dict[str, list[Path]] = {}
        for path, level in self._walk(()):
            found.setdefault(level, []).append(path)
        return {level: tuple(paths) for level, paths in found.items()}

    def _walk(self, here: Path) -> Iterator[tuple[Path, str]]:
        waiting: list[tuple[Path, Tree]] = [(here, self)]
        while waiting:
            path, tree = waiting.pop()
            yield path, tree.level
            waiting.extend(((*path, *key), tree.inside[key]) for key in reversed([*tree.inside]))

    @cached_property
    def children(self) -> Mapping[tuple[Path, str], tuple[Path, ...]]:
        """Path and level -> the paths of the subjects of that level directly inside."""
        found: dict[tuple[Path, str], list[Path]] = {}
        for level, paths in self.by_level.items():
            for path in paths:
                if path:
                    found.setdefault((path[:-2], level), []).append(path)
        return {key: tuple(paths) for key, paths in found.items()}


def level_at(root: str, path: Path) -> str:
    """The level of a subject, `root` being that of the subject that the case is about."""
    return path[-2] if path else root


def above(root: str, path: Path, level: str) -> Path | None:
    """The subject of a level that holds a subject, or is it; none where there is none."""
    while level_at(root, path) != level:
        if not path:
            return None
        path = path[:-2]
    return path


def at(path: Path) -> str:
    """A path as a person writes it after `@`: `shop/NORTH`; nothing for the subject itself."""
    return "/".join(path)


def place_of(words: str) -> Path:
    """The path that `at` wrote."""
    return tuple(words.split("/")) if words else ()


def ending(words: str, known: Iterable[Path]) -> tuple[str, ...]:
    """Of paths, as a person writes them, those of which somebody left out the beginning."""
    return tuple(path for path in map(at, known) if path.endswith(f"/{words}"))


def plural(level: str) -> str:
    """The key under which a case lists the subjects of a level: `sites`, `bodies`, `offices`, `branches`."""
    if level.endswith(("s", "x", "z", "ch", "sh")):
        return f"{level}es"
    if level.endswith("y") and level[-2:-1] not in "aeiou":
        return f"{level[:-1]}ies"
    return f"{level}s"
