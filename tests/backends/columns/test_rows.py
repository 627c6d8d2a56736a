"""A row says what its case says: entries, what is said about them, decisions, values known without their rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.aged import ages, told_age
from support.flat import flat
from support.generate import drawn_framework
from support.generate_cases import drawn_case
from support.kitchens import framework

import wellled_rules
from wellled_rules import CaseError, Framework
from wellled_rules.api.result import Result
from wellled_rules.api.tables import decided, refused
from wellled_rules.backends.columns.frames import decider
from wellled_rules.backends.columns.layout import column_name
from wellled_rules.backends.columns.support import UnsupportedOperator
from wellled_rules.graph.subjects import plural
from wellled_rules.values.missing import Missing
from wellled_rules.values.operators import Entry

SEEDS = st.integers(min_value=0, max_value=10**6)


def answered(framework: Framework, case: Any) -> Result | None:
    try:
        return framework.evaluate(case)
    except CaseError:
        return None


def table_of(cases: list[dict[str, Any]]) -> pa.Table:
    """The cases as columns of text."""
    said = [flat(case) for case in cases]
    names = sorted({name for row in said for name in row})
    return pa.Table.from_pylist(said, pa.schema([(name, pa.string()) for name in names]))


def word(entry: Entry | None) -> str | None:
    """What a slot says of an entry."""
    match entry:
        case None:
            return None
        case bool():
            return "yes" if entry else "no"
        case frozenset():
            return ";".join(sorted(map(str, entry)))
        case _:
            return str(entry)


def _shown(entry: Entry) -> str:
    return word(entry) or ""


def compare(framework: Framework, cases: list[dict[str, Any]], level: str, *, slots: bool) -> None:
    """Every row has the answers of its case, and is the same evidence; a row is refused where its case is.

    slots: whether all that can be asked for is: slots, and marks.
    """
    results = [answered(framework, case) for case in cases]
    table = table_of(cases)
    if not table.num_columns:
        return
    made = decider(framework.graph, table.column_names, level=level, slots=slots, marks=slots)
    found = decided(framework, made, table)
    told = found.table.to_pydict()
    assert found.refused.tolist() == [row for row, result in enumerate(results) if result is None]
    assert all(refused(framework, made, table, row) for row in found.refused.tolist())
    kept = [(row, case, result) for row, (case, result) in enumerate(zip(cases, results)) if result is not None]
    for place, (row, case, result) in enumerate(kept):
        again = framework.row_result(table, row, level=level)
        assert again.trace.evidence.hash == framework.evidence(case).hash
        assert again.to_dict()["outcomes"] == result.to_dict()["outcomes"]
        for cell in result.trace.outcomes():
            finding, name = result.trace.finding(cell), column_name(cell)
            assert found.table.column(f"{name}:status")[place].as_py() == finding.status.value
            assert found.table.column(f"{name}:decided_by")[place].as_py() == ";".join(finding.decided_by)
            assert ages(told, name, place) == told_age(result.trace, cell)
            assert told[f"{name}:marks"][place] == ";".join(finding.marks) if slots else f"{name}:marks" not in told
            shown = (
                None if finding.value is not None or not finding.possible else ";".join(map(_shown, finding.possible))
            )
            assert found.table.column(f"{name}:possible")[place].as_py() == shown
            want = None if isinstance(finding.value, Missing) else finding.value
            said = found.table.column(name)[place].as_py()
            assert (said is None, str(said)) == (want is None, str(want))
        for cell in made.program.values if slots else ():
            assert found.table.column(f"slot:{column_name(cell)}")[place].as_py() == word(result.trace.told(cell))


@settings(max_examples=25, deadline=None)
@example(2793, False)  # an entry that nobody made is passed on as the answer
@example(241611, False)  # what a collection leaves open is asked for
@example(28399745, True)  # one entry alone is counted, and the number compared
@given(SEEDS, st.booleans())
def test_a_row_of_a_drawn_framework_is_its_case(seed: int, slots: bool) -> None:
    graph = drawn_framework(seed).graph
    framework = Framework(graph)
    cases = [drawn_case(graph, seed + turn) for turn in range(12)]
    # A row of these tables says one subject, and none inside it.
    inside = {plural(name) for name in graph.levels}
    cases = [one for one in cases if not inside & set(one["subject"])]
    for level in graph.header.covers:
        try:
            compare(framework, [one for one in cases if one["subject"]["level"] == level], level, slots=slots)
        except UnsupportedOperator:
            return


PANEL = """\
language 1

framework panel@2025-01 "Panel"
    status draft
    covers club
    headline outcome at club

source rules "Rules"
    published by "League"

level club "Club"

set topic "Topic"
    rooms "Rooms"
        rating 3 means "warm, and dry"
        rating 1 means "neither"
    lessons "Lessons"

