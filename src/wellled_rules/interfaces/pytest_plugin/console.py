"""Transcripts of a page: `$ wellled ...` and what it prints."""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

__all__ = ["Command", "commands", "desk", "installed", "matches", "replay", "run"]

_EXIT = re.compile(r"^\[exit (\d+)\]$")
_ANYTHING = "..."
_SETTING = {"NO_COLOR": "1", "COLUMNS": "100", "TERM": "dumb"}


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a transcript. shown: as typed, after `$ `. output: lines expected. code: exit expected."""

    shown: str
    output: tuple[str, ...]
    code: int

    @property
    def words(self) -> list[str]:
        """The words typed, without line joins."""
        return shlex.split(self.shown.replace("\\\n", " "))

    def transcript(self) -> str:
        """As it stands on a page."""
        ending = [f"[exit {self.code}]"] if self.code else []
        return "".join(f"{line}\n" for line in (f"$ {self.shown}", *self.output, *ending))


def commands(text: str) -> list[Command]:
    """The commands of a console block. `ValueError` where the block starts with no command."""
    found: list[Command] = []
    lines = text.splitlines()
    starts = [i for i, line in enumerate(lines) if line.startswith("$ ")]
    if not starts or starts[0] != 0:
        raise ValueError("a console block starts with `$ wellled ...`")
    for start, end in zip(starts, [*starts[1:], len(lines)]):
        shown, at = lines[start][2:], start + 1
        while shown.endswith("\\") and at < end:
            shown, at = f"{shown}\n{lines[at]}", at + 1
        output = lines[at:end]
        code = int(ending[1]) if output and (ending := _EXIT.match(output[-1])) else 0
        found.append(Command(shown, tuple(output[:-1] if code else output), code))
    return found


def matches(expected: tuple[str, ...], given: tuple[str, ...]) -> bool:
    """Whether the lines are the same, spaces at line ends aside; `...` alone stands for any lines."""
    want = _trimmed(expected)
    have = _trimmed(given)
    # One wild line is remembered at a time: what it swallows grows only when all else has failed.
    i = j = 0
    wild, taken = -1, 0
    while j < len(have):
        if i < len(want) and want[i] == _ANYTHING:
            wild, taken, i = i, j, i + 1
        elif i < len(want) and want[i] == have[j]:
            i, j = i + 1, j + 1
        elif wild >= 0:
            taken += 1
            i, j = wild + 1, taken
        else:
            return False
    return all(line == _ANYTHING for line in want[i:])


def _trimmed(lines: tuple[str, ...]) -> list[str]:
    trimmed = [line.rstrip() for line in lines]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return trimmed


def installed() -> Callable[[], object]:
    """The `wellled` command as installed, so that a page runs what a reader runs."""
    (found,) = entry_points(group="console_scripts", name="wellled")
    loaded: Callable[[], object] = found.load()
    return loaded


def replay(text: str, main: Callable[[], object]) -> list[Command]:
    """The commands of a console block as they ran just now, in the current folder."""
    return [run(command, main) for command in commands(text)]


def run(command: Command, main: Callable[[], object]) -> Command:
    """`command` with the output and exit code it has now; both streams together, as a terminal shows them.

    `< FILE` at the end feeds a file to standard input. `ValueError` for any program but `wellled`.
    """
    words, fed = command.words, b""
    if len(words) > 2 and words[-2] == "<":
        words, fed = words[:-2], Path(words[-1]).read_bytes()
    if words[:1] != ["wellled"]:
        raise ValueError(f"a page runs `wellled` only, not `{command.shown}`")
    raw = io.BytesIO()
    screen = io.TextIOWrapper(raw, encoding="utf-8", newline="\n", write_through=True)
    stdin = io.TextIOWrapper(io.BytesIO(fed), encoding="utf-8")
    typed = patch.multiple(sys, argv=words, stdin=stdin, stdout=screen, stderr=screen)
    with typed, patch.dict(os.environ, _SETTING):
        code = _exit_code(main)
    screen.flush()
    return Command(command.shown, tuple(raw.getvalue().decode("utf-8").splitlines()), code)


def _exit_code(main: Callable[[], object]) -> int:
    try:
        left = main()
    except SystemExit as stop:
        left = stop.code
        if isinstance(left, str):
            sys.stderr.write(f"{left}\n")
            return 1
    return left if isinstance(left, int) else 0


@contextmanager
def desk(root: Path, files: dict[str, str]) -> Iterator[Path]:
    """A folder to work in, and the current one meanwhile: `files`, and links to the folders of `root`.

    `ValueError` for a file that would lie outside.
    """
    with TemporaryDirectory(prefix="page-") as name:
        folder = Path(name).resolve()
        for file, text in files.items():
            place = (folder / file).resolve()
            if not place.is_relative_to(folder):
                raise ValueError(f"a page's file lies outside its folder: {file}")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        for found in root.iterdir():
            link = folder / found.name
            if found.is_dir() and not found.name.startswith(".") and not link.exists():
                link.symlink_to(found, target_is_directory=True)
        with chdir(folder):
            yield folder
