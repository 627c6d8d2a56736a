"""Entries that are carried: what a case says of them, what they come to, how they are hashed, what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from support.greenhouses import by_grade, by_score, case, greenhouses

from wellled_rules.cases.canonical import canonical
from wellled_rules.diagnostics.diagnostic import Diagnostic
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.evidence import Carried, Recorded
from wellled_rules.values.missing import Missing, State

GRAPH = greenhouses().graph
SCORES, GRADES = GRAPH.scales["score"].by_id, GRAPH.scales["grade"].by_id


def entry(said: Any) -> Recorded:
    return greenhouses().evidence(case(ferns=said)).entries["bed_score", ("ferns",)]


def findings(said: Any, day: str | None = "2025-06-01") -> tuple[Diagnostic, ...]:
    with pytest.raises(CaseError) as caught:
        greenhouses().evidence(case(day, ferns=said))
    return tuple(caught.value.diagnostics)


@pytest.mark.parametrize(("grade", "score"), [("splendid", "3"), ("Kept", "2"), ("neglected", "1")])
def test_a_grade_is_carried_as_the_score_of_equal_worth(grade: str, score: str) -> None:
    assert entry({"carried": by_grade(grade)}).value == SCORES[score]


def test_it_keeps_what_stood_there() -> None:
    found = entry({"carried": by_grade(assessment="G-1"), "reason": "locked", "note": "key lost"})

    earlier = Carried(
        framework="greenhouses@2019-01",
        name="outcome",
        value=GRADES["kept"],
        on=date(2021, 5, 2),
        assessment="G-1",
    )
    assert found == Recorded(value=SCORES["2"], reason="locked", note="key lost", carried=(earlier,))


def test_the_first_line_that_holds_counts_in_whatever_order_a_case_lists_them() -> None:
    there, back = entry({"carried": [by_grade(), by_score()]}), entry({"carried": [by_score(), by_grade()]})

    assert there.value == back.value == SCORES["2"]
    assert entry({"carried": by_score()}).value == SCORES["3"]


def test_what_is_carried_by_no_line_that_holds_was_not_assessed() -> None:
    found = greenhouses().evaluate(case(ferns={"carried": by_grade()}))
    told = {str(dict(one.assumptions)["what_is_carried"]): one for one in found.sensitivities}

    assert set(told) == {"last_score", "not_carried"}
    assert all(one.value is None for one in told.values())
    assert entry({"carried": by_grade()}).value != Missing(state=State.NOT_ASSESSED)


def test_the_hash_is_of_what_was_recorded_and_not_of_what_it_comes_to() -> None:
    one = greenhouses().evidence(case(ferns={"carried": [by_grade(), by_score()]}))
    other = greenhouses().evidence(case(ferns={"carried": [by_score(), by_grade("Kept")]}))
    later = greenhouses().evidence(case(ferns={"carried": [by_score(), by_grade(on="2021-05-03")]}))

    assert one.hash == other.hash != later.hash
    said = canonical(one)["inputs"]["bed_score"]["ferns"]  # type: ignore[index,call-overload]
    assert said == {"carried": [by_grade(), by_score()]}
    assert greenhouses().evidence(canonical(one)).hash == one.hash


def test_yaml_says_it_as_well() -> None:
    text = b"""\
subject: {level: greenhouse}
assessed_on: 2025-06-01
inputs:
  bed_score:
    Ferns:
      carried:
        framework: greenhouses@2019-01
        name: outcome
        value: Kept
        assessed_on: 2021-05-02
