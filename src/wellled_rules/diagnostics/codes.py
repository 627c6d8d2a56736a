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
    ("beyond-limits", Severity.ERROR, "The text goes beyond a documented limit on what is read.", "0.1.0"),
    ("capital-in-name", Severity.ERROR, "A name or a key word is written with capital letters.", "0.1.0"),
    ("case-too-large", Severity.ERROR, "A case has more text, depth, entries or digits than it may.", "0.1.0"),
    ("control-character", Severity.ERROR, "The text holds a character that can't be seen.", "0.1.0"),
    ("empty-file", Severity.ERROR, "The file declares nothing.", "0.1.0"),
    ("expression-as-column", Severity.ERROR, "A table is read by a value that has no name.", "0.1.0"),
    ("foreign-comment", Severity.ERROR, "A comment begins with something other than `#`.", "0.1.0"),
    ("given-twice", Severity.ERROR, "A case says one thing in two places.", "0.1.0"),
    ("hyphen-in-name", Severity.ERROR, "A name is written with a hyphen.", "0.1.0"),
    ("hyphen-range", Severity.ERROR, "A range is written with a hyphen.", "0.1.0"),
    ("impossible-date", Severity.ERROR, "A date names a day that the calendar does not have.", "0.1.0"),
    ("incomplete-clause", Severity.ERROR, "A line stops before it is complete.", "0.1.0"),
    ("incomplete-entry", Severity.ERROR, "An entry of a case lacks a part that it needs.", "0.1.0"),
    ("later-construct", Severity.ERROR, "A construct is planned and not part of this language yet.", "0.1.0"),
    ("leftover-words", Severity.ERROR, "A line goes on after it is complete.", "0.1.0"),
    ("malformed-date", Severity.ERROR, "A date is not written as year, month and day.", "0.1.0"),
    ("malformed-identity", Severity.ERROR, "A framework version is not name, `@`, year and month.", "0.1.0"),
    ("malformed-name", Severity.ERROR, "A word is neither a name nor a number.", "0.1.0"),
    ("malformed-number", Severity.ERROR, "A number is not one, or is not whole where it must be.", "0.1.0"),
    ("minus-without-space", Severity.ERROR, "A minus does not have a space on both sides.", "0.1.0"),
    ("misplaced-in-case", Severity.ERROR, "An entry of a case is under a wrong heading, or too deep.", "0.1.0"),
    ("misplaced-language", Severity.ERROR, "The language is not said once, on the first line.", "0.1.0"),
    ("missing-block", Severity.ERROR, "A line that needs lines under it has none.", "0.1.0"),
    ("missing-language", Severity.ERROR, "The first line does not say the language.", "0.1.0"),
    ("no-such-decision", Severity.ERROR, "A case records a decision that no rule of its level provides for.", "0.1.0"),
    ("not-at-this-level", Severity.ERROR, "A case records what this level, or another member, does not have.", "0.1.0"),
    ("not-plain-data", Severity.ERROR, "A case holds more than text, numbers, yes or no, lists and groups.", "0.1.0"),
    ("off-the-scale", Severity.ERROR, "A case gives a word or a number that the entry cannot have.", "0.1.0"),
    ("or-between-conditions", Severity.ERROR, "Two conditions are joined by `or`.", "0.1.0"),
    ("quote-inside-text", Severity.ERROR, "A quoted text ends in the middle of a word.", "0.1.0"),
    ("reason-left-out", Severity.ERROR, "A decision is recorded without the reason that its rule asks for.", "0.1.0"),
    ("reserved-name", Severity.ERROR, "A key word is used as a name.", "0.1.0"),
    ("reversed-row", Severity.ERROR, "A row gives its test before its result.", "0.1.0"),
    ("stray-backslash", Severity.ERROR, "A backslash inside a text stands alone.", "0.1.0"),
    ("symbol-for-words", Severity.ERROR, "A sign is used where the language has words.", "0.1.0"),
    ("tab-indentation", Severity.ERROR, "A line is indented with a tab.", "0.1.0"),
    ("too-many-mistakes", Severity.ERROR, "A case has more mistakes than are listed.", "0.1.0"),
    ("unclosed-bracket", Severity.ERROR, "Brackets do not pair on their line.", "0.1.0"),
    ("unclosed-text", Severity.ERROR, "A quoted text does not end.", "0.1.0"),
    ("uneven-indentation", Severity.ERROR, "A line is not indented by four spaces a level.", "0.1.0"),
    ("unexpected-indent", Severity.ERROR, "A line is indented under one that takes no lines.", "0.1.0"),
    ("unexpected-word", Severity.ERROR, "A word stands where another is needed.", "0.1.0"),
    ("unindented-clause", Severity.ERROR, "A clause stands in the first column.", "0.1.0"),
    ("unknown-character", Severity.ERROR, "A character that rules do not use is unquoted.", "0.1.0"),
    ("unknown-clause", Severity.ERROR, "A line inside a declaration begins no clause.", "0.1.0"),
    ("unknown-declaration", Severity.ERROR, "A line in the first column begins no declaration.", "0.1.0"),
    ("unknown-key-in-case", Severity.ERROR, "A heading or key of a case is none that cases have.", "0.1.0"),
    ("unknown-language", Severity.ERROR, "The file is written in a language that is not read here.", "0.1.0"),
    ("unknown-name-in-case", Severity.ERROR, "A case uses a name that its framework and level don't have.", "0.1.0"),
    ("unquoted-text", Severity.ERROR, "A title or a text stands without quotes.", "0.1.0"),
    ("unreadable-case", Severity.ERROR, "A case is neither JSON nor YAML, or not text at all.", "0.1.0"),
    ("version-as-number", Severity.ERROR, "A framework's version stands without its framework.", "0.1.0"),
    ("which-level", Severity.ERROR, "A case does not say at which level its subject stands, and several fit.", "0.1.0"),
    ("wrong-quotes", Severity.ERROR, "A text stands in other than straight double quotes.", "0.1.0"),
    ("wrong-role", Severity.ERROR, "A case says that somebody decided whom the rule does not name.", "0.1.0"),
    ("wrong-type-in-case", Severity.ERROR, "A case gives another kind of value than the entry has.", "0.1.0"),
)

CODES: Mapping[str, Code] = MappingProxyType({row[0]: Code(*row) for row in _ROWS})
