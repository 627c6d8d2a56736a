"""A day, or the days between which it lies: what is known of when something happened."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from wellled_rules.backends.explainer.lexicon.entries import day as day_words

__all__ = ["Days", "after", "days", "from_until", "is_between", "span_words"]

_YEAR = re.compile("[0-9]{4}", re.ASCII)
_MONTH = re.compile("([0-9]{4})-([0-9]{2})", re.ASCII)
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Days:
    """One day that lies from `earliest` to `latest`, both in; the ends of the calendar where a side is not known."""

    earliest: date
    latest: date

    @classmethod
    def exactly(cls, day: date) -> Days:
        """A day that is known."""
        return cls(day, day)

    @property
    def is_exact(self) -> bool:
        """Whether the day is known."""
        return self.earliest == self.latest

    @property
    def exact(self) -> date | None:
        """The day, where it is known."""
        return self.earliest if self.is_exact else None

    def plain(self) -> str | dict[str, str]:
        """As a history writes it."""
        if self.is_exact:
            return self.earliest.isoformat()
        ends = {}
        if self.earliest != date.min:
            ends["earliest"] = self.earliest.isoformat()
        if self.latest != date.max:
            ends["latest"] = self.latest.isoformat()
        return ends

    def words(self) -> str:
        """`7 February 2025`, `in February 2025`, `in 2024`, `between .. and ..`, `on a day not known`."""
        first, last = self.earliest, self.latest
        if self.is_exact:
            return day_words(first)
        if first == date.min and last == date.max:
            return "on a day not known"
        if first == date.min:
            return f"by {day_words(last)}"
        if last == date.max:
            return f"on {day_words(first)} or later"
        if first.year == last.year and first.day == 1 and last.day == _length(last):
            if first.month == last.month:
                return f"in {day_words(first).partition(' ')[2]}"
            if (first.month, last.month) == (1, 12):
                return f"in {first.year}"
        return f"between {day_words(first)} and {day_words(last)}"

    def when(self) -> str:
        """As `words`, to stand behind a verb: `on 7 February 2025`."""
        return f"on {self.words()}" if self.is_exact else self.words()


def days(text: str) -> Days | None:
    """The day that text says, as `2025-02-07`, `2025-02` or `2025`; None where it says none of the calendar."""
    try:
        if _DAY.fullmatch(text):
            return Days.exactly(date.fromisoformat(text))
        if found := _MONTH.fullmatch(text):
            first = date(int(found[1]), int(found[2]), 1)
            return Days(first, first.replace(day=_length(first)))
        if _YEAR.fullmatch(text):
            return Days(date(int(text), 1, 1), date(int(text), 12, 31))
    except ValueError:
        return None
    return None


def after(day: date) -> date:
    """The next day; the last there is has none after it."""
    return day if day == date.max else day + timedelta(days=1)


def is_between(day: date, start: date, until: date) -> bool:
    """Whether a day is one of those from `start` to before `until`; what has no end has the calendar's last too."""
    return start <= day and (day < until or until == date.max)


def from_until(start: date | None, until: date | None) -> str:
    """`from 1 April 2025 until 7 May 2026`; each end only where there is one."""
    ends = (("from", start), ("until", until))
    return " ".join(f"{word} {day_words(day)}" for word, day in ends if day is not None)


def span_words(first: date, last: date) -> str:
    """How long it is from one day to a later one: `3 years 2 months`, `5 months`, `12 days`."""
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    if months < 1:
        return _counted((last - first).days, "day")
    years, rest = divmod(months, 12)
    told = [_counted(count, unit) for count, unit in ((years, "year"), (rest, "month")) if count]
    return " ".join(told)


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _length(day: date) -> int:
    return monthrange(day.year, day.month)[1]
