"""A few values stand for all of an endless type where only comparisons read it."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from support.graphs import NUMBER, Draft

from wellled_rules.backends.reference.evaluate import evaluate
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.evidence import Evidence, Recorded, Subject
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import NodeId
from wellled_rules.graph.trace import Possible
from wellled_rules.values.operators import Entry
from wellled_rules.values.types import DateType, NumberType, ScaleType, Type

SEEDS = st.integers(0, 10**9)
FIRST = date(2024, 1, 28)
FOUND = Cell("subject:found")


def drawn(seed: int, type_: Type, constants: list[Entry], ops: tuple[str, ...]) -> DeterminationGraph:
    """A ladder of comparisons of one input, `amount`, with constants."""
    chance, draft = Random(seed), Draft()
    amount = draft.input("amount", type_)
    grade = draft.scale("grade", {f"g{i}": None for i in range(5)})

    def test() -> NodeId:
        op = chance.choice(ops)
        count = {"between": 2, "one_of": chance.randint(1, 2)}.get(op, 1)
        ends = [draft.constant(one, type_) for one in sorted(chance.sample(constants, count))]
        span = (chance.randint(1, 2), chance.choice(("day", "month"))) if op.startswith("within") else None
        made = draft.apply(op, amount, *ends, parameter=span)
        return draft.apply("not", made) if chance.random() < 0.3 else made

    levels = [draft.constant(one) for one in grade.levels]
    rows = [((test(), test())[: chance.randint(1, 2)], chance.choice(levels)) for _ in range(4)]
    draft.determine("found", draft.first_of([*rows, ((), levels[0])], ScaleType(grade)))
    return draft.graph()


def possible(graph: DeterminationGraph, value: Entry | None) -> Possible:
    entries = {} if value is None else {("amount", ()): Recorded(value=value)}
    return evaluate(graph, Evidence(subject=Subject(level="subject"), entries=entries)).possible(FOUND)


def tried(graph: DeterminationGraph, values: list[Entry]) -> frozenset[object]:
    return frozenset(one for value in values for one in possible(graph, value).values or ())


COMPARES = ("or_more", "or_less", "over", "under", "between", "one_of")
DAYS = ("before", "after", "on_or_before", "on_or_after", "one_of", "within_before", "within_after")


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.sampled_from([(None, None), (0, None), (None, 6), (0, 6), (2, 3)]))
def test_numbers_count_out_exactly(seed: int, ends: tuple[int | None, int | None]) -> None:
    low, high = ends
    graph = drawn(seed, NumberType(low=low, high=high), [Fraction(n, 2) for n in range(12)], COMPARES)
    grid = [Fraction(n, 4) for n in range(-8, 40)]
    values: list[Entry] = [one for one in grid if (low is None or one >= low) and (high is None or one <= high)]
    found = possible(graph, None)
    assert found.exact
    assert found.values == tried(graph, values)


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.sampled_from([(None, None), (0, 900_000), (None, 6), (0, 500)]))
def test_whole_numbers_count_out_exactly(seed: int, ends: tuple[int | None, int | None]) -> None:
    low, high = ends
    graph = drawn(seed, NumberType(whole=True, low=low, high=high), [Fraction(n, 2) for n in range(12)], COMPARES)
    values: list[Entry] = [
        one for one in range(-8, 20) if (low is None or one >= low) and (high is None or one <= high)
    ]
    found = possible(graph, None)
    assert found.exact
    assert found.values == tried(graph, values)


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_days_count_out_exactly(seed: int) -> None:
    days: list[Entry] = [FIRST + timedelta(days=n) for n in range(8)]
    graph = drawn(seed, DateType(), days, DAYS)
    values: list[Entry] = [FIRST + timedelta(days=n) for n in range(-100, 110)]
    found = possible(graph, None)
    assert found.exact
    assert found.values == tried(graph, values)


def test_where_more_is_done_with_a_number_the_set_is_not_called_exact() -> None:
    draft = Draft()
    amount = draft.input("amount", NUMBER)
    grade = draft.scale("grade", {"low": None, "high": None})
    square = draft.apply("multiply", amount, amount)
    low, high = (draft.constant(one) for one in grade.levels)
    test = draft.apply("under", square, draft.constant(0))
    draft.determine("found", draft.first_of([((test,), low), ((), high)], ScaleType(grade)))
    found = possible(draft.graph(), None)
    assert not found.exact
    assert found.values == frozenset(grade.levels)
