"""A departure is told as one: who, when, by which clause, why, and what the rule itself would have given."""

from __future__ import annotations

import json

from jsonschema import Draft202012Validator
from support.houses import HALL, LIMIT, RULE, assessed, houses

from wellled_rules.backends.explainer.to_json import json_schema
from wellled_rules.graph.cells import Cell

WHEN = "on 2 May 2025, under “Rules, 3”"


def test_a_departure_from_a_rule_tells_what_it_took_the_place_of() -> None:
    found = assessed(RULE, points=5, damp="no").explain().layers
    assert found.headline == "Good: departed from by review panel, “Grade” (Rules for houses, “3”)."
    (step,) = (one for one in found.steps if one.path == "outcome")
    assert step.how == (
        f"Review panel departed from the rule {WHEN}, to Good in place of Poor: the annexe was left out."
    )
    assert step.workings == ("By the rule that was departed from: 5 is 10 or less: Poor.",)
    assert found.statements is not None
    assert found.statements.title == "Values that it reads, by the rule that was departed from"
    assert [(one.title, one.value.text, one.decides) for one in found.statements.lines] == [("Points", "5", False)]
    assert [(one.text, one.clause) for one in found.decisions] == [("Grade to Good, a departure", "Rules, 3")]


def test_what_the_rule_would_have_given_need_not_be_known() -> None:
    result = assessed(RULE, damp="no")
    assert str(result["outcome"].value) == "good"
    (step,) = (one for one in result.explain().layers.steps if one.path == "outcome")
    assert "to Good in place of an answer not yet determined" in step.how


def test_a_departure_from_an_exception_tells_what_it_kept_away() -> None:
    found = assessed(LIMIT, points=25, damp="yes").explain().layers
    assert found.headline == "Good: 25 is over 20, with “Damp” departed from, by “Grade” (Rules for houses, “3”)."
    (bound,) = found.bounds
    assert (bound.state, bound.text) == (
        "departed",
        f"Would apply, because “Damp” is yes; but surveyor departed from it {WHEN}: the annexe was left out.",
    )
    (decision,) = found.decisions
    assert (decision.text, decision.to) == ("switched off for Grade, a departure", None)
    assert tuple(map(str, found.marks)) == ("departed",)


def test_an_exception_that_might_have_acted_is_told_as_one() -> None:
    found = assessed(LIMIT, points=25).explain().layers
    assert found.bounds[0].text.startswith("Might apply: “Damp” is not yet determined, and could be yes; but surveyor")
    assert found.value.text == "Good"


def test_a_departure_that_changes_nothing_is_no_reason_and_is_noticed() -> None:
    found = assessed(LIMIT, points=25, damp="no")
    assert found["outcome"].marks == ()
    assert [one.text for one in found.notices] == [
        "the departure from “Damp” changes nothing: its condition does not hold"
    ]
    same = assessed(LIMIT, points=5, damp="yes")
    assert same["outcome"].marks == ()
    assert [one.text for one in same.notices] == [
        "the departure from “Damp” changes nothing: the outcome is the same with it"
    ]
    stated = {"inputs": {}, "given": {"outcome": "fair"}, "decisions": [RULE]}
    assert [one.text for one in houses().evaluate(stated).notices] == [
        "the departure from “Grade” changes nothing: the case states the outcome as given"
    ]


def test_the_derivation_holds_the_departure_and_not_what_it_set_aside() -> None:
    derivation = assessed(RULE, LIMIT, points=5, damp="yes").derivation("outcome")
    own = Cell("house:outcome")
    parts = {one.node: derivation.edges[one, own]["part"] for one in derivation.predecessors(own)}
    departed = [node for node, part in parts.items() if part == "departed from"]
    assert len(departed) == 1
    told = derivation.nodes[Cell(departed[0])]
    assert (told["kind"], told["judged_by"], told["clause"], told["reason"]) == (
        "decision",
        "review_panel",
        "Rules, 3",
        "the annexe was left out",
    )
    assert not any("points" in str(one) for one in derivation)


def test_a_departure_for_one_member_leaves_the_others() -> None:
    result = assessed(HALL, found={"hall": "poor", "attic": "fair"})
    assert [str(result["of_room"][room].value) for room in ("hall", "attic")] == ["good", "fair"]
    assert str(result["worst_room"].value) == "fair"
    assert result["of_room"]["attic"].marks == ()
    assert set(map(str, result["worst_room"].marks)) == {"departed", "not_moderated"}


def test_every_form_tells_it() -> None:
    found = assessed(RULE, LIMIT, points=5, damp="yes").explain()
    Draft202012Validator(json_schema()).validate(json.loads(found.to_json()))
    for text in (found.to_text(plain=True), found.to_text(), found.to_html(), found.to_json()):
        told = " ".join(text.replace("│", " ").split())
        for words in ("review panel", "surveyor", "Rules, 3", "the annexe was left out", "2 May 2025"):
            assert words in told, words
