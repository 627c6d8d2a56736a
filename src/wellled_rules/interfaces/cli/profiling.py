"""Where the time of one case went, for whoever asked."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from wellled_rules.interfaces.cli import output
from wellled_rules.interfaces.cli.files import require_case, require_framework
from wellled_rules.text.inert import inert

if TYPE_CHECKING:
    from wellled_rules.api import Framework, Result
    from wellled_rules.api.profile import PartTime, Profile, RuleTime

__all__ = ["require_profile", "told"]

_PARTS = ("microseconds", "part of the work, once")
_RULES = ("share", "microseconds", "cells", "steps", "rule")


def require_profile(framework: str, case: str) -> tuple[Framework, Result, Profile]:
    """As `files.require_result`, with where the time went."""
    data, called = require_case(case)
    from wellled_rules.api.profile import profiled

    return profiled(lambda: require_framework(framework), data, called)


def told(profile: Profile, form: str) -> str:
    """The profile for standard error: a table of the parts and one of the rules, or JSON."""
    if form == "json":
        return output.json_text(profile.to_dict())
    every = sum(one.nanoseconds for one in profile.rules)
    rows = [_RULES, *map(_rule, profile.rules), ("100.0 %", _micro(every), "", "", "all rules")]
    return (
        output.table([_right(row) for row in (_PARTS, *map(_part, profile.parts))])
        + "\n"
        + output.table([_right(row) for row in rows])
        + f"\nRules by the time of their steps in the reference, each in the quickest of {profile.rounds} rounds.\n"
    )


def _part(one: PartTime) -> tuple[str, ...]:
    if one.nanoseconds is None:
        return "-", f"{one.name}: {one.why}"
    return _micro(one.nanoseconds), one.name


def _rule(one: RuleTime) -> tuple[str, ...]:
    name = inert(f"{one.rule.title or one.rule.name} ({one.rule.kind})")
    return f"{_tenths(1_000 * one.share)} %", _micro(one.nanoseconds), str(one.cells), str(one.steps), name


def _right(row: tuple[str, ...]) -> tuple[str, ...]:
    """Figures under the end of their heading; what they are of stands last."""
    *figures, name = row
    heads = _RULES if len(row) == len(_RULES) else _PARTS
    return (*(one.rjust(max(8, len(head))) for one, head in zip(figures, heads, strict=False)), name)


def _micro(nanoseconds: int) -> str:
    return _tenths(Fraction(nanoseconds, 100))


def _tenths(tenths: Fraction) -> str:
    """A number of tenths in figures."""
    whole, rest = divmod(round(tenths), 10)
    return f"{whole:,}.{rest}"
