"""From which days evidence comes, where inputs of the framework say it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from wellled_rules import CaseError
from wellled_rules.api import Framework, Result
from wellled_rules.backends.usage.usage import EntryUse
from wellled_rules.driver.files import from_texts
from wellled_rules.driver.pipeline import compile_framework
from wellled_rules.graph.serialize import meaning_hash, text_hash
from wellled_rules.history.outcomes import case_key

RULES = """\
language 1

framework piers@2025-01 "Piers"
    in force from 2025-01-01
    covers pier
    headline outcome at pier, part

source guide "Guide to piers"
    published by "Pier Office"

level pier "Pier"
level part "Part"
    within pier

input safe "Safe"
    is yes or no

input seen_from "First day"
    is a date
    opens the window

input seen_until "Last day"
    is a date
    closes the window

determine outcome "Outcome"
    is yes or no
    equals safe
    cites guide "1"
"""
Plain = dict[str, Any]


@cache
def piers() -> Framework:
    made = compile_framework(from_texts({"piers.wlr": RULES}, "piers.wlr"))
    assert made.graph is not None and not made.report.has_errors, list(made.report)
    return Framework(made.graph)


def safe(on: str) -> Plain:
    return {"value": "yes", "on": on}


def case(inputs: Plain, *parts: Plain, **more: Any) -> Plain:
    whole = {"safe": safe("2025-03-01"), **inputs}
    items = {"evidence": {"note": {"on": "2024-12-01"}}}
    return {"subject": {"level": "pier", "parts": list(parts)}, "inputs": whole, **items, **more}


def outside(result: Result) -> list[str]:
    found = result.evidence_use().usage.outside
    return [one.path if isinstance(one, EntryUse) else one.id for one in found]


def notices(result: Result) -> list[tuple[str, str | None]]:
    return [(one.text, one.pointer) for one in result.notices if "window" in one.kind]


BOTH = {"seen_from": "2025-01-01", "seen_until": "2025-02-01"}


def test_the_window_is_what_inputs_say() -> None:
    result = piers().evaluate(case(BOTH))
    assert outside(result) == ["safe", "note"]
    use = result.evidence_use()
    told = "Window for evidence: from 2025-01-01 until 2025-02-01, as seen_from and seen_until say"
    assert f"\n{told}\n" in use.to_text()
    assert f"<p>{told}</p>" in use.to_html()
    assert use.to_dict()["window"] == {
        "from": "2025-01-01",
        "until": "2025-02-01",
        "stated_by": ["seen_from", "seen_until"],
    }
    assert notices(result) == [
        ("dated outside the window for evidence (from 2025-01-01 until 2025-02-01): note and safe", "/inputs")
    ]


def test_one_end_may_be_said_here_and_the_other_there() -> None:
    result = piers().evaluate(case({"seen_from": "2025-01-01"}, assessment={"evidence_until": "2025-02-01"}))
    assert outside(result) == ["safe", "note"]
    text = result.evidence_use().to_text()
    assert "Window for evidence: from 2025-01-01 until 2025-02-01, as seen_from says in part" in text
    assert outside(piers().evaluate(case({"seen_from": "2025-01-01"}))) == ["note"]
    assert outside(piers().evaluate(case({}))) == []


def test_two_days_for_one_end_are_refused_with_both_places() -> None:
    same = case(BOTH, assessment={"evidence_from": "2025-01-01"})
    assert outside(piers().evaluate(same)) == ["safe", "note"]
    other = case(BOTH, assessment={"evidence_from": "2025-01-02", "evidence_until": "2025-02-02"})
    with pytest.raises(CaseError) as refused:
        piers().evaluate(other)
    assert [(one.code, one.pointer, one.notes) for one in refused.value.diagnostics] == [
        ("given-twice", "/inputs/seen_from", ("the other is at /assessment/evidence_from",)),
        ("given-twice", "/inputs/seen_until", ("the other is at /assessment/evidence_until",)),
    ]


def test_a_subject_inside_has_that_of_the_one_it_lies_in_or_its_own() -> None:
    deck = {"id": "deck", "inputs": {"safe": safe("2025-03-01")}}
    rail = {"id": "rail", "inputs": {"safe": safe("2025-03-01"), "seen_until": "2025-04-01"}}
    result = piers().evaluate(case(BOTH, deck, rail))
    assert outside(result) == ["safe", "safe@part/deck", "note"]
    late = {"id": "rail", "inputs": {"safe": safe("2025-05-01"), "seen_until": "2025-04-01"}}
    said = "safe@part/rail: of 2025-05-01, outside the window for evidence, from 2025-01-01 until 2025-04-01"
    assert said in piers().evaluate(case(BOTH, late)).evidence_use().to_text()


def test_one_that_closes_first_is_noticed() -> None:
    result = piers().evaluate(case({"seen_from": "2025-02-01", "seen_until": "2025-01-01"}))
    closes = "the window for evidence closes on 2025-01-01, before it opens on 2025-02-01"
    assert (closes, "/inputs") in notices(result)


def test_each_window_is_noticed_with_what_is_outside_of_it_and_where_it_is_said() -> None:
    deck = {"id": "deck", "inputs": {"seen_until": "2025-01-15", "safe": safe("2025-01-20")}}
    rail = {"id": "rail", "inputs": {"seen_from": "2025-06-01", "safe": safe("2025-06-15")}}
    assert notices(piers().evaluate(case(BOTH, deck, rail))) == [
        ("dated outside the window for evidence (from 2025-01-01 until 2025-02-01): note and safe", "/inputs"),
        (
            "dated outside the window for evidence (from 2025-01-01 until 2025-01-15): safe@part/deck",
            "/subject/parts/0/inputs",
        ),
        (
            "the window for evidence of part rail closes on 2025-02-01, before it opens on 2025-06-01",
            "/subject/parts/1/inputs",
        ),
        (
            "dated outside the window for evidence (from 2025-06-01 until 2025-02-01): safe@part/rail",
            "/subject/parts/1/inputs",
        ),
    ]


def test_one_window_that_several_inside_say_has_no_place_of_its_own() -> None:
    turned = {"seen_from": "2025-02-01", "seen_until": "2025-01-01", "safe": safe("2025-01-15")}
    deck, rail = ({"id": name, "inputs": turned} for name in ("deck", "rail"))
    names = "part deck and part rail"
    both = "safe@part/deck and safe@part/rail"
    assert notices(piers().evaluate(case({}, deck, rail))) == [
        (f"the window for evidence of {names} closes on 2025-01-01, before it opens on 2025-02-01", None),
        (f"dated outside the window for evidence (from 2025-02-01 until 2025-01-01): {both}", None),
    ]


def test_what_is_said_by_inputs_is_hashed_as_inputs_alone() -> None:
    without = RULES.replace("    opens the window\n", "").replace("    closes the window\n", "")
    made = compile_framework(from_texts({"piers.wlr": without}, "piers.wlr"))
    assert made.graph is not None
    assert piers().evidence(case(BOTH)).hash == Framework(made.graph).evidence(case(BOTH)).hash
    assert meaning_hash(piers().graph) == meaning_hash(made.graph)
    assert text_hash(piers().graph) != text_hash(made.graph)


def test_an_input_that_says_an_end_is_used_though_no_rule_reads_it() -> None:
    use = piers().evaluate(case(BOTH)).evidence_use()
    text = use.to_text()
    assert "\n3 entries: 3 used\n" in text
    assert "  seen_from is 2025-01-01\n    opens the window for evidence\n" in text
    assert "  seen_until is 2025-02-01\n    closes the window for evidence\n" in text
    assert "Read by no rule" not in text
    assert {one["name"]: (one["use"], one["bounds"], one["fact"]) for one in use.to_dict()["entries"]} == {
        "safe": ("used", None, None),
        "seen_from": ("used", "opens", None),
        "seen_until": ("used", "closes", None),
    }


# --- checks of the window --------------------------------------------------------------------------

RECENT = """
check recent "Made since the first day"
    when seen_from is known
    expects made_on is on or after seen_from
    cites guide "2"
