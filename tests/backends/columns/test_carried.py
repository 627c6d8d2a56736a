"""A table says what is carried: one earlier assessment an entry, in columns beside it."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from support.flat import flat
from support.greenhouses import by_grade, by_score, case, greenhouses

from wellled_rules import CaseError
from wellled_rules.api.result import Result
from wellled_rules.graph.decided import decided_by


def table(*cases: dict[str, Any]) -> pa.Table:
    rows = [flat(one) for one in cases]
    names = sorted({name for one in rows for name in one})
    return pa.table({name: pa.array([one.get(name) for one in rows], pa.string()) for name in names})


CASES = [
    case(ferns={"carried": by_grade("splendid", assessment="G-1")}),
    case(),
    case(ferns={"carried": by_score(1)}, cacti={"carried": by_grade("neglected")}),
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


@pytest.mark.parametrize("turn", range(3))
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


def test_an_input_to_which_nothing_is_carried_has_no_such_columns() -> None:
    made = pa.table({"open_days": ["3"], "open_days:carried": ["3"]})
    with pytest.raises(CaseError) as caught:
        greenhouses().evaluate_table(made)
    assert [one.code for one in caught.value.diagnostics] == ["unknown-name-in-case"]
