"""Evidence: what one case records, validated against one graph at one level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeAlias

from wellled_rules.graph.subjects import Path, Tree, plural
from wellled_rules.values.operators import Entry
from wellled_rules.values.types import Value

__all__ = [
    "Carried",
    "Decided",
    "Evidence",
    "EvidenceWindow",
    "Inside",
    "Item",
    "Notice",
    "Recorded",
    "Said",
    "Subject",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What an earlier assessment came to, and an entry takes over.

    framework: its version, as `id@version`. name: what it is called there. value: as it stood there. on: the day of
    that assessment. assessment: its id.
    """

    framework: str
    name: str
    value: Value
    on: date
    assessment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One entry as recorded, before any treatment.

    value: a value or a missing state; the rest is about it. characteristic: id of the level whose description,
    for the members that the entry is about, the reason speaks to. carried: what the entry is carried from, where nobody
    judged it; `value` is then what it comes to under the assumptions taken (`graph.carrying`). fact: what the case says
    of the assessment, by its key, that says this entry too; `None` where the entry itself was made.
    """

    value: Entry
    reason: str | None = None
    judged_by: str | None = None
    on: date | None = None
    evidence: tuple[str, ...] = ()
    note: str | None = None
    characteristic: str | None = None
    carried: tuple[Carried, ...] = ()
    fact: str | None = None


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
class EvidenceWindow:
    """The days from which the evidence of an assessment comes, first and last; None: open at that end."""

    opens: date | None = None
    closes: date | None = None

    def misses(self, day: date | None) -> bool:
        """Whether a day lies outside; one that is not known does not."""
        return day is not None and (
            (self.opens is not None and day < self.opens) or (self.closes is not None and day > self.closes)
        )

    @property
    def closes_first(self) -> bool:
        """Whether no day lies inside."""
        return self.opens is not None and self.closes is not None and self.closes < self.opens

    def __str__(self) -> str:
        ends = (("from", self.opens), ("until", self.closes))
        return " ".join(f"{word} {day}" for word, day in ends if day is not None)


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
class Inside:
    """What a case says of one of the subjects inside the one that it is about; its parts are those of `Evidence`."""

    subject: Subject
    entries: Mapping[tuple[str, tuple[str, ...]], Recorded] = field(default_factory=dict)
    given: Mapping[tuple[str, tuple[str, ...]], Entry] = field(default_factory=dict)
    given_records: Mapping[tuple[str, tuple[str, ...]], Recorded] = field(default_factory=dict)
    decisions: tuple[Decided, ...] = ()
    inside: tuple[Inside, ...] = ()


Said: TypeAlias = "Evidence | Inside"


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One validated case.

    entries: (input name, member ids) -> entry; what is absent was not given.
    given: (outcome name, member ids) -> derived value stated as known.
    given_records: as `given`, where more is said than the value.
    inside: the subjects directly inside, in the order given, each with those inside it.
    assumptions: name -> value, where an example assumes another than is taken.
    window: the days from which the evidence comes, where the case says so.
    hash: SHA-256 of the canonical form, as `sha256:` and hex digits.
    """

    subject: Subject
    assessment_id: str | None = None
    assessment_reason: str | None = None
    window: EvidenceWindow = EvidenceWindow()
    assessed_on: date | None = None
    published_on: date | None = None
    entries: Mapping[tuple[str, tuple[str, ...]], Recorded] = field(default_factory=dict)
    given: Mapping[tuple[str, tuple[str, ...]], Entry] = field(default_factory=dict)
    given_records: Mapping[tuple[str, tuple[str, ...]], Recorded] = field(default_factory=dict)
    decisions: tuple[Decided, ...] = ()
    items: Mapping[str, Item] = field(default_factory=dict)
    assumptions: Mapping[str, Entry] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    inside: tuple[Inside, ...] = ()
    hash: str = ""

    @cached_property
    def tree(self) -> Tree:
        """The subjects by level and id, without what is said of them."""
        return _tree(self)

    @cached_property
    def parts(self) -> Mapping[Path, Said]:
        """What is said of each subject, by its path; the case itself under the empty one."""
        found: dict[Path, Said] = {}
        waiting: list[tuple[Path, Said]] = [((), self)]
        while waiting:
            path, said = waiting.pop()
            found[path] = said
            waiting.extend(((*path, one.subject.level, one.subject.id or ""), one) for one in reversed(said.inside))
        return found

    @cached_property
    def carries(self) -> bool:
        """Whether an entry of any subject is carried."""
        return any(entry.carried for said in self.parts.values() for entry in said.entries.values())

    @cached_property
    def pointers(self) -> Mapping[Path, str]:
        """The JSON pointer of each subject; empty for the case itself."""
        found: dict[Path, str] = {(): ""}
        for path, said in self.parts.items():
            counts: dict[str, int] = {}
            for one in said.inside:
                level = one.subject.level
                turn = counts[level] = counts.get(level, -1) + 1
                found[(*path, level, one.subject.id or "")] = f"{found[path] or '/subject'}/{plural(level)}/{turn}"
        return found

    def __repr__(self) -> str:
        who = self.subject.name or self.subject.id
        told = f"{self.subject.level} {who!r}" if who else self.subject.level
        return f"<{type(self).__name__} of {told}: {len(self.entries)} entries, {self.hash or 'no hash'}>"


def _tree(said: Said) -> Tree:
    return Tree(said.subject.level, {(one.subject.level, one.subject.id or ""): _tree(one) for one in said.inside})
