"""Where nothing is divided by, combined or asked about is told with a case."""

from __future__ import annotations

import pytest
from support.rooms import findings, only, underlined

BASE = """
scale score "Score"
    best first
    3 "Good"
    2 "Fair"
    1 "Poor"

set area "Area"
    kitchen "Kitchen"
    hall "Hall"

weights area_weight "Weight of an area"
    for each area
    by area
        {kitchen} when kitchen
        2 otherwise

input area_score "Score of an area"
    for each area
    is a score
{treat}
input count "Count"
    is a whole number from {low} to 9

determine outcome "Outcome"
    is a {type}
    equals {expr}
"""

TREATED = "    treat not_applicable as left out\n"


def rules(expr: str, type_: str = "number", treat: str = TREATED, low: int = 0, kitchen: int = 1) -> str:
    return BASE.format(expr=expr, type=type_, treat=treat, low=low, kitchen=kitchen)


FOLDS = [
    "mean of area_score",
    "highest of area_score",
    "lowest of area_score",
    "weighted mean of area_score by area_weight",
]


@pytest.mark.parametrize("expr", FOLDS)
def test_combining_nothing_is_told_where_all_can_be_left_out(expr: str) -> None:
    found = only(findings(rules(expr)), "can-be-not-applicable")
    assert found.headline == "this can be not_applicable: there can be nothing to combine"
    assert underlined(found) == expr
    assert found.notes == ("at `room`: when `area_score` is not_applicable for kitchen and hall",)


@pytest.mark.parametrize("expr", [*FOLDS, "total of area_score"])
def test_nothing_is_told_where_every_entry_is_there(expr: str) -> None:
    assert findings(rules(expr, treat="")) == []


def test_total_and_number_of_nothing_are_numbers() -> None:
    assert findings(rules("total of area_score + number of area_score")) == []


def test_division_by_nothing_is_told_with_a_case() -> None:
    found = only(findings(rules("10 / count")), "can-be-not-applicable")
    assert found.headline == "this can be not_applicable: it can be divided by 0"
    assert found.notes == ("at `room`: when `count` is 0",)
    assert findings(rules("10 / count", low=1)) == []


@pytest.mark.parametrize(
    ("expr", "answer"),
    [("any of area_score is 3", "no"), ("all of area_score are 3", "yes"), ("a majority of area_score are 3", "no")],
)
def test_asking_about_nothing_is_told_with_the_answer(expr: str, answer: str) -> None:
    ladder = f"\n    first of\n        3 when {expr}\n        1 otherwise\n"
    text = rules("X", "score").replace("\n    equals X\n", ladder)
    found = only(findings(text), "can-be-empty")
    assert found.headline == f"the collection can be empty, and the answer is then {answer}"
    assert underlined(found) == expr
    handled = text.replace("    first of\n", "    first of\n        1 when area_score are empty\n")
    assert findings(handled) == []


@pytest.mark.parametrize(
    ("asks", "handled", "help_"),
    [
        (
            "expects all of area_score are 3",
            "when area_score are not empty",
            "say that it applies when the collection is not empty (`when ... are not empty`)",
        ),
        (
            "on outcome to 1\n    when all of area_score are 3",
            "unless area_score are empty",
            "test beside it whether the collection is empty (`... are not empty`)",
        ),
    ],
)
def test_what_has_no_rows_is_told_how_to_ask_about_something(asks: str, handled: str, help_: str) -> None:
    kind = "check" if asks.startswith("expects") else "replacement"
    text = f'{rules("count")}\n{kind} asked at room "Asked"\n    {asks}\n'
    assert only(findings(text), "can-be-empty").help == (help_,)
    assert findings(f"{text}    {handled}\n") == []


def test_weights_that_can_all_be_nothing_are_an_error() -> None:
    found = only(findings(rules("weighted mean of area_score by area_weight", kitchen=0)), "weights-all-nothing")
    assert found.headline == "the members that are left can all weigh 0 by `area_weight`"
    assert found.notes[0].startswith("at `room`: when `area_score` is ")
    assert findings(rules("weighted mean of area_score by area_weight", kitchen=0, treat="")) == []


def test_a_number_between_levels_has_no_level() -> None:
    found = only(findings(rules("(mean of area_score) as a score", "score", treat="")), "no-level-of-that-worth")
    assert found.headline == "no level of `score` is worth 1.5 and 2.5"
    assert findings(rules("(highest of area_score) as a score", "score", treat="")) == []


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("1 when area_score are empty; mean of area_score otherwise", None),
        ("1 when area_score are empty; 2 when mean of area_score is over 2; 3 otherwise", None),
        ("1 when area_score are empty; total of area_score / number of area_score otherwise", None),
        ("1 when area_score are empty; count / number of area_score otherwise", None),
        ("1 when count is over 5; mean of area_score otherwise", "mean of area_score"),
        ("mean of area_score when count is over 5; 1 when area_score are empty; 2 otherwise", "mean of area_score"),
        ("1 when area_score are empty and count is over 5; mean of area_score otherwise", "mean of area_score"),
        ("1 when area_score are not empty; mean of area_score otherwise", "mean of area_score"),
        (
            "1 when area_score are empty; mean of area_score that is 3 otherwise",
            "mean of area_score that is 3",
        ),
    ],
)
def test_nothing_to_combine_is_not_told_behind_a_row_that_says_what_holds_then(rows: str, told: str | None) -> None:
    ladder = "".join(f"\n        {row}" for row in rows.split("; "))
    text = rules("X").replace("\n    equals X\n", f"\n    first of{ladder}\n")
    found = [underlined(one) for one in findings(text) if one.code == "can-be-not-applicable"]
    assert found == ([] if told is None else [told])
