"""Rows of subjects inside: each comes to what its case says of it, by columns and alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pytest
from support.kitchens import framework
from support.stands import drawn_market, market_rows, markets

from wellled_rules.backends.columns.layout import column_name
from wellled_rules.backends.reference.evaluate import evaluate
from wellled_rules.diagnostics.errors import CaseError
from wellled_rules.graph.nodes import Determine
from wellled_rules.graph.valuation import in_order
from wellled_rules.values.missing import Missing


def table_of(rows: Sequence[Mapping[str, Any]]) -> Any:
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pa.table({name: [row.get(name) for row in rows] for name in names})


def disagreeing(cases: Sequence[Mapping[str, Any]], table: Any) -> list[str]:
    """Rows and outcomes that the table says otherwise than the reference does of their case."""
    told = table.to_pydict()
    rows = {key: turn for turn, key in enumerate(zip(told["subject"], told["inside"], strict=True))}
    found = []
    for number, case in enumerate(cases):
        trace = evaluate(markets().graph, markets().evidence(case))
        for cell in trace.prepared.plan.places:
            if not isinstance(markets().graph.nodes[cell.node], Determine):
                continue
            row, name = rows[f"m{number}", "/".join(cell.subject)], column_name(cell)
            value = trace.value(cell)
            expected = None if isinstance(value, Missing) else value
            held = told[name][row]
            said = None if expected is None else str(held)
            if said != (None if expected is None else str(expected)) or told[f"{name}:status"][row] != trace.status(
                cell
            ):
                found.append(f"m{number} {cell}: {held}, not {value}")
            possible = trace.possible(cell).values if value is None else None
            expected_words = None if possible is None else ";".join(map(word, in_order(possible)))
            if told[f"{name}:possible"][row] != expected_words:
                found.append(f"m{number} {cell}: possible {told[f'{name}:possible'][row]}")
            if (told[f"{name}:decided_by"][row] or "") != ";".join(trace.finding(cell).decided_by):
                found.append(f"m{number} {cell}: by {told[f'{name}:decided_by'][row]}")
    return found


def word(entry: object) -> str:
    """An entry as a table writes it."""
    return ("no", "yes")[entry] if isinstance(entry, bool) else str(entry)


@pytest.mark.parametrize("known", [True, False])
def test_every_row_comes_to_what_its_case_says(known: bool) -> None:
    cases = [drawn_market(seed, known=known) for seed in range(40)]
    rows = [row for number, case in enumerate(cases) for row in market_rows(case, f"m{number}")]
    assert disagreeing(cases, markets().evaluate_table(table_of(rows))) == []


def test_rows_of_a_case_need_not_stand_together() -> None:
    cases = [drawn_market(seed, known=True) for seed in range(6)]
    rows = [row for number, case in enumerate(cases) for row in market_rows(case, f"m{number}")]
    assert disagreeing(cases, markets().evaluate_table(table_of(rows[::-1]))) == []


def test_outcomes_and_columns_to_keep_are_chosen() -> None:
    rows = [{**row, "ward": "x"} for row in market_rows(drawn_market(1, known=True), "m0")]
    found = markets().evaluate_table(table_of(rows), outcomes=["mark_of"], keep=["ward"])
    assert found.column_names[:4] == ["subject", "inside", "ward", "mark_of.front"]
    assert not any(name.startswith("weakest") for name in found.column_names)


@pytest.mark.parametrize(
    ("row", "pointer"),
    [
        ({"subject": "m0", "inside": "hall/h9/stand/s1"}, "/1/inside"),
        ({"subject": "m0", "inside": "shop/x"}, "/1/inside"),
        ({"subject": "m0", "inside": "hall"}, "/1/inside"),
        ({"subject": "m0", "inside": ""}, "/1"),
    ],
)
def test_a_row_of_no_subject_is_told(row: Mapping[str, Any], pointer: str) -> None:
    with pytest.raises(CaseError) as caught:
        markets().evaluate_table(table_of([{"subject": "m0", "inside": ""}, row]))
    assert [one.pointer for one in caught.value.diagnostics] == [pointer]


def test_an_entry_that_is_refused_is_told_by_its_own_row() -> None:
    rows = [{"subject": "m0", "inside": ""}, {"subject": "m0", "inside": "stand/s1", "found.front": "splendid"}]
    with pytest.raises(CaseError) as caught:
        markets().evaluate_table(table_of(rows))
    assert [one.pointer for one in caught.value.diagnostics] == ["/1/inputs/found/front"]


def test_a_column_that_no_level_has_is_told() -> None:
    with pytest.raises(CaseError, match="colour"):
        markets().evaluate_table(table_of([{"subject": "m0", "inside": "", "colour": "red"}]))


def test_slots_are_of_other_tables() -> None:
    with pytest.raises(ValueError, match="slots"):
        markets().evaluate_table(table_of([{"subject": "m0", "inside": ""}]), slots=True)


@pytest.mark.parametrize(
    ("own", "inside", "pointer"),
    [
        ({"found.front": "good"}, {}, "/0/found.front"),
        ({}, {"doubted": False}, "/1/doubted"),
        ({"assessed_on": "2025-02-01"}, {"assessed_on": "2025-03-01"}, "/1/assessed_on"),
        ({}, {"published_on": "2025-03-01"}, "/1/published_on"),
    ],
)
def test_what_is_said_in_a_row_of_another_level_is_not_lost(
    own: Mapping[str, Any], inside: Mapping[str, Any], pointer: str
) -> None:
    rows = [{"subject": "m0", "inside": "", **own}, {"subject": "m0", "inside": "stand/s1", **inside}]
    with pytest.raises(CaseError) as caught:
        markets().evaluate_table(table_of(rows))
    assert [one.pointer for one in caught.value.diagnostics] == [pointer]


def test_the_day_of_a_case_may_be_repeated_and_what_says_nothing_stands_anywhere() -> None:
    rows = [
        {"subject": "m0", "inside": "", "assessed_on": "2025-02-01", "found.front": " "},
        {"subject": "m0", "inside": "stand/s1", "assessed_on": "2025-02-01", "found.front": "good"},
    ]
    assert markets().evaluate_table(table_of(rows)).num_rows == 2


def test_a_row_tells_the_whole_case_that_it_is_part_of() -> None:
    case = drawn_market(3)
    other = market_rows(drawn_market(4), "m1")
    table = table_of([*other, *market_rows(case, "m0")])
    expected = markets().evaluate(case)
    for row in (len(other), table.num_rows - 1):
        found = markets().row_result(table, row)
        assert found.to_dict()["outcomes"] == expected.to_dict()["outcomes"]
        assert found.to_dict()["inside"] == expected.to_dict()["inside"]


def test_a_table_of_a_level_without_columns_is_answered() -> None:
    rows = [{"subject": "m0", "inside": "", "found.front": None}, {"subject": "m0", "inside": "stand/s1"}]
    alone = markets().evaluate_table(table_of(rows).drop_columns("subject"))
    assert alone.column("mark_of.front:status").to_pylist() == ["undetermined", "undetermined"]
    nobody = markets().evaluate_table(pa.table({"inside": [""]}))
    assert nobody.num_rows == 1


def test_a_table_without_rows_has_no_answers() -> None:
    empty = table_of([{"subject": "m0", "inside": "", "doubted": True}]).slice(0, 0)
    assert markets().evaluate_table(empty).num_rows == 0


def test_each_case_that_is_refused_is_told() -> None:
    rows: list[dict[str, Any]] = []
    for case in ("m0", "m1"):
        rows.append({"subject": case, "inside": ""})
        rows.append({"subject": case, "inside": "stand/s1", "found.front": "splendid"})
    with pytest.raises(CaseError) as caught:
        markets().evaluate_table(table_of(rows))
    assert [(one.pointer or "")[:2] for one in caught.value.diagnostics] == ["/1", "/3"]


def test_a_column_to_keep_that_is_not_there_is_told() -> None:
    with pytest.raises(CaseError, match="wards"):
        markets().evaluate_table(table_of([{"subject": "m0", "inside": ""}]), keep=["wards"])


@pytest.mark.parametrize("path", ["stand/a@b", "stand/ ", "stand/a\u202eb"])
def test_an_id_that_a_case_may_not_have_is_told(path: str) -> None:
    with pytest.raises(CaseError) as caught:
        markets().evaluate_table(table_of([{"subject": "m0", "inside": ""}, {"subject": "m0", "inside": path}]))
    assert [one.pointer for one in caught.value.diagnostics] == ["/1/inside"]


HUTS = """\
language 1

