"""What the command's exit code says."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["ExitCode"]


class ExitCode(IntEnum):
    """The codes with which `wellled` ends. meaning: a sentence for people."""

    meaning: str

    def __new__(cls, value: int, meaning: str) -> ExitCode:
        """A code that knows its sentence."""
        made = int.__new__(cls, value)
        made._value_ = value
        made.meaning = meaning
        return made

    DONE = 0, "Done."
    FOUND = 1, "Errors were found, or an example failed; with --strict, warnings count too."
    REFUSED = 2, "Bad usage, a file that can't be read, a framework that doesn't check, or a case that is refused."
    UNDETERMINED = 3, "The outcome asked for is undetermined: the evidence leaves more than one value possible."
    BROKEN = 70, "A fault of this program; please report it."
    INTERRUPTED = 130, "Interrupted."
    # NOTE: 128 + SIGPIPE, as a shell shows for every program whose reader has left. 0 would claim that all
    # was written; a message would follow each `wellled ... | head`.
    READER_GONE = 141, "Whoever read the output closed it before the end; nothing is said."
