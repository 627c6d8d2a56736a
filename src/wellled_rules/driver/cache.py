"""The folder in which what was worked out is kept for the next process.

An entry is one file: a line with the hash of all that follows, a line of JSON that says what it was made of, and its
parts. Whatever is wrong with an entry, it counts as not there; whatever keeps it from being written, nobody is told.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["Entry", "fetch", "folder", "keep"]

_FORMAT = b"wellled-cache 1 "
_SUFFIX = ".kept"
_MOST_ENTRIES = 64
_MOST_BYTES = 64 * 1024 * 1024
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH
_ABANDONED = 3_600
"""Seconds after which a file that was never finished is swept away."""


class Entry(NamedTuple):
    """What is kept. made_of: JSON data that says when it may be used. parts: bytes by name."""

    made_of: Mapping[str, Any]
    parts: Mapping[str, bytes]


def folder() -> Path | None:
    """The folder of kept entries: WELLLED_CACHE, or the platform's; none where it is `off` or there is no home."""
    named = os.environ.get("WELLLED_CACHE")
    if named is not None:
        return None if named in ("", "off") else Path(named)
    base = _user_folder()
    return None if base is None else base / "wellled-rules"


def _user_folder() -> Path | None:
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return Path(local) if local else None
    home, chosen = Path(os.environ.get("HOME", "")), Path(os.environ.get("XDG_CACHE_HOME", ""))
    if sys.platform == "darwin":
        return home / "Library" / "Caches" if home.is_absolute() else None
    if chosen.is_absolute():
        return chosen
    return home / ".cache" if home.is_absolute() else None


def fetch(name: str) -> Entry | None:
    """The entry of that name; none where there is none, or it is not whole, or others may have written it."""
    home = folder()
    if home is None:
        return None
    try:
        _require_own(home.stat())
        data = _content(home / _file(name))
        return _taken_apart(data)
    except (OSError, RecursionError, TypeError, ValueError, KeyError):
        return None


def _file(name: str) -> str:
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest() + _SUFFIX


def _require_own(found: os.stat_result) -> None:
    """`PermissionError` where another user owns it or may write to it."""
    if hasattr(os, "geteuid") and (found.st_uid != os.geteuid() or found.st_mode & _OTHERS_MAY_WRITE):
        raise PermissionError


def _content(path: Path) -> bytes:
    # NOTE: without O_NONBLOCK, a pipe of that name would keep us waiting for somebody to write to it.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as file:  # noqa: PTH123 - a path of its own can't refuse a link
        found = os.fstat(file.fileno())
        _require_own(found)
        if not stat.S_ISREG(found.st_mode) or found.st_size > _MOST_BYTES:
            raise ValueError("no entry")
        return file.read(_MOST_BYTES)


def _taken_apart(data: bytes) -> Entry:
    """The entry that the bytes of a file say; `ValueError` where they are not whole."""
    first, _, rest = data.partition(b"\n")
    if first != _FORMAT + sha256(rest).hexdigest().encode():
        raise ValueError("not whole")
    told, _, body = rest.partition(b"\n")
    head = json.loads(told)
    if not isinstance(head["made_of"], dict):
        raise ValueError("no form of ours")
    parts, at = {}, 0
    for name, size in head["parts"]:
        parts[name] = body[at : at + size]
        at += size
    return Entry(head["made_of"], parts)


def keep(name: str, entry: Entry) -> None:
    """Write an entry, whole or not at all; the oldest ones make room."""
    home = folder()
    if home is None:
        return
    with contextlib.suppress(OSError):
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        _require_own(home.stat())
        data = _put_together(entry)
        if len(data) <= _MOST_BYTES:
            _write(home, _file(name), data)
            _make_room(home)


def _put_together(entry: Entry) -> bytes:
    head = {"made_of": entry.made_of, "parts": [[name, len(part)] for name, part in entry.parts.items()]}
    rest = b"".join((json.dumps(head).encode(), b"\n", *entry.parts.values()))
    return b"".join((_FORMAT, sha256(rest).hexdigest().encode(), b"\n", rest))


def _write(home: Path, file: str, data: bytes) -> None:
    unfinished = home / f"{file}.{os.getpid()}.{os.urandom(6).hex()}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(unfinished, flags, 0o600), "wb") as out:  # noqa: PTH123 - it must not be there yet
            out.write(data)
        unfinished.replace(home / file)
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise


def _make_room(home: Path) -> None:
    """Sweep away all but the newest entries, and what was never finished."""
    kept: list[tuple[int, Path]] = []
    unfinished: list[tuple[int, Path]] = []
    for path, written in _dated(home):
        (kept if path.suffix == _SUFFIX else unfinished).append((written, path))
    newest = max((written for written, _ in kept), default=0)
    gone = sorted(kept)[:-_MOST_ENTRIES] + [one for one in unfinished if one[0] < newest - _ABANDONED]
    for _, path in gone:
        with contextlib.suppress(OSError):
            path.unlink()


def _dated(home: Path) -> Iterator[tuple[Path, int]]:
    """Our files, with the second in which each was written."""
    for path in home.iterdir():
        if _SUFFIX in path.name:
            with contextlib.suppress(OSError):
                yield path, path.stat().st_mtime_ns // 1_000_000_000
