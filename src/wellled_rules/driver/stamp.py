"""What decides a framework beside its own texts: the engine, the Python that runs it, and what is shipped."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from wellled_rules.library.resources import root
from wellled_rules.library.version import LANGUAGE, VERSION

__all__ = ["stamp"]

_FORM = 1
"""Raised when the form of what is kept changes."""

_PACKAGE = Path(__file__).parents[1]
_MATERIAL = {"grammar": ".lark", "rules": ".wlr", "versions": ".wlr"}
_DEEPEST = 16


def stamp() -> str | None:
    """A hash over all of it; none where the material can't be read as files, so that nothing may be kept.

    Of the engine's own modules the sizes and times are taken, since a checkout changes without its version changing;
    of the material the bytes.
    """
    base = root()
    if not isinstance(base, Path):
        return None
    made = sha256(f"{_FORM}\n{VERSION}\n{LANGUAGE}\n{sys.implementation.cache_tag}\n{sys.hexversion}\n".encode())
    try:
        for shown, _, size, written in _files(str(_PACKAGE), ".py"):
            made.update(f"{shown}\n{size}\n{written}\n".encode("utf-8", "surrogatepass"))
        for folder, suffix in _MATERIAL.items():
            for shown, path, _, _ in _files(str(base / folder), suffix):
                data = _bytes(path)
                made.update(f"{folder}/{shown}\n{len(data)}\n".encode("utf-8", "surrogatepass"))
                made.update(data)
    except OSError:
        return None
    return made.hexdigest()


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123 - a path object for each file costs more than reading it
        return file.read()


def _files(folder: str, suffix: str, shown: str = "", depth: int = 0) -> Iterator[tuple[str, str, int, int]]:
    """Name, path, size and time of the files below a folder, in order; `OSError` where it is too deep to be ours."""
    if depth > _DEEPEST:
        raise OSError
    if not os.path.isdir(folder):  # noqa: PTH112 - as above
        return
    with os.scandir(folder) as found:
        inside = sorted(found, key=lambda one: one.name)
    for one in inside:
        name = f"{shown}{one.name}"
        if one.name.endswith(suffix):
            about = one.stat()
            yield name, one.path, about.st_size, about.st_mtime_ns
        elif one.is_dir():
            yield from _files(one.path, suffix, f"{name}/", depth + 1)
