"""What the rules ask of an assessment is told beside it: what it does not meet, and what its case leaves open."""

from __future__ import annotations

from typing import Any

from support.histories import assessed, history

from wellled_rules import Timeline, timeline

TOO_MANY = assessed("many", "2025-01-01", "2025-02-01", case={"inputs": {"size": "small", "pools": 3, "tested": 5}})
UNKNOWN = assessed("open", "2025-01-01", "2025-03-01", case={"inputs": {"size": "small", "pools": 3}})
RULE = "No more testers than pools"


def notices(made: Timeline) -> dict[str, list[str]]:
    """By event."""
    return {one["id"]: [text for each in one["worked_out"] for text in each["notices"]] for one in events(made)}


def events(made: Timeline) -> list[Any]:
    found: list[Any] = made.to_dict()["events"]
    return found


def test_the_whole_line_and_a_day_tell_what_is_not_met_and_what_is_open() -> None:
    made = timeline(history(TOO_MANY, UNKNOWN))
    failed, left_open = f"a process rule is not met: {RULE}", f"it is not known whether a process rule is met: {RULE}"
    assert notices(made) == {"many": [failed], "open": [left_open]}
    assert notices(made.at("2025-02-10")) == {"many": [failed], "open": []}
    for text in (made.to_text(plain=True), made.to_html()):
        assert failed in text
        assert left_open in text


def test_a_day_outside_the_period_is_never_said_to_be_in_force() -> None:
    saf = {"kind": "assessment", "subject": "trust", "case": {"given": {"well_led": "Good"}}, "id": "a"}
    kloe = {**saf, "case": {"given": {"overall": "Good"}}, "outcomes": "overall", "framework": "kloe"}
    at_trust = ", outside the period in force at level trust."
    for event, on, says in (
        ({**saf, "framework": "saf"}, "2024-02-01", at_trust),
        ({**saf, "framework": "saf@2023-11"}, "2024-02-01", ", which the history names" + at_trust),
        ({**saf, "framework": "saf"}, "2024-02", at_trust),
        ({**saf, "framework": "saf"}, {"earliest": "2024-03-20", "latest": "2024-04-20"}, "on some of these days."),
        (kloe, {"earliest": "2023-11-01", "latest": "2023-12-20"}, ", in force on some of these days."),
        (kloe, "2019", ", in force that day."),
    ):
        told = {**event, "on": on, "published_on": "2024-06-01"}
        made = timeline(history(told, subjects=[{"id": "trust", "kind": "trust"}]))
        (first,) = (one["lines"][0]["stretches"][0] for one in made.to_dict()["subjects"])
        assert first["displayed"][0]["why"][0]["text"].endswith(says), on
        assert any("outside the period" in text for text in notices(made)["a"]) == (on != "2019"), on


def test_what_retires_is_told_to_be_a_first_assessment_though_it_displays_nothing() -> None:
    trust = {"kind": "assessment", "subject": "trust"}
    earlier = {**trust, "id": "earlier", "framework": "kloe", "on": "2019-01-01", "published_on": "2019-02-01"}
    later = {**trust, "id": "later", "framework": "saf", "on": "2025-05-01", "published_on": "2025-06-01"}
    told = history(
        {**earlier, "case": {"given": {"overall": "Good"}}, "outcomes": "overall"},
        {**later, "case": {"inputs": {}}},
        subjects=[{"id": "trust", "kind": "trust"}],
    )
    made = timeline(told)
    assert notices(made.at("2025-05-31")) == {"earlier": [], "later": []}
    for found in (made, made.at("2025-07-01")):
        left_open, first = notices(found)["later"]
        assert left_open.startswith("it is not known whether a process rule is met: A first assessment of a trust")
        assert first.startswith("its case does not say by “First assessment of the trust under the single ")
        assert found.to_dict()["subjects"][0]["still_open"]


def test_days_that_rest_on_an_assumption_are_told_with_it() -> None:
    told = {"id": "a", "kind": "assessment", "subject": "trust", "case": {"given": {"overall": "Good"}}}
    earlier = {**told, "framework": "kloe", "outcomes": "overall", "on": "2019-01-01", "published_on": "2019-02-01"}
    made = timeline(history(earlier, subjects=[{"id": "trust", "kind": "trust"}]), on="2024-06-01")
    (line,) = made.to_dict()["subjects"][0]["lines"]
    kept = next(one for one in line["stretches"][0]["displayed"][0]["why"] if one["text"].startswith("Kept from"))
    said = "rests on “We take it that it began on 1 April 2024 for trusts”"
    assert said in [one["text"] for one in kept["sources"]]
    assert said in made.to_text(plain=True)
    assert said in made.to_html()


