"""Outcomes of subjects inside: by path, in JSON of its schema, pickled, explained, drawn."""

from __future__ import annotations

import json
import pickle
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import assume, given, settings
from support.fairs import FAIRS, fair_cases

from wellled_rules import CaseError, Framework, Result, load
from wellled_rules.api.views import OutcomeView

CASE: dict[str, Any] = {
    "subject": {
        "level": "fair",
        "name": "May fair",
        "rows": [
            {
                "id": "fish",
                "name": "Fish row",
                "stalls": [
                    {"id": "1", "found": {"front_side": {"value": "good", "reason": "r"}, "back_side": "good"}},
                    {"id": "2", "found": {"front_side": "poor"}, "opened_on": "2025-01-01"},
                ],
            },
            {"id": "cheese"},
        ],
        "stalls": [{"id": "1", "found": {"front_side": "fair_grade"}}],
    },
    "assessed_on": "2025-03-14",
}
PATHS = ["row/fish", "row/fish/stall/1", "row/fish/stall/2", "row/cheese", "stall/1"]


@pytest.fixture(scope="module")
def framework(tmp_path_factory: pytest.TempPathFactory) -> Framework:
    place = tmp_path_factory.mktemp("fairs") / "fairs.wlr"
    place.write_text(FAIRS, encoding="utf-8")
    return load(place)


@pytest.fixture(scope="module")
def result(framework: Framework) -> Result:
    return framework.evaluate(CASE)


def value(view: Any) -> str:
    assert isinstance(view, OutcomeView)
    return str(view.status if view.value is None else view.value)


def schema(name: str) -> jsonschema.Draft202012Validator:
    found = json.loads((files("wellled_rules") / f"api/schemas/{name}-1.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found, format_checker=jsonschema.FormatChecker())


def test_subjects_are_found_by_their_path(result: Result) -> None:
    assert ["/".join(one.path) for one in result.subjects] == PATHS
    fish = result.at("row/fish")
    assert (fish.level, fish.id, fish.name) == ("row", "fish", "Fish row")
    assert result.at("stall/1").name is None
    assert value(fish["outcome"]) == "good"
    assert value(result.at("row/fish/stall/2")["outcome"]) == "poor"
    assert value(result.at("stall/1")["outcome"]) == "undetermined"
    assert value(result.at("row/cheese")["outcome"]) == "not_assessed"
    assert value(result.at("row/fish/stall/1")["found"]["front_side"]) == "good"


@pytest.mark.parametrize(
    "path", ["", "row", "row/", "row/fsh", "fish", "row/fish/stall", "stall/2", "/row/fish", "row/fish/"]
)
def test_a_path_that_is_none_is_a_key_error(result: Result, path: str) -> None:
    with pytest.raises(KeyError):
        result.at(path)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("row/fsh", "there is no subject `row/fsh`: did you mean `row/fish`?"),
        ("fish", "there is no subject `fish`: did you mean `row/fish`?"),
        ("stall/2", "there is no subject `stall/2`: did you mean `row/fish/stall/2`?"),
        ("nowhere", f"there is no subject `nowhere`: there are {', '.join(f'`{one}`' for one in PATHS)}"),
    ],
)
def test_a_path_that_is_none_is_told_with_what_was_meant(result: Result, path: str, said: str) -> None:
    for asked in (result.at, lambda where: result.explain(f"outcome@{where}")):
        with pytest.raises(KeyError) as refused:
            asked(path)
        assert refused.value.args == (said,)


def test_a_subject_has_those_inside_it(result: Result) -> None:
    assert ["/".join(one.path) for one in result.at("row/fish").subjects] == PATHS[1:3]
    assert result.at("stall/1").subjects == ()


def test_a_name_of_another_level_is_a_key_error(result: Result) -> None:
    with pytest.raises(KeyError):
        result.at("row/fish")["share"]
    with pytest.raises(KeyError):
        result["found"]


@pytest.mark.parametrize(
    ("of", "found"),
    [
        ("@row/fish", "outcome@row/fish"),
        ("outcome@row/fish", "outcome@row/fish"),
        ("found/The Back@row/fish/stall/1", "found/back_side@row/fish/stall/1"),
        (None, "outcome"),
        ("share", "share"),
        ("share@", "share"),
    ],
)
def test_a_cell_is_asked_for_with_the_subject_behind_it(result: Result, of: str | None, found: str) -> None:
    assert str(result.cell(of)) == found


@pytest.mark.parametrize("of", ["outcome@row", "share@row/fish", "found@row/fish/stall/1", "outcome@row/fish@stall/1"])
def test_what_names_no_one_cell_is_a_key_error(result: Result, of: str) -> None:
    with pytest.raises(KeyError):
        result.cell(of)


