"""A table says what is carried, in columns beside an entry, and its answers from where that is, and how old."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from support.aged import aged, ages
from support.flat import flat
from support.greenhouses import by_grade, by_score, case, greenhouses

from wellled_rules import CaseError, load
from wellled_rules.api.result import Result
from wellled_rules.backends.columns.layout import column_name
from wellled_rules.graph.decided import decided_by
from wellled_rules.graph.vintage import vintage


def table(*cases: dict[str, Any]) -> pa.Table:
    rows = [flat(one) for one in cases]
    names = sorted({name for one in rows for name in one})
    return pa.table({name: pa.array([one.get(name) for one in rows], pa.string()) for name in names})


CASES = [
    case(ferns={"carried": by_grade("splendid", assessment="G-1")}),
    case(),
    case(ferns={"carried": by_score(1)}, cacti={"carried": by_grade("neglected")}),
    case(ferns={"carried": [by_score(3), by_grade("neglected", assessment="G-1")], "reason": "locked"}),
]


def test_rows_come_to_what_their_cases_come_to() -> None:
    found = greenhouses().evaluate_table(table(*CASES))

    for turn, said in enumerate(CASES):
        alone = greenhouses().evaluate(said)
        for name in ("outcome", "total_score"):
            view = alone[name]
            assert found.column(name)[turn].as_py() in (str(view.value), view.value)  # type: ignore[union-attr]
            names = ";".join(decided_by(alone.trace, view.cell))  # type: ignore[union-attr]
            assert found.column(f"{name}:decided_by")[turn].as_py() == names


@pytest.mark.parametrize("turn", range(len(CASES)))
def test_a_row_has_all_that_its_case_has(turn: int) -> None:
    found = greenhouses().row_result(table(*CASES), turn)
    expected = greenhouses().evaluate(CASES[turn])

    assert isinstance(found, Result)
    assert found.trace.evidence.hash == expected.trace.evidence.hash
    assert found.to_dict()["outcomes"] == expected.to_dict()["outcomes"]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("bed_score.ferns:carried", "keptt", "off-the-scale"),
        ("bed_score.ferns:carried", None, "incomplete-entry"),
        ("bed_score.ferns:carried_under", "greenhouses@2020-01", "not-carried"),
        ("bed_score.ferns:carried_on", "2026-01-01", "not-carried"),
        ("bed_score.ferns", "2", "given-twice"),
        ("bed_score.ferns:judged_by", "gardener", "not-carried"),
    ],
)
def test_a_row_is_refused_as_its_case_is(column: str, value: str | None, code: str) -> None:
    wrong = flat(CASES[0]) | {column: value}
    made = pa.table({name: pa.array([one], pa.string()) for name, one in wrong.items()})
    with pytest.raises(CaseError) as caught:
        greenhouses().evaluate_table(made)
    assert [one.code for one in caught.value.diagnostics] == [code]


@pytest.mark.parametrize(
    ("column", "value", "code", "pointer"),
    [
        ("bed_score.ferns:carried_2", "keptt", "off-the-scale", "/carried/1/value"),
        ("bed_score.ferns:carried_2", None, "incomplete-entry", "/carried/1"),
        ("bed_score.ferns:carried_2_on", "2026-01-01", "not-carried", "/carried/1/assessed_on"),
        ("bed_score.ferns:carried_name", "outcomes", "not-carried", "/carried/0/name"),
    ],
)
def test_what_is_wrong_with_one_of_several_is_told_by_its_place(
    column: str, value: str | None, code: str, pointer: str
) -> None:
    made = table(CASES[3])
    wrong = made.set_column(made.column_names.index(column), column, pa.array([value], pa.string()))
    with pytest.raises(CaseError) as caught:
        greenhouses().evaluate_table(wrong)
    assert [(one.code, one.pointer) for one in caught.value.diagnostics] == [
        (code, f"/0/inputs/bed_score/ferns{pointer}")
    ]


def test_one_version_and_name_are_carried_once() -> None:
    made = table(case(ferns={"carried": [by_grade("kept"), by_grade("splendid", on="2020-01-01")]}))
    with pytest.raises(CaseError) as caught:
        greenhouses().evaluate_table(made)
    assert [one.code for one in caught.value.diagnostics] == ["given-twice"]


def test_an_entry_has_as_many_as_its_input_has_lines() -> None:
    """More could only repeat a version and name, so there is no column to say it."""
    said = flat(CASES[3]) | {"bed_score.ferns:carried_3": "kept"}
    with pytest.raises(CaseError) as caught:
        greenhouses().evaluate_table(pa.table({name: pa.array([one], pa.string()) for name, one in said.items()}))
    (found,) = caught.value.diagnostics
    assert found.code == "unknown-name-in-case"
    assert found.help == ("did you mean `bed_score.ferns:carried_2`?",)


def test_an_input_to_which_nothing_is_carried_has_no_such_columns() -> None:
    made = pa.table({"open_days": ["3"], "open_days:carried": ["3"]})
    with pytest.raises(CaseError) as caught:
        greenhouses().evaluate_table(made)
    assert [one.code for one in caught.value.diagnostics] == ["unknown-name-in-case"]


# --- what that makes of outcomes


def test_vintage_and_age_stand_beside_each_outcome_into_which_something_may_be_carried() -> None:
    found = greenhouses().evaluate_table(table(*CASES)).to_pydict()
    for turn, said in enumerate(CASES):
        trace = greenhouses().evaluate(said).trace
        for cell in trace.outcomes():
            name = column_name(cell)
            assert ages(found, name, turn) == aged(vintage(trace, cell))
    assert found["outcome:vintage"] == [
        "greenhouses@2019-01 on 2021-05-02",
        None,
        "greenhouses@2019-01 on 2021-05-02;greenhouses@2022-01 on 2023-05-02",
        "greenhouses@2019-01 on 2021-05-02",
    ]
    assert found["outcome:oldest"] == [date(2021, 5, 2), None, date(2021, 5, 2), date(2021, 5, 2)]
    assert found["outcome:age_months"] == [48, None, 48, 48]


def test_the_age_is_not_said_where_the_day_is_not() -> None:
    found = greenhouses().evaluate_table(table(case(day=None, ferns={"carried": by_grade()}))).to_pydict()
    assert ages(found, "outcome", 0) == ("greenhouses@2019-01 on 2021-05-02", date(2021, 5, 2), None)


def test_the_columns_are_there_by_the_rules_and_not_by_the_rows() -> None:
    """A downstream service has one schema, whoever carries; rules that carry nothing have no such columns."""
    found = greenhouses().evaluate_table(table(CASES[1]))
    assert found.schema.field("outcome:vintage").type == pa.dictionary(pa.int16(), pa.string())
    assert found.schema.field("outcome:oldest").type == pa.date32()
    assert found.schema.field("outcome:age_months").type == pa.int64()
    assert found.schema == greenhouses().evaluate_table(table(CASES[0])).schema
    local = load("saf-local-authority@2024-12")
    assert not any(one.endswith(":vintage") for one in local.evaluate_table(pa.table({"subject": ["a"]})).column_names)


def test_an_outcome_that_rests_on_nothing_carried_has_no_vintage() -> None:
    """A row has several outcomes, and what is carried is in some of them."""
    found = greenhouses().evaluate_table(table(CASES[0])).to_pydict()
    assert found["is_old:vintage"] == [None]
    assert found["total_score:vintage"] != [None]


@pytest.mark.parametrize(
    ("said", "marks"),
    [
        (CASES[0], "carried"),
        (CASES[1], ""),
        (case(ferns={"value": 1}), "reason_missing"),
        (case(ferns={"value": 1, "reason": ""}), "reason_missing"),
        (case(ferns={"value": 1}, cacti={"carried": by_grade()}), "carried;reason_missing"),
        (case(ferns="not_seen"), ""),
    ],
)
def test_marks_are_told_where_they_are_asked_for(said: dict[str, Any], marks: str) -> None:
    asked = table(said)
    found = greenhouses().evaluate_table(asked, marks=True)
    assert found.column("outcome:marks").to_pylist() == [marks]
    assert marks == ";".join(greenhouses().evaluate(said)["outcome"].marks)  # type: ignore[union-attr]
    assert "outcome:marks" not in greenhouses().evaluate_table(asked).column_names


def test_rows_that_say_no_more_than_entries_are_marked_as_due_for_moderation() -> None:
    rules = load("saf@2024-12")
    statements = [members[0] for members in rules.graph.cells(rules.graph.nodes["trust:statement_score"])]
    said = {one: {"value": 3, "reason": "seen"} for one in statements}
    trust = {"subject": {"level": "trust"}, "inputs": {"statement_score": said}}
    row = pa.table({name: [value] for name, value in flat(trust).items()})
    found = rules.evaluate_table(row, level="trust", outcomes="well_led", marks=True)
    assert found.column("well_led:marks").to_pylist() == ["not_moderated"]
    assert list(rules.evaluate(trust)["well_led"].marks) == ["not_moderated"]  # type: ignore[union-attr]


# --- subjects inside


def garden(*houses: dict[str, Any]) -> pa.Table:
    """A garden with greenhouses, a row each."""
    rows = [{"subject": "g", "inside": "", "assessed_on": "2025-06-01"}]
    for turn, one in enumerate(houses):
        said = {name: value for name, value in flat(one).items() if name != "assessed_on"}
        rows.append({"subject": "g", "inside": f"greenhouse/{turn}", **said})
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in names})


def test_vintage_and_marks_travel_from_subjects_inside() -> None:
    asked = garden(CASES[0], CASES[1], case(ferns={"value": 1}))
    found = greenhouses().evaluate_table(asked, marks=True).to_pydict()
    whole = greenhouses().row_result(asked, 0)
    views = [whole["outcome"], *(one["outcome"] for one in whole.subjects)]
    assert [ages(found, "outcome", row) for row in range(4)] == [aged(one.vintage) for one in views]  # type: ignore[union-attr]
    assert found["outcome:marks"] == [";".join(one.marks) for one in views]  # type: ignore[union-attr]
    assert found["outcome:marks"] == ["carried;reason_missing", "carried", "", "reason_missing"]
    assert found["total_score:marks"][0] is None


def test_of_cases_into_which_nothing_is_carried_the_columns_are_empty() -> None:
    found = greenhouses().evaluate_table(garden(CASES[1])).to_pydict()
    assert found["outcome:vintage"] == [None, None]
    assert "outcome:marks" not in found
