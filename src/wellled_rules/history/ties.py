"""Assessments that only the order in which they are written, or the first day that each may be of, tells apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeAlias

from wellled_rules.backends.explainer.lexicon.words import outside, quoted
from wellled_rules.history.document import Assessment
from wellled_rules.history.knowledge import Known
from wellled_rules.history.outcomes import Outcomes, Slot, assessed

__all__ = ["ties"]

_Key: TypeAlias = "tuple[str, str | None]"


def ties(known: Iterable[Known], outcomes: Outcomes) -> Mapping[_Key, tuple[str, ...]]:
    """What is noticed of each assessment in whose place another could stand, by its id and its correction.

    Of two in one place the order matters where the last day on which one may have been published is the first of the
    other: on that day the one assessed later stands, then the one written later. Where one surely was assessed later,
    there is nothing to notice. Where the days of publication overlap further, all that may be is displayed anyway.
    """
    ending: dict[tuple[Slot, date], list[Known]] = {}
    beginning: list[tuple[Known, _Key, tuple[Slot, ...]]] = []
    for one in known:
        version = one.versions[-1]
        of_it = assessed(outcomes, one, version)
        slots = () if of_it is None else of_it.slots
        beginning.append((one, (one.id, version.corrected_by), slots))
        for slot in slots:
            ending.setdefault((slot, one.published.latest), []).append(one)
    found: dict[_Key, tuple[str, ...]] = {}
    for one, key, slots in beginning:
        texts: dict[str, list[str]] = {}
        for slot in slots:
            other = _nearest(one, ending.get((slot, one.published.earliest), ()))
            if other is not None:
                texts.setdefault(_told(one, other), []).append(quoted(outside(other.id)))
        if texts:
            found[key] = tuple(text.format(", ".join(dict.fromkeys(names))) for text, names in texts.items())
    return found


def _rank(one: Known) -> tuple[date, int]:
    assert isinstance(one.first, Assessment)
    return one.first.on.earliest, one.turn


def _nearest(one: Known, others: Iterable[Known]) -> Known | None:
    """Of those that one stands before, and that may have been assessed as late, the one that comes next."""
    assert isinstance(one.first, Assessment)
    first = one.first.on.earliest
    before = (
        each
        for each in others
        if isinstance(each.first, Assessment) and each.first.on.latest >= first and _rank(each) < _rank(one)
    )
    return max(before, key=_rank, default=None)


def _told(one: Known, other: Known) -> str:
    assert isinstance(one.first, Assessment)
    assert isinstance(other.first, Assessment)
    is_one_day = one.first.on == other.first.on and one.first.on.is_exact and one.published == other.published
    if is_one_day:
        return "of the same days as {}: displayed in its place, because it is written later"
    why = (
        "it is written later"
        if one.first.on.earliest == other.first.on.earliest
        else "the days on which it may have been assessed begin later"
    )
    return (
        f"perhaps published on one day with {{}}, and perhaps assessed no later: displayed in its place, because {why}"
    )
