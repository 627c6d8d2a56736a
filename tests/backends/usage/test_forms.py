"""The usage of evidence in its forms: what is many is told shortly, and nothing in it acts."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from jsonschema import Draft202012Validator

from wellled_rules.api import EvidenceUse, load
from wellled_rules.backends.usage.to_html import to_html
from wellled_rules.backends.usage.to_text import to_text
from wellled_rules.backends.usage.usage import Use

VERSIONS = Path(__file__).parents[3] / "versions"
HOSTILE = "</td><script>alert(1)</script> \x1b[31m \u202e"


@cache
def found() -> EvidenceUse:
    case = VERSIONS / "kloe-2018-03" / "examples" / "two-hospitals.json"
    return load("kloe@2018-03").evaluate(case).evidence_use()


def test_entries_of_which_the_same_became_are_told_together() -> None:
    text = found().to_text()
    assert "  key_question_rating: 12 entries (safe@location/NORTH/service/urgent-care, " in text
    assert text.count("\n") < 60
    assert str(found()) == text
    assert "from_services" not in text


def test_the_page_has_captions_and_scopes_and_loads_nothing() -> None:
    page = found().to_html()
    assert "<script" not in page and "<link" not in page and "<img" not in page
    assert page.count("<caption>") == page.count("<table>") == 1
    assert page.count("<th ") == page.count("scope=")
    ids = re.findall(r' id="([\w-]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([\w-]+)"', page)) <= set(ids)


def test_words_from_outside_do_not_act() -> None:
    entries = tuple(replace(one, path=HOSTILE, value=HOSTILE, use=Use.IDLE) for one in found().usage.entries)
    usage = replace(found().usage, subject=HOSTILE, entries=entries)
    page = to_html(usage)
    assert "<script" not in page
    assert "\x1b" not in page + to_text(usage)
    assert "\u202e" not in page + to_text(usage)


def test_what_was_carried_is_told_with_where_from_and_how_old() -> None:
    case = VERSIONS / "saf-2024-12" / "examples" / "carried.yaml"
    use = load("saf@2024-12").evaluate(case).evidence_use()
    counted = "6 entries carried from earlier assessments, the oldest of 2021-05-12, 4 years old"
    told = "from well_led under kloe@2018-03, requires_improvement, assessed on 2021-05-12, 4 years old"
    text, page = use.to_text(), use.to_html()
    assert f"\nWindow for evidence: not said\n7 entries: 7 used\n{counted}\n" in text
    assert "\nCarried from earlier assessments\n  statement_score: 6 entries (shared_direction, " in text
    assert f"\n    {told}\n" in text
    assert f"<p>{counted}</p>" in page
    assert f"<li>{told}</li>" in page
    carried = {one["path"]: one["carried"] for one in use.to_dict()["entries"]}
    assert carried["statement_score/governance"] is None
    assert carried["statement_score/leaders"] == {
        "framework": "kloe@2018-03",
        "name": "well_led",
        "value": "requires_improvement",
        "assessed_on": "2021-05-12",
        "assessment": None,
        "age": "4 years",
    }
    schema = files("wellled_rules").joinpath("backends", "usage", "schemas", "evidence-1.json")
    Draft202012Validator(json.loads(schema.read_text("utf-8"))).validate(use.to_dict())


def test_json_has_each_entry_by_itself() -> None:
    told = found().to_dict()
    schema = files("wellled_rules").joinpath("backends", "usage", "schemas", "evidence-1.json")
    Draft202012Validator(json.loads(schema.read_text("utf-8"))).validate(json.loads(found().to_json()))
    assert told["schema"] == "wellled.evidence/1"
    assert len(told["entries"]) == 31
    assert told["evidence_hash"].startswith("sha256:")
