"""Sums are as wide as their largest sum, known before a row is read; what is wider than any column is still exact."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.chance import drawn_graph

import wellled_rules
from wellled_rules import Framework
from wellled_rules.backends.columns.columns import Folded, Joined, Looked
from wellled_rules.backends.columns.plan import plan
from wellled_rules.backends.columns.tape import Op

RULES = """\
language 1

framework sums@2025-01 "Sums"
    status draft
    covers club
    headline sum at club

source rules "Rules"
    published by "League"

level club "Club"

set topic "Topic"
{topics}

input amount "Amount"
    for each topic
    is a whole number from 0 to {most}

determine sum "Sum"
    is a number
    equals total of amount
    cites rules "1"
"""


def framework(folder: Path, topics: int, most: int) -> Framework:
    path = folder / "framework.wlr"
    names = "\n".join(f'    t{turn} "T{turn}"' for turn in range(topics))
    path.write_text(RULES.format(topics=names, most=most), encoding="utf-8")
    return wellled_rules.load(path)


@pytest.mark.parametrize(
    ("topics", "most", "kind"),
    [
        (2, 5, np.uint8),
        (3, 84, np.uint8),
        (2, 150, np.uint16),
        (60, 150, np.uint16),
        (400, 190, None),
        (2, 10**6, None),
        (100, 10**17, None),
    ],
)
def test_a_sum_picks_the_width_that_holds_it(tmp_path: Path, topics: int, most: int, kind: type | None) -> None:
    rules = framework(tmp_path, topics, most)
    columns = plan(rules.graph, "club").columns
    kinds = {one.kind for one in columns if isinstance(one, Folded)}
    assert kinds == (set() if kind is None else {kind})
    # Without a sum of small numbers, sums are of Python's whole numbers, which have no width.
    assert kind is not None or any(isinstance(one, Joined | Looked) for one in columns)
    table = pa.table({f"amount.t{turn}": pa.array([most, 0, most, most - 1], pa.int64()) for turn in range(topics)})
    found = rules.evaluate_table(table).column("sum").to_pylist()
    assert found == [str(topics * one) for one in (most, 0, most, most - 1)]


@settings(max_examples=150, deadline=None)
@example(61664)
@given(st.integers(0, 10**9))
def test_no_order_on_any_code_gives_more_than_its_register_holds(seed: int) -> None:
    program = plan(drawn_graph(seed), "subject", slots=True)
    for made, opens in zip(program.tapes, (dict(program.opens), {})):
        # Where nothing that is given is open, no given code is that of an open state.
        sizes = [0 if one.coding is None else len(one.coding.entries) for one in program.columns]
        most = [opens.get(turn, size) - 1 for turn, size in enumerate(sizes)]
        most += [0] * (len(made.kinds) - len(most))
        for part in made.parts:
            for order in () if isinstance(part, int) else part:
                given_most = most[order.one]
                match order.op:
                    case Op.ADD | Op.LARGER | Op.EITHER:
                        other = most[order.other]
                        largest = given_most + other if order.op is Op.ADD else max(given_most, other)
                    case Op.PLUS:
                        largest = given_most + order.other
                    case Op.TIMES:
                        largest = given_most * order.other
                    case Op.AT_MOST:
                        largest = min(given_most, order.other)
                    case Op.IS | Op.IS_NOT | Op.UPTO:
                        largest = 1
                    case Op.FILL:
                        largest = order.other
                    case Op.LOOK:
                        largest = int(made.tables[order.other].max())
                    case Op.COPY:
                        largest = given_most
                    case Op.LESS:
                        # This alone may go around at 0, and is meant to.
                        largest = int(np.iinfo(made.kinds[order.out]).max)
                assert largest <= np.iinfo(made.kinds[order.out]).max, order
                most[order.out] = largest
