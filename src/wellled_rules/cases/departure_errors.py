"""Every message about a departure that a case records; the path comes first."""

from __future__ import annotations

from wellled_rules.cases.document import Data, Path, pointer
from wellled_rules.cases.words import asked, listed, quoted, shown
from wellled_rules.diagnostics.diagnostic import Diagnostic, diagnostic
from wellled_rules.values.types import Type

__all__ = [
    "departs_in_another_role",
    "departs_to_no_value",
    "departs_to_what",
    "departure_lacks",
    "holds_always",
    "moves_to_nothing",
]

_ADVICE = {
    "reason": 'add `"reason": "…"`: why the rule should not hold here',
    "clause": 'add `"clause": "…"`: the place in the published guidance that allows it',
    "on": 'add `"on"`, the day of the decision, as year, month and day: "2025-03-14"',
}


def departure_lacks(path: Path, key: str, rule: str, role: str) -> Diagnostic:
    """A departure without its role, reason, clause or day."""
    advice = f'add `"role": "{role}"`, if they departed from it' if key == "role" else _ADVICE[key]
    if key == "reason":
        return diagnostic(
            "reason-left-out", f"a departure from {quoted(rule)} needs its reason", pointer=pointer(path), help=advice
        )
    what = {"role": "the role of those who departed", "clause": "the clause that allows it", "on": "its day"}[key]
    return diagnostic(
        "incomplete-entry", f"a departure from {quoted(rule)} needs {what}", pointer=pointer(path), help=advice
    )


def departs_in_another_role(path: Path, said: str, role: str, rule: str) -> Diagnostic:
    """Somebody departed from a rule, and may not."""
    return diagnostic(
        "wrong-role",
        f"only {quoted(role)} may depart from {quoted(rule)}, and {quoted(said)} may not",
        pointer=pointer(path),
        help=f"write {quoted(role)}, if they did, or leave the decision out",
    )


def departs_to_what(path: Path, rule: str) -> Diagnostic:
    """A departure from an answer that puts nothing in its place."""
    return diagnostic(
        "incomplete-entry",
        f"a departure from {quoted(rule)} says what it is instead",
        pointer=pointer(path),
        help='add `"to"`, with what was decided',
    )


def departs_to_no_value(path: Path, was: Data, type_: Type) -> Diagnostic:
    """A departure to a state or label, which is no judgement of what the answer should be."""
    return diagnostic(
        "off-the-scale",
        f"a departure puts {asked(type_)} in place of an answer, and {shown(was)} is none",
        pointer=pointer(path),
        help="write the value that was decided",
    )


def moves_to_nothing(path: Path, rule: str) -> Diagnostic:
    """A departure from an exception that says to what."""
    return diagnostic(
        "misplaced-in-case",
        f"a departure from {quoted(rule)} only switches it off",
        pointer=pointer(path),
        help="leave `to` out",
    )


def holds_always(path: Path, word: str, level: str, departable: tuple[str, ...], moved: tuple[str, ...]) -> Diagnostic:
    """A decision under a rule that nobody may depart from. moved: moderations that act on it."""
    can = f"what can be departed from is {listed(departable, 'and')}" if departable else "none of its rules says so"
    under = (f"a moderation of it is recorded under {listed(moved)}",) if moved else ()
    return diagnostic(
        "no-such-decision",
        f"{quoted(word)} is not said to hold `normally`, so nobody may depart from it",
        pointer=pointer(path),
        help=(*under, f"at level {quoted(level)}, {can}; no other can be departed from"),
    )
