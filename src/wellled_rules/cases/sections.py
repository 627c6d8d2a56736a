"""The headings of a case, each read in its turn."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TypeAlias

from wellled_rules.cases import errors
from wellled_rules.cases.document import Data, Object, Path
from wellled_rules.cases.entries import recorded
from wellled_rules.cases.reading import Cells, Members, Reading
from wellled_rules.graph.evidence import EvidenceWindow, Item, Notice, Recorded, Subject
from wellled_rules.graph.nodes import Determine, Input
from wellled_rules.graph.subjects import plural
from wellled_rules.graph.treatment import ASSESSED_ON

__all__ = ["HEADINGS", "ITEM_KEYS", "Key", "facts", "given", "inputs", "items", "lists_subjects", "notices", "subject"]

HEADINGS = ("subject", "assessment", "assessed_on", "published_on", "inputs", "decisions", "given", "evidence")
ITEM_KEYS = ("title", "category", "from", "on", "where", "sha256")

_SUBJECT_KEYS = ("level", "id", "name")
_SHA256 = re.compile(r"[0-9a-fA-F]{64}", re.ASCII)

Key: TypeAlias = "tuple[str, Members]"


def items(reading: Reading, data: Data, path: Path) -> Mapping[str, Item] | None:
    """The items of evidence by id, or None where `data` is no group."""
    found = reading.group(data, path, "items of evidence")
    if found is None:
        return None
    return {key: _item(reading, key, one, (*path, key)) for key, one in found.entries.items()}


def _item(reading: Reading, key: str, data: Data, path: Path) -> Item:
    found = reading.group(data, path, "what is known of an item of evidence")
    if found is None:
        return Item(id=key)
    reading.only(found, path, ITEM_KEYS)
    digest = reading.text(found, "sha256", path)
    if digest is not None and not _SHA256.fullmatch(digest):
        reading.findings.add(errors.not_hexadecimal((*path, "sha256")))
    return Item(
        id=key,
        title=reading.text(found, "title", path),
        category=reading.text(found, "category", path),
        source=reading.text(found, "from", path),
        on=reading.day(found, "on", path),
        where=reading.text(found, "where", path),
        sha256=None if digest is None else digest.lower(),
    )


def subject(
    reading: Reading, data: Data, path: Path, known: Mapping[str, Item] | None
) -> tuple[Subject, Mapping[str, Cells[Recorded]]]:
    """Who is assessed, and the facts of the subject: every key but `level`, `id` and `name` is an input."""
    found = reading.group(data, path, "what is known of the subject")
    if found is None:
        return Subject(level=reading.level), {}
    who = Subject(level=reading.level, id=reading.text(found, "id", path), name=reading.text(found, "name", path))
    return who, facts(reading, found, path, _SUBJECT_KEYS, known)


def facts(
    reading: Reading, found: Object, path: Path, own: tuple[str, ...], known: Mapping[str, Item] | None
) -> Mapping[str, Cells[Recorded]]:
    """The facts of a subject: inputs by their names, beside the keys that are its `own` and the subjects inside it."""
    beside = (*own, *map(plural, reading.levels_inside))
    said: dict[str, Cells[Recorded]] = {}
    for key, one in found.entries.items():
        if key in own or (key in beside and lists_subjects(reading, key, one)):
            continue
        node = _input(reading, key, (*path, key), beside)
        if node is not None:
            said[key] = _entries(reading, node, one, (*path, key), known)
    return said


def lists_subjects(reading: Reading, key: str, data: Data) -> bool:
    """Whether subjects inside stand under the plural of a level, and not a fact: an input may have that name."""
    return key not in reading.inputs or (isinstance(data, tuple) and all(isinstance(one, Object) for one in data))


def inputs(
    reading: Reading,
    data: Data,
    path: Path,
    known: Mapping[str, Item] | None,
    facts: Mapping[str, Cells[Recorded]],
) -> Mapping[Key, Recorded]:
    """The entries of all inputs, with the facts of the subject among them."""
    found = reading.group(data, path, "inputs")
    entries: dict[Key, Recorded] = {}
    for key, one in ({} if found is None else found.entries).items():
        node = _input(reading, key, (*path, key), ())
        if node is None:
            continue
        for members, (said, place) in _entries(reading, node, one, (*path, key), known).items():
            entries[key, members] = said
            fact = facts.get(key, {}).get(members)
            if fact is not None and fact[0].value != said.value:
                reading.findings.add(errors.both_places(place, fact[1], key))
    for name, cells in facts.items():
        for members, (said, _) in cells.items():
            entries.setdefault((name, members), said)
    return entries


def given(reading: Reading, data: Data, path: Path, known: Mapping[str, Item] | None) -> Mapping[Key, Recorded]:
    """Derived values stated as known, cell by cell."""
    found = reading.group(data, path, "outcomes")
    stated: dict[Key, Recorded] = {}
    for key, one in ({} if found is None else found.entries).items():
        node = reading.outcomes.get(key)
        place = (*path, key)
        if node is not None:
            cells = reading.cells(node, one, place, partial(_entry, reading, node, known))
            stated.update({(key, members): said for members, (said, _) in cells.items()})
        elif key in reading.inputs:
            reading.findings.add(errors.elsewhere(place, key, "an input", "under `inputs`"))
        else:
            near = reading.near("outcomes", key, lambda: reading.outcomes)
            others = reading.levels_with(key, Determine)
            reading.findings.add(errors.unknown_name(place, key, "outcome", reading.level, near, others))
    return stated


def notices(assessed_on: date | None, published_on: date | None, window: EvidenceWindow) -> tuple[Notice, ...]:
    """What is odd about a case, and no mistake."""
    found = []
    if assessed_on is not None and published_on is not None and published_on < assessed_on:
        text = f"published on {published_on}, before it was assessed on {assessed_on}"
        found.append(Notice(kind="published-before-assessed", text=text, pointer="/published_on"))
    if window.closes_first:
        text = f"the window for evidence closes on {window.closes}, before it opens on {window.opens}"
        found.append(Notice(kind="window-closes-first", text=text, pointer="/assessment/evidence_until"))
    return tuple(found)


def _entries(
    reading: Reading, node: Input, data: Data, path: Path, known: Mapping[str, Item] | None
) -> Cells[Recorded]:
    return reading.cells(node, data, path, partial(_entry, reading, node, known))


def _entry(
    reading: Reading,
    node: Input | Determine,
    known: Mapping[str, Item] | None,
    members: Members,
    data: Data,
    path: Path,
) -> Recorded | None:
    return recorded(reading, node, members, None if known is None else known.keys(), data, path)


def _input(reading: Reading, name: str, path: Path, also: tuple[str, ...]) -> Input | None:
    """The input called `name`, or None with its finding; `also`: other keys that may stand there."""
    node = reading.inputs.get(name)
    if node is not None:
        return node
    if name == ASSESSED_ON:
        says = errors.elsewhere(path, name, "the day of the assessment", "at the top of the case")
    elif name in reading.outcomes:
        says = errors.elsewhere(path, name, "an outcome", "under `given`, if it is known without its rule")
    elif name in reading.moderations:
        says = errors.elsewhere(path, name, "a rule for decisions", "under `decisions`")
    else:
        near = reading.near("inputs", name, lambda: (*reading.inputs, *also))
        says = errors.unknown_name(path, name, "input", reading.level, near, reading.levels_with(name, Input))
    reading.findings.add(says)
    return None
