"""Bytes in, bytes out: the short way says what the long way says, and takes nothing that it would refuse."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from importlib import reload
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from support.doors import agrees, longer, shortly
from support.generate import drawn_framework
from support.generate_cases import drawn_case, known_case
from support.kitchens import framework as made

from wellled_rules import CaseError, Framework, load
from wellled_rules.api.answering import level, parsing, take
from wellled_rules.api.answering.door import Door

Case = dict[str, Any]

SEEDS = st.integers(min_value=0, max_value=10**6)


@settings(max_examples=15, deadline=None)
@given(SEEDS, SEEDS)
def test_drawn_cases_are_answered_alike(seed: int, other: int) -> None:
    framework = drawn_framework(seed % 200).framework
    for turn in range(3):
        agrees(framework, drawn_case(framework.graph, other + turn))
        agrees(framework, known_case(framework.graph, other + turn, reasons=False))
        agrees(framework, known_case(framework.graph, other + turn, reasons=True, left_out=20))


def test_pieces_learnt_of_one_case_hold_for_others() -> None:
    """Many cases of few frameworks, so that most is told from what earlier ones taught."""
    answered: Counter[bool] = Counter()
    for seed in range(8):
        framework = drawn_framework(seed).framework
        for turn in range(40):
            left_out = (0, 25)[turn % 2]
            case = known_case(framework.graph, turn, reasons=bool(turn // 2 % 2), left_out=left_out)
            answered[agrees(framework, case)] += 1
    assert answered[True] > 100, answered


@pytest.mark.parametrize("identity", ["saf@2023-11", "saf@2024-12"])
def test_what_only_process_rules_read_goes_the_long_way_and_nothing_else_does(identity: str) -> None:
    """A case that says nothing of how the assessment was made can break no rule about that."""
    framework = load(identity)
    name = "evidence_score" if identity == "saf@2023-11" else "statement_score"
    scores: Case = {}
    for members in framework.graph.cells(framework.graph.nodes[f"trust:{name}"]):
        where = scores
        for one in members[:-1]:
            where = where.setdefault(one, {})
        where[members[-1]] = 3
    made = {"window_opens_on": "2025-01-01", "oldest_evidence_on": {"governance": "2024-12-31"}}
    case = {"subject": {"level": "trust"}, "assessed_on": "2025-03-10", "inputs": {name: scores}}
    told: Case = {**case, "inputs": {name: scores} | made}

    assert agrees(framework, case)
    assert not agrees(framework, told)
    assert [one["check"] for one in longer(framework, json.dumps(told).encode())["checks"]] == ["not_too_old"]
    assert not agrees(framework, {**case, "subject": {"level": "trust", "kind_of_assessment": "follow_up"}})
    assert agrees(framework, {**case, "assessed_on": "2025-03-11"})


# --- what is written in other ways ------------------------------------------------------------------


def local_authority() -> Framework:
    return load("saf-local-authority@2024-12")


def scored(**more: Any) -> Case:
    framework = local_authority()
    (level,) = framework.graph.levels
    node = framework.graph.nodes[f"{level}:statement_score"]
    scores = {one: 3 for (one,) in framework.graph.cells(node)}
    return {"subject": {"id": "E06000041"}, "inputs": {"statement_score": scores}, **more}


def with_score(said: str) -> bytes:
    """A case in which one score is written as `said`."""
    return json.dumps(scored()).replace(": 3", f": {said}", 1).encode()


def test_members_and_levels_may_be_named_by_title() -> None:
    framework, case = local_authority(), scored()
    expected = longer(framework, json.dumps(case).encode())
    sets = framework.graph.sets[framework.graph.nodes["local_authority:statement_score"].axes[0].set]
    scores = case["inputs"]["statement_score"]
    for spell in (str, str.upper, lambda title: f" {title} "):
        titled = {spell(sets.by_id[one].title): held for one, held in scores.items()}
        found = shortly(framework, json.dumps({**case, "inputs": {"statement_score": titled}}).encode())
        assert found == expected


@pytest.mark.parametrize(
    "said",
    [
        "3.0",
        "3e0",
        "2.9999999999999999",
        "true",
        "false",
        "null",
        '"3"',
        "[3]",
        "[]",
        "{}",
        "5",
        "0",
        "-3",
        "33",
        "NaN",
    ],
)
def test_what_is_no_score_is_left_to_the_long_way(said: str) -> None:
    framework = local_authority()
    assert shortly(framework, with_score("3")) is not None
    assert shortly(framework, with_score(said)) is None


def test_an_entry_that_nobody_made_is_answered_alike() -> None:
    framework, absent = local_authority(), scored()
    last, _ = absent["inputs"]["statement_score"].popitem()
    for said in ("", " "):
        case = scored()
        case["inputs"]["statement_score"][last] = said
        assert json.loads(framework.answer(json.dumps(case).encode())) == longer(framework, json.dumps(absent).encode())


TWICE: dict[str, Callable[[bytes], bytes]] = {
    "heading": lambda body: body[:-1] + b', "inputs": {}}',
    "member": lambda body: body.replace(b'"statement_score": {', b'"statement_score": {"governance": 3, ', 1),
    "subject": lambda body: body.replace(b'"id": ', b'"id": "X", "id": ', 1),
    "hidden by an escaped colon": lambda body: body.replace(b'"E06000041"', rb'"a\u003ab"', 1).replace(
        b'"statement_score": {', b'"statement_score": {"governance": 3, ', 1
    ),
}


@pytest.mark.parametrize("where", TWICE)
def test_a_key_that_stands_twice_is_refused(where: str) -> None:
    framework = local_authority()
    body = TWICE[where](json.dumps(scored()).encode())
    assert b"governance" in body
    with pytest.raises(CaseError, match="twice"):
        framework.answer(body)


@pytest.mark.parametrize("name", ["St Mary’s: North", 'the "old" house', "Łódź\\", "a:b:c"])
def test_texts_of_a_case_are_hashed_and_answered_as_they_are(name: str) -> None:
    framework = local_authority()
    case = scored(subject={"id": "A:1", "name": name}, assessment={"id": "7", "reason": name}, assessed_on="2025-02-03")
    body = json.dumps(case).encode()
    assert shortly(framework, body) == longer(framework, body)
    assert shortly(framework, json.dumps(case, ensure_ascii=False).encode()) == longer(framework, body)


def test_a_case_with_a_window_for_evidence_goes_the_long_way_with_its_notices() -> None:
    framework = local_authority()
    body = json.dumps(scored(assessment={"evidence_from": "2025-02-01", "evidence_until": "2025-01-01"})).encode()
    assert shortly(framework, body) is None
    told = json.loads(framework.answer(body))
    assert told == longer(framework, body)
    assert "window-closes-first" in {one["kind"] for one in told["notices"]}


@pytest.mark.parametrize("name", ["line\nbreak", "bell\a", "\u202eturned", ""])
def test_odd_texts_are_answered_alike(name: str) -> None:
    framework = local_authority()
    body = json.dumps(scored(subject={"id": name})).encode()
    assert json.loads(framework.answer(body)) == longer(framework, body)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"3", b'"x"', b"{", b'{"subject": 3}', b'{"subject": "local_authority"}', b'{"inputs": []}', b"\xff",
     b'{"inputs": {"statement_score": "governance"}}', b'{"assessed_on": 3}', b'{"assessed_on": [1]}',
     b'{"subject": {"level": ["local_authority"]}}', b'{"assessment": "x"}', b'{"assessment": {"id": null}}',
     b'{"subject": {"id": null}}', b'{"subject": {"id": 5}}', b"[" * 70_000],
)  # fmt: skip
def test_other_shapes_are_left_to_the_long_way(body: bytes) -> None:
    assert shortly(local_authority(), body) is None


def test_decisions_are_of_their_schema() -> None:
    schema = files("wellled_rules.api").joinpath("schemas", "decision-1.json").read_text("utf-8")
    validator = Draft202012Validator(json.loads(schema))
    framework = local_authority()
    for case in (scored(), {}, scored(given={"overall": "good"})):
        validator.validate(json.loads(framework.answer(json.dumps(case).encode())))


def test_a_decision_is_a_result_without_sensitivities() -> None:
    result = local_authority().evaluate(scored())
    told = result.to_dict()
    del told["sensitivities"]
    assert result.to_decision() == {**told, "schema": "wellled.decision/1"}


OPTIONAL = """language 1

