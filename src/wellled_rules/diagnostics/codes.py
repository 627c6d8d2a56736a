"""The register of codes: one row a code, each with a page of the same name in `pages/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

__all__ = ["CODES", "Code", "Severity"]


class Severity(StrEnum):
    """How much a finding stops."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: reads as "allow ⟨id⟩"; never renamed, never reused.

    meaning: one sentence. since: package version that first had it.
    """

    id: str
    severity: Severity
    meaning: str
    since: str


_ROWS: tuple[tuple[str, Severity, str, str], ...] = ()

CODES: Mapping[str, Code] = MappingProxyType({row[0]: Code(*row) for row in _ROWS})
