"""The JSON Schema of a history says what is read as one, and that of a timeline what is told."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import islice
from typing import Any

from hostile.odd_histories import odd_histories
from jsonschema import Draft202012Validator
from support.kiosks import kiosk_rules, transition

from wellled_rules import HistoryError, timeline

FORM = {"missing-in-history", "unknown-key-in-history"}


def schema(name: str) -> Draft202012Validator:
    text = files("wellled_rules").joinpath("history", "schemas", f"{name}-1.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


def test_what_is_read_and_what_is_told_are_as_their_schemas_say() -> None:
    history, told, taken = schema("history"), schema("timeline"), 0
    for data in islice(odd_histories(seed=11), 90):
        document = json.loads(data)
        try:
            made = timeline(data, rules=(*kiosk_rules(), transition("market")))
        except HistoryError as error:
            # What only the calendar, or another part of the history, can tell is no matter of the schema.
            of_form = [one for one in error.diagnostics if one.code in FORM and "/gives/" not in str(one.pointer)]
            assert not of_form or not history.is_valid(document), data
            continue
        taken += 1
        assert list(history.iter_errors(document)) == [], data
        told.validate(made.to_dict())
        told.validate(made.at("2024-05-02", known_on="2024-06-01").to_dict())
    assert taken > 10
