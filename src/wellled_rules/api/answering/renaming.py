"""Entries of a case whose members are named by their published titles, by id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wellled_rules.api.answering.entries import UntakenError, is_plain
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Input
from wellled_rules.values.coercion import Coercion, Refusal
from wellled_rules.values.scale import MemberSet

__all__ = ["Renaming"]

_MOST_KEPT = 4_096


class Renaming:
    """Finds members by title, in any spelling of it; what it found once, it knows."""

    def __init__(self, graph: DeterminationGraph, level: str) -> None:
        self._sets = {
            node.name: tuple(graph.sets[axis.set] for axis in node.axes)
            for node in graph.at(level)
            if isinstance(node, Input)
        }
        self._coercion = Coercion(level)
        self._known: dict[tuple[str, str], str] = {}

    def renamed(self, inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        """The same entries with each member by its id; raises `UntakenError`, or `KeyError` for no input."""
        return {name: self._branch(self._sets[name], said) for name, said in inputs.items()}

    def _branch(self, sets: tuple[MemberSet, ...], said: Any) -> Any:
        if not sets or said.__class__ is not dict:
            return said
        found = {self._member(sets[0], word): self._branch(sets[1:], below) for word, below in said.items()}
        if len(found) < len(said):
            # One member by two names: the long way says so.
            raise UntakenError
        return found

    def _member(self, members: MemberSet, word: str) -> str:
        known = self._known.get((members.name, word))
        if known is None:
            found = None if not is_plain(word) else self._coercion.member(members, word)
            if found is None or isinstance(found, Refusal):
                raise UntakenError
            known = found.id
            if len(self._known) < _MOST_KEPT:
                self._known[members.name, word] = known
        return known
