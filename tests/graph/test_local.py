"""A domain of a place never leaves out what can occur there, and every operator has one."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.graphs import NUMBER, TRUTH, Axis, Draft

from wellled_rules.graph.cells import Cell, Plan
from wellled_rules.graph.domain import Anything, Domain, Finite, Interval, Pair, hull, of_type
from wellled_rules.graph.intervals import FOLDED, INTERVALS
from wellled_rules.graph.local import local
from wellled_rules.graph.steps import Held
from wellled_rules.graph.sweep import sweep
from wellled_rules.graph.unroll import survey
from wellled_rules.values.folds import FOLDS
from wellled_rules.values.missing import OUT, Missing, State
from wellled_rules.values.operators import OPERATORS
from wellled_rules.values.rounding import Rounding
from wellled_rules.values.types import DateType, NumberType, RoundingType

HALF = Fraction(1, 2)


def holds(domain: Domain, held: Held) -> bool:
    match domain:
        case Finite():
            return held in domain.entries
        case Anything():
            return not isinstance(held, Missing) or held in domain.missing
        case Pair():
            return isinstance(held, tuple) and holds(domain.total, held[0]) and holds(domain.below, held[1])
        case Interval():
            if isinstance(held, Missing) or held is None:
                return (OUT if held is None else held) in domain.missing
            assert isinstance(held, int | Fraction)
            on_grid = domain.step is None or (Fraction(held) / domain.step).denominator == 1
            above = domain.low is None or held >= domain.low
            return on_grid and above and (domain.high is None or held <= domain.high)


def test_every_operator_and_every_fold_has_a_transfer() -> None:
    assert set(INTERVALS) == set(OPERATORS)
    assert set(FOLDED) == set(FOLDS)


def at(plan: Plan, name: str) -> int:
    return plan.places[Cell(f"subject:{name}")]


def one_number(op: str, *numbers: object, ends: tuple[int | None, int | None] = (0, 10), whole: bool = True) -> Domain:
    """The domain of `op` of an input between two ends and constants."""
    draft = Draft()
    given_ = draft.input("x", NumberType(whole=whole, low=ends[0], high=ends[1]))
    draft.determine("y", draft.apply(op, given_, *(draft.constant(one) for one in numbers)))  # type: ignore[arg-type]
    plan = survey(draft.graph(), "subject")
    x = Interval(ends[0], ends[1], 1 if whole else None)
    return local(plan, {at(plan, "x"): x}, {})[at(plan, "y")]


@pytest.mark.parametrize(
    ("op", "numbers", "expected"),
    [
        ("add", (3,), Interval(3, 13, 1)),
        ("subtract", (3,), Interval(-3, 7, 1)),
        ("multiply", (HALF,), Interval(0, 5, HALF)),
        ("divide", (4,), Interval(0, Fraction(5, 2))),
        ("divide", (0,), Interval(None, None, None, frozenset({OUT}))),
        ("percentage_of", (10,), Interval(0, 100)),
        ("over", (10,), Finite(frozenset({False}))),
        ("or_more", (10,), Finite(frozenset({True, False}))),
        ("or_more", (0,), Finite(frozenset({True}))),
        ("under", (0,), Finite(frozenset({False}))),
        ("or_less", (10,), Finite(frozenset({True}))),
    ],
)
def test_intervals_are_as_narrow_as_their_ends(op: str, numbers: tuple[object, ...], expected: Domain) -> None:
    assert one_number(op, *numbers) == expected


def test_a_number_without_ends_stays_without_ends() -> None:
    assert one_number("multiply", 2, ends=(None, None), whole=False) == Interval(None, None)
    assert one_number("multiply", 2, ends=(0, None)) == Interval(0, None, 2)


def test_a_rounded_value_is_on_its_grid_and_counted_out_where_that_is_short() -> None:
    draft = Draft()
    x = draft.input("x", NumberType(low=0, high=4))
    rule = draft.assumption("rule", RoundingType(), Rounding.HALF_UP)
    draft.determine("whole", draft.apply("round", x, rule, parameter=0))
    draft.determine("fine", draft.apply("round", x, rule, parameter=9))
    plan = survey(draft.graph(), "subject")
    found = local(plan, {at(plan, "x"): Interval(0, 4)}, {"rule": Rounding.HALF_UP})
    assert found[at(plan, "whole")] == Finite(frozenset(range(5)))
    assert found[at(plan, "fine")] == Interval(0, 4, Fraction(1, 10**9))


def test_days_may_be_any_day() -> None:
    assert of_type(DateType(), (OUT,)) == Anything(frozenset({OUT}))


def test_sums_beyond_counting_become_an_interval_on_the_grid() -> None:
    draft = Draft()
    draft.set("topic", [f"t{number}" for number in range(40)])
    x = draft.input("x", NumberType(whole=True, low=0, high=999), Axis("topic"))
    draft.determine("total", draft.fold("total", x))
    plan = survey(draft.graph(), "subject")
    each = of_type(NumberType(whole=True, low=0, high=999))
    places = [place for cell, place in plan.places.items() if cell.node == "subject:x"]
    assert local(plan, dict.fromkeys(places, each), {})[at(plan, "total")] == Interval(0, 40 * 999, 1)


NUMBERS = st.fractions(min_value=-5, max_value=5, max_denominator=4)
SETS = st.lists(NUMBERS, min_size=1, max_size=3, unique=True)
OPS = ["add", "subtract", "multiply", "divide", "percentage_of", "or_more", "over", "or_less", "under"]


@settings(max_examples=150, deadline=None)
@given(SETS, SETS, st.sampled_from(OPS), st.sampled_from(["total", "mean", "highest", "lowest"]), st.booleans())
def test_an_interval_holds_all_that_can_occur(
    left: list[Fraction], right: list[Fraction], op: str, fold: str, out: bool
) -> None:
    draft = Draft()
    x, y = draft.input("x", NUMBER), draft.input("y", NUMBER)
    elementwise = draft.determine("one", draft.apply(op, x, y))
    folded = draft.determine("two", draft.fold(fold, x, y))
    draft.determine("three", draft.apply("not", elementwise) if OPERATORS[op].on_out == "false" else folded)
    plan = survey(draft.graph(), "subject")
    entries = {at(plan, "x"): (*map(_whole, left), *([OUT] if out else [])), at(plan, "y"): tuple(map(_whole, right))}
    wide = {place: _interval(some) for place, some in entries.items()}
    found = local(plan, wide, {})
    for name in ("one", "two", "three"):
        for (held,) in sweep(plan, [at(plan, name)], entries, {}).values:
            assert holds(found[at(plan, name)], held), (name, held, found[at(plan, name)])


def _whole(number: Fraction) -> int | Fraction:
    return number.numerator if number.denominator == 1 else number


def _interval(entries: tuple[object, ...]) -> Domain:
    found = hull(Finite(frozenset(entries)))  # type: ignore[arg-type]
    assert found is not None
    return found


def test_a_hull_knows_the_grid_and_the_states() -> None:
    seen = Missing(state=State.NOT_SEEN)
    assert hull(Finite(frozenset({HALF, 2, seen}))) == Interval(HALF, 2, HALF, frozenset({seen}))
    assert hull(Finite(frozenset({True}))) is None


def test_tests_on_what_has_no_order_may_go_either_way() -> None:
    draft = Draft()
    day, other = draft.input("day", DateType()), draft.input("other", DateType())
    draft.determine("early", draft.apply("before", day, other, type_=TRUTH))
    plan = survey(draft.graph(), "subject")
    days = {at(plan, "day"): Anything(), at(plan, "other"): Anything()}
    assert local(plan, days, {})[at(plan, "early")] == Finite(frozenset({True, False}))
