"""Bytes of a rule file to a `SourceFile`."""

from __future__ import annotations

from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.text.source import SourceFile

__all__ = ["MOST_BYTES", "decode"]

MOST_BYTES = 1_048_576
"""Size of one rule file; a larger one is refused before it is read."""

_MARK = "\ufeff"


def decode(name: str, data: bytes) -> SourceFile | Diagnostic:
    """The text of a file: UTF-8, a byte order mark dropped, line ends as one character."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return diagnostic(
            "not-utf-8",
            f"{name} is not text in UTF-8",
            help="save the file as UTF-8 in the editor it was written in",
            notes=(f"byte {error.start + 1} belongs to no character",),
        )
    return SourceFile(name, text.removeprefix(_MARK).replace("\r\n", "\n").replace("\r", "\n"))
