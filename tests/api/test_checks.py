"""Process rules that are not met are findings of the result, wherever the result is told."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from wellled_rules import Framework, load
from wellled_rules.backends.explainer.to_json import json_schema
from wellled_rules.interfaces.cli.summary import summary

RULES = """language 1

framework boats@2025-01 "Boats for hire"
    headline hired at pier
    headline out at boat

source guide "Guide"
    published by "Harbour"

assumption papers_known "Which papers a boat needs"
    basis not_found "no list was found"

level pier "Pier"

level boat "Boat"
    within pier

set paper "Paper"
    licence "Licence"
    insurance "Insurance"

input open_now at pier "Open"
    is yes or no

input has at boat "Has the paper"
    for each paper
    is yes or no

input hired_out at boat "Hired out"
    is yes or no
    treat not_given as yes

determine hired at pier "Hired"
    is yes or no
    equals open_now
    cites guide "1"

determine out at boat "Out"
    is yes or no
    equals hired_out
    cites guide "1"

check papers at boat "A boat that is hired out has its papers"
    for each paper
    when hired_out is yes
    expects has is yes
    cites guide "2"
    rests on papers_known
    because "somebody asks at the lock"

check open_at_all at pier "The pier is open"
    expects open_now is yes
    rests on papers_known
"""


@pytest.fixture(scope="module")
def boats(tmp_path_factory: pytest.TempPathFactory) -> Framework:
    path = tmp_path_factory.mktemp("boats") / "boats.wlr"
    path.write_text(RULES, "utf-8")
    return load(path)


def case(*boats: dict[str, Any], **inputs: Any) -> dict[str, Any]:
    return {"subject": {"level": "pier", "boats": list(boats)}, "inputs": inputs}


def unmet(boats: Framework) -> dict[str, Any]:
    one = {"id": "heron", "name": "The Heron", "has": {"licence": "no"}}
    other = {"id": "teal", "hired_out": "no", "has": {"licence": "no"}}
    return boats.evaluate(case(one, other, open_now="yes")).to_dict()


def test_each_finding_has_its_member_its_subject_and_where_it_comes_from(boats: Framework) -> None:
    found = unmet(boats)

    shared = {
        "check": "papers",
        "subject": "boat/heron",
        "title": "A boat that is hired out has its papers",
        "cites": [{"source": "Guide", "place": "2"}],
        "rests_on": ["papers_known"],
    }
    assert found["checks"] == [
        {**shared, "member": "licence", "status": "not_met", "waits_for": []},
        {**shared, "member": "insurance", "status": "open", "waits_for": ["has/insurance@boat/heron"]},
    ]
    assert [one["kind"] for one in found["notices"]] == ["check-failed", "check-open"]


@pytest.mark.parametrize("form", ["result", "decision"])
def test_the_schemas_know_them(boats: Framework, form: str) -> None:
    schema = json.loads((files("wellled_rules") / f"api/schemas/{form}-1.json").read_text("utf-8"))
    result = boats.evaluate(case({"id": "heron", "has": {"licence": "no"}}, open_now="no"))
    told = result.to_dict() if form == "result" else result.to_decision()

    Draft202012Validator(schema).validate(told)
    assert [one["check"] for one in told["checks"]] == ["open_at_all", "papers", "papers"]


def test_what_a_stated_outcome_is_made_of_need_not_be_said(boats: Framework) -> None:
    """Nobody wrote it down here; that does not say that it was not there. What was written down counts."""
    cases = {
        "stated alone": ({"given": {"out": True}}, [("licence", "open"), ("insurance", "open")]),
        "stated, and a paper missing": (
            {"given": {"out": True}, "hired_out": "yes", "has": {"licence": "no"}},
            [("licence", "not_met"), ("insurance", "open")],
        ),
    }
    for name, (said, expected) in cases.items():
        found = boats.evaluate(case({"id": "heron", **said}, open_now="yes")).checks
        assert [(one.cell.members[0], one.status) for one in found] == expected, name
    assert boats.evaluate({**case(open_now="no"), "given": {"hired": True}}).checks[0].status == "not_met"
    stated = boats.evaluate({**case(), "given": {"hired": True}})
    assert [(one.status, one.waits_for) for one in stated.checks] == [("open", ("open_now",))]


COUNTED = """language 1

framework posts@2025-01 "Posts"
    headline sound at post

level post "Post"

set side "Side"
    north "North"
    south "South"

input firm "Firm"
    for each side
    is yes or no

determine sound "Sound"
    is yes or no
    first of
        yes when all of firm are yes
        no otherwise

