"""The lines inside declarations: one class a clause, each with the span of the whole clause."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias

from wellled_rules.syntax.ast.expressions import (
    Condition,
    Expr,
    Name,
    Test,
    TypeExpr,
)
from wellled_rules.text.span import Span


@dataclass(frozen=True, slots=True)
class Text:
    """A quoted text, unescaped, with line breaks read as one space."""

    value: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """`bread@2024-12`."""

    id: str
    version: str
    span: Span = field(compare=False)

    def __str__(self) -> str:
        return f"{self.id}@{self.version}"


@dataclass(frozen=True, slots=True)
class Target:
    """What `on` and `remove` name: NAME [of SET] [at LEVEL]."""

    name: Name
    of: Name | None
    at: Name | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Pick:
    """In examples: a member, or `every [other] SET`."""

    name: Name
    every: bool
    other: bool
    span: Span = field(compare=False)


# --- any declaration ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cites:
    source: Name
    place: Text | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class RestsOn:
    names: tuple[Name, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Because:
    text: Text
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Means:
    text: Text
    span: Span = field(compare=False)


# --- framework, source, level ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Regulator:
    text: Text
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Status:
    word: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class InForce:
    """`in force from D [until D] [at LEVEL, ...]`; `start` is in, `until` is out."""

    start: date
    until: date | None
    at: tuple[Name, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Amends:
    identity: Identity
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Covers:
    level: Name
    where: Condition | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Headline:
    name: Name
    at: tuple[Name, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """`standing "..."`: how every rendering says that a result is not the regulator's own."""

    text: Text
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class PublishedBy:
    text: Text
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Address:
    text: Text
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ReadOn:
    day: date
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class DatedOn:
    """`dated D` of a source."""

    day: date
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Within:
    names: tuple[Name, ...]
    span: Span = field(compare=False)


# --- scale, set, weights -----------------------------------------------------------------------


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


# --- inputs and rules --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ForEach:
    """`for each SET [and each SET [it needs]]`."""

    sets: tuple[Name, ...]
    it_needs: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class HasType:
    type: TypeExpr
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class JudgedBy:
    role: Name
    with_reason: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Treat:
    """`treat STATE, ... as left out / unknown / VALUE`."""

    states: tuple[Name, ...]
    treatment: Literal["left_out", "unknown"] | Expr
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Informs:
    names: tuple[Name, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Equals:
    value: Expr
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Row:
    """RESULT when CONDITION (`first of`), RESULT when CELL, ... (`by`), or RESULT otherwise.

    cells: for `by`, one (negated, test) a column. condition: for `first of`. Both empty: otherwise.
    """

    result: Expr
    condition: Condition | None
    cells: tuple[tuple[bool, Test], ...]
    span: Span = field(compare=False)

    @property
    def is_otherwise(self) -> bool:
        """Whether the row is taken when no other is."""
        return self.condition is None and not self.cells


@dataclass(frozen=True, slots=True)
class By:
    columns: tuple[Name, ...]
    rows: tuple[Row, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class FirstOf:
    rows: tuple[Row, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Rounded:
    """`rounded to whole by MODE` (places 0) or `rounded to N places by MODE`."""

    places: int
    mode: Name
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class To:
    """`to VALUE`."""

    value: Expr


@dataclass(frozen=True, slots=True)
class Shift:
    """`up N levels`, `down N levels`."""

    direction: Literal["up", "down"]
    count: int


@dataclass(frozen=True, slots=True)
class AtMost:
    """`by at most N levels`."""

    count: Expr


@dataclass(frozen=True, slots=True)
class On:
    """`on NAME [to X | up N levels | down N levels | by at most N levels]`."""

    target: Target
    effect: To | Shift | AtMost | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Overrides:
    names: tuple[Name, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class When:
    condition: Condition
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Unless:
    condition: Condition
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Expects:
    condition: Condition
    span: Span = field(compare=False)


# --- assumptions -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TakenAs:
    value: Expr
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class CouldBe:
    values: tuple[Expr, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Basis:
    word: Name
    text: Text
    span: Span = field(compare=False)


# --- uses --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Binding:
    """`PARAMETER is VALUE`, in a `use`."""

    name: Name
    value: Expr
    span: Span = field(compare=False)


# --- examples ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Given:
    """`given NAME [of PICK and PICK] is VALUE`."""

    name: Name
    picks: tuple[Pick, ...]
    value: Expr
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class GivenMove:
    """`given ROLE moves NAME [of PICK] to VALUE[, because ".."]`."""

    role: Name
    name: Name
    picks: tuple[Pick, ...]
    value: Expr
    because: Text | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Assuming:
    name: Name
    value: Expr
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Then:
    """`then NAME [of PICK] is [not] TEST[, decided by NAME, ...]`."""

    name: Name
    picks: tuple[Pick, ...]
    negated: bool
    test: Test
    decided_by: tuple[Name, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ThenUndetermined:
    """`then NAME [of PICK] is undetermined among VALUE, ...`."""

    name: Name
    picks: tuple[Pick, ...]
    values: tuple[Expr, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ThenMayNotMove:
    """`then ROLE may not move NAME`."""

    role: Name
    name: Name
    span: Span = field(compare=False)


Clause: TypeAlias = (
    "Cites | RestsOn | Because | Means | Regulator | Status | InForce | Amends | Covers | Headline | "
    "Standing | PublishedBy | Address | ReadOn | DatedOn | Within | Order | Member | AlsoShown | Label | "
    "LiesIn | Needs | OnlyAt | Characteristic | AddingTo | ForEach | HasType | JudgedBy | Treat | "
    "Informs | Equals | By | FirstOf | Rounded | On | Overrides | When | Unless | Expects | TakenAs | "
    "CouldBe | Basis | Binding | Given | GivenMove | Assuming | Then | ThenUndetermined | ThenMayNotMove"
)
