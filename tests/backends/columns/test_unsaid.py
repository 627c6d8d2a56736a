"""Inputs that no column of a table names: the program does without them, and says what it says of empty columns."""

from __future__ import annotations

import pyarrow as pa
import pytest
from support.flat import flat
from support.generate import drawn_framework
from support.generate_cases import drawn_case
from support.kitchens import framework as made

from wellled_rules import CaseError, Framework, load
from wellled_rules.backends.columns import plan
from wellled_rules.backends.columns.frames import decider
from wellled_rules.backends.columns.layout import column_name
from wellled_rules.backends.columns.support import UnsupportedOperator
from wellled_rules.backends.columns.tape import Op
from wellled_rules.graph.cells import Cell
from wellled_rules.graph.nodes import Input


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("kept", [2, 3, 5])
def test_columns_that_are_not_there_are_as_empty_ones(seed: int, kept: int) -> None:
    framework = Framework(drawn_framework(seed).graph)
    cases = [drawn_case(framework.graph, seed + turn) for turn in range(12)]
    for level in framework.graph.header.covers:
        rows = [flat(one) for one in cases if one["subject"]["level"] == level and set(one) <= {"subject", "inputs"}]
        nodes = [one for one in framework.graph.at(level) if isinstance(one, Input)]
        names = {one.name: [column_name(Cell(one.id, each)) for each in framework.graph.cells(one)] for one in nodes}
        # One input in so many is said by no row.
        said = {name for turn, one in enumerate(nodes) if turn % kept for name in names[one.name]}
        table = pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in sorted(said)})
        if not rows or not said:
            continue
        every = [one for several in names.values() for one in several]
        empty = {name: pa.nulls(len(rows), pa.string()) for name in every if name not in said}
        filled = pa.table({**dict(zip(table.column_names, table.columns, strict=True)), **empty})
        try:
            for slots in (False, True):
                ours = framework.evaluate_table(table, level=level, slots=slots)
                theirs = framework.evaluate_table(filled, level=level, slots=slots)
                assert (ours.schema, ours.to_pydict()) == (theirs.schema, theirs.to_pydict()), (level, slots)
        except (UnsupportedOperator, CaseError):
            continue


def test_a_program_asks_for_no_input_that_no_row_says() -> None:
    graph = load("saf@2023-11").graph
    names = [
        column_name(Cell("trust:evidence_score", each)) for each in graph.cells(graph.nodes["trust:evidence_score"])
    ]
    given = decider(graph, names, level="trust", outcomes=["well_led"]).program.given
    # The kind of the subject is asked for, since it says whether the rules are for it.
    assert {one.input.name for _, one in given} == {"evidence_score", "kind"}
    more = decider(graph, [*names, "carried_score.leaders"], level="trust", outcomes=["well_led"]).program.given
    assert {one.input.name for _, one in more} == {"evidence_score", "kind", "carried_score"}


def test_few_programs_are_kept_of_a_graph() -> None:
    graph = Framework(load("saf@2023-11").graph).graph
    graph.memo.clear()
    inputs = [one.name for one in graph.at("trust") if isinstance(one, Input)]
    several = [plan.plan(graph, "trust", unsaid=inputs[:turn]) for turn in range(len(inputs))]
    whole, *fewer = several
    assert [one is whole for one in fewer] == [turn >= plan._MOST_FEWER for turn in range(len(fewer))]
    assert plan.plan(graph, "trust", unsaid=inputs[:1]) is fewer[0]


def test_whether_any_counts_is_read_off_a_count_where_nothing_is_open() -> None:
    """Scores of a statement are counted, and asked whether any is known: one and the same, but for open states."""
    graph = load("saf@2023-11").graph
    inputs = [one.name for one in graph.at("trust") if isinstance(one, Input)]
    unsaid = [one for one in inputs if one not in ("evidence_score", "kind")]
    program = plan.plan(graph, "trust", outcomes=("statement_score", "well_led"), unsaid=unsaid)
    settled, opened = (
        [order.op for part in one.parts if not isinstance(part, int) for order in part] for one in program.tapes
    )
    # What is left asks of the eight scores: whether any is low, and whether any is lower.
    assert settled.count(Op.EITHER) == 14 < opened.count(Op.EITHER)


COUNTED = """language 1

framework stalls@2025-01 "Stalls"
    headline many at stall

source rules "Rules"
    published by "Market"

level stall "Stall"

set side "Side"
    north "North"
    south "South"

scale mark "Mark"
    best first
    2 "Good"
    1 "Poor"

input seen "Seen"
    for each side
    is a mark

determine many "Both sides are known"
    is yes or no
    first of
        yes when at least 2 of seen are known
        no otherwise
    cites rules "1"

determine asked_for "Some side is there to be seen"
    is yes or no
    first of
        yes when any of seen are not not_applicable
        no otherwise
    cites rules "2"
"""


def test_a_count_stands_for_no_test_that_reads_open_states_otherwise() -> None:
    """Where nothing is open both tell the same entries apart; of a side that was not seen one alone counts."""
    stalls = made(COUNTED)
    table = pa.table({"seen.north": ["2", "not_seen", "not_seen"], "seen.south": ["1", "not_seen", "2"]})
    found = stalls.evaluate_table(table).to_pydict()
    assert (found["many"], found["asked_for"]) == ([True, False, False], [True, True, True])
    assert found["many:status"] == found["asked_for:status"] == ["determined"] * 3
