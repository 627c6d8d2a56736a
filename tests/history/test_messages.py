"""What a refusal says beside its place: what was meant, what may be handed in, by which version."""

from __future__ import annotations

from typing import Any

import pytest
from support.histories import assessed, case, history
from support.kiosks import kiosk_rules

from wellled_rules import HistoryError, timeline

Plain = dict[str, Any]
VISIT = assessed("visit", "2025-03-14", "2025-05-02", subject="a")


def told(*events: Plain, kind: str = "company") -> Plain:
    return history(*events, subjects=[{"id": "a", "kind": kind}])


@pytest.mark.parametrize("document", [[], None, 3, b"[]", b"null", b""])
def test_what_is_no_history_is_told_how_one_begins(document: Any) -> None:
    with pytest.raises(HistoryError) as refused:
        timeline(document)
    (one,) = refused.value.diagnostics
    assert one.code == "unreadable-case"
    assert one.help == ('write `{"schema": "wellled.history/1", "subjects": […], "events": […]}`',)
    assert "is empty" in one.headline or one.headline.startswith("a history is a group of named entries")


def only(document: Plain, **more: Any) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Headline, help and notes of the only finding."""
    with pytest.raises(HistoryError) as refused:
        timeline(document, **more)
    (one,) = refused.value.diagnostics
    return one.headline, one.help, one.notes


HAND_IN = "rules that are not shipped are handed in with `--rules`"


@pytest.mark.parametrize(
    ("framework", "meant"),
    [
        ("tutorials", "did you mean `tutorial`?"),
        ("tutorial@2023-01", "did you mean `tutorial@2024-01`?"),
        ("kiosk", "did you mean `kiosks`?"),
        ("kiosks@2021-01", "did you mean `kiosks@2020-01` or `kiosks@2024-01`?"),
    ],
)
def test_a_framework_that_is_not_found_is_told_once_with_what_is_like_it(framework: str, meant: str) -> None:
    """Of a corrected event too."""
    erratum = {"id": "c", "kind": "correction", "corrects": "visit", "on": "2025-06-01", "published_on": "2025-06-01"}
    document = told({**VISIT, "framework": framework}, {**erratum, "gives": {"case": case("gold")}})
    headline, help_, _ = only(document, rules=kiosk_rules())
    assert headline == f"no framework or version is called `{framework}`"
    assert help_ == (meant, HAND_IN)


def test_rules_that_may_be_elsewhere_are_not_said_to_be_nowhere() -> None:
    headline, help_, _ = only(told({**VISIT, "framework": "tutorial", "on": "2023-03-14"}))
    assert "no version of `tutorial` that is known here" in headline
    assert HAND_IN in help_
    ship = told(dict(VISIT), kind="ship")
    del ship["events"][0]["framework"]
    headline, help_, _ = only(ship)
    assert "no framework that is known here" in headline
    assert HAND_IN in help_


def test_what_one_of_several_versions_says_names_that_version() -> None:
    between = {"earliest": "2023-12-01", "latest": "2024-02-01"}
    visit = {**VISIT, "framework": "kiosks", "on": between, "case": {"given": {"mark": "fine"}}}
    words = "said of `kiosks@2020-01`, one of the versions in which the day of the assessment may lie"
    assert only(told(visit, kind="kiosk"), rules=kiosk_rules())[2][-1] == words
    exact = {**visit, "on": "2023-12-01"}
    assert words not in only(told(exact, kind="kiosk"), rules=kiosk_rules())[2]


def test_a_subject_that_is_none_is_told_with_those_there_are_where_they_are_few() -> None:
    assert only(told({**VISIT, "subject": "zz"}))[1] == ("there is `a`",)
    many = [{"id": f"company-{turn}", "kind": "company"} for turn in range(13)]
    assert only(history({**VISIT, "subject": "zz"}, subjects=many))[1] == ()
    (near,) = only(history({**VISIT, "subject": "compny-1"}, subjects=many))[1]
    assert near.startswith("did you mean `company-1`")


@pytest.mark.parametrize(
    "text",
    [b"just words, and: a colon: here", b'{"schema": "wellled.history/1", "subjects": [}', b"\x89PNG\x00\x01", b"[x]"],
)
def test_a_text_that_is_neither_json_nor_yaml_is_told_what_was_expected(text: bytes) -> None:
    with pytest.raises(HistoryError) as refused:
        timeline(text)
    (one,) = refused.value.diagnostics
    assert one.code == "unreadable-case"
    assert one.notes == ("a history is text in JSON, or in YAML 1.2, of `schema`, `subjects` and `events`",)
    assert "case" not in one.headline


def test_where_no_version_is_in_force_the_nearest_are_named_with_their_days() -> None:
    early = told({**VISIT, "framework": "kiosks", "on": "2019-03-14"}, kind="kiosk")
    headline, help_, notes = only(early, rules=kiosk_rules())
    assert headline == "no version of `kiosks` that is known here was in force on 14 March 2019"
    assert help_ == ("name the version, or correct the day", HAND_IN)
    assert notes == ("there is kiosks@2020-01, from 1 January 2020 until 1 January 2024",)


def test_rules_that_begin_later_at_a_level_are_said_to() -> None:
    visit = {"id": "a", "kind": "assessment", "subject": "a", "framework": "saf", "on": "2024-06-01"}
    document = told({**visit, "published_on": "2024-07-01", "case": {"given": {"well_led": "Good"}}}, kind="trust")
    document["subjects"].append({"id": "b", "kind": "location"})
    for day, is_there in (("2024-03-31", False), ("2024-04-01", True)):
        made = timeline(document, on=day)
        (one,) = made.to_dict()["in_force"]
        assert one["levels"] == [
            {"level": "trust", "in_force": is_there, "from": "2024-04-01", "until": "2024-12-02"},
            {"level": "location", "in_force": True, "from": "2023-11-21", "until": "2024-12-02"},
        ]
        there = "where it is in force from 1 April 2024 until 2 December 2024"
        but = "" if is_there else f", but not at level trust, {there}"
        for text in (made.to_text(plain=True), made.to_html()):
            assert f"An assessment made that day is by saf@2023-11{but}." in text


@pytest.mark.parametrize(
    ("day", "says", "nearest"),
    [
        ("2016-01-01", "; the nearest is kloe@2017-06, from 1 June 2017 until 5 March 2018.", ["kloe@2017-06"]),
        ("2024-01-01", "; the nearest is kloe@2018-03, from 5 March 2018 until 21 November 2023.", ["kloe@2018-03"]),
        ("2018-01-01", None, []),
    ],
)
def test_a_day_without_a_version_has_the_nearest(day: str, says: str | None, nearest: list[str]) -> None:
    visit = {"id": "a", "kind": "assessment", "subject": "a", "framework": "kloe", "on": "2019-01-01"}
    document = told({**visit, "published_on": "2019-02-01", "case": {"given": {"overall": "Good"}}}, kind="trust")
    made = timeline(document, on=day)
    (one,) = made.to_dict()["in_force"]
    assert [each["version"] for each in one["nearest"]] == nearest
    for text in (made.to_text(plain=True), made.to_html()):
        assert (f"No version of kloe is in force that day{says}" in text) == (says is not None)