"""
    found = greenhouses().evidence(text).entries["bed_score", ("ferns",)]
    assert found == entry({"carried": by_grade()})


REFUSED: dict[str, tuple[Any, str, str, str]] = {
    "another version": (
        by_grade() | {"framework": "greenhouses@2020-01"},
        "not-carried",
        "/framework",
        "nothing under `greenhouses@2020-01` is carried to `bed_score`",
    ),
    "no version": (by_grade() | {"framework": "last year"}, "not-carried", "/framework", "nothing under `last year`"),
    "another outcome": (by_grade() | {"name": "bed_score"}, "not-carried", "/name", "`bed_score` under"),
    "a day after this assessment": (
        by_grade(on="2025-06-02"),
        "not-carried",
        "/assessed_on",
        "carried from 2025-06-02",
    ),
    "a day that is none": (by_grade(on="2021-02-30"), "wrong-type-in-case", "/assessed_on", "`2021-02-30` is no day"),
    "a score for a grade": (by_grade() | {"value": 2}, "wrong-type-in-case", "/value", "a level of `grade`"),
    "a word that is no grade": (by_grade("keptt"), "off-the-scale", "/value", "a level of `grade` is asked for"),
    "a state": (by_grade("not_seen"), "not-carried", "/value", "`not_seen` is no value"),
    "a label": (by_grade("Closed"), "not-carried", "/value", "`Closed` is no value"),
    "no value": ({k: v for k, v in by_grade().items() if k != "value"}, "incomplete-entry", "", "value"),
    "no day": ({k: v for k, v in by_grade().items() if k != "assessed_on"}, "incomplete-entry", "", "assessed_on"),
    "a key too many": (by_grade(day="2021-05-02"), "unknown-key-in-case", "/day", "`day` is nothing"),
    "the same twice": ([by_grade(), by_grade("splendid")], "given-twice", "/1", "carried twice"),
    "text": ("kept", "wrong-type-in-case", "", "a group for each earlier assessment"),
    "an empty list": ([], "wrong-type-in-case", "", "a group for each earlier assessment"),
    "a list of text": (["kept"], "wrong-type-in-case", "/0", "a group"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_carried_is_told_once_with_its_place(name: str) -> None:
    said, code, place, words = REFUSED[name]
    (found,) = findings({"carried": said})
    assert (found.code, found.pointer) == (code, f"/inputs/bed_score/ferns/carried{place}")
    assert words in f"{found.headline} {found.help}"


@pytest.mark.parametrize(
    ("more", "code", "place"),
    [
        ({"value": 2}, "given-twice", ""),
        ({"judged_by": "gardener"}, "not-carried", "/judged_by"),
        ({"on": "2025-06-01"}, "not-carried", "/on"),
    ],
)
def test_an_entry_that_is_carried_was_not_judged(more: dict[str, Any], code: str, place: str) -> None:
    (found,) = findings({"carried": by_grade(), **more})
    assert (found.code, found.pointer) == (code, f"/inputs/bed_score/ferns{place}")


def test_nothing_is_carried_to_an_outcome_or_to_an_input_without_a_line() -> None:
    made = case() | {"given": {"outcome": {"carried": by_grade()}}}
    made["inputs"]["open_days"] = {"carried": by_score()}
    with pytest.raises(CaseError) as caught:
        greenhouses().evidence(made)
    told = {one.pointer: one.headline for one in caught.value.diagnostics}
    assert told == {
        "/given/outcome/carried": "`outcome` is an outcome, and nothing is carried to one",
        "/inputs/open_days/carried": "nothing is carried to `open_days`",
    }


def test_without_a_day_of_this_assessment_any_day_may_be_carried_from() -> None:
    assert greenhouses().evidence(case(None, ferns={"carried": by_grade(on="2031-01-01")})).assessed_on is None


def test_the_schema_takes_what_is_taken_and_refuses_what_is_not() -> None:
    schema = greenhouses().case_model.model_json_schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)

    for said in ({"carried": by_grade()}, {"carried": [by_grade(), by_score()], "note": "locked"}):
        assert validator.is_valid(case(ferns=said))
        greenhouses().case_model.model_validate(case(ferns=said))
    for said in ({"carried": by_grade("not_seen")}, {"carried": by_grade() | {"framework": "x@2020-01"}}):
        assert not validator.is_valid(case(ferns=said))
