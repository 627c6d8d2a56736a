"""The outcomes of a trust with six ratings, by name, wherever outcomes are listed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wellled_rules import Framework, load

Wellled = Callable[..., Any]

NAMES = ("key_question", "well_led", "overall", "use_of_resources", "combined", "special_measures")
QUESTIONS = ("safe", "effective", "caring", "responsive", "well_led")
RATINGS = dict(zip(QUESTIONS, ("good", "good", "outstanding", "requires_improvement", "good"), strict=True))
CASE: dict[str, Any] = {
    "subject": {"level": "trust", "id": "RXX", "kind": "acute_trust"},
    "assessed_on": "2019-06-01",
    "inputs": {"key_question_rating": RATINGS, "use_of_resources": "outstanding"},
}
LABELS = {
    "well_led": "Good",
    "overall": "Good",
    "use_of_resources": "Outstanding",
    "combined": "Good",
    "special_measures": "No",
}


@pytest.fixture(scope="module")
def kloe() -> Framework:
    return load("kloe@2018-03")


def run(wellled: Wellled, *words: str) -> str:
    ended = wellled(*words)
    assert ended.code == 0, ended.err
    return str(ended.out)


@pytest.fixture
def case(tmp_path: Path) -> str:
    place = tmp_path / "case.json"
    place.write_text(json.dumps(CASE), encoding="utf-8")
    return str(place)


def test_the_json_has_each_under_its_name(kloe: Framework, case: str, wellled: Wellled) -> None:
    found = json.loads(run(wellled, "eval", "kloe@2018-03", case, "--format", "json"))["outcomes"]
    assert [one for one in NAMES if one not in found] == []
    assert {name: found[name]["label"] for name in LABELS} == LABELS
    assert {name: one["value"] for name, one in found["key_question"].items()} == RATINGS
    answered = json.loads(kloe.answer(json.dumps(CASE).encode()))
    assert list(answered["outcomes"]) == list(found)


def test_the_summary_has_each_by_its_title(kloe: Framework, case: str, wellled: Wellled) -> None:
    lines = run(wellled, "eval", "kloe@2018-03", case).splitlines()
    titles = {name: kloe.graph.rules[f"trust:{name}"].title for name in NAMES}
    told = [line.strip().partition(":")[0] for line in lines[lines.index("Outcomes") + 1 :]]
    assert [name for name, title in titles.items() if title not in told] == []
    assert "  Use of resources: Outstanding" in lines


def test_tables_have_each_as_columns(tmp_path: Path, wellled: Wellled) -> None:
    entries = [*((f"key_question_rating.{one}", said) for one, said in RATINGS.items())]
    row = dict([("subject", "RXX"), ("kind", "acute_trust"), *entries, ("use_of_resources", "outstanding")])
    wide, long = tmp_path / "wide.csv", tmp_path / "long.csv"
    wide.write_text(f"{','.join(row)}\n{','.join(row.values())}\n", encoding="utf-8")
    said = [("kind", "", "acute_trust"), ("use_of_resources", "", "outstanding")]
    said += [("key_question_rating", one, held) for one, held in RATINGS.items()]
    lines = "".join(f"RXX,{','.join(one)}\n" for one in said)
    long.write_text(f"subject,input,member,value\n{lines}", encoding="utf-8")
    for table in (wide, long):
        out = tmp_path / f"{table.stem}.jsonl"
        run(wellled, "batch", "kloe@2018-03", str(table), "--level", "trust", "--out", str(out))
        (found,) = map(json.loads, out.read_text("utf-8").splitlines())
        columns = [*(f"key_question.{one}" for one in QUESTIONS), *LABELS]
        assert [name for name in columns if name not in found] == []
        assert (found["use_of_resources"], found["use_of_resources:status"]) == ("outstanding", "determined")
        assert found["combined"] == "good"


def test_before_there_was_a_rating_for_use_of_resources_there_is_none() -> None:
    assert load("kloe@2017-06").graph.header.shows == {}
    assert "use_of_resources" not in load("kloe@2017-06").graph.outcomes["trust"]
