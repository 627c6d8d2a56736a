"""Calendar arithmetic on proleptic Gregorian days."""

from __future__ import annotations

from datetime import date, timedelta

__all__ = ["shifted"]


def shifted(day: date, count: int, unit: str) -> date:
    """`day` moved by `count` of `unit` (day, month, year); a missing day falls to its month's last.

    Beyond the years 1 to 9999 the first or the last day there is.
    """
    # Imported here, since it brings the words of every language with it.
    from calendar import monthrange

    try:
        if unit == "day":
            return day + timedelta(days=count)
        months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return date.min if count < 0 else date.max
