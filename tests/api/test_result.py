"""A result by name, as Python objects and as JSON of its schema."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from support.kitchens import evaluated, framework, kitchens

import wellled_rules
from wellled_rules.api import Result
from wellled_rules.api.result import Members

SCHEMA: dict[str, Any] = json.loads((files("wellled_rules") / "api/schemas/result-1.json").read_text("utf-8"))
KEYS = [
    "schema",
    "framework",
    "engine",
    "standing",
    "standing_text",
    "subject",
    "assessment",
    "assessed_on",
    "evidence_hash",
    "headline",
    "outcomes",
    "sensitivities",
    "checks",
    "notices",
]
OUTCOME = ["value", "label", "status", "possible", "exact", "waits_for", "decided_by", "marks"]

CASES = [
    {},
    {"assessed_on": "2030-01-01", "subject": {"kind": "shop", "id": "s-1", "name": "Corner"}},
    {"inputs": {"score_of": {"stove": 3, "sink": 2, "store": 2}}},
    {"inputs": {"score_of": {"stove": "not_applicable", "sink": "not_seen", "store": 1}, "closed": True}},
    {"given": {"average": 2, "bench_mark": {"sink": "unmarked"}}, "subject": {"kind": "school"}},
    {"decisions": [{"rule": "panel", "to": "top", "role": "panel", "reason": "seen"}], "given": {"range": "good"}},
]


@pytest.mark.parametrize("case", CASES)
def test_every_result_is_of_the_schema(case: dict[str, Any]) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    told = kitchens().evaluate(case).to_dict()
    assert [error.message for error in validator.iter_errors(told)] == []


def test_the_schema_is_one_and_refuses_what_is_none() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    told = evaluated().to_dict()
    told["outcomes"]["mark"]["status"] = "rated"
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(told)
    nested = evaluated().to_dict()
    del nested["outcomes"]["bench_mark"]["sink"]["possible"]
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(nested)


def test_keys_stand_in_their_order() -> None:
    told = evaluated((3, None, 3)).to_dict()
    assert list(told) == KEYS
    assert list(told["framework"]) == ["id", "version", "status", "language", "hash"]
    assert list(told["outcomes"]) == ["average", "range", "clean", "bench_mark", "mark"]
    assert list(told["outcomes"]["mark"]) == OUTCOME
    assert list(told["outcomes"]["bench_mark"]["sink"]) == OUTCOME
    assert list(told["sensitivities"][0])[:5] == ["assumption", "alternative", "outcome", "member", "value"]


def test_it_says_what_it_was_made_from() -> None:
    told = evaluated(
        (3, 3, 3), given={"assessed_on": "2024-06-01", "subject": {"kind": "hotel", "id": "h-1"}}
    ).to_dict()
    assert told["schema"] == "wellled.result/1"
    assert told["framework"]["hash"] == kitchens().hash
    assert told["standing"] == "indicative"
    assert told["subject"] == {"level": "house", "kind": "hotel", "id": "h-1"}
    assert told["assessed_on"] == "2024-06-01"
    assert told["evidence_hash"].startswith("sha256:")
    assert told["headline"] == "mark"


def test_json_is_the_same_data() -> None:
    result = evaluated((3, None, 3))
    assert json.loads(result.to_json()) == result.to_dict()


def test_values_in_json() -> None:
    told = evaluated((4, 2, "not_applicable")).to_dict()["outcomes"]
    assert told["average"]["value"] == 3
    assert told["mark"]["value"] == "good"
    assert told["clean"]["value"] is True
    assert (told["clean"]["label"], told["average"]["label"]) == ("Yes", "3")


NUMBERS = """language 1

framework numbers@2024-01 "Numbers"
    status draft
    covers house
    headline half

level house "House"

source handbook "Handbook"
    published by "Office"

scale score "Score"
    worst first
    1 "Low"
    2 "High"

input amount "Amount"
    is a number

input day "Day"
    is a date

determine half "Half"
    is a percentage
    equals amount as a percentage of 800
    cites handbook "Half"

determine same_day "Day"
    is a date
    equals day
    cites handbook "Day"

determine high "Score"
    is a score
    first of
        2 when amount is 500 or more
        1 otherwise
    cites handbook "Score"
