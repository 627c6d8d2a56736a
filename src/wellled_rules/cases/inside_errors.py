"""Messages about the subjects inside the one that a case is about; the path comes first."""

from __future__ import annotations

from wellled_rules.cases.document import Path, pointer
from wellled_rules.cases.words import found, shown
from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic

__all__ = ["no_id", "subject_twice", "too_many_subjects"]


def subject_twice(path: Path, first: Path, level: str, id_: str) -> Diagnostic:
    """Two subjects of one level, in one place, under one id."""
    return diagnostic(
        "given-twice",
        f"two subjects of level `{level}` in one place have the id {shown(id_)}",
        pointer=pointer(path),
        help="give each an id of its own; in another place the same id may stand again",
        notes=(f"the other is at {pointer(first)}",),
    )


def too_many_subjects(count: int, steps: int, most: int) -> Diagnostic:
    """More subjects than a case may have under these rules."""
    return diagnostic(
        "case-too-large",
        f"the rules take {steps:,} steps for these {count:,} subjects, and a case may take {most:,}",
        pointer="/subject",
        help="give each of those that have many inside as a case of its own, and what it comes to under `given` here",
    )


def no_id(path: Path, id_: str) -> Diagnostic:
    """An id by which nothing can be asked for."""
    return diagnostic(
        "wrong-type-in-case",
        f"{shown(id_) if id_.strip() else found(id_)} is no id of a subject",
        pointer=pointer(path),
        help="write an id that can be read, without `/` and `@`: outcomes are asked for as `OUTCOME@LEVEL/ID`",
    )
