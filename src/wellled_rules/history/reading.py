"""From a document to a history: its form, and the names in it. What it means is asked in `checking`."""

from __future__ import annotations

from collections.abc import Mapping

from wellled_rules.cases.document import Data, Document, Object, Path
from wellled_rules.cases.findings import Findings
from wellled_rules.history import errors
from wellled_rules.history.document import History, Origin, Stay, Subject
from wellled_rules.history.events import Names, corrected, event
from wellled_rules.history.group import Group, Reading

__all__ = ["SCHEMA", "read"]

SCHEMA = "wellled.history/1"

_KEYS = ("schema", "title", "note", "frameworks", "sources", "subjects", "events")
_SUBJECT_KEYS = ("id", "kind", "name", "within", "from", "until", "source", "note")
_STAY_KEYS = ("id", "from", "until")
_ORIGIN_KEYS = ("title", "published_by", "address", "dated", "read_on")


def read(document: Document) -> tuple[History, Findings]:
    """The history that a document says, as far as it can be read; what can't be is left out, with its findings."""
    reading = Reading()
    reading.findings.add(*document.findings)
    root = Group.of(document.root if isinstance(document.root, Object) else Object({}), ())
    if isinstance(document.root, Object):
        if root.entries.get("schema") != SCHEMA:
            reading.findings.add(errors.not_a_history(root.at("schema"), root.entries.get("schema")))
        reading.keys(root, _KEYS, ("subjects", "events"), "a history")
    sources = _sources(reading, root)
    names = Names(sources=frozenset(sources))
    subjects = _subjects(reading, root, names)
    groups = _identified(reading, root, "events", "event")
    names.subjects, names.events = _ids(reading, root, "subjects"), tuple(groups)
    _known_places(reading, subjects, names)
    events = {id_: found for id_, group in groups.items() if (found := event(reading, group, names)) is not None}
    events, revisions = corrected(reading, groups, events, names)
    history = History(
        title=reading.text(root, "title"),
        note=reading.text(root, "note"),
        frameworks=dict(reading.ids(root, "frameworks")),
        sources=sources,
        subjects=subjects,
        events=events,
        revisions={id_: tuple(several) for id_, several in revisions.items()},
        refused=frozenset(groups.keys() - events.keys()),
    )
    return history, reading.findings


def _sources(reading: Reading, root: Group) -> dict[str, Origin]:
    if "sources" not in root.entries:
        return {}
    held = reading.group(root.entries["sources"], root.at("sources"), "sources by id")
    found: dict[str, Origin] = {}
    for key, data in {} if held is None else held.entries.items():
        assert held is not None
        id_, group = reading.as_id(key, held.at(key)), reading.group(data, held.at(key), "what is known of a source")
        if id_ is None or group is None:
            continue
        reading.keys(group, _ORIGIN_KEYS, ("title",), "this source")
        title, published_by, address = (reading.text(group, one) for one in ("title", "published_by", "address"))
        dated, read_on = (reading.days(group, one) for one in ("dated", "read_on"))
        if title is not None:
            found[id_] = Origin(
                id=id_, title=title, published_by=published_by, address=address, dated=dated, read_on=read_on
            )
    return found


def _identified(reading: Reading, root: Group, key: str, kind: str) -> dict[str, Group]:
    """The groups of a list by their ids, each id once."""
    found: dict[str, Group] = {}
    parts = reading.several(root.entries[key], root.at(key), f"a list of {kind}s") if key in root.entries else ()
    for data, path in parts:
        group = reading.group(data, path, f"what is known of one {kind}")
        if group is None:
            continue
        id_ = reading.id(group, "id")
        if "id" not in group.entries:
            reading.findings.add(errors.missing(path, "id", f"this {kind}"))
        if id_ is None:
            continue
        if id_ in found:
            reading.findings.add(errors.id_used_twice(group.at("id"), found[id_].at("id"), id_, kind))
        else:
            found[id_] = group
    return found


def _ids(reading: Reading, root: Group, key: str) -> tuple[str, ...]:
    """Every id that a list gives, of groups that are refused too: nothing that names one of them is wrong for it."""
    listed = root.entries.get(key)
    parts = listed if isinstance(listed, tuple) else ()
    ids = (one.entries.get("id") for one in parts if isinstance(one, Object))
    return tuple(dict.fromkeys(id_ for id_ in ids if isinstance(id_, str)))


def _subjects(reading: Reading, root: Group, names: Names) -> dict[str, Subject]:
    found = {}
    for id_, group in _identified(reading, root, "subjects", "subject").items():
        count = reading.findings.count
        reading.keys(group, _SUBJECT_KEYS, ("kind",), "this subject")
        made = Subject(
            id=id_,
            kind=reading.text(group, "kind") or "",
            name=reading.text(group, "name"),
            start=reading.days(group, "from"),
            until=reading.days(group, "until"),
            stays=_stays(reading, group),
            sources=names.origins(reading, group),
            note=reading.text(group, "note"),
            path=group.path,
        )
        if made.start is not None and made.until is not None and made.until.latest <= made.start.earliest:
            sentence = "a subject begins {} and ends {}"
            advice = "`until` is the first day after its life"
            reading.findings.add(errors.order_impossible(group.at("until"), sentence, made.start, made.until, advice))
        if reading.findings.count == count:
            found[id_] = made
    return found


def _stays(reading: Reading, group: Group) -> tuple[Stay, ...]:
    """Where a subject lies: nowhere, in one other, or in one after another."""
    data, path = group.entries.get("within"), group.at("within")
    if "within" not in group.entries:
        return ()
    if isinstance(data, str):
        id_ = reading.as_id(data, path)
        return () if id_ is None else (Stay(inside=id_, start=None, until=None, path=path),)
    found = []
    for one, place in reading.several(data, path, "an id, or a list of stretches of days"):
        if (stay := _stay(reading, one, place)) is not None:
            found.append(stay)
    return tuple(found)


def _stay(reading: Reading, data: Data, path: Path) -> Stay | None:
    if isinstance(data, str):
        id_ = reading.as_id(data, path)
        return None if id_ is None else Stay(inside=id_, start=None, until=None, path=path)
    group = reading.group(data, path, "an id, with the days from and until which the subject lies there")
    if group is None:
        return None
    reading.keys(group, _STAY_KEYS, ("id",), "this stretch of days")
    why = "it says in which subject this one lies"
    id_, start, until = reading.id(group, "id"), reading.exact(group, "from", why), reading.exact(group, "until", why)
    return None if id_ is None else Stay(inside=id_, start=start, until=until, path=path)


def _known_places(reading: Reading, subjects: Mapping[str, Subject], names: Names) -> None:
    known = frozenset(names.subjects)
    for one in subjects.values():
        for stay in one.stays:
            if stay.inside not in known:
                reading.findings.add(errors.unknown_subject(stay.path, stay.inside, names.subjects))
