"""Rules of an invented framework of cities, parks and benches: subjects inside subjects."""

from __future__ import annotations

from collections.abc import Mapping

from support.rules import findings, told

from wellled_rules.backends.reference.evaluate import evaluate
from wellled_rules.driver.files import from_texts
from wellled_rules.driver.pipeline import compile_framework
from wellled_rules.driver.shelves import Shelves
from wellled_rules.testing.run import run

__all__ = ["HEAD", "RESULT", "SHARED", "failing", "found"]

HEAD = """\
language 1

framework parks@2025-01 "Parks"
    status draft
    in force from 2025-01-01
    covers city
    headline result at city

level city "City"

level park "Park"
    within city

level bench "Bench"
    within park, city

source handbook "Handbook"
    published by "Park Board"

use shared.scales for mark

set part "Part"
    wood "Wood"
    paint "Paint"

weights weight "Weight of a part"
    for each part
    by part
        0.5 when wood
        1.25 when paint

input found "How it was found"
    for each part
    is a mark

input broken "Broken"
    is yes or no
    treat not_given as no

input visits "Visits"
    is a whole number from 0 to 1000

input opened_on "Day it opened"
    is a date
"""
RESULT = """
determine result at city "Result"
    is a number
    equals 1
"""
SHARED = {
    "shared.scales": """\
language 1

module shared.scales "Scales"

scale mark "Mark"
    worst first
    1 "Poor"
    2 "Fair"
    3 "Good"
""",
    "shared.verdicts": """\
language 1

module shared.verdicts "Verdicts"

use shared.scales for mark

source handbook "Handbook"
    published by "Park Board"

parameter several "What is judged"
    is a collection of mark

determine average "Average"
    is a number
    equals mean of several
    cites handbook

determine verdict "Verdict"
    is a mark
    first of
        3 when several are empty
        1 when at least 2 of several are 1
        worst of several otherwise
    cites handbook
""",
    "shared.benches": """\
language 1

module shared.benches "Benches"

use shared.scales for mark

source handbook "Handbook"
    published by "Park Board"

input own "Its own"
    is a mark

collect both "What is there"
    takes own
    cites handbook

determine poorest "The poorest"
    is a mark
    equals worst of both
    cites handbook
""",
}


def found(text: str) -> list[tuple[str, str]]:
    """Findings about a text beside the framework's own, as code and underlined words."""
    return [told(one) for one in findings(HEAD + "\n" + text + RESULT, modules=SHARED)]


def failing(text: str, bases: Mapping[str, str] | None = None) -> list[str]:
    """Findings by code, and the examples that do not come out."""
    shelves = Shelves(SHARED, {name: from_texts({"base.wlr": one}, "base.wlr") for name, one in (bases or {}).items()})
    made = compile_framework(from_texts({"parks.wlr": text}, "parks.wlr"), shelves)
    if made.report.has_errors or made.graph is None:
        return [one.code for one in made.report.errors]
    runs = run(made.graph, made.examples, evaluate)
    return [f"{one.name}: {miss.said}" for one in runs for miss in one.misses]
