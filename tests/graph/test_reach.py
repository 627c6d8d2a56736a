"""The cases that the checker looks at: what inputs allow, cut where tests can tell apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest
from support.graphs import NUMBER, TRUTH, Axis, Draft

from wellled_rules.graph.cells import Cell
from wellled_rules.graph.domain import Anything, Finite, Interval
from wellled_rules.graph.nodes import Treatment
from wellled_rules.graph.reach import Reach
from wellled_rules.graph.regions import Alike, Region, alike, ends_of, regions
from wellled_rules.graph.steps import Held
from wellled_rules.values.missing import OUT, Missing, State
from wellled_rules.values.types import DateType, NumberType, ScaleType

LEFT = Missing(state=State.NOT_ASSESSED, left_out=True)
HALF = Fraction(1, 2)


def entries(draft: Draft, name: str, *, wide: bool = False) -> set[Held]:
    reach = Reach(draft.graph(), "subject")
    return set(reach.universe(wide=wide).entries[reach.plan.places[Cell(f"subject:{name}")]])


def marked(treatments: Mapping[State, object] | None = None, look: bool = False) -> tuple[Draft, tuple[Held, ...]]:
    draft = Draft()
    scale = draft.scale("mark", {"low": 1, "top": 2})
    mark = draft.input("mark", ScaleType(scale), treatments=treatments)  # type: ignore[arg-type]
    answer = draft.apply("state", mark, parameter=State.NOT_SEEN) if look else mark
    draft.determine("outcome", answer)
    return draft, scale.levels


def test_an_input_holds_any_value_of_its_type_and_is_there() -> None:
    draft, levels = marked()
    assert entries(draft, "mark") == set(levels)
    assert entries(draft, "mark", wide=True) == {*levels, OUT}


@pytest.mark.parametrize(
    ("treatments", "more"),
    [
        ({State.NOT_ASSESSED: Treatment.LEFT_OUT}, {LEFT}),
        ({State.NOT_APPLICABLE: Treatment.LEFT_OUT}, {Missing(state=State.NOT_APPLICABLE, left_out=True)}),
        ({State.NOT_SEEN: Treatment.UNKNOWN}, set()),
        ({State.NOT_GIVEN: OUT}, {OUT}),
        ({State.NOT_GIVEN: 0}, {0}),
    ],
)
def test_a_treated_state_can_occur_as_what_it_is_treated_as(treatments: dict[State, object], more: set[Held]) -> None:
    draft, levels = marked(treatments)
    assert entries(draft, "mark") == {*levels, *more}


def test_a_state_that_is_asked_for_can_occur() -> None:
    draft, levels = marked(look=True)
    assert entries(draft, "mark") == {*levels, Missing(state=State.NOT_SEEN)}


def test_an_unrecorded_decision_is_out() -> None:
    draft = Draft()
    scale = draft.scale("mark", {"low": 1, "top": 2})
    draft.determine("outcome", draft.decision("board", ScaleType(scale)))
    reach = Reach(draft.graph(), "subject")
    (found,) = reach.universe().entries.values()
    assert set(found) == {*scale.levels, OUT}


def test_a_number_without_ends_is_cut_where_it_is_tested() -> None:
    draft = Draft()
    number = draft.input("x", NUMBER)
    draft.determine("a", draft.apply("over", number, draft.constant(3)))
    draft.determine("b", draft.apply("between", number, draft.constant(1), draft.constant(5)))
    assert entries(draft, "x") == {0, 1, 2, 3, 4, 5, 6}
    reach = Reach(draft.graph(), "subject")
    places = [reach.plan.places[Cell(f"subject:{name}")] for name in "ab"]
    assert set(reach.joint(places, reach.universe()).values) == {
        (False, False),
        (False, True),
        (True, True),
        (True, False),
    }


def test_two_endless_numbers_may_compare_either_way_and_are_loose() -> None:
    draft = Draft()
    x, y = draft.input("x", NUMBER), draft.input("y", NUMBER)
    draft.determine("a", draft.apply("over", x, y))
    reach = Reach(draft.graph(), "subject")
    place = reach.plan.places[Cell("subject:a")]
    assert set(reach.joint([place], reach.universe()).values) == {(True,), (False,)}
    assert reach.universe().loose


def test_a_sum_of_endless_numbers_is_cut_behind_the_sum() -> None:
    draft = Draft()
    draft.set("area", ["kitchen", "hall"])
    total = draft.fold("total", draft.input("x", NumberType(low=0, high=1), Axis("area")))
    draft.determine("a", draft.apply("or_more", total, draft.constant(2)))
    draft.determine("b", draft.apply("over", total, draft.constant(2)))
    reach = Reach(draft.graph(), "subject")
    places = [reach.plan.places[Cell(f"subject:{name}")] for name in "ab"]
    assert set(reach.joint(places, reach.universe()).values) == {(True, False), (False, False)}


def test_days_are_cut_at_the_days_of_tests() -> None:
    draft = Draft()
    day = draft.input("day", DateType())
    start = draft.constant(date(2024, 2, 29), DateType())
    draft.determine("in_time", draft.apply("within_before", day, start, parameter=(2, "year"), type_=TRUTH))
    draft.determine("late", draft.apply("after", day, start, type_=TRUTH))
    reach = Reach(draft.graph(), "subject")
    assert date(2022, 2, 28) in entries(draft, "day")
    places = [reach.plan.places[Cell(f"subject:{name}")] for name in ("in_time", "late")]
    assert set(reach.joint(places, reach.universe()).values) == {(True, False), (False, False), (False, True)}


@pytest.mark.parametrize(
    ("interval", "cuts", "expected"),
    [
        (Interval(0, 10), [5], {0: None, HALF * 5: Region(0, 5), 5: None, HALF * 15: Region(5, 10), 10: None}),
        (Interval(None, None), [5], {4: Region(None, 5), 5: None, 6: Region(5, None)}),
        (Interval(0, 4, 1), [HALF * 3], {0: None, 1: None, 2: Region(HALF * 3, 4), 4: None}),
        (Interval(None, None, 1), [5, 6], {4: Region(None, 5), 5: None, 6: None, 7: Region(6, None)}),
        (
            Interval(None, None, HALF),
            [5, 6],
            {HALF * 9: Region(None, 5), 5: None, HALF * 11: None, 6: None, HALF * 13: Region(6, None)},
        ),
        (Interval(0, 1, 1, frozenset({OUT})), [], {0: None, 1: None, OUT: None}),
    ],
)
def test_a_stretch_stands_for_all_that_tests_cannot_tell_apart(
    interval: Interval, cuts: list[int | Fraction], expected: dict[Held, Region | None]
) -> None:
    assert regions(interval, cuts) == expected


def test_days_between_cuts_stand_for_a_stretch() -> None:
    found = regions(Anything(), [date(2024, 1, 1), date(2024, 1, 2), date(2024, 1, 4)])
    assert found == {
        date(2023, 12, 31): Region(None, date(2024, 1, 1)),
        date(2024, 1, 1): None,
        date(2024, 1, 2): None,
        date(2024, 1, 3): None,
        date(2024, 1, 4): None,
        date(2024, 1, 5): Region(date(2024, 1, 4), None),
    }


def test_ends_are_the_least_and_the_most() -> None:
    assert ends_of(Finite(frozenset({2, HALF, OUT}))) == (HALF, 2)
    assert ends_of(Interval(0, None)) is None


def test_parts_hold_every_entry_once() -> None:
    numbers = frozenset({0, 2, 3, 5, 8})
    found = alike(Finite(numbers | {OUT}), [3, 6])
    assert found == (Alike(0, (0, 2)), Alike(3, (3,)), Alike(5, (5,)), Alike(8, (8,)), Alike(OUT, (OUT,)))
