"""Entries that are carried from earlier assessments: from which, and what stood there."""

from __future__ import annotations

from datetime import date

from wellled_rules.cases import carried_errors as errors
from wellled_rules.cases.document import Data, Object, Path, Unread
from wellled_rules.cases.errors import incomplete, not_a_list
from wellled_rules.cases.reading import Reading
from wellled_rules.graph.evidence import Carried
from wellled_rules.graph.nodes import Carrying, Determine, Input
from wellled_rules.values.missing import Missing
from wellled_rules.values.types import Value

__all__ = ["BESIDE", "CARRIED_KEYS", "carried"]

CARRIED_KEYS = ("framework", "name", "value", "assessed_on", "assessment")
BESIDE = ("carried", "reason", "evidence", "note")
"""What may be said of an entry that is carried: nobody judged it in this assessment."""

_NEEDED = {
    "framework": "name the version, as `id@2024-12`, under which that assessment was made",
    "name": "write what it is called in that version",
    "value": "write the value that it had",
    "assessed_on": "write the day of that assessment",
}


def carried(reading: Reading, node: Input | Determine, data: Data, path: Path) -> tuple[Carried, ...]:
    """What an entry is carried from, of one group or a list of them; what is wrong with one has its findings."""
    if not isinstance(node, Input) or not node.carried:
        reading.findings.add(errors.never_carried(path, node.name, is_input=isinstance(node, Input)))
        return ()
    if isinstance(data, Object):
        made = _one(reading, node, data, path)
        return () if made is None else (made,)
    if not isinstance(data, tuple) or not data:
        if not isinstance(data, Unread):
            reading.findings.add(not_a_list(path, data, "a group for each earlier assessment"))
        return ()
    found: list[Carried] = []
    for turn, each in enumerate(data):
        made = None if isinstance(each, Unread) else _one(reading, node, each, (*path, turn))
        if made is None:
            continue
        if any((one.framework, one.name) == (made.framework, made.name) for one in found):
            reading.findings.add(errors.carried_twice((*path, turn), made.framework, made.name))
            continue
        found.append(made)
    return tuple(found)


def _one(reading: Reading, node: Input, data: Data, path: Path) -> Carried | None:
    found = reading.group(data, path, "what is known of the earlier assessment")
    if found is None:
        return None
    reading.only(found, path, CARRIED_KEYS)
    for key, advice in _NEEDED.items():
        if key not in found.entries:
            reading.findings.add(incomplete(path, key, advice))
    framework, name = reading.text(found, "framework", path), reading.text(found, "name", path)
    on, assessment = _day(reading, found, path), reading.text(found, "assessment", path)
    line = None if framework is None or name is None else _line(reading, node, framework, name, path)
    if line is None:
        return None
    value = _value(reading, line, found, path)
    if value is None or on is None:
        return None
    return Carried(framework=line.framework, name=line.name, value=value, on=on, assessment=assessment)


def _line(reading: Reading, node: Input, framework: str, name: str, path: Path) -> Carrying | None:
    """The line of the input that names both, or None with its finding."""
    under = [line for line in node.carried if line.framework == framework]
    if not under:
        versions = tuple(dict.fromkeys(line.framework for line in node.carried))
        near = reading.near(f"versions {versions}", framework, lambda: versions)
        reading.findings.add(errors.not_from_there((*path, "framework"), framework, node.name, versions, near))
        return None
    names = tuple(line.name for line in under)
    if name not in names:
        near = reading.near(f"carried {names}", name, lambda: names)
        reading.findings.add(errors.not_that((*path, "name"), name, framework, names, near))
        return None
    return under[names.index(name)]


def _value(reading: Reading, line: Carrying, found: Object, path: Path) -> Value | None:
    said = found.entries.get("value")
    place = (*path, "value")
    if "value" not in found.entries or isinstance(said, Unread):
        return None
    value = reading.value(line.type, said, place)
    if isinstance(value, Missing):
        reading.findings.add(errors.nothing_to_carry(place, said, line.type))
        return None
    return value


def _day(reading: Reading, found: Object, path: Path) -> date | None:
    day = reading.day(found, "assessed_on", path)
    if day is not None and reading.assessed_on is not None and day > reading.assessed_on:
        reading.findings.add(errors.from_later((*path, "assessed_on"), day, reading.assessed_on))
        return None
    return day
