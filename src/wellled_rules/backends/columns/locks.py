"""One writer at a time: a file that is locked for as long as a process lives, however it ends."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

__all__ = ["Busy", "locked"]


class Busy(Exception):  # noqa: N818 - it says what was found
    """Another process holds the lock."""


def locked(path: Path) -> BinaryIO:
    """The file at `path`, made where it is not there, and locked until it is closed; `Busy` where another has it."""
    file = path.open("ab")
    try:
        _lock(file)
    except OSError:
        file.close()
        raise Busy(str(path)) from None
    return file


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
