"""The cases that stand beside the frameworks say what the pages about them say."""

from __future__ import annotations

from pathlib import Path

import pytest

from wellled_rules import load
from wellled_rules.api.result import Result
from wellled_rules.cases.read import read

ROOT = Path(__file__).resolve().parents[2]
WOKINGHAM = ("saf-local-authority@2024-12", "wokingham.json")
ON_THE_HALF = ("saf@2024-12", "on-the-half.yaml")


def evaluated(version: str, name: str) -> Result:
    path = ROOT / "versions" / version.replace("@", "-") / "examples" / name
    return load(version).evaluate(read(path.read_bytes(), name))


@pytest.mark.parametrize(("version", "name"), [WOKINGHAM, ON_THE_HALF])
def test_a_shipped_case_is_good(version: str, name: str) -> None:
    result = evaluated(version, name).to_dict()

    assert result["headline"] in ("overall", "well_led")
    assert result["outcomes"][result["headline"]]["label"] == "Good"


def test_the_real_case_turns_on_nothing_that_is_assumed() -> None:
    assert evaluated(*WOKINGHAM).to_dict()["sensitivities"] == []


def test_the_invented_trust_turns_on_the_rule_for_halves() -> None:
    result = evaluated(*ON_THE_HALF).to_dict()

    told = {(one["alternative"], one["value"]) for one in result["sensitivities"] if one["outcome"] == "well_led"}
    assert {one["assumption"] for one in result["sensitivities"]} == {"rule_for_halves"}
    assert told == {("half_even", "requires_improvement"), ("half_down", "requires_improvement")}
    assert result["outcomes"]["well_led_percentage"]["value"] == "125/2"


def test_the_invented_service_has_both_readings() -> None:
    result = evaluated("saf@2024-12", "carried.yaml").to_dict()

    told = {
        one["alternative"]: one["value"] for one in result["sensitivities"] if one["outcome"] == "well_led_percentage"
    }
    assert result["outcomes"]["well_led"]["label"] == "Requires improvement"
    assert result["outcomes"]["well_led_percentage"]["value"] == 50
    assert told == {"earlier_score": "375/7", "not_carried": None}
    assert result["outcomes"]["well_led"]["vintage"]["age"] == {"years": 4, "months": 0, "days": 2}


def test_the_licence_stands_with_the_real_case() -> None:
    line = "Contains public sector information licensed under the Open Government Licence v3.0"

    assert line in (ROOT / "versions" / "README.md").read_text(encoding="utf-8")
    assert line in (ROOT / "tests" / "data" / "PROVENANCE.md").read_text(encoding="utf-8")
    assert line in (ROOT / "versions" / "saf-local-authority-2024-12" / "examples" / "wokingham.json").read_text(
        encoding="utf-8"
    )
