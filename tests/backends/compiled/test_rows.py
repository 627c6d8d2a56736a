"""Every row of the operator tables, on operands of few and of many values: emitted and reference say the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from support.graphs import NUMBER, TRUTH, Axis, Draft

from wellled_rules.backends.compiled.decide import decide
from wellled_rules.backends.compiled.support import FOLD_SUPPORT, OPERATOR_SUPPORT
from wellled_rules.backends.reference.evaluate import trial
from wellled_rules.graph.evidence import Evidence, Recorded, Subject
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.nodes import Input, NodeId, Treatment
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.missing import Missing, State
from wellled_rules.values.operators import OPERATORS, Entry
from wellled_rules.values.rounding import Rounding
from wellled_rules.values.types import DateType, NumberType, RoundingType, ScaleType, SetType, SeveralType, Type, exact

TOPIC = Axis("topic")
CASES = 40
NUMBERS = ("few", "whole", "counts", "fraction", "stars", "halves")
COMPARISONS = ("or_more", "or_less", "over", "under")
ARITHMETIC = ("add", "subtract", "multiply", "divide", "percentage_of")
RANKED = ("or_better", "or_worse", "better", "worse")
DAYS = ("before", "after", "on_or_before", "on_or_after")
COUNTED = ("at_least", "at_most", "exactly")


@dataclass
class Bench:
    """A draft with the vocabularies that the rows need."""

    draft: Draft

    def type_of(self, kind: str) -> Type:
        scales, sets = self.draft.scales, self.draft.sets
        return {
            "few": NumberType(whole=True, low=0, high=3),
            "whole": NumberType(whole=True),
            "counts": NumberType(whole=True, low=1),
            "fraction": NumberType(),
            "stars": ScaleType(scales["stars"]),
            "halves": ScaleType(scales["halves"]),
            "bare": ScaleType(scales["bare"]),
            "truth": TRUTH,
            "day": DateType(),
            "member": SetType(sets["topic"]),
            "several": SeveralType(sets["topic"]),
            "rounding": RoundingType(),
        }[kind]

    def input(self, kind: str, *axes: Axis) -> NodeId:
        """An input of a kind; what is not applicable is left out, what was not seen is unknown."""
        name = f"in_{len(self.draft.nodes)}"
        return self.draft.input(name, self.type_of(kind), *axes, treatments={State.NOT_APPLICABLE: Treatment.LEFT_OUT})

    def graph(self, answer: NodeId, axes: tuple[Axis, ...] = ()) -> DeterminationGraph:
        self.draft.determine("overall", answer, axes=axes)
        return self.draft.graph()


def bench() -> Bench:
    draft = Draft()
    draft.scale("stars", {"1": 1, "2": 2, "3": 3, "4": 4}, {"closed": State.NOT_APPLICABLE})
    draft.scale("halves", {"low": Fraction(1, 2), "mid": 1, "high": Fraction(5, 2)})
    draft.scale("bare", {"poor": None, "fair": None, "fine": None})
    draft.set("topic", ["a", "b", "c"])
    return Bench(draft)


def value(type_: Type, chance: Random) -> Entry:
    match type_:
        case NumberType(whole=True, high=3):
            return chance.randint(0, 3)
        case NumberType(whole=True, low=1):
            return chance.choice((chance.randint(1, 6), chance.randint(1, 10**18)))
        case NumberType(whole=True):
            return chance.choice((chance.randint(-4, 4), chance.randint(-(10**18), 10**18)))
        case NumberType():
            return exact(Fraction(chance.randint(-30, 30), chance.choice((1, 2, 3, 8))))
        case ScaleType():
            return chance.choice(type_.scale.levels)
        case SetType():
            return chance.choice(type_.set.members)
        case SeveralType():
            return frozenset(chance.sample(type_.set.members, chance.randint(1, 3)))
        case DateType():
            return date(2024, 2, 28) + timedelta(days=chance.randint(-800, 800))
        case RoundingType():
            return chance.choice(tuple(Rounding))
        case _:
            return chance.random() < 0.5


def case_of(graph: DeterminationGraph, chance: Random, gaps: bool) -> Evidence:
    entries = {}
    for node in graph.nodes.values():
        for members in graph.cells(node) if isinstance(node, Input) else ():
            entry = value(node.type, chance)
            if gaps and chance.random() < 0.25:
                entry = Missing(state=State.NOT_APPLICABLE)
            entries[node.name, members] = Recorded(value=entry)
    return Evidence(subject=Subject(level="subject"), entries=entries)


def holds_on(graph: DeterminationGraph, seed: int = 0) -> None:
    """Whether what is emitted agrees on seeded cases, with and without gaps; none may be left to the reference."""
    chance = Random(seed)
    for turn in range(CASES):
        case = case_of(graph, chance, gaps=turn % 2 == 1)
        found = decide(graph, case)
        assert found is not None, case.entries
        expected = trial(graph, case)
        assert found.trace(case) == expected, case.entries
        for cell in expected.outcomes():
            assert repr(found.value(cell)) == repr(expected.value(cell)), case.entries
            assert found.decided_by(cell) == expected.finding(cell).decided_by


@pytest.mark.parametrize("op", ARITHMETIC + COMPARISONS + ("one_of",))
def test_numbers(op: str) -> None:
    for one, other in product(NUMBERS, NUMBERS):
        if op == "one_of" and (one != other):
            continue
        made = bench()
        holds_on(made.graph(made.draft.apply(op, made.input(one), made.input(other))))


@pytest.mark.parametrize("op", ARITHMETIC + COMPARISONS)
@pytest.mark.parametrize("number", [0, 3, -2, Fraction(5, 2)])
def test_numbers_beside_written_ones(op: str, number: int | Fraction) -> None:
    for kind in NUMBERS:
        made = bench()
        written = made.draft.constant(number)
        left = made.draft.apply(op, made.input(kind), written)
        right = made.draft.apply(op, written, made.input(kind))
        made.draft.determine("left", left)
        holds_on(made.graph(right))


def test_between_and_one_of_several_numbers() -> None:
    for kind in NUMBERS:
        made = bench()
        low, high = made.draft.constant(-1), made.draft.constant(Fraction(5, 2))
        made.draft.determine("left", made.draft.apply("between", made.input(kind), low, high))
        ends = made.draft.apply("between", made.input("few"), made.input(kind), made.input("whole"))
        holds_on(made.graph(ends))


@pytest.mark.parametrize("rule", list(Rounding))
@pytest.mark.parametrize("places", [0, 2])
def test_rounding(rule: Rounding, places: int) -> None:
    for kind in NUMBERS:
        made = bench()
        third = made.draft.apply("divide", made.input(kind), made.draft.constant(7))
        taken = made.draft.assumption("halves_by", RoundingType(), rule)
        made.draft.determine("left", made.draft.apply("round", third, taken, parameter=places))
        asked = made.draft.apply("round", made.input(kind), made.input("rounding"), parameter=places)
        holds_on(made.graph(asked))


def test_percentages_of_large_numbers_are_compared_without_dividing() -> None:
    made = bench()
    share = made.draft.apply("percentage_of", made.input("counts"), made.input("counts"))
    taken = made.draft.assumption("halves_by", RoundingType(), Rounding.HALF_UP)
    whole = made.draft.apply("round", share, taken, parameter=0)
    edge = made.draft.constant(25)
    answer = made.draft.first_of(
        [
            ((made.draft.apply("over", share, edge),), made.draft.constant(made.draft.scales["stars"].levels[3])),
            ((made.draft.apply("or_less", whole, edge),), made.draft.constant(made.draft.scales["stars"].levels[0])),
        ],
        made.type_of("stars"),
    )
    graph = made.graph(answer)
    holds_on(graph)
    found = decide(graph, case_of(graph, Random(1), gaps=False))
    assert found is not None
    assert "//" in found.function.emitted.source
    assert "Fraction" not in {getattr(one, "__name__", "") for one in found.function.emitted.constants.values()}


def test_levels_members_and_days() -> None:
    for op in RANKED:
        made = bench()
        holds_on(made.graph(made.draft.apply(op, made.input("bare"), made.input("bare"))))
    for op in DAYS:
        made = bench()
        holds_on(made.graph(made.draft.apply(op, made.input("day"), made.input("day"))))
    for op, unit in product(("within_before", "within_after"), ("day", "month", "year")):
        made = bench()
        holds_on(made.graph(made.draft.apply(op, made.input("day"), made.input("day"), parameter=(2, unit))))
    for kind in ("bare", "member", "several", "truth"):
        made = bench()
        other = made.input("member" if kind == "several" else kind)
        holds_on(made.graph(made.draft.apply("one_of", made.input(kind), other, other)))
    made = bench()
    scale = made.draft.scales["stars"]
    holds_on(made.graph(made.draft.apply("convert", made.input("few"), parameter=scale, type_=ScaleType(scale))))
    made = bench()
    holds_on(made.graph(made.draft.apply("convert", made.input("whole"), parameter=scale, type_=ScaleType(scale))))


@pytest.mark.parametrize("op", ["and", "or", "not"])
def test_logic(op: str) -> None:
    made = bench()
    tests = [made.input("truth"), made.draft.apply("over", made.input("whole"), made.draft.constant(0))]
    tests.append(made.draft.apply("within_before", made.input("day"), made.input("day"), parameter=(1, "year")))
    for one in tests:
        made.draft.determine(f"negated_{one.partition('#')[2]}", made.draft.apply("not", one))
    holds_on(made.graph(made.draft.apply(op, *(tests[:1] if op == "not" else tests))))


@pytest.mark.parametrize("op", ["known", "missing", "state"])
def test_states(op: str) -> None:
    for kind in ("stars", "whole", "truth", "day"):
        made = bench()
        asked = State.NOT_APPLICABLE if op == "state" else None
        holds_on(made.graph(made.draft.apply(op, made.input(kind), parameter=asked)))


def folded(op: str, kind: str, *, hits: str = "", weights: str = "", over: tuple[Axis, ...] = ()) -> DeterminationGraph:
    """A fold over inputs of a kind. hits: a test of the entry itself, or of another; weights: whole or broken."""
    made = bench()
    draft = made.draft
    item = made.input(kind, TOPIC)
    test: dict[str, Callable[[], NodeId]] = {
        "own": lambda: draft.apply("known", item),
        "other": lambda: made.input("truth", TOPIC),
        "wide": lambda: draft.apply("over", made.input("whole", TOPIC), draft.constant(0)),
    }
    shares = {"whole": {"a": 1, "b": 3, "c": 0}, "broken": {"a": Fraction(1, 3), "b": 2, "c": Fraction(1, 2)}}
    answer = draft.fold(
        op,
        item,
        hits=(test[hits](),) if hits else (),
        weights=draft.lookup("weight", TOPIC, shares[weights]) if weights else None,
        count=(made.input("few") if hits == "own" else draft.constant(2)) if op in COUNTED else None,
        axes=over,
        type_=made.type_of(kind) if op in ("best", "worst") else None,
    )
    return made.graph(answer, over)


@pytest.mark.parametrize("op", sorted(FOLDS))
@pytest.mark.parametrize("hits", ["", "own", "other", "wide"])
def test_folds(op: str, hits: str) -> None:
    if not hits and FOLDS[op].tests and op != "empty":
        hits = "other"
    kinds = ("bare", "stars") if op in ("best", "worst") else NUMBERS
    weights = ("whole", "broken") if op.startswith("weighted") else ("",)
    for kind, weight in product(kinds, weights):
        holds_on(folded(op, kind, hits=hits, weights=weight))


def test_long_collections_are_summed_line_by_line() -> None:
    made = bench()
    topic = Axis("many")
    made.draft.set("many", [f"m{turn}" for turn in range(150)])
    stars, whole = made.input("stars", topic), made.input("whole", topic)
    made.draft.determine("points", made.draft.fold("total", stars))
    made.draft.determine("sum", made.draft.fold("total", whole))
    made.draft.determine("average", made.draft.fold("mean", stars))
    good = made.draft.apply("or_more", stars, made.draft.constant(3))
    holds_on(made.graph(made.draft.fold("majority", stars, hits=(good,))))


def test_counts_over_long_collections_are_compared_as_numbers() -> None:
    made = bench()
    topic = Axis("many")
    made.draft.set("many", [f"m{turn}" for turn in range(1100)])
    stars = made.input("stars", topic)
    good = made.draft.apply("or_more", stars, made.draft.constant(3))
    for op in COUNTED:
        made.draft.determine(op, made.draft.fold(op, stars, hits=(good,), count=made.draft.constant(500)))
    made.draft.determine("empty", made.draft.fold("empty", stars))
    made.draft.determine("number", made.draft.fold("number", stars, hits=(good,)))
    graph = made.graph(made.draft.fold("majority", stars, hits=(good,)))
    chance = Random(0)
    for turn in range(4):
        case = case_of(graph, chance, gaps=turn % 2 == 1)
        found = decide(graph, case)
        assert found is not None
        assert "perform" not in {getattr(one, "__name__", "") for one in found.function.emitted.constants.values()}
        assert found.trace(case) == trial(graph, case)


def test_long_ladders_are_not_nested() -> None:
    made = bench()
    asked = made.input("whole")
    rows = [
        ((made.draft.apply("under", asked, made.draft.constant(turn * 10)),), made.draft.constant(turn))
        for turn in range(-60, 60)
    ]
    holds_on(made.graph(made.draft.first_of([*rows, ((), made.input("few"))], NUMBER)))


def test_every_row_is_answered() -> None:
    assert OPERATOR_SUPPORT.keys() == OPERATORS.keys()
    assert FOLD_SUPPORT.keys() == FOLDS.keys()