check both_seen "Both sides were seen"
    expects all of firm are known
"""


@pytest.mark.parametrize(
    ("case", "status", "waits_for"),
    [
        ({"inputs": {"firm": {"north": "yes"}}}, "not_met", ()),
        ({"inputs": {"firm": {"north": "yes"}}, "given": {"sound": True}}, "open", ("firm/south",)),
        ({"given": {"sound": True}}, "open", ("firm/north", "firm/south")),
        ({"inputs": {"firm": {"north": "yes", "south": "not_seen"}}, "given": {"sound": True}}, "not_met", ()),
    ],
)
def test_how_many_were_seen_is_not_known_of_what_is_stated_alone(
    tmp_path: Path, case: dict[str, Any], status: str, waits_for: tuple[str, ...]
) -> None:
    path = tmp_path / "posts.wlr"
    path.write_text(COUNTED, "utf-8")
    result = load(path).evaluate(case)

    assert [(one.status, one.waits_for) for one in result.checks] == [(status, waits_for)]
    told = str(result.explain().to_json())
    assert ("is stated without Firm" in told) is (status == "open")


def test_they_change_no_value(boats: Framework) -> None:
    met = boats.evaluate(case({"id": "heron", "has": {"licence": "yes", "insurance": "yes"}}, open_now="yes"))

    assert met.checks == ()
    assert met.to_dict()["checks"] == []
    assert met.to_dict()["outcomes"] == unmet(boats)["outcomes"]


def test_the_short_text_tells_them_once(boats: Framework) -> None:
    told = summary(boats.graph, unmet(boats)).splitlines()

    assert told[-4:] == [
        "Process rules",
        "  not met: A boat that is hired out has its papers (Licence, The Heron) (Guide, “2”)",
        "  not known whether it is met: A boat that is hired out has its papers (Insurance, The Heron) (Guide, “2”)",
        "    waits for Insurance, The Heron (Has the paper)",
    ]


def test_of_many_the_short_text_tells_the_first(boats: Framework) -> None:
    many = boats.evaluate(case(*({"id": str(turn)} for turn in range(8)), open_now="yes")).to_dict()

    assert len(many["checks"]) == 16
    assert summary(boats.graph, many).splitlines()[-1] == "  and 4 more; the JSON form has them all"


def test_an_explanation_says_why(boats: Framework) -> None:
    one = {"id": "heron", "name": "The Heron", "has": {"licence": "no"}}
    explanation = boats.evaluate(case(one, open_now="no")).explain()

    said = json.loads(explanation.to_json())
    Draft202012Validator(json_schema()).validate(said)
    assert [(one["path"], one["state"]) for one in said["checks"]] == [
        ("open_at_all", "not_met"),
        ("papers/licence@boat/heron", "not_met"),
        ("papers/insurance@boat/heron", "open"),
    ]
    assert [one["text"] for one in said["checks"]] == [
        "not met: “Open” is no, not yes.",
        "not met: “Has the paper” for Licence, The Heron is no, not yes.",
        "not known whether it is met: "
        "“Has the paper” for Insurance, The Heron is not yet determined, and could be yes.",
    ]
    assert said["notices"] == []


def test_a_rule_of_many_is_told_once(boats: Framework) -> None:
    many = boats.evaluate(case(*({"id": str(turn)} for turn in range(30)), open_now="yes")).explain()
    text, page = many.to_text(plain=True), many.to_html()

    assert text.count("A boat that is hired out has its papers") == 1
    assert "A boat that is hired out has its papers, for 60" in text
    assert text.count("Guide, “2”") == 1
    assert "And 48 more." in text
    assert many.to_text(plain=True, everything=True).count("not known whether it is met") == 60
    assert "48 more</summary>" in page
    assert page.count("not known whether it is met") == 60


def test_the_page_has_them_with_their_source(boats: Framework) -> None:
    one = {"id": "heron", "name": "The <b>Heron</b>", "has": {"licence": "no", "insurance": "yes"}}
    page = boats.evaluate(case(one, open_now="yes")).explain().to_html()

    assert 'id="checks">Process rules' in page
    assert "The &lt;b&gt;Heron&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "Guide, “2”" in page[page.index('id="checks">') :]


def test_what_cites_nothing_says_what_it_rests_on(boats: Framework) -> None:
    explanation = boats.evaluate(case(open_now="no")).explain()

    assert "Rests on: “Which papers a boat needs”" in explanation.to_text(plain=True)
    assert "Rests on “Which papers a boat needs”." in explanation.to_html()