scale rating "Rating"
    best first
    3 "High"
    2 "Middle"
    1 "Low"

input grade "Grade"
    for each topic
    is a rating
    judged by visitor

determine topic_grade "Grade of a topic"
    for each topic
    is a rating
    equals grade
    cites rules "1"

determine average "Average"
    is a number
    equals mean of topic_grade
    cites rules "2"

determine outcome "Rating"
    is a rating
    first of
        1 when average is under 1.5
        2 when average is under 2.5
        3 otherwise
    cites rules "3"

moderation panel "The panel"
    on outcome by at most 1 level
    judged by quality_panel, with a reason
    cites rules "4"

moderation visitors "The visitors"
    on topic_grade by at most 1 level
    judged by visitor
    cites rules "5"
"""


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory) -> Framework:
    path = tmp_path_factory.mktemp("panel") / "framework.wlr"
    path.write_text(PANEL, encoding="utf-8")
    return wellled_rules.load(path)


GRADES = {"grade.rooms": [1, 1, 1], "grade.lessons": [2, 2, 2]}


def test_people_decide_in_a_column(panel: Framework) -> None:
    said = {"panel": [None, 3, None], "panel:role": [None, "quality_panel", None], "panel:reason": [None, "late", None]}
    found = panel.evaluate_table(pa.table({**GRADES, **said}))
    assert found.column("outcome").to_pylist() == ["2", "3", "2"]
    assert found.column("outcome:decided_by").to_pylist() == ["outcome", "panel", "outcome"]


def test_people_decide_about_a_member(panel: Framework) -> None:
    found = panel.evaluate_table(
        pa.table({**GRADES, "visitors.rooms": [None, "2", None], "visitors.rooms:on": [None, "2025-01-02", None]})
    )
    assert found.column("topic_grade.rooms").to_pylist() == ["1", "2", "1"]
    assert found.column("outcome").to_pylist() == ["2", "2", "2"]
    assert found.column("average").to_pylist() == ["3/2", "2", "3/2"]


@pytest.mark.parametrize(
    ("said", "pointer", "code"),
    [
        ({"panel": [2], "panel:role": ["quality_panel"]}, "/0/decisions/0", "reason-left-out"),
        ({"panel": [2], "panel:role": ["visitor"], "panel:reason": ["x"]}, "/0/decisions/0/role", "wrong-role"),
        ({"panel:reason": ["x"]}, "/0/decisions/0", "incomplete-entry"),
        ({"panel": ["best"], "panel:reason": ["x"]}, "/0/decisions/0/to", "off-the-scale"),
        ({"given:average": ["many"]}, "/0/given/average", "wrong-type-in-case"),
        ({"grade.rooms:judged_by": ["panel"]}, "/0/inputs/grade/rooms/judged_by", "wrong-role"),
        ({"grade.rooms:characteristic": ["2"]}, "/0/inputs/grade/rooms/characteristic", "unknown-name-in-case"),
        ({"grade.lessons:characteristic": ["3"]}, "/0/inputs/grade/lessons/characteristic", "unknown-name-in-case"),
        ({"grade.rooms:on": ["tomorrow"]}, "/0/inputs/grade/rooms/on", "wrong-type-in-case"),
        ({"grade.rooms": [None], "grade.rooms:reason": ["x"]}, "/0/inputs/grade/rooms", "incomplete-entry"),
        ({"grade.rooms": [""], "grade.rooms:reason": ["x"]}, "/0/inputs/grade/rooms", "incomplete-entry"),
        ({"given:average": [""]}, "/0/given/average", "wrong-type-in-case"),
        ({"panel": [""], "panel:reason": ["x"]}, "/0/decisions/0/to", "off-the-scale"),
        ({"grade.rooms:note": [3]}, "/0/inputs/grade/rooms/note", "wrong-type-in-case"),
        ({"published_on": ["soon"]}, "/0/published_on", "wrong-type-in-case"),
        ({"subject:name": [7]}, "/0/subject/name", "wrong-type-in-case"),
    ],
)
def test_what_a_case_may_not_say_is_refused_as_in_a_case(
    panel: Framework, said: dict[str, list[object]], pointer: str, code: str
) -> None:
    whole = {name: values[:1] for name, values in GRADES.items()}
    with pytest.raises(CaseError) as error:
        panel.evaluate_table(pa.table({**whole, **said}))
    assert [(one.pointer, one.code) for one in error.value.diagnostics] == [(pointer, code)]


def test_an_entry_that_nobody_made_is_as_null(panel: Framework) -> None:
    said = {"grade.rooms": [None, "", " ", "3"], "grade.lessons": ["2"] * 4, "given:outcome": [None, "", "2", " "]}
    table = pa.table({**said, "grade.rooms:state": [None, "", None, ""]})
    found = panel.evaluate_table(table)
    assert found.column("topic_grade.rooms:status").to_pylist() == ["undetermined"] * 3 + ["determined"]
    assert found.column("outcome").to_pylist() == [None, None, "2", "3"]
    hashes = [panel.row_result(table, row).trace.evidence.hash for row in range(2)]
    assert hashes[0] == hashes[1]


@pytest.mark.parametrize("said", ["3", 3, "High"])
def test_the_characteristic_that_a_reason_speaks_to_stands_in_a_column(panel: Framework, said: str | int) -> None:
    table = pa.table({**GRADES, "grade.rooms:characteristic": [None, said, None]})
    assert panel.evaluate_table(table).column("outcome").to_pylist() == ["2", "2", "2"]
    assert panel.row_result(table, 1).derivation("topic_grade/rooms").number_of_nodes() == 2
    told = panel.row_result(table, 1).explain(of="topic_grade/rooms").layers.evidence[0].characteristics
    assert [(one.text, one.is_spoken_to) for one in told if one.is_spoken_to] == [("warm, and dry", True)]


def test_a_decision_beyond_its_reach_is_refused(panel: Framework) -> None:
    low = {"grade.rooms": [1], "grade.lessons": [1], "panel": [3], "panel:reason": ["x"]}
    with pytest.raises(CaseError) as error:
        panel.evaluate_table(pa.table(low))
    assert [one.pointer for one in error.value.diagnostics] == ["/0/decisions/0/to"]


def test_what_is_known_without_its_rule_is_stated_in_a_column(panel: Framework) -> None:
    found = panel.evaluate_table(pa.table({**GRADES, "given:average": ["5/2", None, None]}))
    assert found.column("average").to_pylist() == ["5/2", "3/2", "3/2"]
    assert found.column("outcome").to_pylist() == ["3", "2", "2"]
    assert panel.evaluate_table(pa.table({"given:outcome:state": ["not_applicable"]})).column(
        "outcome:status"
    ).to_pylist() == ["not_applicable"]


def test_an_outcome_is_no_column_unless_it_is_stated(panel: Framework) -> None:
    with pytest.raises(CaseError) as error:
        panel.evaluate_table(pa.table({**GRADES, "average": [2, 2, 2]}))
    assert error.value.diagnostics[0].help == ("to state it as known, call the column `given:average`",)


def test_what_is_said_about_an_entry_is_in_its_evidence(panel: Framework) -> None:
    said = {"grade.rooms:reason": ["worn", None, None], "grade.rooms:on": [date(2025, 3, 1), None, None]}
    about = {"subject": ["a", "b", "c"], "subject:name": ["A", None, "C"], "published_on": ["2025-04-01", None, None]}
    table = pa.table({**GRADES, **said, **about, "assessment:id": ["7", None, None]})
    assert panel.evaluate_table(table).column("outcome").to_pylist() == ["2", "2", "2"]
    evidence = panel.row_result(table, 0).trace.evidence
    entry = evidence.entries["grade", ("rooms",)]
    assert (entry.reason, entry.on, evidence.subject.name) == ("worn", date(2025, 3, 1), "A")
    assert (evidence.published_on, evidence.assessment_id) == (date(2025, 4, 1), "7")


BOTH = """language 1

