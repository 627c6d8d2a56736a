"""The usage of evidence as JSON data in the schema `wellled.evidence/1`."""

from __future__ import annotations

from datetime import date
from typing import Any

from wellled_rules.backends.usage.usage import Earlier, EntryUse, ItemUse, Usage

__all__ = ["SCHEMA", "to_dict"]

SCHEMA = "wellled.evidence/1"


def to_dict(found: Usage) -> dict[str, Any]:
    """Every entry and every item, with what became of it."""
    return {
        "schema": SCHEMA,
        "framework": found.framework,
        "subject": found.subject,
        "assessed_on": _day(found.assessed_on),
        "window": {
            "from": _day(found.window.opens),
            "until": _day(found.window.closes),
            "stated_by": list(found.stated_by),
        },
        "evidence_hash": found.evidence_hash,
        "items": [_item(one) for one in found.items],
        "entries": [_entry(one) for one in found.entries],
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _item(one: ItemUse) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "category": one.category,
        "from": one.source,
        "on": _day(one.on),
        "where": one.where,
        "use": one.use.value,
        "times": len(one.entries),
        "entries": list(one.entries),
        "outcomes": list(one.outcomes),
        "after_assessment": one.after_assessment,
        "outside_window": one.outside_window is not None,
    }


def _entry(one: EntryUse) -> dict[str, Any]:
    return {
        "path": one.path,
        "name": one.name,
        "level": one.level,
        "title": one.title,
        "value": one.value,
        "stated": one.is_stated,
        "use": one.use.value,
        "read_by": list(one.read_by),
        "rules": list(one.rules),
        "outcomes": list(one.outcomes),
        "checks": list(one.checks),
        "covers": one.covers,
        "informs": list(one.informs),
        "items": list(one.items),
        "on": _day(one.on),
        "after_assessment": one.after_assessment,
        "outside_window": one.outside_window is not None,
        "windows": [{"check": each.check, "text": each.text, "within": each.within} for each in one.windows],
        "carried": None if one.carried is None else _earlier(one.carried),
        "bounds": None if one.bounds is None else one.bounds.value,
        "fact": one.fact,
    }


def _earlier(one: Earlier) -> dict[str, Any]:
    return {
        "framework": one.framework,
        "name": one.name,
        "value": one.value,
        "assessed_on": _day(one.on),
        "assessment": one.assessment,
        "age": one.age,
    }
