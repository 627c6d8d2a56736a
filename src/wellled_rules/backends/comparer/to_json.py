"""A difference as JSON data in the schema `wellled.diff/1`."""

from __future__ import annotations

from typing import Any

from wellled_rules.backends.comparer.difference import ClauseChange, Declared, Difference, Entry, Status, Version

__all__ = ["SCHEMA", "to_dict"]

SCHEMA = "wellled.diff/1"


def to_dict(found: Difference) -> dict[str, Any]:
    """Every declaration of either version with what became of it, unchanged ones included."""
    return {
        "schema": SCHEMA,
        "before": _version(found.before),
        "after": _version(found.after),
        "same": found.is_empty,
        "changes_meaning": found.changes_meaning,
        "related": found.is_related,
        "counts": {status.value: found.count(status) for status in Status},
        "affected": [
            {
                "level": one.level,
                "outcome": one.name,
                "title": one.title,
                "headline": one.is_headline,
                "because": list(one.because),
            }
            for one in found.affected
        ],
        "declarations": [_entry(entry) for entry in found.entries],
    }


def _version(one: Version) -> dict[str, str | None]:
    return {
        "framework": one.identity,
        "title": one.title,
        "place": one.place,
        "meaning": one.meaning,
        "text": one.text,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "section": entry.section,
        "levels": list(entry.levels),
        "status": entry.status.value,
        "changes_meaning": entry.changes_meaning,
        "before": _declared(entry.before),
        "after": _declared(entry.after),
        "clauses": [_clause(change) for change in entry.clauses],
    }


def _declared(one: Declared | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "name": one.name,
        "kind": one.kind,
        "title": one.title,
        "place": one.place,
        "used_at": one.used_at,
        "cites": list(one.cites),
    }


def _clause(change: ClauseChange) -> dict[str, Any]:
    return {
        "clause": change.word,
        "of": change.of,
        "renamed_from": change.renamed_from,
        "before": change.before,
        "after": change.after,
        "before_place": change.before_place,
        "after_place": change.after_place,
        "changes_meaning": change.changes_meaning,
    }
