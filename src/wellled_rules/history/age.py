"""How old something is on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wellled_rules.history.days import Days, span_words

__all__ = ["Age", "age"]


@dataclass(frozen=True, slots=True)
class Age:
    """Days from when something happened until a day. most: none where it is not known how long ago it was."""

    on: date
    least: int
    most: int | None
    words: str


def age(since: Days, on: date) -> Age:
    """The age, on a day, of what happened on a day known as well as `since` says. A day to come is no age."""
    newest, oldest = min(since.latest, on), min(since.earliest, on)
    least, most = (on - newest).days, None if since.earliest == date.min and not since.is_exact else (on - oldest).days
    short, long = span_words(newest, on), span_words(oldest, on)
    if most is None:
        return Age(on, least, None, f"{short} or more")
    return Age(on, least, most, short if short == long else f"{short} to {long}")
