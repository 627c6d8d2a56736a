"""The one form of a case that all its spellings share, and its hash.

The canonical form is itself a case: ids for titles, whole numbers as numbers and all others as text such as
"125/2", days as text, and no key that says nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from wellled_rules.graph.evidence import Carried, Decided, Evidence, Item, Recorded, Said
from wellled_rules.graph.subjects import plural
from wellled_rules.values.missing import Missing
from wellled_rules.values.operators import Entry
from wellled_rules.values.scale import Member, ScaleLevel

__all__ = ["Json", "canonical", "evidence_hash", "plain_value"]

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool"

_MOST_EXACT = 2**53 - 1


def canonical(evidence: Evidence) -> dict[str, Json]:
    """The canonical form of a case, sorted throughout; cases that say the same have the same form."""
    subject = evidence.subject
    return _kept(
        {
            "assessed_on": _day(evidence.assessed_on),
            "assessment": _kept(
                {
                    "evidence_from": _day(evidence.window.opens),
                    "evidence_until": _day(evidence.window.closes),
                    "id": evidence.assessment_id,
                    "reason": evidence.assessment_reason,
                }
            ),
            "decisions": _decisions(evidence.decisions),
            "evidence": {key: _item(item) for key, item in sorted(evidence.items.items())},
            "given": _given(evidence),
            "inputs": _inputs(evidence),
            "published_on": _day(evidence.published_on),
            "subject": _kept(
                {"id": subject.id, "level": subject.level, "name": subject.name, **_inside(evidence)},
            ),
        }
    )


def _inputs(said: Said) -> dict[str, Json]:
    """The entries that were made; what the assessment says is in the form as such."""
    return _nested({key: _entry(entry) for key, entry in said.entries.items() if entry.fact is None})


def _given(said: Said) -> dict[str, Json]:
    return _nested(
        {key: _entry(said.given_records.get(key, Recorded(value=value))) for key, value in said.given.items()}
    )


def _inside(said: Said) -> dict[str, Json]:
    """The subjects inside, by the plural of their level, each level by id: their order says nothing."""
    listed: dict[str, list[Json]] = {}
    for one in sorted(said.inside, key=lambda each: (each.subject.level, each.subject.id or "")):
        listed.setdefault(plural(one.subject.level), []).append(
            _kept(
                {
                    "decisions": _decisions(one.decisions),
                    "given": _given(one),
                    "id": one.subject.id,
                    "inputs": _inputs(one),
                    "name": one.subject.name,
                    **_inside(one),
                }
            )
        )
    return {key: listed[key] for key in listed}


def evidence_hash(evidence: Evidence) -> str:
    """`sha256:` and the SHA-256 of the canonical form as RFC 8785 writes it, in hexadecimal digits."""
    import rfc8785

    return f"sha256:{hashlib.sha256(rfc8785.dumps(canonical(evidence))).hexdigest()}"


def plain_value(value: Entry) -> Json:
    """An entry as the canonical form writes it."""
    match value:
        case bool():
            return value
        case int():
            # NOTE: readers of JSON may take numbers for doubles, which hold whole numbers up to 2**53 only.
            return value if abs(value) <= _MOST_EXACT else f"{value}/1"
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case date():
            return value.isoformat()
        case ScaleLevel():
            return int(value.id) if value.id.lstrip("-").isdecimal() else value.id
        case frozenset():
            return _texts(member.id for member in value)
        case Member():
            return value.id
        case Missing():
            return str(value)
        case _:
            return value.value


def _kept(parts: Mapping[str, Json | None]) -> dict[str, Json]:
    """The parts that say something."""
    return {key: part for key, part in parts.items() if part is not None and part != {} and part != []}


def _texts(words: Iterable[str]) -> list[Json]:
    return [*sorted(words)]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _nested(cells: Mapping[tuple[str, tuple[str, ...]], Json]) -> dict[str, Json]:
    nested: dict[str, Json] = {}
    for (name, members), entry in sorted(cells.items(), key=lambda one: one[0]):
        group = nested
        *above, last = (name, *members)
        for key in above:
            inner = group.setdefault(key, {})
            assert isinstance(inner, dict)
            group = inner
        group[last] = entry
    return nested


def _entry(said: Recorded) -> Json:
    about = _kept(
        {
            "carried": _carried(said.carried),
            "characteristic": said.characteristic,
            "evidence": _texts(said.evidence),
            "judged_by": said.judged_by,
            "note": said.note,
            "on": _day(said.on),
            "reason": said.reason,
        }
    )
    value = plain_value(said.value)
    if said.carried:
        # What it comes to follows from the rules, so it is no part of what was recorded.
        return about
    return {**about, "value": value} if about else value


def _carried(found: Iterable[Carried]) -> list[Json]:
    ordered = sorted(found, key=lambda one: (one.framework, one.name))
    return [
        _kept(
            {
                "assessed_on": _day(one.on),
                "assessment": one.assessment,
                "framework": one.framework,
                "name": one.name,
                "value": plain_value(one.value),
            }
        )
        for one in ordered
    ]


def _decisions(decisions: Iterable[Decided]) -> list[Json]:
    ordered = sorted(decisions, key=lambda one: (one.rule, one.members))
    return [
        _kept(
            {
                "clause": one.clause,
                "of": [*one.members],
                "on": _day(one.on),
                "reason": one.reason,
                "role": one.role,
                "rule": one.rule,
                "to": None if one.to is None else plain_value(one.to),
            }
        )
        for one in ordered
    ]


def _item(item: Item) -> Json:
    return _kept(
        {
            "category": item.category,
            "from": item.source,
            "on": _day(item.on),
            "sha256": item.sha256,
            "title": item.title,
            "where": item.where,
        }
    )
