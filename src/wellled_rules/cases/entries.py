"""Entries of a case: a value alone, or a value and what is said about it."""

from __future__ import annotations

from collections.abc import Set

from wellled_rules.cases import carried_errors, errors
from wellled_rules.cases.carried import BESIDE, carried
from wellled_rules.cases.document import Data, Object, Path, Unread
from wellled_rules.cases.reading import Members, Reading
from wellled_rules.graph.carrying import taken_over
from wellled_rules.graph.described import described, level_named
from wellled_rules.graph.evidence import Recorded
from wellled_rules.graph.nodes import Determine, Input
from wellled_rules.values.coercion import is_blank

__all__ = ["ENTRY_KEYS", "recorded"]

ENTRY_KEYS = ("value", "reason", "judged_by", "on", "evidence", "note", "characteristic", "carried")


def recorded(
    reading: Reading, node: Input | Determine, members: Members, items: Set[str] | None, data: Data, path: Path
) -> Recorded | None:
    """The entry that `data` says, or None with its findings; None without any where it says that nobody made one.

    members: of the cell that it is about.
    items: ids of the case's items of evidence, or None where they could not be read.
    """
    if isinstance(data, Unread) or is_blank(node.type, data):
        return None
    if not isinstance(data, Object):
        value = reading.value(node.type, data, path)
        return None if value is None else Recorded(value=value)
    if not any(key in ENTRY_KEYS for key in data):
        reading.findings.add(errors.no_members(path, node.name, node.type))
        return None
    reading.only(data, path, ENTRY_KEYS)
    if "carried" in data.entries:
        return _carried(reading, node, items, data, path)
    if "value" not in data.entries or is_blank(node.type, data.entries["value"]):
        reading.findings.add(errors.incomplete(path, "value", "say the value, or a state such as `not_assessed`"))
        return None
    value = None
    if isinstance(data.entries["value"], Object):
        reading.findings.add(errors.no_members((*path, "value"), node.name, node.type))
    else:
        value = reading.value(node.type, data.entries["value"], (*path, "value"))
    reason, note = reading.text(data, "reason", path), reading.text(data, "note", path)
    judge, on = _judge(reading, node, data, path), reading.day(data, "on", path)
    evidence = _evidence(reading, items, data, path)
    level = _characteristic(reading, node, members, data, path)
    if value is None:
        return None
    return Recorded(
        value=value, reason=reason, judged_by=judge, on=on, evidence=evidence, note=note, characteristic=level
    )


def _carried(
    reading: Reading, node: Input | Determine, items: Set[str] | None, data: Object, path: Path
) -> Recorded | None:
    """An entry that nobody judged in this assessment."""
    if "value" in data.entries:
        reading.findings.add(carried_errors.judged_and_carried(path))
    for key in data:
        if key in ENTRY_KEYS and key not in (*BESIDE, "value"):
            reading.findings.add(carried_errors.said_of_carried(path, key))
    found = carried(reading, node, data.entries["carried"], (*path, "carried"))
    reason, note = reading.text(data, "reason", path), reading.text(data, "note", path)
    evidence = _evidence(reading, items, data, path)
    if not found or not isinstance(node, Input):
        return None
    value = taken_over(reading.graph, node, found)
    return Recorded(value=value, reason=reason, evidence=evidence, note=note, carried=found)


def _judge(reading: Reading, node: Input | Determine, data: Object, path: Path) -> str | None:
    said = reading.text(data, "judged_by", path)
    role = node.role if isinstance(node, Input) else None
    if said is not None and role is not None and said != role:
        reading.findings.add(errors.wrong_role((*path, "judged_by"), said, role, node.name))
    return said


def _characteristic(
    reading: Reading, node: Input | Determine, members: Members, data: Object, path: Path
) -> str | None:
    """The id of the level that is said, where one of that name is described for the members."""
    said = data.entries.get("characteristic")
    if "characteristic" not in data.entries or isinstance(said, Unread):
        return None
    place = (*path, "characteristic")
    if said is None:
        reading.findings.add(errors.null(place))
        return None
    known = described(reading.graph, node, members)
    found = level_named(known, said)
    if found is None:
        ids = tuple(dict.fromkeys(one.level.id for one in known))
        near = reading.near(f"levels {ids}", said, lambda: ids) if isinstance(said, str) else ()
        reading.findings.add(errors.not_described(place, said, "/".join(members), ids, near))
    return found


def _evidence(reading: Reading, items: Set[str] | None, data: Object, path: Path) -> tuple[str, ...]:
    said = data.entries.get("evidence", ())
    place = (*path, "evidence")
    if isinstance(said, Unread):
        return ()
    if not isinstance(said, tuple):
        reading.findings.add(errors.not_a_list(place, said, "the ids of items under `evidence`"))
        return ()
    ids: dict[str, None] = {}
    for turn, one in enumerate(said):
        if isinstance(one, Unread):
            continue
        if not isinstance(one, str):
            reading.findings.add(errors.not_text((*place, turn), one))
        elif one in ids:
            reading.findings.add(errors.found_twice((*place, turn), one))
        elif items is not None and one not in items:
            near = reading.near("evidence", one, lambda: items)
            reading.findings.add(errors.no_item((*place, turn), one, near))
        else:
            ids[one] = None
    return tuple(ids)