"""


def test_exact_numbers_days_and_numbered_levels_in_json() -> None:
    result = framework(NUMBERS).evaluate({"inputs": {"amount": 500, "day": "2024-02-29"}})
    told = result.to_dict()["outcomes"]
    assert result["half"].value == Fraction(125, 2)
    assert (told["half"]["value"], told["half"]["label"]) == ("125/2", "62.5 %")
    assert told["same_day"]["value"] == "2024-02-29"
    assert (told["high"]["value"], told["high"]["label"]) == (2, "High")
    assert str(result["high"].value) == "2"


def test_what_cannot_be_listed_is_not_told_as_nothing() -> None:
    result = framework(NUMBERS).evaluate({})
    told = result.to_dict()["outcomes"]
    assert (told["half"]["possible"], told["half"]["exact"], told["half"]["waits_for"]) == (None, False, ["amount"])
    assert result["half"].possible == ()
    assert (told["high"]["possible"], told["high"]["exact"]) == ([2, 1], True)


def test_members_are_found_by_id_by_member_and_by_title() -> None:
    result = evaluated((3, 1, 3))
    marks = result["bench_mark"]
    assert isinstance(marks, Members)
    sink = result.trace.graph.sets["bench"].by_id["sink"]
    assert str(marks["sink"].value) == str(marks[sink].value) == str(marks["the  SINK"].value) == "poor"
    assert list(marks) == ["stove", "sink", "store"]
    assert "sink" in marks and "door" not in marks and 3 not in marks
    with pytest.raises(KeyError):
        marks["door"]


def test_inputs_can_be_read_back() -> None:
    result = evaluated((3, None, "not_seen"))
    scores = result["score_of"]
    assert (str(scores["stove"].value), scores["stove"].label) == ("3", "Fine")
    assert (scores["sink"].status, scores["sink"].waits_for) == ("undetermined", ("score_of/sink",))
    assert [str(one) for one in scores["sink"].possible] == ["4", "3", "2", "1"]
    assert (scores["store"].status, scores["store"].value) == ("not_seen", None)


@pytest.mark.parametrize("name", ["nothing", "house:mark", "panel", "bench_weight", ""])
def test_other_names_are_no_outcomes(name: str) -> None:
    with pytest.raises(KeyError):
        evaluated()[name]


@pytest.mark.parametrize(
    ("of", "said"),
    [
        ("mrak", "there is no outcome or input `mrak`: did you mean `mark`?"),
        ("bench_mark/snik", "there is no member of `bench_mark` `snik`: did you mean `sink`?"),
        ("bench_mark/d", "there is no member of `bench_mark` `d`: there are `stove`, `sink`, `store`"),
        ("bench_mark", "`bench_mark` has a value for each member: name one, as in `bench_mark/stove`"),
        ("mark/sink", "`mark/sink` names a member too many: there is `mark`"),
    ],
)
def test_a_name_that_is_none_is_told_with_what_was_meant(of: str, said: str) -> None:
    with pytest.raises(KeyError) as refused:
        evaluated().explain(of)
    assert refused.value.args == (said,)


def test_a_member_behind_a_name_is_told_how_to_ask_for_it() -> None:
    with pytest.raises(KeyError) as refused:
        evaluated()["bench_mark/sink"]
    said = 'there is no outcome or input `bench_mark/sink`: a member is asked for by itself, ["bench_mark"]["sink"]'
    assert refused.value.args == (said,)


@pytest.mark.parametrize("path", ["bench_mark", "bench_mark/door", "mark/sink", "nothing"])
def test_a_derivation_is_of_one_cell(path: str) -> None:
    with pytest.raises(KeyError):
        evaluated().derivation(path)


def test_a_result_is_explained() -> None:
    assert evaluated((3, 3, 3)).explain("mark").headline.startswith("Good")
    assert evaluated((3, 3, 3)).explain().headline == evaluated((3, 3, 3)).explain("mark").headline


def test_a_result_travels() -> None:
    result = evaluated((3, None, 3))
    assert pickle.loads(pickle.dumps(result)).to_dict() == result.to_dict()
    view = pickle.loads(pickle.dumps(result["bench_mark"]))
    assert view["sink"].status == "not_assessed"


def test_a_result_is_read_by_many_at_once() -> None:
    result: Result = evaluated((3, None, None))
    alone = evaluated((3, None, None)).to_dict()
    with ThreadPoolExecutor(8) as pool:
        read = list(pool.map(lambda _: result.to_dict(), range(16)))
    assert all(one == alone for one in read)


def test_reading_in_another_order_gives_the_same() -> None:
    first, second = evaluated((None, None, 2)), evaluated((None, None, 2))
    last = {name: second[name].to_dict() for name in reversed(["average", "range", "clean", "bench_mark", "mark"])}
    assert {name: first[name].to_dict() for name in last} == last


def test_the_tutorial_gives_results_of_the_schema() -> None:
    tutorial = wellled_rules.load("tutorial@2024-01")
    for level in ("pool", "company"):
        told = tutorial.evaluate({"subject": {"level": level}}).to_dict()
        jsonschema.Draft202012Validator(SCHEMA).validate(told)