framework shops@2024-01 "Shops"
    headline open at shop

source handbook "Handbook"
    published by "Town Hall"

level shop "Shop"

input lit "Lights are on"
    is yes or no
    treat not_given as no

determine open "Open"
    is yes or no
    equals lit
    cites handbook "Open"
"""


EMPTY = (
    '{"inputs": []}',
    '{"inputs": ""}',
    '{"inputs": null}',
    '{"subject": []}',
    '{"subject": null}',
    '{"assessed_on": null}',
    '{"assessed_on": ""}',
    '{"assessment": []}',
    '{"assessment": null}',
    '{"inputs": {"unlit": true}}',
    '{"unlit": true}',
    '{"subject": {"lit": true}, "inputs": {"lit": true}}',
)


def test_what_stands_empty_is_no_group_and_what_is_null_no_day() -> None:
    shops = made(OPTIONAL)
    assert shortly(shops, b"{}") == longer(shops, b"{}") and shortly(shops, b"{}")["outcomes"]["open"]["value"] is False
    for said in EMPTY:
        assert shortly(shops, said.encode()) is None, said
    assert shortly(shops, b'{"subject": {"lit": true}}')["outcomes"]["open"]["value"] is True


GATED = OPTIONAL.replace(
    "    headline open at shop\n",
    "    covers shop where assessed_on is on or after 2024-06-01\n    headline open at shop\n",
)


def test_what_is_told_on_a_day_that_the_rules_are_not_for_is_told_on_no_other() -> None:
    shops = made(GATED)
    for day in ("2024-07-01", "2024-01-01", "2024-07-01"):
        body = json.dumps({"assessed_on": day, "inputs": {"lit": True}}).encode()
        assert json.loads(shops.answer(body)) == longer(shops, body), day


CHECKED = (
    OPTIONAL
    + """