framework stalls@2024-01 "Stalls"
    headline ob at site

source handbook "Handbook"
    published by "Market Hall"

level site "Site"

scale grade "Grade"
    best first
    top "Top"
    good "Good"
    poor "Poor"

input aa "A"
    is a grade

input bb "B"
    is a grade

determine oa "OA"
    is a grade
    equals aa
    cites handbook "A"

determine ob "OB"
    is a grade
    equals bb
    cites handbook "B"

moderation mo "Moderation"
    on ob by at most 1 levels
    judged by panel, with a reason
    cites handbook "Moderation"
"""


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_row_is_refused_by_what_it_says_alone(order: tuple[int, int]) -> None:
    stalls = framework(BOTH)
    moved = {"aa": ["good"] * 2, "mo": ["top"] * 2, "mo:role": ["panel"] * 2}
    far = moved | {"bb": ["good", "poor"], "mo:reason": ["agreed"] * 2}
    silent = moved | {"bb": ["good"] * 2, "mo:reason": ["None", None]}
    for said in (far, silent):
        table = pa.table(said).take(list(order))
        for outcomes in (None, ["oa"]):
            with pytest.raises(CaseError) as caught:
                stalls.evaluate_table(table, outcomes=outcomes)
            rows = {str(one.pointer).split("/")[1] for one in caught.value.diagnostics}
            assert rows == {str(order.index(1))}
