"""How old the parts of an outcome are: carried entries travel into what rests on them, and no further."""

from __future__ import annotations

import json
import pickle
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from support.greenhouses import by_grade, by_score, case, greenhouses

from wellled_rules.api.evaluating import evaluate as quickest
from wellled_rules.api.result import Result
from wellled_rules.backends.compiled.decide import decide
from wellled_rules.backends.reference.evaluate import evaluate
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.derivation import derive, recompute
from wellled_rules.graph.vintage import Age, Earlier, age, vintage

OUTCOME = Cell("greenhouse:outcome")
FIRST = Earlier(date(2021, 5, 2), "greenhouses@2019-01")
SECOND = Earlier(date(2023, 5, 2), "greenhouses@2022-01")


def result(day: str | None = "2025-06-01", **beds: Any) -> Result:
    return greenhouses().evaluate(case(day, **beds))


@pytest.mark.parametrize(
    ("day", "at", "expected"),
    [
        ("2021-05-02", "2025-06-01", Age(4, 0, 30)),
        ("2021-05-02", "2025-05-02", Age(4, 0, 0)),
        ("2021-05-02", "2025-05-01", Age(3, 11, 29)),
        ("2020-02-29", "2021-02-28", Age(1, 0, 0)),
        ("2024-01-31", "2024-02-29", Age(0, 1, 0)),
        ("2024-01-31", "2024-02-28", Age(0, 0, 28)),
        ("2025-06-01", "2025-06-01", Age(0, 0, 0)),
        ("0001-01-01", "9999-12-31", Age(9998, 11, 30)),
    ],
)
def test_an_age_is_years_then_months_then_days(day: str, at: str, expected: Age) -> None:
    assert age(date.fromisoformat(day), date.fromisoformat(at)) == expected


def test_every_outcome_that_rests_on_it_has_it_and_no_other() -> None:
    found = result(ferns={"carried": by_grade()})

    for name in ("total_score", "outcome"):
        told = found[name].vintage  # type: ignore[union-attr]
        assert told is not None
        assert (told.parts, told.age, told.has_several) == ((FIRST,), Age(4, 0, 30), False)
        assert "carried" in found[name].marks  # type: ignore[union-attr]
    assert found["is_old"].vintage is None  # type: ignore[union-attr]


def test_what_made_no_difference_is_not_carried_into_it() -> None:
    made = case()
    day = {"framework": "greenhouses@2022-01", "name": "opened_on", "value": "1900-01-01", "assessed_on": "2023-05-02"}
    made["inputs"]["opened_on"] = {"carried": day}
    closed, opened = ({"inputs": made["inputs"] | {"open_days": days}} for days in (0, 9))

    assert greenhouses().evaluate(made | closed)["is_old"].vintage is None  # type: ignore[union-attr]
    told = greenhouses().evaluate(made | opened)["is_old"].vintage  # type: ignore[union-attr]
    assert told is not None
    assert told.parts == (SECOND,)


def test_several_assessments_are_told_oldest_first_and_in_a_notice() -> None:
    found = result(ferns={"carried": by_score()}, cacti={"carried": by_grade()})

    assert found.vintage is not None
    assert found.vintage.parts == (FIRST, SECOND)
    (notice,) = found.notices
    assert (notice.kind, notice.pointer) == ("mixed-vintages", None)
    assert notice.text == (
        "“Outcome” mixes what was assessed now and what was carried from 2 assessments: "
        "greenhouses@2019-01 of 2021-05-02 and greenhouses@2022-01 of 2023-05-02"
    )


def mixed(found: Result) -> list[str]:
    """The notices about what is mixed."""
    return [one.text for one in found.notices if one.kind == "mixed-vintages"]


def test_what_was_carried_beside_what_was_judged_now_is_mixed() -> None:
    """The ratings that were mixed into new ones: one assessment is enough, if this one is the other."""
    told = "“Outcome” mixes what was assessed now and what was carried from greenhouses@2019-01 of 2021-05-02"
    assert mixed(result(ferns={"carried": by_grade()})) == [told]
    assert mixed(result(None, ferns={"carried": by_grade()})) == [told]
    assert mixed(result()) == []


def test_what_was_carried_alone_is_mixed_where_it_is_of_several_assessments() -> None:
    beds = {bed: {"carried": by_grade()} for bed in ("palms", "ferns", "cacti")}
    assert mixed(result(**beds)) == []
    assert mixed(result(**beds | {"palms": "not_seen"})) == []
    assert mixed(result(**beds | {"palms": {"carried": by_score()}})) == [
        "“Outcome” mixes what was carried from 2 assessments: greenhouses@2019-01 of 2021-05-02 and "
        "greenhouses@2022-01 of 2023-05-02"
    ]