framework huts@2025-01 "Huts"
    status draft
    covers site
    headline passed_on at site, hut

source guide "Guide"
    published by "Hut Office"

level site "Site"

level hut "Hut"
    within site

input count "Count"
    is a number
    treat not_given as left out

determine passed_on "Passed on"
    is a number
    equals count
    cites guide
"""


def test_an_entry_that_nobody_made_and_that_is_passed_on_is_still_possible() -> None:
    huts = framework(HUTS)
    trees = huts.evaluate_table(table_of([{"subject": "a", "inside": ""}, {"subject": "a", "inside": "hut/x"}]))
    rows = huts.evaluate_table(pa.table({"subject": ["a"], "count": [None]}), level="hut")
    result = huts.evaluate({"subject": {"level": "site", "huts": [{"id": "x"}]}})
    assert [str(one) for one in result["passed_on"].possible] == ["not_given"]
    for told in (trees, rows):
        assert set(told.column("passed_on:status").to_pylist()) == {"undetermined"}
        assert set(told.column("passed_on:possible").to_pylist()) == {"not_given"}


def test_a_column_holds_what_every_level_says() -> None:
    rules = (
        HUTS.replace('determine passed_on "Passed on"', 'determine passed_on at hut "Passed on"')
        + """
determine passed_on at site "Passed on"
    is yes or no
    first of
        yes when count is 4 or more
        no otherwise
    cites guide
