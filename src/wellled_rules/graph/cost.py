"""What evaluation can cost at most, known before any case: node visits, and how long numbers can get."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.graph import errors
from wellled_rules.graph.cells import (
    ApplyStep,
    AssumeStep,
    ConstantStep,
    CountStep,
    FillStep,
    FinishStep,
    LookStep,
    Place,
    SelectStep,
    SettleStep,
    SourceStep,
    Step,
    TakeStep,
    TreatStep,
    reads,
)
from wellled_rules.graph.domain import Domain, Finite, Interval
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.influence import Influence
from wellled_rules.graph.nodes import Assumption
from wellled_rules.graph.prepared import prepare
from wellled_rules.graph.reach import Reach, Universe
from wellled_rules.graph.steps import Held
from wellled_rules.graph.subjects import Tree
from wellled_rules.graph.telling import citation
from wellled_rules.text.span import Span

__all__ = ["MOST_BITS", "LevelCost", "costs", "number_sizes"]

MOST_BITS = 4_096
"""Bits of a numerator or of a denominator."""

_DIGITS = 18
_MOST_RUNS = 256


@dataclass(frozen=True, slots=True)
class LevelCost:
    """One level: steps for each of its subjects in one run, and runs over the alternatives of assumptions."""

    level: str
    visits: int
    runs: int


def costs(graph: DeterminationGraph) -> tuple[LevelCost, ...]:
    """The cost of each level; that of a case is the sum of visits times subjects, times the runs."""
    found = []
    for level in graph.levels:
        choices = [1 + len(one.alternatives) for one in graph.at(level) if isinstance(one, Assumption)]
        runs = prod(choices)
        # Beyond the limit each alternative is tried alone, then pairs of them.
        alone = sum(one - 1 for one in choices)
        several = runs if runs <= _MOST_RUNS else 1 + alone + alone * (alone - 1) // 2
        found.append(LevelCost(level, _visits(graph, level), several))
    return tuple(found)


def _visits(graph: DeterminationGraph, level: str) -> int:
    """Steps of one more subject of a level: its own, and those by which one that it lies in takes something of it."""
    own = _steps(graph, level)
    inside = (_steps(graph, one, level) - _steps(graph, one) - own for one in graph.levels[level].within)
    return own + max((0, *inside))


def _steps(graph: DeterminationGraph, level: str, inside: str | None = None) -> int:
    within = {} if inside is None else {(inside, ""): Tree(inside, {})}
    return len(prepare(graph, Tree(level, within)).plan.steps)


# --- how long numbers can get ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Size:
    """Bounds of a number: bits of its numerator; its denominator as a power of ten, and bits of the rest."""

    top: int
    tens: int = 0
    rest: int = 0

    @property
    def below(self) -> int:
        """Bits of the denominator."""
        return (10**self.tens).bit_length() - 1 + self.rest if self.tens < MOST_BITS else MOST_BITS + 1

    @property
    def bits(self) -> int:
        return max(self.top, self.below)


_NONE = _Size(1)


def number_sizes(graph: DeterminationGraph, reaches: Sequence[Reach], influence: Influence) -> Iterator[Diagnostic]:
    """Findings about numbers that can need more than `MOST_BITS`, once a text."""
    told: set[Span] = set()
    for reach in reaches:
        for place, bits in _Sizes(reach.universe()).beyond():
            node = graph.nodes[reach.plan.owners[place].node]
            if node.span not in told and not influence.has_hole(node.id):
                told.add(node.span)
                yield errors.numbers_too_large(node.span, bits, MOST_BITS, citation=citation(graph, node.rule))


class _Sizes:
    """Sizes place by place: from its domain where that has ends and a grid, else from what it reads."""

    def __init__(self, universe: Universe) -> None:
        self.steps: Sequence[Step] = universe.plan.steps
        self.domains = universe.domains
        self.found: list[_Size | tuple[_Size, _Size]] = []
        self.told: set[Place] = set()

    def beyond(self) -> Iterator[tuple[Place, int]]:
        """Places with the first numbers that are too large; what is made of those is not told again."""
        for place, step in enumerate(self.steps):
            known = _of_domain(self.domains[place])
            size = self.of(step) if known is None else known
            bits = size.bits if isinstance(size, _Size) else max(one.bits for one in size)
            if any(one in self.told for one in reads(step)):
                self.told.add(place)
            elif bits > MOST_BITS:
                self.told.add(place)
                yield place, bits
            self.found.append(_NONE if bits > MOST_BITS else size)

    def at(self, place: Place) -> _Size:
        found = self.found[place]
        return found if isinstance(found, _Size) else found[0]

    def of(self, step: Step) -> _Size | tuple[_Size, _Size]:
        match step:
            case SourceStep():
                return _Size(len(bin(10**_DIGITS)) - 2, _DIGITS)
            case FillStep():
                return _larger(self.at(step.of), _Size(len(bin(10**_DIGITS)) - 2, _DIGITS))
            case ApplyStep():
                return _applied(step, [self.at(one) for one in step.args])
            case TakeStep():
                return self.take(step)
            case FinishStep():
                found = self.found[step.summary]
                return found if isinstance(found, _Size) else _quotient(*found)
            case SelectStep():
                return _largest(self.at(then) for _, then in step.rows)
            case SettleStep():
                return self.at(step.answer)
            case TreatStep():
                return self.at(step.of) if step.filled is None else self.at(step.filled)
            case CountStep() | ConstantStep() | AssumeStep() | LookStep():
                return _NONE

    def take(self, step: TakeStep) -> _Size | tuple[_Size, _Size]:
        held, item = self.found[step.summary], self.at(step.item)
        weight = _NONE if step.weight is None else self.at(step.weight)
        worth = _product(item, weight)
        if step.op in ("mean", "weighted_mean"):
            total, below = held if isinstance(held, tuple) else (_NONE, _NONE)
            return _sum(total, worth), _sum(below, weight)
        if step.op in ("total", "weighted_total"):
            return _sum(held if isinstance(held, _Size) else _NONE, worth)
        if step.op in ("highest", "lowest"):
            return _larger(held if isinstance(held, _Size) else _NONE, item)
        return _NONE


def _of_domain(found: Domain) -> _Size | None:
    match found:
        case Finite():
            return _largest(_exactly(one) for one in found.entries)
        case Interval() if found.low is not None and found.high is not None and found.step is not None:
            grid = Fraction(found.step)
            most = max(abs(Fraction(found.low)), abs(Fraction(found.high))) * grid.denominator
            return _Size(int(most).bit_length() + 1, 0, grid.denominator.bit_length() - 1)
        case _:
            return None


def _exactly(one: Held) -> _Size:
    if isinstance(one, int | Fraction):
        return _Size(abs(one.numerator).bit_length(), 0, one.denominator.bit_length() - 1)
    return _NONE


def _larger(one: _Size, other: _Size) -> _Size:
    return _Size(max(one.top, other.top), max(one.tens, other.tens), max(one.rest, other.rest))


def _largest(sizes: Iterable[_Size]) -> _Size:
    found = _NONE
    for one in sizes:
        found = _larger(found, one)
    return found


def _sum(one: _Size, other: _Size) -> _Size:
    tens, rest = max(one.tens, other.tens), one.rest + other.rest
    both = _Size(0, tens, rest)
    top = max(one.top + both.below - one.below, other.top + both.below - other.below) + 1
    return _Size(top, tens, rest)


def _product(one: _Size, other: _Size) -> _Size:
    return _Size(one.top + other.top, one.tens + other.tens, one.rest + other.rest)


def _quotient(one: _Size, other: _Size) -> _Size:
    return _Size(one.top + other.below, 0, one.below + other.top)


def _applied(step: ApplyStep, args: Sequence[_Size]) -> _Size:
    match step.op:
        case "add" | "subtract":
            return _sum(args[0], args[1])
        case "multiply":
            return _product(args[0], args[1])
        case "divide":
            return _quotient(args[0], args[1])
        case "percentage_of":
            return _quotient(_Size(args[0].top + 7, args[0].tens, args[0].rest), args[1])
        case "round":
            places = step.parameter if isinstance(step.parameter, int) else 0
            return _Size(args[0].top + (10**places).bit_length(), places)
        case _:
            return _NONE