"""
MADE = """
input made_on at pier, part "Day on which it was made"
    is a date
    treat not_given as not_applicable
"""


@cache
def checked() -> Framework:
    ends = ("input seen_from", "input seen_until", "check recent", "input safe", "determine outcome")
    rules = RULES + MADE + RECENT
    for one in ends:
        rules = rules.replace(one, f"{one} at pier, part")
    rules = rules.replace("    opens the window\n", "    opens the window\n    treat not_given as not_applicable\n")
    made = compile_framework(from_texts({"piers.wlr": rules}, "piers.wlr"))
    assert made.graph is not None and not made.report.has_errors, list(made.report)
    return Framework(made.graph)


def unmet(result: Result) -> list[str]:
    return [str(one.cell) for one in result.checks]


def test_a_window_of_the_assessment_is_read_by_rules() -> None:
    inside = {"id": "deck", "inputs": {"made_on": "2024-01-01"}}
    own = {"id": "rail", "inputs": {"made_on": "2024-01-01", "seen_from": "2023-01-01"}}
    stated = case({"made_on": "2024-01-01"}, inside, own, assessment={"evidence_from": "2025-01-01"})
    given = case({"made_on": "2024-01-01", "seen_from": "2025-01-01"}, inside, own)
    found = checked().evaluate(stated)
    assert unmet(found) == ["recent", "recent@part/deck"]
    text = found.evidence_use().to_text()
    assert "Window for evidence: from 2025-01-01\n" in text
    assert text.count("recent expects that made_on is on or after seen_from") == 2
    assert "    taken from evidence_from of the assessment\n" in text
    assert unmet(checked().evaluate(given)) == ["recent"]
    entry = found.trace.evidence.entries["seen_from", ()]
    assert (entry.fact, entry.note) == ("evidence_from", "the `evidence_from` of the assessment")
    assert json.loads(checked().answer(json.dumps(stated).encode()))["checks"] == found.to_dict()["checks"]


def test_what_the_assessment_says_is_hashed_once() -> None:
    stated = case({}, assessment={"evidence_from": "2025-01-01"})
    without = RULES.replace("    opens the window\n", "").replace("    closes the window\n", "")
    made = compile_framework(from_texts({"piers.wlr": without}, "piers.wlr"))
    assert made.graph is not None
    assert piers().evidence(stated).hash == Framework(made.graph).evidence(stated).hash


def test_cases_of_two_windows_are_worked_out_apart_in_a_history() -> None:
    keys = {
        case_key(checked(), checked().evidence(case({}, assessment={"id": id_, "evidence_from": day})))
        for id_, day in (("first", "2025-01-01"), ("again", "2025-01-01"), ("later", "2025-01-02"))
    }
    assert len(keys) == 2


def test_a_check_that_does_not_apply_asks_no_day_of_an_entry() -> None:
    found = checked().evaluate(case({"made_on": "2024-01-01"}))
    assert unmet(found) == []
    assert "Outside the window" not in found.evidence_use().to_text()
