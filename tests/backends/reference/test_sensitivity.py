"""Assumptions tried in their alternatives."""

from __future__ import annotations

from support.kitchens import evaluated, framework

from wellled_rules.api import Result


def told(result: Result, outcome: str) -> list[tuple[dict[str, str], str | None]]:
    return [
        ({name: str(value) for name, value in one.assumptions}, None if one.value is None else str(one.value))
        for one in result.sensitivities
        if one.outcome == outcome
    ]


def test_an_average_on_a_half_turns_on_its_rounding() -> None:
    assert told(evaluated((3, 2, 2)), "mark") == [({"halves": "half_down"}, "fair")]


def test_away_from_the_half_nothing_turns() -> None:
    result = evaluated((3, 3, 3))
    assert result.sensitivities == ()
    assert result.tried.complete


def test_an_open_outcome_is_sensitive_in_what_remains_possible() -> None:
    (found,) = [one for one in evaluated((3, None, 3)).sensitivities if one.outcome == "mark"]
    assert (found.value, found.status, [str(one) for one in found.possible]) == (
        evaluated((3, 3, 3))["mark"].value,
        "determined",
        ["good"],
    )


def test_a_moderation_under_another_reach_moves_nothing() -> None:
    decided = {"decisions": [{"rule": "panel", "to": "top", "role": "panel", "reason": "seen twice"}]}
    assert told(evaluated((3, 3, 3), given=decided), "mark") == [({"reach": "0"}, "good")]


def test_what_is_given_does_not_turn() -> None:
    assert told(evaluated((3, 2, 2), given={"given": {"average": 3}}), "range") == []


BOTH = """language 1

framework both@2024-01 "Both"
    status draft
    covers house
    headline answer

level house "House"

source handbook "Handbook"
    published by "Office"

{assumptions}

input flag "Flag"
    is yes or no

determine answer "Answer"
    is yes or no
    first of
        yes when any of these
            flag is yes
            all of these
{tests}
        no otherwise
    cites handbook "Answer"
"""
ONE = """assumption {name} "Assumption {name}"
    is yes or no
    taken as no
    could be yes
    basis not_found "nothing was read"
"""


def of(count: int) -> Result:
    """A framework whose answer is yes when every one of so many assumptions is taken the other way."""
    names = [f"choice_{number}" for number in range(count)]
    assumptions = "\n".join(ONE.format(name=name) for name in names)
    tests = "\n".join(f"                {name} is yes" for name in names)
    return framework(BOTH.format(assumptions=assumptions, tests=tests)).evaluate({"inputs": {"flag": False}})


def test_only_smallest_sets_of_changes_are_told() -> None:
    (found,) = of(2).sensitivities
    assert found.assumptions == (("choice_0", True), ("choice_1", True))
    assert found.value is True


def test_every_combination_is_tried_to_256() -> None:
    result = of(8)
    assert result.tried.complete
    assert len(result.sensitivities[0].assumptions) == 8


def test_beyond_that_pairs_are_tried_and_it_says_so() -> None:
    result = of(9)
    assert result.sensitivities == ()
    assert not result.tried.complete
    assert [one["kind"] for one in result.to_dict()["notices"]] == ["sensitivities-incomplete"]
