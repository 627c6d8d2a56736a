"""A timeline as JSON data, `wellled.timeline/1`."""

from __future__ import annotations

from datetime import date
from typing import Any

from wellled_rules.history.age import Age
from wellled_rules.history.chosen import AtLevel, Chosen
from wellled_rules.history.days import Days
from wellled_rules.history.reasons import Reason, Where
from wellled_rules.history.shelf import Near
from wellled_rules.history.told import (
    Stretch,
    Told,
    ToldCarried,
    ToldEvent,
    ToldFirst,
    ToldLine,
    ToldPart,
    ToldSubject,
    ToldWorked,
)

__all__ = ["SCHEMA", "to_dict"]

SCHEMA = "wellled.timeline/1"


def to_dict(told: Told) -> dict[str, Any]:
    """The data, in the order of the schema."""
    return {
        "schema": SCHEMA,
        "title": told.title,
        "note": told.note,
        "on": _day(told.on),
        "known_on": _day(told.known_on),
        "reach": None if told.reach is None else {"day": told.reach.day.isoformat(), "by": told.reach.up.value},
        "in_force": [_chosen(one) for one in told.in_force],
        "subjects": [_subject(one) for one in told.subjects],
        "events": [_event(one) for one in told.events],
        "standing": list(told.standings),
    }


def _chosen(one: Chosen) -> dict[str, Any]:
    return {
        "framework": one.framework,
        "version": one.version,
        "levels": [_at_level(each) for each in one.levels],
        "nearest": [_near(each) for each in one.nearest],
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _at_level(one: AtLevel) -> dict[str, Any]:
    return {"level": one.level, "in_force": one.is_in_force, "from": _day(one.start), "until": _day(one.until)}


def _near(one: Near) -> dict[str, Any]:
    return {"version": one.identity, "from": _day(one.start), "until": _day(one.until)}


def _subject(one: ToldSubject) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "name": one.name,
        "from": _days(one.start),
        "until": _days(one.until),
        "within": [
            {
                "id": inside,
                "from": _day(start),
                "until": _day(until),
            }
            for inside, start, until in one.places
        ],
        "lines": [_line(line) for line in one.lines],
        "first_assessments": [_first(first) for first in one.firsts],
        "pending": list(one.pending),
        "still_open": list(one.still_open),
        "sources": [_where(where) for where in one.sources],
        "note": one.note,
    }


def _first(one: ToldFirst) -> dict[str, Any]:
    return {
        "event": one.event,
        "correction": one.correction,
        "framework": one.framework,
        "transition": one.transition,
        "required": one.met,
        "counts": one.counts,
        "why": _reason(one.why),
        "checks": [{"check": each.name, "status": each.met, "why": _reason(each.why)} for each in one.asked],
        "follows": _reason(one.follows),
    }


def _line(one: ToldLine) -> dict[str, Any]:
    return {"outcome": one.path, "title": one.title, "stretches": [_stretch(stretch) for stretch in one.stretches]}


def _stretch(one: Stretch) -> dict[str, Any]:
    return {
        "from": _day(one.start),
        "until": _day(one.until),
        "displayed": [_part(part) for part in one.parts],
        "corrected": [_part(part) for part in one.corrected],
    }


def _part(one: ToldPart) -> dict[str, Any]:
    shown = one.shown
    plain = None if shown is None else shown.plain
    return {
        "kind": one.kind.value,
        "text": one.text,
        "value": list(plain) if isinstance(plain, tuple) else plain,
        "label": None if shown is None else shown.text,
        "event": one.event,
        "correction": one.correction,
        "frameworks": list(one.frameworks),
        "assessed_on": _days(one.assessed_on),
        "published_on": _days(one.published_on),
        "age": [_age(age) for age in one.ages],
        "carried": [_carried(earlier) for earlier in one.carried],
        "is_stated": one.is_stated,
        "how": one.how,
        "by": one.by,
        "or_by": list(one.or_by),
        "why": [_reason(reason) for reason in one.why],
    }


def _carried(one: ToldCarried) -> dict[str, Any]:
    ages = [_age(age) for age in one.ages]
    return {
        "framework": one.framework,
        "assessed_on": one.assessed_on.isoformat(),
        "events": list(one.events),
        "age": ages,
    }


def _age(one: Age) -> dict[str, Any]:
    return {"on": one.on.isoformat(), "least_days": one.least, "most_days": one.most, "words": one.words}


def _reason(one: Reason) -> dict[str, Any]:
    return {"text": one.text, "sources": [_where(where) for where in one.sources]}


def _where(one: Where) -> dict[str, Any]:
    return {"text": one.text, "address": one.address}


def _event(one: ToldEvent) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "on": _days(one.on),
        "published_on": _days(one.published_on),
        "subjects": list(one.subjects),
        "text": one.text,
        "worked_out": [_worked(worked) for worked in one.worked],
        "sources": [_where(where) for where in one.sources],
        "note": one.note,
    }


def _worked(one: ToldWorked) -> dict[str, Any]:
    return {
        "framework": one.identity,
        "title": one.title,
        "hash": one.hash,
        "evidence_hash": one.evidence_hash,
        "notices": list(one.notices),
    }


def _days(one: Days | None) -> Any:
    return None if one is None else one.plain()
