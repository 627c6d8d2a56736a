"""Whatever a case holds, it is taken or refused: in bounded time, and never by another error."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.baked import cases
from support.bakery import BAKERY, evidence, findings

from wellled_rules.cases.limits import CaseLimits
from wellled_rules.cases.plain import document
from wellled_rules.cases.read import read
from wellled_rules.cases.validate import validate
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.diagnostics.render.human import render
from wellled_rules.graph.evidence import Evidence

_WORDS = st.sampled_from(
    [
        *("subject", "inputs", "given", "decisions", "evidence", "assessment", "assessed_on", "level", "value", "to"),
        *("rule", "of", "role", "reason", "on", "judged_by", "chain", "shop", "panel", "shelf_panel", "overall"),
        *("stars_of", "source_stars", "bread", "cake", "oven", "taste", "kind", "sold", "clean", "opened", "queue"),
        *("fresh", "not_seen", "not_given", "2024-01-01", "1/2", "3", "e1", "", "\u202e", "~/", "\ud800"),
    ]
)
_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | _WORDS | st.text(max_size=5) | st.dates()
_ANYTHING = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_WORDS, inner, max_size=5), max_leaves=25
)


def taken(data: bytes | str, name: str) -> Evidence | CaseError:
    try:
        return validate(BAKERY, read(data, name))
    except CaseError as refused:
        assert refused.diagnostics
        render(refused.diagnostics, plain=True)
        return refused


@given(_ANYTHING)
@settings(deadline=None, max_examples=300)
def test_any_data_is_taken_or_refused(data: object) -> None:
    for one in findings(data):
        assert one.is_error


@given(st.dictionaries(_WORDS, _ANYTHING, max_size=6))
@settings(deadline=None, max_examples=300)
def test_any_mapping_is_taken_or_refused(data: dict[str, object]) -> None:
    try:
        validate(BAKERY, document(data))
    except CaseError as refused:
        assert refused.diagnostics
        render(refused.diagnostics)


@given(cases(), st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=4), st.booleans())
@settings(deadline=None, max_examples=300)
def test_any_bytes_are_taken_or_refused(case: object, changes: list[tuple[int, int]], as_yaml: bool) -> None:
    data = bytearray(json.dumps(case, ensure_ascii=False).encode())
    for place, byte in changes:
        data[place % len(data)] = byte
    taken(bytes(data), "case.yaml" if as_yaml else "case.json")


@given(st.text(st.sampled_from(list("ab:-? [{]}#&*!|>'\"%@\\\n\t~<0x1.,")), max_size=40))
@settings(deadline=None, max_examples=500)
def test_any_yaml_is_taken_or_refused(text: str) -> None:
    taken(text, "case.yaml")


@given(st.binary(max_size=60), st.sampled_from(["case.json", "case.yaml", "-"]))
@settings(deadline=None)
def test_any_bytes_at_all_are_taken_or_refused(data: bytes, name: str) -> None:
    taken(data, name)


_MANY = 100_000


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({f"x{n}": n for n in range(_MANY)}),
        json.dumps({"inputs": {f"stars_o{n}": n for n in range(_MANY)}}),
        json.dumps({"inputs": {"stars_of": {f"brea{n}": n for n in range(_MANY)}}}),
        json.dumps({"inputs": {"kind": ["street"] * _MANY}}),
        json.dumps({"inputs": {"kind": [f"stree{n}" for n in range(_MANY)]}}),
        json.dumps({"inputs": {"clean": {"value": True, "evidence": [f"e{n}" for n in range(_MANY)]}}}),
        json.dumps({"evidence": {f"e{n}": {"title": 3} for n in range(_MANY // 2)}}),
        json.dumps({"decisions": [{"rule": "panl", "to": "x"}] * (_MANY // 4)}),
        json.dumps({"given": {"overall": "x" * 1_000_000}}),
        json.dumps({"inputs": {"x" * 3_999: {"y": 1}}}),
        '{"inputs": {' + ",".join(['"clean": 1'] * _MANY) + "}}",
        '{"a": ' + "1" * 1_000_000 + "}",
        '{"a": 1e' + "9" * 1_000_000 + "}",
        "{" + " " * 1_000_000,
    ],
    ids=lambda text: text[:30],
)
def test_large_cases_are_refused_soon(text: str) -> None:
    before = time.perf_counter()
    assert isinstance(taken(text, "case.json"), CaseError)
    assert time.perf_counter() - before < 15


@pytest.mark.parametrize(
    "unit", ["a: 1\n", "- ", "&a ", "!", "[", "{a: ", "? ", "'", '"x" ', "#", "a\n", "[a, ", "*a\n", "|\n", "%A\n"]
)
def test_yaml_at_its_limit_ends_soon(unit: str) -> None:
    text = unit * (CaseLimits().yaml_bytes // len(unit))
    before = time.perf_counter()
    assert isinstance(taken(text, "case.yaml"), CaseError)
    assert time.perf_counter() - before < 15


def test_what_comes_from_outside_is_inert_when_shown() -> None:
    found = findings({"subject": {"level": "chain"}, "inputs": {"\x1b[31m\u202ered": 1}})
    shown = render(found, plain=True)
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_evidence_survives_pickling() -> None:
    import pickle

    read_once = evidence({"subject": {"level": "chain"}, "inputs": {"sold": 62.5, "kind": ["street"]}})
    assert pickle.loads(pickle.dumps(read_once)) == read_once
