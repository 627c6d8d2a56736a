"""The text of all outcomes, from pieces that were told before: each piece by what it turns on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias, cast

from wellled_rules.api.answering.entries import UntakenError
from wellled_rules.api.result import OutcomeView, Result
from wellled_rules.backends.compiled.accept import Code
from wellled_rules.backends.compiled.checking import needed_values
from wellled_rules.backends.compiled.forms import Coded
from wellled_rules.backends.compiled.program import Function, Program, Slots
from wellled_rules.backends.compiled.telling import Telling
from wellled_rules.graph.cells import Cell

__all__ = ["Tell", "ascii_text"]

_MOST_PIECES = 10_000

Pieces: TypeAlias = "dict[Any, bytes] | list[bytes | None]"

Written: TypeAlias = "Callable[[tuple[Code, ...], Slots, bytes, bytes], bytes]"


def ascii_text(value: object) -> str:
    """Compact JSON in ASCII."""
    return json.dumps(value, separators=(",", ":"))


class Tell:
    """Tells the outcomes of the cases of one function. No piece is told before a case needs it.

    written: (codes, slots, what comes before, what comes after) -> all of it with the JSON of `outcomes` between, in
    ASCII; raises `KeyError` or `TypeError` where a piece is new, until it is learnt.
    """

    def __init__(
        self, telling: Telling, turns: Sequence[tuple[Cell, tuple[str, ...]]], needed: frozenset[Cell]
    ) -> None:
        self._telling, self._turns = telling, turns
        self._needed = frozenset(cell for cell, _ in turns if cell in needed or telling.needs_value(cell))
        self._around = _around(cell for cell, _ in turns)
        self._pieces = [_kept(telling.function, on) for _, on in turns]
        self.written = _emitted(telling.function, turns, self._pieces)

    @classmethod
    def of(
        cls, program: Program, function: Function, left_out: frozenset[str], *, is_full: bool, is_bare: bool
    ) -> Tell | None:
        """What tells the outcomes of a function's cases; None where pieces of one would not hold for another.

        left_out: names of inputs that none of these cases has. is_full: whether nothing else is left out either.
        """
        needed = needed_values(program, left_out, is_full=is_full)
        if needed is None:
            return None
        telling = Telling(program, function, is_bare=is_bare)
        turns = []
        for name in program.graph.outcomes.get(program.level, ()):
            node = program.graph.nodes[f"{program.level}:{name}"]
            if not program.graph.cells(node):
                return None
            for members in program.graph.cells(node):
                cell = Cell(node.id, members)
                on = telling.turns_on(cell)
                if on is None:
                    return None
                turns.append((cell, on))
        return cls(telling, turns, needed) if turns and needed <= {cell for cell, _ in turns} else None

    def learn(self, codes: tuple[Code, ...], slots: Slots, result: Result) -> None:
        """Keep the pieces of one case. result: what the long way says of it.

        Raises `UntakenError` for a case of which a piece would not hold for others.
        """
        if not result.trace.covered or any(OutcomeView(result.trace, cell).value is None for cell in self._needed):
            raise UntakenError
        values = self._telling.function.values(codes, slots)
        for (cell, on), (before, after), pieces in zip(self._turns, self._around, self._pieces, strict=True):
            key: Any = values[on[0]] if len(on) == 1 else tuple(values[one] for one in on)
            if isinstance(pieces, dict) and len(pieces) >= _MOST_PIECES:
                pieces.clear()
            pieces[key] = f"{before}{ascii_text(OutcomeView(result.trace, cell).to_dict())}{after}".encode()


def _kept(function: Function, on: tuple[str, ...]) -> Pieces:
    """Room for pieces: by code where one variable has few, else by what the variables hold."""
    shapes = [one for one in function.emitted.forms.values() if isinstance(one, Coded) and (one.variable,) == on]
    if not shapes or any(one.low < 0 for one in shapes):
        return {}
    return [None] * max(one.codes.stop for one in shapes)


def _emitted(function: Function, turns: Sequence[tuple[Cell, tuple[str, ...]]], pieces: Sequence[Pieces]) -> Written:
    """The function that joins the pieces: `k0` has those of the first outcome, by what it turns on, and so on."""
    used = {one for _, on in turns for one in on}
    lines = ["def written(x, s, before, after):"]
    for variables, of in ((function.emitted.inputs, "x"), (function.emitted.slots, "s")):
        if not used.isdisjoint(variables):
            lines.append(f"({', '.join(one if one in used else '_' for one in variables)},) = {of}")
    parts = "".join(f"k{turn}[{_key(on)}], " for turn, (_, on) in enumerate(turns))
    lines.append(f"return b''.join((before, {parts}after))")
    names: dict[str, object] = {f"k{turn}": kept for turn, kept in enumerate(pieces)}
    exec(compile("\n    ".join(lines) + "\n", "<outcomes of a case>", "exec"), names)
    return cast("Written", names["written"])


def _key(on: tuple[str, ...]) -> str:
    return on[0] if len(on) == 1 else f"({''.join(f'{one}, ' for one in on)})"


def _around(cells: Iterable[Cell]) -> Sequence[tuple[str, str]]:
    """What is written before and after each outcome, in the order of `Members.to_dict`."""
    found: list[tuple[str, str]] = []
    names: list[str] = []
    for cell in cells:
        words = [cell.node.partition(":")[2], *cell.members]
        # Two cells differ somewhere, and cells of one outcome have as many members.
        same = next((turn for turn, (one, other) in enumerate(zip(names, words)) if one != other), 0)
        text = "}" * (len(names) - same - 1) + "," if names else "{"
        found.append((text + "{".join(f"{ascii_text(one)}:" for one in words[same:]), ""))
        names = words
    return (*found[:-1], *((before, "}" * len(names)) for before, _ in found[-1:]))
