"""What a case carries is held against the earlier assessment, where the history has it."""

from __future__ import annotations

from typing import Any

import pytest
from support.histories import history
from support.kiosks import NEW, OLD, assessed, kiosk_rules

from wellled_rules import HistoryError, Timeline, timeline

Plain = dict[str, Any]
FIRST = assessed("first", "2021-05-04", "2021-06-01", "poor")
SUBJECTS = [{"id": "corner", "kind": "kiosk"}, {"id": "quay", "kind": "kiosk"}]


def carrying(value: str = "poor", day: str = "2021-05-04", under: str = OLD, **more: str) -> Plain:
    name = "outcome" if under == OLD else "mark"
    entry = {"carried": {"framework": under, "name": name, "value": value, "assessed_on": day, **more}}
    case = {"inputs": {"found": "fine", "seen_before": entry}}
    return assessed("later", "2024-02-01", "2024-04-15", case=case, outcomes=["mark", "earlier_grade"])


def made(*events: Plain) -> Timeline:
    return timeline(history(*events, subjects=SUBJECTS), rules=kiosk_rules())


def linked(found: Timeline) -> tuple[list[str], list[str]]:
    """The events from which the carried grade comes, and what is noticed of the assessment that carries it."""
    told = found.to_dict()
    lines = {line["outcome"]: line for line in told["subjects"][0]["lines"]}
    (one,) = lines["earlier_grade"]["stretches"][-1]["displayed"][0]["carried"]
    event = next(one for one in told["events"] if one["id"] == "later")
    notices = [text for worked in event["worked_out"] for text in worked["notices"] if "carried" in text]
    return one["events"], notices


SAID = f"what is carried from an assessment on 4 May 2021, by {OLD}, rests on its case alone: "
ALONE = f"{SAID}this history does not hold it"


def test_what_agrees_is_linked() -> None:
    found = made(FIRST, carrying())
    assert linked(found) == (["first"], [])
    said = f"Rests on what was carried from an assessment on 4 May 2021, by {OLD}, as first has it: "
    assert said in found.to_text(plain=True)
    assert said in found.to_html()


def test_what_the_history_does_not_hold_rests_on_the_case_alone() -> None:
    for events in ((), ({**FIRST, "subject": "quay"},), ({**FIRST, "on": "2021-05-05"},)):
        found = made(*events, carrying())
        assert linked(found) == ([], [ALONE])
        for text in (found.to_text(plain=True), found.to_html()):
            assert ALONE in text
            assert "by its case alone: " in text


def test_what_is_not_determined_there_rests_on_the_case_alone() -> None:
    found = made({**FIRST, "case": {"inputs": {}}}, carrying())
    assert linked(found) == ([], [f"{SAID}what it came to is not determined in first"])
    assert "by its case alone: " in found.to_text(plain=True)


MONTH = {**FIRST, "on": "2021-05"}
ERRATUM = {
    "id": "erratum",
    "kind": "correction",
    "corrects": "first",
    "on": "2023-01-01",
    "published_on": "2023-01-01",
    "gives": {"case": {"inputs": {"found": "fine"}}},
}
UNRATED = assessed("first", "2021-05-04", "2021-06-01", "unrated")
OTHERWISE = [
    ([UNRATED, carrying("fine")], "is carried as `Fine`, and in this history it is `Not rated`"),
    ([FIRST, carrying("fine")], "is carried as `Fine`, and in this history it is `Poor`"),
    ([FIRST, carrying("fine", assessment="first")], "is carried as `Fine`, and in this history it is `Poor`"),
    (
        [FIRST, carrying(day="2021-05-05", assessment="first")],
        "is carried from `first`, and in this history `first` was made on 4 May 2021",
    ),
    (
        [FIRST, carrying(under=NEW)],
        f"is carried from `{NEW}`, and in this history `first` of that day was made by `{OLD}`",
    ),
]


@pytest.mark.parametrize(("events", "says"), OTHERWISE)
def test_another_value_day_or_version_is_refused_with_both_places(events: list[Plain], says: str) -> None:
    with pytest.raises(HistoryError) as refused:
        made(*events)
    (found,) = refused.value.diagnostics
    assert (found.code, found.pointer) == ("carried-otherwise", "/events/1/case/inputs/seen_before")
    assert found.headline.endswith(says)
    assert found.notes == ("the earlier assessment is at /events/0",)


@pytest.mark.parametrize("day", ["2024-02-01", "2024-01-15"])
def test_an_assessment_that_carries_from_itself_is_refused(day: str) -> None:
    with pytest.raises(HistoryError) as refused:
        made(FIRST, carrying(day=day, under=NEW, assessment="later"))
    (found,) = refused.value.diagnostics
    assert (found.code, found.pointer) == ("carried-otherwise", "/events/1/case/inputs/seen_before")
    assert found.headline.endswith("is carried from `later`, which is this assessment itself")


def test_of_an_entry_for_a_member_its_place_is_told_as_it_was_written() -> None:
    about = {"kind": "assessment", "subject": "T", "framework": "saf@2024-12"}
    score = {"framework": "saf@2024-12", "name": "statement_score", "value": 2, "assessed_on": "2025-01-02"}
    later = {"Freedom to speak up": {"carried": score}, "leaders": {"carried": {**score, "value": 3}}}
    events = [
        {**about, "id": id_, "on": on, "published_on": on, "case": {"inputs": {"statement_score": scores}}}
        for id_, on, scores in (("a", "2025-01-02", {"speaking_up": 3, "leaders": 3}), ("b", "2025-06-01", later))
    ]
    with pytest.raises(HistoryError) as refused:
        timeline(history(*events, subjects=[{"id": "T", "kind": "trust"}]))
    (found,) = refused.value.diagnostics
    place = "/events/1/case/inputs/statement_score/Freedom to speak up"
    assert (found.code, found.pointer) == ("carried-otherwise", place)


def test_of_an_entry_among_the_facts_of_the_subject_its_place_is_told_there() -> None:
    said = carrying("fine")
    entry = said["case"]["inputs"].pop("seen_before")
    with pytest.raises(HistoryError) as refused:
        made(FIRST, {**said, "case": {**said["case"], "subject": {"seen_before": entry}}})
    (found,) = refused.value.diagnostics
    assert (found.code, found.pointer) == ("carried-otherwise", "/events/1/case/subject/seen_before")


def test_a_value_from_before_a_correction_was_carried_rightly() -> None:
    assert linked(made(FIRST, ERRATUM, carrying())) == (["first"], [])
    assert linked(made(FIRST, ERRATUM, carrying("fine"))) == (["first"], [])


def test_of_a_day_that_is_not_known_another_may_be_meant() -> None:
    assert linked(made(MONTH, carrying())) == (["first"], [])
    other = f"{SAID}first may be that assessment, and came to another value"
    assert linked(made(MONTH, carrying("fine"))) == ([], [other])
