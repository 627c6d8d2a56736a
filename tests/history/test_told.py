"""What is told of a line: what takes back, what is still open, and that a result is indicative."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.histories import assessed, history
from support.kiosks import assessed as seen
from support.kiosks import kiosk_rules, transition

from wellled_rules import FrameworkNotFound, timeline

Plain = dict[str, Any]
VISIT = assessed("visit", "2025-01-02", "2025-01-05")
AGAIN = assessed("again", "2025-02-02", "2025-02-05", "bronze")
PONDS = """
language 1

framework ponds@2024-01 "Ponds"
    in force from 2024-01-01
    covers pond
    headline mark at pond

level pond "Pond"

assumption guess "Clear"
    basis inferred "seen"

input clear at pond "Clear"
    is yes or no

determine mark at pond "Mark"
    is yes or no
    equals clear
    rests on guess
"""
INDICATIVE = "Indicative only: worked out from the rules as written here"


def event(kind: str, id_: str, on: str, **more: Any) -> Plain:
    return {"id": id_, "kind": kind, "on": on, **more}


def withdrawn(of: str, on: str, note: str) -> Plain:
    return event("correction", f"no-{of}", on, published_on=on, corrects=of, withdraws=True, note=note)


def why(document: Plain, day: str | None, key: str = "displayed") -> list[str]:
    """The reasons of the last stretch of the only line of the first company."""
    told = timeline(document).at(day).to_dict()
    return [one["text"] for part in told["subjects"][0]["lines"][0]["stretches"][-1][key] for one in part["why"]]


def test_of_a_day_after_all_that_is_known_it_is_said_up_to_when_that_goes() -> None:
    document = history(VISIT, {**AGAIN, "published_on": {"earliest": "2025-02-05"}})
    read = {**document, "sources": {"list": {"title": "List", "read_on": "2025-03"}}}
    for said, known_on, day, by, words in (
        (document, None, "2025-02-05", "event", "The last event of this history is of 5 February 2025"),
        (read, None, "2025-03-31", "read", "The sources of this history were last read on 31 March 2025"),
        (read, "2025-01-31", "2025-01-31", "known_on", "This is what was known on 31 January 2025"),
    ):
        whole = timeline(said)
        assert whole.at(None, known_on=known_on).to_dict()["reach"] == {"day": day, "by": by}
        later = whole.at("2030-01-01", known_on=known_on)
        for text in (later.to_text(plain=True), later.to_html()):
            assert f"{words}; of 1 January 2030 it is taken that nothing came since." in text
        for same in (whole.at(day, known_on=known_on), whole.at(None, known_on=known_on)):
            assert "nothing came since" not in same.to_text(plain=True) + same.to_html()
    assert timeline(history()).to_dict()["reach"] is None


def test_where_nothing_says_what_becomes_of_a_rating_once_its_rules_have_ended_that_is_told() -> None:
    told = history(VISIT)
    gap = "At level company tutorial@2024-01 was in force until 1 January 2030; nothing known here says what becomes"
    assert why(told, "2029-12-31")[-1].startswith("Published")
    assert why(told, "2030-01-01")[-1] == f"{gap} of it then."
    assert why(told, None)[-1].startswith("Published")
    (rules,) = timeline(told, on="2029-12-31").to_dict()["in_force"]
    days = {"from": "2024-06-01", "until": "2030-01-01"}
    assert {"level": "company", "in_force": True, **days} in rules["levels"]


def test_what_comes_back_says_what_was_withdrawn() -> None:
    told = history(VISIT, AGAIN, withdrawn("again", "2025-03-01", "It was of another company."))
    words = "again withdrawn on 1 March 2025: It was of another company."
    assert why(told, None)[-1] == words
    assert why(told, "2025-03-02")[-1] == words
    assert why(told, "2025-02-20", "corrected")[-1] == words
    for text in (timeline(told).to_text(plain=True), timeline(told).to_html()):
        assert words in text
        assert words + "." not in text


def test_nothing_says_what_was_withdrawn_too() -> None:
    told = history(VISIT, withdrawn("visit", "2025-03-01", "it was of another company"))
    words = "visit withdrawn on 1 March 2025: it was of another company."
    assert why(told, None) == [words]
    assert why(told, "2025-02-20", "corrected") == [words]
    assert "As is known:\n      visit withdrawn" in timeline(told, on="2025-02-20").to_text(plain=True)
    assert words not in timeline(told, on="2025-02-20", known_on="2025-02-28").to_text(plain=True)


def test_what_comes_to_light_says_what_was_lifted() -> None:
    held = event("suspension", "stop", "2025-02-01", subject="north")
    lifted = event("lifting", "go", "2025-03-01", lifts="stop", note="all was mended")
    assert why(history(VISIT, held, lifted), None)[-1] == "Suspension stop lifted on 1 March 2025: all was mended."
    gone = withdrawn("stop", "2025-03-01", "all was well")
    assert why(history(VISIT, held, gone), None)[-1] == "stop withdrawn on 1 March 2025: all was well."
    assert why(history(VISIT, held, lifted, withdrawn("go", "2025-04-01", "not yet")), None)[-1] == (
        "go withdrawn on 1 April 2025: not yet."
    )


def test_what_is_published_and_still_open_says_what_it_waits_for() -> None:
    """It retires what was displayed, and nothing stands in its place."""
    open_one = seen("second", "2024-02-01", "2024-04-15")
    open_one["case"] = {"inputs": {}}
    told = history(
        seen("first", "2021-05-04", "2021-06-01", "poor"),
        open_one,
        subjects=[{"id": "harbour", "kind": "market"}, {"id": "corner", "kind": "kiosk", "within": "harbour"}],
    )
    made = timeline(told, rules=(*kiosk_rules(), transition()))
    after = "assessed on 1 February 2024, published on 15 April 2024 (second); it waits for Found"
    for one in (made, made.at("2024-04-15")):
        (text,) = one.to_dict()["subjects"][1]["still_open"]
        assert text.endswith(after)
        assert f"Still open: {text}" in one.to_text(plain=True)
        assert f"Still open: {text}" in one.to_html()
    assert made.at("2024-04-14").to_dict()["subjects"][1]["still_open"] == []
    assert timeline(history(VISIT)).to_dict()["subjects"][0]["still_open"] == []


def test_every_form_says_that_results_are_indicative() -> None:
    told = history(seen("first", "2021-05-04", "2021-06-01"), subjects=[{"id": "corner", "kind": "kiosk"}])
    made = timeline(told, rules=kiosk_rules())
    assert [one.startswith(INDICATIVE) for one in made.to_dict()["standing"]] == [True]
    assert INDICATIVE in made.to_text()
    assert INDICATIVE in made.to_html()


def test_rules_are_handed_in_as_they_are_or_as_paths(tmp_path: Path) -> None:
    rules = tmp_path / "ponds-2024-01.wlr"
    rules.write_text(PONDS)
    visit = {**VISIT, "framework": "ponds", "case": {"inputs": {"clear": "yes"}}}
    told = history(visit, subjects=[{"id": "north", "kind": "pond"}])
    for one in (rules, str(rules)):
        (result,) = timeline(told, rules=[one]).results("visit")
        assert result["mark"].value is True
    with pytest.raises(FrameworkNotFound):
        timeline(told, rules=[tmp_path / "no.wlr"])


@pytest.mark.parametrize("rules", [[3], [None], "/no.wlr", 3, Path("/no.wlr")])
def test_what_is_no_rules_is_refused(rules: Any) -> None:
    with pytest.raises(TypeError, match="`rules` "):
        timeline(history(VISIT), rules=rules)


def test_a_result_that_is_not_there_says_what_there_is() -> None:
    erratum = event("correction", "erratum", "2025-03-01", published_on="2025-03-01", corrects="visit")
    made = timeline(history(VISIT, {**erratum, "gives": {"on": "2025-01-03"}}))
    assert len(made.results("visit", correction="erratum")) == 1
    with pytest.raises(KeyError, match="there is no assessment `zz`: there are `visit`"):
        made.results("zz")
    with pytest.raises(KeyError, match="there is no correction of `visit` `eratum`: did you mean `erratum`"):
        made.results("visit", correction="eratum")


def test_ids_and_labels_keep_their_letters() -> None:
    ended = {"id": "north", "kind": "company", "until": "2025-01-04"}
    (line,) = timeline(history(VISIT, subjects=[ended])).to_dict()["subjects"][0]["lines"]
    assert line["title"] == "Mark"
    assert [one["text"] for one in line["stretches"][0]["displayed"][0]["why"]] == ["north ended on 4 January 2025."]
    days = {"earliest": "2025-02-03", "latest": "2025-02-09"}
    several = timeline(history(VISIT, {**AGAIN, "published_on": days})).to_text(plain=True)
    assert "”), or Bronze (" in several or "”), or Gold (" in several
    late = timeline(history({**VISIT, "published_on": days}))
    assert "”), or nothing displayed" in late.to_text(plain=True)
    assert ", or nothing displayed" in late.to_html()
