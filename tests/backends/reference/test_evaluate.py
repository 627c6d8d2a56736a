"""Evaluation of single cases: values, states, given values, decisions, notices."""

from __future__ import annotations

import pytest
from support.kitchens import KITCHENS, evaluated, framework, kitchens

from wellled_rules.diagnostics.errors import CaseError


@pytest.mark.parametrize(
    ("scores", "label", "by"),
    [
        ((3, 3, 3), "Good", ("range",)),
        ((4, 4, 4), "Top", ("range",)),
        ((4, 4, 1), "Fair", ("one_dirty",)),
        ((1, 1, 4), "Poor", ("two_dirty",)),
        ((3, 2, 2), "Good", ("range",)),
    ],
)
def test_a_whole_case_is_determined(scores: tuple[int, ...], label: str, by: tuple[str, ...]) -> None:
    found = evaluated(scores)["mark"]
    assert (found.label, found.status, found.decided_by) == (label, "determined", by)
    assert [str(one) for one in found.possible] == [str(found.value)]
    assert found.exact
    assert found.waits_for == ()


def test_a_missing_score_leaves_what_it_could_become() -> None:
    found = evaluated((3, None, 3))["mark"]
    assert (found.value, found.label, found.status) == (None, None, "undetermined")
    assert [str(one) for one in found.possible] == ["good", "fair"]
    assert found.exact
    assert found.waits_for == ("score_of/sink",)
    assert found.decided_by == ()


def test_a_missing_score_that_cannot_matter_does_not() -> None:
    found = evaluated((1, 1, None))["mark"]
    assert (found.label, found.waits_for) == ("Poor", ())


@pytest.mark.parametrize("state", ["not_assessed", "not_seen", "insufficient_evidence", "suspended"])
def test_an_open_state_is_unknown_to_arithmetic(state: str) -> None:
    assert evaluated((3, state, 3))["mark"].status == "undetermined"


def test_what_is_not_applicable_is_left_out_with_its_weight() -> None:
    assert evaluated(("not_applicable", 2, 4))["average"].value == 3


def test_nothing_to_combine_is_not_applicable() -> None:
    result = evaluated(("not_applicable",) * 3)
    assert result["average"].status == "not_applicable"
    assert result["mark"].status == "not_applicable"


def test_a_label_that_is_no_level_is_shown_and_counts_as_its_state() -> None:
    found = evaluated((3, None, 1))["bench_mark"]
    assert (found["sink"].status, found["sink"].label, found["sink"].value) == ("not_assessed", "Not marked yet", None)
    assert (found["store"].status, found["store"].label) == ("determined", "Poor")


@pytest.mark.parametrize(
    ("inputs", "label", "by"),
    [
        ({"smell": True}, "Poor", ("smelly",)),
        ({"smell": True, "only_one": True}, "Good", ("range",)),
        ({"prize": True}, "Top", ("prized",)),
        ({"closed": True}, "Suspended", ("shut",)),
        ({"closed": True, "prize": True}, "Suspended", ("shut", "prized")),
    ],
)
def test_exceptions_act_in_their_order(inputs: dict[str, bool], label: str, by: tuple[str, ...]) -> None:
    found = evaluated((3, 3, 3), **inputs)["mark"]
    assert (found.label, found.decided_by) == (label, by)


def test_the_last_that_changed_it_decides_then_what_it_came_after() -> None:
    found = evaluated((1, 1, 4), only_one=True)["mark"]
    assert (found.label, found.decided_by) == ("Fair", ("town", "two_dirty"))


def test_a_given_outcome_asks_for_nothing_that_feeds_it() -> None:
    result = evaluated((None, None, None), given={"given": {"average": 2}})
    assert result["average"].marks == ("given",)
    assert result["average"].decided_by == ()
    assert result["range"].label == "Fair"
    assert result["range"].marks == ("given",)
    assert result["mark"].status == "undetermined"
    assert result["mark"].waits_for == ("score_of/stove", "score_of/sink", "score_of/store")


def decision(to: str, reason: str = "the cook was ill") -> dict[str, object]:
    return {"decisions": [{"rule": "panel", "to": to, "role": "panel", "reason": reason}]}


def test_a_moderation_moves_and_is_marked() -> None:
    found = evaluated((3, 3, 3), given=decision("top"))["mark"]
    assert (found.label, found.decided_by, found.marks) == ("Top", ("panel",), ("moderated",))


def test_a_moderation_that_confirms_is_marked_and_decides_nothing() -> None:
    found = evaluated((3, 3, 3), given=decision("good"))["mark"]
    assert (found.label, found.decided_by, found.marks) == ("Good", ("range",), ("moderated",))


def test_limits_hold_after_a_moderation() -> None:
    found = evaluated((4, 4, 1), given=decision("top"))["mark"]
    assert (found.label, found.decided_by) == ("Fair", ("one_dirty", "panel"))


