"""How columns answer each operator and each fold, or why they never will."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

__all__ = ["SUPPORT", "Answered", "Never", "Support", "UnsupportedOperator", "Way", "require"]


class Way(StrEnum):
    """How an operator is answered.

    table: its meaning, asked once for each combination of what it reads, then looked up.
    sum: small whole numbers added up over the collection, then looked up.
    extreme: the largest of small whole numbers over the collection, then looked up.
    Where what is read has no small vocabulary, each is asked once for each combination that a block holds.
    """

    TABLE = "table"
    SUM = "sum"
    EXTREME = "extreme"


@dataclass(frozen=True, slots=True)
class Answered:
    """Columns answer it, in this way."""

    way: Way


@dataclass(frozen=True, slots=True)
class Never:
    """Columns never answer it. because: why not, as a sentence."""

    because: str


Support: TypeAlias = "Answered | Never"


class UnsupportedOperator(Exception):  # noqa: N818 - it names what is lacking, as the design does
    """An operator, or a graph of a size, that columns do not answer; raised while planning, never while running."""


_TABLE, _SUM, _EXTREME = Answered(Way.TABLE), Answered(Way.SUM), Answered(Way.EXTREME)

_ELEMENTWISE = (
    *("add", "subtract", "multiply", "divide", "percentage_of", "convert", "round"),
    *("one_of", "or_better", "or_worse", "better", "worse"),
    *("or_more", "or_less", "over", "under", "between"),
    *("before", "after", "on_or_before", "on_or_after", "within_before", "within_after"),
    *("and", "or", "not", "known", "missing", "state"),
)
_ADDED = (
    *("total", "number", "mean", "weighted_total", "weighted_mean"),
    *("any", "all", "none", "at_least", "at_most", "exactly", "majority", "empty"),
)

SUPPORT: Mapping[str, Support] = MappingProxyType(
    {
        **dict.fromkeys(_ELEMENTWISE, _TABLE),
        **dict.fromkeys(_ADDED, _SUM),
        **dict.fromkeys(("highest", "lowest", "best", "worst"), _EXTREME),
    }
)
"""Every row of `values.operators.OPERATORS` and `values.folds.FOLDS`, by name."""


def require(op: str) -> Way:
    """The way in which columns answer `op`; `UnsupportedOperator` where they don't."""
    match SUPPORT.get(op):
        case Answered(way=way):
            return way
        case Never(because=because):
            raise UnsupportedOperator(f"columns never answer `{op}`: {because}")
        case _:
            raise UnsupportedOperator(f"columns have no answer for `{op}` yet")