def test_a_fact_is_no_part_of_an_assessment_and_what_made_no_difference_is_not_mixed_in() -> None:
    beds = {bed: {"carried": by_grade()} for bed in ("palms", "ferns", "cacti")}
    made = case(**beds)
    made["inputs"] |= {"open_days": 9, "opened_on": "1940-01-01"}
    assert mixed(greenhouses().evaluate(made)) == []


def test_without_a_day_of_this_assessment_there_is_no_age() -> None:
    found = result(None, ferns={"carried": by_grade()})
    assert found.vintage is not None
    assert (found.vintage.oldest, found.vintage.age) == (date(2021, 5, 2), None)
    assert found.to_dict()["outcomes"]["outcome"]["vintage"]["age"] is None


def test_it_travels_to_the_subject_above() -> None:
    houses = [
        {"id": "palm_house", **{k: v for k, v in case(ferns={"carried": by_grade()}).items() if k == "inputs"}},
        {"id": "orangery", **{k: v for k, v in case(ferns={"carried": by_score()}).items() if k == "inputs"}},
    ]
    garden = {"subject": {"level": "garden", "greenhouses": houses}, "assessed_on": "2025-06-01"}

    found = greenhouses().evaluate(garden)

    assert found.vintage is not None
    assert found.vintage.parts == (FIRST, SECOND)
    inside = found.at("greenhouse/orangery")
    assert inside.vintage is not None
    assert inside.vintage.parts == (SECOND,)
    places = [None, "/subject/greenhouses/0", "/subject/greenhouses/1"]
    assert [(one.kind, one.pointer) for one in found.notices] == [("mixed-vintages", place) for place in places]


def test_under_another_assumption_it_is_another() -> None:
    evidence = greenhouses().evidence(case(ferns={"carried": [by_grade(), by_score()]}))
    reading = greenhouses().graph.sets["reading"].by_id
    told = {}
    for name, member in reading.items():
        found = vintage(evaluate(greenhouses().graph, evidence, assumed={"what_is_carried": member}), OUTCOME)
        told[name] = None if found is None else found.parts
    assert told == {"last_grade": (FIRST,), "last_score": (SECOND,), "not_carried": None}


def test_a_derivation_has_the_assumption_above_what_is_carried_and_only_there() -> None:
    trace = evaluate(greenhouses().graph, greenhouses().evidence(case(ferns={"carried": by_grade()})))
    derivation = derive(trace, OUTCOME)

    assumption = Cell("greenhouse:what_is_carried")
    assert list(derivation.successors(assumption)) == [Cell("greenhouse:bed_score", ("ferns",))]
    assert all(recompute(derivation, cell) == trace.value(cell) for cell in derivation)
    assert assumption not in derive(evaluate(greenhouses().graph, greenhouses().evidence(case())), OUTCOME)


def test_the_quick_way_answers_and_tells_the_same() -> None:
    graph, evidence = greenhouses().graph, greenhouses().evidence(case(ferns={"carried": [by_grade(), by_score()]}))

    made = decide(graph, evidence)

    assert made is not None
    ours, theirs = Result(made.trace(evidence)), Result(evaluate(graph, evidence))
    assert ours.to_dict() == theirs.to_dict() == Result(quickest(graph, evidence)).to_dict()
    assert pickle.loads(pickle.dumps(ours)).vintage == theirs.vintage


def test_bytes_in_and_bytes_out_tell_it_too() -> None:
    said = case(ferns={"carried": by_grade()})
    for _ in range(20):
        answer = json.loads(greenhouses().answer(json.dumps(said).encode()))
    assert answer == greenhouses().evaluate(said).to_decision()
    assert answer["outcomes"]["outcome"]["vintage"]["oldest"] == "2021-05-02"


@pytest.mark.parametrize("form", ["to_dict", "to_decision"])
@pytest.mark.parametrize("day", ["2025-06-01", None])
def test_the_schema_of_a_result_has_it(form: str, day: str | None) -> None:
    told = getattr(result(day, ferns={"carried": by_grade()}), form)()
    name = "result" if form == "to_dict" else "decision"
    schema = json.loads((files("wellled_rules") / f"api/schemas/{name}-1.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(told)
    told["outcomes"]["outcome"]["vintage"]["parts"] = []
    assert not Draft202012Validator(schema).is_valid(told)
