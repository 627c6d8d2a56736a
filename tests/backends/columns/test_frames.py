"""Tables: what a column says, what is answered, and how a row is refused or found again."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from support.rows import drawn_row

import wellled_rules
from wellled_rules import CaseError, Framework
from wellled_rules.backends.columns.frames import decider
from wellled_rules.backends.columns.layout import column_name
from wellled_rules.backends.columns.plan import plan
from wellled_rules.cases.canonical import canonical, plain_value
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.evidence import Evidence
from wellled_rules.graph.trace import Trace

pa = pytest.importorskip("pyarrow")

BAKERIES = """\
language 1

framework bakeries@2024-01 "Bakeries"
    regulator "Guild of Bakers"
    status draft
    covers shop where trade is baker
    headline overall at shop

source handbook "Handbook of the guild"
    published by "Guild of Bakers"

level shop "Shop"

set trade_kind "Trade"
    baker "Baker"
    grocer "Grocer"

set loaf "Loaf"
    rye "Rye"
    wheat "Wheat"

scale stars "Stars"
    worst first
    1 "Burnt"
    2 "Edible"
    3 "Crisp"

input trade "Trade"
    is a trade_kind

input bread "Bread"
    for each loaf
    is a stars
    treat not_applicable as left out

input ovens "Ovens"
    is a number from 0 to 20

input opened "Day of opening"
    is a date

input licensed "Licensed"
    is yes or no
    treat not_given as yes

determine average "Average"
    is a number
    equals mean of bread
    cites handbook "Average"

determine overall "Overall"
    is a stars
    first of
        1 when opened is before 2000-01-01
        1 when average is under 2
        2 when average is under 3
        3 otherwise
    cites handbook "Overall"

limit unlicensed "No licence"
    on overall to 1
    when licensed is no
    cites handbook "Licence"
