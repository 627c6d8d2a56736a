"""Lines of examples."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from wellled_rules.syntax.ast.expressions import Expr, Name, Test
from wellled_rules.syntax.ast.written import Identity, Pick, Text
from wellled_rules.text.span import Span

__all__ = [
    "Assuming",
    "CarriedOver",
    "Given",
    "GivenDeparture",
    "GivenMove",
    "Then",
    "ThenMayNotMove",
    "ThenUndetermined",
]


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """`carried from NAME under ID@VERSION on DAY`, of what is given. earlier: no name of this framework."""

    earlier: str
    framework: Identity
    on: date
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Given:
    """`given NAME [of PICK and PICK] is VALUE[, carried from NAME under ID@VERSION on DAY]`."""

    name: Name
    picks: tuple[Pick, ...]
    value: Expr
    carried: CarriedOver | None
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
class GivenDeparture:
    """`given ROLE departs from NAME [of PICK] [to VALUE][, because ".."]`; no value where it is an exception."""

    role: Name
    name: Name
    picks: tuple[Pick, ...]
    value: Expr | None
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
    """`then ROLE may not move NAME`, or `may not depart from NAME`."""

    role: Name
    name: Name
    span: Span = field(compare=False)
