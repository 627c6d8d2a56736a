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
    ModelCollect,
    ModelDeclaration,
    ModelDetermine,
    ModelInput,
    ModelWeights,
    Read,
    Rows,
    Typed,
)
from wellled_rules.text.span import Span

__all__ = ["bodies", "read_names", "read_of", "reads"]


def reads(typed: Typed) -> Iterator[tuple[str, Span]]:
    """Names of its own level that an expression reads, each with its place, in the order written."""
    return ((read.name, span) for read, span in read_of(typed) if read.level is None)


def read_of(typed: Typed) -> Iterator[tuple[Read, Span]]:
    """What an expression reads, each with its place, in the order written."""
    match typed:
        case Const() | Along():
            return
        case Read():
            yield typed, typed.span
        case At():
            yield typed.source, typed.span
        case Call():
            for arg in typed.args:
                yield from read_of(arg)
        case Gather():
            for part in (*typed.items, *typed.hits, typed.weights, typed.count):
                if part is not None:
                    yield from read_of(part)
        case Rows():
            for column in typed.columns:
                yield from read_of(column)
            for row in typed.rows:
                for part in (*row.tests, row.then):
                    yield from read_of(part)
        case _:
            assert_never(typed)


def bodies(one: ModelDeclaration) -> tuple[Typed, ...]:
    """The expressions of a declaration."""
    match one:
        case ModelInput():
            return tuple(line.on for line in one.carried if line.on is not None)
        case ModelWeights() | ModelAssumption() | Hole():
            return ()
        case ModelCollect():
            return tuple(take.source for take in one.takes)
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
