"""Evidence: what one case records, validated against one graph at one level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from wellled_rules.values.operators import Entry

__all__ = ["Decided", "Evidence", "Item", "Notice", "Recorded", "Subject"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One entry as recorded, before any treatment. value: a value or a missing state; the rest is about it."""

    value: Entry
    reason: str | None = None
    judged_by: str | None = None
    on: date | None = None
    evidence: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A recorded moderation, or departure from a rule. rule: its name. members: cell of the outcome it is about.

    to: what was decided; None where an exception is switched off. clause: the place that allows a departure.
    """

    rule: str
    members: tuple[str, ...]
    to: Entry | None
    role: str | None
    reason: str | None
    on: date | None
    clause: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of evidence that entries point to; nothing of it enters a rating.

    source: whom or what it came from. on: its day. where: the place it is kept.
    """

    id: str
    title: str | None = None
    category: str | None = None
    source: str | None = None
    on: date | None = None
    where: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Who is assessed."""

    level: str
    id: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something a reader of the result should know that changes no value. kind: kebab-case."""

    kind: str
    text: str
    pointer: str | None = None


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One validated case.

    entries: (input name, member ids) -> entry; what is absent was not given.
    given: (outcome name, member ids) -> derived value stated as known.
    given_records: as `given`, where more is said than the value.
    assumptions: name -> value, where an example assumes another than is taken.
    hash: SHA-256 of the canonical form, as `sha256:` and hex digits.
    """

    subject: Subject
    assessment_id: str | None = None
    assessment_reason: str | None = None
    assessed_on: date | None = None
    published_on: date | None = None
    entries: Mapping[tuple[str, tuple[str, ...]], Recorded] = field(default_factory=dict)
    given: Mapping[tuple[str, tuple[str, ...]], Entry] = field(default_factory=dict)
    given_records: Mapping[tuple[str, tuple[str, ...]], Recorded] = field(default_factory=dict)
    decisions: tuple[Decided, ...] = ()
    items: Mapping[str, Item] = field(default_factory=dict)
    assumptions: Mapping[str, Entry] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    hash: str = ""

    def __repr__(self) -> str:
        who = self.subject.name or self.subject.id
        told = f"{self.subject.level} {who!r}" if who else self.subject.level
        return f"<{type(self).__name__} of {told}: {len(self.entries)} entries, {self.hash or 'no hash'}>"
