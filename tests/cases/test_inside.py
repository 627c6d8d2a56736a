"""Subjects inside the one that a case is about: how they are listed, called, refused, and what stays the same."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from support.bakery import evidence, findings
from support.fairs import FAIR, FAIRS, fair_cases, graph_of

from wellled_rules.cases.canonical import canonical
from wellled_rules.cases.inside import require_bounded
from wellled_rules.cases.model import case_model
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.cost import costs
from wellled_rules.graph.subjects import plural

MODEL = case_model(FAIR)
SCHEMA = MODEL.model_json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def fair(**subject: Any) -> dict[str, Any]:
    return {"subject": {"level": "fair", **subject}}


def wrong(case: object) -> list[tuple[str, str | None]]:
    return [(one.code, one.pointer) for one in findings(case, FAIR)]


@pytest.mark.parametrize(
    ("level", "key"),
    [
        ("site", "sites"),
        ("branch", "branches"),
        ("bush", "bushes"),
        ("office", "offices"),
        ("body", "bodies"),
        ("bay", "bays"),
        ("box", "boxes"),
        ("class", "classes"),
        ("y", "ys"),
    ],
)
def test_a_level_is_listed_under_its_plural(level: str, key: str) -> None:
    assert plural(level) == key


def test_each_subject_has_its_facts_inputs_given_and_decisions() -> None:
    read = evidence(
        fair(
            rows=[
                {
                    "id": "fish",
                    "name": "Fish row",
                    "inputs": {"stalls": 3},
                    "stalls": [
                        {
                            "id": "1",
                            "found": {"The Back": "good"},
                            "inputs": {"found": {"front_side": {"value": "poor", "reason": "ice"}}},
                            "decisions": [{"rule": "second_look", "to": "good", "reason": "dry", "role": "warden"}],
                        }
                    ],
                }
            ],
            stalls=[{"id": "1", "given": {"outcome": {"value": "Not graded", "note": "shut"}}}],
        ),
        FAIR,
    )
    assert [*read.parts] == [(), ("row", "fish"), ("row", "fish", "stall", "1"), ("stall", "1")]
    stall = read.parts["row", "fish", "stall", "1"]
    assert {key: str(one.value) for key, one in stall.entries.items()} == {
        ("found", ("back_side",)): "good",
        ("found", ("front_side",)): "poor",
    }
    assert stall.entries["found", ("front_side",)].reason == "ice"
    assert [(one.rule, str(one.to)) for one in stall.decisions] == [("second_look", "good")]
    assert read.parts["row", "fish"].entries["stalls", ()].value == 3
    assert read.parts["row", "fish"].subject.name == "Fish row"
    assert str(read.parts["stall", "1"].given["outcome", ()]) == "not_graded"


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ({"rows": [{}]}, [("incomplete-entry", "/subject/rows/0")]),
        ({"rows": [{}, {}]}, [("incomplete-entry", "/subject/rows/0"), ("incomplete-entry", "/subject/rows/1")]),
        ({"rows": [{"id": 7}]}, [("wrong-type-in-case", "/subject/rows/0/id")]),
        ({"rows": [{"id": None}]}, [("wrong-type-in-case", "/subject/rows/0/id")]),
        ({"rows": [{"id": ""}]}, [("wrong-type-in-case", "/subject/rows/0/id")]),
        ({"rows": [{"id": " "}]}, [("wrong-type-in-case", "/subject/rows/0/id")]),
        ({"rows": [{"id": "a/b"}]}, [("wrong-type-in-case", "/subject/rows/0/id")]),
        ({"rows": [{"id": "a@b"}]}, [("wrong-type-in-case", "/subject/rows/0/id")]),
        ({"rows": [{"id": "a"}, {"id": "a"}]}, [("given-twice", "/subject/rows/1/id")]),
        ({"rows": {"id": "a"}}, [("wrong-type-in-case", "/subject/rows")]),
        ({"rows": None}, [("wrong-type-in-case", "/subject/rows")]),
        ({"rows": ["a"]}, [("wrong-type-in-case", "/subject/rows/0")]),
        ({"rows": [[{"id": "a"}]]}, [("wrong-type-in-case", "/subject/rows/0")]),
        ({"row": [{"id": "a"}]}, [("unknown-name-in-case", "/subject/row")]),
        ({"rowes": [{"id": "a"}]}, [("unknown-name-in-case", "/subject/rowes")]),
        ({"rows": [{"id": "a", "rows": []}]}, [("unknown-name-in-case", "/subject/rows/0/rows")]),
        ({"stalls": [{"id": "a", "stalls": []}]}, [("unknown-name-in-case", "/subject/stalls/0/stalls")]),
        ({"rows": [{"id": "a", "level": "row"}]}, [("unknown-name-in-case", "/subject/rows/0/level")]),
        ({"rows": [{"id": "a", "evidence": {}}]}, [("unknown-name-in-case", "/subject/rows/0/evidence")]),
        ({"rows": [{"id": "a", "found": {}}]}, [("unknown-name-in-case", "/subject/rows/0/found")]),
        ({"stalls": [{"id": "a", "kind": ["roof"]}]}, [("off-the-scale", "/subject/stalls/0/kind/0")]),
        ({"rows": [{"id": "a", "kind": "back_side"}]}, [("not-at-level-in-case", "/subject/rows/0/kind")]),
        ({"rows": [{"id": "a", "given": {"share": 3}}]}, [("unknown-name-in-case", "/subject/rows/0/given/share")]),
        (
            {"rows": [{"id": "a", "stalls": 3, "inputs": {"stalls": 4}}]},
            [("given-twice", "/subject/rows/0/inputs/stalls")],
        ),
        (
            {"rows": [{"id": "a", "decisions": [{"rule": "second_look", "to": "good", "reason": "x"}]}]},
            [("no-such-decision", "/subject/rows/0/decisions/0/rule")],
        ),
    ],
)
def test_what_is_wrong_with_one_of_them_is_told_in_its_place(
    subject: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert wrong(fair(**subject)) == expected


@pytest.mark.parametrize("id_", ["", " "])
def test_an_empty_id_is_told_as_empty(id_: str) -> None:
    with pytest.raises(CaseError) as refused:
        evidence(fair(rows=[{"id": id_}]), FAIR)
    assert [one.headline for one in refused.value.diagnostics] == [
        "a text in which nothing stands is no id of a subject"
    ]


def test_one_id_may_stand_at_two_levels_and_in_two_places() -> None:
    case = fair(rows=[{"id": "a", "stalls": [{"id": "a"}]}, {"id": "b", "stalls": [{"id": "a"}]}], stalls=[{"id": "a"}])
    assert len(evidence(case, FAIR).parts) == 6


def test_an_input_with_the_name_of_a_plural_is_a_fact_unless_groups_are_listed() -> None:
    listed = evidence(fair(rows=[{"id": "a", "stalls": [{"id": "1"}], "inputs": {"stalls": 4}}]), FAIR)
    assert [*listed.parts] == [(), ("row", "a"), ("row", "a", "stall", "1")]
    assert listed.parts["row", "a"].entries["stalls", ()].value == 4
    said = evidence(fair(rows=[{"id": "a", "stalls": 4}]), FAIR)
    assert said.parts["row", "a"].entries["stalls", ()].value == 4
    assert evidence(fair(rows=[{"id": "a", "stalls": []}]), FAIR).parts["row", "a"].entries == {}
    assert wrong(fair(rows=[{"id": "a", "stalls": ["4"]}])) == [("wrong-type-in-case", "/subject/rows/0/stalls")]


def test_entries_point_to_the_items_of_evidence_of_the_case() -> None:
    case = fair(stalls=[{"id": "a", "found": {"front_side": {"value": "good", "evidence": ["photo"]}}}])
    assert wrong(case) == [("unknown-name-in-case", "/subject/stalls/0/found/front_side/evidence/0")]
    assert wrong({**case, "evidence": {"photo": {}}}) == []


def test_more_subjects_than_rules_can_be_run_for_are_refused() -> None:
    read = evidence(fair(stalls=[{"id": str(turn)} for turn in range(40)]), FAIR)
    visits = {one.level: one.visits for one in costs(FAIR)}
    steps = visits["fair"] + 40 * visits["stall"]
    require_bounded(FAIR, read, steps)
    with pytest.raises(CaseError) as refused:
        require_bounded(FAIR, read, steps - 1)
    (one,) = refused.value.diagnostics
    assert (one.code, one.pointer) == ("case-too-large", "/subject")
    assert f"{steps:,} steps for these 41 subjects" in one.headline


# --- one form, one hash, one schema -------------------------------------------------------------


def _turned(said: Any, draw: st.DataObject) -> Any:
    """The same case with its lists of subjects and its keys in another order."""
    if isinstance(said, dict):
        return {key: _turned(part, draw) for key, part in draw.draw(st.permutations([*said.items()]))}
    if isinstance(said, list) and all(isinstance(one, dict) and "id" in one for one in said):
        return [_turned(one, draw) for one in draw.draw(st.permutations(said))]
    return said


@given(fair_cases(), st.data())
@settings(deadline=None, max_examples=60)
def test_the_order_of_subjects_changes_no_hash(case: dict[str, Any], draw: st.DataObject) -> None:
    assert evidence(_turned(case, draw), FAIR).hash == evidence(case, FAIR).hash


@given(fair_cases())
@settings(deadline=None, max_examples=60)
def test_the_canonical_form_is_a_case_of_the_schema_and_its_own_canonical_form(case: dict[str, Any]) -> None:
    read = evidence(case, FAIR)
    form = canonical(read)
    assert canonical(evidence(form, FAIR)) == form
    VALIDATOR.validate(form)
    made = MODEL.model_validate(form)
    assert made.model_dump() == form
    assert evidence(made, FAIR).hash == read.hash
    assert evidence(MODEL.model_validate_json(json.dumps(form)), FAIR).hash == read.hash


@given(fair_cases())
@settings(deadline=None, max_examples=60)
def test_a_case_as_it_is_written_fits_the_schema(case: dict[str, Any]) -> None:
    VALIDATOR.validate(case)
    assert evidence(MODEL.model_validate(case).model_dump(), FAIR).hash == evidence(case, FAIR).hash


def test_the_place_of_a_subject_is_part_of_the_hash() -> None:
    one = evidence(fair(rows=[{"id": "a"}, {"id": "b", "stalls": [{"id": "1"}]}]), FAIR)
    other = evidence(fair(rows=[{"id": "a", "stalls": [{"id": "1"}]}, {"id": "b"}]), FAIR)
    third = evidence(fair(rows=[{"id": "a"}, {"id": "b"}], stalls=[{"id": "1"}]), FAIR)
    assert len({one.hash, other.hash, third.hash}) == 3


@pytest.mark.parametrize(
    "subject",
    [
        {"rows": [{}]},
        {"rows": [{"id": 7}]},
        {"rows": [{"id": ""}]},
        {"rows": [{"id": " "}]},
        {"rows": [{"id": "a/b"}]},
        {"rows": {"id": "a"}},
        {"rows": [{"id": "a", "rows": []}]},
        {"rows": [{"id": "a", "found": {}}]},
        {"rows": [{"id": "a", "stalls": [{"id": "b", "found": {"roof": "good"}}]}]},
        {"stalls": [{"id": "a", "given": {"share": 3}}]},
        {"stalls": [{"id": "a", "decisions": [{"rule": "other", "to": "good"}]}]},
        {"stalls": [{"id": "a", "decisions": [{"rule": "second_look", "to": "not_graded"}]}]},
    ],
)
def test_model_and_schema_refuse_what_no_subject_inside_may_hold(subject: dict[str, Any]) -> None:
    assert wrong(fair(**subject))
    with pytest.raises(ValidationError):
        MODEL.model_validate(fair(**subject))
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(fair(**subject))


def test_the_schema_says_what_stands_where() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    told = SCHEMA["$defs"]
    stall = next(one for one in told.values() if one["title"] == "stall inside")
    assert stall["required"] == ["id"]
    assert set(stall["properties"]) == {"id", "name", "found", "kind", "opened_on", "inputs", "given", "decisions"}
    row = next(one for one in told.values() if one["title"] == "row inside")
    # The plural is also the name of an input there, so either may stand.
    assert [sorted(one) for one in row["properties"]["stalls"]["anyOf"]][-1] == ["items", "type"]


def test_levels_in_many_ways_within_each_other_make_one_model_each() -> None:
    levels = [
        f'level deep_{turn} "Deep"\n    within {", ".join(f"deep_{one}" for one in range(turn))}\n'
        for turn in range(1, 12)
    ]
    text = FAIRS + '\nlevel deep_0 "Deep"\n' + "\n".join(levels)
    schema = json.dumps(case_model(graph_of(text)).model_json_schema())
    assert len(schema) < 100_000


@pytest.mark.parametrize("id_", ["a/b", "a@b", " ", "", "a\x1b[31mb", "a\u202eb", "a\nb", "\u200b"])
def test_an_id_that_cannot_be_asked_for_is_refused(id_: str) -> None:
    case = fair(rows=[{"id": id_}])
    assert wrong(case) == [("wrong-type-in-case", "/subject/rows/0/id")]
    with pytest.raises(ValidationError):
        MODEL.model_validate(case)
