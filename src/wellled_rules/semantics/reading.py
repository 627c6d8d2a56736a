"""What typed expressions and declarations read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from wellled_rules.semantics.model import (
    Along,
    At,
    Call,
    Const,
    Gather,
    Hole,
    ModelAdjustment,
    ModelAssumption,
    ModelCheck,
    ModelDeclaration,
    ModelDetermine,
    ModelInput,
    ModelWeights,
    Read,
    Rows,
    Typed,
)
from wellled_rules.text.span import Span

__all__ = ["bodies", "read_names", "reads"]


def reads(typed: Typed) -> Iterator[tuple[str, Span]]:
    """Names that an expression reads, each with its place, in the order written."""
    match typed:
        case Const() | Along():
            return
        case Read():
            yield typed.name, typed.span
        case At():
            yield typed.source.name, typed.span
        case Call():
            for arg in typed.args:
                yield from reads(arg)
        case Gather():
            for part in (*typed.items, *typed.hits, typed.weights, typed.count):
                if part is not None:
                    yield from reads(part)
        case Rows():
            for column in typed.columns:
                yield from reads(column)
            for row in typed.rows:
                for part in (*row.tests, row.then):
                    yield from reads(part)
        case _:
            assert_never(typed)


def bodies(one: ModelDeclaration) -> tuple[Typed, ...]:
    """The expressions of a declaration."""
    match one:
        case ModelInput() | ModelWeights() | ModelAssumption() | Hole():
            return ()
        case ModelDetermine():
            return (one.body,)
        case ModelAdjustment():
            return tuple(part for part in (one.condition, one.to, one.reach) if part is not None)
        case ModelCheck():
            return tuple(part for part in (one.when, one.expects) if part is not None)
    assert_never(one)


def read_names(one: ModelDeclaration) -> frozenset[str]:
    """Names of the declarations that a declaration reads."""
    return frozenset(name for body in bodies(one) for name, _ in reads(body))
