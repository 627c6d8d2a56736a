"""What is shown as it was judged: in results, answers, tables, explanations, drawings and comparisons."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pyarrow as pa
import pytest
from jsonschema import Draft202012Validator
from support.histories import history
from support.inside import differing
from support.orchards import ORCHARDS, amended, compiled
from support.trees import by_functions

from wellled_rules import CaseError, Framework, diff, timeline
from wellled_rules.graph.serialize import meaning_hash
from wellled_rules.interfaces.cli.outline import outline
from wellled_rules.interfaces.cli.summary import summary
from wellled_rules.semantics.displayed import displayed

Case = dict[str, Any]


def framework_of(text: str = ORCHARDS) -> Framework:
    made = compiled(text)
    assert made.graph is not None, [one.headline for one in made.report]
    return Framework(made.graph, made.examples)


@pytest.fixture(scope="module")
def orchards() -> Framework:
    return framework_of()


CASE: Case = {
    "subject": {
        "level": "orchard",
        "id": "north",
        "trees": [
            {"id": "pear", "bears_fruit": True, "taste": {"value": "sweet"}, "looks": {"spring": "plain"}},
            {"id": "yew", "bears_fruit": False, "taste": {"value": "sweet"}, "looks": {"spring": "sour"}},
        ],
    },
    "assessed_on": "2025-06-01",
    "inputs": {"taste": {"value": "plain", "reason": "a dry year"}, "worms": 4, "beds": 5},
}


def told(framework: Framework, case: Case) -> dict[str, Any]:
    return dict(framework.evaluate(case).to_dict()["outcomes"])


def alone(**inputs: object) -> Case:
    return {"subject": {"level": "orchard"}, "inputs": inputs}


PLAIN = {
    "value": "plain",
    "label": "Plain",
    "status": "determined",
    "possible": ["plain"],
    "exact": True,
    "waits_for": [],
    "decided_by": [],
    "marks": [],
}


def test_it_is_told_among_the_outcomes_and_no_rule_decided_it(orchards: Framework) -> None:
    found = told(orchards, CASE)
    assert list(found) == ["taste", "worms", "mark"]
    assert found["taste"] == PLAIN
    assert (found["worms"]["value"], found["worms"]["label"]) == (4, "4")


def test_of_several_it_is_told_by_member(orchards: Framework) -> None:
    pear, yew = orchards.evaluate(CASE).to_dict()["inside"]["trees"]
    assert list(pear["outcomes"]) == ["taste", "looks", "mark"]
    assert list(pear["outcomes"]["looks"]) == ["spring", "autumn"]
    assert [one["status"] for one in pear["outcomes"]["looks"].values()] == ["determined", "undetermined"]
    assert pear["outcomes"]["looks"]["autumn"]["waits_for"] == ["looks/autumn@tree/pear"]
    assert {one["status"] for one in (yew["outcomes"]["taste"], *yew["outcomes"]["looks"].values())} == {
        "not_applicable"
    }


def test_what_nobody_gave_may_come_to_all_of_its_type_and_waits_for_itself(orchards: Framework) -> None:
    found = told(orchards, alone(beds=5))
    assert found["taste"] == {
        **PLAIN,
        "value": None,
        "label": None,
        "status": "undetermined",
        "possible": ["sweet", "plain", "sour"],
        "waits_for": ["taste"],
    }
    assert found["worms"]["possible"] == [*range(10)]


@pytest.mark.parametrize(
    ("entry", "value", "label", "status"),
    [
        ("unripe", None, "Not ripe yet", "not_assessed"),
        ("not_applicable", None, "Not applicable", "not_applicable"),
        ("suspended", "sour", "Sour", "determined"),
        ({"value": "sweet", "reason": "r"}, "sweet", "Sweet", "determined"),
    ],
)
def test_it_is_told_as_rules_read_it(
    orchards: Framework, entry: object, value: object, label: str, status: str
) -> None:
    found = told(orchards, alone(taste=entry, beds=0))["taste"]
    assert (found["value"], found["label"], found["status"]) == (value, label, status)


def test_it_has_its_marks_and_its_vintage(orchards: Framework) -> None:
    assert told(orchards, alone(taste={"value": "plain"}))["taste"]["marks"] == ["reason_missing"]
    earlier = {"framework": "orchards@2024-01", "name": "flavour", "value": "plain", "assessed_on": "2024-03-01"}
    found = told(orchards, {**alone(taste={"carried": earlier}), "assessed_on": "2025-06-01"})["taste"]
    assert (found["value"], found["marks"], found["vintage"]["oldest"]) == ("plain", ["carried"], "2024-03-01")


# --- whom the rules are not for -------------------------------------------------------------------


def stranger(**inputs: object) -> Case:
    return {"subject": {"level": "orchard", "has_a_fence": False}, "inputs": inputs}


@pytest.mark.parametrize("inputs", [{"taste": {"value": "plain"}, "worms": 3}, {}])
def test_of_whom_the_rules_are_not_for_it_is_not_applicable(orchards: Framework, inputs: Case) -> None:
    result = orchards.evaluate(stranger(**inputs))
    outcomes = result.to_dict()["outcomes"]
    assert outcomes["taste"] == outcomes["worms"] == outcomes["mark"]
    assert outcomes["taste"]["label"] == "Not applicable"
    assert outcomes["taste"]["possible"] == ["not_applicable"]
    assert result["taste"].to_dict() == outcomes["taste"]
    assert result.explain("taste").headline.startswith("Not applicable: “Marks for orchards” is not for a subject")
    assert result.explain("taste").layers.vintage is None


def test_of_whom_the_rules_are_not_for_it_has_no_age_and_no_mark(orchards: Framework) -> None:
    earlier = {"framework": "orchards@2024-01", "name": "flavour", "value": "plain", "assessed_on": "2024-03-01"}
    result = orchards.evaluate({**stranger(taste={"carried": earlier}), "assessed_on": "2025-06-01"})
    outcomes = result.to_dict()["outcomes"]
    assert outcomes["taste"] == outcomes["mark"]
    assert result.explain("taste").layers.vintage is None


def test_nothing_of_it_is_displayed_where_the_rules_are_not_for_the_subject(orchards: Framework) -> None:
    event = {"kind": "assessment", "subject": "north", "framework": "orchards", "outcomes": "taste"}
    shown = {**event, "id": "a", "on": "2025-02-01", "published_on": "2025-03-01"}
    for fence, values in ((True, ["plain"]), (False, [])):
        said = {"subject": {"has_a_fence": fence}, "inputs": {"taste": "plain"}}
        document = history({**shown, "case": said}, subjects=[{"id": "north", "kind": "orchard"}])
        made = timeline(document, rules=[orchards]).to_dict()
        stretches = [one for who in made["subjects"] for line in who["lines"] for one in line["stretches"]]
        assert [each["value"] for one in stretches for each in one["displayed"]] == values


def test_a_history_displays_it_beside_the_result_where_it_does_not_say_what_was_published(orchards: Framework) -> None:
    event = {"kind": "assessment", "subject": "north", "framework": "orchards", "id": "a", "on": "2025-02-01"}
    case = {"subject": {"has_a_fence": True}, "inputs": {"taste": "plain", "beds": 5}}
    several: tuple[tuple[dict[str, str], list[str]], ...] = (({}, ["taste", "mark"]), ({"outcomes": "mark"}, ["mark"]))
    for chosen, paths in several:
        said = {**event, "published_on": "2025-03-01", "case": case, **chosen}
        made = timeline(history(said, subjects=[{"id": "north", "kind": "orchard"}]), rules=[orchards]).to_dict()
        assert [line["outcome"] for who in made["subjects"] for line in who["lines"]] == paths


def test_what_reads_it_reads_the_entry_all_the_same(orchards: Framework) -> None:
    case = json.loads(json.dumps(CASE))
    case["subject"]["trees"][1]["taste"]["value"] = "sour"
    with_shown, without = framework_of(), framework_of(ORCHARDS.replace("looks, taste at tree", "looks at tree"))
    assert told(with_shown, case)["mark"] == told(without, case)["mark"]
    assert told(with_shown, case)["mark"]["value"] == "sour"
    assert told(with_shown, case)["mark"]["marks"] == ["reason_missing"]


# --- the other doors ------------------------------------------------------------------------------


CASES: list[Case] = [
    alone(taste={"value": "plain", "reason": "r"}, worms=4, beds=0),
    alone(taste={"value": "sour", "reason": "r"}, worms=9, beds=5),
    alone(taste={"value": "plain"}, worms=4, beds=0),
    alone(taste="unripe", worms="not_seen", beds=5),
    alone(taste="suspended", beds=1),
    alone(worms=0),
    alone(),
    stranger(taste="plain", worms=4),
]


def test_bytes_come_to_the_same_the_short_way(orchards: Framework) -> None:
    short = 0
    for case in CASES * 3:
        body = json.dumps(case).encode()
        expected = orchards.evaluate(case).to_decision()
        assert json.loads(orchards.answer(body)) == json.loads(json.dumps(expected))
        short += orchards._door._shortly(body) is not None
    assert short >= 6


def test_results_and_decisions_are_valid(orchards: Framework) -> None:
    for case in (*CASES, CASE):
        result = orchards.evaluate(case)
        for name, data in (("result", result.to_dict()), ("decision", result.to_decision())):
            schema = files("wellled_rules.api").joinpath("schemas", f"{name}-1.json").read_text("utf-8")
            Draft202012Validator(json.loads(schema)).validate(json.loads(json.dumps(data)))


def test_functions_of_levels_say_the_same(orchards: Framework) -> None:
    case = json.loads(json.dumps(CASE))
    case["subject"]["trees"].pop()
    case["subject"]["trees"][0]["looks"]["autumn"] = "plain"
    del case["inputs"]["worms"]
    evidence = orchards.evidence(case)
    assert by_functions(orchards.graph, evidence, orchards.evaluate(case).trace) == []


def rows(*said: dict[str, object]) -> pa.Table:
    names = list(dict.fromkeys(name for row in said for name in row))
    return pa.table({name: pa.array([row.get(name) for row in said], pa.string()) for name in names})


def test_tables_answer_it(orchards: Framework) -> None:
    table = rows(
        {"subject": "a", "taste": "plain", "worms": "4", "beds": "0"},
        {"subject": "b", "taste": "unripe", "worms": "not_seen", "beds": "5"},
        {"subject": "c", "beds": "5"},
        {"subject": "d", "taste": "plain", "has_a_fence": "no"},
    )
    found = orchards.evaluate_table(table, level="orchard")
    assert [name for name in found.column_names if ":" not in name] == ["subject", "taste", "worms", "mark"]
    cases = {
        "a": alone(taste="plain", worms=4, beds=0),
        "b": alone(taste="unripe", worms="not_seen", beds=5),
        "c": alone(beds=5),
        "d": stranger(taste="plain"),
    }
    assert differing(orchards, cases, [{**row, "inside": None} for row in found.to_pylist()]) == []
    some = orchards.evaluate_table(table, level="orchard", outcomes="taste")
    kept, parts = ("subject", "taste"), ("status", "decided_by", "possible", "vintage", "oldest", "age_months")
    assert some.column_names == [*kept, *(f"taste:{part}" for part in parts)]


def test_tables_with_subjects_inside_answer_it(orchards: Framework) -> None:
    table = rows(
        {"subject": "north", "inside": "", "taste": "plain", "worms": "4", "beds": "5"},
        {"subject": "north", "inside": "tree/pear", "bears_fruit": "yes", "taste": "sweet", "looks.spring": "plain"},
        {"subject": "north", "inside": "tree/yew", "bears_fruit": "no", "taste": "sweet", "looks.spring": "sour"},
        {"subject": "south", "inside": "", "beds": "5"},
        {
            "subject": "south",
            "inside": "tree/fig",
            "taste": "plain",
            "bears_fruit": "yes",
            "looks.spring": "plain",
            "looks.autumn": "sour",
        },
    )
    north = json.loads(json.dumps(CASE))
    north["inputs"]["taste"] = "plain"
    fig = {"id": "fig", "bears_fruit": True, "taste": "plain", "looks": {"spring": "plain", "autumn": "sour"}}
    south = {"subject": {"level": "orchard", "trees": [fig]}, "inputs": {"beds": 5}}
    # What is determined is so, and of what is shown something was not given: nothing is worked out alone.
    assert {one["status"] for name, one in told(orchards, south).items() if name != "mark"} == {"undetermined"}
    assert told(orchards, south)["mark"]["status"] == "determined"
    found = orchards.evaluate_table(table, level="orchard").to_pylist()
    assert differing(orchards, {"north": north, "south": south}, found) == []


@pytest.mark.parametrize("inside", [{}, {"inside": ""}])
def test_a_column_is_not_kept_and_answered(orchards: Framework, inside: dict[str, object]) -> None:
    table = rows({"subject": "a", "taste": "plain", "beds": "0", **inside})
    with pytest.raises(CaseError) as caught:
        orchards.evaluate_table(table, level="orchard", keep=["taste"])
    assert [(one.code, one.headline) for one in caught.value.diagnostics] == [
        ("given-twice", "`taste` is kept, and answered as well")
    ]
    kept = orchards.evaluate_table(table, level="orchard", keep=["taste"], outcomes=["mark"])
    assert kept.column("taste").to_pylist() == ["plain"]


# --- what is told of the framework ------------------------------------------------------------------


def test_the_summary_has_it_where_it_is_declared(orchards: Framework) -> None:
    result = orchards.evaluate(CASE)
    lines = summary(orchards.graph, result.to_dict()).splitlines()
    start = lines.index("Outcomes")
    assert lines[start + 1 : start + 4] == ["  Taste: Plain", "  Worms: 4", "  Mark: Sweet, reason missing"]


def test_the_outline_and_the_drawing_say_so(orchards: Framework) -> None:
    shown = [line.strip() for line in outline(orchards.graph).splitlines() if "shown among the outcomes" in line]
    assert shown[1] == "Worms (worms): whole number from 0 to 9, judged by bird, shown among the outcomes"
    assert len(shown) == 4
    assert orchards.to_mermaid().count("<br>shown") == 4


def test_evidence_that_only_it_rests_on_is_used(orchards: Framework) -> None:
    use = {
        one.path: one for one in orchards.evaluate(alone(worms=4, taste="plain", beds=0)).evidence_use().usage.entries
    }
    assert (str(use["worms"].use), use["worms"].outcomes, use["worms"].read_by) == ("used", ("worms",), ())
    assert use["taste"].outcomes == ("taste", "mark")
    assert "    shown among the outcomes" in orchards.evaluate(alone(worms=4)).evidence_use().to_text().splitlines()


def test_a_transition_has_to_say_what_becomes_of_it(orchards: Framework) -> None:
    assert set(displayed(orchards.graph)) == {
        *((name, "orchard") for name in ("taste", "worms", "mark")),
        *((name, "tree") for name in ("taste", "looks", "mark")),
    }


def test_what_the_rules_mean_is_another_with_it_and_without_a_line_what_it_was(orchards: Framework) -> None:
    start, end = ORCHARDS.index("input worms"), ORCHARDS.index("input beds")
    worms = ORCHARDS[start:end]
    swapped = framework_of(ORCHARDS.replace(worms, "").replace("input taste", f"{worms}input taste"))
    assert swapped.graph.outcomes["orchard"] == ("worms", "taste", "mark")
    fewer = framework_of(ORCHARDS.replace("shows taste, worms", "shows taste"))
    assert meaning_hash(swapped.graph) == meaning_hash(orchards.graph) != meaning_hash(fewer.graph)


def test_a_comparison_tells_the_line_and_no_outcome_that_was_none(orchards: Framework) -> None:
    made = amended(
        header="    shows worms, taste at orchard\n    shows looks at tree\n",
        rules='replace input taste "Taste"\n    is a grade\n    judged by eater\n    cites book "Taste"\n',
    )
    assert made.graph is not None
    found = diff(orchards, Framework(made.graph, made.examples))
    lines = found.to_text().splitlines()
    assert "    gone  shows taste at tree" in lines
    assert not any("shows worms" in line for line in lines)
    back = diff(Framework(made.graph, made.examples), orchards)
    for one in (found, back):
        affected = [(each["level"], each["outcome"]) for each in one.to_dict()["affected"]]
        assert ("orchard", "taste") in affected
        assert ("tree", "taste") not in affected
