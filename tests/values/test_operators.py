"""The operator table, held to plain arithmetic and to its own laws."""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.bakery import BAKERY

from wellled_rules.values.folds import FOLDS, Fold, Summary
from wellled_rules.values.missing import OUT, Missing, State
from wellled_rules.values.operators import OPERATORS, Entry, Parameter, as_number
from wellled_rules.values.rounding import Rounding
from wellled_rules.values.scale import Exact, Scale, ScaleLevel
from wellled_rules.values.types import exact

STARS = BAKERY.scales["stars"]
GRADE = BAKERY.scales["grade"]
KINDS = BAKERY.sets["kind"].by_id
NUMBERS = st.fractions(-1000, 1000, max_denominator=1000).map(exact)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
LEVELS = st.sampled_from(STARS.levels)


def ask(op: str, *args: Entry, parameter: Parameter = None) -> Entry:
    return OPERATORS[op].meaning(args, parameter)


# --- elementwise


@given(NUMBERS, NUMBERS)
def test_arithmetic_is_exact(one: Exact, other: Exact) -> None:
    assert ask("add", one, other) == one + other
    assert ask("subtract", one, other) == one - other
    assert ask("multiply", one, other) == one * other
    if other != 0:
        assert ask("divide", one, other) == Fraction(one) / other
        assert ask("percentage_of", one, other) == Fraction(100 * one) / other


@given(NUMBERS)
def test_of_nothing_a_share_is_not_applicable(number: Exact) -> None:
    assert ask("divide", number, 0) == OUT
    assert ask("percentage_of", number, 0) == OUT


@given(NUMBERS, NUMBERS)
def test_whole_answers_are_whole_numbers(one: Exact, other: Exact) -> None:
    for op in ("add", "subtract", "multiply", "divide", "percentage_of"):
        found = ask(op, one, other)
        assert isinstance(found, (int, Missing)) or found.denominator != 1  # type: ignore[union-attr]


@given(NUMBERS, NUMBERS)
def test_tests_of_numbers_say_whether_the_end_is_included(one: Exact, other: Exact) -> None:
    assert ask("or_more", one, other) is (one >= other)
    assert ask("or_less", one, other) is (one <= other)
    assert ask("over", one, other) is (one > other)
    assert ask("under", one, other) is (one < other)
    assert ask("between", one, one, other) is (one <= other)
    assert ask("between", other, one, other) is (one <= other)


@given(LEVELS, LEVELS)
def test_tests_of_levels_go_by_the_order_of_the_scale(one: ScaleLevel, other: ScaleLevel) -> None:
    assert ask("better", one, other) is (one.rank > other.rank)
    assert ask("or_better", one, other) is (one.rank >= other.rank)
    assert ask("worse", one, other) is ask("better", other, one)
    assert ask("or_worse", one, other) is ask("or_better", other, one)


def test_a_scale_on_which_one_is_best_is_not_read_upside_down() -> None:
    best = ScaleLevel(scale="s", id="1", rank=1, worth=1)
    worst = ScaleLevel(scale="s", id="2", rank=0, worth=2)
    assert ask("better", best, worst) is True
    assert ask("under", best, worst) is True


@given(DAYS, DAYS)
def test_tests_of_days(one: date, other: date) -> None:
    assert ask("before", one, other) is (one < other)
    assert ask("after", one, other) is (one > other)
    assert ask("on_or_before", one, other) is (one <= other)
    assert ask("on_or_after", one, other) is (one >= other)


@pytest.mark.parametrize(
    ("op", "day", "within"),
    [
        ("within_before", date(2022, 2, 28), True),
        ("within_before", date(2022, 2, 27), False),
        ("within_before", date(2024, 2, 29), True),
        ("within_before", date(2024, 3, 1), False),
        ("within_after", date(2026, 2, 28), True),
        ("within_after", date(2026, 3, 1), False),
        ("within_after", date(2024, 2, 28), False),
    ],
)
def test_within_two_years_includes_both_ends(op: str, day: date, within: bool) -> None:
    assert ask(op, day, date(2024, 2, 29), parameter=(2, "year")) is within


def test_one_of_is_equality_or_being_among() -> None:
    street, mill, wholesale = KINDS["street"], KINDS["mill"], KINDS["wholesale"]
    assert ask("one_of", frozenset({street, mill}), mill) is True
    assert ask("one_of", frozenset({street}), mill, wholesale) is False
    assert ask("one_of", street, mill, street) is True
    assert ask("one_of", 3, Fraction(3)) is True
    assert ask("one_of", GRADE.by_id["fair"], GRADE.by_id["fresh"]) is False


@given(st.lists(st.booleans() | st.just(OUT), max_size=5))
def test_conditions_take_what_is_out_for_false(parts: list[bool | Missing]) -> None:
    holds = [part is True for part in parts]
    assert ask("and", *parts) is all(holds)
    assert ask("or", *parts) is any(holds)
    if parts:
        assert ask("not", parts[0]) is (not holds[0])


@pytest.mark.parametrize("state", list(State))
def test_looking_at_a_cell_tells_values_and_states(state: State) -> None:
    gone = Missing(state=state)
    assert (ask("known", gone), ask("missing", gone)) == (False, True)
    assert (ask("known", 3), ask("missing", 3)) == (True, False)
    assert ask("state", gone, parameter=state) is True
    assert ask("state", 3, parameter=state) is False
    assert [one for one in State if ask("state", gone, parameter=one)] == [state]


