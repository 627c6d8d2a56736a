"""Values, members and cases in the words of those who write rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from wellled_rules.graph.cells import Cell, Place, Plan, SourceStep
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Aggregate, Decision, Node, NodeId
from wellled_rules.graph.steps import Held
from wellled_rules.values.missing import Missing
from wellled_rules.values.rounding import Rounding, rounded
from wellled_rules.values.scale import Exact, Member, ScaleLevel
from wellled_rules.values.types import TruthType

if TYPE_CHECKING:
    from wellled_rules.graph.regions import Region

__all__ = ["case_words", "decimal_places", "joined", "listed", "number_words", "stretch_words", "value_words"]

_MOST = 6
_PLACES = 9


def number_words(number: Exact) -> str:
    """A number as rules write it: a decimal where it ends within nine places, else a fraction and about what."""
    if isinstance(number, int):
        return str(number)
    scaled = abs(number) * 10**_PLACES
    if scaled.denominator != 1:
        near = number_words(rounded(number, 2, Rounding.HALF_UP))
        return f"{number.numerator}/{number.denominator} (about {near})"
    whole, rest = divmod(scaled.numerator, 10**_PLACES)
    digits = f"{rest:0{_PLACES}}".rstrip("0")
    return f"{'-' if number < 0 else ''}{whole}.{digits}" if digits else f"{'-' if number < 0 else ''}{whole}"


def decimal_places(number: Exact) -> int:
    """Places after the point that a number is written with; one more than is ever written where it never ends."""
    return next((places for places in range(_PLACES + 1) if (number * 10**places).denominator == 1), _PLACES + 1)


def value_words(held: Held) -> str:
    """A value or a state as it is written in rules."""
    match held:
        case bool():
            return "yes" if held else "no"
        case int() | Fraction():
            return number_words(held)
        case ScaleLevel() | Member() | Missing():
            return str(held)
        case date():
            return held.isoformat()
        case frozenset():
            return joined(sorted(str(one) for one in held))
        case None:
            return "nothing"
        case tuple():
            return " over ".join(number_words(one) for one in held)
        case _:
            return str(held)


def stretch_words(part: Region) -> str:
    """A stretch as it is spoken of: `above 62 and below 63`, for days `after` and `before`."""
    low, high = part.low, part.high
    over, under = ("after", "before") if isinstance(low, date) or isinstance(high, date) else ("above", "below")
    ends = [] if low is None else [f"{over} {value_words(low)}"]
    ends += [] if high is None else [f"{under} {value_words(high)}"]
    return " and ".join(ends) or "anything"


def joined(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join((", ".join(words[:-1]), words[-1]) if len(words) > 1 else words)


def listed(words: Sequence[str], most: int = _MOST) -> str:
    """The same, with the number of what is left out beyond `most`."""
    if len(words) <= most:
        return joined(words)
    return f"{', '.join(words[:most])} and {len(words) - most} more"


def case_words(
    graph: DeterminationGraph,
    plan: Plan,
    choices: Mapping[Place, Held],
    stretches: Mapping[Place, Mapping[Held, Region]],
) -> str:
    """A case in words: each input with what it holds, members that hold the same taken together.

    What subjects inside or above it come to stands as it is written in the rules.
    """
    by_node: dict[NodeId, dict[str, list[Cell]]] = {}
    for place, held in choices.items():
        step = plan.steps[place]
        cell = step.cell if isinstance(step, SourceStep) else plan.owners[place]
        part = stretches.get(place, {}).get(held)
        if isinstance(step, SourceStep) or part is not None:
            words = _held_words(graph.nodes[cell.node], held) if part is None else f"is {stretch_words(part)}"
            by_node.setdefault(cell.node, {}).setdefault(words, []).append(cell)
    entries = [_entry_words(_source_words(graph, plan, node), held) for node, held in by_node.items()]
    return joined(list(dict.fromkeys(entries))[:_MOST])


def _source_words(graph: DeterminationGraph, plan: Plan, source: NodeId) -> str:
    """What a case is told by: a name, with its level where that is another one; else the words of the rule."""
    node = graph.nodes[source]
    level, _, name = source.partition(":")
    if isinstance(node, Decision):
        return node.name
    if source not in graph.rules:
        return " ".join(node.span.text.split())
    return name if level == plan.level else f"{name} of {level}"


def _held_words(node: Node, held: Held) -> str:
    if isinstance(node, Aggregate) and isinstance(node.type, TruthType):
        return "holds" if held is True else "does not hold"
    return f"is {value_words(held)}"


def _entry_words(name: str, held: Mapping[str, Sequence[Cell]]) -> str:
    alone = next(iter(held.values()))
    if len(held) == 1 and not alone[0].members:
        return f"`{name}` {next(iter(held))}"
    parts = [f"{words} for {_members(cells)}" for words, cells in held.items()]
    if all(words.startswith("is ") for words in held):
        parts = [parts[0], *(one.removeprefix("is ") for one in parts[1:])]
    return f"`{name}` {joined(parts)}"


def _members(cells: Sequence[Cell]) -> str:
    return f"{len(cells)} members" if len(cells) > 2 else joined(["/".join(one.members) for one in cells])