"""


@pytest.fixture
def bakeries(tmp_path: Path) -> Framework:
    (tmp_path / "framework.wlr").write_text(BAKERIES, encoding="utf-8")
    return wellled_rules.load(tmp_path / "framework.wlr")


def rows(**columns: list[object]) -> pa.Table:
    """A table of good shops, with some columns otherwise."""
    length = max((len(one) for one in columns.values()), default=1)
    good: dict[str, list[object]] = {
        "trade": ["baker"] * length,
        "bread.rye": [3] * length,
        "bread.wheat": [3] * length,
        "ovens": [2] * length,
        "opened": [date(2010, 5, 1)] * length,
    }
    return pa.table(good | {name.replace("__", "."): values for name, values in columns.items()})


def test_rows_are_answered_in_their_order(bakeries: Framework) -> None:
    found = bakeries.evaluate_table(rows(bread__rye=[1, 3, 2], subject=["a", "b", "c"]))
    assert found.column("subject").to_pylist() == ["a", "b", "c"]
    assert found.column("overall").to_pylist() == ["2", "3", "2"]
    assert found.column("average").to_pylist() == ["2", "3", "5/2"]
    assert found.column("overall:status").to_pylist() == ["determined"] * 3
    assert found.column("overall:decided_by").to_pylist() == ["overall"] * 3


def test_an_exception_is_named(bakeries: Framework) -> None:
    found = bakeries.evaluate_table(rows(licensed=[True, False]))
    assert found.column("overall").to_pylist() == ["3", "1"]
    assert found.column("overall:decided_by").to_pylist() == ["overall", "unlicensed"]


def test_what_is_not_given_leaves_the_outcome_open_unless_it_cannot_matter(bakeries: Framework) -> None:
    found = bakeries.evaluate_table(rows(bread__rye=[None, 1], bread__wheat=[3, 2], opened=[date(1990, 1, 1)] * 2))
    assert found.column("average:status").to_pylist() == ["undetermined", "determined"]
    assert found.column("overall:status").to_pylist() == ["determined", "determined"]
    assert found.column("overall").to_pylist() == ["1", "1"]


def test_states_stand_by_name_or_beside_their_column(bakeries: Framework) -> None:
    by_name = bakeries.evaluate_table(rows(bread__rye=["not_applicable", "3", "not_seen"]))
    table = rows(bread__rye=[None, 3, None]).append_column("bread.rye:state", [["not_applicable", None, "not_seen"]])
    assert bakeries.evaluate_table(table).equals(by_name)
    assert by_name.column("average:status").to_pylist() == ["determined", "determined", "undetermined"]


def test_rules_that_are_not_for_the_subject_leave_every_outcome_not_applicable(bakeries: Framework) -> None:
    found = bakeries.evaluate_table(rows(trade=["grocer", "baker", None]))
    assert found.column("overall").to_pylist() == [None, "3", "3"]
    assert found.column("overall:status").to_pylist() == ["not_applicable", "determined", "determined"]
    assert found.column("overall:decided_by").to_pylist()[0] == ""


@pytest.mark.parametrize(
    ("values", "type_"),
    [
        ([1, 2], pa.int8()),
        ([1, 2], pa.uint16()),
        (["1", "2"], pa.string()),
        ([Decimal("1.00"), Decimal("2")], pa.decimal128(5, 2)),
        ([1.0, 2.0], pa.float64()),
        (["Burnt", "edible"], pa.large_string()),
        (["1", "2"], pa.dictionary(pa.int16(), pa.string())),
    ],
)
def test_a_column_may_have_any_type_that_says_its_values(
    bakeries: Framework, values: list[object], type_: object
) -> None:
    table = rows(bread__rye=[3, 3]).drop_columns("bread.rye").append_column("bread.rye", pa.array(values, type_))
    assert bakeries.evaluate_table(table).column("average").to_pylist() == ["2", "5/2"]


def test_a_dictionary_in_the_order_of_the_codes_is_used_as_it_stands(bakeries: Framework) -> None:
    words = ["not_applicable", "1", "2", "3"]
    indices = pa.array([1, 0, 3], pa.uint8())
    column = pa.DictionaryArray.from_arrays(indices, pa.array(words))
    table = rows(bread__rye=[3] * 3).drop_columns("bread.rye").append_column("bread.rye", column)
    assert bakeries.evaluate_table(table).column("average").to_pylist() == ["2", "3", "3"]


def test_a_table_in_several_chunks_is_one_table(bakeries: Framework) -> None:
    parts = [rows(bread__rye=[1, None]), rows(bread__rye=[2]), rows(bread__rye=[3, 3])]
    whole = bakeries.evaluate_table(pa.concat_tables(parts))
    assert whole.column("average").to_pylist() == ["2", None, "5/2", "3", "3"]


def test_refused_rows_are_told_together_by_pointer(bakeries: Framework) -> None:
    with pytest.raises(CaseError) as error:
        bakeries.evaluate_table(rows(bread__rye=[9, 3, 1], ovens=[1, 99, 1], opened=[date(2010, 1, 1)] * 3))
    assert [one.pointer for one in error.value.diagnostics] == ["/0/inputs/bread/rye", "/1/inputs/ovens"]


def test_a_refused_row_is_told_where_not_given_stands_for_a_value(bakeries: Framework) -> None:
    with pytest.raises(CaseError) as error:
        bakeries.evaluate_table(rows(licensed=["perhaps", "yes"]))
    assert [one.pointer for one in error.value.diagnostics] == ["/0/inputs/licensed"]


def test_an_entry_that_nothing_reads_is_refused_all_the_same(bakeries: Framework) -> None:
    with pytest.raises(CaseError):
        bakeries.evaluate_table(rows(ovens=["many"]), outcomes=("overall",))


def test_a_column_that_is_no_input_is_refused_with_the_nearest(bakeries: Framework) -> None:
    with pytest.raises(CaseError) as error:
        bakeries.evaluate_table(rows(bread__ryes=[1]))
    (told,) = error.value.diagnostics
    assert (told.code, told.pointer, told.help) == (
        "unknown-name-in-case",
        "/bread.ryes",
        ("did you mean `bread.rye`?",),
    )


def test_a_column_that_is_kept_is_passed_on(bakeries: Framework) -> None:
    found = bakeries.evaluate_table(rows(region=["north"]), keep=("region",))
    assert found.column("region").to_pylist() == ["north"]


def test_a_state_column_holds_states(bakeries: Framework) -> None:
    table = rows().append_column("bread.rye:state", [["2"]])
    with pytest.raises(CaseError, match="something else than a state"):
        bakeries.evaluate_table(table)


def test_no_rows_are_no_rows(bakeries: Framework) -> None:
    found = bakeries.evaluate_table(rows().slice(0, 0))
    assert found.num_rows == 0
    assert "overall:decided_by" in found.column_names


def test_an_outcome_that_is_not_there_is_a_key_error(bakeries: Framework) -> None:
    with pytest.raises(KeyError, match="there is no outcome `overal`: did you mean `overall`"):
        bakeries.evaluate_table(rows(), outcomes="overal")
    with pytest.raises(TypeError, match="an outcome is named by text, not by `int`"):
        bakeries.evaluate_table(rows(), outcomes=(7,))


def test_slots_hold_what_every_part_came_to(bakeries: Framework) -> None:
    found = bakeries.evaluate_table(rows(bread__rye=[1, None]), slots=True)
    assert found.column("slot:bread.rye").to_pylist() == ["1", "not_given"]
    assert found.column("slot:average").to_pylist() == ["2", None]


def cells_of(case: Evidence) -> dict[str, object]:
    """A drawn case as the columns of a row."""
    found = {column_name(Cell(f"x:{name}", members)): said.value for (name, members), said in case.entries.items()}
    plain = {name: plain_value(value) for name, value in found.items()}
    words = {name: ";".join(one) if isinstance(one, list) else one for name, one in plain.items()}
    days = {} if case.assessed_on is None else {"assessed_on": case.assessed_on.isoformat()}
    return {name: ("yes" if one else "no") if isinstance(one, bool) else str(one) for name, one in words.items()} | days


@pytest.mark.parametrize(("named", "level"), [("tutorial@2024-01", "pool"), ("tutorial@2024-01", "company")])
def test_a_table_says_of_each_row_what_the_framework_says_of_its_case(named: str, level: str) -> None:
    framework = wellled_rules.load(named)
    chance = Random(7)
    cases = [drawn_row(framework.graph, level, chance, chance.choice((0, 0.05))) for _ in range(40)]
    named_cells = [cells_of(one) for one in cases]
    names = sorted({name for one in named_cells for name in one})
    table = pa.Table.from_pylist(named_cells, pa.schema([(name, pa.string()) for name in names]))
    found = framework.evaluate_table(table, level=level)
    for row, case in enumerate(cases):
        result = framework.evaluate(case)
        again = framework.row_result(table, row, level=level)
        assert canonical(again.trace.evidence) == canonical(framework.evidence(case))
        assert [again.trace.finding(cell) for cell in again.trace.outcomes()] == [
            result.trace.finding(cell) for cell in result.trace.outcomes()
        ]
        for cell in plan(framework.graph, level).decided:
            finding = result.trace.finding(cell)
            name = column_name(cell)
            assert found.column(f"{name}:status")[row].as_py() == finding.status.value
            assert found.column(f"{name}:decided_by")[row].as_py() == ";".join(finding.decided_by)


def test_a_row_that_is_not_there_is_an_index_error(bakeries: Framework) -> None:
    with pytest.raises(IndexError, match="there is no row 1: the table has rows 0 to 0"):
        bakeries.row_result(rows(), 1)
    with pytest.raises(IndexError, match="there is no row 0: the table has no rows"):
        bakeries.row_result(rows().slice(0, 0), 0)
    with pytest.raises(TypeError, match="a row is named by its number, not by `str`"):
        bakeries.row_result(rows(), "1")


def test_one_name_is_a_name_and_a_batch_is_a_table(bakeries: Framework) -> None:
    table = pa.table({"bread.rye": [3], "region": ["north"]})
    found = bakeries.evaluate_table(table, outcomes="overall", keep="region")
    assert found.column_names[:2] == ["region", "overall"]
    (batch,) = table.to_batches()
    assert bakeries.evaluate_table(batch, outcomes=["overall"], keep=["region"]).equals(found)
    assert (
        bakeries.row_result(batch, 0, keep="region").to_dict()
        == bakeries.row_result(table, 0, keep=["region"]).to_dict()
    )


@pytest.mark.parametrize(
    ("given", "named"),
    [({"bread.rye": [3]}, "pyarrow.table"), ([{"bread.rye": 3}], "from_pylist"), (None, "pyarrow.table")],
)
def test_what_is_no_table_is_told(bakeries: Framework, given: object, named: str) -> None:
    for asked in (bakeries.evaluate_table, lambda table: bakeries.row_result(table, 0)):
        with pytest.raises(TypeError, match=rf"a `pyarrow.Table` or `RecordBatch` is asked for.*{named}"):
            asked(given)


def test_a_column_to_keep_that_is_not_there_is_told(bakeries: Framework) -> None:
    with pytest.raises(CaseError, match="there is no column `regoin` to keep") as error:
        bakeries.evaluate_table(pa.table({"bread.rye": [3], "region": ["north"]}), keep=["region", "regoin"])
    assert error.value.diagnostics[0].help == ("did you mean `region`?",)


@pytest.mark.parametrize("lacking", ["numpy", "pyarrow"])
def test_without_the_extra_it_is_named(lacking: str, tmp_path: Path) -> None:
    (tmp_path / "framework.wlr").write_text(BAKERIES, encoding="utf-8")
    program = """
