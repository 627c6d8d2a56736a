"""What is displayed between two frameworks, and of subjects that move, merge and end."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.histories import history
from support.kiosks import NEW, OLD, assessed, kiosk_rules, transition

from wellled_rules import HistoryError, Timeline, timeline
from wellled_rules.graph.transitions import Kept, Transition

SUBJECTS = [
    {"id": "harbour", "kind": "market"},
    {"id": "old-town", "kind": "market"},
    {"id": "corner", "kind": "kiosk", "within": "harbour"},
]
FIRST = assessed("first", "2021-05-04", "2021-06-01", "poor")
SECOND = assessed("second", "2024-02-01", "2024-04-15")
AT_MARKET = assessed("at-market", "2024-02-01", "2024-05-01", subject="harbour")


def made(*events: Any, between: Transition | None = None, subjects: list[Any] | None = None) -> Timeline:
    rules = (*kiosk_rules(), between or transition())
    return timeline(history(*events, subjects=subjects or SUBJECTS), rules=rules)


def event(kind: str, id_: str, on: str, **more: Any) -> Any:
    return {"id": id_, "kind": kind, "on": on, **more}


def shown(found: Timeline, day: str, subject: str = "corner", known_on: str | None = None) -> dict[str, list[str]]:
    """By outcome, kind and id of all that may be displayed on a day."""
    told = found.at(day, known_on=known_on).to_dict()
    lines = next(one for one in told["subjects"] if one["id"] == subject)["lines"]
    return {
        line["outcome"]: [f"{part['kind']} {part['value']}" for part in line["stretches"][0]["displayed"]]
        for line in lines
    }


def test_what_is_kept_ends_with_the_first_assessment_that_is_published() -> None:
    found = made(FIRST, SECOND)
    assert shown(found, "2024-04-14") == {"outcome": ["value poor"]}
    assert shown(found, "2024-04-15") == {"outcome": ["retired poor"], "mark": ["value fine"]}


def test_kept_until_alone_ends_it_too() -> None:
    only_kept = replace(transition(), retires=())
    assert shown(made(FIRST, SECOND, between=only_kept), "2024-04-15")["outcome"] == ["retired poor"]


def test_the_framework_of_the_day_of_assessment_counts_and_not_that_of_publication() -> None:
    late = assessed("late", "2023-12-20", "2024-03-01")
    found = made(late)
    assert shown(found, "2024-03-01") == {"outcome": ["value fine"]}
    assert [one["framework"] for one in found.to_dict()["events"][0]["worked_out"]] == [OLD]
    assert shown(found, "2024-02-01") == {}


def test_the_market_a_kiosk_lies_in_can_end_what_is_kept_of_the_kiosk() -> None:
    found = made(FIRST, AT_MARKET, between=transition("market"))
    assert shown(found, "2024-04-30")["outcome"] == ["value poor"]
    assert shown(found, "2024-05-01")["outcome"] == ["retired poor"]
    assert shown(found, "2024-05-01", "harbour") == {"mark": ["value fine"]}


def test_where_it_lay_on_the_day_of_publication_counts() -> None:
    moved = event("transfer", "moved", "2024-03-01", subject="corner", into="old-town")
    assert shown(made(FIRST, AT_MARKET, moved, between=transition("market")), "2024-06-01")["outcome"] == ["value poor"]
    later = {**moved, "on": "2024-05-02"}
    assert shown(made(FIRST, AT_MARKET, later, between=transition("market")), "2024-06-01")["outcome"] == [
        "retired poor"
    ]


def test_a_move_that_was_public_later_changes_nothing_that_was_displayed() -> None:
    told_late = event("transfer", "moved", "2024-03-01", subject="corner", into="old-town", published_on="2024-07-01")
    found = made(FIRST, AT_MARKET, told_late, between=transition("market"))
    assert shown(found, "2024-06-01")["outcome"] == ["retired poor"]


def test_where_it_lay_is_taken_as_corrected_by_the_day_of_publication() -> None:
    moved = event("transfer", "moved", "2022-01-01", subject="corner", into="old-town")
    again = assessed("again", "2022-05-04", "2022-06-01", "poor")
    said = {"corrects": "moved", "published_on": "2024-03-01", "gives": {"into": "harbour"}}
    put_right = event("correction", "c", "2024-03-01", **said)
    subjects = [*SUBJECTS[:2], {"id": "corner", "kind": "kiosk"}]
    found = made(moved, again, AT_MARKET, put_right, between=transition("market"), subjects=subjects)
    assert shown(found, "2024-04-30")["outcome"] == ["value poor"]
    assert shown(found, "2024-05-01")["outcome"] == ["retired poor"]


def test_a_first_assessment_of_a_kiosk_is_none_of_its_market() -> None:
    old = assessed("old", "2021-05-04", "2021-06-01", "poor", subject="harbour")
    assert shown(made(old, SECOND), "2024-06-01", "harbour") == {"outcome": ["value poor"]}


def test_suspended_is_what_is_displayed_and_what_is_published_meanwhile() -> None:
    found = made(
        FIRST,
        event("suspension", "s", "2022-01-01", subject="corner"),
        assessed("again", "2022-02-01", "2022-03-01"),
        event("lifting", "l", "2022-05-01", lifts="s", published_on="2022-06-01"),
    )
    days = ("2021-12-31", "2022-01-01", "2022-04-01", "2022-05-15", "2022-06-01")
    assert [shown(found, day)["outcome"] for day in days] == [
        ["value poor"],
        ["suspended poor"],
        ["suspended fine"],
        ["suspended fine"],
        ["value fine"],
    ]


def test_a_suspension_of_one_outcome_leaves_the_others() -> None:
    found = made(FIRST, SECOND, event("suspension", "s", "2024-05-01", subject="corner", outcomes="mark"))
    assert shown(found, "2024-05-01") == {"outcome": ["retired poor"], "mark": ["suspended fine"]}


def test_what_ends_is_displayed_no_longer_and_what_lies_in_it_goes_on() -> None:
    old = assessed("old", "2021-05-04", "2021-06-01", subject="harbour")
    merged = event("merger", "m", "2022-01-01", subjects=["harbour"], into="old-town", published_on="2022-02-01")
    found = made(FIRST, old, merged)
    assert shown(found, "2022-01-31", "harbour") == {"outcome": ["value fine"]}
    assert shown(found, "2022-02-01", "harbour") == {"outcome": ["ended None"]}
    assert shown(found, "2022-02-01") == {"outcome": ["value poor"]}
    assert shown(found, "2022-02-01", "old-town") == {}
    corner = found.at("2022-01-15").to_dict()["subjects"][2]
    assert corner["within"] == [{"id": "old-town", "from": "2022-01-01", "until": None}]
    corner = found.at("2022-01-15", known_on="2022-01-31").to_dict()["subjects"][2]
    assert corner["within"] == [{"id": "harbour", "from": None, "until": None}]


def test_a_life_that_ends_in_a_month_leaves_both_open() -> None:
    corner = {**SUBJECTS[2], "until": "2022-05"}
    found = made(FIRST, subjects=[*SUBJECTS[:2], corner])
    assert shown(found, "2022-05-10")["outcome"] == ["ended None", "value poor"]
    assert shown(found, "2022-06-01")["outcome"] == ["ended None"]


def test_a_label_that_is_no_level_is_displayed_and_what_is_open_is_not() -> None:
    unrated = assessed("first", "2021-05-04", "2021-06-01", "unrated")
    assert shown(made(unrated), "2021-06-01")["outcome"] == ["value unrated"]
    still_open = {**unrated, "case": {"inputs": {"found": "insufficient_evidence"}}}
    assert shown(made(FIRST, {**still_open, "id": "open", "published_on": "2021-09-01"}), "2021-09-01") == {
        "outcome": ["value poor"]
    }


def test_days_that_leave_two_frameworks_open_are_worked_out_by_both() -> None:
    found = made(assessed("x", {"earliest": "2023-12-01", "latest": "2024-01-31"}, "2024-06-01"))
    (event_,) = found.to_dict()["events"]
    assert [one["framework"] for one in event_["worked_out"]] == [OLD, NEW]
    assert shown(found, "2024-06-01") == {
        "outcome": ["value fine", "nothing None"],
        "mark": ["nothing None", "value fine"],
    }


def test_one_event_may_publish_what_lies_inside_its_case() -> None:
    case = {"subject": {"kiosks": [{"id": "corner", "inputs": {"found": "poor"}}]}, "inputs": {"found": "fine"}}
    found = made(assessed("x", "2021-05-04", "2021-06-01", subject="harbour", case=case, displays=["corner"]))
    assert shown(found, "2021-06-01") == {"outcome": ["value poor"]}
    assert shown(found, "2021-06-01", "harbour") == {"outcome": ["value fine"]}


def test_where_no_framework_is_named_the_day_chooses_and_then_the_case() -> None:
    bare = {key: part for key, part in FIRST.items() if key != "framework"}
    assert shown(made(bare), "2021-06-01") == {"outcome": ["value poor"]}
    assert shown(made(bare, {**FIRST, "id": "named"}), "2021-06-01") == {"outcome": ["value poor"]}
    with pytest.raises(HistoryError) as refused:
        timeline({**history(bare, subjects=SUBJECTS), "frameworks": ["tutorial"]}, rules=kiosk_rules())
    assert [(one.code, one.pointer) for one in refused.value.diagnostics] == [("rules-not-chosen", "/events/0")]


def test_a_process_rule_that_what_is_displayed_does_not_meet_is_noticed() -> None:
    case = {"inputs": {"size": "small", "pools": 3, "tested": 5}}
    told = history(
        {
            **FIRST,
            "subject": "north",
            "framework": "tutorial@2024-01",
            "on": "2025-01-01",
            "published_on": "2025-02-01",
            "case": case,
        }
    )
    (found,) = timeline(told, on="2025-03-01").to_dict()["events"]
    assert found["worked_out"][0]["notices"] == ["a process rule is not met: No more testers than pools"]


def test_what_an_assessment_came_to_can_be_explained() -> None:
    found = made(
        FIRST,
        {
            "id": "c",
            "kind": "correction",
            "corrects": "first",
            "on": "2021-07-01",
            "published_on": "2021-07-01",
            "gives": {"case": {"inputs": {"found": "fine"}}},
        },
    )
    (first,), (second,) = found.results("first"), found.results("first", correction="c")
    assert (first["outcome"].label, second["outcome"].label) == ("Poor", "Fine")
    assert first.explain().headline.startswith("Poor")
    worked = found.to_dict()["events"]
    assert worked[0]["worked_out"][0]["evidence_hash"] == first.to_dict()["evidence_hash"]
    assert worked[0]["worked_out"][0]["hash"] == first.framework_hash
    with pytest.raises(KeyError):
        found.results("no-such")


def test_what_goes_on_without_an_end_is_displayed_of_the_later_framework_too() -> None:
    goes_on = replace(transition(), keeps=(Kept("outcome", "kiosk"),), retires=())
    found = made(FIRST, SECOND, between=goes_on)
    assert shown(found, "2024-04-14") == {"outcome": ["value poor"]}
    assert shown(found, "2024-04-15") == {"outcome": ["value fine"], "mark": ["value fine"]}


def test_what_the_later_framework_gave_is_not_given_again_by_the_earlier_one() -> None:
    goes_on = replace(transition(), keeps=(Kept("outcome", "kiosk"),), retires=())
    late = {**FIRST, "published_on": "2024-04-16"}
    with pytest.raises(HistoryError) as refused:
        made(late, SECOND, between=goes_on)
    assert [(one.code, one.pointer) for one in refused.value.diagnostics] == [
        ("retired-rating-used", "/events/0/published_on")
    ]
    # On the same day, or where the later one was withdrawn, nothing is given twice.
    made({**FIRST, "published_on": "2024-04-15"}, SECOND, between=goes_on)
    gone = event("correction", "c", "2024-05-01", published_on="2024-05-01", corrects="second", withdraws=True)
    made(late, SECOND, gone, between=goes_on)


def test_a_transfer_lasts_as_long_as_where_the_subject_lay_would_have() -> None:
    stays = [{"id": "harbour", "until": "2022-02-01"}, {"id": "old-town", "from": "2022-02-01"}]
    subjects = [*SUBJECTS[:2], {"id": "quay", "kind": "market"}, {**SUBJECTS[2], "within": stays}]
    found = made(FIRST, event("transfer", "t", "2022-01-01", subject="corner", into="quay"), subjects=subjects)
    assert found.to_dict()["subjects"][3]["within"] == [
        {"id": "harbour", "from": None, "until": "2022-01-01"},
        {"id": "quay", "from": "2022-01-01", "until": "2022-02-01"},
        {"id": "old-town", "from": "2022-02-01", "until": None},
    ]
    subjects[3] = {**subjects[3], "within": stays[:1]}
    found = made(FIRST, event("transfer", "t", "2022-01-01", subject="corner", into="quay"), subjects=subjects)
    assert found.to_dict()["subjects"][3]["within"][1:] == [{"id": "quay", "from": "2022-01-01", "until": "2022-02-01"}]


@pytest.mark.parametrize(
    ("events", "within", "pointer"),
    [
        ((), "corner", "/subjects/1/within"),
        ((event("transfer", "t", "2022-01-01", subject="old-town", into="corner"),), None, "/events/1/into"),
        ((event("merger", "m", "2022-01-01", subjects="old-town", into="corner"),), None, "/events/1/into"),
    ],
)
def test_a_market_lies_in_no_kiosk(events: tuple[Any, ...], within: str | None, pointer: str) -> None:
    old_town = {**SUBJECTS[1], **({} if within is None else {"within": within})}
    with pytest.raises(HistoryError) as refused:
        made(FIRST, *events, subjects=[SUBJECTS[0], old_town, SUBJECTS[2]])
    assert [(one.code, one.pointer) for one in refused.value.diagnostics] == [("upside-down", pointer)]


def test_a_timeline_travels() -> None:
    found = made(FIRST, SECOND)
    again = pickle.loads(pickle.dumps(found))
    assert again.to_json() == found.to_json()
    assert again.at("2024-04-15").to_text() == found.at("2024-04-15").to_text()


def turned(turn: int) -> str:
    """Days around that on which the later framework begins."""
    return (date(2023, 12, 28) + timedelta(days=turn)).isoformat()


@st.composite
def drawn(draw: st.DrawFn) -> list[Any]:
    """Assessments of one kiosk around that day, some of them withdrawn."""
    events = []
    for turn in range(draw(st.integers(1, 5))):
        on = draw(st.integers(0, 8))
        published = draw(st.integers(on, 12))
        events.append(assessed(f"a{turn}", turned(on), turned(published), draw(st.sampled_from(("fine", "poor")))))
        if draw(st.booleans()):
            day = turned(draw(st.integers(published, 12)))
            gone = {"corrects": f"a{turn}", "published_on": day, "withdraws": True}
            events.append(event("correction", f"c{turn}", day, **gone))
    return events


def expected(events: list[Any], day: str) -> dict[str, list[str]]:
    """What is displayed on a day, by the plain rule."""
    gone = {one["corrects"] for one in events if one["kind"] == "correction" and one["published_on"] <= day}
    visits = [(turn, one) for turn, one in enumerate(events) if one["kind"] == "assessment"]
    public = [(turn, one) for turn, one in visits if one["published_on"] <= day and one["id"] not in gone]
    found: dict[str, list[str]] = {}
    for name, is_later in (("outcome", False), ("mark", True)):
        own = [(turn, one) for turn, one in public if (one["on"] >= "2024-01-01") is is_later]
        if own:
            _, last = max(own, key=lambda each: (each[1]["published_on"], each[1]["on"], each[0]))
            is_over = not is_later and any(one["on"] >= "2024-01-01" for _, one in public)
            found[name] = [f"{'retired' if is_over else 'value'} {last['case']['inputs']['found']}"]
    return found


def comes_too_late(events: list[Any]) -> bool:
    """Whether something by the earlier framework is published after the first by the later one; neither withdrawn."""
    gone = {one["corrects"] for one in events if one["kind"] == "correction"}
    stays = [one for one in events if one["kind"] == "assessment" and one["id"] not in gone]
    later = [one["published_on"] for one in stays if one["on"] >= "2024-01-01"]
    return any(one["published_on"] > min(later) for one in stays if one["on"] < "2024-01-01") if later else False


@settings(max_examples=60, deadline=None)
@given(drawn())
def test_what_is_displayed_between_frameworks_is_what_the_plain_rule_gives(events: list[Any]) -> None:
    try:
        found = made(*events)
    except HistoryError as error:
        assert {one.code for one in error.diagnostics} == {"retired-rating-used"}
        assert comes_too_late(events)
        return
    assert not comes_too_late(events)
    for turn in range(13):
        told = {name: parts for name, parts in shown(found, turned(turn)).items() if parts != ["nothing None"]}
        assert told == expected(events, turned(turn))


def test_a_case_may_say_its_level_as_cases_do_and_not_another() -> None:
    titled = {**FIRST, "case": {"subject": {"level": "Kiosk"}, "inputs": {"found": "poor"}}}
    assert shown(made(titled), "2021-06-01") == {"outcome": ["value poor"]}
    other = {**FIRST, "case": {"subject": {"level": "market"}, "inputs": {"found": "poor"}}}
    with pytest.raises(HistoryError) as refused:
        made(other)
    assert [(one.code, one.pointer) for one in refused.value.diagnostics] == [
        ("given-twice", "/events/0/case/subject/level")
    ]


def carrying(id_: str, on: str, published_on: str, under: str = OLD, day: str = "2021-05-04") -> Any:
    """An assessment by the later framework into which an earlier one is carried."""
    name = "outcome" if under == OLD else "mark"
    entry = {"carried": {"framework": under, "name": name, "value": "poor", "assessed_on": day}}
    case = {"inputs": {"found": "fine", "seen_before": entry}}
    return assessed(id_, on, published_on, case=case, outcomes=["mark", "earlier_grade"])


def test_what_was_carried_is_told_with_its_own_age() -> None:
    found = made(FIRST, carrying("second", "2024-02-01", "2024-04-15")).at("2024-05-04").to_dict()
    lines = {line["outcome"]: line["stretches"][0]["displayed"][0] for line in found["subjects"][2]["lines"]}
    assert lines["mark"]["carried"] == []
    (earlier,) = lines["earlier_grade"]["carried"]
    assert (earlier["framework"], earlier["assessed_on"]) == (OLD, "2021-05-04")
    assert [age["words"] for age in earlier["age"]] == ["3 years"]
    assert [age["words"] for age in lines["earlier_grade"]["age"]] == ["3 months"]


def test_what_is_retired_is_not_carried_any_more() -> None:
    with pytest.raises(HistoryError) as refused:
        made(FIRST, SECOND, carrying("third", "2024-06-01", "2024-07-01"))
    assert [(one.code, one.pointer) for one in refused.value.diagnostics] == [("retired-rating-used", "/events/2/case")]
    made(FIRST, SECOND, carrying("third", "2024-04-01", "2024-07-01"))
    later = carrying("third", "2024-06-01", "2024-07-01", NEW, "2024-02-01")
    later["case"]["inputs"]["seen_before"]["carried"]["value"] = "fine"
    made(FIRST, SECOND, later)
