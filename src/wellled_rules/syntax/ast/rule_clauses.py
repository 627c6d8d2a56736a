"""Lines of inputs, rules, exceptions and assumptions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from wellled_rules.syntax.ast.expressions import Condition, Expr, Name, Test, TypeExpr
from wellled_rules.syntax.ast.written import Identity, Target, Text
from wellled_rules.text.span import Span

__all__ = [
    "Bounds",
    "AtMost",
    "Basis",
    "Binding",
    "By",
    "CarriedFrom",
    "CouldBe",
    "Equals",
    "Expects",
    "FirstOf",
    "ForEach",
    "HasType",
    "Informs",
    "JudgedBy",
    "Normally",
    "On",
    "Overrides",
    "Rounded",
    "Row",
    "Shift",
    "TakenAs",
    "Takes",
    "To",
    "Treat",
    "Unless",
    "When",
]


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
class Normally:
    """`normally, but ROLE may depart[, with a reason]`."""

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
class CarriedFrom:
    """`carried from NAME[, TYPE] under ID@VERSION [where ASSUMPTION is VALUE or ..]`.

    earlier: what it is called there; it is no name of this framework. assumption, among: none without `where`.
    """

    earlier: str
    earlier_at: Span = field(compare=False)
    type: TypeExpr | None
    framework: Identity
    assumption: Name | None
    among: tuple[Expr, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Informs:
    names: tuple[Name, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Bounds:
    """`opens the window` or `closes the window`. end: the first of the words."""

    end: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Takes:
    """`takes NAME [of each LEVEL-or-SET [where CONDITION]]`."""

    name: Name
    each: Name | None
    where: Condition | None
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


@dataclass(frozen=True, slots=True)
class Binding:
    """`PARAMETER is VALUE`, in a `use`."""

    name: Name
    value: Expr
    span: Span = field(compare=False)
