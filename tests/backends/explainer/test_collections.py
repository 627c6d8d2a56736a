"""A collection is a step of its own: how much of it counts, and why the rest does not."""

from __future__ import annotations

from typing import Any

import pytest
from support.fairs import FAIRS

from wellled_rules import Framework, load
from wellled_rules.backends.explainer.explanation import Explanation, Step
from wellled_rules.backends.explainer.to_html import to_html
from wellled_rules.backends.explainer.to_json import to_dict


@pytest.fixture(scope="module")
def framework(tmp_path_factory: pytest.TempPathFactory) -> Framework:
    place = tmp_path_factory.mktemp("fairs") / "fairs.wlr"
    place.write_text(FAIRS, encoding="utf-8")
    return load(place)


def stall(name: str, front: str, back: str, **more: Any) -> dict[str, Any]:
    found = {"front_side": {"value": front, "reason": "r"}, "back_side": {"value": back, "reason": "r"}}
    return {"id": name, "found": found, **more}


CASE: dict[str, Any] = {
    "subject": {
        "level": "fair",
        "name": "May fair",
        "rows": [
            {
                "id": "fish",
                "name": "Fish row",
                "stalls": [
                    stall("1", "good", "good"),
                    stall("2", "poor", "good", opened_on="2025-01-10"),
                    stall("3", "good", "fair_grade", opened_on="not_seen"),
                    {"id": "4", "given": {"outcome": "not_graded"}},
                    {"id": "5", "given": {"outcome": "suspended"}},
                ],
            },
            {"id": "cheese"},
        ],
        "stalls": [stall("bench", "good", "fair_grade"), {"id": "6", "given": {"outcome": "suspended"}}],
    },
    "assessed_on": "2025-03-14",
}


def layers(framework: Framework, of: str | None = None, case: dict[str, Any] = CASE) -> Explanation:
    return framework.evaluate(case).explain(of).layers


def step(explanation: Explanation, path: str) -> Step:
    return next(one for one in explanation.steps if one.path == path)


def test_a_collection_says_how_much_counts_and_why_the_rest_does_not(framework: Framework) -> None:
    found = step(layers(framework, "@row/fish"), "stalls_of_row@row/fish")
    assert (found.title, found.value.text, found.value.plain) == ("Its stalls", "3 of 5 entries, 1 of them perhaps", 3)
    assert found.workings == (
        "Stall 2: left out, because “Day it opened” for Stall 2 is 10 January 2025, which is within 1 year before 14 "
        "March 2025 (“Day of the assessment”).",
        "Stall 3: counts or is left out: “Day it opened” for Stall 3 is not yet determined, and could be within 1 year "
        "before 14 March 2025 (“Day of the assessment”).",
        "Stall 4: Not graded, so left out.",
        "Stall 5: suspended, so it could be any value.",
    )
    assert [one.text for one in found.rule.cites] == ["Guide to fairs, “3”"]
    assert found.rule.kind == "collect"
    assert found.is_decisive


def test_it_stands_between_what_it_takes_and_what_combines_it(framework: Framework) -> None:
    told = layers(framework, "@row/fish")
    paths = [one.path for one in told.steps]
    assert (
        paths.index("outcome@row/fish/stall/1")
        < paths.index("stalls_of_row@row/fish")
        < paths.index("outcome@row/fish")
    )
    assert [one.path for one in step(told, "outcome@row/fish").inputs] == ["stalls_of_row@row/fish"]
    read = [one.path for one in step(told, "stalls_of_row@row/fish").inputs]
    assert {"outcome@row/fish/stall/1", "opened_on@row/fish/stall/2", "assessed_on"} <= set(read)


def test_that_of_another_subject_is_no_step_of_the_first_rank(framework: Framework) -> None:
    told = layers(framework)
    assert step(told, "of_fair").is_decisive
    assert not step(told, "stalls_of_row@row/fish").is_decisive
    assert step(told, "of_fair").workings == (
        "Row of stalls cheese: Not graded, so left out.",
        "Stall 6: suspended, so left out.",
    )


def test_a_collection_of_nothing_is_told_too(framework: Framework) -> None:
    told = layers(framework, "@row/cheese")
    assert step(told, "stalls_of_row@row/cheese").value.text == "0 entries"
    assert [one.path for one in step(told, "outcome@row/cheese").inputs] == ["stalls_of_row@row/cheese"]


def test_what_an_outcome_is_built_from_is_what_its_own_subject_combines(framework: Framework) -> None:
    told = layers(framework)
    assert told.statements is not None
    assert told.statements.title == "Its rows, and stalls in no row"
    assert [one.path for one in told.statements.lines] == [
        "outcome@row/fish",
        "outcome@row/cheese",
        "outcome@stall/bench",
        "outcome@stall/6",
    ]


def test_many_that_are_left_out_are_counted(framework: Framework) -> None:
    stalls = [{"id": str(turn), "given": {"outcome": "not_graded"}} for turn in range(20)]
    told = layers(framework, "@", {"subject": {"level": "fair", "stalls": stalls}})
    found = step(told, "of_fair")
    assert found.value.text == "0 of 20 entries"
    assert len(found.workings) == 13
    assert found.workings[-1] == "And 8 more."


def test_every_rendering_tells_it(framework: Framework) -> None:
    explained = framework.evaluate(CASE).explain()
    line = "Row of stalls cheese: Not graded, so left out."
    assert line in explained.to_text(plain=True)
    assert line in to_html(explained.layers)
    steps = {one["path"]: one for one in to_dict(explained.layers)["steps"]}
    assert line in steps["of_fair"]["workings"]
    inner = explained.to_text(plain=True)
    assert "Stall 2, Fish row: left out, because" in inner


def test_two_rules_of_one_name_at_two_levels_are_told_apart(framework: Framework) -> None:
    text = framework.evaluate(CASE).explain().to_text(plain=True)
    assert "Outcome, for each of 2\n        Fish row: " in text


def test_the_day_of_the_assessment_is_nobody_elses(framework: Framework) -> None:
    assert "“Day of the assessment” for" not in framework.evaluate(CASE).explain().to_text(plain=True)
