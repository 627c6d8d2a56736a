"""Names that stand for declarations wherever they stand: what can be checked where a type is not known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from wellled_rules.syntax.ast import clauses as c
from wellled_rules.syntax.ast import expressions as e

__all__ = ["mentioned", "mentioned_in"]


def mentioned_in(clause: c.Clause) -> Iterator[e.Name]:
    """Names in a clause that no level and no member can be; none in results, which may be levels."""
    match clause:
        case c.When() | c.Unless() | c.Expects():
            yield from mentioned(clause.condition)
        case c.Overrides():
            yield from clause.names
        case c.By():
            yield from clause.columns
        case c.FirstOf():
            for row in clause.rows:
                if row.condition is not None:
                    yield from mentioned(row.condition)
        case c.Equals() if not isinstance(clause.value, e.Ref):
            yield from mentioned(clause.value)
        case _:
            pass


def mentioned(part: e.Condition | e.Expr) -> Iterator[e.Name]:
    """Names in a condition that what is tested is made of, or that an expression reads."""
    match part:
        case e.Compare():
            yield from mentioned(part.subject)
        case e.Quantified() | e.Aggregate():
            yield from part.names
        case e.Together() | e.Listed():
            for one in part.parts:
                yield from mentioned(one)
        case e.Ref() | e.PickOf():
            yield part.name
        case e.Binary():
            yield from mentioned(part.left)
            yield from mentioned(part.right)
        case e.Convert():
            yield from mentioned(part.value)
            if part.whole is not None:
                yield from mentioned(part.whole)
        case e.Weighted():
            yield part.name
            yield part.weights
        case e.TheRest() | e.NumberLiteral() | e.DateLiteral() | e.YesNo():
            pass
        case _:
            assert_never(part)
