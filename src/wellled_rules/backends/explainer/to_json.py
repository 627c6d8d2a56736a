"""An explanation as data for programs: schema `wellled.explanation/1`."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from importlib.resources import files
from typing import Any

from wellled_rules.backends.explainer.explanation import Explanation

__all__ = ["SCHEMA", "json_schema", "to_dict", "to_json"]

SCHEMA = "wellled.explanation/1"


def to_dict(explanation: Explanation) -> dict[str, Any]:
    """The explanation as plain data, keys in the order of its layers.

    Whole numbers are numbers, others are text like `125/2`; days are as they are shown. What is none or
    empty is there, so that every key always is.
    """
    return {"schema": SCHEMA, **_plain(explanation)}


def to_json(explanation: Explanation) -> str:
    """`to_dict` as JSON text, indented, ending in a line end."""
    return json.dumps(to_dict(explanation), indent=2) + "\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every `to_dict` satisfies."""
    text = files("wellled_rules.backends.explainer").joinpath("schemas", "explanation-1.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _plain(part: object) -> Any:
    """Dataclasses as objects, tuples as lists; texts, numbers and none as they are."""
    if is_dataclass(part) and not isinstance(part, type):
        return {one.name: _plain(getattr(part, one.name)) for one in fields(part)}
    if isinstance(part, tuple):
        return [_plain(one) for one in part]
    return part
