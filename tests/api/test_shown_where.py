"""What is shown under a condition: told where it holds, not applicable where it doesn't, open where that is open."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
import pytest
from support.inside import differing
from support.orchards import ORCHARDS, compiled
from support.trees import by_functions

from wellled_rules import Framework, diff
from wellled_rules.graph.serialize import meaning_hash
from wellled_rules.interfaces.cli.outline import outline

Case = dict[str, Any]

LINE = "shows taste, worms at orchard"
RULES = (
    ORCHARDS.replace(LINE, f"{LINE} where is_tended is yes")
    .replace("shows looks, taste at tree", "shows looks at tree where bears_much is yes\n    shows taste at tree")
    .replace(
        "collect tastes",
        """\
determine is_tended at orchard "It is tended"
    is yes or no
    first of
        yes when beds is over 3
        no otherwise
    cites book "Tended"

input bears_much at tree "It bears much"
    is yes or no

collect tastes""",
    )
)


def framework_of(text: str = RULES) -> Framework:
    made = compiled(text)
    assert made.graph is not None, [one.headline for one in made.report]
    return Framework(made.graph, made.examples)


@pytest.fixture(scope="module")
def orchards() -> Framework:
    return framework_of()


def alone(**inputs: object) -> Case:
    return {"subject": {"level": "orchard"}, "inputs": inputs}


TOLD = {
    "tended": (alone(taste="plain", beds=5), "determined", ["plain"], []),
    "tended, not given": (alone(beds=5), "undetermined", ["sweet", "plain", "sour"], ["taste"]),
    "not tended": (alone(taste="plain", beds=0), "not_applicable", ["not_applicable"], []),
    "not tended, not given": (alone(beds=0), "not_applicable", ["not_applicable"], []),
    "open": (alone(taste="plain"), "undetermined", ["plain", "not_applicable"], ["beds"]),
    "open, not given": (alone(), "undetermined", ["sweet", "plain", "sour", "not_applicable"], ["beds", "taste"]),
    "open, not applicable": (alone(taste="not_applicable"), "not_applicable", ["not_applicable"], []),
}


@pytest.mark.parametrize("name", TOLD)
def test_it_is_told_where_its_condition_holds(orchards: Framework, name: str) -> None:
    case, status, possible, waits = TOLD[name]
    found = orchards.evaluate(case).to_dict()["outcomes"]["taste"]
    assert (found["status"], found["possible"], found["waits_for"]) == (status, possible, waits)
    assert (found["exact"], found["decided_by"]) == (True, [])


def test_what_it_may_come_to_is_no_promise_where_its_condition_asks_for_it(orchards: Framework) -> None:
    found = framework_of(RULES.replace("where is_tended is yes", "where worms is under 3"))
    one = found.evaluate(alone(taste="plain"))["worms"]
    assert (one.exact, one.waits_for, len(one.possible)) == (False, ("worms",), 11)
    assert found.evaluate(alone(taste="plain"))["taste"].exact


def test_withheld_it_has_no_mark_and_open_it_has(orchards: Framework) -> None:
    marks = [orchards.evaluate(alone(taste={"value": "plain"}, **one))["taste"].marks for one in ({"beds": 0}, {})]
    assert marks == [(), ("reason_missing",)]


def test_whoever_reads_it_reads_it_all_the_same(orchards: Framework) -> None:
    assert orchards.evaluate(alone(taste="sour", beds=0))["mark"].label == "Sour"


def test_it_is_explained_by_the_rule_that_withholds_it(orchards: Framework) -> None:
    found = orchards.evaluate(alone(taste="plain", beds=0)).explain("taste")
    assert found.headline == (
        "Not applicable: “It is tended” is no, not yes, so that “Taste” is not told (Book of orchards, “Tended”)."
    )
    assert [one.title for one in found.layers.steps] == ["It is tended"]
    open_ = orchards.evaluate(alone(taste="plain")).explain("taste")
    assert open_.headline.startswith("Not yet determined: “Taste”")
    assert [one.path for one in open_.layers.missing] == ["beds"]
    for one in (found, open_):
        assert one.headline in one.to_text(plain=True)
        assert one.to_html() and one.to_mermaid() and one.to_dot() and one.to_json()


# --- the other doors ------------------------------------------------------------------------------


def test_bytes_come_to_the_same_the_short_way(orchards: Framework) -> None:
    short = 0
    taste = {"value": "plain", "reason": "r"}
    cases = [alone(taste=taste, worms=4, beds=beds) for beds in (0, 9)]
    for case in [*cases, *(one for one, *_ in TOLD.values())] * 3:
        body = json.dumps(case).encode()
        expected = orchards.evaluate(case).to_decision()
        assert json.loads(orchards.answer(body)) == json.loads(json.dumps(expected))
        short += orchards._door._shortly(body) is not None
    assert short >= 6


def tree(name: str, **said: object) -> Case:
    return {"id": name, "bears_fruit": True, "taste": "plain", **said}


def test_functions_of_levels_say_the_same(orchards: Framework) -> None:
    answered = 0
    for much in (True, False, None):
        for beds in (0, 5, None):
            looks = {"spring": "plain", "autumn": "sour"}
            inside = tree("pear", looks=looks, **({} if much is None else {"bears_much": much}))
            inputs = {"taste": "sweet", **({} if beds is None else {"beds": beds})}
            evidence = orchards.evidence({"subject": {"level": "orchard", "trees": [inside]}, "inputs": inputs})
            found = by_functions(orchards.graph, evidence, orchards.evaluate(evidence).trace)
            assert found in ([], None)
            answered += found is not None
    assert answered == 4


def rows(*said: dict[str, object]) -> pa.Table:
    names = list(dict.fromkeys(name for row in said for name in row))
    return pa.table({name: pa.array([row.get(name) for row in said], pa.string()) for name in names})


def test_tables_answer_it(orchards: Framework) -> None:
    cases = {str(turn): case for turn, (case, *_) in enumerate(TOLD.values())}
    table = rows(
        *({"subject": name, **{key: str(one) for key, one in case["inputs"].items()}} for name, case in cases.items())
    )
    found = orchards.evaluate_table(table, level="orchard").to_pylist()
    assert differing(orchards, cases, [{**row, "inside": None} for row in found]) == []


def test_tables_with_subjects_inside_answer_it(orchards: Framework) -> None:
    cases, said = {}, []
    for much in ("yes", "no", None):
        name = str(much)
        looks = {"spring": "plain", "autumn": "sour"}
        one = tree("pear", looks=looks, **({} if much is None else {"bears_much": much}))
        cases[name] = {"subject": {"level": "orchard", "trees": [one]}, "inputs": {"taste": "sweet", "beds": 1}}
        said.append({"subject": name, "inside": "", "taste": "sweet", "beds": "1"})
        inner = {"bears_fruit": "yes", "taste": "plain", "looks.spring": "plain", "looks.autumn": "sour"}
        said.append({"subject": name, "inside": "tree/pear", **inner, "bears_much": much})
    assert differing(orchards, cases, orchards.evaluate_table(rows(*said), level="orchard").to_pylist()) == []


def test_what_says_whether_it_is_told_is_used_for_it(orchards: Framework) -> None:
    use = {one.path: one for one in orchards.evaluate(alone(worms=4, beds=0)).evidence_use().usage.entries}
    assert "worms" in use["beds"].outcomes
    assert str(use["worms"].use) == "unread"


# --- what is told of the framework ------------------------------------------------------------------


def test_the_condition_is_part_of_what_the_rules_mean(orchards: Framework) -> None:
    other = framework_of(RULES.replace("where is_tended is yes", "where is_tended is no"))
    without = framework_of(RULES.replace(" where is_tended is yes", ""))
    assert len({meaning_hash(one.graph) for one in (orchards, other, without)}) == 3
    found = diff(without, orchards).to_text()
    assert "shows taste at orchard where is_tended is yes" in found


def test_the_outline_has_the_condition(orchards: Framework) -> None:
    found = [line.strip() for line in outline(orchards.graph).splitlines() if "shown among the outcomes where" in line]
    assert found[1] == (
        "Worms (worms): whole number from 0 to 9, judged by bird, shown among the outcomes where is_tended is yes"
    )
    assert len(found) == 3


def test_an_amendment_inherits_the_condition_with_the_line(orchards: Framework) -> None:
    text = (
        'language 1\n\nframework orchards@2026-01 "Marks"\n    amends orchards@2025-01\n    in force from 2026-01-01\n'
    )
    made = compiled(text, base=RULES)
    assert made.graph is not None, [one.headline for one in made.report]
    assert made.graph.header.told_where == orchards.graph.header.told_where
    again = compiled(f"{text}    shows worms at orchard\n", base=RULES)
    assert again.graph is not None
    assert (again.graph.header.shows, again.graph.header.told_where) == ({"orchard": ("worms",)}, {})
