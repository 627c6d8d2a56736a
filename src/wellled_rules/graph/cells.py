"""The cells of one case's subjects and the steps that fill them: what the graph means, one entry at a time.

A `Plan` is a list of steps in order; a step reads earlier steps by their place. Every step but three
kinds is a function of what it reads (`steps.perform`). `SourceStep` is what a case records, `LookStep`
looks at what is held without filling it, and `FillStep` is the only choice: an entry that is unknown
may become any value of its type. A node's cell is the place of one step (`Plan.places`).

Two fills stand behind every entry that can be missing. The soft one fills what nobody gave; rules that
pass a value on read it, so that a recorded state reaches the outcome as itself. The hard one fills every
open state; operators read it. The hard fill reads the soft one, so both make one choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import AdjustmentKind, NodeId, Take, Treatment
from wellled_rules.graph.subjects import Path, above, at
from wellled_rules.values.folds import Summary
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.operators import Entry, Parameter
from wellled_rules.values.types import Type, Value

__all__ = [
    "ApplyStep",
    "AssumeStep",
    "Cell",
    "ConstantStep",
    "CountStep",
    "FillStep",
    "FinishStep",
    "LookStep",
    "Plan",
    "SelectStep",
    "SettleStep",
    "SourceStep",
    "Step",
    "TakeStep",
    "Taken",
    "TreatStep",
    "assumed",
    "operand",
    "reads",
]

Place: TypeAlias = int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of one node: the node's id, a member id for each of its axes, and whose it is."""

    node: NodeId
    members: tuple[str, ...] = ()
    subject: Path = ()

    def __str__(self) -> str:
        name = "/".join((self.node.partition(":")[2], *self.members))
        return f"{name}@{at(self.subject)}" if self.subject else name


@dataclass(frozen=True, slots=True)
class SourceStep:
    """What the case records in an `Input` or `Decision` cell, after treatment.

    turns_on: assumptions on which it turns what is carried there. No step of theirs is read: whatever they are, the
    entry may hold any value of its type.
    """

    cell: Cell
    turns_on: tuple[NodeId, ...] = ()


@dataclass(frozen=True, slots=True)
class CountStep:
    """How many items of a collection hold a value; `collect` is its cell without the member on its own axis."""

    collect: Cell
    value: Value


@dataclass(frozen=True, slots=True)
class ConstantStep:
    """A fixed entry, or the summary that a fold begins with."""

    value: Entry | Summary


@dataclass(frozen=True, slots=True)
class AssumeStep:
    """The value an assumption is given in this run."""

    name: str


@dataclass(frozen=True, slots=True)
class FillStep:
    """`of` itself where it is a value or out, else any value of `type`; soft fills `not_given` only."""

    of: Place
    type: Type
    soft: bool


@dataclass(frozen=True, slots=True)
class TreatStep:
    """The entry at `of` after the `treat` lines of a collection.

    filled: where the same entry stands filled; what the lines leave open is then that, one choice wherever the entry is
    read. Unfilled without.
    """

    of: Place
    treatments: tuple[tuple[State, Treatment | Value | Missing], ...]
    filled: Place | None = None


@dataclass(frozen=True, slots=True)
class LookStep:
    """A status operator on the unfilled entry at `of`."""

    op: str
    parameter: Parameter
    of: Place


@dataclass(frozen=True, slots=True)
class ApplyStep:
    """An elementwise operator on filled entries."""

    op: str
    parameter: Parameter
    args: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class TakeStep:
    """One more entry into a fold's summary; out entries are passed over. times: how often, once where there is none."""

    op: str
    summary: Place
    item: Place
    hit: Place | None
    weight: Place | None
    times: Place | None = None


@dataclass(frozen=True, slots=True)
class FinishStep:
    """A fold's answer."""

    op: str
    summary: Place
    count: Place | None


@dataclass(frozen=True, slots=True)
class SelectStep:
    """The result of the first row whose tests all hold; a row without tests always holds; none: out."""

    rows: tuple[tuple[tuple[Place, ...], Place], ...]


@dataclass(frozen=True, slots=True)
class Acting:
    """One adjustment as `SettleStep` reads it."""

    name: NodeId
    acts: Place
    to: Place | None
    steps: int
    reach: Place | None


@dataclass(frozen=True, slots=True)
class SettleStep:
    """An outcome: the answer, changed by its stages in turn."""

    answer: Place
    stages: tuple[tuple[AdjustmentKind, tuple[Acting, ...]], ...]
    type: Type


Step: TypeAlias = (
    "SourceStep | CountStep | ConstantStep | AssumeStep | FillStep | TreatStep | LookStep | ApplyStep | TakeStep | "
    "FinishStep | SelectStep | SettleStep"
)


@dataclass(frozen=True, slots=True)
class Taken:
    """One item of a collection: the node that is taken, whose it is, and its members beyond those of the collection."""

    take: Take
    subject: Path
    members: Mapping[str, str]


@dataclass(frozen=True)
class Plan:
    """The steps of one case's subjects.

    level: that of the subject that the case is about. places: cell -> place of its step. owners: place -> the cell it
    works for. taken: a `Collect` and whose it is -> its items, by the member that each is on its axis.
    """

    level: str
    steps: tuple[Step, ...]
    places: Mapping[Cell, Place]
    owners: tuple[Cell, ...]
    taken: Mapping[tuple[NodeId, Path], Mapping[str, Taken]] = field(repr=False)
    soft: Mapping[Place, Place] = field(repr=False)
    hard: Mapping[Place, Place] = field(repr=False)


def reads(step: Step) -> tuple[Place, ...]:
    """Places that a step reads."""
    match step:
        case SourceStep() | CountStep() | ConstantStep() | AssumeStep():
            return ()
        case FillStep() | LookStep():
            return (step.of,)
        case TreatStep():
            return (step.of,) if step.filled is None else (step.of, step.filled)
        case ApplyStep():
            return step.args
        case TakeStep():
            rest = (step.hit, step.weight, step.times)
            return (step.summary, step.item, *(one for one in rest if one is not None))
        case FinishStep():
            return (step.summary,) if step.count is None else (step.summary, step.count)
        case SelectStep():
            return tuple(place for tests, then in step.rows for place in (*tests, then))
        case SettleStep():
            acting = tuple(one for _, group in step.stages for one in group)
            places = tuple(p for a in acting for p in (a.acts, a.to, a.reach) if p is not None)
            return (step.answer, *places)
    assert_never(step)


def assumed(step: Step) -> tuple[str, ...]:
    """Names of the assumptions that a step is given."""
    match step:
        case AssumeStep():
            return (step.name,)
        case SourceStep():
            return tuple(one.partition(":")[2] for one in step.turns_on)
        case _:
            return ()


def operand(graph: DeterminationGraph, root: str, cell: Cell, node: NodeId) -> Cell:
    """The cell of `node` that `cell` reads: at its members, of its own subject or of one above.

    root: the level of the subject that the case is about.
    """
    here = {axis.set: one for axis, one in zip(graph.nodes[cell.node].axes, cell.members, strict=True)}
    level = graph.level_of(node)
    subject = cell.subject if level == graph.level_of(cell.node) else above(root, cell.subject, level)
    members = tuple(here.get(axis.set, "") for axis in graph.nodes[node].axes)
    return Cell(node, members, cell.subject if subject is None else subject)
