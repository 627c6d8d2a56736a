"""What one entry alone is folded to is what the reference folds it to."""

from __future__ import annotations

import pytest
from support.kitchens import framework

from wellled_rules.backends.compiled.decide import decide
from wellled_rules.graph.cells import Cell

LONE = """\
language 1

framework lone@2025-01 "Lone"
    status draft
    covers site
    headline scarce at site

source guide "Guide"
    published by "Nobody"

level site "Site"

input stated "Stated"
    is a number
    treat not_given as not_applicable

input amount "Amount"
    is a whole number from 0 to 3

collect pool "Pool"
    takes amount

determine many "How many"
    is a number
    first of
        number of pool that are not 3 when stated is not_applicable
        stated otherwise
    cites guide

determine scarce "Scarce"
    is yes or no
    first of
        yes when many is under 1.5
        no otherwise
    cites guide
"""


@pytest.mark.parametrize(("amount", "many"), [(2, 1), (3, 0)])
def test_how_many_one_entry_makes_is_a_number(amount: int, many: int) -> None:
    made = framework(LONE)
    found = decide(made.graph, made.evidence({"subject": {"level": "site"}, "inputs": {"amount": amount}}))
    assert found is not None
    value = found.value(Cell("site:many"))
    assert (type(value), value) == (int, many)
    assert found.value(Cell("site:scarce")) is True
