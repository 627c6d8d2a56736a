"""Trusts made at random come to what the published principles come to, counted out by `support.kloe_oracle`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, TypeAlias

import pytest
from support.kloe_cases import LABELS, case, small_trust, trust
from support.kloe_oracle import (
    CONDITION,
    GIVES,
    INADEQUATE,
    NOT_RATED,
    REQUIREMENT,
    REQUIRES_IMPROVEMENT,
    UNDETERMINED,
    UNRATED,
    WARNING,
    Answer,
    Oracle,
    Outcomes,
    Path,
    Row,
    Service,
    Trust,
)

from wellled_rules import load
from wellled_rules.api.framework import Framework
from wellled_rules.api.result import Members, OutcomeView, Result, SubjectView
from wellled_rules.backends.reference.evaluate import evaluate
from wellled_rules.graph.valuation import Status

SEEDS = (2, 5, 9)
WITH_RESOURCES, WITHOUT = "kloe@2018-03", "kloe@2017-06"
WORDS = {label: word for word, label in LABELS.items()}

SIZES = {"1 to 3": range(1, 4), "4 to 8": range(4, 9), "9 or more": range(9, 1000)}
RATED = [one for one in Row if one is not Row.NOTHING]
# With up to three ratings one decides, so that neither is ever too few.
ALONE = [Row.INADEQUATE, Row.LIMITED, Row.OUTSTANDING, Row.GOOD]


@cache
def large_trust(seed: int) -> Trust:
    return trust(seed, locations=40, services=400)


def told(framework: Framework, result: Result) -> Outcomes:
    """Every outcome of every subject, but those of the parts that a module works out."""
    found: Outcomes = {}
    wholes: list[tuple[Path, Result | SubjectView, str]] = [((), result, "trust")]
    wholes += [(one.path[1::2], one, one.level) for one in result.subjects]
    for path, view, level in wholes:
        for name in framework.graph.outcomes[level]:
            if "." not in name:
                found |= {(path, name, asked): one for asked, one in answers(view[name])}
    return found


def answers(view: OutcomeView | Members) -> Iterator[tuple[str, Answer]]:
    if isinstance(view, Members):
        yield from ((asked, answer(one)) for asked, one in view.items() if isinstance(one, OutcomeView))
    else:
        yield "", answer(view)


def answer(view: OutcomeView) -> Answer:
    if view.status is Status.UNDETERMINED:
        return UNDETERMINED
    if view.value is None:
        return WORDS.get(view.label or "", view.status.value)
    return view.value if isinstance(view.value, bool) else str(view.value)


Evaluate: TypeAlias = "Callable[[Framework, dict[str, Any]], Result]"


def by_reference(framework: Framework, document: dict[str, Any]) -> Result:
    """What a case comes to by the reference; `Framework.evaluate` puts most to compiled rules."""
    return Result(evaluate(framework.graph, framework.evidence(document)))


def differing(
    identity: str, made: Trust, result: Evaluate = Framework.evaluate
) -> dict[tuple[Path, str, str], tuple[Answer | None, Answer | None]]:
    """What the principles and the rules come to, where they differ."""
    framework = load(identity)
    with_resources = identity == WITH_RESOURCES
    expected = Oracle(made, with_resources).outcomes()
    found = told(framework, result(framework, case(made, is_with_resources=with_resources)))
    return {
        key: (expected.get(key), found.get(key))
        for key in expected.keys() | found.keys()
        if expected.get(key) != found.get(key)
    }


def seen(trusts: Iterable[Trust]) -> Counter[tuple[str, int, Row]]:
    """What decided in some trusts, by the principles."""
    found: Counter[tuple[str, int, Row]] = Counter()
    for one in trusts:
        oracle = Oracle(one, is_with_resources=True)
        oracle.outcomes()
        found += oracle.seen
    return found


def unseen(found: Counter[tuple[str, int, Row]], what: str) -> list[tuple[str, Row]]:
    """Sizes and rows of which there is no case where something was combined."""
    asked = [(size, one) for size in SIZES for one in (ALONE if size == "1 to 3" else RATED)]
    return [(size, one) for size, one in asked if not any(found[what, count, one] for count in SIZES[size])]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_large_trust_comes_to_what_the_principles_say(seed: int) -> None:
    assert differing(WITH_RESOURCES, large_trust(seed)) == {}


def test_a_large_trust_came_to_the_same_before_use_of_resources() -> None:
    assert differing(WITHOUT, large_trust(SEEDS[0])) == {}


def test_the_reference_comes_to_the_same() -> None:
    assert differing(WITH_RESOURCES, large_trust(SEEDS[0]), by_reference) == {}
    for seed in range(40):
        assert differing(WITH_RESOURCES, small_trust(seed), by_reference) == {}, seed


@pytest.mark.parametrize("block", range(10))
def test_small_trusts_come_to_what_the_principles_say(block: int) -> None:
    for seed in range(block * 20, block * 20 + 20):
        assert differing(WITH_RESOURCES if seed % 4 else WITHOUT, small_trust(seed)) == {}, seed


def test_the_large_trust_has_every_row_at_every_size() -> None:
    found = seen([large_trust(SEEDS[0])])

    assert unseen(found, "location") == []
    assert {one for what, _, one in found if what == "location, overall"} >= set(RATED)
    assert {one for what, _, one in found if what == "service, overall"} >= set(RATED)
    assert found["location", 0, Row.NOTHING]


def test_the_trusts_have_every_row_at_every_level() -> None:
    found = seen([*map(large_trust, SEEDS), *map(small_trust, range(200))])

    assert unseen(found, "trust") == []
    assert found["trust", 0, Row.NOTHING]
    for what in ("service, overall", "location, overall", "trust, overall", "combined"):
        assert {one for name, _, one in found if name == what} >= set(RATED), what


def services(made: Trust) -> Iterator[tuple[Path, Service]]:
    yield from (((one.id,), one) for one in made.services)
    yield from (((home.id, one.id), one) for home in made.locations for one in home.services)


def test_the_large_trust_has_everything_that_principles_speak_of() -> None:
    made = large_trust(SEEDS[0])
    oracle = Oracle(made, is_with_resources=True)
    found = oracle.outcomes()
    all_ = [*services(made)]
    acting = [
        (kind, one.stated[asked], found[path, "key_question", asked])
        for path, one in all_
        for asked, kinds in one.notices.items()
        for kind in kinds
        if len(kinds) == 1 and f"{asked}/{kind}" not in one.waived
    ]

    assert (len(made.locations), len(all_)) == (40, 400)
    assert (REQUIREMENT, "good", REQUIRES_IMPROVEMENT) in acting
    assert (WARNING, "good", INADEQUATE) in acting
    assert (CONDITION, "good", INADEQUATE) in acting
    assert {one.partition("/")[2] for _, service in all_ for one in service.waived} == {REQUIREMENT, WARNING, CONDITION}
    assert any("overall" in one.departed for _, one in all_)
    assert any(set(one.departed) - {"overall"} for one in made.locations)
    assert {(one.merged_on is not None, one.counts_again, oracle.is_combined(one)) for _, one in all_} >= {
        (True, False, False),
        (True, False, True),
        (True, True, True),
    }
    assert any(one.is_small for _, one in all_)
    assert {rating for _, one in all_ for rating in one.stated.values()} >= {*UNRATED, *GIVES.values()}
    assert any(found[path, "overall", ""] == NOT_RATED for path in [(one.id,) for one in made.locations])


def test_a_merged_service_stays_out_to_the_day_two_years_later() -> None:
    """The day itself, the day before and the day after occur, and so do the day of the assessment and the next."""
    found: dict[str, set[bool]] = {}
    for made in (large_trust(SEEDS[0]), *map(small_trust, range(200))):
        oracle, today = Oracle(made, is_with_resources=True), made.assessed_on
        edge = today.replace(year=today.year - 2)
        for _, one in services(made):
            if one.merged_on is not None and not one.counts_again and not one.is_small:
                near = {(one.merged_on - edge).days: "two years before", (one.merged_on - today).days: "today"}
                for off in near.keys() & {-1, 0, 1}:
                    found.setdefault(f"{near[off]} {off:+}", set()).add(oracle.is_combined(one))

    assert found == {
        "two years before -1": {True},
        "two years before +0": {False},
        "two years before +1": {False},
        "today -1": {False},
        "today +0": {False},
        "today +1": {True},
    }


def test_a_single_hospital_is_rated_as_its_trust() -> None:
    alone = [
        made
        for made in map(small_trust, range(200))
        if made.is_single_hospital
        and not made.services
        and not made.departed
        and not made.locations[0].departed
        and made.stated.keys() == {"well_led"}
    ]

    assert alone
    for made in alone:
        found = Oracle(made, is_with_resources=True).outcomes()
        assert found[(), "overall", ""] == found[(made.locations[0].id,), "overall", ""]
