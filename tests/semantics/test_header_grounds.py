"""What a header cites and rests on: in the graph, in its text hash, and not handed on to other days."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from support.rules import told

from wellled_rules.api import check_text
from wellled_rules.driver.files import from_texts
from wellled_rules.driver.pipeline import compile_framework
from wellled_rules.driver.shelves import Shelves
from wellled_rules.graph.graph import DeterminationGraph
from wellled_rules.graph.serialize import meaning_hash, text_hash
from wellled_rules.graph.to_json import to_json

BASE = """\
language 1

framework lamps@2025-01 "Lamps"
    in force from 2025-01-01
    cites notice "1"
    rests on first_day

source notice "Notice"
    published by "Lamp Board"

assumption first_day "We take it that they began in January"
    basis inferred "the year was read"

level lamp "Lamp"

input lit "Lit"
    is yes or no

determine bright "Bright"
    is yes or no
    equals lit
    cites notice "2"
"""
LATER = 'language 1\n\nframework lamps@2026-01 "Lamps"\n    amends lamps@2025-01\n{}'


def graph(text: str, later: str | None = None) -> DeterminationGraph:
    asked = {"base.wlr": text} if later is None else {"later.wlr": later}
    shelves = Shelves(None, {"lamps@2025-01": from_texts({"base.wlr": text}, "base.wlr")})
    made = compile_framework(from_texts(asked, next(iter(asked))), shelves)
    assert made.graph is not None and not made.report.has_errors, list(made.report)
    return made.graph


def grounds(of: DeterminationGraph) -> tuple[list[str | None], tuple[str, ...]]:
    assert of.heading is not None
    return [one.place for one in of.heading.cites], of.heading.rests_on


def test_what_a_header_cites_and_rests_on_is_in_the_graph() -> None:
    found = graph(BASE)
    assert grounds(found) == (["1"], ("first_day",))
    framework = to_json(found)["framework"]
    assert isinstance(framework, Mapping)
    assert (framework["cites"], framework["rests_on"]) == ([["notice", "1"]], ["first_day"])


def test_it_is_part_of_what_is_said_and_not_of_what_is_meant() -> None:
    used = BASE.replace('equals lit\n    cites notice "2"', 'equals lit\n    cites notice "2"\n    rests on first_day')
    whole = graph(used)
    for line in ('    cites notice "1"\n', "    rests on first_day\n"):
        less = graph(used.replace(line, "", 1))
        assert meaning_hash(less) == meaning_hash(whole)
        assert text_hash(less) != text_hash(whole)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("", (["1"], ("first_day",))),
        ("    in force from 2026-01-01\n", ([], ())),
        ('    in force from 2026-01-01\n    cites notice "3"\n', (["3"], ())),
        ('    cites notice "3"\n', (["3"], ())),
    ],
)
def test_an_amendment_of_other_days_inherits_no_grounds(
    lines: str, expected: tuple[list[str | None], tuple[str, ...]]
) -> None:
    assert grounds(graph(BASE, LATER.format(lines))) == expected


def test_names_that_are_nowhere_are_found() -> None:
    for old, new in (('cites notice "1"', 'cites notise "1"'), ("rests on first_day", "rests on first_dya")):
        found = check_text({"base.wlr": BASE.replace(old, new, 1)}, "base.wlr")
        assert ("unknown-name", new.split()[1] if "cites" in new else "first_dya") in [told(one) for one in found]
