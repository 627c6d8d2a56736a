"""What may stand in a place by one event or by another, told once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from wellled_rules.history.reasons import Reason
from wellled_rules.history.told import ToldPart

__all__ = ["told_once"]


def told_once(parts: Iterable[ToldPart]) -> tuple[ToldPart, ...]:
    """Parts that differ in nothing but the event that suspended, retired or ended them, as one that names each."""
    found: dict[ToldPart, ToldPart] = {}
    for part in parts:
        key = part if part.by is None else replace(part, by=None, why=())
        first = found.get(key)
        found[key] = part if first is None or part.by is None else _either(first, part, part.by)
    return tuple(found.values())


def _either(first: ToldPart, other: ToldPart, by: str) -> ToldPart:
    more = (Reason(_or(one.text), one.sources) for one in other.why if one not in first.why)
    return replace(first, or_by=(*first.or_by, by), why=(*first.why, *more))


def _or(text: str) -> str:
    return f"Or {text[:1].lower()}{text[1:]}"
