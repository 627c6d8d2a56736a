"""What a timeline says, as data: the layers that every form is written from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wellled_rules.backends.explainer.explanation import Shown
from wellled_rules.backends.explainer.lexicon.words import capital
from wellled_rules.history.age import Age
from wellled_rules.history.chosen import Chosen
from wellled_rules.history.days import Days
from wellled_rules.history.displayed import PartKind
from wellled_rules.history.reach import Reach
from wellled_rules.history.reasons import Reason, Where

__all__ = [
    "Block",
    "Stretch",
    "Told",
    "ToldAsked",
    "ToldCarried",
    "ToldEvent",
    "ToldFirst",
    "ToldLine",
    "ToldPart",
    "ToldSubject",
    "ToldWorked",
    "lived",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCarried:
    """An earlier assessment from which something was carried. framework: `id@version`. ages: as of the part itself.

    events: those of the history that are it; none where it rests on the case alone.
    """

    framework: str
    assessed_on: date
    events: tuple[str, ...]
    ages: tuple[Age, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPart:
    """One thing that may stand in a place.

    text: as it is displayed. shown: the rating that it is, or that is retired or suspended. ages: how old it is, from
    the day of the assessment: on the day asked about; else on the first day of its stretch, and on the last where
    there is one. is_stated: the history gives the rating as published, and it is not worked out from anything; how: the
    same in words, with the rules that decided it. carried: what in it is older than the assessment, oldest first.
    by: the event that suspended, retired or ended it; or_by: others that may have done it instead.
    """

    kind: PartKind
    text: str
    shown: Shown | None
    title: str | None
    event: str | None
    correction: str | None
    frameworks: tuple[str, ...]
    assessed_on: Days | None
    published_on: Days | None
    ages: tuple[Age, ...]
    carried: tuple[ToldCarried, ...]
    is_stated: bool
    how: str
    by: str | None
    why: tuple[Reason, ...]
    or_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days on which the same is displayed: `start` is in, `until` is out, and none where it goes on.

    corrected: of the day asked about, what should have been displayed by what is known; empty where that is the same.
    """

    start: date
    until: date | None
    parts: tuple[ToldPart, ...]
    corrected: tuple[ToldPart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLine:
    """An outcome of a subject. path: `outcome/member`."""

    path: str
    title: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Outcomes of one subject that were displayed on the same days for the same reasons, told together.

    rows: the title of each, and what stands there; of all of them `first` has the days and the reasons.
    """

    first: Stretch
    rows: tuple[tuple[str, Stretch], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAsked:
    """A check that is required of a first assessment. met: `holds`, `fails` or `open`. why: that, with its rule."""

    name: str
    met: str
    why: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFirst:
    """An assessment that is, or may be, the first of its subject by the framework to which a transition leads.

    met: whether all that is required of it holds. counts: whether it counts as the first. Both `holds`, `fails` or
    `open`. follows: what becomes of what was kept until then.
    """

    event: str
    correction: str | None
    framework: str
    transition: str
    met: str
    counts: str
    why: Reason
    asked: tuple[ToldAsked, ...]
    follows: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSubject:
    """A subject. places: where it lies, each with the first day and the first day after, none where not known.

    firsts: its first assessments by later frameworks of which something is required.
    pending: of the day asked about, what it was assessed for by then, and that was not yet published. still_open: what
    was published, and is not determined. sources: where it was read.
    """

    id: str
    kind: str
    name: str | None
    start: Days | None
    until: Days | None
    places: tuple[tuple[str, date | None, date | None], ...]
    lines: tuple[ToldLine, ...]
    firsts: tuple[ToldFirst, ...]
    pending: tuple[str, ...]
    still_open: tuple[str, ...]
    sources: tuple[Where, ...]
    note: str | None

    def blocks(self) -> tuple[Block, ...]:
        """Its lines, put together where days and reasons are the same; else one after another."""
        groups: dict[object, list[ToldLine]] = {}
        for line in self.lines:
            groups.setdefault(tuple(map(_alike, line.stretches)), []).append(line)
        made = []
        for several in groups.values():
            for turn, first in enumerate(several[0].stretches):
                rows = tuple((line.title, line.stretches[turn]) for line in several)
                made.append(Block(first=first, rows=rows))
        return tuple(made)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldWorked:
    """An assessment under one framework. identity: `id@version`.

    notices: where its day lies outside the period of its rules; and, of what is displayed on the day asked about, which
    process rules it does not meet.
    """

    identity: str
    title: str
    hash: str
    evidence_hash: str
    standing: str
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEvent:
    """An event that is known. subjects: whom it is about. worked: what an assessment was worked out by.

    sources: where it was read. text: what happened, in one sentence.
    """

    id: str
    kind: str
    on: Days
    published_on: Days
    subjects: tuple[str, ...]
    text: str
    worked: tuple[ToldWorked, ...]
    sources: tuple[Where, ...]
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The whole. in_force: of the day asked about, the version of each framework by which one would be assessed.

    reach: up to which day the history knows anything.
    """

    title: str | None
    note: str | None
    on: date | None
    known_on: date | None
    reach: Reach | None
    in_force: tuple[Chosen, ...]
    subjects: tuple[ToldSubject, ...]
    events: tuple[ToldEvent, ...]
    standings: tuple[str, ...]


def lived(told: Told, one: ToldSubject) -> str:
    """From when until when a subject is there, as far as that is said; of a day, only what is over by then."""
    start = None if told.on is not None else one.start
    until = one.until
    if until is not None and told.on is not None and until.earliest > told.on:
        until = None
    parts = [] if start is None else [f"began {start.when()}"]
    parts += [] if until is None else [f"ended {until.when()}"]
    return capital(", ".join(parts))


def _alike(one: Stretch) -> tuple[object, ...]:
    """What stretches have in common that are told together."""
    parts = (*one.parts, None, *one.corrected)
    return (one.start, one.until, *((part and (part.kind, part.why, part.ages, part.carried)) for part in parts))
