"""The order of exceptions: by kind, and what overrides just after what it overrides, whatever the order written."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from wellled_rules.graph.nodes import AdjustmentKind
from wellled_rules.graph.stages import Acts, staged

LIMIT, FLOOR, REPLACEMENT = AdjustmentKind.LIMIT, AdjustmentKind.FLOOR, AdjustmentKind.REPLACEMENT


def test_kinds_act_in_their_order_and_together() -> None:
    rules = [Acts("c", LIMIT, ()), Acts("b", LIMIT, ()), Acts("a", REPLACEMENT, ())]
    assert staged(rules) == ((REPLACEMENT, ("a",)), (LIMIT, ("b", "c")))


def test_what_overrides_acts_just_after_what_it_overrides() -> None:
    rules = [Acts("cap", LIMIT, ()), Acts("other", LIMIT, ()), Acts("base", FLOOR, ("cap",))]
    assert staged(rules) == ((LIMIT, ("cap",)), (FLOOR, ("base",)), (LIMIT, ("other",)))


def test_a_chain_of_overrides_is_kept() -> None:
    rules = [Acts("c", LIMIT, ("b",)), Acts("b", FLOOR, ("a",)), Acts("a", REPLACEMENT, ())]
    assert [names for _, names in staged(rules)] == [("a",), ("b",), ("c",)]


def test_what_overrides_several_acts_after_the_last_of_them() -> None:
    rules = [Acts("x", REPLACEMENT, ("a", "z")), Acts("a", REPLACEMENT, ()), Acts("z", LIMIT, ())]
    assert [names for _, names in staged(rules)] == [("a",), ("z",), ("x",)]


KINDS = st.sampled_from(list(AdjustmentKind))


@st.composite
def rules(draw: st.DrawFn) -> list[Acts]:
    names = [f"r{number}" for number in range(draw(st.integers(0, 8)))]
    found = []
    for turn, name in enumerate(names):
        below = draw(st.lists(st.sampled_from(names[:turn]), unique=True, max_size=3)) if turn else []
        found.append(Acts(name, draw(KINDS), tuple(below)))
    return draw(st.permutations(found))


@given(rules())
def test_every_exception_acts_once_and_after_what_it_overrides(found: list[Acts]) -> None:
    order = staged(found)
    place = {name: turn for turn, (_, names) in enumerate(order) for name in names}
    assert sorted(place) == sorted(rule.name for rule in found)
    assert sum(len(names) for _, names in order) == len(found)
    for rule in found:
        assert all(place[other] < place[rule.name] for other in rule.overrides)


@given(rules(), st.randoms())
def test_the_order_written_counts_for_nothing(found: list[Acts], chance: object) -> None:
    turned = list(found)
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert staged(found) == staged(turned)


def test_thousands_of_overrides_are_ordered_at_once() -> None:
    many = [Acts(f"r{number:05}", LIMIT, (f"r{number - 1:05}",) if number else ()) for number in range(10_000)]
    start = time.perf_counter()
    assert len(staged(many)) == 10_000
    assert time.perf_counter() - start < 2
