"""A file as bytes that are all UTF-8: what is none stands as its escape, behind a mark.

A reader of CSV stops at the first byte that is no text. With a mark it reads on, and the rows with one are told apart
from those in which somebody wrote a backslash.
"""

from __future__ import annotations

import codecs
import io
from typing import BinaryIO

__all__ = ["MARK", "MarkedText"]

MARK = "\ufdd0"
"""Before the escape of each byte that is no text. Unicode keeps it for use inside programs: no text has it."""
_BLOCK_BYTES = 2**22


def _mark(error: UnicodeError) -> tuple[str, int]:
    escaped, after = codecs.backslashreplace_errors(error)
    assert isinstance(escaped, str)
    return MARK + escaped, after


class MarkedText(io.RawIOBase):
    """A file, with marks. is_marked: whether one was read so far."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        codecs.register_error("wellled-mark", _mark)
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8")("wellled-mark")
        self._left = b""
        self.is_marked = False

    def readable(self) -> bool:
        """It is."""
        return True

    def first_line(self) -> bytes:
        """The first line, which is read again afterwards; not more than a block of it."""
        self._fill()
        end = self._left.find(b"\n")
        return self._left if end < 0 else self._left[: end + 1]

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; none only at the end."""
        self._fill()
        # An escape is longer than the byte that it stands for, so that more may have come than was asked for.
        found = self._left if size < 0 else self._left[:size]
        self._left = self._left[len(found) :]
        return found

    def _fill(self) -> None:
        while not self._left:
            block = self._file.read(_BLOCK_BYTES)
            begun, _ = self._decoder.getstate()
            is_plain = block.isascii() and block and not begun
            self._left = block if is_plain else self._text(block)
            if not block:
                break

    def _text(self, block: bytes) -> bytes:
        text = self._decoder.decode(block, final=not block)
        self.is_marked = self.is_marked or MARK in text
        return text.encode()

    def close(self) -> None:
        """Close the file beneath."""
        self._file.close()
        super().close()
