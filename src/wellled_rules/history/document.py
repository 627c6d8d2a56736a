"""A history as it was written: subjects, and what happened to them, each with its place in the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from wellled_rules.cases.document import Object, Path
from wellled_rules.history.days import Days

__all__ = [
    "Assessment",
    "Correction",
    "Event",
    "Happening",
    "History",
    "Lifting",
    "Merger",
    "Origin",
    "Revision",
    "Stay",
    "Subject",
    "Suspension",
    "Transfer",
    "told_by",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where something was read."""

    id: str
    title: str
    published_by: str | None = None
    address: str | None = None
    dated: Days | None = None
    read_on: Days | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A stretch of days in which one subject lies in another: `start` is in, `until` is out; none where not said."""

    inside: str
    start: date | None
    until: date | None
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Somebody that is assessed. kind: its level in frameworks.

    start: the first day of its life. until: the first after it. Where not said, always, or until a merger ends it.
    """

    id: str
    kind: str
    name: str | None
    start: Days | None
    until: Days | None
    stays: tuple[Stay, ...]
    sources: tuple[str, ...]
    note: str | None
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """What is said of every event.

    on: the day on which it happened. published_on: the day from which it was public; of a merger, a transfer, a
    suspension and a lifting the day itself, unless said.
    """

    id: str
    on: Days
    published_on: Days
    sources: tuple[str, ...]
    note: str | None
    path: Path
    places: Mapping[str, Path] = field(compare=False)

    def at(self, key: str) -> Path:
        """The place of a part; of the event where the part is not written."""
        return self.places.get(key, self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(_About):
    """Somebody was assessed. framework: `id@version`, or `id` for the version in force that day.

    outcomes: names of those that were published; where there are none, the headline, what the header
    shows and those that a transition names.
    displays: subjects inside, whose outcomes were published with it.
    """

    subject: str
    framework: str | None
    case: Object = field(repr=False)
    outcomes: tuple[str, ...]
    displays: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger(_About):
    """Subjects end, and those inside them go to another."""

    subjects: tuple[str, ...]
    into: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(_About):
    """A subject goes from one in which it lies to another, or to none."""

    subject: str
    out_of: str | None
    into: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension(_About):
    """Outcomes of a subject are not displayed until that is lifted. outcomes: names; all where there are none."""

    subject: str
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifting(_About):
    """A suspension ends. lifts: its id."""

    lifts: str


Happening: TypeAlias = "Assessment | Merger | Transfer | Suspension | Lifting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(_About):
    """What was published was wrong. corrects: the id of an event. gives: the event as corrected; None: withdrawn."""

    corrects: str
    gives: Happening | None


Event: TypeAlias = "Happening | Correction"


def told_by(event: Event) -> Happening | None:
    """What an event says happened: itself, or of a correction the event as corrected; None where it withdraws one."""
    return event.gives if isinstance(event, Correction) else event


@dataclass(frozen=True, slots=True)
class Revision:
    """What an event was known to be from a day on. correction: which made it so. said: None once withdrawn."""

    since: date
    correction: Correction
    said: Happening | None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The whole document, well-formed. events: by id, in the order written, corrections among them.

    frameworks: those listed, by id, with the place of each.

    revisions: by the id of a corrected event, earliest first. refused: ids of events that could not be read.
    """

    title: str | None
    note: str | None
    frameworks: Mapping[str, Path]
    sources: Mapping[str, Origin]
    subjects: Mapping[str, Subject]
    events: Mapping[str, Event]
    revisions: Mapping[str, tuple[Revision, ...]]
    refused: frozenset[str] = frozenset()
