"""Three times are never mixed: rules of the day of assessment, display from publication, knowledge up to a day."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from support.histories import COMPANIES, LAST, assessed, case, displayed, drawn_history, history, iso, with_

from wellled_rules import Timeline, timeline
from wellled_rules.history.outcomes import Slot

DAYS = st.integers(0, LAST)


def shown(made: Timeline, whose: str, on: str) -> tuple[str, Any]:
    """Kind and value of what is displayed of a company's mark; every day of these histories is known."""
    line = made.lines.get(Slot(whose, "mark"))
    if line is None:
        return ("nothing", None)
    (part,) = line.at(made.at(on).on)  # type: ignore[arg-type]
    return (part.kind.value, None if part.value is None else part.value.shown.plain)


@settings(max_examples=60, deadline=None)
@given(drawn_history())
def test_what_is_displayed_is_what_counting_event_by_event_gives(told: dict[str, Any]) -> None:
    made = timeline(told)
    for turn in range(LAST + 1):
        for whose in COMPANIES:
            assert shown(made, whose, iso(turn)) == displayed(told, whose, iso(turn))


@settings(max_examples=25, deadline=None)
@given(drawn_history(), DAYS)
def test_what_was_known_on_a_day_is_what_counting_up_to_it_gives(told: dict[str, Any], known: int) -> None:
    made = timeline(told).at(None, known_on=iso(known))
    for turn in range(LAST + 1):
        for whose in COMPANIES:
            assert shown(made, whose, iso(turn)) == displayed(told, whose, iso(turn), iso(known))


@settings(max_examples=25, deadline=None)
@given(drawn_history(), DAYS)
def test_nothing_displayed_on_a_day_depends_on_what_was_published_later(told: dict[str, Any], turn: int) -> None:
    day = iso(turn)
    before = {**told, "events": [one for one in told["events"] if one.get("published_on", one["on"]) <= day]}
    whole, part = timeline(told), timeline(before)
    for whose in COMPANIES:
        assert shown(whole, whose, day) == shown(part, whose, day)


@settings(max_examples=25, deadline=None)
@given(drawn_history(), st.booleans())
def test_a_correction_changes_nothing_that_was_known_before_it(told: dict[str, Any], withdraws: bool) -> None:
    target = next(one for one in told["events"] if one["kind"] == "assessment")
    day = iso(LAST + 1)
    said = {"withdraws": True} if withdraws else {"gives": {"case": case("bronze")}}
    more = {"id": "later", "kind": "correction", "corrects": target["id"], "on": day, "published_on": day, **said}
    before, after = timeline(told), timeline(with_(told, more))
    for turn in range(LAST + 1):
        for known in (None, iso(LAST)):
            on = iso(turn)
            assert [shown(before.at(None, known_on=known), whose, on) for whose in COMPANIES] == [
                shown(after.at(None, known_on=known), whose, on) for whose in COMPANIES
            ]
    assert after.at(iso(LAST), known_on=iso(LAST)).to_dict() == before.at(iso(LAST), known_on=iso(LAST)).to_dict()


@settings(max_examples=10, deadline=None)
@given(drawn_history())
def test_the_same_history_gives_the_same_answers(told: dict[str, Any]) -> None:
    assert timeline(told).to_json() == timeline(told).to_json()
    assert timeline(told).at(iso(5)).to_html() == timeline(told).at(iso(5)).to_html()


def test_a_correction_is_told_of_the_days_before_it_and_displayed_from_it_on() -> None:
    told = history(
        assessed("a", iso(0), iso(1), "gold"),
        {
            "id": "c",
            "kind": "correction",
            "corrects": "a",
            "on": iso(5),
            "published_on": iso(6),
            "gives": {"case": case("bronze")},
        },
    )
    before, then, after = (timeline(told, on=iso(turn)).to_dict() for turn in (3, 5, 6))

    def stretch(found: dict[str, Any]) -> Any:
        return found["subjects"][0]["lines"][0]["stretches"][0]

    for one in (before, then):
        assert [part["value"] for part in stretch(one)["displayed"]] == ["gold"]
        assert [part["value"] for part in stretch(one)["corrected"]] == ["bronze"]
    assert [part["value"] for part in stretch(after)["displayed"]] == ["bronze"]
    assert stretch(after)["corrected"] == []
    unknown = timeline(told, on=iso(3), known_on=iso(5)).to_dict()
    assert stretch(unknown)["corrected"] == []


def test_rules_are_those_of_the_day_of_assessment_and_not_of_publication() -> None:
    told = history(assessed("a", "2029-12-31", "2030-03-01", framework="tutorial"))
    (event,) = timeline(told).to_dict()["events"]
    assert event["worked_out"][0]["framework"] == "tutorial@2024-01"
    assert event["worked_out"][0]["notices"] == []


def test_what_was_assessed_and_not_yet_published_is_told_and_not_displayed() -> None:
    told = history(assessed("a", iso(0), iso(4)))
    found = timeline(told, on=iso(2)).to_dict()["subjects"][0]
    assert found["lines"] == []
    assert found["pending"] == ["assessed on 1 January 2025, and published on 5 January 2025 (a)"]
    assert timeline(told, on=iso(2), known_on=iso(3)).to_dict()["subjects"][0]["pending"] == []


def told_of(found: dict[str, Any]) -> list[tuple[str, Any]]:
    """Kind and value of all that may be displayed of the first subject."""
    lines = found["subjects"][0]["lines"]
    return [(part["kind"], part["value"]) for line in lines for part in line["stretches"][0]["displayed"]]


