"""Assessments that only the order in which they are written tells apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from wellled_rules.backends.explainer.lexicon.words import outside, quoted
from wellled_rules.history.days import Days
from wellled_rules.history.document import Assessment
from wellled_rules.history.knowledge import Known
from wellled_rules.history.lines import Outcomes
from wellled_rules.history.outcomes import Slot

__all__ = ["ties"]


def ties(known: Iterable[Known], outcomes: Outcomes) -> Mapping[tuple[str, str | None], tuple[str, ...]]:
    """What is noticed of each assessment in whose place another of the same days stands, by its id and its correction.

    Two are alike where both were published on one day and assessed from the same day on; the one written later stands.
    """
    first: dict[tuple[Slot, Days, date], str] = {}
    found: dict[tuple[str, str | None], tuple[str, ...]] = {}
    for one in known:
        version = one.versions[-1]
        key = (one.id, None if version.correction is None else version.correction.id)
        assessed = outcomes.get(key) if isinstance(version.said, Assessment) else None
        others: dict[str, None] = {}
        for slot in () if assessed is None else assessed.slots:
            place = (slot, one.published, one.first.on.earliest)
            if place in first:
                others[first[place]] = None
            first[place] = one.id
        if others:
            names = ", ".join(quoted(outside(other)) for other in others)
            found[key] = (f"of the same days as {names}: displayed in its place, because it is written later",)
    return found
