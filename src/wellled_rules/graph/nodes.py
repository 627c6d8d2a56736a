"""The nodes of the determination graph: frozen, typed, each with the axes it ranges over.

A node has no copy per member. Its cells are the members of its axes at its level; `cells.unroll`
lists them. Node ids are `LEVEL:NAME` for what has a name and `LEVEL:NAME#N` for its parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, TypeAlias

from wellled_rules.text.span import Span
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.operators import Parameter
from wellled_rules.values.scale import Exact
from wellled_rules.values.types import Type, Value

__all__ = [
    "Adjustment",
    "AdjustmentKind",
    "Aggregate",
    "Apply",
    "Assumption",
    "Axis",
    "Branch",
    "Carrying",
    "Check",
    "Choose",
    "Collect",
    "Constant",
    "Decision",
    "Departure",
    "Determine",
    "Index",
    "Input",
    "Lookup",
    "Node",
    "NodeId",
    "Pick",
    "Stage",
    "Take",
    "Treatment",
]

NodeId: TypeAlias = str


@dataclass(frozen=True, slots=True)
class Axis:
    """A set that a node ranges over; with `needed_by`, only the members that the member of that axis needs.

    A `Collect` is an axis too, under its node id: it ranges over what it takes, which each case says for itself.
    """

    set: str
    needed_by: str | None = None

    @property
    def is_collect(self) -> bool:
        """Whether it ranges over what a `Collect` takes; a set's name holds no colon."""
        return ":" in self.set


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    """What every node has.

    rule: id of the rule (`graph.rules`) it belongs to. span: the words it comes from.
    """

    id: NodeId
    axes: tuple[Axis, ...]
    type: Type
    rule: str
    span: Span = field(compare=False)


class Treatment(StrEnum):
    """What a `treat` line makes of a state, where it doesn't give a value or another state."""

    LEFT_OUT = "left_out"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrying:
    """One line of an `Input` that says from where an entry may be carried.

    name: what it is called in `framework`, as `id@version`. type: of what stands there; a level of another scale
    counts as the level of equal worth. assumption: on which it turns whether the line holds, and `among` which of its
    values it does; without one it always holds.
    """

    name: str
    framework: str
    type: Type
    assumption: NodeId | None = None
    among: tuple[Value, ...] = ()
    span: Span = field(compare=False)


class WindowEnd(StrEnum):
    """An end of the days from which the evidence of an assessment comes."""

    OPENS = "opens"
    CLOSES = "closes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input(_Node):
    """What a case records.

    treatments: state -> left out, unknown, a value that stands in, or another missing entry.
    role: who judges it; none where it is a fact. reason_required: whether a judgement needs a reason.
    informs: names of inputs or outcomes whose judge sees it; it enters no arithmetic then.
    carried: from where an entry may be carried; the first of the lines that hold counts.
    bounds: the end of the window for evidence that it says, if it says one.
    """

    name: str
    treatments: Mapping[State, Treatment | Value | Missing] = field(default_factory=dict)
    role: str | None = None
    reason_required: bool = False
    informs: tuple[str, ...] = ()
    carried: tuple[Carrying, ...] = ()
    bounds: WindowEnd | None = None

    @property
    def turns_on(self) -> tuple[NodeId, ...]:
        """Assumptions on which it turns what is carried, each once."""
        return tuple(dict.fromkeys(one.assumption for one in self.carried if one.assumption is not None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant(_Node):
    """A value, or a missing entry, written in a rule."""

    value: Value | Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup(_Node):
    """Weights: one exact number a member of its one axis (by member id)."""

    name: str
    values: Mapping[str, Exact]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption(_Node):
    """A choice the published rule leaves open: what is taken, and what it could be."""

    name: str
    taken: Value
    alternatives: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(_Node):
    """What people recorded under a rule, in moderation or as a departure from it; left out where nobody did.

    A departure from an exception holds yes: that one does not act.
    """

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """Who may depart from a rule that holds normally. decision: the `Decision` in which that is recorded."""

    decision: NodeId
    role: str
    reason_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Index(_Node):
    """The member itself, along its one axis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick(_Node):
    """`source` at one `member` of the axis `set`, which the node no longer has."""

    source: NodeId
    set: str
    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One line of a `Collect`: what is taken, of this subject (`of` none) or of each one of a level directly inside.

    where: a test at the level that it is taken from; what fails it is left out.
    """

    source: NodeId
    of: str | None = None
    where: NodeId | None = None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collect(_Node):
    """What is combined, item by item, along an axis of its own (the last, under the id of the node).

    treatments: as of an `Input`, for the readers of this collection; they come before those of what is taken.
    """

    name: str
    takes: tuple[Take, ...]
    treatments: Mapping[State, Treatment | Value | Missing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apply(_Node):
    """An elementwise operator (`values.operators.OPERATORS`); axes of its operands are joined by set."""

    op: str
    args: tuple[NodeId, ...]
    parameter: Parameter = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate(_Node):
    """A fold (`values.operators.FOLDS`) over every cell of `items` that agrees with the node's own axes.

    items: one or more nodes, their cells taken in turn. hits: a test for each of `items`, or empty.
    weights: a node over the axis that is removed. count: the number a counted quantifier asks for.
    """

    op: str
    items: tuple[NodeId, ...]
    hits: tuple[NodeId, ...] = ()
    weights: NodeId | None = None
    count: NodeId | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """One row: its tests (one a column for a table, one for `first of`, none for `otherwise`) and its result."""

    tests: tuple[NodeId, ...]
    then: NodeId
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose(_Node):
    """Rows. `first`: the first row whose test holds; `table`: the row whose tests hold, else `otherwise`.

    columns: what a table is read by, one a test of its rows.
    """

    form: Literal["first", "table"]
    columns: tuple[NodeId, ...]
    rows: tuple[Branch, ...]


class AdjustmentKind(StrEnum):
    """The six exceptions, in the order in which they act."""

    REPLACEMENT = "replacement"
    STEP = "step"
    MODERATION = "moderation"
    FLOOR = "floor"
    LIMIT = "limit"
    SUSPENSION = "suspension"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment(_Node):
    """An exception on an outcome; its own value is whether its condition holds (yes without a condition).

    to: the value it moves to (a `Decision` for a moderation). steps: levels up (negative: down) for a step.
    reach: most levels a moderation may move. role, reason_required: who moderates.
    overrides: adjustments it is applied just after. departure: who may switch it off.
    """

    kind: AdjustmentKind
    name: str
    target: NodeId
    condition: NodeId | None = None
    to: NodeId | None = None
    steps: int = 0
    reach: NodeId | None = None
    role: str | None = None
    reason_required: bool = False
    overrides: tuple[NodeId, ...] = ()
    departure: Departure | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """Adjustments of one kind that act together; source order counts for nothing."""

    kind: AdjustmentKind
    adjustments: tuple[NodeId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Determine(_Node):
    """An outcome: the general answer, or what a departure puts in its place, then its stages in turn."""

    name: str
    answer: NodeId
    stages: tuple[Stage, ...] = ()
    departure: Departure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(_Node):
    """A process rule: where `when` holds, `expects` should; it changes no rating."""

    name: str
    when: NodeId | None
    expects: NodeId


Node: TypeAlias = (
    "Input | Constant | Lookup | Assumption | Decision | Index | Pick | Collect | Apply | Aggregate | Choose | "
    "Adjustment | Determine | Check"
)
