"""What was looked for on disk, and what was there: enough to tell later whether it would be read as it was."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from wellled_rules.library.reading import MOST_BYTES

__all__ = ["Sightings", "TooLargeError", "still_so"]

_SUFFIX = ".wlr"
_NOTHING = ""
_CHANGED = "changed"


class TooLargeError(OSError):
    """A file of more bytes than are read."""


class Sightings:
    """Looks at the disk and remembers each look, those that found nothing included.

    files: path -> hash of what was read, "" where it could not be. there: path -> whether it is a file.
    folders: path -> names in it that end in `.wlr`, sorted; none where it could not be listed.
    """

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.there: dict[str, bool] = {}
        self.folders: dict[str, list[str] | None] = {}

    def is_file(self, path: Path) -> bool:
        """Whether `path` is a file."""
        found = self.there[str(path.absolute())] = path.is_file()
        return found

    def names(self, folder: Path) -> list[str]:
        """Names in `folder` that end in `.wlr`, sorted; `OSError` where it can't be listed."""
        key = str(folder.absolute())
        self.folders[key] = None
        found = self.folders[key] = _names(folder)
        return found

    def content(self, path: Path, most: int) -> bytes:
        """The bytes of a file; `TooLargeError` beyond `most`, which are not read, `OSError` where it can't be read."""
        key = str(path.absolute())
        before = self.files.get(key)
        self.files[key] = _NOTHING
        data = _content(path, most)
        found = sha256(data).hexdigest()
        # A file that changed between two looks is never again as it was.
        self.files[key] = found if before in (None, found) else _CHANGED
        return data

    def to_data(self) -> dict[str, Any]:
        """The sightings as JSON data."""
        return {"files": self.files, "there": self.there, "folders": self.folders}


def still_so(seen: object) -> bool:
    """Whether every look that `seen` (`Sightings.to_data`) tells of would find the same now."""
    match seen:
        case {"files": dict(files), "there": dict(there), "folders": dict(folders)}:
            return (
                all(Path(path).is_file() is found for path, found in there.items())
                and all(_names_now(Path(path)) == names for path, names in folders.items())
                and all(_hash_now(Path(path)) == found for path, found in files.items())
            )
    return False


def _names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir() if one.suffix == _SUFFIX)


def _names_now(folder: Path) -> list[str] | None:
    try:
        return _names(folder)
    except OSError:
        return None


def _content(path: Path, most: int) -> bytes:
    if path.stat().st_size > most:
        raise TooLargeError
    with path.open("rb") as file:
        # A device or a pipe has no size to ask for, so one byte beyond the limit is tried.
        data = file.read(most + 1)
    if len(data) > most:
        raise TooLargeError
    return data


def _hash_now(path: Path) -> str:
    try:
        return sha256(_content(path, MOST_BYTES)).hexdigest()
    except OSError:
        return _NOTHING
