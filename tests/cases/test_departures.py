"""A departure that a case records: what it needs, what it may not have, and from what nobody may depart."""

from __future__ import annotations

from datetime import date
from typing import Any

import jsonschema
import pytest
from support.houses import HALL, LIMIT, RULE, case, houses

from wellled_rules import CaseError
from wellled_rules.cases.canonical import canonical
from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.graph.evidence import Decided


def found(*decisions: object) -> tuple[Diagnostic, ...]:
    with pytest.raises(CaseError) as refused:
        houses().evidence(case(*decisions))
    return tuple(refused.value.diagnostics)


def test_a_departure_keeps_what_is_said_of_it() -> None:
    rule, limit, hall = houses().evidence(case(RULE, LIMIT, HALL)).decisions
    assert rule == Decided(
        rule="outcome",
        members=(),
        to=houses().graph.scales["grade"].by_id["good"],
        role="review_panel",
        reason="the annexe was left out",
        on=date(2025, 5, 2),
        clause="Rules, 3",
    )
    assert (limit.rule, limit.to) == ("damp_limit", None)
    assert hall.members == ("hall",)


@pytest.mark.parametrize("one", [RULE, LIMIT, HALL], ids=["rule", "exception", "member"])
@pytest.mark.parametrize("lacking", ["role", "reason", "clause", "on"])
@pytest.mark.parametrize("empty", [True, False], ids=["empty", "left out"])
def test_a_departure_that_lacks_what_makes_it_one_is_refused(one: dict[str, Any], lacking: str, empty: bool) -> None:
    made = {**one, lacking: " "} if empty else {key: said for key, said in one.items() if key != lacking}
    findings = [each for each in found(made) if each.pointer == "/decisions/0"]
    assert [each.code for each in findings] == ["reason-left-out" if lacking == "reason" else "incomplete-entry"]
    assert f"`{one['rule']}`" in findings[0].headline
    assert f'"{lacking}"' in findings[0].help[0]


@pytest.mark.parametrize(
    ("one", "code", "pointer"),
    [
        ({**RULE, "role": "surveyor"}, "wrong-role", "/decisions/0/role"),
        ({**LIMIT, "role": "review_panel"}, "wrong-role", "/decisions/0/role"),
        ({key: said for key, said in RULE.items() if key != "to"}, "incomplete-entry", "/decisions/0"),
        ({**RULE, "to": "ungraded"}, "off-the-scale", "/decisions/0/to"),
        ({**RULE, "to": "not_seen"}, "off-the-scale", "/decisions/0/to"),
        ({**RULE, "to": "best"}, "off-the-scale", "/decisions/0/to"),
        ({**RULE, "to": None}, "wrong-type-in-case", "/decisions/0/to"),
        ({**RULE, "rule": "value_of_it", "to": "many"}, "wrong-type-in-case", "/decisions/0/to"),
        ({**LIMIT, "to": "good"}, "misplaced-in-case", "/decisions/0/to"),
        ({**LIMIT, "to": True}, "misplaced-in-case", "/decisions/0/to"),
        ({**RULE, "of": "hall"}, "misplaced-in-case", "/decisions/0/of"),
        ({**HALL, "of": "cellar"}, "unknown-name-in-case", "/decisions/0/of"),
        ({key: said for key, said in HALL.items() if key != "of"}, "incomplete-entry", "/decisions/0"),
        ({**RULE, "clause": 3}, "wrong-type-in-case", "/decisions/0/clause"),
        ({**RULE, "on": "May"}, "wrong-type-in-case", "/decisions/0/on"),
        ({**RULE, "note": "x"}, "unknown-key-in-case", "/decisions/0/note"),
        ({**RULE, "rule": "worst_room"}, "no-such-decision", "/decisions/0/rule"),
        ({**RULE, "rule": "outcom"}, "no-such-decision", "/decisions/0/rule"),
    ],
)
def test_a_departure_that_cannot_stand_is_refused(one: dict[str, Any], code: str, pointer: str) -> None:
    assert (code, pointer) in [(each.code, each.pointer) for each in found(one)]


@pytest.mark.parametrize(
    ("rule", "near"), [("damp_limi", "damp_limit"), ("outcom", "outcome"), ("worst_room", None), ("nothing", None)]
)
@pytest.mark.parametrize("one", [RULE, LIMIT], ids=["rule", "exception"])
def test_a_departure_from_what_is_no_such_rule_is_one_finding(one: dict[str, Any], rule: str, near: str | None) -> None:
    (told,) = found({**one, "rule": rule})
    assert (told.code, told.pointer) == ("no-such-decision", "/decisions/0/rule")
    assert near is None or told.help[0] == f"did you mean `{near}`?"


def test_a_rule_that_does_not_say_normally_is_told_with_those_that_do() -> None:
    (one,) = (each for each in found({**RULE, "rule": "worst_room"}) if each.code == "no-such-decision")
    assert one.headline == "`worst_room` is not said to hold `normally`, so nobody may depart from it"
    assert one.help == (
        "a moderation of it is recorded under `appeal`",
        "at level `house`, what can be departed from is `damp_limit`, `outcome`, `value_of_it` and `of_room`; "
        "no other can be departed from",
    )


def test_a_moderation_has_no_clause() -> None:
    (one,) = found({"rule": "appeal", "to": "good", "clause": "Rules, 8"})
    assert (one.code, one.pointer) == ("unknown-key-in-case", "/decisions/0/clause")


def test_two_departures_from_one_rule_are_refused() -> None:
    assert [(one.code, one.pointer) for one in found(RULE, {**RULE, "to": "fair"})] == [("given-twice", "/decisions/1")]


def test_the_canonical_form_holds_all_of_it_and_is_a_case() -> None:
    read = houses().evidence(case(LIMIT, RULE))
    form = canonical(read)
    about = {"clause": "Rules, 3", "on": "2025-05-02", "reason": "the annexe was left out"}
    assert form["decisions"] == [
        {**about, "role": "surveyor", "rule": "damp_limit"},
        {**about, "role": "review_panel", "rule": "outcome", "to": "good"},
    ]
    assert houses().evidence(form).hash == read.hash
    other = houses().evidence(case({**LIMIT, "clause": "Rules, 4"}, RULE))
    assert other.hash != read.hash


def test_the_schema_and_the_model_have_departures() -> None:
    model = houses().case_model
    schema = model.model_json_schema()
    ours = case(RULE, {**LIMIT, "rule": "damp_limit"}, {**RULE, "rule": "value_of_it", "to": "7/2"}, HALL)
    jsonschema.Draft202012Validator(schema).validate(ours)
    assert houses().evidence(model.model_validate(ours)).hash == houses().evidence(ours).hash
    for wrong in ({**RULE, "rule": "worst_room"}, {**RULE, "to": "not_seen"}, {**RULE, "role": "cook"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.Draft202012Validator(schema).validate(case(wrong))
