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


_ROWS: tuple[tuple[str, Severity, str, str], ...] = (
    ("case-too-large", Severity.ERROR, "A case has more text, depth, entries or digits than it may.", "0.1.0"),
    ("given-twice", Severity.ERROR, "A case says one thing in two places.", "0.1.0"),
    ("incomplete-entry", Severity.ERROR, "An entry of a case lacks a part that it needs.", "0.1.0"),
    ("misplaced-in-case", Severity.ERROR, "An entry of a case is under a wrong heading, or too deep.", "0.1.0"),
    ("no-such-decision", Severity.ERROR, "A case records a decision that no rule of its level provides for.", "0.1.0"),
    ("not-at-this-level", Severity.ERROR, "A case records what this level, or another member, does not have.", "0.1.0"),
    ("not-plain-data", Severity.ERROR, "A case holds more than text, numbers, yes or no, lists and groups.", "0.1.0"),
    ("off-the-scale", Severity.ERROR, "A case gives a word or a number that the entry cannot have.", "0.1.0"),
    ("reason-left-out", Severity.ERROR, "A decision is recorded without the reason that its rule asks for.", "0.1.0"),
    ("too-many-mistakes", Severity.ERROR, "A case has more mistakes than are listed.", "0.1.0"),
    ("unknown-key-in-case", Severity.ERROR, "A heading or key of a case is none that cases have.", "0.1.0"),
    ("unknown-name-in-case", Severity.ERROR, "A case uses a name that its framework and level don't have.", "0.1.0"),
    ("unreadable-case", Severity.ERROR, "A case is neither JSON nor YAML, or not text at all.", "0.1.0"),
    ("which-level", Severity.ERROR, "A case does not say at which level its subject stands, and several fit.", "0.1.0"),
    ("wrong-role", Severity.ERROR, "A case says that somebody decided whom the rule does not name.", "0.1.0"),
    ("wrong-type-in-case", Severity.ERROR, "A case gives another kind of value than the entry has.", "0.1.0"),
)

CODES: Mapping[str, Code] = MappingProxyType({row[0]: Code(*row) for row in _ROWS})
