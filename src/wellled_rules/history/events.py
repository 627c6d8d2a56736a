"""What happened, read one event at a time; and what corrections make of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from wellled_rules.cases.document import UNREAD, Object
from wellled_rules.diagnostics.suggest import nearest
from wellled_rules.history import errors
from wellled_rules.history.days import Days
from wellled_rules.history.document import (
    Assessment,
    Correction,
    Event,
    Happening,
    Lifting,
    Merger,
    Revision,
    Suspension,
    Transfer,
)
from wellled_rules.history.group import Group, Reading

__all__ = ["Names", "corrected", "event"]

_ABOUT = ("id", "kind", "on", "published_on", "source", "note")
_KEYS: dict[str, tuple[str, ...]] = {
    "assessment": ("subject", "framework", "case", "outcomes", "displays"),
    "merger": ("subjects", "into"),
    "transfer": ("subject", "out_of", "into"),
    "suspension": ("subject", "outcomes"),
    "lifting": ("lifts",),
    "correction": ("corrects", "gives", "withdraws"),
}
_NEEDED: dict[str, tuple[str, ...]] = {
    "assessment": ("published_on", "case"),
    "merger": ("subjects", "into"),
    "transfer": ("subject",),
    "suspension": ("subject",),
    "lifting": ("lifts",),
    "correction": ("published_on", "corrects"),
}
_EXACT = {
    "merger": "it says where subjects lie from then on",
    "transfer": "it says where the subject lies from then on",
}
_SOME_DAY = Days(date.min, date.max)
_NOT_CORRECTED = ("id", "kind", "published_on")


@dataclass
class Names:
    """Ids that a history gives."""

    sources: frozenset[str]
    subjects: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    _subjects: frozenset[str] = field(default=frozenset(), init=False)

    def origins(self, reading: Reading, group: Group) -> tuple[str, ...]:
        """The sources that a part names under `source`."""
        found = []
        for id_, path in reading.ids(group, "source"):
            if id_ in self.sources:
                found.append(id_)
            else:
                near = nearest(id_, self.sources)
                reading.findings.add(errors.unknown_name(path, id_, "source of this history", near, self.sources))
        return tuple(found)

    def subject(self, reading: Reading, group: Group, key: str) -> str | None:
        """The subject that a part names."""
        id_ = reading.id(group, key)
        return id_ if id_ is None or self._is_subject(reading, id_, group, key) else None

    def several(self, reading: Reading, group: Group, key: str) -> tuple[str, ...]:
        """The subjects that a list names."""
        found = []
        for id_, path in reading.ids(group, key):
            if self._is_subject(reading, id_, Group({}, path), key):
                found.append(id_)
        return tuple(found)

    def _is_subject(self, reading: Reading, id_: str, group: Group, key: str) -> bool:
        if len(self._subjects) != len(self.subjects):
            self._subjects = frozenset(self.subjects)
        if id_ in self._subjects:
            return True
        reading.findings.add(errors.unknown_subject(group.at(key), id_, self.subjects))
        return False


def event(reading: Reading, group: Group, names: Names) -> Event | None:
    """One event; None where something of it is refused."""
    count = reading.findings.count
    kind = reading.text(group, "kind")
    if kind is None or kind not in _KEYS:
        if "kind" not in group.entries:
            reading.findings.add(errors.missing(group.path, "kind", "this event"))
        elif kind is not None:
            near = nearest(kind, _KEYS)
            reading.findings.add(errors.unknown_name(group.at("kind"), kind, "kind of event", near, _KEYS))
        return None
    reading.keys(group, (*_ABOUT, *_KEYS[kind]), ("on", *_NEEDED[kind]), f"this {kind}")
    on, published_on = _when(reading, group, kind)
    about: dict[str, Any] = {
        "id": group.entries["id"],
        "on": on or _SOME_DAY,
        "published_on": published_on or _SOME_DAY,
        "sources": names.origins(reading, group),
        "note": reading.text(group, "note"),
        "path": group.path,
        "places": group.places,
    }
    made = _made(reading, group, names, kind, about)
    # A day that is not there, or could not be read, is told already; what else is wrong is told with it.
    is_whole = on is not None and published_on is not None and reading.findings.count == count
    return made if is_whole else None


def _when(reading: Reading, group: Group, kind: str) -> tuple[Days | None, Days | None]:
    if kind in _EXACT:
        day = reading.exact(group, "on", _EXACT[kind])
        on = None if day is None else Days.exactly(day)
    else:
        on = reading.days(group, "on")
    if kind == "correction":
        day = reading.exact(group, "published_on", "it says from when on something else was known")
        return on, None if day is None else Days.exactly(day)
    published_on = reading.days(group, "published_on")
    return on, on if "published_on" not in group.entries else published_on


def _made(reading: Reading, group: Group, names: Names, kind: str, about: dict[str, Any]) -> Event | None:
    match kind:
        case "assessment":
            return _assessment(reading, group, names, about)
        case "merger":
            subjects, into = names.several(reading, group, "subjects"), names.subject(reading, group, "into")
            if "subjects" in group.entries and group.entries["subjects"] == ():
                reading.findings.add(errors.missing(group.at("subjects"), "subjects", "this merger"))
            return None if into is None else Merger(subjects=subjects, into=into, **about)
        case "transfer":
            subject = names.subject(reading, group, "subject")
            out_of, into = names.subject(reading, group, "out_of"), names.subject(reading, group, "into")
            if not {"out_of", "into"} & group.entries.keys():
                reading.findings.add(errors.missing(group.path, "into", "this transfer"))
            return None if subject is None else Transfer(subject=subject, out_of=out_of, into=into, **about)
        case "suspension":
            subject = names.subject(reading, group, "subject")
            outcomes = _outcomes(reading, group)
            return None if subject is None else Suspension(subject=subject, outcomes=outcomes, **about)
        case "lifting":
            lifts = reading.id(group, "lifts")
            return None if lifts is None else Lifting(lifts=lifts, **about)
        case _:
            corrects = reading.id(group, "corrects")
            return None if corrects is None else Correction(corrects=corrects, gives=None, **about)


def _assessment(reading: Reading, group: Group, names: Names, about: dict[str, Any]) -> Assessment | None:
    case = group.entries.get("case")
    if not isinstance(case, Object):
        if "case" in group.entries and case is not UNREAD:
            reading.findings.add(errors.wrong_type(group.at("case"), case, "a case"))
        return None
    subject = names.subject(reading, group, "subject") if "subject" in group.entries else None
    if "subject" not in group.entries:
        told = case.entries.get("subject")
        place = (*group.at("case"), "subject")
        said = Group.of(told, place) if isinstance(told, Object) else Group({}, group.path)
        if "id" not in said.entries:
            reading.findings.add(errors.missing(group.path, "subject", "this assessment"))
        else:
            subject = names.subject(reading, said, "id")
    if subject is None:
        return None
    return Assessment(
        subject=subject,
        framework=reading.text(group, "framework"),
        case=case,
        outcomes=_outcomes(reading, group),
        displays=names.several(reading, group, "displays"),
        **about,
    )


def _outcomes(reading: Reading, group: Group) -> tuple[str, ...]:
    """Names of outcomes; an empty list would read as if none had been said, and says the opposite."""
    if group.entries.get("outcomes") == ():
        reading.findings.add(errors.empty(group.at("outcomes"), "at least one outcome"))
    return tuple(name for name, _ in reading.ids(group, "outcomes"))


def corrected(
    reading: Reading, groups: Mapping[str, Group], events: Mapping[str, Event], names: Names
) -> tuple[dict[str, Event], dict[str, list[Revision]]]:
    """All events, with what each correction gives; and what corrections make of each event, by the day of each.

    Two corrections of one event that were published on one day stand in the order written.
    """
    found = dict(events)
    revisions: dict[str, list[Revision]] = {}
    latest: dict[str, Group] = {}
    several = [one for one in events.values() if isinstance(one, Correction)]
    for one in sorted(several, key=lambda each: each.published_on.earliest):
        target = _target(reading, one, groups, events)
        said, count = groups[one.id], reading.findings.count
        given = _given(reading, said)
        if target is None or reading.findings.count > count:
            found.pop(one.id)
            continue
        gives: Happening | None = None
        if given is not None:
            whole = latest.get(target.id, groups[target.id]).with_(given)
            made = event(reading, whole, names)
            if made is None or isinstance(made, Correction):
                found.pop(one.id)
                continue
            latest[target.id], gives = whole, made
        found[one.id] = replace(one, gives=gives)
        since = one.published_on.earliest
        revisions.setdefault(target.id, []).append(Revision(since, replace(one, gives=gives), gives))
    return found, revisions


def _target(
    reading: Reading, one: Correction, groups: Mapping[str, Group], events: Mapping[str, Event]
) -> Happening | None:
    """The event that is corrected, where it is one."""
    path = one.at("corrects")
    if one.corrects not in groups:
        near = nearest(one.corrects, groups)
        reading.findings.add(errors.correction_of_nothing(path, one.corrects, "no event", near))
        return None
    target = events.get(one.corrects)
    if isinstance(target, Correction) or groups[one.corrects].entries.get("kind") == "correction":
        is_itself = one.corrects == one.id
        was = "this correction itself" if is_itself else "a correction: what it corrects can be corrected again"
        reading.findings.add(errors.correction_of_nothing(path, one.corrects, was, ()))
        return None
    if target is not None and one.published_on.latest < target.published_on.earliest:
        sentence = "a correction is published {}, and what it corrects {}"
        first, second = one.published_on, target.published_on
        reading.findings.add(
            errors.order_impossible(one.at("published_on"), sentence, first, second, "exchange the two days")
        )
        return None
    return target


def _given(reading: Reading, said: Group) -> Group | None:
    """The parts that a correction gives; None where it withdraws the event, or what it says is refused."""
    withdraws = reading.truth(said, "withdraws")
    if "gives" not in said.entries:
        if not withdraws and said.entries.get("withdraws") in (None, False):
            reading.findings.add(errors.missing(said.path, "gives", "this correction"))
        return None
    given = reading.group(said.entries["gives"], said.at("gives"), "the parts of the event that were wrong")
    if given is None:
        return None
    if withdraws:
        sentence = "what is withdrawn"
        reading.findings.add(errors.wrong_type(said.at("gives"), said.entries["gives"], f"nothing besides {sentence}"))
        return None
    if not given.entries:
        reading.findings.add(
            errors.wrong_type(said.at("gives"), said.entries["gives"], "at least one part of the event")
        )
        return None
    for key in _NOT_CORRECTED:
        if key in given.entries:
            known = tuple(one for names in _KEYS.values() for one in names)
            reading.findings.add(errors.unknown_key(given.at(key), (), ("on", *dict.fromkeys(known))))
            return None
    return given