def test_of_two_of_the_same_days_it_is_told_that_the_order_written_decides() -> None:
    days = ("2025-01-01", "2025-02-01")
    made = timeline(history(assessed("x", *days, "silver"), assessed("y", *days, "gold"), assessed("z", *days, "gold")))
    said = "of the same days as “{}”: displayed in its place, because it is written later"
    assert notices(made) == {"x": [], "y": [said.format("x")], "z": [said.format("y")]}
    elsewhere = assessed("y", *days, "gold", subject="south")
    assert notices(timeline(history(assessed("x", *days), elsewhere))) == {"x": [], "y": []}


def test_what_a_header_rests_on_is_named_where_its_period_is_used() -> None:
    told = {"id": "a", "kind": "assessment", "subject": "site", "case": {"given": {"overall": "Good"}}}
    earlier = {**told, "framework": "kloe", "outcomes": "overall", "on": "2019-01-01", "published_on": "2019-02-01"}
    made = timeline(history(earlier, subjects=[{"id": "site", "kind": "location"}]), on="2019-06-01")
    (line,) = made.to_dict()["subjects"][0]["lines"]
    first = line["stretches"][0]["displayed"][0]["why"][0]
    said = "We take it that the framework ended on 21 November 2023"
    assert [one["text"] for one in first["sources"]] == [f"rests on “{said}”"]
    explained = made.results("a")[0].explain("overall").to_text()
    assert said in explained


FEBRUARY = {"earliest": "2025-01-20", "latest": "2025-02-01"}
BY_WRITING = (
    "perhaps published on one day with “{}”, and perhaps assessed no later: displayed in its place, "
    "because it is written later"
)
BY_FIRST_DAY = "because the days on which it may have been assessed begin later"


def test_of_two_of_days_that_touch_the_order_that_decides_is_told() -> None:
    for x, y, says in (
        (("2025-01-01", FEBRUARY), ("2025-01-01", "2025-02-01"), BY_WRITING.format("x")),
        (("2025-01", "2025-02-01"), ("2025-01-10", "2025-02-01"), BY_FIRST_DAY),
        (("2025-01", "2025-02-01"), ("2025-01", "2025-02-01"), BY_WRITING.format("x")),
        (("2025-01-10", "2025-02-01"), ("2025-01-20", "2025-02-01"), None),
        (("2025-01-01", FEBRUARY), ("2025-01-01", FEBRUARY), None),
        (("2025-01-01", FEBRUARY), ("2025-01-01", "2025-01-25"), None),
        (("2025-01-01", "2025-01-25"), ("2025-01-01", "2025-02-01"), None),
    ):
        events = (assessed("x", *x, "silver"), assessed("y", *y, "gold"))  # type: ignore[arg-type]
        made = timeline(history(*events))
        told = notices(made)
        assert told["x"] == []
        assert [str(says) in one for one in told["y"]] == ([] if says is None else [True]), (x, y)
        # Where nothing is said, no other order of the two is displayed; where something is, another is.
        turned = timeline(history(*reversed(events)))
        displayed = [one.at("2025-03-01").to_dict()["subjects"][0]["lines"][0]["stretches"] for one in (made, turned)]
        several = [sorted(part["text"] for part in one[0]["displayed"]) for one in displayed]
        assert (several[0] != several[1]) == (says is not None and says != BY_FIRST_DAY), (x, y)


def test_a_page_has_notices_under_the_lines_that_they_bear_on() -> None:
    made = timeline(history(TOO_MANY, {**UNKNOWN, "case": {"inputs": {}}}))
    page = made.to_html()
    north, _, rest = page.partition('id="subject-0"')[2].partition('id="subject-1"')
    assert north.index("many: a process rule is not met") > north.index("</table>")
    assert north.index("open: it is not known") < north.index("<table>")
    south, _, events = rest.partition('id="events"')
    assert "process rule" not in south
    assert "a process rule is not met" in events
