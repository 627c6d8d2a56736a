"""Recorded departures: each from a rule that holds normally, with what makes it one."""

from __future__ import annotations

from typing import TypeAlias

from wellled_rules.cases import departure_errors as errors
from wellled_rules.cases.document import Object, Path, Unread
from wellled_rules.cases.reading import Members, Reading
from wellled_rules.graph.evidence import Decided
from wellled_rules.graph.nodes import Adjustment, Determine
from wellled_rules.values.missing import Missing
from wellled_rules.values.types import Value

__all__ = ["DEPARTURE_KEYS", "Departable", "departed"]

DEPARTURE_KEYS = ("rule", "of", "to", "role", "reason", "clause", "on")

Departable: TypeAlias = "Determine | Adjustment"
"""A rule that may hold only normally; an exception is switched off, so nothing is put in its place."""


def departed(reading: Reading, rule: Departable, found: Object, path: Path, members: Members | None) -> Decided | None:
    """A departure from `rule`, which somebody may depart from, about the cell `members`; None with its findings."""
    assert rule.departure is not None
    reading.only(found, path, DEPARTURE_KEYS)
    role, reason, clause = (reading.text(found, key, path) for key in ("role", "reason", "clause"))
    on = reading.day(found, "on", path)
    if role is not None and role.strip() and role != rule.departure.role:
        reading.findings.add(errors.departs_in_another_role((*path, "role"), role, rule.departure.role, rule.name))
    for key in ("role", "reason", "clause", "on"):
        said = found.entries.get(key, "")
        if isinstance(said, str) and not said.strip():
            reading.findings.add(errors.departure_lacks(path, key, rule.name, rule.departure.role))
    to = _answer(reading, rule, found, path) if isinstance(rule, Determine) else None
    if isinstance(rule, Adjustment) and "to" in found.entries:
        reading.findings.add(errors.moves_to_nothing((*path, "to"), rule.name))
    if members is None or (to is None and isinstance(rule, Determine)):
        return None
    return Decided(rule=rule.name, members=members, to=to, role=role, reason=reason, on=on, clause=clause)


def _answer(reading: Reading, rule: Determine, found: Object, path: Path) -> Value | None:
    """What people put in place of a rule's own answer: a value of its type."""
    place = (*path, "to")
    if "to" not in found.entries:
        reading.findings.add(errors.departs_to_what(path, rule.name))
        return None
    said = found.entries["to"]
    if isinstance(said, Unread):
        return None
    to = reading.value(rule.type, said, place)
    if isinstance(to, Missing):
        reading.findings.add(errors.departs_to_no_value(place, said, rule.type))
        return None
    return to
