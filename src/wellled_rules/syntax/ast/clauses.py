"""The lines inside declarations: one class a clause, each with the span of the whole clause.

Those of scales, sets and weights stand here, because a member holds clauses itself; the others by what they are in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

from wellled_rules.syntax.ast.between_clauses import (
    BetweenSets,
    Counting,
    Event,
    FromTo,
    Holding,
    Keeps,
    Reads,
    Retires,
)
from wellled_rules.syntax.ast.example_clauses import (
    Assuming,
    CarriedOver,
    Given,
    GivenDeparture,
    GivenMove,
    Then,
    ThenMayNotMove,
    ThenUndetermined,
)
from wellled_rules.syntax.ast.expressions import Name
from wellled_rules.syntax.ast.header_clauses import (
    Address,
    Amends,
    Because,
    Cites,
    Covers,
    DatedOn,
    Headline,
    InForce,
    Means,
    PublishedBy,
    ReadOn,
    Regulator,
    RestsOn,
    Shows,
    Standing,
    Status,
    Within,
)
from wellled_rules.syntax.ast.rule_clauses import (
    AtMost,
    Basis,
    Binding,
    Bounds,
    By,
    CarriedFrom,
    CouldBe,
    Equals,
    Expects,
    FirstOf,
    ForEach,
    HasType,
    Informs,
    JudgedBy,
    Normally,
    On,
    Overrides,
    Rounded,
    Row,
    Shift,
    TakenAs,
    Takes,
    To,
    Treat,
    Unless,
    When,
)
from wellled_rules.syntax.ast.written import (
    Identity,
    Pick,
    Target,
    Text,
)
from wellled_rules.text.span import Span

__all__ = [
    "AddingTo",
    "Address",
    "AlsoShown",
    "Amends",
    "Assuming",
    "AtMost",
    "Basis",
    "Because",
    "Becomes",
    "BetweenSets",
    "Binding",
    "Bounds",
    "By",
    "CarriedFrom",
    "CarriedOver",
    "Characteristic",
    "Cites",
    "Clause",
    "CouldBe",
    "Counting",
    "Covers",
    "DatedOn",
    "Equals",
    "Event",
    "Expects",
    "FirstOf",
    "ForEach",
    "FromTo",
    "Given",
    "GivenDeparture",
    "GivenMove",
    "HasType",
    "Headline",
    "Holding",
    "Identity",
    "InForce",
    "Informs",
    "Inside",
    "JudgedBy",
    "Keeps",
    "Label",
    "LiesIn",
    "Means",
    "Member",
    "Needs",
    "Normally",
    "On",
    "OnlyAt",
    "Order",
    "Overrides",
    "Pick",
    "PublishedBy",
    "ReadOn",
    "Reads",
    "Regulator",
    "RestsOn",
    "Requires",
    "Retires",
    "Rounded",
    "Row",
    "Shift",
    "Shows",
    "Standing",
    "Status",
    "TakenAs",
    "Takes",
    "Target",
    "Text",
    "Then",
    "ThenMayNotMove",
    "ThenUndetermined",
    "To",
    "Treat",
    "Unless",
    "When",
    "Within",
]


@dataclass(frozen=True, slots=True)
class Order:
    """`best first` or `worst first`."""

    first: Literal["best", "worst"]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Member:
    """A level of a scale or a member of a set: NAME-or-number ["Title"] [worth N], then its own clauses."""

    name: Name
    is_number: bool
    title: Text | None
    worth: int | Fraction | None
    clauses: tuple[Clause, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class AlsoShown:
    """`also shown`, then a `Label` a line."""

    labels: tuple[Clause, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Label:
    """`NAME "Label" counts as STATE`."""

    name: Name
    title: Text
    state: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class LiesIn:
    """`in SET MEMBER`."""

    set: Name
    member: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Inside:
    """`in LEVEL NAME`, in an example: a subject inside, then its own lines."""

    level: Name
    name: Name
    clauses: tuple[Clause, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Needs:
    """`needs SET MEMBER, ...`."""

    set: Name
    members: tuple[Name, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class OnlyAt:
    levels: tuple[Name, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Characteristic:
    """`SCALE LEVEL means "..."`."""

    scale: Name
    level: Name
    text: Text
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class AddingTo:
    number: int | Fraction
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Becomes:
    """`A, B become C, D`, then its own lines; none on a side is written `nothing`."""

    before: tuple[Name, ...]
    after: tuple[Name, ...]
    clauses: tuple[Clause, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Requires:
    """`requires NAME, ... of EVENT, which counts only with them` or `without them`, then its own lines."""

    checks: tuple[Name, ...]
    event: Event
    counting: Counting
    clauses: tuple[Clause, ...]
    span: Span = field(compare=False)


Clause: TypeAlias = (
    "Cites | RestsOn | Because | Means | Regulator | Status | InForce | Amends | Covers | Headline | "
    "Shows | Standing | PublishedBy | Address | ReadOn | DatedOn | Within | Order | Member | AlsoShown | Label | "
    "LiesIn | Inside | Needs | OnlyAt | Characteristic | AddingTo | ForEach | HasType | JudgedBy | Treat | "
    "CarriedFrom | Informs | Bounds | Takes | Equals | By | FirstOf | Rounded | On | Overrides | When | Unless | "
    "Expects | TakenAs | CouldBe | Basis | Binding | Normally | Given | GivenMove | GivenDeparture | Assuming | Then | "
    "ThenUndetermined | ThenMayNotMove | FromTo | Keeps | Retires | Requires | Reads | BetweenSets | "
    "Becomes"
)