def test_what_is_waited_for_says_whose_it_is(result: Result) -> None:
    view = result["outcome"]
    assert isinstance(view, OutcomeView)
    assert view.waits_for == ("found/back_side@stall/1",)


def test_the_json_holds_the_subjects_inside_in_the_order_given(result: Result) -> None:
    told = result.to_dict()
    assert [one["id"] for one in told["inside"]["rows"]] == ["fish", "cheese"]
    fish = told["inside"]["rows"][0]
    assert list(fish) == ["id", "name", "outcomes", "stalls"]
    assert fish["outcomes"]["outcome"]["value"] == "good"
    assert [one["id"] for one in fish["stalls"]] == ["1", "2"]
    assert list(told["inside"]["rows"][1]) == ["id", "outcomes"]
    assert result.to_decision()["inside"] == told["inside"]


def test_a_case_with_nobody_inside_has_no_such_key(framework: Framework) -> None:
    assert "inside" not in framework.evaluate({"subject": {"level": "fair"}}).to_dict()
    assert "inside" not in framework.evaluate({"subject": {"level": "fair", "rows": []}}).to_dict()


@given(case=fair_cases())
@settings(deadline=None, max_examples=40)
def test_every_result_is_of_its_schema(framework: Framework, case: dict[str, Any]) -> None:
    try:
        made = framework.evaluate(case)
    except CaseError as refused:
        assume(any(one.code != "moved-too-far" for one in refused.diagnostics))
        raise
    schema("result").validate(json.loads(made.to_json()))
    schema("decision").validate(json.loads(framework.answer(json.dumps(case).encode())))
    assert json.loads(framework.answer(json.dumps(case).encode())) == json.loads(json.dumps(made.to_decision()))


def test_a_result_and_its_views_survive_a_pickle(result: Result) -> None:
    again: Result = pickle.loads(pickle.dumps(result))
    assert again.to_dict() == result.to_dict()
    view = pickle.loads(pickle.dumps(result.at("row/fish")))
    assert view.to_dict() == result.at("row/fish").to_dict()
    found = pickle.loads(pickle.dumps(result.at("row/fish/stall/1")["found"]))
    assert [str(one.value) for one in found.values()] == ["good", "good"]


@pytest.mark.parametrize("of", [None, *(f"@{path}" for path in PATHS)])
def test_every_one_of_them_is_explained_and_drawn(result: Result, of: str | None) -> None:
    explained = result.explain(of)
    assert explained.to_text() and explained.to_html()
    told = json.loads(explained.to_json())
    assert told["path"] == str(result.cell(of))
    assert [*result.derivation(of)]


def test_a_file_of_json_or_yaml_is_read_alike(framework: Framework, result: Result, tmp_path: Path) -> None:
    (tmp_path / "case.json").write_text(json.dumps(CASE), encoding="utf-8")
    assert framework.evaluate(tmp_path / "case.json").to_dict() == result.to_dict()
    (tmp_path / "case.yaml").write_text(
        """\
subject:
  level: fair
  rows:
    - id: fish
      stalls: [{id: "1", found: {front_side: good, back_side: good}}]
    - id: cheese
""",
        encoding="utf-8",
    )
    assert value(framework.evaluate(tmp_path / "case.yaml").at("row/fish")["outcome"]) == "good"


ASSUMED = """
assumption shut_counts at stall "Whether a stall that is shut counts"
    is yes or no
    taken as no
    could be yes
    basis inferred "none was shut"

input shut at stall "Shut"
    is yes or no
    treat not_given as no

determine counts at stall "Counts"
    is yes or no
    first of
        no when shut is yes and shut_counts is no
        yes otherwise
    cites guide "5"

collect counted at fair "Stalls that count"
    takes outcome of each stall where counts is yes
    cites guide "5"

determine counting at fair "How many count"
    is a number
    equals number of counted
    cites guide "5"
"""


def test_an_assumption_of_the_rules_inside_is_tried(tmp_path: Path) -> None:
    (tmp_path / "fairs.wlr").write_text(FAIRS + ASSUMED, encoding="utf-8")
    stalls = [{"id": "1", "given": {"outcome": "good"}}, {"id": "2", "shut": "yes", "given": {"outcome": "good"}}]
    made = load(tmp_path / "fairs.wlr").evaluate({"subject": {"level": "fair", "stalls": stalls}})
    assert value(made["counting"]) == "1"
    told = [(one.assumptions, one.outcome, one.value) for one in made.sensitivities]
    assert told == [((("shut_counts", True),), "counting", 2)]
