"""What became of the evidence of one case, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wellled_rules.graph.evidence import EvidenceWindow
from wellled_rules.graph.nodes import WindowEnd

__all__ = ["Earlier", "EntryUse", "ItemUse", "Use", "Usage", "Window"]


class Use(StrEnum):
    """What became of an entry, or of an item by the entries that point to it.

    used: an outcome or a check rests on it, or whether the rules are for the subject; or it says when the window for
    evidence opens or closes. informs: a judge saw it, and it
    enters no arithmetic. idle: a rule reads it, and in this case nothing rests on it. unread: no rule reads it; of an
    item, no entry points to it.
    """

    USED = "used"
    INFORMS = "informs"
    IDLE = "idle"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A test of a check that asks when the day of an entry lies. within: whether it does; None where that is open.

    text: the test as it is written. check: name of the check.
    """

    check: str
    text: str
    within: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The earlier assessment that an entry was carried from, as the assumptions taken have it.

    framework: its version, as `id@version`. name: what is carried, as it is called there. value: what stood there, as
    rules write it. on: its day. assessment: its id. age: how old it is in words; None where the case does not say when
    it was assessed.
    """

    framework: str
    name: str
    value: str
    on: date
    assessment: str | None
    age: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryUse:
    """One entry: of an input, or a value stated as known.

    path: `NAME/MEMBER@LEVEL/ID`. value: as rules write it. read_by: names of the rules that read it in any case. rules:
    of those, the rules by which something rests on it in this one. outcomes, checks: paths of what rests on it, in the
    order in which they are worked out. covers: whether it decides if the rules are for the subject. informs: whose
    judge saw it. after_assessment: whether its day is after that of the assessment. outside_window: the window
    outside of which its day lies, if it does. carried: where it was carried from; None where nobody carried it. bounds:
    the end of the window for evidence that it says. fact: what the case says of the assessment, by its key, that says
    the entry; None where it was made.
    """

    path: str
    name: str
    level: str
    title: str
    value: str
    is_stated: bool
    use: Use
    read_by: tuple[str, ...]
    rules: tuple[str, ...]
    outcomes: tuple[str, ...]
    checks: tuple[str, ...]
    covers: bool
    informs: tuple[str, ...]
    items: tuple[str, ...]
    on: date | None
    after_assessment: bool
    outside_window: EvidenceWindow | None
    windows: tuple[Window, ...]
    carried: Earlier | None
    bounds: WindowEnd | None
    fact: str | None

    @property
    def is_outside(self) -> bool:
        """Whether its day is after the assessment, or outside the window or what a check asks of it."""
        return (
            self.after_assessment or self.outside_window is not None or any(one.within is False for one in self.windows)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemUse:
    """One item of evidence.

    entries: paths of those that point to it, in the order of the case. outcomes: what rests on any of these.
    """

    id: str
    title: str | None
    category: str | None
    source: str | None
    on: date | None
    where: str | None
    use: Use
    entries: tuple[str, ...]
    outcomes: tuple[str, ...]
    after_assessment: bool
    outside_window: EvidenceWindow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What became of all evidence of a case. subject: who is assessed, in words.

    window: as the assessment or inputs of its subject say; stated_by: names of those inputs.
    """

    framework: str
    subject: str
    assessed_on: date | None
    window: EvidenceWindow
    stated_by: tuple[str, ...]
    evidence_hash: str
    entries: tuple[EntryUse, ...]
    items: tuple[ItemUse, ...]

    def entries_of(self, use: Use) -> tuple[EntryUse, ...]:
        """The entries of which that became, in order."""
        return tuple(one for one in self.entries if one.use is use)

    @property
    def repeated(self) -> tuple[ItemUse, ...]:
        """Items that more than one entry points to."""
        return tuple(one for one in self.items if len(one.entries) > 1)

    @property
    def unused(self) -> tuple[ItemUse, ...]:
        """Items that bear on nothing in this case."""
        return tuple(one for one in self.items if one.use in (Use.IDLE, Use.UNREAD))

    @property
    def carried(self) -> Mapping[Earlier, tuple[EntryUse, ...]]:
        """The entries that were carried, by where from: oldest first."""
        found: dict[Earlier, list[EntryUse]] = {}
        for one in self.entries:
            if one.carried is not None:
                found.setdefault(one.carried, []).append(one)
        return {earlier: tuple(found[earlier]) for earlier in sorted(found, key=lambda each: each.on)}

    @property
    def outside(self) -> tuple[EntryUse | ItemUse, ...]:
        """Entries and items outside the window of the assessment."""
        items = tuple(one for one in self.items if one.after_assessment or one.outside_window is not None)
        return (*(one for one in self.entries if one.is_outside), *items)
