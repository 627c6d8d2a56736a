"""Whatever stands for a case, as a document: data, the bytes of a text, or the file that holds it."""

from __future__ import annotations

from pathlib import Path

from wellled_rules.cases import reading_errors
from wellled_rules.cases.document import Document
from wellled_rules.cases.limits import LIMITS, CaseLimits
from wellled_rules.cases.plain import document
from wellled_rules.cases.read import read
from wellled_rules.diagnostics.errors import CaseError

__all__ = ["taken"]


def taken(case: object, limits: CaseLimits = LIMITS, name: str = "case") -> Document:
    """The document that `case` is.

    case: a document already; bytes of JSON or YAML in UTF-8; a `Path` to a file of it, whose ending says which;
    or what `plain.document` takes. name: how what is no file is called towards people. Raises `CaseError` for a file
    that can't be read, for bytes that are neither, and for `str`, which may be meant as either.
    """
    match case:
        case Document():
            return case
        case bytes() | bytearray() | memoryview():
            return read(bytes(case), name, limits)
        case Path():
            return read(_content(case, limits), str(case), limits)
        case str():
            raise CaseError([reading_errors.text_or_path()])
        case _:
            return document(case, name, limits)


def _content(path: Path, limits: CaseLimits) -> bytes:
    try:
        with path.open("rb") as file:
            if (size := path.stat().st_size) > limits.text_bytes:
                raise CaseError([reading_errors.too_many_bytes(str(path), size, limits)])
            # A device or a pipe has no size to ask for, so one byte beyond the limit is tried.
            return file.read(limits.text_bytes + 1)
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or "no file can have that name").lower()
        raise CaseError([reading_errors.unopened(str(path), why)]) from None
