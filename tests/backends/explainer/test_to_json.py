"""The data form keeps to its schema."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError
from support.explained import case, explained, pool, trust

from wellled_rules.backends.explainer.to_json import json_schema, to_dict, to_json

VALIDATOR = Draft202012Validator(json_schema())
CASES = {
    "determined": ("saf@2024-12", trust([3, 2] * 4), None),
    "undetermined": ("saf@2024-12", trust([None] * 8), None),
    "given": ("saf@2024-12", trust([None] * 8, given={"well_led": "Not rated"}), None),
    "a number": ("tutorial@2024-01", pool(1, 2, 2, 2), "pool_average"),
    "an input": ("tutorial@2024-01", pool(1, 2, 2, 2), "found/water/visit"),
    "nothing": ("tutorial@2024-01", case("company", size="small", pools=0, tested=0), "share_tested"),
}


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("name", CASES)
def test_every_explanation_is_of_the_schema(name: str) -> None:
    framework, document, of = CASES[name]
    found = explained(framework, document, of)
    text = to_json(found)
    VALIDATOR.validate(json.loads(text))
    assert json.loads(text) == json.loads(json.dumps(to_dict(found)))
    assert text.endswith("}\n")


def spoilt(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {key: value for key, value in found.items() if key != "standing"},
        found | {"more": 1},
        found | {"schema": "wellled.explanation/2"},
        found | {"status": "open"},
        found | {"headline": ""},
    ]


@pytest.mark.parametrize("which", range(5))
def test_the_schema_refuses_what_is_none(which: int) -> None:
    found = json.loads(to_json(explained("saf@2024-12", trust([3] * 8))))
    with pytest.raises(ValidationError):
        VALIDATOR.validate(spoilt(found)[which])


def test_numbers_are_exact() -> None:
    found = to_dict(explained("saf@2024-12", trust([3] * 7 + [2]), "well_led_percentage"))
    assert found["value"]["plain"] == "575/8"
    assert found["statements"]["groups"][0]["lines"][0]["share"]["plain"] == "25/2"
