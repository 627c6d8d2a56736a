"""Draws: frameworks and cases at random, through every engine, compared and counted.

A draw is a function of the seed of its framework and its own number. The first cases of a framework are drawn as the
data that a person would send and validated; the others take each entry from one of those, which costs a tenth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from random import Random
from typing import TypeAlias, TypeVar

from support.aged import Aged, told_age
from support.engines import ENGINES, findings
from support.generate import Drawn, counted, drawn_framework
from support.generate_cases import drawn_case
from support.occurring import occurring
from support.rows import agreed
from support.tables import Traced, answered, is_row, word
from support.trees import by_columns, by_functions

from wellled_rules.backends.columns.plan import plan
from wellled_rules.backends.compiled.decide import Decision, decide
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.decided import decided_by
from wellled_rules.graph.evidence import Evidence, Inside
from wellled_rules.graph.trace import Possible, Status, Trace
from wellled_rules.graph.vintage import vintage
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.operators import Entry

__all__ = ["DisagreementError", "Draw", "Tally", "compared", "draws", "same"]

SENT = 24
"""Cases of a framework that are drawn as data and validated; the others are mixed from these."""
_IN_FULL = 12
"""One draw in so many is compared in full: marks, possible sets, and what an outcome waits for."""
_SLOTTED = 10
"""One framework in so many is asked for every slot."""

Typed: TypeAlias = "tuple[type, Entry | None]"
Plain: TypeAlias = "tuple[Status, Typed, tuple[str, ...]]"


@dataclass(frozen=True)
class Draw:
    """One framework, one case, and what the reference makes of it. refused: as first drawn, where that is refused."""

    drawn: Drawn
    number: int
    evidence: Evidence
    trace: Trace
    refused: Evidence | None

    @cached_property
    def plain(self) -> tuple[Plain, ...]:
        """What is found about each outcome, short of what is possible."""
        return plain(self.trace)

    @cached_property
    def ages(self) -> tuple[Aged, ...]:
        """The vintage of each outcome."""
        return tuple(told_age(self.trace, cell) for cell in self.trace.outcomes())

    def __str__(self) -> str:
        return f"framework {self.drawn.seed}, case {self.number}"


class DisagreementError(AssertionError):
    """Two engines say different things of one draw."""


@dataclass
class Tally:
    """What was drawn, and who answered. fast: by engine, draws that its quick way answered. rows: draws in tables.

    trees: draws with subjects inside.
    """

    draws: int = 0
    frameworks: int = 0
    in_full: int = 0
    rows: int = 0
    trees: int = 0
    refused: int = 0
    fast: Counter[str] = field(default_factory=Counter)
    constructs: Counter[str] = field(default_factory=Counter)

    def told(self) -> str:
        """As lines: who answered, then in how many of a hundred draws each construct occurs, the rarest first."""
        quick = [
            f"{self.draws:,} draws of {self.frameworks:,} frameworks; {self.in_full:,} compared in full",
            f"compiled answered {self.fast['compiled']:,} of {self.draws:,}, the reference the others",
            f"columns answered {self.fast['columns']:,} of {self.rows:,} rows; {self.draws - self.rows:,} are no rows",
            f"of {self.trees:,} with subjects inside, functions of levels answered {self.fast['functions']:,} and "
            f"columns {self.fast['trees']:,}",
            f"{self.refused:,} were refused as first drawn",
        ]
        by_count = sorted(self.constructs.items(), key=lambda pair: pair[1])
        return "\n".join((*quick, *(f"{100 * count / self.draws:>5.1f} %  {name}" for name, count in by_count)))

    def add(self, other: Tally) -> None:
        for name in ("draws", "frameworks", "in_full", "rows", "trees", "refused"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.fast += other.fast
        self.constructs += other.constructs


# --- drawing -----------------------------------------------------------------------------------


def draws(seed: int, count: int) -> Iterator[Draw]:
    """The first draws of one framework, in order."""
    drawn = _framework(seed)
    for number in range(count):
        evidence, refused = _evidence(drawn, number), None
        try:
            trace = ENGINES["reference"](drawn.graph, evidence)
        except CaseError:
            # A moderation beyond its reach is the one refusal that waits for evaluation.
            refused, evidence = evidence, _undecided(evidence)
            trace = ENGINES["reference"](drawn.graph, evidence)
        yield Draw(drawn, number, evidence, trace, refused)


Said = TypeVar("Said", Evidence, Inside)


def _undecided(said: Said) -> Said:
    """The same, where nobody decided anything."""
    return replace(said, decisions=(), inside=tuple(map(_undecided, said.inside)))


@lru_cache(maxsize=16)
def _framework(seed: int) -> Drawn:
    return drawn_framework(seed)


@lru_cache(maxsize=4)
def _sent(seed: int) -> tuple[Evidence, ...]:
    drawn = _framework(seed)
    return tuple(drawn.framework.evidence(drawn_case(drawn.graph, seed * SENT + turn)) for turn in range(SENT))


def _evidence(drawn: Drawn, number: int) -> Evidence:
    sent = _sent(drawn.seed)
    if number < SENT:
        return sent[number]
    chance = Random(f"{drawn.seed}/{number}")
    base = chance.choice(sent)
    others = [one for one in sent if one.subject.level == base.subject.level]
    every = dict.fromkeys(key for one in others for key in one.entries)
    picked = {key: chance.choice(others).entries.get(key) for key in every}
    return replace(
        base,
        entries={key: said for key, said in picked.items() if said is not None},
        assessed_on=chance.choice(others).assessed_on,
    )


def plain(trace: Trace) -> tuple[Plain, ...]:
    """Status, value and deciding rules of each outcome, in the order declared."""
    found = []
    for cell in trace.outcomes():
        status = trace.told_status(cell)
        value = None if status is Status.UNDETERMINED else trace.told(cell)
        found.append((status, typed(value), decided_by(trace, cell)))
    return tuple(found)


def typed(value: Entry | None) -> Typed:
    """A value that differs from others of its size: `True` is not 1, and a whole number is no fraction."""
    return value.__class__, value


# --- comparing ---------------------------------------------------------------------------------


def compared(seed: int, count: int) -> Tally:
    """All engines on the first draws of one framework; raises `DisagreementError` at the first that differs."""
    every = list(draws(seed, count))
    drawn = every[0].drawn
    tally = Tally(draws=len(every), frameworks=1)
    held = counted(drawn)
    for draw in every:
        in_full = draw.number % _IN_FULL == 0
        tally.in_full += in_full
        tally.refused += draw.refused is not None
        tally.fast["compiled"] += _by_compiled(draw, in_full=in_full)
        tally.constructs.update((*held, *occurring(draw.trace)))
    for level in dict.fromkeys(draw.evidence.subject.level for draw in every):
        _by_trees(tally, [draw for draw in every if draw.evidence.subject.level == level and draw.evidence.inside])
        rows = [draw for draw in every if draw.evidence.subject.level == level and is_row(draw.evidence)]
        if rows:
            tally.rows += len(rows)
            tally.fast["columns"] += _by_columns(rows)
            if seed % _SLOTTED == 0:
                agreed(plan(drawn.graph, level, slots=True), [draw.evidence for draw in rows[:40]])
    return tally


def _by_compiled(draw: Draw, *, in_full: bool) -> bool:
    """Whether the compiled function answered; what it hands on the reference answers, which is there already."""
    graph = draw.drawn.graph
    if draw.refused is not None and decide(graph, draw.refused) is not None:
        raise DisagreementError(f"{draw}: compiled decides what is refused")
    made = decide(graph, draw.evidence)
    if made is None:
        return False
    if draw.evidence.carries:
        ours = made.trace(draw.evidence)
        same(draw, "compiled", tuple(told_age(ours, cell) for cell in ours.outcomes()), draw.ages)
    if in_full:
        same(draw, "compiled", findings(made.trace(draw.evidence)), findings(draw.trace))
    if draw.trace.covered:
        ours = tuple(_shortly(made, cell) for cell in draw.trace.outcomes())
        same(draw, "compiled", ours, tuple((value, by) for _, value, by in draw.plain))
    else:
        same(draw, "compiled", plain(made.trace(draw.evidence)), draw.plain)
    return True


def _by_trees(tally: Tally, every: Sequence[Draw]) -> None:
    """Cases of one level with subjects inside, by the functions of their levels and as rows of a table."""
    tally.trees += len(every)
    for draw in every:
        found = by_functions(draw.drawn.graph, draw.evidence, draw.trace)
        tally.fast["functions"] += found is not None
        same(draw, "the functions of levels", found or [], [])
    rows = [draw for draw in every if not any(one.decisions or one.given for one in draw.evidence.parts.values())]
    if rows:
        wrong, alone = by_columns(rows[0].drawn.graph, [(draw.evidence, draw.trace) for draw in rows])
        tally.fast["trees"] += len(rows) - alone
        same(rows[0], "columns of trees", wrong, [])


def _shortly(made: Decision, cell: Cell) -> tuple[Typed, tuple[str, ...]]:
    """What a decision says of an outcome without a trace; one that passes on what nobody gave is undetermined."""
    value = made.told(cell)
    if isinstance(value, Missing) and value.state is State.NOT_GIVEN:
        return typed(None), ()
    return typed(value), made.decided_by(cell)


def same(draw: Draw, engine: str, ours: object, theirs: object) -> None:
    if ours != theirs:
        raise DisagreementError(f"{draw}: {engine} says {ours}, the reference {theirs}")


class _Known:
    """A trace of which everything that columns read has been found already."""

    def __init__(self, draw: Draw) -> None:
        self._found = dict(zip(draw.trace.outcomes(), draw.plain, strict=True))
        self.trace, self.graph, self.evidence = draw.trace, draw.trace.graph, draw.evidence

    def status(self, cell: Cell, /) -> Status:
        return self._found[cell][0]

    def is_open(self, cell: Cell, /) -> bool:
        return self.status(cell) is Status.UNDETERMINED

    def is_withheld(self, cell: Cell, /) -> bool:
        return self.trace.is_withheld(cell)

    def told(self, cell: Cell, /) -> Entry | None:
        return self._found[cell][1][1]

    def kept(self, what: str, cell: Cell, /) -> object:
        if what == "decided":
            return self._found[cell][2]
        vintage(self.trace, cell)
        return self.trace.kept(what, cell)

    def still_possible(self, cell: Cell, /) -> Possible:
        return Possible(None, exact=False)


def _by_columns(rows: Sequence[Draw]) -> int:
    """How many rows of one table columns answered themselves."""
    graph = rows[0].drawn.graph

    def alone(turn: int, case: Evidence) -> Traced:
        # NOTE: a row in so many goes the whole way from the table; the others are answered as their case was.
        return ENGINES["reference"](graph, case) if turn % _IN_FULL == 0 else _Known(rows[turn])

    found = answered(graph, [draw.evidence for draw in rows], alone)
    for draw, ours in zip(rows, found.rows, strict=True):
        same(draw, "a table", ours, tuple((word(value[1]), status.value, by) for status, value, by in draw.plain))
    for draw, told in zip(rows, found.ages, strict=True):
        same(draw, "a table", told, draw.ages)
    return len(rows) - found.alone
