"""The two streams: answers go to standard output, talk to standard error; both are UTF-8."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from wellled_rules.diagnostics.diagnostic import Diagnostic

__all__ = [
    "Refusal",
    "UnreadableFile",
    "abandon",
    "answer",
    "findings",
    "is_colored",
    "json_text",
    "prepare",
    "table",
    "talk",
    "width",
]

_NARROWEST, _WIDEST = 40, 120


class Refusal(click.ClickException):
    """Something the command can't work with, told in one line, with what to do about it where that is known.

    help_line: one action. Ends with the exit code of refusals, without the usage of the command.
    """

    def __init__(self, message: str, help_line: str | None = None) -> None:
        super().__init__(message)
        self.help_line = help_line


class UnreadableFile(Refusal):
    """A file that can't be read: where findings are asked for as JSON it is told as one."""


def prepare() -> None:
    """Make both streams UTF-8; what UTF-8 can't hold is written as its escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def answer(text: str) -> None:
    """Write `text` to standard output, at once.

    `BrokenPipeError` where its reader has left, `Refusal` where it can't be written for another reason.
    """
    stream: TextIO | None = sys.stdout
    if stream is None:
        raise Refusal("standard output is closed", "give the command somewhere to write its answer")
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon(stream)
        raise Refusal(f"the answer can't be written: {error.strerror or error}") from None


def talk(text: str) -> None:
    """Write `text` to standard error; where that is impossible, nobody is left to tell."""
    stream: TextIO | None = sys.stderr
    if stream is None:
        return
    try:
        stream.write(text)
        stream.flush()
    except OSError:
        abandon(stream)


def abandon(stream: TextIO) -> None:
    """Point a lost stream at nothing, so that the interpreter's last flush doesn't complain."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def is_colored(stream: TextIO | None, *, plain: bool) -> bool:
    """Whether to colour what goes to `stream`: a terminal that can, and nobody has asked for none."""
    if stream is None or plain or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def width() -> int:
    """Cells a line may take: those of the terminal (or COLUMNS), within readable bounds; 100 where unknown."""
    import shutil

    return max(_NARROWEST, min(shutil.get_terminal_size((100, 24)).columns, _WIDEST))


def findings(
    found: Iterable[Diagnostic], form: str, *, plain: bool, stream: TextIO | None, counted: bool = True
) -> str:
    """Findings as the reader of `stream` asked for them: `json`, or text for people, which ends in their count."""
    if form == "json":
        from wellled_rules.diagnostics.render import machine

        return machine.render(found)
    from wellled_rules.diagnostics.render import human

    return human.render(found, plain=plain, color=is_colored(stream, plain=plain), counted=counted)


def json_text(data: object) -> str:
    """`data` as indented JSON with its line end; ASCII only, so that nothing in it can act on a screen."""
    return json.dumps(data, ensure_ascii=True, indent=2) + "\n"


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """Rows in aligned columns, two spaces apart, each line with its line end; cells must be inert."""
    from wellled_rules.text.cells import cells

    all_rows = tuple(rows)
    widths = [max(cells(text) for text in column) for column in zip(*all_rows, strict=True)]
    lines = []
    for row in all_rows:
        padded = (text + " " * (wide - cells(text)) for text, wide in zip(row, widths, strict=True))
        lines.append("  ".join(padded).rstrip() + "\n")
    return "".join(lines)
