import hashlib
import json
import unicodedata
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.bakery import BAKERY, evidence
from support.graphs import NUMBER, Draft

from wellled_rules.cases.canonical import Json, canonical, evidence_hash
from wellled_rules.cases.read import read
from wellled_rules.cases.validate import validate

FULL = {
    "subject": {"level": "Chain of Shops", "id": "B1", "kind": ["street", "mill"], "ovens": 3},
    "assessment": {"id": "A1"},
    "assessed_on": date(2024, 5, 1),
    "inputs": {
        "sold": 62.5,
        "clean": "yes",
        "stars_of": {
            "The baker's cake": {"value": 3, "reason": "crisp", "evidence": ["e2", "e1"]},
            "bread": "not_seen",
        },
        "source_stars": {"bread": {"taste": 2}},
    },
    "decisions": [
        {"rule": "shelf_panel", "of": "oven", "to": 4},
        {"rule": "panel", "to": "fresh", "reason": "x", "on": "2024-05-02"},
    ],
    "given": {"overall": {"value": "Not_Graded", "note": "n"}, "shelf_stars": {"oven": 1}},
    "evidence": {"e1": {"title": "Loaf", "sha256": "AB" * 32}, "e2": {}},
}


def test_the_canonical_form_is_told_by_ids_and_exact_numbers() -> None:
    assert canonical(evidence(FULL)) == {
        "assessed_on": "2024-05-01",
        "assessment": {"id": "A1"},
        "decisions": [
            {"on": "2024-05-02", "reason": "x", "rule": "panel", "to": "fresh"},
            {"of": ["oven"], "rule": "shelf_panel", "to": 4},
        ],
        "evidence": {"e1": {"sha256": "ab" * 32, "title": "Loaf"}, "e2": {}},
        "given": {"overall": {"note": "n", "value": "not_graded"}, "shelf_stars": {"oven": 1}},
        "inputs": {
            "clean": True,
            "kind": ["mill", "street"],
            "ovens": 3,
            "sold": "125/2",
            "source_stars": {"bread": {"taste": 2}},
            "stars_of": {
                "bread": "not_seen",
                "cake": {"evidence": ["e1", "e2"], "reason": "crisp", "value": 3},
            },
        },
        "subject": {"id": "B1", "level": "chain"},
    }


def test_a_window_for_evidence_is_in_the_canonical_form_where_it_is_stated() -> None:
    window = {"evidence_from": date(2024, 4, 1), "evidence_until": "2024-04-30"}
    stated = evidence({**FULL, "assessment": {"id": "A1", **window}})
    told = {"evidence_from": "2024-04-01", "evidence_until": "2024-04-30", "id": "A1"}
    assert canonical(stated) == {**canonical(evidence(FULL)), "assessment": told}
    assert stated.hash != evidence(FULL).hash


def test_the_canonical_form_is_a_case_and_its_own_canonical_form() -> None:
    first = canonical(evidence(FULL))
    assert canonical(evidence(first)) == first


def test_an_entry_that_nobody_made_is_not_in_the_hash() -> None:
    made = {"cake": 3}
    absent = evidence({"subject": {"level": "chain"}, "inputs": {"stars_of": made}})
    empty = evidence(
        {"subject": {"level": "chain"}, "inputs": {"stars_of": {**made, "bread": ""}}, "given": {"overall": ""}}
    )
    assert empty.hash == absent.hash
    assert canonical(empty) == canonical(absent)


def test_the_hash_is_pinned() -> None:
    # NOTE: a receipt holds this hash for years; a change here breaks every receipt.
    form = '{"inputs":{"sold":"125/2"},"subject":{"level":"chain"}}'
    expected = "sha256:f9a0a0d2478126418f2c7fae56257bdc4777917d18596e0fa91eb3e522ab758a"
    assert f"sha256:{hashlib.sha256(form.encode()).hexdigest()}" == expected
    assert evidence({"subject": {"level": "chain"}, "inputs": {"sold": 62.5}}).hash == expected


