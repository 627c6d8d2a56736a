"""A decision that moves nothing is told in the words of the framework."""

from __future__ import annotations

from pathlib import Path

import wellled_rules

RULES = """\
language 1

framework kilns@2025-01 "Kilns"
    headline mark at kiln

source handbook "Handbook"
    published by "Potters"

level kiln "Kiln"

scale grade "Grade"
    best first
    hot "Hot"
    cold "Cold"
    also shown
        unlit "Not lit yet" counts as not_assessed

input recorded "Grade recorded"
    is a grade

determine mark "Mark"
    is a grade
    equals recorded
    cites handbook "1"

moderation panel "Panel"
    on mark by at most 1 level
    judged by potters
    cites handbook "2"
"""


def test_an_outcome_that_is_a_label_is_called_by_its_label(tmp_path: Path) -> None:
    path = tmp_path / "kilns.wlr"
    path.write_text(RULES, "utf-8")
    decision = {"rule": "panel", "to": "hot", "role": "potters"}
    result = wellled_rules.load(path).evaluate({"inputs": {"recorded": "unlit"}, "decisions": [decision]})
    (found,) = [one for one in result.notices if one.kind == "decision-without-effect"]
    assert found.text == "the decision under “Panel” moves nothing: the outcome is Not lit yet"
