"""Rules of an invented little framework of rooms, checked whole; and what was found in them."""

from __future__ import annotations

from collections.abc import Sequence

from wellled_rules.api import check_text
from wellled_rules.diagnostics.diagnostic import Diagnostic

__all__ = ["findings", "only", "underlined"]

HEADER = """language 1

framework draft-rooms@2024-01 "Rooms"
    regulator "Nobody"
    status draft
    covers {levels}
    headline outcome at {levels}

"""

_UNASKED = frozenset({"uncited-rule", "unread-input", "unused-name", "no-headline"})


def findings(body: str, levels: Sequence[str] = ("room",), modules: dict[str, str] | None = None) -> list[Diagnostic]:
    """What is found in rules without their header; findings on citations and unread names are left aside."""
    header = HEADER.format(levels=levels[0])
    declared = "".join(f'level {name} "{name.title()}"\n\n' for name in levels)
    report = check_text({"rooms.wlr": header + declared + body}, "rooms.wlr", modules or {})
    return [one for one in report if one.code not in _UNASKED]


def only(found: Sequence[Diagnostic], code: str) -> Diagnostic:
    """The one finding of a code."""
    (one,) = [each for each in found if each.code == code]
    return one


def underlined(one: Diagnostic) -> str:
    """The words at the primary place."""
    assert one.primary is not None
    return one.primary.span.text