def test_a_characteristic_is_in_the_hash_where_it_is_said_and_nowhere_else() -> None:
    said = {"value": 3, "reason": "crisp"}
    plain = evidence({"subject": {"level": "chain"}, "inputs": {"stars_of": {"bread": said}}})
    form = '{"inputs":{"stars_of":{"bread":{"reason":"crisp","value":3}}},"subject":{"level":"chain"}}'
    assert plain.hash == f"sha256:{hashlib.sha256(form.encode()).hexdigest()}"
    spoken = [
        evidence({"subject": {"level": "chain"}, "inputs": {"stars_of": {"bread": said | {"characteristic": one}}}})
        for one in ("fresh", "Fresh", "3")
    ]
    assert spoken[0].hash == spoken[1].hash
    assert len({plain.hash, spoken[0].hash, spoken[2].hash}) == 3
    assert canonical(spoken[0])["inputs"] == {"stars_of": {"bread": {"characteristic": "fresh", **said}}}


@pytest.mark.parametrize("change", ["reason", "value", "day", "subject"])
def test_the_hash_tells_cases_apart(change: str) -> None:
    other = json.loads(json.dumps(FULL, default=str))
    before = evidence(other).hash
    match change:
        case "reason":
            other["inputs"]["stars_of"]["The baker's cake"]["reason"] = "soft"
        case "value":
            other["inputs"]["sold"] = 62
        case "day":
            other["decisions"][1]["on"] = "2024-05-03"
        case "subject":
            other["subject"]["id"] = "B2"
    assert evidence(other).hash != before


def test_whole_numbers_beyond_doubles_are_text() -> None:
    draft = Draft()
    draft.input("big", NUMBER)
    graph = draft.graph()
    form = canonical(evidence({"inputs": {"big": 2**53}}, graph))
    assert form["inputs"] == {"big": f"{2**53}/1"}
    assert evidence(form, graph).entries["big", ()].value == 2**53
    assert canonical(evidence({"inputs": {"big": 2**53 - 1}}, graph))["inputs"] == {"big": 2**53 - 1}


# --- one case in many spellings

_TITLES = {one.id: one.title for one in BAKERY.sets["shelf"].members}


def _member(id_: str) -> st.SearchStrategy[str]:
    title = _TITLES[id_]
    spellings = (id_, id_.upper(), title, title.upper(), f" {title.replace(' ', '  ')} ", title.replace("–", "-"))
    return st.sampled_from((*spellings, unicodedata.normalize("NFD", title), title.replace("’", "'")))


@st.composite
def _shuffled(draw: st.DrawFn, form: object) -> object:
    """The same data with its keys in another order."""
    if isinstance(form, dict):
        keys = draw(st.permutations(list(form)))
        return {key: draw(_shuffled(form[key])) for key in keys}
    return form


@st.composite
def _spelled(draw: st.DrawFn) -> object:
    stars = {draw(_member(id_)): draw(st.sampled_from([3, 3.0])) for id_ in ("bread", "cake", "oven")}
    case = {
        "subject": {"level": draw(st.sampled_from(["chain", "Chain of shops"]))},
        "inputs": {
            "stars_of": stars,
            "sold": draw(st.sampled_from([62.5, "125/2", "250/4"])),
            "clean": draw(st.sampled_from([True, "yes", "Yes"])),
            "kind": draw(st.permutations(["street", "mill"])),
        },
        "given": {"overall": draw(st.sampled_from(["not_graded", "Not_Graded", "NOT_GRADED"]))},
    }
    if draw(st.booleans()):
        inputs = case["inputs"]
        assert isinstance(inputs, dict)
        case["subject"]["clean"] = inputs.pop("clean")
    return draw(_shuffled(case))


@given(_spelled(), st.sampled_from(["python", "json", "yaml"]))
@settings(deadline=None)
def test_one_case_in_any_spelling_has_one_hash(case: object, way: str) -> None:
    plain: Json = {
        "subject": {"level": "chain"},
        "inputs": {
            "stars_of": {"bread": 3, "cake": 3, "oven": 3},
            "sold": "125/2",
            "clean": True,
            "kind": ["street", "mill"],
        },
        "given": {"overall": "not_graded"},
    }
    match way:
        case "python":
            said = evidence(case)
        case "json":
            said = validate(BAKERY, read(json.dumps(case, indent=1), "case.json"))
        case _:
            said = validate(BAKERY, read(json.dumps(case, ensure_ascii=False), "case.yaml"))
    assert said.hash == evidence(plain).hash == evidence_hash(said)


@given(st.integers(-(10**18), 10**18), st.integers(1, 10**18))
def test_every_number_a_case_can_hold_survives_its_canonical_form(above: int, below: int) -> None:
    draft = Draft()
    draft.input("n", NUMBER)
    graph = draft.graph()
    first = evidence({"inputs": {"n": Fraction(above, below)}}, graph)
    assert evidence(canonical(first), graph).entries == first.entries
