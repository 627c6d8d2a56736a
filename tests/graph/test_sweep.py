"""The sweep gives exactly what counting out every choice gives, at the cost of summaries."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from support.graphs import TRUTH, Axis, Draft

from wellled_rules.graph.cells import AssumeStep, Cell, FillStep, Plan, SourceStep
from wellled_rules.graph.nodes import AdjustmentKind, Stage
from wellled_rules.graph.steps import completions, fills, perform
from wellled_rules.graph.sweep import decisive, sweep
from wellled_rules.graph.unroll import survey
from wellled_rules.values.missing import OUT, Missing, State
from wellled_rules.values.scale import Scale
from wellled_rules.values.types import ScaleType

NOT_SEEN = Missing(state=State.NOT_SEEN)
NOT_GIVEN = Missing(state=State.NOT_GIVEN)


def enumerated(plan: Plan, targets: Sequence[int], sources: Mapping[int, Sequence[object]]) -> set[tuple[object, ...]]:
    """Joint values by running the whole plan once for every choice."""
    found: set[tuple[object, ...]] = set()

    def go(place: int, held: list[object]) -> None:
        if place == len(plan.steps):
            found.add(tuple(held[one] for one in targets))
            return
        step = plan.steps[place]
        assert not isinstance(step, AssumeStep)
        options: Sequence[object]
        if isinstance(step, SourceStep):
            options = sources.get(place, (NOT_GIVEN,))
        elif isinstance(step, FillStep) and fills(step, held[step.of]):
            options = completions(step.type) or ()
        else:
            options = (perform(step, held),)
        for one in options:
            go(place + 1, [*held, one])

    go(0, [])
    return found


def scored(topics: int) -> tuple[Draft, Scale, str]:
    draft = Draft()
    scale = draft.scale("score", {"poor": 1, "fair": 2, "fine": 3, "great": 4})
    draft.set("topic", [f"t{number}" for number in range(topics)])
    return draft, scale, draft.input("mark", ScaleType(scale), Axis("topic"))


def share(draft: Draft, mark: str) -> str:
    below = draft.apply("multiply", draft.constant(4), draft.fold("number", mark))
    return draft.apply("percentage_of", draft.fold("total", mark), below)


def banded(draft: Draft, scale: Scale, column: str) -> str:
    poor, fair, fine, great = (draft.constant(level) for level in scale.levels)
    rows = {poor: ("between", 25, 38), fair: ("between", 39, 62), fine: ("between", 63, 87), great: ("or_more", 88)}
    return draft.bands(column, rows, ScaleType(scale))


def marks(plan: Plan) -> dict[str, int]:
    return {cell.members[0]: place for cell, place in plan.places.items() if cell.node == "subject:mark"}


def test_bands_as_printed_miss_two_percentages_of_eight_scores() -> None:
    draft, scale, mark = scored(8)
    percentage = draft.determine("percentage", share(draft, mark))
    draft.determine("overall", banded(draft, scale, percentage))
    plan = survey(draft.graph(), "subject")
    targets = [plan.places[Cell("subject:percentage")], plan.places[Cell("subject:overall")]]
    reached = sweep(plan, targets, dict.fromkeys(marks(plan).values(), scale.levels), {})
    assert reached.exact
    assert {value for value, band in reached.values if band == OUT} == {Fraction(125, 2), Fraction(175, 2)}


def test_a_witness_gives_the_values_it_stands_for() -> None:
    draft, scale, mark = scored(5)
    draft.determine("overall", banded(draft, scale, draft.determine("percentage", share(draft, mark))))
    plan = survey(draft.graph(), "subject")
    targets = [plan.places[Cell("subject:percentage")], plan.places[Cell("subject:overall")]]
    sources = dict.fromkeys(marks(plan).values(), (*scale.levels, OUT))
    reached = sweep(plan, targets, sources, {})
    for values in reached.values:
        alone = {place: (entry,) for place, entry in reached.witness(values).items()}
        assert set(alone) == set(sources)
        assert enumerated(plan, targets, alone) == {values}


def test_forty_eight_cells_cost_well_under_a_second() -> None:
    draft, scale, mark = scored(48)
    percentage = draft.determine("percentage", share(draft, mark))
    poor = draft.fold("any", mark, hits=[draft.apply("one_of", mark, draft.constant(scale.levels[0]))])
    draft.determine("some_poor", poor)
    draft.determine("overall", banded(draft, scale, percentage))
    plan = survey(draft.graph(), "subject")
    targets = [plan.places[Cell(f"subject:{name}")] for name in ("percentage", "some_poor", "overall")]
    sources = dict.fromkeys(marks(plan).values(), scale.levels)
    start = time.perf_counter()
    reached = sweep(plan, targets, sources, {})
    assert time.perf_counter() - start < 1
    without, with_one = 4 * 48 - 2 * 48 + 1, (4 * 47 + 1) - 48 + 1
    assert len(reached.values) == without + with_one


def test_more_states_than_the_budget_are_no_answer() -> None:
    draft, scale, mark = scored(8)
    draft.determine("percentage", share(draft, mark))
    plan = survey(draft.graph(), "subject")
    places = list(marks(plan).values())
    reached = sweep(plan, places, dict.fromkeys(places, scale.levels), {}, budget=1_000)
    assert not reached.exact
    assert not reached.values


def test_a_kept_state_reaches_the_outcome_and_a_test_fills_it() -> None:
    draft = Draft()
    scale = draft.scale("score", {"poor": 1, "fine": 2})
    one = draft.input("one", ScaleType(scale))
    plain = draft.determine("plain", one)
    fine = draft.apply("one_of", plain, draft.constant(scale.levels[1]))
    draft.determine("is_fine", fine)
    plan = survey(draft.graph(), "subject")
    targets = [plan.places[Cell("subject:plain")], plan.places[Cell("subject:is_fine")]]
    reached = sweep(plan, targets, {plan.places[Cell("subject:one")]: (NOT_SEEN,)}, {})
    assert set(reached.values) == {(NOT_SEEN, True), (NOT_SEEN, False)}


def test_a_look_at_what_was_filled_may_go_either_way_but_only_one_way() -> None:
    draft = Draft()
    scale = draft.scale("score", {"poor": 1, "fine": 2})
    plain = draft.determine("plain", draft.input("one", ScaleType(scale)))
    draft.determine("known", draft.apply("known", plain))
    draft.determine("missing", draft.apply("missing", plain))
    plan = survey(draft.graph(), "subject")
    targets = [plan.places[Cell("subject:known")], plan.places[Cell("subject:missing")]]
    assert set(sweep(plan, targets, {}, {}).values) == {(True, False), (False, True)}
    looks = {place: name for place, name in enumerate(plan.steps) if type(name).__name__ == "LookStep"}
    told = {place: step.op == "missing" for place, step in looks.items()}
    assert set(sweep(plan, targets, {}, {}, look=told).values) == {(False, True)}


def test_what_is_fixed_or_named_as_a_source_asks_for_nothing_above_it() -> None:
    draft, scale, mark = scored(8)
    percentage = draft.determine("percentage", share(draft, mark))
    draft.determine("overall", banded(draft, scale, percentage))
    plan = survey(draft.graph(), "subject")
    at, overall = plan.places[Cell("subject:percentage")], plan.places[Cell("subject:overall")]
    assert set(sweep(plan, [overall], {}, {}, fixed={at: 90}).values) == {(scale.levels[3],)}
    reached = sweep(plan, [overall], {at: (30, Fraction(125, 2))}, {})
    assert set(reached.values) == {(scale.levels[0],), (OUT,)}
    assert reached.witness((OUT,)) == {at: Fraction(125, 2)}


def test_only_entries_that_can_change_the_target_are_decisive() -> None:
    draft, scale, mark = scored(4)
    fine = draft.apply("or_better", mark, draft.constant(scale.levels[2]))
    draft.determine("enough", draft.fold("at_least", mark, hits=[fine], count=draft.constant(2)))
    plan = survey(draft.graph(), "subject")
    target = plan.places[Cell("subject:enough")]
    places = list(marks(plan).values())
    settled = {places[0]: (scale.levels[3],), places[1]: (scale.levels[0],)}
    opens = dict.fromkeys(places[2:], (NOT_SEEN,))
    assert decisive(plan, target, places[2:], {**settled, **opens}, {}) == (tuple(places[2:]), True)
    both = {places[0]: (scale.levels[3],), places[1]: (scale.levels[3],)}
    assert decisive(plan, target, places[2:], {**both, **opens}, {}) == ((), True)


OPTIONS = st.lists(st.sampled_from(range(6)), min_size=1, max_size=3, unique=True)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(OPTIONS, min_size=2, max_size=3),
    st.sampled_from(["total", "mean", "highest", "best"]),
    st.sampled_from(["any", "all", "none", "majority"]),
    st.integers(0, 3),
)
def test_sweep_agrees_with_counting_out_every_choice(
    options: list[list[int]], fold: str, quantifier: str, cut: int
) -> None:
    draft, scale, mark = scored(len(options))
    draft.set("half", ["low", "high"])
    limit = draft.constant(scale.levels[cut])
    low = draft.fold(quantifier, mark, hits=[draft.apply("or_worse", mark, limit)])
    type_ = ScaleType(scale) if fold == "best" else None
    number = draft.determine("number", draft.fold(fold, mark, type_=type_))
    first = draft.pick(mark, "topic", "t0")
    answer = draft.determine(
        "range", draft.first_of([([low], first), ([], draft.constant(scale.levels[2]))], ScaleType(scale))
    )
    seen = draft.determine("seen", draft.apply("known", draft.pick(mark, "topic", "t1")))
    held = draft.adjustment(AdjustmentKind.LIMIT, "cap", "overall", condition=seen, to=limit)
    off = draft.adjustment(AdjustmentKind.SUSPENSION, "off", "overall", condition=draft.apply("not", low))
    stages = (Stage(AdjustmentKind.LIMIT, (held,)), Stage(AdjustmentKind.SUSPENSION, (off,)))
    overall = draft.determine("overall", answer, *stages)
    draft.determine("after", draft.apply("one_of", overall, limit, type_=TRUTH))
    plan = survey(draft.graph(), "subject")
    entries = (*scale.levels, OUT, NOT_SEEN)
    chosen = zip(marks(plan).values(), options, strict=True)
    sources = {place: tuple(entries[one] for one in some) for place, some in chosen}
    names = [plan.places[Cell(one)] for one in (number, answer, overall, "subject:after")]
    for targets in ([names[0]], names[1:3], names):
        reached = sweep(plan, targets, sources, {})
        assert reached.exact
        assert set(reached.values) == enumerated(plan, targets, sources)


def test_two_levels_of_totals_are_swept_part_by_part() -> None:
    draft = Draft()
    scale = draft.scale("score", {"poor": 1, "fair": 2, "fine": 3, "great": 4})
    draft.set("topic", [f"t{number}" for number in range(8)])
    draft.set("kind", [f"k{number}" for number in range(6)])
    axes = (Axis("topic"), Axis("kind"))
    entry = draft.input("entry", ScaleType(scale), *axes)
    total = draft.fold("total", entry, axes=axes[:1])
    number = draft.fold("number", entry, axes=axes[:1])
    percentage = draft.apply("percentage_of", total, draft.apply("multiply", draft.constant(4), number))
    mark = draft.determine("mark", banded(draft, scale, percentage))
    percentage = draft.determine("percentage", share(draft, mark))
    plan = survey(draft.graph(), "subject")
    sources = {place: (*scale.levels, OUT) for cell, place in plan.places.items() if cell.node == "subject:entry"}
    start = time.perf_counter()
    reached = sweep(plan, [plan.places[Cell(percentage)]], sources, {})
    assert time.perf_counter() - start < 1
    few = {Fraction(100 * total, 4 * count) for count in range(1, 9) for total in range(count, 4 * count + 1)}
    assert {value for (value,) in reached.values if value != OUT} == few
    assert (OUT,) in reached.values


def test_every_choice_is_counted_in_the_oracle() -> None:
    draft, scale, mark = scored(2)
    draft.determine("total", draft.fold("total", mark))
    plan = survey(draft.graph(), "subject")
    places = list(marks(plan).values())
    found = enumerated(plan, places, dict.fromkeys(places, scale.levels))
    assert found == set(product(scale.levels, repeat=2))