input visited "Somebody was there"
    is yes or no

check seen_when_open "A shop that is open was seen"
    when WHEN
    expects open is no
    cites handbook "Seen"
"""
)


@pytest.mark.parametrize(
    "when", ["visited is not_given", "visited is missing", "visited is no", "visited is not known"]
)
def test_a_process_rule_that_asks_for_what_nobody_gave_is_told(when: str) -> None:
    shops = made(CHECKED.replace("WHEN", when))
    for lit in (False, True, False, True):
        for more in ({}, {"visited": True}, {"visited": False}, {"visited": "not_seen"}, {"visited": "not_applicable"}):
            body = json.dumps({"inputs": {"lit": lit, **more}}).encode()
            assert json.loads(shops.answer(body)) == longer(shops, body), (lit, more)


def test_yaml_is_answered_as_well() -> None:
    framework = local_authority()
    body = b"subject:\n  id: E06\ninputs:\n  statement_score:\n    governance: 3\n"
    assert json.loads(framework.answer(body)) == longer(framework, body)


def test_notices_come_with_the_day() -> None:
    framework = local_authority()
    for day in ("2020-01-01", "2025-01-01", "2020-01-01"):
        body = json.dumps(scored(assessed_on=day)).encode()
        assert shortly(framework, body) == longer(framework, body)
        assert bool(shortly(framework, body)["notices"]) is (day == "2020-01-01")


# --- without the quick parser -----------------------------------------------------------------------


def test_the_standard_parser_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "orjson", None)
    modules = (parsing, take, level)
    try:
        for module in modules:
            reload(module)
        assert not parsing.IS_QUICK
        framework = local_authority()
        body = json.dumps(scored(assessed_on="2025-02-03")).encode()
        made = level.Level.of(
            __import__("wellled_rules.backends.compiled.program", fromlist=["program"]).program(
                framework.graph, "local_authority"
            )
        )
        assert made is not None
        found = made.answer(parsing.loads(body), body, None, lambda: framework.evaluate(body))
        assert json.loads(found) == longer(framework, body)
    finally:
        monkeypatch.undo()
        for module in modules:
            reload(module)


def test_another_level_is_refused_where_there_is_but_one() -> None:
    framework = local_authority()
    door = Door(framework)
    assert door._shortly(json.dumps(scored()).encode()) is not None
    for said in ("L0", "Local authority", "LOCAL_AUTHORITY", 3, ["local_authority"]):
        assert door._shortly(json.dumps(scored(subject={"level": said})).encode()) is None
    assert len(door._levels) == 1
    with pytest.raises(CaseError):
        door.answer(json.dumps(scored(subject={"level": "L0"})).encode())
