"""A finding as a test expects it, down to the words that are underlined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from wellled_rules.diagnostics.diagnostic import Diagnostic

__all__ = ["Expected", "assert_found"]

LONGEST = 72
"""Characters of a headline, where names allow."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One finding. at: the underlined text. others: text and label of each other place. fix: what it would write."""

    code: str
    headline: str
    at: str = field(kw_only=True)
    others: Sequence[tuple[str, str]] = field(default=(), kw_only=True)
    help: Sequence[str] = field(default=(), kw_only=True)
    notes: Sequence[str] = field(default=(), kw_only=True)
    fix: str | None = field(default=None, kw_only=True)


def seen(found: Diagnostic) -> Expected:
    """A finding as an expectation that it meets."""
    return Expected(
        found.code,
        found.headline,
        at="" if found.primary is None else found.primary.span.text,
        others=[(label.span.text, label.text) for label in found.secondary],
        help=list(found.help),
        notes=list(found.notes),
        fix=None if found.fix is None else found.fix.edits[0].replacement,
    )


def assert_found(found: Sequence[Diagnostic], *expected: Expected) -> None:
    """Exactly these findings, in reading order, and their labels no longer than labels are."""
    wanted = [
        Expected(
            one.code,
            one.headline,
            at=one.at,
            others=list(one.others),
            help=list(one.help),
            notes=list(one.notes),
            fix=one.fix,
        )
        for one in expected
    ]
    assert [seen(one) for one in found] == wanted
    for one in found:
        assert len(one.headline) <= LONGEST
        assert one.headline == one.headline.rstrip(".")
        if one.primary is not None:
            assert 1 <= len(one.primary.text.split()) <= 6
