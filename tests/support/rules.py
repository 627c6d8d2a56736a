"""Rules of an invented framework for swimming pools, and what checking them finds."""

from __future__ import annotations

from collections.abc import Mapping

from wellled_rules.api import check_text
from wellled_rules.diagnostics.codes import Severity
from wellled_rules.diagnostics.diagnostic import Diagnostic

__all__ = ["HEAD", "POOLS", "UNASKED", "findings", "told"]

UNASKED = frozenset({"no-headline", "uncited-rule", "unread-input", "unused-name"})
"""Findings about what a text that shows one thing leaves out."""

HEAD = """\
language 1

framework pools@2025-01 "Pools"
    status draft
    covers pool
    headline result at pool

level pool "Pool"
"""

POOLS = (
    HEAD
    + """
source handbook "Handbook of the Pool Board"
    published by "Pool Board"

scale mark "Mark"
    best first
    gold "Gold"
    silver "Silver"
    bronze "Bronze"
    also shown
        closed "Closed for now" counts as suspended

scale stars "Stars"
    worst first
    1 "One"
    2 "Two"
    3 "Three"

set area "Area"
    water "Water"
    changing "Changing rooms"
    welcome "Welcome"

input found "Stars of an area"
    for each area
    is a stars

input visits "Visits"
    is a whole number from 0 to 100

input share "Share of days open"
    is a percentage

input is_clean "Clean"
    is yes or no

input opened_on "Day of opening"
    is a date

input last_year "Mark of last year"
    is a mark

determine points "Points"
    is a number
    equals total of found
    cites handbook "Points"

determine result "Mark of the pool"
    is a mark
    first of
        gold when points is 8 or more
        silver otherwise
    cites handbook "Marks"
"""
)


def findings(
    text: str, modules: Mapping[str, str] | None = None, bases: Mapping[str, str] | None = None, *, lints: bool = False
) -> list[Diagnostic]:
    """Errors and warnings of a framework in reading order; those of `UNASKED` only where `lints` asks for them."""
    files = {**(bases or {}), "pools.wlr": text}
    report = check_text(files, "pools.wlr", modules)
    return [one for one in report if one.severity is not Severity.NOTE and (lints or one.code not in UNASKED)]


def told(found: Diagnostic) -> tuple[str, str]:
    """Code and underlined text of a finding."""
    return found.code, "" if found.primary is None else found.primary.span.text
