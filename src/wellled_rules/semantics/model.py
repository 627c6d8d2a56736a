"""The checked model: each declaration at each level, with names bound and types known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from wellled_rules.graph.evidence import Carried
from wellled_rules.graph.graph import AssumptionText, Cited, Header, Level, Source
from wellled_rules.graph.nodes import AdjustmentKind, Axis, Treatment, WindowEnd
from wellled_rules.graph.subjects import Path
from wellled_rules.text.span import Span
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.operators import Entry, Parameter
from wellled_rules.values.scale import Exact, MemberSet, Scale
from wellled_rules.values.types import Type, Value

__all__ = [
    "Along",
    "At",
    "Call",
    "CarriedBy",
    "Const",
    "Demand",
    "Example",
    "Expectation",
    "ExpectedOutcome",
    "ExpectedRefusal",
    "ExpectedUndetermined",
    "Gather",
    "GivenEntry",
    "GivenMovement",
    "Hole",
    "Model",
    "ModelAdjustment",
    "ModelAssumption",
    "ModelCheck",
    "ModelCollect",
    "ModelDeclaration",
    "ModelDetermine",
    "ModelInput",
    "ModelWeights",
    "Normally",
    "Read",
    "RowOf",
    "Rows",
    "RuleText",
    "TakeOf",
    "Typed",
    "Within",
]


# --- typed expressions -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Const:
    """A value, or a missing entry."""

    value: Entry
    type: Type
    span: Span = field(compare=False)
    axes: tuple[Axis, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What another declaration holds: of the same level, or of a subject above at `level`."""

    name: str
    axes: tuple[Axis, ...]
    type: Type
    span: Span = field(compare=False)
    level: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Along:
    """The member itself, along one axis."""

    axes: tuple[Axis, ...]
    type: Type
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """`source` at one member of the set, which it then no longer ranges over."""

    source: Read
    set: str
    member: str
    axes: tuple[Axis, ...]
    type: Type
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """An elementwise operator."""

    op: str
    args: tuple[Typed, ...]
    type: Type
    span: Span = field(compare=False)
    axes: tuple[Axis, ...] = ()
    parameter: Parameter = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gather:
    """A fold over what is left over beyond `axes`."""

    op: str
    items: tuple[Typed, ...]
    type: Type
    span: Span = field(compare=False)
    axes: tuple[Axis, ...] = ()
    hits: tuple[Typed, ...] = ()
    weights: Typed | None = None
    count: Typed | None = None


