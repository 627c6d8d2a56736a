"""Two invented frameworks for kiosks and the markets they lie in, and transitions from the one to the other."""

from __future__ import annotations

from functools import cache
from typing import Any

from wellled_rules.api import Framework
from wellled_rules.driver.files import from_texts
from wellled_rules.driver.pipeline import compile_framework
from wellled_rules.graph.transitions import FirstAssessment, Kept, Retired, Transition
from wellled_rules.text.source import SourceFile
from wellled_rules.text.span import Span

__all__ = ["NEW", "OLD", "assessed", "kiosk_rules", "transition"]

OLD, NEW = "kiosks@2020-01", "kiosks@2024-01"
_TEXT = """\
language 1

framework {identity} "Kiosks"
    in force from {start}
    covers kiosk
    covers market
    headline {outcome} at kiosk, market

source guide "Guide to kiosks"
    published by "Kiosk Board"

level market "Market"
level kiosk "Kiosk"
    within market

scale grade "Grade"
    best first
    fine "Fine"
    poor "Poor"
    also shown
        unrated "Not rated" counts as not_assessed

input found "Found"
    is a grade

determine {outcome} "{title}"
    is a grade
    equals found
    cites guide "Grades"
"""
_ALSO = """
input seen_before "Found, or what an earlier assessment found"
    is a grade
    treat not_given as not_applicable
    carried from outcome under kiosks@2020-01
    carried from mark under kiosks@2024-01

determine earlier_grade "As seen before"
    is a grade
    equals seen_before
    cites guide "Grades"

determine outcome at kiosk "Outcome, as it was"
    is a grade
    equals found
    cites guide "Grades"
"""


def transition(at_kiosk: str = "kiosk") -> Transition:
    """From outcomes to marks, which end with the first assessment; at a kiosk with that of `at_kiosk`."""
    until = {"kiosk": FirstAssessment(at_kiosk), "market": FirstAssessment("market")}
    return Transition(
        name="old_to_new",
        title="From outcomes to marks",
        before=OLD,
        after=NEW,
        keeps=tuple(Kept("outcome", level, event) for level, event in until.items()),
        retires=tuple(Retired("outcome", level, event) for level, event in until.items()),
        span=Span(SourceFile("between.wlr", ""), 0, 0),
    )


@cache
def kiosk_rules() -> tuple[Framework, Framework]:
    """The earlier framework, and the later one."""
    made = []
    for identity, start, outcome in ((OLD, "2020-01-01", "outcome"), (NEW, "2024-01-01", "mark")):
        text = _TEXT.format(identity=identity, start=start, outcome=outcome, title=outcome.capitalize())
        text += "" if outcome == "outcome" else _ALSO
        compiled = compile_framework(from_texts({"framework.wlr": text}, "framework.wlr"))
        graph = compiled.graph
        assert graph is not None and not compiled.report.has_errors, list(compiled.report)
        made.append(Framework(graph))
    return made[0], made[1]


def assessed(id_: str, on: Any, published_on: Any, found: str = "fine", subject: str = "corner", **more: Any) -> Any:
    """An assessment by the framework of its day."""
    return {
        "id": id_,
        "kind": "assessment",
        "subject": subject,
        "framework": "kiosks",
        "on": on,
        "published_on": published_on,
        "case": {"inputs": {"found": found}},
        **more,
    }
