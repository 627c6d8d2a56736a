"""Messages about the subjects inside the one that a case is about; the path comes first."""

from __future__ import annotations

from wellled_rules.cases.document import Path, pointer
from wellled_rules.cases.words import shown
from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic

__all__ = ["no_id", "subject_twice"]


def subject_twice(path: Path, first: Path, level: str, id_: str) -> Diagnostic:
    """Two subjects of one level, in one place, under one id."""
    return diagnostic(
        "given-twice",
        f"two subjects of level `{level}` in one place have the id {shown(id_)}",
        pointer=pointer(path),
        help="give each an id of its own; in another place the same id may stand again",
        notes=(f"the other is at {pointer(first)}",),
    )


def no_id(path: Path, id_: str) -> Diagnostic:
    """An id by which nothing can be asked for."""
    return diagnostic(
        "wrong-type-in-case",
        f"{shown(id_)} is no id of a subject",
        pointer=pointer(path),
        help="write an id that is not empty, without `/` and `@`: outcomes are asked for as `OUTCOME@LEVEL/ID`",
    )