def test_what_may_not_have_been_public_by_a_day_is_not_known_for_certain_later() -> None:
    told = history(assessed("a", "2025-01-01", "2025-02", "gold"))
    assert told_of(timeline(told, on="2025-03-01").to_dict()) == [("value", "gold")]
    known = timeline(told, on="2025-03-01", known_on="2025-02-10").to_dict()
    assert told_of(known) == [("value", "gold"), ("nothing", None)]


def test_what_was_corrected_was_public_by_then_and_what_was_assessed_not_before() -> None:
    correction = {"id": "c", "kind": "correction", "corrects": "a", "on": "2025-04-01", "published_on": "2025-04-01"}
    told = history(assessed("a", "2025-02-01", "2025", "gold"), {**correction, "gives": {"case": case("bronze")}})
    made = timeline(told)
    assert told_of(made.at("2025-01-31").to_dict()) == []
    assert told_of(made.at("2025-02-01").to_dict()) == [("value", "gold"), ("nothing", None)]
    assert told_of(made.at("2025-04-01").to_dict()) == [("value", "bronze")]


def test_a_correction_narrows_no_day_of_publication_for_whom_it_was_not_known() -> None:
    told = history(assessed("a", "2025-02-01", "2025", "gold"))
    correction = {"id": "c", "kind": "correction", "corrects": "a", "on": "2025-04-01", "published_on": "2025-04-01"}
    corrected = with_(told, {**correction, "gives": {"case": case("bronze")}})
    for on in (None, "2025-02-20", "2025-06-01"):
        before, after = (timeline(one, on=on, known_on="2025-03-01").to_dict() for one in (told, corrected))
        assert before == after


@st.composite
def open_history(draw: st.DrawFn) -> dict[str, Any]:
    """A drawn history, of which some days of publication are known only to lie between two others."""
    told = draw(drawn_history())
    events = []
    for one in told["events"]:
        if one["kind"] == "assessment" and draw(st.booleans()):
            earliest = draw(st.sampled_from(sorted({one["on"], iso(0), one["published_on"]})))
            one = {**one, "published_on": {"earliest": earliest, "latest": one["published_on"]}}
        events.append(one)
    return {**told, "events": events}


def first_day(one: dict[str, Any]) -> str:
    """The earliest day on which an event can have been public."""
    day = one.get("published_on", one["on"])
    found: str = max(day["earliest"], one["on"]) if isinstance(day, dict) else day
    return found


@settings(max_examples=25, deadline=None)
@given(open_history(), DAYS)
def test_what_may_be_displayed_on_a_day_depends_on_nothing_later_either(told: dict[str, Any], turn: int) -> None:
    day = iso(turn)
    kept = [one for one in told["events"] if first_day(one) <= day]
    before = {**told, "events": kept}
    # Of an event that was corrected later only, it is not known yet that it was public by then.
    whole, part = timeline(told, on=day, known_on=day).to_dict(), timeline(before, on=day, known_on=day).to_dict()
    assert whole["subjects"] == part["subjects"]


@settings(max_examples=25, deadline=None)
@given(open_history(), DAYS, DAYS)
def test_nothing_that_is_published_later_changes_what_was_known(told: dict[str, Any], on: int, known: int) -> None:
    target = next(one for one in told["events"] if one["kind"] == "assessment")
    correction = {"id": "later", "kind": "correction", "corrects": target["id"], "on": iso(LAST), "withdraws": True}
    more = (
        {**correction, "published_on": iso(LAST + 1)},
        assessed("new", iso(0), iso(LAST + 1)),
        {"id": "hold", "kind": "suspension", "subject": "north", "on": iso(0), "published_on": iso(LAST + 1)},
    )
    before, after = timeline(told), timeline(with_(told, *more))
    for day in (None, iso(on)):
        views = [one.at(day, known_on=iso(known)).to_dict() for one in (before, after)]
        assert views[0] == views[1]


def test_the_last_day_of_the_calendar_is_a_day_like_another() -> None:
    """A line without end holds on it too, and so does a place."""
    told = history(
        assessed("visit", "2025-01-02", "2025-01-05", subject="south"),
        subjects=[{"id": "south", "kind": "company"}, {"id": "deep", "kind": "pool", "within": "south"}],
    )
    made = timeline(told)
    for one, inside in (made.at(day).to_dict()["subjects"] for day in ("9999-12-30", "9999-12-31")):
        (stretch,) = one["lines"][0]["stretches"]
        assert [part["value"] for part in stretch["displayed"]] == ["gold"]
        assert stretch["corrected"] == []
        assert [place["id"] for place in inside["within"]] == ["south"]


def test_the_first_day_of_the_calendar_is_a_day_like_another() -> None:
    (line,) = timeline(history(assessed("visit", "0001-01-01", "0001-01-01"))).to_dict()["subjects"][0]["lines"]
    (stretch,) = line["stretches"]
    (part,) = stretch["displayed"]
    assert (stretch["from"], part["value"], part["age"][0]["words"]) == ("0001-01-01", "gold", "0 days")
    # Before a day, and not since a day: what may always have been public is told of every day up to it.
    told = history(assessed("visit", {"latest": "2024-06-01"}, {"latest": "2025-06-01"}))
    (line,) = timeline(told, on="2020-01-01").to_dict()["subjects"][0]["lines"]
    assert {one["kind"] for one in line["stretches"][0]["displayed"]} == {"value", "nothing"}
