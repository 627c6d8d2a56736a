"""Whether rules were in force when something was assessed: on all the days that may have been it, on some or none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from wellled_rules.api.framework import Framework
from wellled_rules.graph.notices import outside_period
from wellled_rules.history.days import Days

__all__ = ["Fit", "fit", "outside_notices"]


class Fit(StrEnum):
    """On how many of the days rules were in force."""

    INSIDE = "all"
    PARTLY = "some"
    OUTSIDE = "none"


def fit(rules: Framework, level: str, when: Days) -> Fit:
    """On which of some days rules were in force for a level."""
    found = {any(_outside(rules, level, day)) for day in _turns(rules, when)}
    if len(found) > 1:
        return Fit.PARTLY
    return Fit.OUTSIDE if True in found else Fit.INSIDE


def outside_notices(rules: Framework, level: str, when: Days) -> Iterator[str]:
    """What a reader should know of the day of an assessment: where it lies, or may lie, outside the period."""
    if when.exact is not None:
        yield from _outside(rules, level, when.exact)
        return
    found = fit(rules, level, when)
    if found is not Fit.INSIDE:
        how = "outside" if found is Fit.OUTSIDE else "perhaps outside"
        period = f"the period in force of {rules.identity} at level {level}"
        yield f"assessed {when.when()}, {how} {period}; evaluated all the same"


def _outside(rules: Framework, level: str, day: date) -> Iterator[str]:
    yield from outside_period(rules.graph.header, [level], day)
    if rules.closes is not None and day >= rules.closes and rules.is_open_ended(level):
        yield f"assessed on {day}, after {rules.identity} was followed by the next version on {rules.closes}"


def _turns(rules: Framework, when: Days) -> Iterator[date]:
    """The days among some on which rules may begin or cease to be in force, with the day before each, and both ends."""
    yield from (when.earliest, when.latest)
    ends = [end for one in rules.graph.header.periods for end in (one.start, one.until) if end is not None]
    for end in (*ends, *(() if rules.closes is None else (rules.closes,))):
        if when.earliest < end <= when.latest:
            yield from (end - timedelta(days=1), end)
