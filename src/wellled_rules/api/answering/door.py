"""From the bytes of a case to the bytes of a decision."""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

from wellled_rules.api.answering.blanks import cut
from wellled_rules.api.answering.level import UNTAKEN, Level, Longer
from wellled_rules.api.answering.parsing import loads
from wellled_rules.api.answering.tell import ascii_text
from wellled_rules.api.result import Result
from wellled_rules.backends.compiled.program import program
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.graph import DeterminationGraph

__all__ = ["Door"]

_MOST_BYTES = 2**16
"""Of a text that is read the short way."""


class Cases(Protocol):
    """What a framework does with one case."""

    @property
    def graph(self) -> DeterminationGraph:
        """Its determination graph."""
        ...

    def evaluate(self, case: object) -> Result:
        """What a case comes to."""
        ...


class Door:
    """Answers cases of one framework, the short way where it can.

    A level is made ready when it is first asked for; what is kept of cases is bounded.
    """

    def __init__(self, framework: Cases) -> None:
        self._framework = framework
        self._levels: dict[str, Level | None] = {}
        names = tuple(framework.graph.levels)
        self._only = names[0] if len(names) == 1 else None

    def answer(self, case: object) -> bytes:
        """The decision on a case as JSON (`wellled.decision/1`) in ASCII; raises `CaseError` for one refused."""
        found = self._shortly(case) if isinstance(case, bytes) else None
        return ascii_text(self._framework.evaluate(case).to_decision()).encode() if found is None else found

    def _shortly(self, body: bytes) -> bytes | None:
        """None for what the long way must read; it says what is wrong, if anything is."""
        if len(body) > _MOST_BYTES:
            return None
        heading = cut(body)
        if heading is not None:
            try:
                level = self._level(heading[1])
                if level is not None:
                    return level.again(heading)
            except UNTAKEN:
                # It is not written like an earlier case, or something is told for the first time.
                pass
        try:
            data = loads(body)
            level = self._level(data) if data.__class__ is dict else None
            return None if level is None else level.answer(data, body, heading, self._longer(body))
        except (*UNTAKEN, RecursionError, CaseError):
            # A case that is refused while something is learnt of it is refused in the same words once more.
            return None

    def _longer(self, body: bytes) -> Longer:
        """The same case answered the long way, once, where it is asked for."""
        return cache(lambda: self._framework.evaluate(body))

    def _level(self, data: dict[str, Any]) -> Level | None:
        name = self._only or data["subject"]["level"]
        if name not in self._levels:
            graph = self._framework.graph
            if name not in graph.levels:
                return None
            self._levels[name] = Level.of(program(graph, name))
        return self._levels[name]
