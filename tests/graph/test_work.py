"""What is asked of one case ends, however much is open; what was not counted out is said not to be exact."""

from __future__ import annotations

import pytest

from wellled_rules.api import Framework
from wellled_rules.driver.files import from_texts
from wellled_rules.driver.pipeline import compile_framework
from wellled_rules.graph import sweeper

COUNT = 60
RULES = f"""language 1

framework shelves@2024-01 "Shelves"
    status draft
    covers shelf
    headline grade_given

level shelf "Shelf"

source handbook "Handbook"
    published by "Office"

scale grade "Grade"
    best first
    high "High"
    low "Low"

input books "Books"
    is a whole number from 0 to {COUNT}

determine grade_given "Grade"
    is a grade
    first of
        high otherwise
    cites handbook "Grades"
""" + "".join(
    f'\nlimit at_{turn} "Limit at {turn}"\n    on grade_given to low\n    when books is {turn}\n'
    '    cites handbook "Limits"\n'
    for turn in range(COUNT)
)


def framework() -> Framework:
    made = compile_framework(from_texts({"shelves.wlr": RULES}, "shelves.wlr"))
    assert made.graph is not None
    return Framework(made.graph)


def test_within_the_bound_the_set_is_exact() -> None:
    found = framework().evaluate({})["grade_given"]
    assert ([str(one) for one in found.possible], found.exact) == (["high", "low"], True)


def test_beyond_the_bound_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeper, "_MOST_WORK", 10)
    monkeypatch.setattr(sweeper, "_WORK_A_STEP", 0)
    found = framework().evaluate({})["grade_given"]
    assert found.status == "undetermined"
    # So many open conditions are not listed side by side either, and that is said: nothing listed, and not exact.
    assert (found.possible, found.exact) == ((), False)
