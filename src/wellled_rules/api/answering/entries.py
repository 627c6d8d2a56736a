"""One entry of a case, from JSON data to what the function takes and to its canonical form."""

from __future__ import annotations

from typing import Any, NamedTuple

from wellled_rules.backends.compiled.accept import Code, Slotted, code_of, is_gap
from wellled_rules.cases.canonical import Json, plain_value
from wellled_rules.graph.nodes import Input
from wellled_rules.graph.treatment import NOT_GIVEN
from wellled_rules.values.coercion import Coercion, Refusal
from wellled_rules.values.missing import Missing
from wellled_rules.values.operators import Entry

__all__ = ["BARE", "COUNTED", "GAP", "REASONED", "Reader", "Taken", "UntakenError", "is_plain"]

GAP, BARE, REASONED, COUNTED = 1, 2, 4, 8
"""What is seen of entries, added up by `|` but for colons, which are counted in steps of `COUNTED`.

GAP: one is left out or treated as something. BARE: a value without the reason that is asked for. REASONED: with it.
"""

_MOST_KEPT = 4_096
_MOST_TEXT = 1_000
_MOST_WHOLE = 10**18
_EXPLAINED = frozenset({"value", "reason", "judged_by"})
_TYPES = frozenset({int, str, bool})


class UntakenError(Exception):
    """The long way must read this; it says what is wrong, if anything is."""


class Taken(NamedTuple):
    """An entry. plain: as the canonical form of a case has it. seen: flags, and the colons in what was written."""

    code: Code
    plain: Json
    seen: int


class Reader:
    """Reads the entries of one input; what it read once, it knows."""

    def __init__(self, node: Input, slot: Slotted | None, level: str) -> None:
        self.node, self.slot = node, slot
        self._coercion = Coercion(level)
        self._known: dict[tuple[type, object], Taken] = {}

    def read(self, said: Any) -> Taken:
        """An entry as JSON has it; raises `UntakenError`."""
        kind = said.__class__
        if kind is dict:
            return self._explained(said)
        if kind is list:
            said = tuple(said)
        elif kind not in _TYPES:
            raise UntakenError
        found = self._known.get((kind, said))
        if found is None:
            found = self._first(said)
            if len(self._known) < _MOST_KEPT:
                self._known[kind, said] = found
        return found

    def absent(self) -> Code:
        """The code where the case says nothing; raises `UntakenError` where that leaves an outcome open."""
        return 0 if self.slot is None else self._code(NOT_GIVEN)

    def reads_as_written(self, word: str) -> bool:
        """Whether a word is an entry whose canonical form it is."""
        try:
            return self.read(word).plain == word
        except UntakenError:
            return False

    def is_gap(self, code: Code) -> bool:
        """Whether no case in which nothing is left out has this code."""
        return self.slot is not None and is_gap(self.slot, code)

    def _first(self, said: int | str | bool | tuple[Any, ...]) -> Taken:
        words = said if isinstance(said, tuple) else (said,) if isinstance(said, str) else ()
        if not all(isinstance(one, str) and is_plain(one) for one in words):
            raise UntakenError
        if isinstance(said, int) and abs(said) >= _MOST_WHOLE:
            raise UntakenError
        entry = self._coercion.entry(self.node.type, said)
        if isinstance(entry, Refusal):
            raise UntakenError
        code = 0 if self.slot is None else self._code(entry)
        seen = COUNTED * sum(one.count(":") for one in words)
        if self.is_gap(code):
            seen |= GAP
        if self.node.reason_required and not isinstance(entry, Missing):
            seen |= BARE
        return Taken(code, plain_value(entry), seen)

    def _code(self, entry: Entry) -> Code:
        assert self.slot is not None
        found = code_of(self.slot, entry)
        if found is None:
            raise UntakenError
        return found

    def _explained(self, said: dict[str, Any]) -> Taken:
        """A value with its reason, and with who judged it; more than that is for the long way."""
        value, reason, judge = said.get("value"), said.get("reason"), said.get("judged_by")
        if not said.keys() <= _EXPLAINED or value.__class__ is dict or not isinstance(reason, str):
            raise UntakenError
        if not reason or not is_plain(reason) or (judge is None and "judged_by" in said):
            raise UntakenError
        found = self.read(value)
        plain: dict[str, Json] = {"reason": reason, "value": found.plain}
        if judge is not None:
            if not isinstance(judge, str) or not is_plain(judge) or self.node.role not in (None, judge):
                raise UntakenError
            plain["judged_by"] = judge
        colons = len(said) + reason.count(":") + (0 if judge is None else judge.count(":"))
        seen = (found.seen & ~BARE) | (REASONED if found.seen & BARE else 0)
        return Taken(found.code, plain, seen + COUNTED * colons)


def is_plain(text: str) -> bool:
    """Whether a text is short, and shown as it stands."""
    return len(text) <= _MOST_TEXT and text.isprintable()