def test_a_level_of_equal_worth_is_found_if_there_is_one() -> None:
    assert ask("convert", STARS.by_id["2"], parameter=GRADE) is GRADE.by_id["fair"]
    assert ask("convert", STARS.by_id["4"], parameter=GRADE) == OUT
    twins = tuple(ScaleLevel(scale="t", id=id_, rank=rank, worth=1) for rank, id_ in enumerate("ab"))
    assert ask("convert", 1, parameter=Scale(name="t", title="T", levels=twins, best_first=False)) == OUT


def test_rounding_takes_places_and_a_rule() -> None:
    assert ask("round", Fraction(125, 2), Rounding.HALF_UP, parameter=0) == 63
    assert ask("round", Fraction(1, 3), Rounding.DOWN, parameter=2) == Fraction(33, 100)


@pytest.mark.parametrize("wrong", [True, OUT, date(2024, 1, 1), KINDS["mill"], ScaleLevel(scale="s", id="x", rank=0)])
def test_what_is_no_number_is_no_number(wrong: Entry) -> None:
    with pytest.raises(TypeError):
        as_number(wrong)


# --- folds

ITEMS = st.lists(st.tuples(LEVELS, st.booleans(), st.integers(0, 5)), max_size=7)
Item = tuple[ScaleLevel, bool, int]


def fold(row: Fold, items: Sequence[Item], asked: int) -> Entry:
    summary: Summary = row.start
    for level, passes, weight in items:
        summary = row.take(summary, level, passes, weight)
    return row.finish(summary, asked)


def _worths(items: Sequence[Item]) -> list[Exact]:
    return [as_number(level) for level, passes, _ in items if passes]


def _levels(items: Sequence[Item]) -> list[ScaleLevel]:
    return [level for level, passes, _ in items if passes]


def _mean(items: Sequence[Item], _: int) -> Entry:
    weights = [weight for _, passes, weight in items if passes]
    total = sum(weight * as_number(level) for level, passes, weight in items if passes)
    return exact(Fraction(total) / sum(weights)) if sum(weights) else OUT


def _total(items: Sequence[Item], _: int) -> Entry:
    return sum(weight * as_number(level) for level, passes, weight in items if passes)


def _hits(items: Sequence[Item]) -> int:
    return sum(passes for _, passes, _ in items)


def _most(read: Callable[[Sequence[Item]], list[Entry]], pick: Callable[..., Entry]) -> Callable[..., Entry]:
    return lambda items, _: pick(read(items)) if read(items) else OUT


def _by_rank(pick: Callable[..., ScaleLevel]) -> Callable[..., Entry]:
    return lambda levels: pick(levels, key=lambda level: level.rank)


MEANT: dict[str, Callable[[Sequence[Item], int], Entry]] = {
    "total": _total,
    "number": lambda items, _: _hits(items),
    "mean": _mean,
    "highest": _most(_worths, max),  # type: ignore[arg-type]
    "lowest": _most(_worths, min),  # type: ignore[arg-type]
    "best": _most(_levels, _by_rank(max)),  # type: ignore[arg-type]
    "worst": _most(_levels, _by_rank(min)),  # type: ignore[arg-type]
    "weighted_total": _total,
    "weighted_mean": _mean,
    "any": lambda items, _: _hits(items) > 0,
    "all": lambda items, _: _hits(items) == len(items),
    "none": lambda items, _: _hits(items) == 0,
    "at_least": lambda items, n: _hits(items) >= n,
    "at_most": lambda items, n: _hits(items) <= n,
    "exactly": lambda items, n: _hits(items) == n,
    "majority": lambda items, _: 2 * _hits(items) > len(items),
    "empty": lambda items, _: _hits(items) == 0,
}


def test_every_fold_is_held_to_its_meaning() -> None:
    assert set(MEANT) == set(FOLDS)


@pytest.mark.parametrize("name", sorted(MEANT))
@given(items=ITEMS, asked=st.integers(0, 7))
def test_a_fold_means_what_its_words_say(name: str, items: list[Item], asked: int) -> None:
    assert fold(FOLDS[name], items, asked) == MEANT[name](items, asked)


@pytest.mark.parametrize("name", sorted(FOLDS))
@given(items=ITEMS, asked=st.integers(0, 7), data=st.data())
def test_the_order_of_entries_counts_for_nothing(name: str, items: list[Item], asked: int, data: st.DataObject) -> None:
    assert fold(FOLDS[name], data.draw(st.permutations(items)), asked) == fold(FOLDS[name], items, asked)


@pytest.mark.parametrize("name", sorted(FOLDS))
@given(items=ITEMS)
def test_summaries_can_be_remembered(name: str, items: list[Item]) -> None:
    summary: Summary = FOLDS[name].start
    for level, passes, weight in items:
        summary = FOLDS[name].take(summary, level, passes, weight)
        hash(summary)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        *(("total", 0), ("number", 0), ("weighted_total", 0), ("mean", OUT), ("weighted_mean", OUT)),
        *(("highest", OUT), ("lowest", OUT), ("best", OUT), ("worst", OUT)),
        *(("any", False), ("all", True), ("none", True), ("majority", False), ("empty", True)),
    ],
)
def test_of_nothing(name: str, answer: Entry) -> None:
    assert fold(FOLDS[name], [], 0) == answer


def test_quantifiers_answer_yes_or_no_and_the_others_do_not() -> None:
    one: list[Item] = [(STARS.by_id["3"], True, 1)]
    assert {name for name in FOLDS if isinstance(fold(FOLDS[name], one, 1), bool)} == {
        name for name, row in FOLDS.items() if row.tests
    }


def test_rows_are_named_once_and_described() -> None:
    for table in (OPERATORS, FOLDS):
        for name, row in table.items():
            assert row.name == name
            assert row.words
            assert row.doc.endswith(".")