"""
    )
    rows = [{"subject": "a", "inside": "", "count": 4}, {"subject": "a", "inside": "hut/x", "count": 5}]
    found = framework(rules).evaluate_table(table_of(rows))
    assert found.column("passed_on").to_pylist() == ["yes", "5"]


def test_what_is_said_of_a_subject_inside_is_taken() -> None:
    rows = [
        {"subject": "m0", "inside": "", "published_on": "2025-02-01", "doubted": True},
        {"subject": "m0", "inside": "stand/s1", "published_on": "2025-02-01", "subject:name": "The bench"},
    ]
    assert markets().row_result(table_of(rows), 0).at("stand/s1").name == "The bench"
    assert markets().evaluate_table(table_of(rows)).num_rows == 2


def test_a_column_to_keep_is_no_entry() -> None:
    rows = [
        {"subject": "m0", "inside": "", "doubted": "who knows"},
        {"subject": "m0", "inside": "stand/s1", "doubted": "nobody"},
    ]
    found = markets().evaluate_table(table_of(rows), keep=["doubted"])
    assert found.column("doubted").to_pylist() == ["who knows", "nobody"]


def test_a_state_that_is_none_is_told() -> None:
    rows = [{"subject": "m0", "inside": ""}, {"subject": "m0", "inside": "stand/s1", "found.front:state": "good"}]
    with pytest.raises(CaseError, match="something else than a state") as caught:
        markets().evaluate_table(table_of(rows))
    assert [one.pointer for one in caught.value.diagnostics] == ["/1"]


def test_two_rows_of_one_subject_are_told_by_both_places() -> None:
    rows = [{"subject": "m0", "inside": ""}, {"subject": "m1", "inside": ""}, {"subject": "m0", "inside": ""}]
    with pytest.raises(CaseError) as caught:
        markets().evaluate_table(table_of(rows))
    (one,) = caught.value.diagnostics
    assert (one.pointer, one.notes) == ("/2", ("the other is row 0",))


def test_an_input_that_is_called_inside_has_no_such_table() -> None:
    huts = framework(HUTS.replace("count", "inside"))
    with pytest.raises(CaseError, match="says whom a row is of"):
        huts.evaluate_table(table_of([{"subject": "a", "inside": "4"}]))
