"""Coverage of random tables and ladders agrees with counting out every case by hand."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from support.graphs import NUMBER, TRUTH, Axis, Draft

from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.diagnostics.report import Report
from wellled_rules.graph.analysis import analyse
from wellled_rules.graph.nodes import Treatment
from wellled_rules.graph.wording import number_words
from wellled_rules.values.missing import State
from wellled_rules.values.types import ScaleType

ENDS = st.integers(0, 24).map(lambda number: Fraction(number, 2))
TESTS = {
    "or_more": lambda value, low, _: value >= low,
    "or_less": lambda value, low, _: value <= low,
    "over": lambda value, low, _: value > low,
    "under": lambda value, low, _: value < low,
    "between": lambda value, low, high: low <= value <= high,
}
Row = tuple[str, Fraction, Fraction]


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    found = []
    for _ in range(draw(st.integers(1, 4))):
        low, high = sorted((draw(ENDS), draw(ENDS)))
        found.append((draw(st.sampled_from(sorted(TESTS))), low, high))
    return found


def whole(number: Fraction) -> int | Fraction:
    return number.numerator if number.denominator == 1 else number


def drawn(topics: int, fold: str, some: list[Row], form: str, treated: bool) -> list[Diagnostic]:
    draft = Draft()
    scale = draft.scale("score", {"poor": 1, "fair": 2, "fine": 3, "great": 4})
    draft.set("topic", [f"t{number}" for number in range(topics)])
    treatments = {State.NOT_APPLICABLE: Treatment.LEFT_OUT} if treated else None
    mark = draft.input("mark", ScaleType(scale), Axis("topic"), treatments=treatments)
    column = draft.determine("column", draft.fold(fold, mark))
    made = []
    for op, low, high in some:
        ends = [whole(low), whole(high)] if op == "between" else [whole(low)]
        test = draft.apply(op, column, *(draft.constant(end, NUMBER) for end in ends), type_=TRUTH)
        made.append(([test], draft.constant(scale.levels[0])))
    table = draft.table([column], made, ScaleType(scale)) if form == "table" else draft.first_of(made, ScaleType(scale))
    draft.determine("outcome", table)
    report = Report()
    analyse(draft.graph(), report)
    return list(report)


def columns(topics: int, fold: str, treated: bool) -> Iterator[Fraction | None]:
    """What the column comes to in every case; None where it is not applicable."""
    for scores in product((1, 2, 3, 4, None) if treated else (1, 2, 3, 4), repeat=topics):
        held = [one for one in scores if one is not None]
        match fold:
            case "total":
                yield Fraction(sum(held))
            case "mean":
                yield Fraction(sum(held), len(held)) if held else None
            case "highest":
                yield Fraction(max(held)) if held else None


CASES = (st.integers(1, 3), st.sampled_from(["total", "mean", "highest"]), rows(), st.booleans())


def words(numbers: set[Fraction]) -> str:
    listed = [number_words(whole(one)) for one in sorted(numbers)]
    if len(listed) > 8:
        return f"{', '.join(listed[:8])} and {len(listed) - 8} more"
    return " and ".join((", ".join(listed[:-1]), listed[-1])) if len(listed) > 1 else listed[0]


@settings(max_examples=150, deadline=None)
@given(*CASES)
def test_a_table_has_the_findings_that_counting_gives(topics: int, fold: str, some: list[Row], treated: bool) -> None:
    found = drawn(topics, fold, some, "table", treated)
    values = {one for one in columns(topics, fold, treated) if one is not None}
    wide = {one for one in columns(topics, fold, True) if one is not None}
    holding = {value: [turn for turn, (op, *ends) in enumerate(some) if TESTS[op](value, *ends)] for value in wide}
    gaps = {value for value in values if not holding[value]}
    assert [one.headline for one in found if one.code == "gap-in-table"] == (
        [f"no row for {words(gaps)} of `column`"] if gaps else []
    )
    pairs: dict[tuple[int, int], set[Fraction]] = {}
    for value in values:
        for first, second in product(holding[value], repeat=2):
            if first < second:
                pairs.setdefault((first, second), set()).add(value)
    assert sorted(one.headline for one in found if one.code == "overlap-in-table") == sorted(
        f"two rows answer for {words(both)} of `column`" for both in pairs.values()
    )
    dead = [turn for turn in range(len(some)) if not any(turn in held for held in holding.values())]
    assert len([one for one in found if one.code == "dead-row"]) == len(dead)


@settings(max_examples=100, deadline=None)
@given(*CASES)
def test_a_ladder_has_the_findings_that_counting_gives(topics: int, fold: str, some: list[Row], treated: bool) -> None:
    found = drawn(topics, fold, some, "first", treated)

    def taken(value: Fraction | None) -> int | None:
        return next(
            (turn for turn, (op, *ends) in enumerate(some) if value is not None and TESTS[op](value, *ends)), None
        )

    ends_open = any(taken(value) is None for value in columns(topics, fold, treated))
    assert any(one.code == "no-otherwise" for one in found) is ends_open
    reached = {taken(value) for value in columns(topics, fold, True)}
    assert len([one for one in found if one.code == "dead-row"]) == len(set(range(len(some))) - reached)
