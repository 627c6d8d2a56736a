"""A profile names the rules that were worked out and no others, and its shares are all of the time."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from support.kitchens import kitchens

from wellled_rules import CaseError
from wellled_rules.api.profile import Profile, profiled

ENTRIES = {"stove": 4, "sink": 3, "store": 3}
WORKED_OUT = {"average", "range", "score_of", "bench_weight", "halves", "mark"}


def profile(**case: object) -> Profile:
    told = {"inputs": {"kind": "hotel", "score_of": ENTRIES}, **case}
    return profiled(kitchens, json.dumps(told).encode(), "case.json")[2]


def names(found: Profile) -> set[str]:
    return {one.rule.name for one in found.rules}


def test_every_rule_of_the_level_is_there_once_the_dearest_first() -> None:
    found = profile()
    declared = {rule.name for rule in kitchens().graph.rules.values() if rule.level == found.level}
    assert WORKED_OUT <= names(found) <= declared
    assert len(names(found)) == len(found.rules)
    times = [one.nanoseconds for one in found.rules]
    assert times == sorted(times, reverse=True)
    assert all(isinstance(one, int) and one > 0 for one in times)


def test_shares_are_exact_and_all_of_the_time() -> None:
    found = profile()
    assert sum(one.share for one in found.rules) == 1
    assert all(isinstance(one.share, Fraction) for one in found.rules)


def test_cells_and_steps_are_those_of_the_rule() -> None:
    by_name = {one.rule.name: one for one in profile().rules}
    assert (by_name["score_of"].cells, by_name["score_of"].steps) == (3, 3)
    assert by_name["average"].cells == 1
    assert by_name["average"].steps > 3


def test_what_the_case_states_was_not_worked_out() -> None:
    found = profile(given={"mark": "good"})
    assert "mark" not in names(found) or next(one for one in found.rules if one.rule.name == "mark").cells == 0
    assert "average" in names(found)


def test_outcomes_of_a_subject_that_is_not_covered_were_not_worked_out() -> None:
    found = profile(inputs={"kind": "shop", "score_of": ENTRIES})
    assert all(one.cells == 0 for one in found.rules if one.rule.kind == "determine")


@pytest.mark.parametrize("scores", [{}, {"stove": 4}])
def test_an_open_case_has_a_profile_and_the_compiled_function_leaves_it(scores: dict[str, int]) -> None:
    found = profile(inputs={"kind": "hotel", "score_of": scores})
    assert names(found) >= WORKED_OUT
    last = found.parts[-1]
    assert (last.nanoseconds, last.why) == (None, "it leaves this case to the reference")


def test_parts_stand_in_the_order_of_the_work() -> None:
    assert [one.name for one in profile().parts] == [
        "rules read and checked", "case read", "case validated", "case decided", "other assumptions tried",
        "result written", "compiled, once a process", "compiled function",
    ]  # fmt: skip


def test_the_result_is_the_one_without_a_profile() -> None:
    case = json.dumps({"inputs": {"kind": "hotel", "score_of": ENTRIES}}).encode()
    assert profiled(kitchens, case, "case.json")[1].to_dict() == kitchens().evaluate(case).to_dict()


def test_json_has_whole_nanoseconds_only() -> None:
    told = json.loads(json.dumps(profile().to_dict()), parse_float=pytest.fail)
    assert told["schema"] == "wellled.profile/1"
    assert {one["rule"] for one in told["rules"]} == names(profile())


def test_a_case_that_is_refused_has_no_profile() -> None:
    with pytest.raises(CaseError):
        profile(inputs={"score_of": {"stove": 9}})