import sys
sys.modules[sys.argv[1]] = None
import wellled_rules
try:
    wellled_rules.load(sys.argv[2]).evaluate_table(None)
except ModuleNotFoundError as error:
    print(error)
"""
    words = [sys.executable, "-c", program, lacking, str(tmp_path / "framework.wlr")]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert 'pip install "wellled-rules[columns]"' in said


def test_the_work_on_an_open_row_is_behind_it_when_it_is_asked_whether_that_is_enough(bakeries: Framework) -> None:
    table = pa.table({"bread.rye": [3, None, 2, None], "bread.wheat": [3, 1, None, None]})
    made = decider(bakeries.graph, table.column_names)
    traces: list[Trace] = []
    asked: list[tuple[int, bool]] = []

    def alone(case: object) -> Trace:
        traces.append(bakeries.evaluate(case).trace)
        return traces[-1]

    def enough(rows: int) -> bool:
        overall = next(cell for cell in made.program.decided if column_name(cell) == "overall")
        asked.append((rows, traces[-1].kept("decided", overall) is not None))
        return rows == 3

    rows, found = made.begin(table, alone, enough)
    assert (rows, found.table.num_rows, asked) == (3, 3, [(1, True), (2, True), (3, True)])
    assert found.table.equals(made.decide(table.slice(0, 3), alone).table)