def test_a_moderation_beyond_its_reach_is_refused() -> None:
    with pytest.raises(CaseError) as caught:
        evaluated((3, 3, 3), given=decision("poor"))
    (found,) = caught.value.diagnostics
    assert (found.code, found.pointer) == ("moved-too-far", "/decisions/0/to")
    assert found.headline == "moved from good to poor, though it may move 1 level at most"
    assert found.notes == ("the decision is under “Panel”", "how far it reaches is assumed: Reach of the panel")


def test_the_reach_counts_from_what_the_moderation_meets() -> None:
    assert evaluated((3, 3, 3), given=decision("good"), prize=True)["mark"].label == "Good"
    with pytest.raises(CaseError):
        evaluated((3, 3, 3), given=decision("fair"), prize=True)


def test_a_decision_that_can_do_nothing_is_told() -> None:
    out = evaluated(("not_applicable",) * 3, given=decision("top"))
    (found,) = [one for one in out.notices if one.kind == "decision-without-effect"]
    assert (found.pointer, found.text) == (
        "/decisions/0",
        "the decision under “Panel” moves nothing: the outcome is not applicable",
    )
    stated = evaluated((3, 3, 3), given={**decision("top"), "given": {"mark": "poor"}})
    assert stated["mark"].label == "Poor"
    assert "decision-without-effect" in [one.kind for one in stated.notices]


def test_a_score_without_its_reason_is_marked_on_all_that_rests_on_it() -> None:
    result = kitchens().evaluate({"subject": {"kind": "hotel"}, "inputs": {"score_of": {"sink": 1, "stove": 1}}})
    assert result["mark"].marks == ("not_moderated", "reason_missing")
    assert result["bench_mark"]["sink"].marks == ("reason_missing",)
    assert result["bench_mark"]["store"].marks == ()


def test_not_moderated_is_told_only_where_a_value_was_due_for_it() -> None:
    assert evaluated((3, 3, 3))["mark"].marks == ("not_moderated",)
    assert evaluated((3, 3, 3))["range"].marks == ()
    assert evaluated((3, None, 3))["mark"].marks == ()
    assert evaluated((3, 3, 3), closed=True)["mark"].marks == ()


def test_a_kind_that_the_rules_are_not_for_has_no_outcome() -> None:
    result = kitchens().evaluate({"subject": {"kind": "shop"}, "inputs": {"score_of": {"sink": 1}}})
    for name in ("average", "range", "mark"):
        assert result[name].status == "not_applicable"
        assert result[name].decided_by == ()
    assert result.notices[0].kind == "not-covered"
    assert result.sensitivities == ()


def test_a_kind_that_is_not_known_is_rated_all_the_same() -> None:
    result = kitchens().evaluate({"given": {"range": "good"}, "inputs": {"score_of": dict.fromkeys(("sink",), 4)}})
    assert result["range"].label == "Good"
    assert "not-covered" not in [one.kind for one in result.notices]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2024-12-31", None),
        ("2024-03-01", None),
        ("2023-12-31", "(from 2024-01-01 until 2025-01-01)"),
        ("2025-01-01", "(from 2024-01-01 until 2025-01-01)"),
        ("2024-02-29", "at level house (from 2024-03-01)"),
    ],
)
def test_outside_the_period_there_is_a_notice(day: str, text: str | None) -> None:
    result = evaluated((3, 3, 3), given={"assessed_on": day})
    told = [one.text for one in result.notices if one.kind == "outside-period"]
    assert result["mark"].label == "Good"
    assert (told == []) if text is None else any(text in one for one in told)


def test_checks_change_nothing_and_are_told() -> None:
    result = evaluated((3, None, 3), given={"assessed_on": "2024-06-01"}, last_seen="2024-05-01")
    (found,) = [one for one in result.notices if one.kind.startswith("check")]
    assert (found.kind, found.text) == (
        "check-failed",
        "not met: Every bench is seen (Handbook of kitchens, “Seeing”)",
    )


def test_a_check_of_each_member_names_whom_it_is_about_by_title() -> None:
    each = """
check bench_is_fit "A bench is fit"
    for each bench
    expects score_of is 2 or better
"""
    entries = {name: {"value": 1 if name == "sink" else 3, "reason": "seen"} for name in ("stove", "sink", "store")}
    case = {"subject": {"kind": "hotel"}, "inputs": {"score_of": entries}}
    notices = framework(KITCHENS + each).evaluate(case).notices
    assert [one.text for one in notices if "fit" in one.text] == ["not met: A bench is fit (The sink)"]


def test_a_check_that_hangs_on_what_is_open_is_open() -> None:
    result = evaluated((3, 3, 3), given={"assessed_on": "2024-06-01"}, last_seen="not_seen")
    assert [one.kind for one in result.notices] == ["check-open"]


def test_a_check_of_another_kind_of_house_is_silent() -> None:
    case = {"subject": {"kind": "school"}, "assessed_on": "2024-06-01", "inputs": {"last_seen": "2024-05-01"}}
    assert kitchens().evaluate(case).notices == ()
