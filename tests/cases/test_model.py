import json
import subprocess
import sys

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from support.baked import cases
from support.bakery import BAKERY, evidence
from support.graphs import TRUTH, Draft

from wellled_rules.cases.canonical import canonical
from wellled_rules.cases.model import case_model

MODEL = case_model(BAKERY)
SCHEMA = MODEL.model_json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def test_the_schema_is_draft_2020_12() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@given(cases())
@settings(deadline=None, max_examples=60)
def test_every_canonical_form_fits_the_schema_and_the_model(case: dict[str, object]) -> None:
    read = evidence(case)
    form = canonical(read)
    VALIDATOR.validate(form)
    made = MODEL.model_validate(form)
    assert made.model_dump(by_alias=True, exclude_unset=True) == form
    assert evidence(made).hash == read.hash
    assert evidence(MODEL.model_validate_json(json.dumps(form))).hash == read.hash


def _as_written(said: object, words: st.DataObject) -> object:
    """Another way of writing the same: yes and no as words, one member without its list."""
    if isinstance(said, bool) and words.draw(st.booleans()):
        return "yes" if said else "no"
    if isinstance(said, dict):
        return {key: _as_written(part, words) if key != "evidence" else part for key, part in said.items()}
    if isinstance(said, list) and len(said) == 1 and isinstance(said[0], str) and words.draw(st.booleans()):
        return said[0]
    return said


@given(cases(), st.data())
@settings(deadline=None, max_examples=60)
def test_every_way_of_writing_a_case_by_ids_fits_the_schema(case: dict[str, object], words: st.DataObject) -> None:
    written = {**case, "inputs": _as_written(case.get("inputs", {}), words)}
    assert evidence(written).hash == evidence(case).hash
    VALIDATOR.validate(written)
    MODEL.model_validate(written)


@pytest.mark.parametrize("inputs", [{"clean": "yes"}, {"clean": {"value": "no"}}, {"kind": "street"}])
def test_words_for_yes_and_no_and_one_member_alone_fit_the_schema(inputs: dict[str, object]) -> None:
    evidence({"subject": {"level": "chain"}, "inputs": inputs})
    VALIDATOR.validate({"inputs": inputs})


def test_an_entry_that_nobody_made_fits_the_schema_and_the_model() -> None:
    case = {"subject": {"level": "chain"}, "inputs": {"stars_of": {"bread": "", "cake": 3}}}
    VALIDATOR.validate(case)
    made = MODEL.model_validate(case)
    assert evidence(made).hash == evidence(case).hash == evidence(made.model_dump()).hash


def test_the_model_keeps_the_canonical_value_of_any_spelling() -> None:
    made = MODEL.model_validate({"inputs": {"sold": 62.5, "clean": "Yes", "stars_of": {"bread": 3.0}}})
    assert made.model_dump(by_alias=True, exclude_unset=True) == {
        "inputs": {"sold": "125/2", "clean": True, "stars_of": {"bread": 3}}
    }


@pytest.mark.parametrize(
    "case",
    [
        {"inputs": {"sold": True}},
        {"inputs": {"sold": "62.5"}},
        {"inputs": {"sold": 101}},
        {"inputs": {"ovens": 2.5}},
        {"inputs": {"clean": 1}},
        {"inputs": {"clean": None}},
        {"inputs": {"clean": "not_given"}},
        {"inputs": {"opened": "yesterday"}},
        {"inputs": {"kind": []}},
        {"inputs": {"main_kind": "market"}},
        {"inputs": {"stars_of": {"bread": True}}},
        {"inputs": {"stars_of": {"bread": "3"}}},
        {"inputs": {"stars_of": {"bread": 5}}},
        {"inputs": {"stars_of": {"loaf": 3}}},
        {"inputs": {"stars_of": {"bread": {"reason": "no value"}}}},
        {"inputs": {"stars_of": {"bread": {"value": "", "reason": "no value"}}}},
        {"inputs": {"clean": ""}},
        {"inputs": {"ovens": {"value": 3, "judged_by": "baker"}}},
        {"inputs": {"ovens": {"value": 3, "characteristic": "fresh"}}},
        {"inputs": {"stars_of": {"bread": {"value": 3, "characteristic": "stale"}}}},
        {"inputs": {"source_stars": {"cake": {"papers": 3}}}},
        {"inputs": {"stars": 3}},
        {"assessed_on": "not_seen"},
        {"assessed_on": 0},
        {"assessed_on": None},
        {"subject": {"level": "borough"}},
        {"subject": {"id": 3}},
        {"decisions": [{"rule": "panel", "to": "not_graded"}]},
        {"decisions": [{"rule": "panel", "to": ""}]},
        {"decisions": [{"rule": "other", "to": "fresh"}]},
        {"decisions": [{"rule": "panel", "to": "fresh", "role": "baker"}]},
        {"evidence": {"e1": {"sha256": "0"}}},
        {"extra": 1},
    ],
)
def test_model_and_schema_refuse_what_no_case_may_hold(case: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        MODEL.model_validate(case)
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(case)


def test_members_and_levels_are_described_by_their_titles() -> None:
    text = json.dumps(SCHEMA)
    assert "The baker\\u2019s cake" in text
    assert "fair: Fair" in text


def test_a_name_that_two_levels_share_takes_either_shape() -> None:
    VALIDATOR.validate({"inputs": {"stars_of": {"bread": 3, "oven": 2}, "queue": 3}})
    MODEL.model_validate({"inputs": {"stars_of": {"bread": {"value": 3, "judged_by": "taster"}}, "queue": 3}})


def test_the_characteristic_that_a_reason_speaks_to_is_one_that_is_described() -> None:
    for said, kept in (("fresh", "fresh"), ("Fresh", "fresh"), (3, "3")):
        case = {"inputs": {"stars_of": {"bread": {"value": 3, "characteristic": said}}}}
        made = MODEL.model_validate(case).model_dump()
        assert made["inputs"]["stars_of"]["bread"]["characteristic"] == kept
        VALIDATOR.validate(made)
    VALIDATOR.validate({"inputs": {"stars_of": {"bread": {"value": 3, "characteristic": 3}}}})


@given(cases())
@settings(deadline=None, max_examples=30)
def test_a_model_dumped_is_the_case(case: dict[str, object]) -> None:
    made = MODEL.model_validate(case)
    wanted = made.model_dump(by_alias=True, exclude_unset=True, exclude_none=True)
    assert made.model_dump() == made.model_dump(exclude_none=False) == wanted
    assert json.loads(made.model_dump_json()) == wanted
    assert evidence(made.model_dump()).hash == evidence(case).hash


def test_a_model_with_an_entry_set_to_none_leaves_it_out() -> None:
    made = MODEL.model_validate({"subject": {"level": "chain"}, "inputs": {"clean": True}})
    made.inputs = None
    assert evidence(made).entries == {}


@pytest.mark.parametrize("name", ["json", "copy", "model_config", "from", "schema", "model_dump"])
def test_names_that_python_or_pydantic_use_may_be_inputs(name: str, recwarn: pytest.WarningsRecorder) -> None:
    draft = Draft()
    draft.input(name, TRUTH)
    graph = draft.graph()
    made = case_model(graph).model_validate({"inputs": {name: True}})
    assert evidence(made, graph).entries[name, ()].value is True
    assert not recwarn.list


def test_reading_a_case_needs_neither_pydantic_nor_yaml() -> None:
    program = (
        "import sys, wellled_rules.cases.read, wellled_rules.cases.validate;"
        "print([name for name in ('pydantic', 'ruamel', 'networkx', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