@dataclass(frozen=True, slots=True)
class RowOf:
    """One row; without tests it is the `otherwise` row."""

    tests: tuple[Typed, ...]
    then: Typed
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A ladder (`first`) or a table."""

    form: Literal["first", "table"]
    columns: tuple[Typed, ...]
    rows: tuple[RowOf, ...]
    type: Type
    span: Span = field(compare=False)
    axes: tuple[Axis, ...] = ()


Typed: TypeAlias = "Const | Read | Along | At | Call | Gather | Rows"


# --- declarations at one level -----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    """What is shown of a declaration. used_at: the `use` line that brought it, where one did."""

    kind: str
    title: str
    span: Span = field(compare=False)
    cites: tuple[Cited, ...] = ()
    rests_on: tuple[str, ...] = ()
    because: str | None = None
    means: str | None = None
    used_at: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Normally:
    """Who may depart from a rule, and whether the rule itself asks for a reason."""

    role: str
    reason_required: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Declared:
    name: str
    axes: tuple[Axis, ...] = ()
    type: Type
    text: RuleText


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedBy:
    """One line `carried from`. name: in `framework`, and none of this one. on: the assumption that it turns on."""

    name: str
    framework: str
    type: Type
    on: Read | None
    among: tuple[Value, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInput(_Declared):
    treatments: Mapping[State, Treatment | Value | Missing] = field(default_factory=dict)
    role: str | None = None
    reason_required: bool = False
    informs: tuple[str, ...] = ()
    carried: tuple[CarriedBy, ...] = ()
    bounds: WindowEnd | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelWeights(_Declared):
    values: Mapping[str, Exact]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAssumption(_Declared):
    taken: Value
    alternatives: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOf:
    """One line of a collection. of: the level that it goes down to, none for this one. where: typed at that level."""

    source: Read
    of: str | None = None
    where: Typed | None = None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCollect(_Declared):
    """axes: its own, then the one that it is."""

    takes: tuple[TakeOf, ...]
    treatments: Mapping[State, Treatment | Value | Missing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelDetermine(_Declared):
    body: Typed
    normally: Normally | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAdjustment(_Declared):
    """type: that of the target. condition: `when` and not `unless`."""

    kind: AdjustmentKind
    target: str
    condition: Typed | None
    to: Typed | None
    steps: int
    reach: Typed | None
    role: str | None
    reason_required: bool
    overrides: tuple[str, ...]
    normally: Normally | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCheck(_Declared):
    when: Typed | None
    expects: Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole(_Declared):
    """A declaration whose line says its type and whose body could not be understood."""


ModelDeclaration: TypeAlias = (
    "ModelInput | ModelWeights | ModelAssumption | ModelCollect | ModelDetermine | ModelAdjustment | ModelCheck | Hole"
)


# --- examples ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenEntry:
    """An entry that an example gives: of an input, or of an outcome stated as known.

    carried: the earlier assessment that it is carried from, `value` being what stood there.
    """

    name: str
    members: tuple[str, ...]
    value: Entry
    derived: bool
    carried: Carried | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenMovement:
    """A recorded moderation or departure; to: None where an exception is switched off."""

    rule: str | None
    role: str
    outcome: str
    members: tuple[str, ...]
    to: Entry | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """A test that an entry must pass: operator, operands, parameter, and whether it is negated."""

    op: str
    operands: tuple[Entry, ...]
    parameter: Parameter
    negated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedOutcome:
    """`then NAME is TEST, decided by ...`, for each of the cells."""

    name: str
    cells: tuple[tuple[str, ...], ...]
    demand: Demand
    decided_by: tuple[str, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedUndetermined:
    """`then NAME is undetermined among ...`."""

    name: str
    cells: tuple[tuple[str, ...], ...]
    among: tuple[Entry, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedRefusal:
    """`then ROLE may not move NAME`."""

    role: str
    name: str
    span: Span = field(compare=False)


Expectation: TypeAlias = "ExpectedOutcome | ExpectedUndetermined | ExpectedRefusal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """What an example says of one subject inside, by its path."""

    path: Path
    given: tuple[GivenEntry, ...]
    moves: tuple[GivenMovement, ...]
    expects: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One example at one level.

    inside: the subjects inside, each after the one that it lies in. inherited_by: the amendment that inherits it, where
    one does.
    """

    name: str
    title: str
    level: str
    given: tuple[GivenEntry, ...]
    moves: tuple[GivenMovement, ...]
    assuming: Mapping[str, Value]
    expects: tuple[Expectation, ...]
    inside: tuple[Within, ...] = ()
    span: Span = field(compare=False)
    inherited_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One framework, checked. declarations, covers: by subject level, in the order written.

    told_where: by level, names of inputs that the header shows under a condition, with that.
    vocabulary: what is said of each level, scale, set, source and assumption, by its name, and of the header, under the
    empty text.
    """

    header: Header
    levels: Mapping[str, Level]
    scales: Mapping[str, Scale]
    sets: Mapping[str, MemberSet]
    sources: Mapping[str, Source]
    assumptions: Mapping[str, AssumptionText]
    declarations: Mapping[str, tuple[ModelDeclaration, ...]]
    covers: Mapping[str, Typed | None]
    told_where: Mapping[str, tuple[tuple[tuple[str, ...], Typed], ...]]
    examples: tuple[Example, ...]
    vocabulary: Mapping[str, RuleText]
