"""Cases of the shipped frameworks, short enough to be told apart at a glance, and their explanations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wellled_rules import api
from wellled_rules.backends.explainer.explanation import Explanation

__all__ = ["AREAS", "STATEMENTS", "case", "explained", "pool", "trust"]

STATEMENTS = (
    "shared_direction",
    "leaders",
    "speaking_up",
    "workforce_equality",
    "governance",
    "partnerships",
    "improvement",
    "environment",
)
AREAS: Mapping[str, tuple[str, ...]] = {
    "water": ("visit", "log"),
    "lifeguards": ("visit", "log"),
    "changing_rooms": ("visit", "survey"),
    "welcome": ("survey",),
}


def trust(scores: Sequence[int | str | None], **more: Any) -> dict[str, Any]:
    """A trust with one judged score a statement, in order; none is not given."""
    entries = {
        member: {"value": score, "reason": "as reported", "judged_by": "assessors"}
        for member, score in zip(STATEMENTS, scores, strict=True)
        if score is not None
    }
    subject = {"level": "trust", "id": "X1", "name": "Example Trust", "kind": "nhs_trust"}
    return {"subject": subject, "assessed_on": "2025-03-14", "inputs": {"statement_score": entries}} | more


def pool(*grades: int | str | None, **inputs: Any) -> dict[str, Any]:
    """A pool with one grade an area, the same by each way of finding out; none is not given."""
    found = {
        area: {way: {"value": grade, "reason": "seen on the day"} for way in ways}
        for (area, ways), grade in zip(AREAS.items(), grades, strict=True)
        if grade is not None
    }
    facts: dict[str, Any] = {"found": found, "friendliness": 2, "last_visit": "2024-06-20"}
    return {"subject": {"level": "pool", "name": "Old Baths"}, "assessed_on": "2024-07-01", "inputs": facts | inputs}


def case(level: str, **inputs: Any) -> dict[str, Any]:
    """Any other case."""
    return {"subject": {"level": level}, "assessed_on": "2024-07-01", "inputs": inputs}


def explained(
    framework: str, document: Mapping[str, Any], of: str | None = None, group_by: str | None = None
) -> Explanation:
    """The explanation of one outcome of a case."""
    return api.load(framework).evaluate(document).explain(of, group_by=group_by).layers
